"""A process that forks a copy of itself whenever it is asked to, and ends a copy it is told to end."""

import contextlib
import ctypes
import fcntl
import gc
import json
import os
import select
import signal
import socket
import stat
import sys
import traceback
from collections.abc import Callable
from typing import Any

_PARENT_DEATH_SIGNAL = 1
REAP_EVERY = 1.0
REQUEST_AT_MOST = 65_536

Work = Callable[[dict[str, Any], socket.socket], None]
"""What a copy does with its request and its socket; when it returns, the copy ends."""


def fork_on_request(asked: socket.socket, work: Work) -> None:
    """Serve requests until the other end is closed, then kill every copy.

    A request is a datagram of JSON, with a socket for the copy: `{"fork": …}`. `{"end": pid}` kills one, and after
    `{"last": true}` the end of the last copy is this process's end. The answer to a fork is the copy's process number.
    """
    copies: set[int] = set()
    last = False
    gc.collect()
    gc.freeze()  # what is there now stays shared: the collector of a copy does not write to it
    while True:
        readable, _, _ = select.select([asked], [], [], REAP_EVERY)
        _reap(copies)
        if last and not copies:
            break
        if not readable:
            continue
        data, handles, _, _ = socket.recv_fds(asked, REQUEST_AT_MOST, 1)
        if not data:
            break
        request = json.loads(data)
        if "end" in request:
            if request["end"] in copies:  # not yet reaped, so it is still that process
                os.kill(request["end"], signal.SIGKILL)
            continue
        if "last" in request:
            last = True
            continue
        copy = os.fork()
        if not copy:
            _become_copy(asked, handles[0], request["fork"], work)
        copies.add(copy)
        for handle in handles:
            os.close(handle)
        asked.send(json.dumps({"pid": copy}).encode())
    for pid in copies:
        os.kill(pid, signal.SIGKILL)


def _become_copy(asked: socket.socket, handle: int, request: dict[str, Any], work: Work) -> None:
    status = 1
    try:
        die_with_parent()
        asked.close()
        for other in open_handles() - {0, 1, 2, handle}:
            with contextlib.suppress(OSError):
                _open_anew(other) if is_read_only_file(other) else os.close(other)
        with socket.socket(fileno=handle) as own:
            work(request, own)
        status = 0
    except BaseException:  # noqa: BLE001 - nothing of a copy may come back into what forked it
        traceback.print_exc(file=sys.__stderr__)
    finally:
        os._exit(status)


def die_with_parent() -> None:
    """Have the system kill this process when the one that forked it ends, however it ends."""
    parent = os.getppid()
    ctypes.CDLL(None, use_errno=True).prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def open_handles() -> set[int]:
    """The numbers of the files and sockets that this process has open."""
    found = set()
    for name in os.listdir("/proc/self/fd"):  # noqa: PTH208 - numbers, not paths
        with contextlib.suppress(OSError):  # the folder's own, closed by now
            os.fstat(int(name))
            found.add(int(name))
    return found


def is_read_only_file(handle: int) -> bool:
    """Whether it is a file on the disk that is only read, such as a font."""
    return stat.S_ISREG(os.fstat(handle).st_mode) and fcntl.fcntl(handle, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY


def _open_anew(handle: int) -> None:
    """Give this process a place of its own in the file: a forked one is moved by whoever reads."""
    own = os.open(f"/proc/self/fd/{handle}", os.O_RDONLY)
    os.lseek(own, os.lseek(handle, 0, os.SEEK_CUR), os.SEEK_SET)
    os.dup2(own, handle, inheritable=False)
    os.close(own)


def _reap(copies: set[int]) -> None:
    for pid in list(copies):
        with contextlib.suppress(ChildProcessError):
            if os.waitpid(pid, os.WNOHANG)[0] == 0:
                continue
        copies.discard(pid)

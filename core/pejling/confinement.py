"""What a process that runs other people's code may not open: some folders are closed to it and all it starts, for good.

By Landlock (https://docs.kernel.org/userspace-api/landlock.html): Linux 5.13 and newer has it, for any user. A closed process
cannot look into one that is not, either: `/proc` gives it no environment, memory or open file of the server. Root could (newer
kernels let who may measure others' performance read their memory), so it gives up what root may beyond reading files.
"""

import ctypes
import os
import stat
import struct
import sys
from collections.abc import Collection, Iterator
from pathlib import Path

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # the same numbers on every architecture
_ASK_VERSION, _PATH_BENEATH, _NO_NEW_PRIVILEGES = 1, 1, 38

_WRITE_FILE, _READ_FILE, _READ_FOLDER = 1 << 1, 1 << 2, 1 << 3
_MAKE_AND_REMOVE = sum(1 << bit for bit in range(4, 13))
_MOVE_BETWEEN_FOLDERS, _CUT_OFF = 1 << 13, 1 << 14
_SINCE = {2: _MOVE_BETWEEN_FOLDERS, 3: _CUT_OFF}
"""Rights that came with a later version of Landlock; what a version does not know is not asked of it."""
_CAPABILITIES_VERSION = 0x20080522
_KEPT_OF_ROOT = 1 << 1 | 1 << 2
"""Capabilities to pass by files' modes: a checkout may lie in somebody's home. Closed is closed to them, too."""
_OF_A_FILE = _WRITE_FILE | _READ_FILE | _CUT_OFF


def can_close() -> bool:
    """Whether this system has what closing takes."""
    return _version() > 0


def _version() -> int:
    """Landlock's here; less than one where there is none."""
    if not sys.platform.startswith("linux"):
        return 0
    return int(ctypes.CDLL(None, use_errno=True).syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _ASK_VERSION))


def places_beside(closed: Collection[Path]) -> list[Path]:
    """The fewest files and folders that hold all there is but what is to be closed."""
    return list(_beside(Path("/"), {path.resolve() for path in closed}))


def close_to_this_process(
    closed: Collection[Path], readable: Collection[Path] = (), usable: Collection[Path] = (),
    beside: Collection[Path] | None = None,
) -> bool:
    """Close these files and folders to this thread and all it starts from now on; gives False where the system cannot.

    What lies beside them stays as it is, as far as it is there now: a file laid later directly into a folder above a closed
    one cannot be opened.

    Parameters
    ----------
    readable, usable
        Folders, in closed ones, that may be read all the same, or read and written.
    beside
        What `places_beside` gave, from a process that is closed already and cannot look for it.
    """
    version = _version()
    if version < 1:
        return False
    system = ctypes.CDLL(None, use_errno=True)
    rights = _WRITE_FILE | _READ_FILE | _READ_FOLDER | _MAKE_AND_REMOVE
    rights |= sum(right for since, right in _SINCE.items() if version >= since)
    asked = struct.pack("=Q", rights)
    rules = system.syscall(_CREATE_RULESET, asked, ctypes.c_size_t(len(asked)), 0)
    if rules < 0:
        return False
    try:
        for path in (*(places_beside(closed) if beside is None else beside), *usable):
            _allow(system, rules, path, rights)
        for path in readable:
            _allow(system, rules, path, _READ_FILE | _READ_FOLDER)
        return (_give_up_capabilities(system)
                and system.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0
                and system.syscall(_RESTRICT_SELF, rules, 0) == 0)
    finally:
        os.close(rules)


def _give_up_capabilities(system: ctypes.CDLL) -> bool:
    """Keep at most what passes by files' modes; gives whether it was done."""
    whose, capabilities = struct.pack("=Ii", _CAPABILITIES_VERSION, 0), ctypes.create_string_buffer(24)
    if system.capget(whose, capabilities):
        return False
    effective, permitted, *_ = struct.unpack("=6I", capabilities.raw)
    kept = struct.pack("=6I", effective & _KEPT_OF_ROOT, permitted & _KEPT_OF_ROOT, 0, 0, 0, 0)
    return bool(system.capset(whose, kept) == 0)


def _beside(folder: Path, closed: Collection[Path]) -> Iterator[Path]:
    """The fewest files and folders that hold all there is in the folder but what is closed."""
    if folder in closed:
        return
    if not any(path.is_relative_to(folder) for path in closed):
        yield folder
        return
    for child in folder.iterdir():
        if not child.is_symlink():  # what it points at lies somewhere, too
            yield from _beside(child, closed)


def _allow(system: ctypes.CDLL, rules: int, path: Path, rights: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # gone meanwhile, or not ours: not opened
    try:
        if not stat.S_ISDIR(os.fstat(place).st_mode):
            rights &= _OF_A_FILE
        system.syscall(_ADD_RULE, rules, _PATH_BENEATH, struct.pack("=Qi", rights, place), 0)
    finally:
        os.close(place)

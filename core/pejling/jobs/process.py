"""The worker as a process: started, spoken to, listened to, ended."""

import os
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import IO, Any, cast

from pejling.jobs.channel import Channel

END_SECONDS = 5.0
"""What the worker has for ending itself and its programs, before it is killed."""

Message = dict[str, Any]


class WorkerProcess:
    """A worker that runs.

    Parameters
    ----------
    command, start
        What starts it, and the first message to it.
    heard
        Called from a thread of its own with this worker and each of its messages; with None when it has ended.
    """

    def __init__(
        self, command: Sequence[str], start: Mapping[str, Any], heard: "Callable[[WorkerProcess, Message | None], None]"
    ) -> None:
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            start_new_session=os.name == "posix",  # Ctrl-C is the server's to answer
        )
        self._channel = Channel(cast("IO[bytes]", self._process.stdout), cast("IO[bytes]", self._process.stdin))
        threading.Thread(target=self._listen, args=(heard,), name="worker's messages", daemon=True).start()
        self.send(**start)

    def send(self, **message: Any) -> None:
        """Tell it something; raises OSError when it has ended."""
        self._channel.send(**message)

    def end(self) -> int:
        """Close its input, which ends it with its programs; kill it when that takes too long. Gives its exit code."""
        try:
            if self._process.stdin:
                self._process.stdin.close()
        except OSError:
            pass  # it has ended, with something unread
        try:
            return self._process.wait(timeout=END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()

    def _listen(self, heard: "Callable[[WorkerProcess, Message | None], None]") -> None:
        message: Message | None = {}
        while message is not None:
            try:
                message = self._channel.receive()
            except (OSError, ValueError):  # a line that was cut off
                message = None
            heard(self, message)

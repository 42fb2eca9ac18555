"""The two pipes between the server and its worker: a line of JSON is a message."""

import json
import logging
import os
import sys
import threading
from typing import IO, Any


class Channel:
    """One end of the two pipes."""

    def __init__(self, incoming: IO[bytes], outgoing: IO[bytes]) -> None:
        self._incoming = incoming
        self._outgoing = outgoing
        self._lock = threading.Lock()

    @classmethod
    def of_this_process(cls) -> "Channel":
        """The worker's end: its standard input and output. What a library prints from now on goes to the standard error."""
        outgoing = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        return cls(sys.stdin.buffer, outgoing)

    def send(self, **message: Any) -> None:
        """Send a message; raises OSError when the other end is gone."""
        line = json.dumps(message).encode() + b"\n"
        with self._lock:
            self._outgoing.write(line)
            self._outgoing.flush()

    def receive(self) -> dict[str, Any] | None:
        """The next message, or None when the other end is gone."""
        line = self._incoming.readline()
        if not line.endswith(b"\n"):
            return None
        message: dict[str, Any] = json.loads(line)
        return message


class ToServer(logging.Handler):
    """Has the server write the worker's log: two processes cannot share a file that is rotated."""

    def __init__(self, channel: Channel) -> None:
        super().__init__()
        self._channel = channel

    def emit(self, record: logging.LogRecord) -> None:
        """Send the line as the formatter makes it."""
        try:
            self._channel.send(log=self.format(record), level=record.levelno, logger=record.name)
        except OSError:
            self.handleError(record)

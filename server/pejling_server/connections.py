"""Limits below the application, for a class without a proxy: how much of a request may come, and how long it may take.

uvicorn's parser keeps what it is sent until a request is whole, however long that is and takes. Here the part of a request
that is not its body is bounded in bytes and lines, and a request that is not whole, or an answer that is not taken, in time.
The body's size is the guard's (`guard`).
"""

import asyncio
import contextlib
import sys
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

if sys.platform != "win32":
    import resource

MOST_FILES = 20_000
MOST_HEAD = 32_000
"""Bytes of a request beside its body. Browsers send a few hundred."""
MOST_LINES = 100
MOST_ADDRESS = 8_000
SILENT_SECONDS = 75.0
"""A connection that was opened ahead and has sent nothing yet."""
HEAD_SECONDS = 20.0
PAUSE_SECONDS = 20.0
"""Without a byte in the middle of a request."""
WHOLE_SECONDS = 300.0
"""A class list of 5 MB over a poor line takes less."""
TAKEN_SECONDS = 120.0
"""Without a byte of an answer being taken."""
LOOK_SECONDS = 5.0

TOO_MUCH = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-type: text/plain; charset=utf-8\r\nconnection: close\r\n\r\n"
    + "Anmodningen er for stor. Slet cookies for denne side i browseren, og prøv igen.".encode()
)
UNREADABLE = (
    b"HTTP/1.1 400 Bad Request\r\ncontent-type: text/plain; charset=utf-8\r\nconnection: close\r\n\r\n"
    + "Det, der blev sendt, kunne ikke læses. Hent siden igen.".encode()
)


def allow_many_connections() -> None:
    """As many open sockets as the system lets this program have: a class of 200 has more than the thousand it begins with."""
    if sys.platform == "win32":  # has no such limit
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_FILES if hard == resource.RLIM_INFINITY else min(MOST_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with contextlib.suppress(OSError, ValueError):  # a sandbox's own rules: then there are as many as there are
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


class TooMuch(Exception):
    """The request's head is larger than allowed."""


class BoundedHttp(HttpToolsProtocol):
    """uvicorn's HTTP protocol with limits; one object to a connection."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._beside_body = self._lines = 0
        self._too_much = False
        self._in_head = self._unfinished = True
        self._began = self._moved = self.loop.time()
        self._silent = True
        self._looking: asyncio.TimerHandle | None = None
        self._stalled: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's own
        """A browser has opened a connection."""
        super().connection_made(transport)
        self._look()

    def connection_lost(self, exc: Exception | None) -> None:
        """It is closed."""
        self._stop_looking()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Part of a request has come."""
        if self.transport.is_closing():
            return
        self._silent, self._moved = False, self.loop.time()
        self._beside_body += len(data)
        super().data_received(data)
        if self._beside_body > MOST_HEAD and self._unfinished and not self.transport.is_closing():
            self._too_much = True
            self.send_400_response("")
        if self._unfinished and self._looking is None:
            self._look()

    def on_message_begin(self) -> None:
        """A request begins."""
        self._beside_body = self._lines = 0
        self._in_head = self._unfinished = True
        self._began = self.loop.time()
        super().on_message_begin()

    def on_url(self, url: bytes) -> None:
        """Part of its address."""
        super().on_url(url)
        self._bound(len(self.url) > MOST_ADDRESS)

    def on_header(self, name: bytes, value: bytes) -> None:
        """One line of its head, or of what follows its body."""
        self._lines += 1
        self._bound(self._lines > MOST_LINES)
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Its head is whole."""
        self._bound(sum(len(name) + len(value) for name, value in self.headers) > MOST_HEAD)
        self._in_head = False
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Part of its body."""
        self._beside_body = max(0, self._beside_body - len(body))
        super().on_body(body)

    def on_message_complete(self) -> None:
        """It is whole."""
        self._unfinished = False
        super().on_message_complete()

    def handle_websocket_upgrade(self) -> None:
        """The connection is another protocol's from now on."""
        self._unfinished = False
        self._stop_looking()
        super().handle_websocket_upgrade()

    def send_400_response(self, msg: str) -> None:
        """Say why the request is not answered, and close."""
        self.transport.write(TOO_MUCH if self._too_much else UNREADABLE)
        self.transport.close()

    def pause_writing(self) -> None:
        """The other end takes nothing for the moment."""
        super().pause_writing()
        self._stalled = self.loop.call_later(TAKEN_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """It goes on."""
        if self._stalled:
            self._stalled.cancel()
        super().resume_writing()

    def _bound(self, exceeded: bool) -> None:
        if exceeded:
            self._too_much = True
            raise TooMuch

    def _look(self) -> None:
        """Close a connection whose request takes too long, and look again in a while when it is still under way."""
        self._looking = None
        if not self._unfinished or self.transport.is_closing():
            return
        now = self.loop.time()
        if self._silent:
            late = now - self._began > SILENT_SECONDS
        else:
            late = (now - self._began > (HEAD_SECONDS if self._in_head else WHOLE_SECONDS)
                    or now - self._moved > PAUSE_SECONDS)
        if late:
            self.transport.close()
        else:
            self._looking = self.loop.call_later(LOOK_SECONDS, self._look)

    def _stop_looking(self) -> None:
        for timer in (self._looking, self._stalled):
            if timer:
                timer.cancel()
        self._looking = self._stalled = None

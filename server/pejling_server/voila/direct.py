"""A forked kernel, seen from the gate: messages on a socket of its own, without Voilà between."""

import asyncio
import contextlib
import json
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from starlette.websockets import WebSocket

from pejling_server.kernel_process.frames import LENGTH, framed
from pejling_server.voila.messages import allowed

READ_AHEAD = 1 << 20


@dataclass(eq=False)
class Direct:
    """One forked kernel."""

    id: str
    pid: int
    _reader: asyncio.StreamReader
    _writer: asyncio.StreamWriter
    _end: Callable[[], None]
    _pages: set[WebSocket] = field(default_factory=set)
    _pump: "asyncio.Task[None] | None" = None
    on_death: Callable[[], None] = lambda: None

    @classmethod
    async def over(cls, connection: socket.socket, kernel_id: str, pid: int, end: Callable[[], None]) -> "Direct":
        """The kernel at the other end of this connection."""
        reader, writer = await asyncio.open_unix_connection(sock=connection, limit=READ_AHEAD)
        return cls(kernel_id, pid, reader, writer, end)

    async def hand_over(self, viewer: str, token: str) -> str:
        """Give the kernel its viewer; gives the page it has made for them, "" where the template's will do. Raises EOFError."""
        self._writer.write(framed(json.dumps({"viewer": viewer, "token": token}).encode()))
        page = (await self._frame()).decode()
        self._pump = asyncio.create_task(self._deliver(), name="a kernel's messages")
        return page

    def model(self) -> dict[str, Any]:
        """What Jupyter's address of a kernel tells about it."""
        now = datetime.now(UTC).isoformat().replace("+00:00", "Z")
        return {"id": self.id, "name": "python3", "last_activity": now, "execution_state": "idle", "connections": len(self._pages)}

    async def carry(self, page: WebSocket, ended: asyncio.Event) -> None:
        """Pass messages both ways until the page is gone or the kernel has ended."""
        self._pages.add(page)
        ways = [asyncio.create_task(self._from_page(page)), asyncio.create_task(ended.wait())]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._pages.discard(page)
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)

    def close(self) -> None:
        """End the kernel, also one that is computing."""
        if self._pump:
            self._pump.cancel()
        self._writer.close()
        self._end()

    async def _from_page(self, page: WebSocket) -> None:
        while (received := await page.receive())["type"] == "websocket.receive":
            if message := allowed(received.get("bytes") or b""):
                self._writer.write(framed(message))
                await self._writer.drain()

    async def _deliver(self) -> None:
        """Give every message to the pages that look; with none there, it is not kept: a page asks for all when it comes."""
        with contextlib.suppress(EOFError, OSError):
            while True:
                message = await self._frame()
                for page in list(self._pages):
                    with contextlib.suppress(Exception):  # it left just now
                        await page.send_bytes(message)
        self.on_death()

    async def _frame(self) -> bytes:
        length = int.from_bytes(await self._reader.readexactly(LENGTH), "little")
        return await self._reader.readexactly(length)

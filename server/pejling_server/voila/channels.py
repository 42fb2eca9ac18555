"""The websocket between a page and its kernel: what is passed on, and until when."""

import asyncio
import contextlib
import logging
import socket
from typing import Any

import websockets
from starlette.websockets import WebSocket

from pejling_server.voila.child import Upstream
from pejling_server.voila.kernels import Kernel
from pejling_server.voila.messages import PROTOCOL, allowed, tells_of_death

log = logging.getLogger("pejling.voila")


def connect(upstream: Upstream, path: str) -> websockets.connect:
    """A websocket to the child, to be entered with `async with`."""
    return websockets.connect(
        upstream.websocket_base + path,
        subprotocols=[websockets.Subprotocol(PROTOCOL)],
        additional_headers={"Authorization": f"token {upstream.token}"},
        max_size=None,  # the library's 1 MiB would cut figures off
        compression=None,
        ping_interval=None,  # a busy child is not a dead one; when it dies the connection closes
        proxy=None,
    )


async def carry(near: WebSocket, far: websockets.ClientConnection, kernel: Kernel) -> bool:
    """Pass messages both ways until one side is gone or the kernel is ended. True when Voilà says it has died."""
    ways = [
        asyncio.create_task(_to_kernel(near, far)),
        asyncio.create_task(_to_page(near, far)),
        asyncio.create_task(_until(kernel.ended)),
    ]
    try:
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for way in ways:
            way.cancel()
        results = await asyncio.gather(*ways, return_exceptions=True)
    return True in results


async def _to_kernel(near: WebSocket, far: websockets.ClientConnection) -> bool:
    while (received := await near.receive())["type"] == "websocket.receive":
        message = allowed(received.get("bytes") or b"")
        if message is None:
            log.debug("a message that a page may not send was dropped")
            continue
        await far.send(message)
        _acknowledge_at_once(far)
    return False


async def _to_page(near: WebSocket, far: websockets.ClientConnection) -> bool:
    async for message in far:
        _acknowledge_at_once(far)
        if tells_of_death(message):
            return True
        await (near.send_bytes(message) if isinstance(message, bytes) else near.send_text(message))
    return False


async def _until(ended: asyncio.Event) -> bool:
    await ended.wait()
    return False


def _acknowledge_at_once(far: websockets.ClientConnection) -> None:
    """Take away Linux' delayed acknowledgement: 50 ms in every echo of a widget. It has to be asked for each time."""
    if hasattr(socket, "TCP_QUICKACK"):
        found: Any = far.transport.get_extra_info("socket")
        with contextlib.suppress(OSError):  # closed meanwhile
            found.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)

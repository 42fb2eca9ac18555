"""The outer wall: whose page a POST comes from, how much it may send, and the headers every answer carries."""

import ipaddress
import json
import socket
from urllib.parse import SplitResult, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pejling_server.access import app_of, look_up_viewer
from pejling_server.quota import SMALL, TooMuchAtOnce
from pejling_server.uploads import kind_of

MOST_JSON = 400_000
MOST_FORGOTTEN = 100_000_000
"""Bytes of a too large body that are read, and not kept, before it is refused."""
MARGIN = 100_000
"""Bytes over a file's limit that are let through: a reader's own sentence is better than the guard's."""
COUNTED = 5_000_000
"""Bytes of a file that its sender's quota is charged with, at most: what streams to the disk is not held in memory."""

PAGE_POLICY = "; ".join((
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
    "connect-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
))


class _TooMuch(Exception):
    """The body is larger than allowed."""


class Guard:
    """ASGI middleware. Kernel pages under /jupyter keep the policy their gate gives them."""

    def __init__(self, app: ASGIApp, base_url: str = "") -> None:
        self.app = app
        self.base_url = base_url
        self.names = {"localhost", socket.gethostname().lower(), f"{socket.gethostname().lower()}.local"}
        if base_url:
            self.names.add(urlsplit(base_url).hostname or "")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or answer it here."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if "\0" in scope["path"] or b"%00" in scope["query_string"]:  # no address of ours; PostgreSQL chokes on it
            await _say(scope, send, 404, "Siden findes ikke. Adressen kan være skrevet forkert.")
            return
        if not self._known_host(headers.get("host", "")):
            await _say(scope, send, 421, "Adressen hører ikke til denne Pejling. Brug den adresse, underviseren viser.")
            return
        unsafe = scope["type"] == "websocket" or scope["method"] not in ("GET", "HEAD", "OPTIONS")
        if unsafe and not self.own_origin(headers):
            await _say(scope, send, 403, "Anmodningen kom fra en fremmed side og blev afvist. Hent siden igen.")
            return
        if scope["type"] == "websocket":
            await self.app(scope, receive, send)
            return
        await self._http(scope, receive, send, headers)

    async def _http(self, scope: Scope, receive: Receive, send: Send, headers: Headers) -> None:
        is_json = headers.get("content-type", "").split(";")[0].strip() == "application/json"
        upload = kind_of(scope["path"])
        most = upload.most + MARGIN if upload else MOST_JSON
        started, received = False, 0
        if scope["method"] == "POST" and not (is_json or upload or scope["path"].startswith("/jupyter/")):
            await _say(scope, send, 415, "Der kan kun sendes JSON hertil.")
            return

        async def bounded() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > most:
                raise _TooMuch
            return message

        async def with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                out = MutableHeaders(scope=message)
                out.setdefault("x-content-type-options", "nosniff")
                out.setdefault("referrer-policy", "no-referrer")
                out.setdefault("content-security-policy", PAGE_POLICY)
                if not scope["path"].startswith(("/a/", "/static/", "/widgets/", "/jupyter/")):
                    out.setdefault("cache-control", "no-store")
            await send(message)

        size = int(headers.get("content-length") or 0) if "transfer-encoding" not in headers else most
        try:
            if size > most:
                raise _TooMuch
            if size > SMALL and (refusal := await _refusal(HTTPConnection(scope), min(size, COUNTED))):
                await _let_finish(receive)
                await _say(scope, send, *refusal)
                return
            await self.app(scope, bounded, with_headers)
        except _TooMuch:
            if started:
                raise
            await _let_finish(receive)
            text = (upload.too_large if upload
                    else "Teksten er for lang til at blive gemt. Hvert felt har plads til 10.000 tegn. Del den op.")
            await _say(scope, send, 413, text)

    def own_origin(self, headers: Headers) -> bool:
        """Whether a request that changes something comes from a page of ours."""
        origin = headers.get("origin")
        if origin is None:
            return headers.get("sec-fetch-site") == "same-origin"
        if self.base_url and origin.rstrip("/") == self.base_url.rstrip("/"):
            return True
        return bool(netloc := _split(origin).netloc) and netloc == headers.get("host", "")

    def _known_host(self, host: str) -> bool:
        """Whether the name the browser used can be this machine's: stops foreign names that point here."""
        name = _split(f"//{host}").hostname or ""
        if name in self.names or name.endswith(".local"):
            return True
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True


def _split(address: str) -> SplitResult:
    """The parts of an address; none when it is no address."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


async def _refusal(connection: HTTPConnection, size: int) -> tuple[int, str] | None:
    """Why so much is not taken from this one now: status and reason; None when it is."""
    person = (await look_up_viewer(connection)).actor.person
    if not person:
        return 401, "Du er ikke logget ind på denne enhed."
    try:
        app_of(connection).quota.count(person, size)
    except TooMuchAtOnce as error:
        return 429, str(error)
    return None


async def _let_finish(receive: Receive) -> None:
    """Take in and forget the rest: a browser that is cut off while it sends never reads why."""
    left = MOST_FORGOTTEN
    while left > 0:
        message = await receive()
        left -= len(message.get("body", b""))
        if message["type"] != "http.request" or not message.get("more_body"):
            return


async def _say(scope: Scope, send: Send, status: int, text: str) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    body = json.dumps({"reason": text}, ensure_ascii=False).encode()
    headers = [(b"content-type", b"application/json"), (b"x-content-type-options", b"nosniff"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})

"""The gate: the few routes a kernel page needs, each asked for its viewer and its owner. All else is 404.

Mounted at `/jupyter`. Nothing the browser says about itself reaches the child: no cookie, no header, no query.
"""

import asyncio
import contextlib
import json
import logging
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

import httpx
import websockets
from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from pejling_server.kernel_process.page import COURSE
from pejling_server.voila import notices
from pejling_server.voila.channels import carry, connect
from pejling_server.voila.child import Child, Unavailable
from pejling_server.voila.kernels import FORKED_MB, ORDINARY_MB, Full, Kernel, Kernels
from pejling_server.voila.messages import PROTOCOL
from pejling_server.voila.starts import Starts, Stuck
from pejling_server.voila.templates import NoTemplate, Templates

log = logging.getLogger("pejling.voila")

STATIC_AGE = 3600
"""Seconds a browser may keep Voilà's scripts and styles. Their names are not hashed, so not for ever."""
CONFIG_SCRIPT = re.compile(rb'<script id="jupyter-config-data"[^>]*>(.*?)</script>', re.DOTALL)
HEAD_AT_MOST = 4_000_000
STATIC_PATH = re.compile(r"(?:[\w@+~-][\w@.+~-]*/)*[\w@+~-][\w@.+~-]*", re.ASCII)
SESSION = re.compile(r"[\w-]{1,64}", re.ASCII)
HOST = re.compile(r"[\w.:\[\]-]+", re.ASCII)
PASSED_BACK = ("content-type", "content-length", "etag", "last-modified")
KERNEL = re.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")

FORKED_AT_ONCE, ORDINARY_AT_ONCE = 8, 2
"""Pages that are started at once: more only take the processors from each other."""

CLOSED_BY_GATE = 4410
"""Websocket close code: the kernel is gone for good, reconnecting is of no use."""


@dataclass(frozen=True)
class KernelViewer:
    """Who looks at a kernel page."""

    login: str
    """An opaque id of the login; never leaves the gate."""
    name: str
    person: str
    course: str
    token: str = ""
    """With which the page's kernel reads as this viewer, and can do nothing else."""

    def header(self) -> str:
        """Name, person and course in percent-encoded ASCII: `course=…&person=…&name=%C3%85se`."""
        return urlencode({"course": self.course, "person": self.person, "name": self.name}, quote_via=quote)


class NotAsExpected(Exception):
    """The child answered something that may not be passed on."""


def gate_router(
    child: Child,
    kernels: Kernels,
    viewer: Callable[[HTTPConnection], KernelViewer | None],
    own_origin: Callable[[HTTPConnection], bool],
    notebooks: Callable[[KernelViewer], Mapping[str, Path]],
    templates: Templates | None = None,
) -> list[Route | WebSocketRoute]:
    """The routes to mount at `/jupyter`, the last of which answers 404 to everything that is not listed.

    Parameters
    ----------
    viewer
        Who asks, from the login; None gives 403.
    own_origin
        Whether the Origin header is this server's own; asked of websockets and POSTs.
    notebooks
        The notebooks this viewer may open: name in the address → file. Nothing else is served.
    templates
        Where kernels are forked from; without it every kernel is one that Voilà starts.
    """
    gate = _Gate(child, kernels, viewer, own_origin, notebooks, templates)
    child.on_end = kernels.forget_all
    return [
        Route("/voila/render/{name:path}", gate.page, methods=["GET"]),
        Route("/voila/static/{path:path}", gate.static("voila/static/"), methods=["GET"]),
        Route("/voila/templates/pejling/static/{path:path}", gate.static("voila/templates/pejling/static/")),
        Route("/voila/labextensions/{path:path}", gate.static("voila/labextensions/")),
        Route("/voila/api/themes/{path:path}", gate.static("voila/api/themes/")),
        Route("/api/kernels/{kernel_id}", gate.kernel, methods=["GET"]),
        Route("/voila/api/shutdown/{kernel_id}", gate.shutdown, methods=["POST"]),
        WebSocketRoute("/api/kernels/{kernel_id}/channels", gate.channels),
        Route("/{rest:path}", gate.nothing, methods=["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]),
    ]


@contextlib.asynccontextmanager
async def kept_running(child: Child, kernels: Kernels, templates: Templates | None = None) -> AsyncIterator[None]:
    """Around the server's life: culls left kernels meanwhile, and ends child, templates and kernels at the end."""
    culling = asyncio.create_task(kernels.keep_culling(), name="culling kernels")
    try:
        yield
    finally:
        culling.cancel()
        if templates:
            await templates.stop()
        await child.stop()


@dataclass(frozen=True)
class _Page:
    """A page that has been opened, and where its text comes from."""

    kernel: Kernel
    body: AsyncIterator[bytes]
    answer: httpx.Response | None = None

    async def close(self) -> None:
        """Let the child's answer go, unread."""
        if self.answer:
            await self.answer.aclose()


class _Gate:
    def __init__(self, child: Child, kernels: Kernels, viewer: Callable[[HTTPConnection], KernelViewer | None],
                 own_origin: Callable[[HTTPConnection], bool], notebooks: Callable[[KernelViewer], Mapping[str, Path]],
                 templates: Templates | None) -> None:
        self.child, self.kernels, self.viewer, self.own_origin = child, kernels, viewer, own_origin
        self.notebooks, self.templates = notebooks, templates
        self.starts = Starts(FORKED_AT_ONCE if templates else ORDINARY_AT_ONCE, self.dispose)
        self.ordinary = asyncio.Semaphore(ORDINARY_AT_ONCE)

    async def page(self, request: Request) -> Response:
        """A listed notebook as a page with a kernel of its own."""
        viewer = self.viewer(request)
        if viewer is None:
            return notices.not_allowed(self.child.theme)
        listed = await run_in_threadpool(self.notebooks, viewer)  # it may read files and the store
        file = listed.get(request.path_params["name"])
        if file is None:
            return notices.not_found(self.child.theme)
        if request.method != "GET":  # a HEAD must not start a kernel
            return Response(status_code=405, headers={"Allow": "GET"})
        try:
            opened = await self.starts.get((viewer.login, file.name), lambda: self._open(file, viewer))
        except Full as full:
            return notices.full(own=full.own, theme=self.child.theme)
        except Stuck:
            return notices.stuck(self.child.theme)
        except (Unavailable, NotAsExpected, httpx.HTTPError) as error:
            log.warning("the page %s could not be opened: %s", file.name, type(error).__name__)
            return notices.not_working(self.child.theme)
        if isinstance(opened, int):
            return notices.queued(opened, self.child.theme)
        if self.viewer(request) is None:  # logged out, or taken out, while the page was being made
            await self.kernels.end_login(viewer.login)
            await opened.close()
            return notices.not_allowed(self.child.theme)
        headers = {**notices.HEADERS, "Content-Security-Policy": _page_policy(request)}
        return StreamingResponse(opened.body, 200, headers, "text/html; charset=utf-8")

    async def _open(self, file: Path, viewer: KernelViewer) -> "_Page":
        """The page, its kernel's owner recorded: forked where that can be, else one that Voilà starts."""
        await self.kernels.make_room(viewer.login)
        if self.templates:
            with contextlib.suppress(NoTemplate), self.kernels.place(viewer.login, FORKED_MB):
                text, direct = await self.templates.open(_whole(file), viewer.header(), viewer.token)
                kernel = self.kernels.record(direct.id, viewer.login, direct)
                return _Page(kernel, _at_once(text.replace(COURSE, quote(viewer.course, safe="")).encode()))
        async with self.ordinary:
            return await self._open_in_voila(file, viewer)

    async def _open_in_voila(self, file: Path, viewer: KernelViewer) -> "_Page":
        with self.kernels.place(viewer.login, ORDINARY_MB):
            upstream = await self.child.upstream()
            place = await run_in_threadpool(self.child.place_of, file)
            asked = upstream.http.build_request("GET", _address(place), headers={
                "X-Pejling-Viewer": viewer.header(), "X-Pejling-Token": viewer.token})
            answer = await upstream.http.send(asked, stream=True)
            try:
                if answer.status_code != 200:
                    raise NotAsExpected(f"status {answer.status_code}")
                chunks = answer.aiter_raw()
                head, kernel_id = await _read_head(chunks)
            except BaseException:
                await answer.aclose()
                raise
            kernel = self.kernels.record(kernel_id, viewer.login)
        return _Page(kernel, _body(head, chunks, answer), answer)

    async def dispose(self, page: "_Page") -> None:
        """Nobody waits for this page any more."""
        await page.close()
        await self.kernels.end(page.kernel.id)

    def static(self, below: str) -> Callable[[Request], Awaitable[Response]]:
        """A route for files of Voilà's below one of its addresses."""

        async def file(request: Request) -> Response:
            if self.viewer(request) is None:
                return notices.not_allowed(self.child.theme)
            path = request.path_params["path"]
            if not STATIC_PATH.fullmatch(path):
                return notices.not_found(self.child.theme)
            asked = {name: request.headers[name] for name in ("if-none-match",) if name in request.headers}
            try:
                upstream = await self.child.upstream()
                answer = await upstream.http.get(below + quote(path, safe="/@+~"), headers=asked)
            except (Unavailable, httpx.HTTPError):
                return notices.not_working(self.child.theme)
            if answer.status_code not in (200, 304):  # Voilà answers 500 for some files that are not there
                return notices.not_found(self.child.theme)
            headers = {name: answer.headers[name] for name in PASSED_BACK if name in answer.headers}
            headers |= {
                "Cache-Control": f"private, max-age={STATIC_AGE}",
                "X-Content-Type-Options": "nosniff",
                "Referrer-Policy": "no-referrer",
            }
            return Response(answer.content, answer.status_code, headers)

        return file

    async def kernel(self, request: Request) -> Response:
        """What Voilà knows about a kernel, for its owner: the page asks whether it is still there."""
        kernel = self._owned(request)
        if kernel is None:
            return _refused()
        if kernel.direct:
            return JSONResponse(kernel.direct.model(), 200, notices.HEADERS)
        try:
            upstream = await self.child.upstream()
            answer = await upstream.http.get(f"api/kernels/{kernel.id}")
        except (Unavailable, httpx.HTTPError):
            return notices.not_working(self.child.theme)
        if answer.status_code != 200:
            await self.kernels.end(kernel.id)
            return notices.not_working(self.child.theme)
        return Response(answer.content, 200, notices.HEADERS, "application/json")

    async def shutdown(self, request: Request) -> Response:
        """End a kernel, for its owner: the page says so when it is left."""
        kernel = self._owned(request)
        if kernel is None or not self.own_origin(request):
            return _refused()
        await self.kernels.end(kernel.id)
        return Response(status_code=204)

    async def channels(self, websocket: WebSocket) -> None:
        """The websocket between a page and its own kernel."""
        kernel = self._owned(websocket)
        if kernel is None or not self.own_origin(websocket) or PROTOCOL not in websocket.scope["subprotocols"]:
            await websocket.close()
            return
        if kernel.direct:
            await websocket.accept(PROTOCOL)
            with self.kernels.attached(kernel):
                await kernel.direct.carry(websocket, kernel.ended)
            await _close(websocket, kernel)
            return
        session = websocket.query_params.get("session_id", "")
        query = f"?session_id={session}" if SESSION.fullmatch(session) else ""
        dead = False
        try:
            upstream = await self.child.upstream()
            async with connect(upstream, f"api/kernels/{kernel.id}/channels{query}") as far:
                await websocket.accept(PROTOCOL)
                with self.kernels.attached(kernel):
                    dead = await carry(websocket, far, kernel)
        except (Unavailable, OSError, websockets.WebSocketException) as error:
            log.info("a websocket to a kernel ended: %s", type(error).__name__)
        if dead:
            await self.kernels.end(kernel.id)
        await _close(websocket, kernel)

    async def nothing(self, request: Request) -> Response:
        """404: not on the list."""
        return notices.not_found(self.child.theme)

    def _owned(self, asked: HTTPConnection) -> Kernel | None:
        viewer = self.viewer(asked)
        return self.kernels.owned(asked.path_params["kernel_id"], viewer.login) if viewer else None


async def _close(websocket: WebSocket, kernel: Kernel) -> None:
    if websocket.client_state is not WebSocketState.DISCONNECTED:
        with contextlib.suppress(WebSocketDisconnect, RuntimeError):  # it has just closed by itself
            await websocket.close(CLOSED_BY_GATE if kernel.ended.is_set() else 1001)


def _whole(file: Path) -> Path:
    return file.absolute()


def _address(file: Path) -> str:
    """Where the child shows this notebook; its root is the file system's."""
    return "voila/render/" + quote(file.relative_to(file.anchor).as_posix())


async def _read_head(chunks: AsyncIterator[bytes]) -> tuple[bytes, str]:
    """What of the page tells its kernel's id, and that id. Raises NotAsExpected when it never comes."""
    head = b""
    async for chunk in chunks:
        head += chunk
        if config := CONFIG_SCRIPT.search(head):
            kernel_id = str(json.loads(config[1]).get("kernelId"))
            if not KERNEL.fullmatch(kernel_id):
                break
            return head, kernel_id
        if len(head) > HEAD_AT_MOST:
            break
    raise NotAsExpected("a page without a kernel's id")


async def _at_once(text: bytes) -> AsyncIterator[bytes]:
    yield text


async def _body(head: bytes, chunks: AsyncIterator[bytes], answer: httpx.Response) -> AsyncIterator[bytes]:
    try:
        yield head
        async for chunk in chunks:
            yield chunk
    finally:
        await answer.aclose()


def _refused() -> Response:
    return PlainTextResponse("Du har ikke adgang.", 403, notices.HEADERS)


def _page_policy(request: Request) -> str:
    """The content policy of a kernel page: our own host only, with the inline script Jupyter cannot do without."""
    host = request.headers.get("host", "")
    # Some browsers do not count a websocket to the same host as 'self'.
    sockets = f" ws://{host} wss://{host}" if HOST.fullmatch(host) else ""
    return (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; media-src 'self' data: blob:; worker-src 'self' blob:; "
        f"connect-src 'self'{sockets}; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
    )

"""The smallest server around the gate, for the tests of kernel pages."""

import asyncio
import contextlib
import json
import os
import re
import socket
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import nbformat
import psutil
import pytest
import uvicorn
import websockets
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from starlette.applications import Starlette
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from websockets.sync.client import ClientConnection, connect

from pejling_server.kernel_process.frames import joined
from pejling_server.voila import Child, Kernels, KernelViewer, Templates, gate_router, kept_running
from pejling_server.voila.messages import PROTOCOL

PAGE = "/jupyter/voila/render/prøve"
WIDGETS = """
import os
import ipywidgets as w, anywidget
from IPython.display import HTML, display
slider = w.IntSlider(description="Tal", value=3, max=10)
button = w.Button(description="Svar")
answer = w.Label("ikke svaret")
button.on_click(lambda _: setattr(answer, "value", f"Python svarer {slider.value * 2}"))
marker = globals().get("marker", "uændret")
class Any(anywidget.AnyWidget):
    _esm = "export default { render({ el }) { el.textContent = 'anywidget tegnet' } }"
display(slider, button, answer, Any())
"""
FACTS = """
print("viewer", os.environ.get("HTTP_X_PEJLING_VIEWER"))
print("host", os.environ["PEJLING_HOST"], "secret", os.environ.get("PEJLING_SECRET"))
print("cookie", os.environ.get("HTTP_COOKIE"))
print("pid", os.getpid())
"""
HOST = "for (const at of document.querySelectorAll('.pj-exercise')) at.textContent = 'øvelsen er fyldt';"


def write_notebook(folder: Path) -> Path:
    notebook = new_notebook(
        cells=[
            new_markdown_cell("# Prøveside"),
            new_markdown_cell("Kun for underviseren", metadata={"tags": ["underviser"]}),
            new_code_cell(WIDGETS),
            new_code_cell(FACTS),
            new_markdown_cell("\n\n".join(["En linje til."] * 60)),
            new_code_cell('HTML(\'<div class="pj-exercise" data-exercise="x"></div>\')'),
        ]
    )
    file = folder / "sider" / "prøve.ipynb"
    file.parent.mkdir(exist_ok=True)
    nbformat.write(notebook, file)
    return file


def make_app(folder: Path, child: Child, kernels: Kernels, templates: Templates | None = None,
             listed: Mapping[str, Path] | None = None) -> Starlette:
    """The smallest server around the gate: the cookie `login` is believed as it stands."""
    pages = listed or {"prøve": write_notebook(folder)}

    def viewer(asked: HTTPConnection) -> KernelViewer | None:
        login = asked.cookies.get("login")
        return KernelViewer(login, f"Åse {login}", f"person-{login}", "hold-1") if login else None

    def own_origin(asked: HTTPConnection) -> bool:
        return asked.headers.get("origin") == f"http://{asked.headers['host']}"

    def text(body: str, kind: str) -> Callable[[Request], Response]:
        return lambda request: Response(body, media_type=kind)

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> Any:
        async with kept_running(child, kernels, templates):
            yield

    return Starlette(
        routes=[
            Route("/widgets/theme.css", text("", "text/css")),
            Route("/static/host.js", text(HOST, "text/javascript")),
            Mount("/jupyter", routes=gate_router(child, kernels, viewer, own_origin, lambda viewer: pages, templates)),
        ],
        lifespan=lifespan,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(met: Callable[[], Any], seconds: float = 10) -> Any:
    """What `met` returns as soon as it is true; fails when that takes longer."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := met():
            return found
        time.sleep(0.05)
    pytest.fail("it did not come to pass in time")


@dataclass
class House:
    """The server under test, and a way into its loop."""

    port: int
    child: Child
    kernels: Kernels
    loop: asyncio.AbstractEventLoop
    folder: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def do(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(20)

    def client(self, login: str | None, **headers: str) -> httpx.Client:
        cookies = {"login": login} if login else {}
        headers = {"Origin": self.url} | headers
        return httpx.Client(base_url=self.url, cookies=cookies, headers=headers, timeout=30, trust_env=False)

    def open_page(self, login: str, page: str = PAGE, **headers: str) -> tuple[str, str]:
        """A new page's text and its kernel's id."""
        with self.client(login, **headers) as client:
            answer = client.get(page)
            assert answer.status_code == 200, answer.text
            assert "set-cookie" not in answer.headers
        found = re.search(r'"kernelId": "([0-9a-f-]{36})"', answer.text)
        assert found
        return answer.text, found[1]

    def socket(self, login: str, kernel: str, *, origin: str | None = None, protocols: Any = (PROTOCOL,)) -> Any:
        return connect(
            f"ws://127.0.0.1:{self.port}/jupyter/api/kernels/{kernel}/channels",
            additional_headers={"Cookie": f"login={login}"},
            origin=websockets.Origin(origin or self.url),
            subprotocols=list(protocols) or None,
            proxy=None,
        )


@contextlib.contextmanager
def served(folder: Path, templates: Templates | None = None, listed: Mapping[str, Path] | None = None) -> Iterator[House]:
    """The server, and the end of all that it has started."""
    child = Child()
    kernels = Kernels(child.end_kernel)
    port = free_port()
    app = make_app(folder, child, kernels, templates, listed)
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning", timeout_graceful_shutdown=2))
    loops: list[asyncio.AbstractEventLoop] = []

    async def serve() -> None:
        loops.append(asyncio.get_running_loop())
        await server.serve()

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    until(lambda: server.started)
    assert child.pid is None, "the child was started before anybody needed it"
    yield House(port, child, kernels, loops[0], folder)
    roots = [child.pid, templates and templates.pid]
    running = [process for process in psutil.process_iter() if process.pid in roots]
    below = [kernel for process in running for kernel in process.children(recursive=True)]
    server.should_exit = True
    thread.join(20)
    _, alive = psutil.wait_procs(running + below, timeout=10)
    for process in alive:
        process.kill()
    assert not alive, "the server's end left a child or a kernel"


@pytest.fixture(scope="module")
def browser(playwright: Any) -> Iterator[Any]:
    arguments = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--no-sandbox")
    program = os.environ.get("PEJLING_BROWSER", "/usr/bin/chromium")
    browser = playwright.chromium.launch(executable_path=program, args=arguments)
    yield browser
    browser.close()


@pytest.fixture
def page(house: House, browser: Any) -> Iterator[Any]:
    """A browser's page of its own login, which is ended afterwards."""
    login = uuid.uuid4().hex[:8]
    context = browser.new_context(viewport={"width": 320, "height": 640})
    context.add_cookies([{"name": "login", "value": login, "url": house.url}])
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.login = login
    yield page
    context.close()
    house.do(house.kernels.end_login(login))


def message(kind: str, content: dict[str, Any], channel: str = "shell") -> bytes:
    header = {"msg_id": uuid.uuid4().hex, "msg_type": kind, "session": "s", "username": "", "version": "5.3"}
    header["date"] = "2026-01-01T00:00:00Z"
    return joined([channel.encode(), *(json.dumps(part).encode() for part in (header, {}, {}, content))])


def answers(channels: ClientConnection) -> bool:
    """Whether the kernel answers on this websocket. Messages sent before have then been dealt with too."""
    channels.send(message("kernel_info_request", {}))
    return bool(until(lambda: b"kernel_info_reply" in channels.recv(timeout=10)))

"""The source of templates: `python -m pejling_server.kernel_process HANDLE`, the socket on which it is told what to do."""

import asyncio
import contextlib
import json
import logging
import os
import shutil
import socket
import sys
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import nbformat

from pejling.confinement import close_to_this_process, places_beside
from pejling_server.kernel_process.cells import TOKEN, VIEWER, Cells, NobodyYet
from pejling_server.kernel_process.forking import REQUEST_AT_MOST, fork_on_request
from pejling_server.kernel_process.frames import LENGTH, framed
from pejling_server.kernel_process.kernel import DirectKernel, from_bytes, new_loop, seed_anew, to_bytes
from pejling_server.kernel_process.page import COURSE, Page
from pejling_widgets.jupyter.reading import for_reading

KERNELS = "kernels"
"""Folder in the source's own, closed to every kernel but for its own place in it."""


class Source:
    """The libraries loaded and the data folder closed, before any notebook has run."""

    def __init__(self, start: dict[str, Any]) -> None:
        self.folder = Path(start["folder"])
        self.base_url, self.assets = start["base_url"], start["assets"]
        self.closed, self.readable = ([Path(path) for path in start[name]] for name in ("closed", "readable"))
        self.beside = places_beside([*self.closed, self.folder])
        if not close_to_this_process(self.closed, self.readable, [self.folder]):
            sys.stderr.write("[Pejling] WARNING | this system cannot close the data folder to kernels\n")
        (self.folder / KERNELS).mkdir(mode=0o700, exist_ok=True)

    def be_template(self, request: dict[str, Any], asked: socket.socket) -> None:
        """Run a notebook as far as it can be shared, say so, and be copied for each visitor."""
        os.environ.__class__ = NobodyYet
        file = Path(request["notebook"])
        os.chdir(file.parent)
        sys.path[0] = ""
        notebook = nbformat.read(file, 4)  # type: ignore[no-untyped-call]
        notebook.metadata["course"] = COURSE
        template = Template(self, for_reading(notebook, file.parent))
        if reason := template.prepare(request["stop"]):
            asked.send(json.dumps({"again": template.cells.run_so_far - 1, "reason": reason}).encode())
            return
        if template.page is not None:
            (self.folder / request["page"]).write_text(template.page, encoding="utf-8")
        asked.send(json.dumps({"whole": template.page is not None}).encode())
        fork_on_request(asked, template.be_kernel)


class Template:
    """A notebook that has been run, wholly or up to the first cell that is each visitor's own."""

    def __init__(self, source: Source, notebook: nbformat.NotebookNode) -> None:
        self.source = source
        self.page: str | None = None
        self.notebook = notebook
        self.kernel = DirectKernel.make()
        self.cells = Cells(self.kernel, notebook)
        self._drawing: Page | None = None

    def prepare(self, stop: int | None) -> str:
        """Run it up to `stop`; says what the last cell did when it cannot be shared."""
        loop = new_loop()
        reason = loop.run_until_complete(self.cells.run_shareable(stop))
        if not reason:
            page = self._draw()  # also when each makes its own: the templates that it takes are read once
            self.page = page if stop is None or self.cells.failed else None
        loop.close()
        return reason

    def be_kernel(self, request: dict[str, Any], gate: socket.socket) -> None:
        """Be one visitor's kernel: wait for them, run what is theirs alone, give the page, and serve it."""
        own = self.source.folder / KERNELS / request["kernel"]
        own.mkdir(mode=0o700)
        tempfile.tempdir = None
        os.environ |= dict.fromkeys(("TMPDIR", "TMP", "TEMP"), str(own))
        close_to_this_process([], self.source.readable, [own], self.source.beside)
        visitor = json.loads(_read(gate, int.from_bytes(_read(gate, LENGTH), "little")))
        os.environ.__class__ = NobodyYet.__mro__[1]
        os.environ |= {VIEWER: visitor["viewer"], TOKEN: visitor["token"], "VOILA_KERNEL_ID": request["kernel"]}
        seed_anew(self.kernel.shell.user_ns)
        loop = new_loop()
        if self.page is None:
            self.notebook.metadata["course"] = parse_qs(visitor["viewer"]).get("course", [""])[0]
            loop.run_until_complete(self.cells.run_all())
            gate.sendall(framed(self._draw().encode()))
        else:
            gate.sendall(framed(b""))
        loop.run_until_complete(serve(self.kernel, gate))

    def _draw(self) -> str:
        if self._drawing is None:
            self._drawing = Page(self.notebook, self.source.base_url, self.source.assets)
        return self._drawing.drawn(self.cells.shown)


async def serve(kernel: DirectKernel, gate: socket.socket) -> None:
    """Pass messages between the kernel and the gate until the gate is gone."""
    kernel.deliver_to(lambda channel, message: gate.sendall(framed(to_bytes(channel, message))))
    waiting: asyncio.Queue[bytes] = asyncio.Queue()
    received = bytearray()

    def read() -> None:
        data = gate.recv(1 << 20)
        if not data:
            os._exit(0)
        received.extend(data)
        while len(received) >= LENGTH and len(received) >= (end := LENGTH + int.from_bytes(received[:LENGTH], "little")):
            waiting.put_nowait(bytes(received[LENGTH:end]))
            del received[:end]

    asyncio.get_running_loop().add_reader(gate, read)
    while True:
        data = await waiting.get()
        with contextlib.suppress(ValueError, KeyError):  # the gate lets nothing through that it does not understand
            await kernel.handle(from_bytes(data))


def _read(gate: socket.socket, length: int) -> bytes:
    found = b""
    while len(found) < length:
        data = gate.recv(length - len(found))
        if not data:
            os._exit(0)  # nobody came
        found += data
    return found


def _load() -> None:
    """Load once what every page needs, so that its memory is shared."""
    import anywidget  # noqa: F401
    import IPython.core.completer
    import ipywidgets  # noqa: F401
    import voila.execute
    import voila.notebook_renderer  # noqa: F401

    IPython.core.completer.JEDI_INSTALLED = False  # nobody completes code on a page


def main() -> None:
    """Be the source until the gate is gone."""
    asked = socket.socket(fileno=int(sys.argv[1]))
    logging.basicConfig(stream=sys.__stderr__, format="[%(name)s] %(levelname)s | %(message)s")  # never into a page
    start = json.loads(asked.recv(REQUEST_AT_MOST))
    source = Source(start)
    _load()
    asked.send(b'{"ready": true}')
    try:
        fork_on_request(asked, source.be_template)
    finally:
        os.chdir("/")
        shutil.rmtree(source.folder, ignore_errors=True)


if __name__ == "__main__":
    main()

"""Kernels that are there at once, seen from the gate: source, templates, and those forked ahead."""

import asyncio
import contextlib
import json
import logging
import shutil
import socket
import sys
import tempfile
import time
import uuid
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pejling.confinement import can_close
from pejling_server.kernel_process.page import KERNEL
from pejling_server.voila.child import BASE, child_environment, log_lines
from pejling_server.voila.direct import Direct

log = logging.getLogger("pejling.voila")

AHEAD = 4
"""Kernels of a notebook that wait for a visitor. One takes 20 ms to fork, so few are enough."""
SOURCE_LIMIT, TEMPLATE_LIMIT, FORK_LIMIT = 60.0, 30.0, 10.0
"""Seconds until the libraries are loaded, a notebook has run, a copy is there. After that the ordinary way is taken."""
FRESH = 3600.0
"""Seconds a template is used: what it read of the clock or of files is not older."""
RETRY = 300.0
"""Seconds until a notebook that could not be made a template of is tried again."""
KEPT = 6
"""Templates at once; the one that was used longest ago makes room."""
AT_MOST = 65_536


class NoTemplate(Exception):
    """This notebook, or this machine, has no kernels to fork: take the ordinary way."""


@dataclass
class _Template:
    """One notebook's process that has run it."""

    asked: socket.socket
    pid: int
    page: str | None
    """The page with `KERNEL` and `COURSE` in it; None when each kernel makes its own."""
    state: tuple[int, int]
    made: float
    used: float
    ahead: deque[Direct] = field(default_factory=deque)
    filling: "asyncio.Task[None] | None" = None
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Templates:
    """Gives forked kernels. Nothing runs until the first is asked for.

    Parameters
    ----------
    environment, closed, content, temporary
        As for `Child`.
    assets
        Addresses that the page links: `host_script` and `theme`.
    """

    def __init__(self, *, environment: Mapping[str, str] | None = None, closed: Sequence[Path] = (),
                 content: Path | None = None, temporary: Path | None = None, assets: Mapping[str, str] | None = None) -> None:
        readable = [str(content.resolve())] if content else []
        self._environment = dict(environment or {}) | ({"PEJLING_CONTENT": readable[0]} if readable else {})
        self._access = {"closed": [str(path.resolve()) for path in closed], "readable": readable}
        self._content = content
        self._temporary = temporary
        self._assets = dict(assets or {"host_script": "/static/host.js", "theme": "/widgets/theme.css"})
        self._process: asyncio.subprocess.Process | None = None
        self._asked: socket.socket | None = None
        self._folder: Path | None = None
        self._reader: asyncio.Task[None] | None = None
        self._lock = asyncio.Lock()
        self._making: dict[Path, asyncio.Lock] = {}
        self._templates: dict[Path, _Template] = {}
        self._given_up: dict[Path, float] = {}

    @property
    def pid(self) -> int | None:
        """The source's process, if it runs."""
        return self._process.pid if self._process and self._process.returncode is None else None

    async def open(self, file: Path, viewer: str, token: str) -> tuple[str, Direct]:
        """A page and its kernel, which from now on is this viewer's. Raises NoTemplate.

        `file` is a whole path: the source stands in another folder.
        """
        if not can_close():  # then kernels could look into each other, and there may be no fork at all
            raise NoTemplate
        for _ in range(2):  # the second time after the source or the template has died, with a new one
            try:
                template = await self._template(file)
                kernel = template.ahead.popleft() if template.ahead else await self._fork(template)
                self._fill(template)
                own = await kernel.hand_over(viewer, token)
                return (own or template.page or "").replace(KERNEL, kernel.id), kernel
            except (OSError, TimeoutError, EOFError) as error:
                log.warning("a kernel of %s could not be forked: %s", file.name, type(error).__name__)
                await self._drop(file)
        raise NoTemplate

    async def stop(self) -> None:
        """End the source with all it has forked."""
        async with self._lock:
            for file in list(self._templates):
                await self._drop(file)
            if self._asked:
                self._asked.close()
                self._asked = None
            if self._process:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(5):
                        await self._process.wait()
                if self._process.returncode is None:
                    self._process.kill()
            if self._reader:
                self._reader.cancel()
            if self._folder:
                shutil.rmtree(self._folder, ignore_errors=True)

    async def _template(self, file: Path) -> _Template:
        async with self._making.setdefault(file, asyncio.Lock()):
            state = await asyncio.to_thread(_state, file, self._content)
            found, now = self._templates.get(file), time.monotonic()
            if found and found.state == state and now - found.made < FRESH:
                found.used = now
                return found
            if now - self._given_up.get(file, -RETRY) < RETRY:
                raise NoTemplate
            await self._drop(file)
            try:
                made = await self._make(file, state)
            except (OSError, TimeoutError, EOFError) as error:
                if await self._source_is_gone():
                    raise
                log.warning("%s is not run ahead: %s", file.name, type(error).__name__)
                self._given_up[file] = now
                raise NoTemplate from error
            self._templates[file] = made
            if len(self._templates) > KEPT:
                await self._drop(min(self._templates, key=lambda one: self._templates[one].used))
            return made

    async def _make(self, file: Path, state: tuple[int, int]) -> _Template:
        folder, stop, name = await self._started(), None, f"{uuid.uuid4().hex}.html"
        while True:
            asked, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            asked.setblocking(False)
            async with self._lock:
                source = self._asked
                if source is None:
                    raise EOFError
                pid = (await _ask(source, {"fork": {"notebook": str(file), "stop": stop, "page": name}}, theirs))["pid"]
            try:
                told = await _told(asked, TEMPLATE_LIMIT)
            except BaseException:
                source.send(json.dumps({"end": pid}).encode())
                asked.close()
                raise
            if "again" not in told:
                break
            asked.close()
            stop = told["again"]
            log.info("%s: cell %d %s; it and what follows are run for each viewer", file.name, stop + 1, told["reason"])
        page = (folder / name).read_text(encoding="utf-8") if told["whole"] else None
        now = time.monotonic()
        return _Template(asked, pid, page, state, now, now)

    async def _started(self) -> Path:
        async with self._lock:
            if self.pid and self._folder:
                return self._folder
            if self._temporary:
                self._temporary.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder = self._folder = Path(tempfile.mkdtemp(prefix="pejling-voila-kernels-", dir=self._temporary))
            ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            ours.setblocking(False)
            one_thread = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
            added = one_thread | {"MPLBACKEND": "module://matplotlib_inline.backend_inline",
                                  "PYDEVD_DISABLE_FILE_VALIDATION": "1"} | self._environment
            with theirs:
                process = self._process = await asyncio.create_subprocess_exec(
                    sys.executable, "-m", "pejling_server.kernel_process", str(theirs.fileno()), pass_fds=[theirs.fileno()],
                    stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
                    cwd=folder, env=child_environment(folder, added),
                )  # fmt: skip
            self._reader = asyncio.create_task(log_lines(process, deque(maxlen=1)))
            start = {"folder": str(folder), "base_url": BASE, "assets": self._assets, **self._access}
            ours.send(json.dumps(start).encode())
            await _told(ours, SOURCE_LIMIT)
            self._asked = ours
            return folder

    async def _source_is_gone(self) -> bool:
        """Whether the source has died just now, which asyncio notices a moment later."""
        if self._process:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._process.wait(), 1)
        return self.pid is None

    async def _fork(self, template: _Template) -> Direct:
        ours, theirs = socket.socketpair()
        kernel_id = str(uuid.uuid4())
        async with template.lock:
            answer = await _ask(template.asked, {"fork": {"kernel": kernel_id}}, theirs)
        return await Direct.over(ours, kernel_id, answer["pid"], lambda: self._end(template, answer["pid"], kernel_id))

    def _fill(self, template: _Template) -> None:
        """Fork ahead, one at a time, so that those who come now are not kept from the processors."""

        async def fill() -> None:
            while len(template.ahead) < AHEAD:
                await asyncio.sleep(0.05)
                template.ahead.append(await self._fork(template))

        if template.filling is None or template.filling.done():
            template.filling = asyncio.create_task(fill(), name="forking ahead")
            template.filling.add_done_callback(lambda done: done.cancelled() or done.exception())

    def _end(self, template: _Template, pid: int, kernel_id: str) -> None:
        with contextlib.suppress(OSError):  # the template is gone, and its kernels with it
            template.asked.send(json.dumps({"end": pid}).encode())
        if self._folder:
            shutil.rmtree(self._folder / "kernels" / kernel_id, ignore_errors=True)

    async def _drop(self, file: Path) -> None:
        """Use this template no more. Its kernels that have a visitor live on in it, and it goes with the last of them."""
        template = self._templates.pop(file, None)
        if template is None:
            return
        if template.filling:
            template.filling.cancel()
        for kernel in template.ahead:
            kernel.close()
        template.ahead.clear()
        with contextlib.suppress(OSError):
            template.asked.send(b'{"last": true}')


def _state(file: Path, content: Path | None) -> tuple[int, int]:
    """What changes when the notebook does, or anything in the trainer's own content, which it may show."""
    beside = [one.stat() for one in content.rglob("*")] if content else []
    found = [file.stat(), *beside]
    return max(one.st_mtime_ns for one in found), sum(one.st_size for one in found)


async def _ask(source: socket.socket, request: dict[str, Any], handle: socket.socket) -> dict[str, Any]:
    """Send a request with a socket for the copy, and read the answer."""
    with handle:
        socket.send_fds(source, [json.dumps(request).encode()], [handle.fileno()])
    return await _told(source, FORK_LIMIT)


async def _told(source: socket.socket, limit: float) -> dict[str, Any]:
    async with asyncio.timeout(limit):
        data = await asyncio.get_running_loop().sock_recv(source, AT_MOST)
    if not data:
        raise EOFError
    found: dict[str, Any] = json.loads(data)
    return found

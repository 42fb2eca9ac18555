"""Voilà as a child process: started when first needed, watched, restarted, and ended with the server."""

import asyncio
import contextlib
import json
import logging
import os
import secrets
import shutil
import socket
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx

from pejling.confinement import can_close
from pejling_server.voila.log_lines import without_words
from pejling_widgets.jupyter import SHARE

log = logging.getLogger("pejling.voila")

HERE = Path(__file__).resolve().parent
BASE = "/jupyter/"
READY_PATH = "voila/static/labvariables.css"
START_LIMIT = 60.0
"""Seconds a start may take before it counts as failed."""
STEADY = 60.0
"""A child that has lived so many seconds was well: the next restart is quick again."""
LINES_KEPT = 20
SHORTEST_WAIT, LONGEST_WAIT = 1.0, 60.0
WORTH_WAITING_FOR = 3.0
"""A restart farther away than this is not waited for: the page says so instead."""

# What a kernel may see of the server's environment. Nothing secret: kernels inherit all of it.
PASSED_ON = (
    "PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "LC_CTYPE", "TZ",
    "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "CONDA_PREFIX", "LD_LIBRARY_PATH", "MPLCONFIGDIR", "XDG_CACHE_HOME",
    "SYSTEMROOT", "COMSPEC", "PATHEXT", "USERPROFILE", "APPDATA", "LOCALAPPDATA",
)  # fmt: skip


class Unavailable(Exception):
    """Voilà cannot answer just now: it has not come up, or has just died."""


@dataclass(frozen=True)
class Upstream:
    """A child that answers."""

    http: httpx.AsyncClient
    """Speaks to the child, token and base address set."""
    websocket_base: str
    """`ws://127.0.0.1:port/jupyter/`."""
    token: str


class Child:
    """One Voilà process and its supervisor. Nothing runs until `upstream` is asked for the first time.

    Parameters
    ----------
    on_end
        Called whenever the process has ended: its kernels are gone.
    environment
        What kernels shall see beside the allow-list, such as an address to read from. No secrets.
    closed
        Files and folders that neither the child nor its kernels can open. Where the system cannot close them, nothing that
        they are told leads there: they get a copy of `content`, and a folder beside the system's temporary files.
    content
        The trainer's own content, which they may read although it lies in a closed folder.
    temporary
        Where the folder of a child lies, with what its kernels put aside; else with the system's temporary files.
    host_script, theme
        Addresses of the course server's `host.js` and `theme.css`, linked from kernel pages.
    """

    def __init__(
        self,
        *,
        on_end: Callable[[], None] = lambda: None,
        environment: Mapping[str, str] | None = None,
        closed: Sequence[Path] = (),
        content: Path | None = None,
        temporary: Path | None = None,
        host_script: str = "/static/host.js",
        theme: str = "/widgets/theme.css",
    ) -> None:
        self.on_end = on_end
        self._environment = dict(environment or {})
        self._closed = [path.resolve() for path in closed]
        self._content = content.resolve() if content else None
        self._copy: Path | None = None
        """Of the content, where nothing can be closed."""
        self._temporary = temporary
        self._host_script = host_script
        self.theme = theme
        self._supervisor: asyncio.Task[None] | None = None
        self._process: asyncio.subprocess.Process | None = None
        self._upstream: Upstream | None = None
        self._resting = False
        self._changed = asyncio.Condition()

    @property
    def pid(self) -> int | None:
        """The process that runs now, if any."""
        return self._process.pid if self._process and self._process.returncode is None else None

    async def upstream(self, wait: float = 30.0) -> Upstream:
        """The child when it answers, started if it has not been; waits up to `wait` seconds. Raises Unavailable."""
        if self._supervisor is None:
            self._supervisor = asyncio.create_task(self._supervise(), name="voila")
        try:
            async with asyncio.timeout(wait), self._changed:
                await self._changed.wait_for(lambda: self._upstream is not None or self._resting)
        except TimeoutError:
            raise Unavailable from None
        if self._upstream is None:  # it rests, or has died just now
            raise Unavailable
        return self._upstream

    def place_of(self, file: Path) -> Path:
        """Where the child finds a file as it is now: in its copy, where it has one."""
        whole = file.resolve()
        if not (self._copy and self._content and whole.is_relative_to(self._content)):
            return whole
        shutil.copytree(self._content, self._copy, dirs_exist_ok=True)
        return self._copy / whole.relative_to(self._content)

    async def stop(self) -> None:
        """End the child and its kernels; returns when they are gone, after about 7 seconds at most."""
        if self._supervisor is not None:
            self._supervisor.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._supervisor
            self._supervisor = None

    async def end_kernel(self, kernel_id: str) -> None:
        """End one kernel through Voilà's own route. Nothing to do when the child is not there."""
        if self._upstream is None:
            return
        answer = await self._upstream.http.post(f"voila/api/shutdown/{kernel_id}", timeout=10)
        if answer.status_code not in (204, 404):
            log.warning("ending a kernel: Voilà answered %s", answer.status_code)

    async def _supervise(self) -> None:
        wait = SHORTEST_WAIT
        while True:
            began = time.monotonic()
            try:
                await self._run()
            except OSError:
                log.exception("Voilà could not be started")
            if time.monotonic() - began > STEADY:
                wait = SHORTEST_WAIT
            log.warning("Voilà has ended; it is started again in %.0f s", wait)
            await self._tell(None, resting=wait > WORTH_WAITING_FOR)
            await asyncio.sleep(wait)
            await self._tell(None)
            wait = min(wait * 2, LONGEST_WAIT)

    async def _run(self) -> None:
        """One life of the child, from start to end."""
        closed, temporary = (self._closed, self._temporary) if can_close() else ([], None)
        if self._closed and not closed:
            log.warning("this system cannot close the data folder to kernels")
        if temporary:
            temporary.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix="pejling-voila-", dir=temporary))
        self._copy = folder / "content" if self._closed and not closed else None
        readable = [self._content] if self._content else []
        content = {"PEJLING_CONTENT": str(self._copy or self._content)} if self._content else {}
        port, token = _free_port(), secrets.token_urlsafe(32)
        process = self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "voila", f"--Voila.config_file_paths={HERE / 'config'}",
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
            cwd=folder, env=child_environment(folder, content | self._environment),
        )  # fmt: skip
        last_lines: deque[str] = deque(maxlen=LINES_KEPT)
        reader = asyncio.create_task(log_lines(process, last_lines))
        try:
            assets = {"host_script": self._host_script, "theme": self.theme}
            start = {"port": port, "token": token, "folder": str(folder), "assets": assets,
                     "closed": [*map(str, closed)], "readable": [*map(str, readable)]}
            if process.stdin:
                process.stdin.write(json.dumps(start).encode() + b"\n")
                await process.stdin.drain()
            async with httpx.AsyncClient(
                base_url=f"http://127.0.0.1:{port}{BASE}",
                headers={"Authorization": f"token {token}", "Accept-Encoding": "identity"},
                timeout=httpx.Timeout(10, read=120),
                limits=httpx.Limits(max_connections=None, max_keepalive_connections=20),
                trust_env=False,  # no proxy between the gate and the child
                follow_redirects=False,
            ) as http:
                if await _answers(http, process):
                    await self._tell(Upstream(http, f"ws://127.0.0.1:{port}{BASE}", token))
                    await _ended(process)
            log.warning("Voilà ended by itself (%s). Its last lines:\n%s", process.returncode, "\n".join(last_lines))
        finally:
            await self._tell(None)
            self.on_end()
            await _end(process)
            reader.cancel()
            shutil.rmtree(folder, ignore_errors=True)

    async def _tell(self, upstream: Upstream | None, *, resting: bool = False) -> None:
        self._upstream = upstream
        self._resting = resting
        async with self._changed:
            self._changed.notify_all()


def child_environment(folder: Path, added: Mapping[str, str]) -> dict[str, str]:
    """What a process that runs notebooks sees: little of the server's, nothing of the machine's own Jupyter."""
    passed_on = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    return (
        passed_on
        | {
            "PEJLING_HOST": "server",
            "PYTHONUNBUFFERED": "1",
            "JUPYTER_PATH": str(SHARE),
            "JUPYTER_PREFER_ENV_PATH": "1",
            # The machine's own Jupyter settings and start-up files are not ours.
            "JUPYTER_CONFIG_DIR": str(folder / "config"),
            "JUPYTER_DATA_DIR": str(folder / "data"),
            "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
            "IPYTHONDIR": str(folder / "ipython"),
            **dict.fromkeys(("TMPDIR", "TMP", "TEMP"), str(folder)),  # what a notebook puts aside goes with the child
        }
        | dict(added)
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


async def _answers(http: httpx.AsyncClient, process: asyncio.subprocess.Process) -> bool:
    """Whether the child comes to answer before it ends or its time is up."""
    deadline = time.monotonic() + START_LIMIT
    while process.returncode is None and time.monotonic() < deadline:
        with contextlib.suppress(httpx.TransportError):
            if (await http.get(READY_PATH)).status_code == 200:
                return True
        await asyncio.sleep(0.1)
    return False


async def _end(process: asyncio.subprocess.Process) -> None:
    """Close the child's standard input, which ends it with its kernels; kill it if that takes too long."""
    if process.stdin:
        process.stdin.close()
    try:
        async with asyncio.timeout(7):
            await _ended(process)
    except TimeoutError:
        process.kill()
        await _ended(process)


async def _ended(process: asyncio.subprocess.Process) -> None:
    """Wait for the process's own end; `wait()` may also wait for its kernels, which hold its output open."""
    while process.returncode is None:  # noqa: ASYNC110 - asyncio has no event for this moment
        await asyncio.sleep(0.2)


async def log_lines(process: asyncio.subprocess.Process, last_lines: deque[str]) -> None:
    """Keep and log what of the process's output may be kept, until it ends."""
    while process.stdout and (chunk := await process.stdout.read(8192)):
        for line in chunk.decode(errors="replace").splitlines():
            if kept := without_words(line):
                last_lines.append(kept)
                log.info("%s", kept)

"""Plain Voilà on the same notebooks: what people would use today, with a client that does what its page does."""

import asyncio
import contextlib
import json
import os
import re
import signal
import socket as sockets
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import httpx
import psutil
import websockets
from clients import Failed, all_at_once
from course import CHOICE, FIELD
from memory import memory_of, tree
from serving import ROOT

DAY = ROOT / "modules" / "1-viden-og-samarbejde" / "dag.ipynb"
GALLERY = ROOT / "widgets" / "gallery.ipynb"
START_LIMIT = 60.0
LONGEST_WAIT = 300.0
"""Seconds after which a client gives up."""
A_KERNEL = 130.0
"""MB that one kernel may take; a size that would not fit twice into the free memory is not tried."""


@dataclass(frozen=True)
class Voila:
    """A running Voilà."""

    pid: int
    url: str


def measure(notebook: Path, clients: int, *, pool: bool = False, answering: str = FIELD, value: Any = CHOICE) -> dict[str, Any]:
    """So many clients open the notebook at once and answer a widget; gives times, failures and memory.

    With `pool`, Voilà has as many kernels ready as there are clients, its best case, before anybody comes.
    """
    needed = A_KERNEL * clients * (2 if pool else 1)
    free = psutil.virtual_memory().available / 1e6
    if needed > free * 0.8:
        return {"clients": clients, "left_out": f"it needs about {needed / 1000:.0f} GB, and {free / 1000:.0f} are free"}
    with serve_voila(notebook, pool=clients if pool else 0) as voila:
        if pool:
            wait_for_kernels(voila.pid, clients)
        before = memory_of(voila.pid)
        timed, after = asyncio.run(_class(voila, clients, answering, value))
        alone = memory_of(voila.pid, below=False) if pool else before
        kernels = tree(voila.pid)
    left = [process.pid for process in kernels if process.is_running() and process.status() != psutil.STATUS_ZOMBIE]
    return timed.figures() | {
        "all_mb": round(after.share, 1),
        "each_mb": round((after.share - alone.share) / clients, 2),
        "kernels_left": len(left),
    }


async def _class(voila: Voila, clients: int, answering: str, value: Any) -> tuple[Any, Any]:
    """All clients at once; the memory is read while all of them are still connected."""
    async with contextlib.AsyncExitStack() as stay:
        limits = httpx.Limits(max_connections=None)
        http = await stay.enter_async_context(httpx.AsyncClient(base_url=voila.url, timeout=LONGEST_WAIT, limits=limits,
                                                                trust_env=False))

        async def visit() -> None:
            await open_and_answer(http, voila.url, answering, value, stay)

        timed = await all_at_once([visit] * clients, LONGEST_WAIT)
        return timed, memory_of(voila.pid)


async def open_and_answer(http: httpx.AsyncClient, url: str, field: str, value: Any, stay: contextlib.AsyncExitStack) -> None:
    """GET the page (its kernel starts and its cells run), fetch the widgets' states, answer, and wait for the echo."""
    page = await http.get("/")
    kernel = re.search(r'"kernelId":\s*"([0-9a-f-]{36})"', page.text)
    if page.status_code != 200 or kernel is None:
        raise Failed(f"voila: {page.status_code}, no kernel in the page")
    address = f"{url.replace('http', 'ws', 1)}/api/kernels/{kernel[1]}/channels"
    socket = await stay.enter_async_context(websockets.connect(address, max_size=None, open_timeout=LONGEST_WAIT, proxy=None))
    session = uuid.uuid4().hex
    states = await _widget_states(socket, session)
    model = next(name for name, state in states.items() if _has_field(state, field))
    event = {"event": {"type": "set", "field": field, "value": value}, "seq": 1}
    await _send(socket, session, "comm_msg", {"comm_id": model, "data": {"method": "custom", "content": event}})
    async for message in _messages(socket):
        data = message["content"].get("data", {})
        if message["msg_type"] == "comm_msg" and message["content"]["comm_id"] == model and data.get("method") == "update":
            state = data["state"]
            if state.get("head", {}).get("refused"):
                raise Failed(state["head"]["refused"])
            if state.get("head", {}).get("seen") == 1:
                return


async def _widget_states(socket: Any, session: str) -> dict[str, Any]:
    """Every widget's state, asked for as Voilà's own page does: in one message on the control comm."""
    comm = uuid.uuid4().hex
    await _send(socket, session, "comm_open", {"comm_id": comm, "target_name": "jupyter.widget.control", "data": {}},
                metadata={"version": "1.0.0"})
    await _send(socket, session, "comm_msg", {"comm_id": comm, "data": {"method": "request_states"}})
    async for message in _messages(socket):
        if message["msg_type"] == "comm_msg" and message["content"]["comm_id"] == comm:
            found: dict[str, Any] = message["content"]["data"]["states"]
            return found
    raise Failed("the kernel said nothing of its widgets")


def _has_field(state: dict[str, Any], field: str) -> bool:
    public = state.get("state", {}).get("public", {})
    return field in json.dumps(public.get("questions", public.get("fields", {})))


async def _send(socket: Any, session: str, kind: str, content: dict[str, Any], metadata: dict[str, Any] | None = None) -> None:
    header = {"msg_id": uuid.uuid4().hex, "msg_type": kind, "username": "", "session": session, "version": "5.3",
              "date": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())}
    await socket.send(json.dumps({"header": header, "parent_header": {}, "metadata": metadata or {}, "content": content,
                                  "channel": "shell", "buffers": []}))


async def _messages(socket: Any) -> Any:
    async for raw in socket:
        text = raw
        if isinstance(raw, bytes):  # with buffers: a count, offsets, and the JSON first
            first, second = (int.from_bytes(raw[at:at + 4], "big") for at in (4, 8))
            text = raw[first:second].decode()
        yield json.loads(text)


@contextlib.contextmanager
def serve_voila(notebook: Path, pool: int = 0) -> Iterator[Voila]:
    """Voilà on one notebook as its documentation starts it; it and every kernel are ended afterwards."""
    port = _free_port()
    command = [sys.executable, "-m", "voila", str(notebook), "--no-browser", "--Voila.ip=127.0.0.1", f"--port={port}",
               "--Voila.port_retries=0"]
    if pool:
        command += ["--preheat_kernel=True", f"--pool_size={pool}"]
    paths = os.pathsep.join(str(ROOT / name) for name in ("core", "widgets"))
    variables = {name: value for name, value in os.environ.items() if not name.startswith("PEJLING_")} | {"PYTHONPATH": paths}
    variables["JUPYTER_NO_CONFIG"] = "1"  # plain: the kit's settings have a hook, with which Voilà can preheat no kernel
    with TemporaryFile() as log:
        process = subprocess.Popen(command, env=variables, cwd=ROOT, stdout=log, stderr=log)
        try:
            _wait_until_open(process, port, log)
            yield Voila(process.pid, f"http://127.0.0.1:{port}")
        finally:
            end(process)


def end(process: "subprocess.Popen[bytes]") -> None:
    """End a process and all below it: kernels have groups of their own and outlive a killed parent for a while."""
    below = tree(process.pid)[1:]
    process.send_signal(signal.SIGTERM)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(timeout=10)
    for one in [*below, *tree(process.pid)]:
        with contextlib.suppress(psutil.NoSuchProcess):
            one.kill()
    process.wait()
    psutil.wait_procs(below, timeout=10)


def wait_for_kernels(pid: int, many: int, limit: float = LONGEST_WAIT) -> None:
    """Wait until the pool is full and rests: so many kernels, and together less than a tenth of a processor."""
    deadline = time.monotonic() + limit
    while time.monotonic() < deadline:
        began = memory_of(pid)
        time.sleep(1.0)
        now = memory_of(pid)
        if now.processes > many and now.processes == began.processes and now.cpu - began.cpu < 0.1:
            return
    raise Failed(f"the pool of {many} was not ready within {limit:.0f} s")


def _wait_until_open(process: "subprocess.Popen[bytes]", port: int, log: Any) -> None:
    deadline = time.monotonic() + START_LIMIT
    with httpx.Client(trust_env=False, timeout=5) as http:
        while time.monotonic() < deadline and process.poll() is None:
            with contextlib.suppress(httpx.TransportError):
                http.get(f"http://127.0.0.1:{port}/voila/static/labvariables.css")  # any answer will do; starts no kernel
                return
            time.sleep(0.2)
    log.seek(0)
    raise Failed(f"Voilà did not start:\n{log.read()[-2000:].decode(errors='replace')}")


def _free_port() -> int:
    with sockets.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


"""Jupyter's own programs as processes of ours: started on a free port with folders of their own, and ended."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx
from serving import ROOT

from pejling.installation import SETTINGS

READY_WITHIN = 60.0
TOKEN = "proeve"
"""What JupyterLab asks for."""


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(module: str, *arguments: str, at: Path, ready: str) -> Iterator[None]:
    """`python -m module …` until the block ends; it is ready when `ready` answers."""
    paths = os.pathsep.join(str(ROOT / name) for name in ("core", "widgets", "supervision", "server"))
    own: Mapping[str, str] = {
        "PYTHONPATH": paths, "HOME": str(at), "JUPYTER_CONFIG_DIR": str(at / "config"), "JUPYTER_DATA_DIR": str(at / "data"),
        "JUPYTER_RUNTIME_DIR": str(at / "runtime"), "IPYTHONDIR": str(at / "ipython"),
        "JUPYTER_CONFIG_PATH": str(ROOT / SETTINGS),  # as they lie in the environment, when it is up to date
        "JUPYTER_TOKEN": TOKEN,
        "JUPYTERLAB_SETTINGS_DIR": str(at / "settings"), "JUPYTERLAB_WORKSPACES_DIR": str(at / "workspaces"),
    }
    variables = {name: value for name, value in os.environ.items() if name != "PEJLING_HOST"} | own
    log = at / "jupyter.log"
    with log.open("wb") as out:
        process = subprocess.Popen([sys.executable, "-m", module, *arguments], cwd=at, env=variables, stdout=out, stderr=out)
        try:
            until = time.monotonic() + READY_WITHIN
            while not _answers(ready):
                assert process.poll() is None, log.read_text(errors="replace")
                assert time.monotonic() < until, log.read_text(errors="replace")
                time.sleep(0.1)
            yield
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=30, trust_env=False).status_code < 500
    except httpx.TransportError:
        return False

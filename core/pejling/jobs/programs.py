"""Programs that a job runs: each ends in time, and none outlives the worker."""

import os
import signal
import subprocess
import threading
from collections.abc import Mapping
from pathlib import Path

_running: set["subprocess.Popen[str]"] = set()
_lock = threading.Lock()


def run_within(command: list[str], seconds: float, variables: Mapping[str, str], folder: Path | None = None) -> None:
    """Run a program to its end, in this folder or the current one; one that takes longer is ended with all it has started.

    Raises
    ------
    subprocess.TimeoutExpired
        It took longer.
    subprocess.CalledProcessError
        It failed; `stderr` says how.
    """
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=dict(variables), cwd=folder,
        start_new_session=os.name == "posix", text=True, errors="replace",
    )
    with _lock:
        _running.add(process)
    try:
        _, said = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        _end(process)
        process.communicate()
        raise
    finally:
        with _lock:
            _running.discard(process)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, stderr=said)


def end_all() -> None:
    """End every program that runs now, with all it has started."""
    with _lock:
        for process in _running:
            _end(process)


def _end(process: "subprocess.Popen[str]") -> None:
    if os.name == "posix":
        os.killpg(process.pid, signal.SIGKILL)
    process.kill()

"""What it was measured on: enough to compare with, nothing that names the machine."""

import os
import platform
import sqlite3
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psutil

PACKAGES = ("voila", "jupyter-server", "ipykernel", "anywidget", "fastapi", "uvicorn", "SQLAlchemy", "httptools", "uvloop")


def describe() -> dict[str, Any]:
    """Processor, memory, system, versions, the date, and how busy the machine was before."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return {
        "cores": cores, "cpu": _processor(), "memory_gb": round(psutil.virtual_memory().total / 1e9, 1),
        "system": f"{platform.system()} {_release()}".strip(), "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version, "versions": {name: found for name in PACKAGES if (found := _version(name))},
        "date": datetime.now(UTC).date().isoformat(),
        "load": round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None,
    }


def commit_of(checkout: Path) -> str:
    """The commit that is checked out there, short; the folder's name where git does not know."""
    command = ["git", "-C", str(checkout), "rev-parse", "--short", "HEAD"]
    asked = subprocess.run(command, capture_output=True, text=True, check=False)
    return asked.stdout.strip() or checkout.resolve().name


def _processor() -> str:
    """The processor's model."""
    known = Path("/proc/cpuinfo")
    if known.is_file():
        for line in known.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _release() -> str:
    """`Debian GNU/Linux 12` where the system says so."""
    try:
        told = platform.freedesktop_os_release()
    except OSError:
        return platform.release()
    return f"({told.get('PRETTY_NAME', '')})"


def _version(name: str) -> str:
    try:
        return version(name)
    except ModuleNotFoundError:
        return ""

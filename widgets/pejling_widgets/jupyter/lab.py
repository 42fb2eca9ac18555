"""JupyterLab for a trainer, on this machine only."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from pejling.places import content_root, own_content

KEPT_FROM_NOTEBOOKS = ("PEJLING_DATABASE_URL", "PEJLING_DATA")


def command(port: str = "", *, no_browser: bool = False) -> list[str]:
    """The command line that starts it, opened at the days."""
    root = content_root()
    words = [sys.executable, "-m", "jupyterlab", "--ServerApp.ip=127.0.0.1", f"--ServerApp.root_dir={root}",
             f"--ServerApp.preferred_dir={root / 'modules'}", "--LabApp.news_url=None"]  # no question in English first of all
    if port:
        words.append(f"--ServerApp.port={port}")
    if no_browser:
        words.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        words.append("--allow-root")
    return words


def environment(data: Path, own: Mapping[str, str]) -> dict[str, str]:
    """The variables it runs with: the trainer's own content is found, the database is not."""
    kept = {name: value for name, value in own.items() if name not in KEPT_FROM_NOTEBOOKS}
    return kept | {"PEJLING_CONTENT": str(own_content(data))}

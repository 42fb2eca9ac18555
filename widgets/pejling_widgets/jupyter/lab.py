"""JupyterLab for a trainer, on this machine only."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from pejling.places import own_content
from pejling_widgets.jupyter import HERE

KEPT_FROM_NOTEBOOKS = ("PEJLING_DATABASE_URL", "PEJLING_DATA")


def command(data: Path, port: str = "", *, no_browser: bool = False) -> list[str]:
    """The command line that starts it, opened at the trainer's own content with what ships beside it."""
    own = own_content(data)
    own.mkdir(parents=True, exist_ok=True, mode=0o700)
    words = [
        sys.executable, "-m", "jupyterlab", "--ServerApp.ip=127.0.0.1", f"--ServerApp.root_dir={own}",
        "--ServerApp.contents_manager_class=pejling_widgets.jupyter.lab_contents.OwnAndShipped",
        f"--LabApp.app_settings_dir={HERE / 'lab_settings'}", "--LabApp.news_url=None",  # no question in English first of all
        "--ServerApp.jpserver_extensions=voila.server_extension=False",  # it would run a day without the kit's settings
    ]
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
    shown = [str(HERE / "lab_share"), *filter(None, [own.get("JUPYTER_PATH")])]
    return kept | {"PEJLING_CONTENT": str(own_content(data)), "JUPYTER_PATH": os.pathsep.join(shown)}

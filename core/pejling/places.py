"""Where things lie: the content that ships, and the data folder of this installation."""

import os
import sys
from pathlib import Path


def content_root() -> Path:
    """The folder that holds `modules/` and `cases/`: the checkout, else the wheel's shared data."""
    checkout = Path(__file__).resolve().parents[2]
    if (checkout / "modules").is_dir() and (checkout / "cases").is_dir():
        return checkout
    return Path(sys.prefix) / "share" / "pejling"


def content_roots() -> list[Path]:
    """Content folders, the winning one last: what ships, then the trainer's own in `DATA/content`."""
    own = data_dir() / "content"
    return [content_root(), own] if own.is_dir() else [content_root()]


def data_dir() -> Path:
    """The data folder: PEJLING_DATA, else `data` in the checkout or the working directory."""
    if named := os.environ.get("PEJLING_DATA"):
        return Path(named)
    checkout = Path(__file__).resolve().parents[2]
    return checkout / "data" if (checkout / "kit.py").is_file() else Path.cwd() / "data"

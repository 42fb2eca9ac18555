"""Where things lie: the content that ships, and the data folder of this installation."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path


def content_root() -> Path:
    """The folder that holds `modules/` and `cases/`: the checkout, else the wheel's shared data."""
    checkout = Path(__file__).resolve().parents[2]
    if (checkout / "modules").is_dir() and (checkout / "cases").is_dir():
        return checkout
    return Path(sys.prefix) / "share" / "pejling"


def content_roots() -> list[Path]:
    """Content folders, the winning one last: what ships, then the trainer's own.

    That is `DATA/content`, or what PEJLING_CONTENT says: a kernel of the course server knows that folder and not DATA.
    """
    named = os.environ.get("PEJLING_CONTENT")
    own = Path(named) if named else own_content(data_dir())
    return [content_root(), own] if own.is_dir() else [content_root()]


def own_content(data: Path) -> Path:
    """The folder of a trainer's own content, in a data folder."""
    return data / "content"


def data_dir() -> Path:
    """The data folder: PEJLING_DATA, else `data` in the checkout or the working directory."""
    if named := os.environ.get("PEJLING_DATA"):
        return Path(named)
    checkout = Path(__file__).resolve().parents[2]
    return checkout / "data" if (checkout / "kit.py").is_file() else Path.cwd() / "data"


def winning(relative: str, roots: Sequence[Path]) -> Path | None:
    """The last of the roots that holds this file, or None when none does."""
    return next((root for root in reversed(roots) if _is_file(root / relative)), None)


def _is_file(path: Path) -> bool:
    """Whether it is one; not either when no file can have such a name."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def winning_files(roots: Sequence[Path], pattern: str) -> dict[Path, Path]:
    """The files that match below the roots, sorted: path relative to its root → the last root that has it.

    Folders and files whose names begin with a dot are the editors' own, and those with an underscore are templates.
    """
    found = {
        path.relative_to(root): root
        for root in roots
        for path in root.glob(pattern)
        if path.is_file() and not any(part.startswith((".", "_")) for part in path.relative_to(root).parts)
    }
    return dict(sorted(found.items()))

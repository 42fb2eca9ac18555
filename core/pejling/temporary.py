"""What is half made: it lies in the data folder, where only its owner can read it, and goes at the next start if not before.

Nothing that was written by people lies in the system's own folder for temporary files: nobody knows who empties that, or when.
"""

import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

log = logging.getLogger("pejling.temporary")

FOLDER = "tmp"
"""The name in a data folder."""


@contextmanager
def temporary_folder(data_dir: Path, purpose: str) -> Iterator[Path]:
    """An empty folder on the data folder's disk, gone with all that is in it when the block ends."""
    place = data_dir / FOLDER
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    with TemporaryDirectory(dir=place, prefix=f"{purpose}-", ignore_cleanup_errors=True) as made:
        yield Path(made)


def sweep(data_dir: Path, *others: Path) -> int:
    """Delete what a process that was killed left half made, and these; for whoever holds the folder's lock. Gives how many."""
    left = [*(data_dir / FOLDER).glob("*"), *others]
    for path in left:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    if left:
        log.warning("half made since a power cut or a kill, and deleted: %d", len(left))
    return len(left)

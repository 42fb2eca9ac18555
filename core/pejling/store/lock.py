"""One server to a data folder: a lock of the operating system, which ends with the process whatever becomes of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from pejling.installation import Stop

NAME = "pejling.lock"


@contextmanager
def hold_lock(data_dir: Path) -> Iterator[None]:
    """Be the only one that serves, or restores into, this data folder, until the block ends.

    Raises
    ------
    Stop
        Another process holds it.
    """
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = FileLock(data_dir / NAME)
    try:
        lock.acquire(blocking=False)
    except Timeout as error:
        raise Stop(
            f"Pejling kører allerede på mappen {data_dir}.\n"
            "Stop den først (Ctrl-C i dens vindue, eller sluk tjenesten på serveren), "
            "og skriv så samme kommando igen."
        ) from error
    try:
        yield
    finally:
        lock.release()

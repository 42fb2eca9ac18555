"""One server to a data folder: a lock of the operating system, which ends with the process whatever becomes of it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

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
    with (data_dir / NAME).open("a+b") as file:
        try:
            _lock(file)
        except OSError as error:
            raise Stop(
                f"Pejling kører allerede på mappen {data_dir}.\n"
                "Stop den først (Ctrl-C i dens vindue, eller sluk tjenesten på serveren), "
                "og skriv så samme kommando igen."
            ) from error
        try:
            yield
        finally:
            _unlock(file)


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

    def _unlock(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)

"""Uploads: a file streams to the disk as it comes, within the limit of its kind, and is gone when it was used.

It lies in `DATA/uploads` under a name of chance, readable by the server's user only. What a server that was killed left
there is deleted at the next start.
"""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from fastapi import Request

from pejling.errors import Invalid
from pejling.ids import new_id
from pejling.store.disk import is_full
from pejling_server.access import app_of

FOLDER = "uploads"
"""The name of the folder in a data folder."""
SPARE = 100_000_000
"""Bytes that an upload leaves free on the disk: answers must have room, too."""
AT_A_TIME = 1 << 20
"""Bytes that are gathered before they are written."""
NO_ROOM = "Der er ikke plads til filen på serverens disk. Ryd op på den, og prøv igen."


@dataclass(frozen=True)
class UploadKind:
    """A sort of file that can be uploaded."""

    ending: str
    """What the addresses that take it end in."""
    most: int
    """Bytes."""
    too_large: str


CLASS_LIST = UploadKind("/class-list", 5_000_000, "Filen er for stor. En deltagerliste må højst fylde 5 MB.")
JOBLOG = UploadKind("/joblog", 2_000_000_000, "Filen er for stor. En joblog må højst fylde 2 GB. Del den op efter år.")
KINDS = (CLASS_LIST, JOBLOG)


def kind_of(path: str) -> UploadKind | None:
    """The kind of file that this address takes, or None when it takes none."""
    return next((kind for kind in KINDS if path.endswith(kind.ending)), None)


@asynccontextmanager
async def received(request: Request) -> AsyncIterator[Path]:
    """The file that is the request's body, on the disk; gone afterwards. The guard has said how large it may be.

    Raises
    ------
    Invalid
        There is no room for it.
    """
    folder = app_of(request).settings.data / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if shutil.disk_usage(folder).free < int(request.headers.get("content-length") or 0) + SPARE:
        raise Invalid(NO_ROOM)
    file = folder / new_id()
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        try:
            await _write(request, descriptor)
        except OSError as error:
            if is_full(error, folder):
                raise Invalid(NO_ROOM) from error
            raise
        finally:
            os.close(descriptor)
        yield file
    finally:
        file.unlink(missing_ok=True)


async def _write(request: Request, descriptor: int) -> None:
    """Write what comes, as it comes; the disk is waited for beside the loop."""
    gathered = bytearray()
    async for chunk in request.stream():
        gathered += chunk
        if len(gathered) >= AT_A_TIME:
            await asyncio.to_thread(_write_all, descriptor, bytes(gathered))
            gathered.clear()
    await asyncio.to_thread(_write_all, descriptor, bytes(gathered))


def _write_all(descriptor: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(descriptor, left):]


def sweep(data: Path) -> None:
    """Delete what an earlier server left behind."""
    shutil.rmtree(data / FOLDER, ignore_errors=True)

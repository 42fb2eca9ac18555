"""The disk: whether there is room on it, and what it means when it refuses. Full is not damaged, and nothing need be moved."""

import errno
import shutil
import sqlite3
from pathlib import Path

from pejling.installation import Stop

FULL = frozenset({"SQLITE_FULL", "53100"})
"""What SQLite and PostgreSQL call it when there is no room left."""
LITTLE = 2_000_000
"""Bytes. With less, an error of the disk is one of room: SQLite does not always say so."""
_NOT_ALLOWED = ("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PERM", "SQLITE_AUTH")
_OF_THE_DISK = (*_NOT_ALLOWED, "SQLITE_FULL", "SQLITE_IOERR", "SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_NOMEM", "SQLITE_PROTOCOL")


def code_of(error: BaseException) -> str:
    """The database's own code for an error ("SQLITE_FULL", "23505"), else the sort of error it is."""
    inner = getattr(error, "orig", None) or error
    code = getattr(inner, "sqlite_errorname", None) or getattr(inner, "sqlstate", None)
    return str(code or type(inner).__name__)


def is_full(error: BaseException, folder: Path) -> bool:
    """Whether it was for want of room."""
    if code_of(error) in FULL or getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT):
        return True
    return code_of(error).startswith(("SQLITE_IOERR", "SQLITE_CANTOPEN")) and shutil.disk_usage(folder).free < LITTLE


def is_of_the_disk(error: BaseException) -> bool:
    """Whether the database could not be reached, which says nothing about what is in it."""
    return isinstance(error, OSError) or code_of(error).startswith(_OF_THE_DISK)


def trouble(error: BaseException, folder: Path) -> str:
    """What is the matter with the disk of this folder, and what to do."""
    if is_full(error, folder):
        return (f"Disken med {folder} er fuld. Databasen fejler ikke noget.\nRyd op andre steder på disken, så der er mindst 20 MB "
                f"ledige, og prøv igen. Lad alt i {folder} ligge.")
    code = code_of(error)
    if isinstance(error, PermissionError) or code.startswith(_NOT_ALLOWED):
        return (f"Pejling må ikke læse og skrive i {folder} ({code}). Databasen er urørt.\n"
                "Se efter, at mappen tilhører den bruger, Pejling kører som, og prøv igen.")
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return f"Et andet program har fat i databasen i {folder}. Den er urørt. Luk det, og prøv igen."
    return (f"Disken med {folder} svarer med en fejl ({code}). Pejling har intet ændret.\nPrøv igen. Bliver det ved, kan disken "
            "være ved at gå i stykker: kopiér hele mappen til en anden disk, før du gør andet.")


def room_for(size: int, folder: Path) -> None:
    """Nothing, when the folder's disk has room for so many bytes.

    Raises
    ------
    Stop
        It has not.
    """
    if shutil.disk_usage(folder).free < size + 10_000_000:
        needed = size // 1_000_000 + 20
        raise Stop(f"Disken med {folder} er næsten fuld. Ryd op, så der er mindst {needed} MB, og prøv igen.")


def unless_of_the_disk(error: sqlite3.Error, folder: Path) -> None:
    """Nothing, when the error may be the database's own fault.

    Raises
    ------
    Stop
        It is the disk's.
    """
    if is_of_the_disk(error):
        raise Stop(trouble(error, folder)) from error

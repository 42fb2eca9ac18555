"""Snapshots of a database: made while it is in use, checked before they count as copies, and never in the way."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from pejling.installation import Stop
from pejling.store import migrate


class Damaged(Exception):
    """The file is no sound database of ours. The message says in Danish what is wrong with it."""


class TooNew(Damaged):
    """The database was made by a newer Pejling than this one."""


@dataclass(frozen=True)
class Soundness:
    """What is known of a database that passed every check."""

    revision: str
    """The schema's step."""
    left_out: int = 0
    """Ballots of open anonymous runs that the copy does not hold."""


def copy(source: Path, target: Path) -> Soundness:
    """A checked copy of the database as it is at one moment, in a file of its own.

    Writers are not held up: the copy is read in one step beside the write-ahead log. Ballots of anonymous runs that
    are still open are left out (two copies in a row would tell which came between, and so perhaps whose they are).

    Raises
    ------
    Damaged
        The source, or what was written, is not sound. There is no `target` then.
    Stop
        The disk is full, or may not be written to.
    """
    temporary = target.with_name(f".{target.name}.tmp")
    try:
        with opened(source) as readable, closing(sqlite3.connect(temporary)) as written:
            temporary.chmod(0o600)
            readable.backup(written)
            left_out = _leave_out_open_ballots(written)
        sound = inspect(temporary)
        force_to_disk(temporary)
        temporary.replace(target)
        force_to_disk(target.parent)
    except (OSError, sqlite3.OperationalError) as error:
        raise Stop(_why_not(error, target)) from error
    except sqlite3.DatabaseError as error:
        raise Damaged(f"databasen kan ikke læses ({error})") from error
    finally:
        for leftover in (temporary, temporary.with_name(temporary.name + "-journal")):
            leftover.unlink(missing_ok=True)
    return Soundness(sound.revision, left_out)


def inspect(file: Path) -> Soundness:
    """What the database is, read from end to end and not written to.

    Raises
    ------
    Damaged
        It is not sound, or not ours.
    TooNew
        Its schema is of a later version.
    """
    try:
        with opened(file) as database:
            wrong = [str(row[0]) for row in database.execute("PRAGMA integrity_check(3)") if row[0] != "ok"]
            if wrong:
                raise Damaged(f"databasen er i stykker ({'; '.join(wrong)[:200]})")
            if orphan := database.execute("PRAGMA foreign_key_check").fetchone():
                raise Damaged(f"databasen hænger ikke sammen (tabellen {orphan[0]})")
            steps = [str(row[0]) for row in database.execute("SELECT version_num FROM alembic_version")]
    except sqlite3.DatabaseError as error:
        raise Damaged(f"databasen kan ikke læses ({error})") from error
    if len(steps) != 1:
        raise Damaged("filen er ikke en database fra Pejling")
    if steps[0] not in migrate.known():
        raise TooNew("databasen er lavet af en nyere udgave af Pejling end denne")
    return Soundness(steps[0])


@contextmanager
def opened(file: Path) -> Iterator[sqlite3.Connection]:
    """The database for reading only; also one on a disk that cannot be written to."""
    if not file.is_file():
        raise Damaged("filen findes ikke")
    address = file.resolve().as_uri()
    connection = sqlite3.connect(f"{address}?mode=ro", uri=True, timeout=30)
    try:
        connection.execute("SELECT 1 FROM sqlite_schema").fetchone()
    except sqlite3.OperationalError as error:
        connection.close()
        if not any(word in str(error) for word in ("unable to open", "readonly")):
            raise
        connection = sqlite3.connect(f"{address}?mode=ro&immutable=1", uri=True)
    with closing(connection):
        yield connection


def force_to_disk(path: Path) -> None:
    """Return when the file (or the folder's list of names) would survive a power cut."""
    if os.name == "nt" and path.is_dir():
        return  # Windows has no such thing, and needs none
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


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


def _leave_out_open_ballots(copied: sqlite3.Connection) -> int:
    copied.execute("PRAGMA journal_mode=DELETE")  # one file, not three
    copied.execute("PRAGMA secure_delete=ON")
    if not copied.execute("SELECT 1 FROM sqlite_schema WHERE name = 'ballots'").fetchone():
        return 0
    still_open = "SELECT id FROM runs WHERE anonymous AND phase = 'open'"
    with copied:
        gone = copied.execute(f"DELETE FROM ballots WHERE run IN ({still_open})").rowcount  # noqa: S608  # fixed text
    copied.execute("VACUUM")  # nothing of them between the rows, either
    return gone


def _why_not(error: Exception, target: Path) -> str:
    full = "full" in str(error) or getattr(error, "errno", None) == 28
    reason = "disken er fuld" if full else f"der kan ikke skrives i {target.parent} ({error})"
    return f"Kopien blev ikke til noget: {reason}. Databasen selv er urørt."

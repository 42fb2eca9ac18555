"""Snapshots of a database: made while it is in use, checked before they count as copies, and never in the way."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from pejling.installation import Stop
from pejling.store import migrate
from pejling.store.disk import is_of_the_disk, trouble, unless_of_the_disk

ALONE = "&immutable=1"
"""For SQLite: nobody writes to this file, so it needs none beside it."""
_FOREIGN = "SELECT name FROM sqlite_schema WHERE type = 'trigger' OR sql LIKE 'CREATE VIRTUAL%'"
"""What does things by itself: whoever put it in a copy would have it done in our name."""


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

    Writers are not held up: the rows are read in one transaction, beside the write-ahead log. Ballots of anonymous runs
    that are still open are left out (two copies in a row would tell which came between, and so perhaps whose they are),
    and so is all that was deleted: neither is ever in a file, not even in one that a power cut leaves half made.

    Raises
    ------
    Damaged
        The source, or what was written, is not sound. There is no `target` then.
    Stop
        The disk is full, or may not be written to.
    """
    inspect(source)
    temporary = target.with_name(f".{target.name}.tmp")
    try:
        temporary.unlink(missing_ok=True)
        os.close(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        left_out = _write_rows(source, temporary)
        sound = inspect(temporary)
        force_to_disk(temporary)
        temporary.replace(target)
        force_to_disk(target.parent)
    except (OSError, sqlite3.DatabaseError) as error:
        if is_of_the_disk(error):
            raise Stop(f"Kopien blev ikke til noget. {trouble(error, target.parent)}") from error
        raise Damaged(f"databasen kan ikke læses ({error})") from error
    finally:
        temporary.unlink(missing_ok=True)
    return Soundness(sound.revision, left_out)


def inspect(file: Path) -> Soundness:
    """What the database is, read from end to end and not written to.

    Raises
    ------
    Damaged
        It is not sound, or not ours.
    TooNew
        Its schema is of a later version.
    Stop
        It cannot be reached: the disk is full, or broken, or it may not be read.
    """
    try:
        with opened(file) as database:
            wrong = [str(row[0]) for row in database.execute("PRAGMA integrity_check(3)") if row[0] != "ok"]
            if wrong:
                raise Damaged(f"databasen er i stykker ({'; '.join(wrong)[:200]})")
            if foreign := database.execute(_FOREIGN).fetchone():
                raise Damaged(f"databasen har noget i sig, som ikke er Pejlings, og som kører af sig selv (»{foreign[0]}«)")
            if orphan := database.execute("PRAGMA foreign_key_check").fetchone():
                raise Damaged(f"databasen hænger ikke sammen (tabellen {orphan[0]})")
            steps = [str(row[0]) for row in database.execute("SELECT version_num FROM alembic_version")]
    except sqlite3.DatabaseError as error:
        unless_of_the_disk(error, file.parent)
        raise Damaged(f"databasen kan ikke læses ({error})") from error
    if len(steps) != 1:
        raise Damaged("filen er ikke en database fra Pejling")
    if steps[0] not in migrate.known():
        raise TooNew("databasen er lavet af en nyere udgave af Pejling end denne")
    return Soundness(steps[0])


def is_empty(file: Path) -> bool:
    """Whether there is no database yet: no file, or one that the first start left without a table in it."""
    if not file.is_file() or file.stat().st_size == 0:
        return True
    try:
        with opened(file) as database:
            return not database.execute("SELECT 1 FROM sqlite_schema").fetchone()
    except sqlite3.DatabaseError as error:
        unless_of_the_disk(error, file.parent)
        return False


@contextmanager
def opened(file: Path) -> Iterator[sqlite3.Connection]:
    """The database for reading only; also one on a disk that cannot be written to."""
    if not file.is_file():
        raise Damaged("filen findes ikke")
    connection = sqlite3.connect(_address(file), uri=True, timeout=30)
    try:
        connection.execute("SELECT 1 FROM sqlite_schema").fetchone()
    except sqlite3.OperationalError as error:
        connection.close()
        if not _only_to_read(error):
            raise
        connection = sqlite3.connect(_address(file) + ALONE, uri=True)
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


def _write_rows(source: Path, target: Path) -> int:
    """Write the rows that are to be kept into the empty file; gives how many ballots of open runs there were beside."""
    address = f"{target.resolve().as_uri()}?mode=rw"
    with closing(sqlite3.connect(address, uri=True, isolation_level=None, timeout=30)) as database:
        # No other file beside it, and it is checked afterwards.
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "temp_store=MEMORY", "trusted_schema=OFF"):
            database.execute(f"PRAGMA {pragma}")
        _attach(database, source)
        database.execute("BEGIN")
        of_open_runs = "run IN (SELECT id FROM source.runs WHERE anonymous AND phase = 'open')"
        left_out, = database.execute(f"SELECT count(*) FROM source.ballots WHERE {of_open_runs}").fetchone()  # noqa: S608  # fixed text
        schema = database.execute(
            "SELECT type, name, sql FROM source.sqlite_schema WHERE type IN ('table', 'index') AND sql IS NOT NULL "
            "AND substr(name, 1, 7) <> 'sqlite_' ORDER BY type DESC"
        ).fetchall()
        for _, _, sql in schema:
            database.execute(sql)
        for name in (f'"{name}"' for kind, name, _ in schema if kind == "table"):
            kept = f" WHERE NOT {of_open_runs}" if name == '"ballots"' else ""
            database.execute(f"INSERT INTO main.{name} SELECT * FROM source.{name}{kept}")  # noqa: S608  # our own tables' names
        database.execute("COMMIT")
    return int(left_out)


def _attach(database: sqlite3.Connection, source: Path) -> None:
    try:
        database.execute("ATTACH ? AS source", [_address(source)])
        database.execute("SELECT 1 FROM source.sqlite_schema").fetchone()
    except sqlite3.OperationalError as error:
        if not _only_to_read(error):
            raise
        if ("source",) in database.execute("SELECT name FROM pragma_database_list").fetchall():
            database.execute("DETACH source")
        database.execute("ATTACH ? AS source", [_address(source) + ALONE])


def _address(file: Path) -> str:
    return f"{file.resolve().as_uri()}?mode=ro"


def _only_to_read(error: sqlite3.OperationalError) -> bool:
    return any(word in str(error) for word in ("unable to open", "readonly"))

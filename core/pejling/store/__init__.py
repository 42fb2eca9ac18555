"""What is remembered: SQLAlchemy Core on SQLite (or PostgreSQL by URL), opened here and nowhere else.

The queries lie beside this file, one subject each (courses, people, logins, groups, runs, answers, ballots); each
takes a Connection. `Store.write()` commits at its end or not at all: after the block, and not before, it is saved.
"""

import logging
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url

from pejling.store import hooks, migrate, read_cache, remnants

__all__ = ["Store"]

log = logging.getLogger("pejling.store")

FILE = "pejling.sqlite3"
"""The database's name in a data folder."""
BUSY_MS = 30_000
"""How long SQLite waits for another process that writes."""
POSTGRES_LOCK = 0x70656A6C  # "pejl"
"""The number of the lock that one writer at a time holds on a database server."""
CONNECT_SECONDS = 5
"""How long a database server may take to answer the door."""
KEPT = 32
"""Connections that are kept open, used last first: more than a server has handlers, for to open one costs more than a request."""
PATIENCE_MS = 100
"""How long the emptying of the log after a commit waits for those who are reading, before it is put off."""


class Store:
    """One open database.

    Parameters
    ----------
    url
        An SQLAlchemy URL, for example `sqlite:////data/pejling.sqlite3` or `postgresql+psycopg://…`.
    """

    def __init__(self, url: str | URL) -> None:
        self.url = _with_driver(make_url(url))
        self.file = Path(self.url.database) if self.url.get_backend_name() == "sqlite" and self.url.database else None
        """The database file, or None on a database server."""
        self.engine = _engine(self.url)
        self._one_writer = threading.Lock()
        self._one_wiper = threading.Lock()
        self._log_owed = False
        """The log could not be emptied when it was asked for."""
        self._words_owed = True
        """Something that was deleted may still be in the files: before the first look, from a process that was killed."""
        migrate.upgrade(self.engine)

    @classmethod
    def at(cls, folder: Path) -> "Store":
        """The SQLite store in a data folder, made when it is not there; only its owner can read it."""
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = (folder / FILE).resolve()
        if not file.exists():
            os.close(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600))  # SQLite gives its log the same rights
        return cls(URL.create("sqlite", database=str(file)))  # not as text: a folder's name may hold a "?"

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one committed state from beginning to end."""
        with self.engine.connect() as plain:
            # SQLite gives a whole transaction one state by itself.
            connection = plain if self.file else plain.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin(), read_cache.kept_in(connection):
                yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A connection whose changes are committed, durably, when the block ends without an error."""
        # One writer at a time in this process: waiting here is fair and cheap, waiting in SQLite is neither.
        with self._one_writer, self.engine.connect() as plain:
            connection = plain.execution_options(pejling_write=True)
            hooks.begin(connection)
            with connection.begin():
                yield connection
                hooks.finish(connection)
            for work in hooks.afterwards(connection).values():
                work()
            asked = hooks.asked(connection)
            if hooks.WORDS not in asked and (hooks.ORDER in asked or self._log_owed):
                self._empty_log(connection)
        if hooks.WORDS in asked:  # the log is emptied there, too, little by little: it may be long
            self._words_owed = True
            self.wipe()

    def wipe(self) -> bool:
        """See to it that nothing that was deleted can be read in the files, while others write; gives whether it is so.

        Not so when someone has been reading for seconds: it is owed then, and done when it is asked for again.
        """
        with self._one_wiper:
            if self.file and self._words_owed:
                self._words_owed = False  # not afterwards: somebody may delete something meanwhile
                if not remnants.wipe(self.file, self._one_writer):
                    self._words_owed = True
                    log.warning("what is left of deleted rows could not be wiped yet, and will be later")
            return not self._words_owed

    def close(self) -> None:
        """End all connections."""
        self.engine.dispose()

    def _empty_log(self, connection: Connection) -> None:
        """Empty the log, or owe it: then it is tried after each write, without waiting again for the same reader."""
        if not self.file:
            return
        driver: Any = connection.connection.driver_connection
        try:
            driver.execute(f"PRAGMA busy_timeout={0 if self._log_owed else PATIENCE_MS}")
            busy, *_ = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            self._log_owed = bool(busy)
        except sqlite3.Error as error:
            log.warning("the log could not be emptied, and will be later: %s", error)
            self._log_owed = True
        finally:
            driver.execute(f"PRAGMA busy_timeout={BUSY_MS}")


def _with_driver(url: URL) -> URL:
    """The address as database servers' own tools write it (`postgresql://…`), with the driver that is ours."""
    return url.set(drivername="postgresql+psycopg") if url.drivername in ("postgres", "postgresql") else url


def _engine(url: URL) -> Engine:
    # A row that cannot be stored must not stand in the log instead.
    return _sqlite_engine(url) if url.get_backend_name() == "sqlite" else _server_engine(url)


def _server_engine(url: URL) -> Engine:
    """Connections to a database server: tried before each use, so that its restart is noticed and mended here."""
    engine = create_engine(
        url, pool_pre_ping=True, pool_size=KEPT, max_overflow=16, pool_use_lifo=True, hide_parameters=True,
        connect_args={"connect_timeout": CONNECT_SECONDS},
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # The same order of writers as in SQLite, also between processes: what is read here is not changed meanwhile.
        if connection.get_execution_options().get("pejling_write"):
            connection.execute(text(f"SET LOCAL lock_timeout = {BUSY_MS}"))
            connection.execute(text(f"SELECT pg_advisory_xact_lock({POSTGRES_LOCK})"))

    return engine


def _sqlite_engine(url: URL) -> Engine:
    engine = create_engine(
        url, connect_args={"timeout": BUSY_MS / 1000, "check_same_thread": False}, pool_size=KEPT, max_overflow=16,
        pool_use_lifo=True, hide_parameters=True,
    )

    @event.listens_for(engine, "connect")
    def _set_up(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver must not begin transactions of its own
        for pragma in (
            "journal_mode=WAL", "synchronous=FULL", f"busy_timeout={BUSY_MS}", "foreign_keys=ON", "secure_delete=ON",
            "temp_store=MEMORY", "trusted_schema=OFF",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # IMMEDIATE: two deferred transactions that both read and then write lose updates without an error.
        writing = connection.get_execution_options().get("pejling_write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")  # at every request: as it is, not compiled

    return engine

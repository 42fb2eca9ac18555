"""What is remembered: SQLAlchemy Core on SQLite (or PostgreSQL by URL), opened here and nowhere else.

The queries lie beside this file, one subject each (courses, people, logins, groups, runs, answers, ballots); each
takes a Connection. `Store.write()` commits at its end or not at all: after the block, and not before, it is saved.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, select, text
from sqlalchemy.engine import make_url

from pejling.ids import new_token
from pejling.store import migrate
from pejling.store.tables import settings

__all__ = ["Store"]


class Store:
    """One open database.

    Parameters
    ----------
    url
        An SQLAlchemy URL, for example `sqlite:////data/pejling.sqlite3` or `postgresql+psycopg://…`.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = _engine(url)
        self._one_writer = threading.Lock()
        migrate.upgrade(self.engine)

    @classmethod
    def at(cls, folder: Path) -> "Store":
        """The SQLite store in a data folder, made when it is not there."""
        folder.mkdir(parents=True, exist_ok=True)
        return cls(f"sqlite:///{(folder / 'pejling.sqlite3').resolve()}")

    @property
    def file(self) -> Path | None:
        """The database file, or None on a database server."""
        url = make_url(self.url)
        return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one committed state from beginning to end."""
        with self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A connection whose changes are committed, durably, when the block ends without an error."""
        # One writer at a time in this process: waiting here is fair and cheap, waiting in SQLite is neither.
        with self._one_writer, self.engine.connect() as plain:
            connection = plain.execution_options(pejling_write=True)
            with connection.begin():
                yield connection

    def secret(self, name: str) -> bytes:
        """A random key of this installation, made the first time it is asked for."""
        with self.write() as c:
            found = c.execute(select(settings.c.value).where(settings.c.name == name)).scalar()
            if found is None:
                found = new_token()
                c.execute(settings.insert().values(name=name, value=found))
        return found.encode()

    def checkpoint(self) -> None:
        """Fold the write-ahead log into the file and empty it, so that it tells no order of what was written."""
        if self.file:
            with self.engine.connect() as c:
                c.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """End all connections."""
        self.engine.dispose()


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, pool_pre_ping=True)
    engine = create_engine(parsed, connect_args={"timeout": 30, "check_same_thread": False}, pool_size=16, max_overflow=32)

    @event.listens_for(engine, "connect")
    def _set_up(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver must not begin transactions of its own
        for pragma in (
            "journal_mode=WAL", "synchronous=FULL", "busy_timeout=30000", "foreign_keys=ON", "secure_delete=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # IMMEDIATE: two deferred transactions that both read and then write lose updates without an error.
        writing = connection.get_execution_options().get("pejling_write")
        connection.execute(text("BEGIN IMMEDIATE" if writing else "BEGIN"))

    return engine

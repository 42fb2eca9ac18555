"""SQLite's write-ahead log, folded into the file for tests that read the file's own bytes."""

import sqlite3
from contextlib import closing

from pejling.store import Store


def fold(store: Store) -> None:
    """Everything that is committed stands in the file, and nothing in the log; on a database server there is no file."""
    if store.file:
        with closing(sqlite3.connect(store.file)) as database:
            busy, *_ = database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        assert not busy, "somebody is reading"

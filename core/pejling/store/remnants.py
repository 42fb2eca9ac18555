"""Wipes what is left of deleted rows out of a SQLite file while others read and write; nobody waits longer than a batch.

`secure_delete` zeroes a row where it lies. But when SQLite splits or joins pages it lays the rows anew, and copies of
them stay in the gap between a page's list of cells and its first cell: bytes that belong to no row. VACUUM gets rid of
them by writing the whole file, and keeps every writer waiting meanwhile (4 s at 300 MB). Here only the gaps are zeroed.

Why that is safe (https://www.sqlite.org/fileformat2.html, 1.6 and 4):

- No bytes but a gap's are written, and a gap is read by nobody: a crash half-way leaves a sound database.
- A page of a b-tree is known by its first byte. An overflow page begins with the number of the next one, whose first byte
  is 0 in any file of fewer than 2^24 pages (68 GB). A page whose own list does not keep clear of its gap is left alone.
- It is done with the writers' lock held and the write-ahead log empty, so that the file holds every page as it is and
  nobody lays pages into it. A commit follows, which makes every connection forget the pages it remembers: none of them
  writes an old gap back.
"""

import os
import sqlite3
import struct
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext, suppress
from functools import partial
from pathlib import Path

TABLE_OR_INDEX = frozenset({2, 5, 10, 13})
"""First byte of a b-tree's page: interior of an index, of a table; leaf of an index, of a table."""
INTERIOR = 8
"""Below it a page is an interior one, whose head is 4 bytes longer."""
BATCH_SECONDS, BATCH_PAGES = 0.03, 500
"""How long, and how much, others wait for at a time."""
REST_SECONDS = 0.05
"""Between two batches the writers have their turn."""
READERS_MS = 50
"""How long a batch waits for those who read in the log; the writers wait with it."""
TRIES, TRY_AGAIN_SECONDS = 30, 0.1
"""So often a step is put off because someone is reading, before the rest is left."""
MOST_PAGES = 1 << 24
_AT_A_TIME = 1 << 22

Turn = AbstractContextManager[object]
ALONE: Turn = nullcontext()

_one_at_a_time = threading.Lock()
_kept_open: dict[tuple[int, int], int] = {}


def wipe(file: Path, turn: Turn = ALONE) -> bool:
    """Zero every gap of the database; False when someone read for so long that some are left for another time.

    `turn` is held whenever writers have to wait: with the lock that they wait for each other by, none of them sleeps on
    when its turn has come.
    """
    with _one_at_a_time, closing(_connect(file)) as database, _opened(file) as descriptor:
        page_size, = database.execute("PRAGMA page_size").fetchone()
        moves_pages, = database.execute("PRAGMA auto_vacuum").fetchone()
        if moves_pages or file.stat().st_size >= MOST_PAGES * page_size:  # a first byte says less there
            with turn:
                database.execute("VACUUM")
        elif not _patiently(_empty_log, database, turn):  # what was deleted lies only in the log until then
            return False
        else:
            left = list(_with_something_in_their_gap(descriptor, page_size))
            while left:
                batch = partial(_batch, file=file, descriptor=descriptor, page_size=page_size, pages=left[:BATCH_PAGES])
                done = _patiently(batch, database, turn)
                if not done:
                    return False
                left = left[done:]
                os.fsync(descriptor)  # little by little: a commit that waits for the disk waits for all that lies before it
                time.sleep(REST_SECONDS)
        return bool(_patiently(_empty_log, database, turn))


def _patiently(step: Callable[[sqlite3.Connection], int], database: sqlite3.Connection, turn: Turn) -> int:
    """What the step gives, as soon as it gives something; 0 when it never did."""
    for _ in range(TRIES):
        with suppress(sqlite3.OperationalError):  # somebody else writes, or folds the log
            database.execute("PRAGMA wal_checkpoint(PASSIVE)")  # most of the work, and nobody waits for it
            with turn:
                if done := step(database):
                    return done
        time.sleep(TRY_AGAIN_SECONDS)
    return 0


def _connect(file: Path) -> sqlite3.Connection:
    database = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    database.execute(f"PRAGMA busy_timeout={READERS_MS}")
    database.execute("PRAGMA synchronous=NORMAL")  # its commits hold nothing that could be lost
    return database


def _empty_log(database: sqlite3.Connection) -> bool:
    """Fold the log into the file and cut it off; gives whether it was done, for nobody reads in it."""
    busy, *_ = database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def _batch(database: sqlite3.Connection, *, file: Path, descriptor: int, page_size: int, pages: list[int]) -> int:
    """Zero the gaps of the first of these pages, those that there is time for; gives of how many."""
    if not _empty_log(database):
        return 0
    database.execute("BEGIN IMMEDIATE")
    done, until = 0, time.monotonic() + BATCH_SECONDS
    try:
        if _log_is_empty(file):  # else someone has written since, and the file does not hold all of it
            for number in pages:
                _zero(descriptor, number, page_size)
                done += 1
                if time.monotonic() > until:
                    break
    finally:
        database.execute("PRAGMA user_version=0")  # what matters is that there is a commit
        database.execute("COMMIT")
    return done


def _zero(descriptor: int, number: int, page_size: int) -> None:
    begins = (number - 1) * page_size
    if gap := gap_of(_read(descriptor, begins, page_size)):
        first, end = gap
        os.lseek(descriptor, begins + first, os.SEEK_SET)
        os.write(descriptor, bytes(end - first))


def _with_something_in_their_gap(descriptor: int, page_size: int) -> Iterator[int]:
    """The numbers of the pages to look at, from 2: the first page holds the schema and nobody's words."""
    nothing, begins, at_a_time = bytes(page_size), 0, _AT_A_TIME // page_size * page_size
    while block := _read(descriptor, begins, at_a_time):
        for at in range(page_size if begins == 0 else 0, len(block), page_size):
            page = block[at:at + page_size]
            if (gap := gap_of(page)) and page[gap[0]:gap[1]] != nothing[: gap[1] - gap[0]]:
                yield (begins + at) // page_size + 1
        begins += len(block)


def gap_of(page: bytes) -> tuple[int, int] | None:
    """First and end of the bytes between a page's list of cells and its cells; None when it is no page of a b-tree."""
    if len(page) < 12 or page[0] not in TABLE_OR_INDEX:
        return None
    first_free, cells, content = struct.unpack_from(">HHH", page, 1)
    listed = 12 if page[0] < INTERIOR else 8
    first, end = listed + 2 * cells, content or 65536
    if not first <= end <= len(page) or (first_free and first_free < end):
        return None
    if cells and min(struct.unpack_from(f">{cells}H", page, listed)) < end:
        return None
    return first, end


def _log_is_empty(file: Path) -> bool:
    log = file.with_name(file.name + "-wal")
    return not log.exists() or log.stat().st_size == 0


def _read(descriptor: int, begins: int, length: int) -> bytes:
    os.lseek(descriptor, begins, os.SEEK_SET)
    return os.read(descriptor, length)


@contextmanager
def _opened(file: Path) -> Iterator[int]:
    """The file, to read and write by hand; opened once for all time where closing it would cost SQLite its locks on it."""
    if sys.platform == "win32":
        descriptor = os.open(file, os.O_RDWR | os.O_BINARY)
        try:
            yield descriptor
        finally:
            os.close(descriptor)
        return
    known = file.stat()  # POSIX: with the first descriptor that is closed, all of the process's locks on the file are gone
    key = (known.st_dev, known.st_ino)
    if key not in _kept_open:
        _kept_open[key] = os.open(file, os.O_RDWR)
    yield _kept_open[key]

"""A machine that goes off while a copy is made leaves nothing behind that must not be kept, and the next start tidies up."""

import os
import signal
import sqlite3
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from pejling.store import FILE, Store, backup, ballots, runs, snapshot

pytestmark = pytest.mark.sqlite
DIGEST = "0" * 32
BALLOT, DELETED = b"Hemmeligstemme", b"Slettetord"
KILLED_BEFORE_THE_CHECK = """
import os, signal, sys
from pathlib import Path
from datetime import UTC, datetime
from pejling.store import FILE, Store, backup, snapshot

inspect = snapshot.inspect

def kill_instead(file):
    return os.kill(os.getpid(), signal.SIGKILL) if file.suffix == ".tmp" else inspect(file)

data, what = Path(sys.argv[1]), sys.argv[2]
store = Store.at(data)
snapshot.inspect = kill_instead
if what == "backup":
    backup.make(store, data / backup.FOLDER, datetime.now(UTC), "recent")
else:
    backup.export(store, data, data / backup.FOLDER)
"""


@pytest.fixture
def data(store: Store, klass, now: datetime) -> Path:
    """A data folder with the ballots of an open run in it, and with words that were deleted and not yet wiped out."""
    assert store.file is not None
    with store.write() as c:
        run = runs.open_round(c, klass.course, "oevelse", DIGEST, anonymous=True, now=now)
        for n in range(6):
            ballots.cast(c, run, f"{n:032}", "", {"fields": {"q": BALLOT.decode()}}, new=True, most=10)
    with sqlite3.connect(store.file, isolation_level=None) as database:  # as another process was killed half-way
        database.execute("PRAGMA secure_delete=OFF")
        database.execute("INSERT INTO settings VALUES ('slettet', ?)", [DELETED.decode() * 2000])
        database.execute("DELETE FROM settings WHERE name = 'slettet'")
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    assert found_in(store.file.parent, {FILE}) == {BALLOT, DELETED}, "the database has them, or nothing is tried here"
    (store.file.parent / backup.FOLDER).mkdir()
    return store.file.parent


def found_in(folder: Path, only: set[str] | None = None, beside: frozenset[str] = frozenset()) -> set[bytes]:
    """Which of the words can be read in the folder's files."""
    files = [p for p in folder.rglob("*") if p.is_file() and p.name not in beside and (only is None or p.name in only)]
    return {word for word in (BALLOT, DELETED) if any(word in file.read_bytes() for file in files)}


OF_THE_DATABASE = frozenset({FILE, f"{FILE}-wal", f"{FILE}-shm"})


def test_at_no_moment_is_there_a_file_with_what_must_not_be_kept(data: Path) -> None:
    looked_at = 0

    def look(frame, event, _argument):
        nonlocal looked_at
        if frame.f_code.co_filename == snapshot.__file__:
            looked_at += 1
            assert found_in(data, beside=OF_THE_DATABASE) == set(), f"{event} at line {frame.f_lineno}"
        return look

    before = sys.gettrace()
    sys.settrace(look)
    try:
        made = snapshot.copy(data / FILE, data / backup.FOLDER / "pejling-1.sqlite3")
    finally:
        sys.settrace(before)
    assert made.left_out == 6
    assert looked_at > 50


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no kill -9")
@pytest.mark.parametrize("what", ["backup", "export"])
def test_what_a_kill_leaves_half_made_tells_nothing_and_goes_at_the_next_start(data: Path, what: str) -> None:
    core = str(Path(backup.__file__).parents[2])
    command = [sys.executable, "-c", KILLED_BEFORE_THE_CHECK, str(data), what]
    killed = subprocess.run(command, env={**os.environ, "PYTHONPATH": core}, timeout=60, check=False)
    assert killed.returncode == -signal.SIGKILL
    left = list(data.rglob(".*.tmp"))
    assert left, "the copy was being made"
    assert found_in(data, beside=OF_THE_DATABASE) == set()
    assert backup.sweep_unfinished(data) > 0
    assert not list(data.rglob(".*.tmp"))
    assert not list((data / backup.FOLDER).iterdir())


def test_leftovers_of_earlier_versions_go_too_and_nothing_else(data: Path) -> None:
    kept = [data / backup.FOLDER / "pejling-20261121T090000Z-recent.sqlite3", data / "content" / "x.yaml", data / FILE]
    gone = [data / backup.FOLDER / ".pejling-20261121T090000Z-recent.sqlite3.tmp", data / ".restore-ab" / FILE,
            data / backup.FOLDER / ".pejling-cd" / FILE, data / "tmp" / "backup-ef" / FILE]
    for path in [*kept[:2], *gone]:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    assert backup.sweep_unfinished(data) == 4
    assert [path.exists() for path in kept] == [True] * 3
    assert [path.exists() for path in gone] == [False] * 4

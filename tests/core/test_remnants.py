"""What is left of deleted rows is gone from the file, what is not deleted is untouched, and others write meanwhile."""

import random
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pejling.store import remnants
from pejling.store.remnants import gap_of, wipe

WORD = "Kvækerhåndværk"
TABLES = ("texts", "marks")


def connect(file: Path) -> sqlite3.Connection:
    """As the store connects, but that nobody waits for the disk."""
    database = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    for pragma in ("journal_mode=WAL", "secure_delete=ON", "cache_size=-8000", "synchronous=OFF"):
        database.execute(f"PRAGMA {pragma}")
    return database


def filled(file: Path, seed: int, rows: int = 5000) -> sqlite3.Connection:
    """A database of rows of many sizes that came, grew, shrank and went in any order; some hold the word."""
    chance, database = random.Random(seed), connect(file)
    database.execute("CREATE TABLE texts (id TEXT PRIMARY KEY, text TEXT)")
    database.execute("CREATE INDEX by_text ON texts (text)")
    database.execute("CREATE TABLE marks (id TEXT PRIMARY KEY, text TEXT) WITHOUT ROWID")

    def text() -> str:
        return " ".join(chance.choices((WORD, "almindelig") if chance.random() < 0.5 else ("almindelig",),
                                       k=chance.choice((1, 1, 2, 2, 3, 5, 8, 30, 400))))

    for _ in range(rows):
        table = chance.choice(TABLES)
        name = f"{chance.randrange(rows):06x}"
        if chance.random() < 0.2:
            later = f"{int(name, 16) + 9:06x}"
            database.execute(f"DELETE FROM {table} WHERE id BETWEEN ? AND ?", (name, later))  # noqa: S608  # own names
        else:
            database.execute(f"INSERT OR REPLACE INTO {table} VALUES (?, ?)", (name, text()))  # noqa: S608  # own names
    return database


def delete_the_word(database: sqlite3.Connection) -> None:
    for table in TABLES:
        database.execute(f"DELETE FROM {table} WHERE text LIKE ?", (f"%{WORD}%",))  # noqa: S608  # own names


def everything(database: sqlite3.Connection) -> list[list[tuple[str, str]]]:
    return [database.execute(f"SELECT * FROM {table} ORDER BY id").fetchall() for table in TABLES]  # noqa: S608  # own names


def raw(file: Path) -> bytes:
    """The bytes of the file and its log, as they lie on the disk."""
    return b"".join(path.read_bytes() for path in sorted(file.parent.iterdir()))


def empty_log(file: Path) -> None:
    with closing(connect(file)) as other:
        assert other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone() == (0, 0, 0)


def check_sound(database: sqlite3.Connection) -> None:
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "x.sqlite3"


@pytest.fixture(autouse=True)
def _folder(file: Path) -> None:
    file.parent.mkdir()


def test_the_word_is_gone_from_the_files_and_all_else_is_as_it_was(tmp_path: Path) -> None:
    left = 0
    for seed in range(12):
        (tmp_path / str(seed)).mkdir()
        file = tmp_path / str(seed) / "x.sqlite3"
        with closing(filled(file, seed)) as database:
            delete_the_word(database)
            empty_log(file)
            before = everything(database)
            assert sum(map(len, before)) > 100
            left += raw(file).count(WORD.encode())
            for _ in range(2):  # the second time there is nothing to do
                assert wipe(file)
                assert WORD.encode() not in raw(file)
                assert everything(database) == before
            check_sound(database)
    assert left > 20, "zeroing what is deleted is not enough, or this test would show nothing"


def touch_every_row(database: sqlite3.Connection) -> None:
    """Write every page, as it is remembered, gap and all; in the end every row is as it was."""
    for table in TABLES:
        for there, back in (("alm", "ALM"), ("ALM", "alm")):
            database.execute(f"UPDATE {table} SET text = replace(text, '{there}', '{back}')")  # noqa: S608  # own names


def test_nobody_who_remembers_a_page_writes_an_old_gap_back(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(filled(file, 1)) as database:
        delete_the_word(database)
        before, zero, zeroed = everything(database), remnants._zero, []

        def zero_while_someone_reads(descriptor: int, number: int, page_size: int) -> None:
            if not zeroed:
                everything(database)  # its cache holds every page now
            zeroed.append(number)
            zero(descriptor, number, page_size)

        monkeypatch.setattr(remnants, "_zero", zero_while_someone_reads)
        monkeypatch.setattr(remnants, "BATCH_SECONDS", 10.0)
        monkeypatch.setattr(remnants.time, "sleep", lambda _: touch_every_row(database))  # between this batch and the next
        assert wipe(file)
        assert len(zeroed) > 20
        assert WORD.encode() not in raw(file)
        assert everything(database) == before
        check_sound(database)


def test_what_is_written_just_before_the_lock_is_taken_is_seen(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(filled(file, 1)) as database:
        delete_the_word(database)
        before, empty, times = everything(database), remnants._empty_log, []

        def empty_and_be_overtaken(mine: sqlite3.Connection) -> bool:
            done = empty(mine)
            times.append(done)
            if len(times) in (2, 3):  # before the first batch, twice
                touch_every_row(database)
            return done

        monkeypatch.setattr(remnants, "_empty_log", empty_and_be_overtaken)
        assert wipe(file)
        assert len(times) > 3
        assert WORD.encode() not in raw(file)
        assert everything(database) == before
        check_sound(database)


def test_others_write_between_two_batches_and_lose_nothing(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(filled(file, 1)) as database, closing(connect(file)) as other:
        delete_the_word(database)
        before = [dict(rows) for rows in everything(database)]
        written: dict[str, str] = {}

        def write(_: float) -> None:
            name = f"{len(written) * 7919 % 100_003:06x}-ny"
            other.execute("INSERT INTO texts VALUES (?, ?)", (name, "nyt " * (len(written) % 300)))
            written[name] = "nyt " * (len(written) % 300)

        monkeypatch.setattr(remnants, "BATCH_PAGES", 1)
        monkeypatch.setattr(remnants.time, "sleep", write)
        assert wipe(file)
        assert len(written) > 20
        after = [dict(rows) for rows in everything(database)]
        assert after == [before[0] | written, before[1]]
        assert WORD.encode() not in raw(file)
        check_sound(database)


def test_many_write_and_read_all_the_time_and_nothing_is_lost_or_broken(file: Path) -> None:
    with closing(filled(file, 2)) as database:
        delete_the_word(database)
        before = [dict(rows) for rows in everything(database)]
        stop = threading.Event()
        written: dict[str, str] = {}
        faults: list[BaseException] = []

        def write(number: int) -> None:
            chance = random.Random(number)
            try:
                with closing(connect(file)) as mine:
                    mine.execute("PRAGMA busy_timeout=30000")
                    while not stop.is_set():
                        name, text = f"{chance.randrange(10**6):06x}-{number}", "nyt " * chance.randrange(900)
                        mine.execute("INSERT OR REPLACE INTO marks VALUES (?, ?)", (name, text))
                        written[name] = text
                        mine.execute("SELECT count(*) FROM texts WHERE text LIKE 'nyt%'").fetchone()
            except BaseException as error:  # noqa: BLE001  # told below
                faults.append(error)

        threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        wiped = [wipe(file) for _ in range(6)]
        stop.set()
        for thread in threads:
            thread.join()
        assert faults == []
        assert wiped == [True] * 6
        after = [dict(rows) for rows in everything(database)]
        assert after == [before[0], before[1] | written]
        empty_log(file)
        assert WORD.encode() not in raw(file)
        check_sound(database)


def test_it_is_left_for_another_time_while_somebody_goes_on_reading(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remnants, "TRIES", 2)
    with closing(filled(file, 3)) as database, closing(connect(file)) as reader:
        reader.execute("BEGIN")
        before = everything(reader)
        delete_the_word(database)
        after = everything(database)
        assert not wipe(file)
        assert everything(reader) == before, "whoever reads sees one state to the end"
        reader.execute("COMMIT")
        assert wipe(file)
        assert WORD.encode() not in raw(file)
        assert everything(database) == after


KILLED = """
import random, sys, threading
from pathlib import Path
from pejling.store import remnants
from core.test_remnants import connect
file, chance = Path(sys.argv[1]), random.Random()
remnants.REST_SECONDS = 0
def write():
    with connect(file) as mine:
        mine.execute("PRAGMA busy_timeout=30000")
        while True:
            name = f"{chance.randrange(10**6):06x}-{chance.randrange(10**6)}"
            mine.execute("INSERT INTO marks VALUES (?, ?)", (name, "nyt " * chance.randrange(900)))
            print(name, flush=True)
threading.Thread(target=write, daemon=True).start()
while True:
    remnants.wipe(file)
"""


def _killed(file: Path, after_lines: int) -> Iterator[str]:
    """Run the program above and kill it when it has said so many names; gives the names."""
    process = subprocess.Popen([sys.executable, "-c", KILLED, str(file)], stdout=subprocess.PIPE, text=True,
                               env={"PYTHONPATH": ":".join(sys.path)})
    assert process.stdout is not None
    for _ in range(after_lines):
        yield process.stdout.readline().strip()
    process.kill()
    yield from (line.strip() for line in process.stdout if line.endswith("\n"))
    process.wait()
    process.stdout.close()


@pytest.mark.parametrize("after", [1, 20, 60])
def test_a_process_killed_in_the_middle_leaves_a_sound_database_with_all_that_was_committed(file: Path, after: int) -> None:
    with closing(filled(file, 4)) as database:
        delete_the_word(database)
        before = [dict(rows) for rows in everything(database)]
    said = set(_killed(file, after))
    with closing(connect(file)) as database:
        check_sound(database)
        texts, marks = (dict(rows) for rows in everything(database))
        assert texts == before[0]
        assert before[1].items() <= marks.items()
        assert said - {""} <= set(marks)
        assert wipe(file)
        assert WORD.encode() not in raw(file)


def page(kind: int, content: int, *cells: int, free: int = 0) -> bytes:
    """The beginning of a page that says so of itself."""
    listed = b"".join(cell.to_bytes(2, "big") for cell in cells)
    head = bytes([kind, *free.to_bytes(2, "big"), *len(cells).to_bytes(2, "big"), *content.to_bytes(2, "big"), 0])
    return (head + (b"\0\0\0\7" if kind < 8 else b"") + listed).ljust(4096, b"\1")


@pytest.mark.parametrize(("seen", "gap"), [
    pytest.param(page(13, 4000, 4000, 4050), (12, 4000), id="leaf of a table"),
    pytest.param(page(2, 4000, 4000), (14, 4000), id="interior of an index"),
    pytest.param(page(10, 4096), (8, 4096), id="empty leaf"),
    pytest.param(page(13, 4000, 4050, free=4000), (10, 4000), id="with a free block"),
    pytest.param(page(0, 4000, 4000), None, id="overflow page"),
    pytest.param(page(1, 4000, 4000), None, id="no kind of page"),
    pytest.param(page(13, 4000, 3999), None, id="a cell within what should be the gap"),
    pytest.param(page(13, 4000, 4000, free=3990), None, id="a free block within it"),
    pytest.param(page(13, 9, 4000), None, id="cells above their own list"),
    pytest.param(page(13, 5000, 5000), None, id="cells beyond the page"),
    pytest.param(page(13, 0, 4000), None, id="nonsense"),
    pytest.param(b"\x0d\0", None, id="torn"),
])
def test_only_what_a_page_itself_says_is_free_is_a_gap(seen: bytes, gap: tuple[int, int] | None) -> None:
    assert gap_of(seen) == gap

"""What is committed is on the disk, what is not is nowhere, and nobody overwrites anybody."""

import contextlib
import sqlite3
import threading
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError, OperationalError
from write_ahead_log import fold

from pejling.store import FILE, Store, answers, ballots, courses, people, remnants, runs
from pejling.store.tables import courses as courses_table
from pejling.store.tables import settings
from pejling_server.app import THREADS

DIGEST = "0" * 32


def value(store: Store, name: str) -> str | None:
    with store.read() as c:
        return c.execute(select(settings.c.value).where(settings.c.name == name)).scalar()


def test_concurrent_increments_are_never_lost(store) -> None:
    with store.write() as c:
        c.execute(insert(settings).values(name="tal", value="0"))

    def count_up() -> None:
        for _ in range(15):
            with store.write() as c:
                now = int(c.execute(select(settings.c.value).where(settings.c.name == "tal")).scalar_one())
                c.execute(update(settings).where(settings.c.name == "tal").values(value=str(now + 1)))

    threads = [threading.Thread(target=count_up) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert value(store, "tal") == "120"


def test_two_processes_on_one_file_lose_no_increment_either(store) -> None:
    """Two stores share no lock of ours: only BEGIN IMMEDIATE stands between them."""
    other = Store(store.url)
    with store.write() as c:
        c.execute(insert(settings).values(name="tal", value="0"))

    def count_up(one: Store) -> None:
        for _ in range(20):
            with one.write() as c:
                now = int(c.execute(select(settings.c.value).where(settings.c.name == "tal")).scalar_one())
                c.execute(update(settings).where(settings.c.name == "tal").values(value=str(now + 1)))

    threads = [threading.Thread(target=count_up, args=(one,)) for one in (store, other, store, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    other.close()
    assert value(store, "tal") == "80"


@pytest.mark.sqlite
def test_a_write_takes_the_database_before_it_has_read_anything(store) -> None:
    with store.write(), sqlite3.connect(store.file, timeout=0) as other:
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        assert other.execute("SELECT count(*) FROM courses").fetchone() == (0,), "readers go on"
    other.close()


def test_a_read_sees_one_state_and_holds_up_no_writer(store) -> None:
    with store.read() as c:
        assert c.execute(select(settings.c.name)).all() == []
        with store.write() as w:
            w.execute(insert(settings).values(name="ny", value=""))
        assert c.execute(select(settings.c.name)).all() == []
    assert value(store, "ny") == ""


def test_nothing_of_a_write_that_ends_in_an_exception_is_committed(store) -> None:
    with pytest.raises(KeyError), store.write() as c:  # noqa: PT012  # the block is what is tested
        c.execute(insert(settings).values(name="en", value="1"))
        c.execute(insert(settings).values(name="to", value="2"))
        raise KeyError
    assert value(store, "en") is None
    with store.write() as c:
        c.execute(insert(settings).values(name="en", value="efter"))
    assert value(store, "en") == "efter", "and the next write is not held up by it"


def test_what_is_committed_is_seen_by_others_when_the_block_has_ended_and_not_before(store) -> None:
    with store.write() as c:
        c.execute(insert(settings).values(name="en", value="1"))
        assert value(store, "en") is None
    assert value(store, "en") == "1"


@pytest.mark.sqlite
def test_what_is_committed_survives_a_process_that_is_killed(store, tmp_path) -> None:
    with store.write() as c:
        c.execute(insert(settings).values(name="en", value="1"))
    killed = tmp_path / "killed"
    killed.mkdir()
    for end in ("", "-wal"):  # what lies on the disk now, and not what a closing process would make of it
        (killed / (FILE + end)).write_bytes(store.file.with_name(FILE + end).read_bytes())
    again = Store.at(killed)
    assert value(again, "en") == "1"
    again.close()


@pytest.mark.sqlite
def test_a_full_disk_commits_nothing_and_breaks_nothing(store) -> None:
    with store.engine.connect() as c:
        pages = c.exec_driver_sql("PRAGMA page_count").scalar_one()
    store.engine.dispose()
    big = "x" * 400_000
    with pytest.raises(OperationalError, match="full"), store.write() as c:  # noqa: PT012  # the block is what is tested
        c.exec_driver_sql(f"PRAGMA max_page_count={pages + 2}")
        c.execute(insert(settings).values(name="lille", value="1"))
        c.execute(insert(settings).values(name="stor", value=big))
    store.engine.dispose()
    assert value(store, "lille") is None
    with store.write() as c:
        c.execute(insert(settings).values(name="stor", value=big))
    assert value(store, "stor") == big


@pytest.mark.sqlite
@pytest.mark.parametrize(("pragma", "wanted"), [
    ("journal_mode", "wal"), ("synchronous", 2), ("busy_timeout", 30_000), ("foreign_keys", 1), ("secure_delete", 1),
])
def test_every_connection_is_set_up_as_promised(store, pragma, wanted) -> None:
    for door in (store.read, store.write):
        with door() as c:
            assert c.exec_driver_sql(f"PRAGMA {pragma}").scalar_one() == wanted


def test_no_connection_is_opened_anew_for_a_request_of_a_full_class(store) -> None:
    """Each of the server's handlers, its event loop and its writer at once, twice: the second time all are there."""
    at_once = THREADS + 2
    opened: list[object] = []
    for _ in range(2):
        with contextlib.ExitStack() as held:
            opened.append({id(held.enter_context(store.engine.connect()).connection.driver_connection) for _ in range(at_once)})
    assert opened[0] == opened[1]
    assert store.engine.pool.checkedin() == at_once


def test_a_row_cannot_point_at_what_is_not_there(store, now) -> None:
    with pytest.raises(IntegrityError), store.write() as c:
        people.join(c, "findesikke00", "findesheller", "participant")


def test_the_store_opens_in_a_folder_with_any_name(tmp_path) -> None:
    for name in ("med mellemrum", "æøå", "a?b=c#d%20e", "'\""):
        made = Store.at(tmp_path / name)
        assert made.file == (tmp_path / name / FILE).resolve()
        made.close()
        assert [p.name for p in (tmp_path / name).iterdir()] == [FILE]


# Sweeping


def log_size(store: Store) -> int:
    return store.file.with_name(FILE + "-wal").stat().st_size


@pytest.mark.sqlite
def test_the_log_is_empty_after_every_ballot_and_full_of_words_after_a_signed_answer(store, klass, now) -> None:
    with store.write() as c:
        run = runs.open_round(c, klass.course, "oevelse", DIGEST, anonymous=True, now=now)
    assert log_size(store) > 0
    with store.write() as c:
        ballots.cast(c, run, "k" * 32, "", {"fields": {}}, new=True, most=10)
    assert log_size(store) == 0


@pytest.mark.sqlite
def test_a_log_that_someone_reads_is_swept_after_the_next_write(store, klass, now) -> None:
    with store.write() as c:
        run = runs.open_round(c, klass.course, "oevelse", DIGEST, anonymous=True, now=now)
    with store.read() as c:
        courses.get(c, klass.course)
        with store.write() as w:
            ballots.cast(w, run, "k" * 32, "", {"fields": {}}, new=True, most=10)
        assert log_size(store) > 0, "the reader still needs it"
        assert ballots.count(c, run) == 0
    with store.write():
        pass
    assert log_size(store) == 0
    with store.read() as c:
        assert ballots.count(c, run) == 1, "it was committed all the same"


WORD = "Kvækerhåndværk"


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def holds(folder: Path) -> bool:
    raw = bytes_of(folder)
    return WORD.encode() in raw or b"Kv\\u00e6kerh\\u00e5ndv\\u00e6rk" in raw


def fill(store: Store, course: str, run: str, word: str, now: datetime, number: int) -> None:
    """People, long and short texts in mixed order, so that pages are split again and again."""
    with store.write() as c:
        workplace = people.organisation_id(c, course, f"{word * 4} {number * 37 % 401:03}", "andet")  # in an index, too
        person = people.add(c, course, f"{word} {number}", "participant", organisation=workplace, team=word,
                            email=f"{word}@eksempel.dk")
        subject = f"person:{person}"
        state = {"fields": {"t": f"{word} " * (1 + (number * 37) % 120)}}
        kept = answers.save(c, run, subject, None, state, now, field="t", device="d")
        answers.remember_event(c, f"{word}-{number}"[:40], run, subject, now)
        if number % 3 == 0:
            longer = {"fields": {"t": f"{word} " * ((number * 91) % 900)}}
            answers.save(c, run, subject, kept, longer, now, field="t", device="d")


@pytest.mark.sqlite
def test_not_a_byte_of_a_deleted_course_is_left_in_any_file(store, klass, now) -> None:
    with store.write() as c:
        doomed = courses.create(c, f"Hold {WORD}", now)
        runs.pin(c, "1" * 32, "egen", f"title: {WORD}\n")
        gone = runs.open_round(c, doomed, "egen", "1" * 32, anonymous=False, now=now)
        kept = runs.open_round(c, klass.course, "oevelse", DIGEST, anonymous=False, now=now)
        vote = runs.open_round(c, doomed, "valg", "1" * 32, anonymous=True, now=now)
    for number in range(400):  # the two courses' rows lie among each other
        fill(store, doomed, gone, WORD, now, number)
        fill(store, klass.course, kept, "Almindelig", now, number)
    with store.write() as c:
        ballots.cast(c, vote, "k" * 32, "", {"fields": {"q": WORD}}, new=True, most=500)
    assert holds(store.file.parent)
    with store.write() as c:
        receipt = courses.remove(c, doomed, now)
        c.execute(update(courses_table).values(title="Hold Nord"))
    with store.write() as c:
        # The receipt keeps the title, and says so; nothing else does.
        assert WORD in courses.receipt(c, receipt).title
        c.exec_driver_sql("UPDATE receipts SET title = 'Et hold'")
    fold(store)
    assert not holds(store.file.parent)
    with store.read() as c:
        assert answers.count(c, kept) == 400


@pytest.mark.sqlite
def test_not_a_byte_of_someone_taken_out_is_left_in_any_file(store, klass, now) -> None:
    with store.write() as c:
        run = runs.open_round(c, klass.course, "oevelse", DIGEST, anonymous=False, now=now)
    for number in range(60):
        fill(store, klass.course, run, "Almindelig" if number != 30 else WORD, now, number)
    with store.write() as c:
        [person] = [p for p in people.listed(c, klass.course) if WORD in p.name]
        people.take_out(c, klass.course, person.id)
    assert not holds(store.file.parent)
    with store.read() as c:
        assert answers.count(c, run) == 59


@pytest.mark.sqlite
def test_not_a_byte_of_a_reset_that_can_no_longer_be_undone_is_left(store, klass, now) -> None:
    with store.write() as c:
        run = runs.open_round(c, klass.course, "oevelse", DIGEST, anonymous=False, now=now)
        answers.save(c, run, f"person:{klass.people[0]}", None, {"fields": {"t": WORD}}, now, field="t", device="d")
        runs.reset(c, runs.get(c, klass.course, run), now)
    with store.write() as c:
        assert runs.forget_reset(c, now + timedelta(days=29)) == 0
    assert holds(store.file.parent)
    with store.write() as c:
        assert runs.forget_reset(c, now + timedelta(days=31)) == 1
    assert not holds(store.file.parent)


@pytest.mark.sqlite
def test_what_a_killed_process_left_behind_is_wiped_at_the_next_start(store, klass, now, monkeypatch) -> None:
    with store.write() as c:
        run = runs.open_round(c, klass.course, "oevelse", DIGEST, anonymous=False, now=now)
    for number in range(150):
        fill(store, klass.course, run, "Almindelig" if number % 2 else WORD, now, number)
    with monkeypatch.context() as killed, store.write() as c:
        killed.setattr(remnants, "wipe", lambda *_: False)
        for person in people.listed(c, klass.course):
            if WORD in person.name:
                people.take_out(c, klass.course, person.id)
    assert holds(store.file.parent)
    again = Store(store.url)
    assert again.wipe()
    assert not holds(store.file.parent)
    again.close()

"""An attacker with the database file, its log, every backup and the order in which people voted learns nothing.

The attacker knows more than anyone should: who voted first, second, third (from having watched the room, or from a
proxy's log). What is missing is the order of the ballots; with it, each vote has a name. Half of the voters say A and
half B, so chance finds half. Each attack is also made on a ballot box that leaks, where it must succeed.
"""

import logging
import random
import re
import sqlite3
import struct
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import SQLAlchemyError

from pejling.ids import fingerprint, new_token
from pejling.store import Store, answers, ballots, courses, logins, people, runs, tables
from pejling.store.ballots import Voters
from pejling.store.snapshot import copy

VOTERS, POLLS = 40, 5
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


@dataclass
class Evidence:
    """What the attacker holds of one poll."""

    ballots: dict[str, str] = field(default_factory=dict)
    """Stored key → A or B, as anyone can read it in the file."""
    file: bytes = b""
    wal: bytes = b""
    rows: list[dict[str, Any]] = field(default_factory=list)
    """Every row of every table, `_rowid` with it where there is one."""
    backups: list[dict[str, str]] = field(default_factory=list)
    """Stored key → A or B in each backup, one taken after each vote."""
    truth: list[str] = field(default_factory=list)
    """What the first, second, … voter voted. No attack may look."""


Attack = Callable[[Evidence], Sequence[str | None]]
"""Gives for the first, second, … voter a guess, or None."""


def by_place_in_the_file(seen: Evidence) -> Sequence[str | None]:
    """SQLite fills a page from its end: a later row lies before an earlier one."""
    page = struct.unpack(">H", seen.file[16:18])[0]
    places = {key: seen.file.find(key.encode()) for key in seen.ballots}
    return [seen.ballots[k] for k in sorted(places, key=lambda k: (places[k] // page, -places[k]))]


def by_place_in_the_file_reversed(seen: Evidence) -> Sequence[str | None]:
    return list(reversed(by_place_in_the_file(seen)))


def by_rowid(seen: Evidence) -> Sequence[str | None]:
    found = {row["_rowid"]: value for row in seen.rows for value in row.values()
             if "_rowid" in row and value in seen.ballots}
    return [seen.ballots[found[rowid]] for rowid in sorted(found)]


def by_first_sight_in_the_log(seen: Evidence) -> Sequence[str | None]:
    """Frames of the write-ahead log are pages as they were after each commit."""
    page = struct.unpack(">I", seen.wal[8:12])[0] if seen.wal else 0
    order: list[str] = []
    for at in range(32, len(seen.wal), 24 + page):
        frame = seen.wal[at + 24:at + 24 + page]
        order += [key for key in seen.ballots if key not in order and key.encode() in frame]
    return [seen.ballots[key] for key in order] if len(order) == len(seen.ballots) else []


def by_difference_of_backups(seen: Evidence) -> Sequence[str | None]:
    guesses: list[str | None] = []
    before: dict[str, str] = {}
    for backup in seen.backups:
        new = [state for key, state in backup.items() if key not in before]
        guesses.append(new[0] if len(new) == 1 else None)
        before = backup
    return guesses


def by_times(seen: Evidence) -> Sequence[str | None]:
    """Any row that holds a ballot's key, or its event's, and a time."""
    stamped = {}
    for row in seen.rows:
        times = [v for v in row.values() if isinstance(v, str) and re.match(r"\d{4}-\d\d-\d\dT", v)]
        for value in row.values():
            if times and value in seen.ballots:
                stamped[value] = times[0]
    return [seen.ballots[key] for key in sorted(stamped, key=lambda k: stamped[k])]


ATTACKS = [by_place_in_the_file, by_place_in_the_file_reversed, by_rowid, by_first_sight_in_the_log,
           by_difference_of_backups, by_times]


def hits(attack: Attack, polls: Sequence[Evidence]) -> int:
    """Votes guessed right; where the attack knows nothing, a coin is thrown."""
    coin = random.Random(7)
    right = 0
    for seen in polls:
        guesses = list(attack(seen))
        guesses += [None] * (len(seen.truth) - len(guesses))
        right += sum((g or coin.choice("AB")) == t for g, t in zip(guesses, seen.truth, strict=True))
    return right


def too_good(polls: Sequence[Evidence]) -> float:
    """So many hits come by chance alone once in three million times: five standard deviations above the half.

    The number of hits when equal halves of n are matched at random has mean n/2 and variance n²/(4(n-1)).
    """
    sizes = [len(seen.truth) for seen in polls]
    return sum(sizes) / 2 + 5 * sum(n**2 / (4 * (n - 1)) for n in sizes) ** 0.5


def votes_in_random_order(chance: random.Random, voters: int = VOTERS) -> list[str]:
    votes = ["A", "B"] * (voters // 2)
    chance.shuffle(votes)
    return votes


def read_all(file: Path) -> list[dict[str, Any]]:
    """Every row of every table."""
    found = []
    with closing(sqlite3.connect(file)) as database:
        database.row_factory = sqlite3.Row
        for (table,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
            try:
                rows = database.execute(f'SELECT rowid AS _rowid, * FROM "{table}"').fetchall()  # noqa: S608  # own names
            except sqlite3.OperationalError:
                rows = database.execute(f'SELECT * FROM "{table}"').fetchall()  # noqa: S608  # own names
            found += [dict(row) for row in rows]
    return found


def ballots_in(file: Path, run: str) -> dict[str, str]:
    with closing(sqlite3.connect(file)) as database:
        query = "SELECT key_hash, state FROM ballots WHERE run = ?"
        return {key: "A" if '"A"' in state else "B" for key, state in database.execute(query, (run,))}


# The real store


@dataclass
class Polled:
    """Five polls: what the attacker holds while each is open, and after it was closed."""

    open: list[Evidence] = field(default_factory=list)
    closed: list[Evidence] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    log: str = ""


@pytest.fixture(scope="module")
def polled(tmp_path_factory: pytest.TempPathFactory) -> Polled:
    """Forty people vote in five polls as the server lets them: `pejling_server.exercise.apply` does the same calls."""
    folder = tmp_path_factory.mktemp("valg")
    lines: list[str] = []
    listener = logging.Handler()
    listener.emit = lambda record: lines.append(record.getMessage())  # type: ignore[method-assign]
    loud = [logging.getLogger(), logging.getLogger("sqlalchemy.engine")]
    levels = [logger.level for logger in loud]
    for logger in loud:
        logger.setLevel(logging.INFO)  # every statement; no server runs louder
    loud[0].addHandler(listener)
    try:
        polled = poll(folder)
    finally:
        loud[0].removeHandler(listener)
        for logger, level in zip(loud, levels, strict=True):
            logger.setLevel(level)
    polled.log = "\n".join(lines)
    return polled


def poll(folder: Path) -> Polled:
    chance, polled, now = random.Random(20261121), Polled(), NOW
    store = Store.at(folder / "data")
    voters = Voters()
    with store.write() as c:
        course = courses.create(c, "Hold Nord", now)
        runs.pin(c, "0" * 32, "oevelse", "title: Øvelse\n")
        room = [people.add(c, course, f"Deltager {n}", "participant") for n in range(VOTERS)]
        signed = runs.open_round(c, course, "ved-siden-af", "0" * 32, anonymous=False, now=now)
    for number in range(POLLS):
        with store.write() as c:
            run = runs.open_round(c, course, f"afstemning-{number}", "0" * 32, anonymous=True, now=now)
        chance.shuffle(room)
        seen = Evidence(truth=votes_in_random_order(chance))
        keys = {}
        for person, vote in zip(room, seen.truth, strict=True):
            now += timedelta(seconds=9)
            with store.write() as c:  # around each vote its voter leaves signed traces in the same files
                logins.start(c, person, course, "Telefon", now)
                before = answers.find(c, signed, f"person:{person}")
                answers.save(c, signed, f"person:{person}", before, {"fields": {"t": "x"}}, now, field="t", device="d")
            keys[person] = new_token()
            hesitant = chance.random() < 0.3
            if hesitant:
                cast(store, voters, run, person, keys[person], "B" if vote == "A" else "A")
            cast(store, voters, run, person, keys[person], vote)
            copy(store.file, folder / "backup.sqlite3")
            seen.backups.append(ballots_in(folder / "backup.sqlite3", run))
        for person in chance.sample(room, 8):  # and some come back to look at theirs and send it again
            cast(store, voters, run, person, keys[person], seen.truth[room.index(person)])
        polled.open.append(look(store.file, run, seen))
        polled.keys += keys.values()
        with store.write() as c:
            runs.close(c, runs.get(c, course, run))
        voters.drop(run)
        copy(store.file, folder / "backup.sqlite3")
        later = Evidence(truth=seen.truth, backups=[*seen.backups[1:], ballots_in(folder / "backup.sqlite3", run)])
        polled.closed.append(look(store.file, run, later))
    store.close()
    return polled


def cast(store: Store, voters: Voters, run: str, person: str, key: str, vote: str) -> None:
    with store.write() as c:
        new = ballots.find(c, run, key) is None
        assert not (new and voters.has(run, person))
        ballots.cast(c, run, key, "", {"fields": {"q": vote}}, new=new, most=VOTERS)
    voters.add(run, person)


def look(file: Path, run: str, seen: Evidence) -> Evidence:
    """Take a copy of the files as they lie on the disk at this moment, and read all there is to read."""
    wal = file.with_name(file.name + "-wal")
    seen.file, seen.wal = file.read_bytes(), wal.read_bytes() if wal.exists() else b""
    seen.rows, seen.ballots = read_all(file), ballots_in(file, run)
    return seen


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("moment", ["open", "closed"])
def test_no_attack_on_the_real_store_is_better_than_chance(polled: Polled, attack: Attack, moment: str) -> None:
    polls = getattr(polled, moment)
    assert all(len(seen.ballots) == VOTERS for seen in polls)
    assert hits(attack, polls) < too_good(polls)


def test_no_key_that_a_device_holds_is_in_the_files_nor_in_the_log(polled: Polled) -> None:
    files = b"".join(seen.file + seen.wal for seen in polled.open + polled.closed)
    assert "INSERT INTO ballots" in polled.log, "every statement was logged"
    for key in polled.keys:
        assert key.encode() not in files
        assert key not in polled.log
        assert fingerprint(key) not in polled.log


def test_after_the_close_no_key_that_a_device_holds_finds_a_ballot(polled: Polled) -> None:
    for during, after in zip(polled.open, polled.closed, strict=True):
        assert not set(during.ballots) & set(after.ballots)
        assert sorted(during.ballots.values()) == sorted(after.ballots.values())
        assert not any(key.encode() in after.file + after.wal for key in during.ballots)


def test_an_open_polls_ballots_are_in_no_backup(polled: Polled) -> None:
    assert all(backup == {} for seen in polled.open for backup in seen.backups)


def test_nowhere_does_a_row_hold_both_a_person_and_a_ballot(polled: Polled) -> None:
    for seen in polled.open + polled.closed:
        for row in seen.rows:
            if any(value in seen.ballots for value in row.values()):
                assert set(row) == {"run", "key_hash", "organisation", "state"}


def test_ballots_have_no_rowid_and_no_column_for_a_time_a_person_or_an_event() -> None:
    assert [column.name for column in tables.ballots.columns] == ["run", "key_hash", "organisation", "state"]
    assert tables.ballots.dialect_options["sqlite"]["with_rowid"] is False


def test_a_ballot_that_cannot_be_stored_stands_in_no_error_message(store, klass, now) -> None:
    with pytest.raises(SQLAlchemyError) as refused, store.write() as c:
        ballots.cast(c, "findes-ikke", "k" * 32, "", {"fields": {"q": "Hemmeligt"}}, new=True, most=10)
    assert "Hemmeligt" not in str(refused.value)
    assert fingerprint("k" * 32) not in str(refused.value)


# Boxes that leak: the same attacks find the votes


def leaky_box(folder: Path) -> list[Evidence]:
    """An ordinary table with ordinary rows, an ordinary log, ordinary backups, and the time of each vote."""
    chance, polls = random.Random(4), []
    for number in range(POLLS):
        file = folder / f"{number}.sqlite3"
        seen = Evidence(truth=votes_in_random_order(chance))
        with closing(sqlite3.connect(file)) as database:
            database.execute("PRAGMA journal_mode=WAL")
            database.execute("PRAGMA wal_autocheckpoint=0")
            database.execute("CREATE TABLE ballots (run, key_hash, state, saved_at)")
            for place, vote in enumerate(seen.truth):
                row = ("r", fingerprint(new_token()), f'{{"q": "{vote}"}}', (NOW + timedelta(seconds=place)).isoformat())
                with database:
                    database.execute("INSERT INTO ballots VALUES (?, ?, ?, ?)", row)
                copied = folder / "copied.sqlite3"
                with closing(sqlite3.connect(copied)) as other:
                    database.backup(other)
                seen.backups.append(ballots_in(copied, "r"))
            wal = file.with_name(file.name + "-wal").read_bytes()
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            polls.append(look(file, "r", seen))
            seen.wal = wal
    return polls


@pytest.fixture(scope="module")
def leaked(tmp_path_factory: pytest.TempPathFactory) -> list[Evidence]:
    return leaky_box(tmp_path_factory.mktemp("utæt"))


@pytest.mark.parametrize("attack", [a for a in ATTACKS if a is not by_place_in_the_file_reversed])
def test_each_attack_finds_the_votes_in_a_box_that_leaks(leaked: list[Evidence], attack: Attack) -> None:
    assert hits(attack, leaked) > 0.9 * VOTERS * POLLS > too_good(leaked)


# Within a page: SQLite keeps rows in order of their key, but lays their bytes where there is room

SMALL, SMALL_POLLS = 20, 10
"""A poll whose ballots fill half a page: no page is split, so none is tidied."""


@pytest.mark.sqlite
def test_the_place_of_a_ballot_in_its_page_tells_nothing(store, klass, now) -> None:
    chance, voters, polls = random.Random(6), Voters(), []
    with store.write() as c:
        room = [people.add(c, klass.course, f"Stemme {n}", "participant") for n in range(SMALL)]
    for number in range(SMALL_POLLS):
        with store.write() as c:
            run = runs.open_round(c, klass.course, f"valg-{number}", "0" * 32, anonymous=True, now=now)
        seen = Evidence(truth=votes_in_random_order(chance, SMALL))
        for person, vote in zip(room, seen.truth, strict=True):
            cast(store, voters, run, person, new_token(), vote)
        polls.append(look(store.file, run, seen))
        with store.write() as c:
            c.execute(tables.runs.delete().where(tables.runs.c.id == run))
    assert hits(by_place_in_the_file, polls) < too_good(polls)
    assert hits(by_place_in_the_file_reversed, polls) < too_good(polls)


def test_a_table_without_rowids_alone_leaks_the_order_by_the_place_in_the_page(tmp_path: Path) -> None:
    """Why every vote writes all of the run's ballots anew."""
    chance, polls = random.Random(5), []
    for number in range(SMALL_POLLS):
        file = tmp_path / f"{number}.sqlite3"
        seen = Evidence(truth=votes_in_random_order(chance, SMALL))
        with closing(sqlite3.connect(file)) as database:
            database.execute("CREATE TABLE ballots (run, key_hash, state, PRIMARY KEY (run, key_hash)) WITHOUT ROWID")
            for vote in seen.truth:
                with database:
                    values = ("r", fingerprint(new_token()), f'{{"q": "{vote}"}}')
                    database.execute("INSERT INTO ballots VALUES (?, ?, ?)", values)
        polls.append(look(file, "r", seen))
    assert hits(by_place_in_the_file, polls) > 0.9 * SMALL * SMALL_POLLS

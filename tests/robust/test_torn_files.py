"""A log torn at any byte opens with all that was committed before the tear; a damaged file is refused and left alone."""

import hashlib
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from serving import ROOT
from sqlalchemy import select
from write_ahead_log import fold

from pejling.installation import PACKAGES, Stop
from pejling.store import FILE, Store, answers, backup, courses, people, runs
from pejling.store.tables import answers as answers_table

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
WRITES = 120
PERSON = "person:aaaaaaaaaaaa"


@dataclass(frozen=True)
class Recorded:
    """A database and its log as a dying machine leaves them, and how long the log was after each commit."""

    file: bytes
    log: bytes
    ends: list[int]


def make_store(data: Path) -> tuple[Store, str]:
    store = Store.at(data)
    with store.write() as c:
        course = courses.create(c, "Hold Nord", NOW)
        runs.pin(c, "0" * 32, "oevelse", "title: Øvelse\n")
        for n in range(60):
            people.add(c, course, f"Deltager {n}", "participant")
        run = runs.open_round(c, course, "oevelse", "0" * 32, anonymous=False, now=NOW)
    return store, run


def write_answer(store: Store, run: str, number: int) -> None:
    """The number, and as many rows as the number: half a commit would show."""
    with store.write() as c:
        before = answers.find(c, run, PERSON)
        answers.save(c, run, PERSON, before, {"fields": {"tal": number}}, NOW, field="tal", device="d")
        answers.remember_event(c, f"event-{number}", run, PERSON, NOW)
        answers.save(c, run, f"person:{number:012}", None, {"fields": {"tal": number}}, NOW, field="tal", device="d")


def committed(store: Store) -> int:
    """The last number, when everything up to it is there whole and nothing beyond it."""
    with store.read() as c:
        assert c.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
        rows = {row.subject: row.state["fields"]["tal"] for row in c.execute(select(answers_table))}
        events = {row[0] for row in c.exec_driver_sql("SELECT mark FROM events")}
        run = c.exec_driver_sql("SELECT id FROM runs").scalar_one()
    last = int(rows.pop(PERSON, 0))
    assert rows == {f"person:{n:012}": n for n in range(1, last + 1)}
    assert events == {answers.mark(f"event-{n}", run, PERSON) for n in range(1, last + 1)}
    return last


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    store, run = make_store(tmp_path_factory.mktemp("hel"))
    fold(store)
    assert store.file is not None
    log = store.file.with_name(FILE + "-wal")
    ends = []
    with closing(sqlite3.connect(store.file)) as reader:  # a reader keeps the log from being folded in
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM events").fetchone()
        for number in range(1, WRITES + 1):
            write_answer(store, run, number)
            ends.append(log.stat().st_size)
        made = Recorded(store.file.read_bytes(), log.read_bytes(), ends)
    store.close()
    assert ends == sorted(set(ends))
    return made


@pytest.mark.parametrize("copies", [50, pytest.param(1000, marks=pytest.mark.long)])
def test_a_torn_log_opens_with_everything_committed_before_the_tear(
    copies: int, recorded: Recorded, tmp_path: Path, tell: Callable[[str], None]
) -> None:
    chance, seen = random.Random(copies), set()
    for copy in range(copies):
        data = tmp_path / str(copy)
        data.mkdir()
        tear = chance.randrange(len(recorded.log))
        how = ("cut", "zeros", "noise", "sector")[copy % 4]
        log = bytearray(recorded.log[:tear])
        if how == "zeros":
            log += bytes(len(recorded.log) - tear)
        elif how == "noise":
            log += chance.randbytes(len(recorded.log) - tear)
        elif how == "sector":  # one sector did not reach the disk, and what came after it did
            log += bytes(b ^ 0xFF for b in recorded.log[tear:tear + 512]) + recorded.log[tear + 512:]
        (data / FILE).write_bytes(recorded.file)
        (data / (FILE + "-wal")).write_bytes(log)
        backup.check(data / FILE)
        store = Store.at(data)
        last = committed(store)
        assert last == sum(end <= tear for end in recorded.ends), f"{how} at byte {tear}"
        write_answer(store, _run_of(store), last + 1)
        assert committed(store) == last + 1, "it goes on from there"
        store.close()
        seen.add(last)
        shutil.rmtree(data)
    tell(f"{copies} torn logs: {copies} opened with exactly the commits before the tear ({len(seen)} different ones of "
         f"{WRITES}), and went on")


def _run_of(store: Store) -> str:
    with store.read() as c:
        return str(c.exec_driver_sql("SELECT id FROM runs").scalar_one())


def _refusal(file: Path) -> str:
    """What the start says instead of starting; "" when it would start."""
    try:
        backup.check(file)
    except Stop as told:
        return str(told)
    return ""


def corrupt(chance: random.Random, raw: bytes, how: str) -> bytes:
    """What failing disks and half-finished copies do to a file."""
    page = 4096
    pages = len(raw) // page
    first = chance.randrange(pages)
    count = chance.randrange(1, min(8, pages - first) + 1)
    start, end = first * page, (first + count) * page
    if how == "cut":
        return raw[: chance.randrange(1, len(raw))]
    if how == "zeros":
        return raw[:start] + bytes(end - start) + raw[end:]
    if how == "noise":
        return raw[:start] + chance.randbytes(end - start) + raw[end:]
    if how == "moved":  # pages of elsewhere
        other = chance.randrange(pages) * page
        return raw[:start] + raw[other:other + page] + raw[start + page:]
    return chance.randbytes(100) + raw[100:]  # header


@pytest.mark.parametrize("files", [20, pytest.param(200, marks=pytest.mark.long)])
def test_a_damaged_file_is_refused_left_alone_and_restored_from_a_backup(
    files: int, tmp_path: Path, tell: Callable[[str], None]
) -> None:
    whole = tmp_path / "hel"
    store, run = make_store(whole)
    for number in range(1, WRITES + 1):
        write_answer(store, run, number)
    made = backup.make(store, whole / backup.FOLDER, NOW - timedelta(minutes=5), "recent")
    for number in range(WRITES + 1, WRITES + 11):
        write_answer(store, run, number)
    store.close()
    raw, chance = (whole / FILE).read_bytes(), random.Random(files)
    refused, slowest = 0, 0.0
    for number in range(files):
        data = tmp_path / f"{number}"
        (data / backup.FOLDER).mkdir(parents=True)
        shutil.copy(made, data / backup.FOLDER)
        damaged = corrupt(chance, raw, ("cut", "zeros", "noise", "moved", "header")[number % 5])
        (data / FILE).write_bytes(damaged)
        reason = _refusal(data / FILE)
        if reason:
            refused += 1
            assert "Intet er ændret" in reason
            assert (data / FILE).read_bytes() == damaged
            log = data / (FILE + "-wal")
            assert not log.exists() or log.stat().st_size == 0, "nothing was written beside it, either"
            began = time.monotonic()
            newest = backup.newest_good(data / backup.FOLDER)
            assert newest is not None
            backup.restore(newest.path, data, NOW)
            backup.check(data / FILE)
            slowest = max(slowest, time.monotonic() - began)
            wanted = WRITES
        else:
            wanted = WRITES + 10  # the damage fell where nothing is, or put a page where it was
        store = Store.at(data)
        assert committed(store) == wanted, f"file {number}"
        store.close()
        shutil.rmtree(data)
    tell(f"{files} damaged files: {refused} refused and untouched, {files - refused} unharmed, 0 opened with something "
         f"wrong; restored from the backup of 5 minutes before in at most {slowest:.2f} s (goal 60)")
    assert refused > files * 0.7
    assert slowest <= 60


def test_the_server_itself_does_not_start_on_a_damaged_file(tmp_path: Path) -> None:
    store, _ = make_store(tmp_path)
    backup.make(store, tmp_path / backup.FOLDER, datetime.now(UTC), "recent")
    store.close()
    damaged = corrupt(random.Random(3), (tmp_path / FILE).read_bytes(), "noise")
    (tmp_path / FILE).write_bytes(damaged)
    paths = os.pathsep.join(str(ROOT / name) for name in PACKAGES)
    environment = {**os.environ, "PYTHONPATH": paths}
    command = [sys.executable, "-m", "pejling_server", "start", "--data", str(tmp_path), "--no-browser", "--json"]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == 1
    assert ran.stdout == ""
    assert "kit.py restore" in ran.stderr
    assert hashlib.sha256((tmp_path / FILE).read_bytes()).digest() == hashlib.sha256(damaged).digest()

"""A disk that is full, at many points: nothing is called saved that is not, people are told why, and it goes on after.

As root on Linux a small disk of the test's own is filled up. Elsewhere the server's files are kept from growing, by the
operating system's limit for that process; the reason given is then another, and that is all that differs.
"""

import contextlib
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from robust.writing import Pen, Writing, check_nothing_lost, check_sound, finish, kept_in, pens, wait_until
from serving import Client, Served, serve

from pejling.store import FILE, backup

DISK = 60_000_000
FULL = "Der er ikke plads på serverens disk, så intet kan gemmes lige nu. Det, du har skrevet, ligger på din enhed."
REFUSED = "Serveren kunne ikke gemme lige nu. Din enhed prøver igen."


@contextlib.contextmanager
def small_disk(folder: Path) -> Iterator[bool]:
    """A disk of 60 MB at the folder; gives False where none can be made."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={DISK},mode=700", "pejling-test", str(folder)]
    made = sys.platform == "linux" and os.geteuid() == 0 and subprocess.run(command, check=False).returncode == 0
    try:
        yield made
    finally:
        if made:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)  # noqa: S607  # where it lies differs


@contextlib.contextmanager
def no_more_than(left: int, disk: Path, served: Served, is_own_disk: bool) -> Iterator[None]:
    """Room for only so many bytes more, until the block ends."""
    if is_own_disk:
        filler = disk / "fylder"
        with filler.open("wb") as file:
            _fill(file.fileno(), disk, left)
        yield
        filler.unlink()
        return
    process = psutil.Process(served.process.pid)
    before = process.rlimit(psutil.RLIMIT_FSIZE)
    # Far less than the log grows to before it is begun anew.
    process.rlimit(psutil.RLIMIT_FSIZE, ((served.data / FILE).stat().st_size + left, before[1]))
    yield
    process.rlimit(psutil.RLIMIT_FSIZE, before)


def _fill(file: int, disk: Path, left: int) -> None:
    """Take all but so many bytes, while others take some, too."""
    while True:
        free = os.statvfs(disk)
        try:
            os.posix_fallocate(file, 0, max(1, free.f_bavail * free.f_frsize - left))
        except OSError:
            left += 8192
        else:
            return


@pytest.mark.skipif(not hasattr(psutil, "RLIMIT_FSIZE"), reason="this system has neither of the two ways to fill a disk")
@pytest.mark.parametrize("by", ["disk", "limit"])
@pytest.mark.parametrize("points", [5, pytest.param(20, marks=pytest.mark.long)])
def test_a_full_disk_saves_nothing_falsely_and_goes_on_when_there_is_room(
    points: int, by: str, tmp_path: Path, tell: Callable[[str], None]
) -> None:
    chance, back = random.Random(points), []
    with small_disk(tmp_path / "disk") as is_own_disk:
        by = by if is_own_disk else "limit"  # who may make no disk tries the other way twice
        data = tmp_path / "disk" / "data"
        with serve(data) as served:
            with Writing(pens(served)) as writing:
                for point in range(points):
                    writing.wait_for(writing.acknowledged + chance.randrange(20, 80))
                    told = _refusals(writing.pens)
                    with no_more_than(chance.randrange(0, 300_000), tmp_path / "disk", served, by == "disk"):
                        wait_until(lambda told=told: _refusals(writing.pens) > told + 12, 30, f"point {point}: no room is told")
                        check_nothing_lost_so_far(data, writing.pens)
                    at_once = writing.acknowledged
                    back.append(wait_until(lambda before=at_once: writing.acknowledged > before, 15, "it goes on"))
            finish(writing.pens)
            check_nothing_lost(kept_in(data / FILE), writing.pens, finished=True)
            served.kill()
        check_sound(data)
        lost, twice = check_nothing_lost(kept_in(data / FILE), writing.pens, finished=True)
    reasons = {(status, reason.partition(" (fejl")[0]) for pen in writing.pens for status, reason in pen.refusals}
    assert reasons <= ({(503, FULL)} if by == "disk" else {(503, FULL), (503, REFUSED)})
    assert reasons
    tell(f"full ({by}) at {points} points, {_refusals(writing.pens)} × told, {writing.acknowledged} acknowledged: {lost} false "
         f"\"Gemt\", {twice} doubled, works again after at most {max(back):.1f} s")


@pytest.mark.skipif(not hasattr(psutil, "RLIMIT_FSIZE"), reason="this system has neither of the two ways to fill a disk")
@pytest.mark.parametrize("before", ["a new folder", "stopped", "killed"])
def test_a_disk_that_is_full_at_the_start_is_told_as_that_and_the_start_after_it_finds_everything(
    before: str, tmp_path: Path, tell: Callable[[str], None]
) -> None:
    started, told, at_first = [], [], None
    with small_disk(tmp_path / "disk") as is_own_disk:
        disk, data = tmp_path / "disk", tmp_path / "disk" / "data"
        if before != "a new folder":
            with serve(data) as served:
                at_first = Client(served.url).by_link(served.trainer_link).course
                if before == "killed":
                    wait_until(lambda: has_come_to_rest(data), 30, "the first copies are made")
                    served.kill()
        for left in (0, 30_000):
            with full_for_a_start(left, disk, is_own_disk):
                try:
                    with serve(data) as served:
                        started.append(left)
                except AssertionError as error:
                    told.append(str(error))
        with serve(data) as served:
            assert at_first in (None, Client(served.url).by_link(served.trainer_link).course)
    assert told, "the disk was full"
    for text in told:
        assert "Pejling er ikke startet" in text
        assert ("er fuld. Databasen fejler ikke noget" if is_own_disk else "svarer med en fejl") in text
        assert "Traceback" not in text
        assert "restore" not in text, "nothing is wrong with the database"
        assert "Flyt" not in text
    tell(f"{before}: told {len(told)} times, started with {started} bytes left")


def has_come_to_rest(data: Path) -> bool:
    """Whether the copies of a start are made and the log is empty.

    Killed earlier, it leaves a half-made copy or a log that can be folded: the next start takes that away first, and then has
    room enough to come up on a disk that was full.
    """
    copies = [file.name for file in (data / backup.FOLDER).glob("*")]
    made = {keep for keep in ("recent", "daily") if any(name.endswith(f"-{keep}.sqlite3") for name in copies)}
    return len(made) == len(copies) == 2 and (data / f"{FILE}-wal").stat().st_size == 0


@contextlib.contextmanager
def full_for_a_start(left: int, disk: Path, is_own_disk: bool) -> Iterator[None]:
    """As `no_more_than`, for a server that is not there yet; it has this process's limits."""
    if is_own_disk:
        filler = disk / "fylder"
        with filler.open("wb") as file:
            _fill(file.fileno(), disk, left)
        yield
        filler.unlink()
        return
    before = psutil.Process().rlimit(psutil.RLIMIT_FSIZE)
    psutil.Process().rlimit(psutil.RLIMIT_FSIZE, (left, before[1]))
    yield
    psutil.Process().rlimit(psutil.RLIMIT_FSIZE, before)


def _refusals(writers: list[Pen]) -> int:
    return sum(len(pen.refusals) for pen in writers)


def check_nothing_lost_so_far(data: Path, writers: list[Pen]) -> None:
    """What was acknowledged until now is in the database now, though it cannot grow."""
    acknowledged = {event for pen in writers for event in list(pen.acknowledged)}
    assert acknowledged <= set(kept_in(data / FILE).events)

"""Jobs: each done once, for the one who asked, whatever becomes of the worker; and nothing of them is left afterwards."""

import logging
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from core.at_work import KINDS, WORD
from sqlalchemy.exc import OperationalError

from pejling.errors import Invalid, NotFound
from pejling.jobs import supervisor as supervising
from pejling.jobs.supervisor import Progress, Supervisor
from pejling.store import courses, people
from pejling.store import jobs as stored
from pejling.store.write_queue import WriteQueue

SECONDS = 30


class Office:
    """A supervisor with the tests' own worker, in a folder of its own."""

    def __init__(self, store: Any, klass: Any, folder: Path, now: datetime) -> None:
        self.store, self.course, self.now = store, klass.course, now
        self.me, self.colleague = klass.people[:2]
        self.folder, self.place = folder / "jobs", folder / "sted"
        self.place.mkdir()
        self.told: list[tuple[str, str]] = []

    @contextmanager
    def open(self) -> Iterator[Supervisor]:
        """From a start of the server to its end."""
        queue = WriteQueue(self.store)
        made = Supervisor(
            store=self.store, folder=self.folder, kinds=KINDS, write=queue.write, clock=lambda: self.now,
            command=[sys.executable, str(Path(__file__).with_name("at_work.py"))], start={"context": "huset"},
            changed=lambda course, person: self.told.append((course, person)),
        )
        with made:
            yield made
        queue.close()

    def ask(self, jobs: Supervisor, kind: str, text: str = "", person: str = "") -> str:
        given = {"text": text, "place": str(self.place)}
        return jobs.ask("huset", self.course, person or self.me, kind, given)

    def state(self, job: str) -> str:
        with self.store.read() as c:
            found = stored.find(c, job)
        return found.state if found else "gone"

    def reason(self, job: str) -> str:
        with self.store.read() as c:
            found = stored.find(c, job)
        assert found is not None
        return found.reason

    def begun(self) -> list[str]:
        """The processes in which a waiting job has begun, one for each time."""
        file = self.place / "begyndt"
        return file.read_text().split() if file.exists() else []

    def go_on(self) -> None:
        (self.place / "videre").touch()


@pytest.fixture
def office(store, klass, tmp_path, now) -> Office:
    return Office(store, klass, tmp_path, now)


def until(met: Callable[[], Any], what: str) -> None:
    began = time.monotonic()
    while not met():
        assert time.monotonic() - began < SECONDS, what
        time.sleep(0.01)


def done(office: Office, job: str, state: str = "done") -> None:
    until(lambda: office.state(job) == state, f"still {office.state(job)}, not {state}")


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{process}/stat").read_text().split()[2] != "Z" if Path("/proc").is_dir() else True


def test_what_was_asked_for_is_made_and_nothing_else_is_left_in_its_folder(office: Office) -> None:
    with office.open() as jobs:
        job = office.ask(jobs, "write", "æbler")
        done(office, job)
        found, path = jobs.file_of(office.course, office.me, job)
        assert path.read_text() == "huset: æbler"
        assert (found.filename, found.media_type, found.label) == ("Svar.txt", "text/plain", "write æbler")
        assert [one.relative_to(office.folder).as_posix() for one in office.folder.rglob("*")] == [job, f"{job}/resultat"]
        assert (office.folder / job).stat().st_mode & 0o077 == 0
        assert set(office.told) == {(office.course, office.me)}


def test_how_far_it_is_is_told_while_it_is_being_done(office: Office) -> None:
    with office.open() as jobs:
        job = office.ask(jobs, "wait")
        until(lambda: jobs.listed(office.course, office.me)[0][1] == Progress(10, "Venter"), "nothing is told")
        office.told.clear()
        office.go_on()
        done(office, job)
        until(lambda: jobs.listed(office.course, office.me)[0][1] == Progress(), "it is still told")
        assert office.told


def test_two_who_ask_get_one_each_and_neither_gets_the_others(office: Office) -> None:
    with office.open() as jobs:
        mine, theirs = office.ask(jobs, "write", "mit"), office.ask(jobs, "write", "dit", office.colleague)
        done(office, mine)
        done(office, theirs)
        assert [job.id for job, _ in jobs.listed(office.course, office.me)] == [mine]
        assert [job.id for job, _ in jobs.listed(office.course, office.colleague)] == [theirs]
        assert jobs.file_of(office.course, office.colleague, theirs)[1].read_text() == "huset: dit"
        for course, person in ((office.course, office.colleague), ("etandethold0", office.me), (None, office.me)):
            with pytest.raises(NotFound):
                jobs.file_of(course, person, mine)
            with pytest.raises(NotFound):
                jobs.remove(course, person, mine)
        assert office.state(mine) == "done"


def test_the_same_asked_for_twice_is_made_once_and_again_when_it_has_ended(office: Office) -> None:
    with office.open() as jobs:
        first = office.ask(jobs, "wait", "a")
        assert office.ask(jobs, "wait", "a") == first
        assert office.ask(jobs, "wait", "b") != first
        assert office.ask(jobs, "wait", "a", office.colleague) != first
        office.go_on()
        done(office, first)
        assert office.ask(jobs, "wait", "a") != first


def test_they_are_done_one_at_a_time_in_their_order(office: Office) -> None:
    with office.open() as jobs:
        first, second = office.ask(jobs, "wait", "a"), office.ask(jobs, "wait", "b", office.colleague)
        until(office.begun, "it has not begun")
        assert (office.state(first), office.state(second)) == ("running", "waiting")
        office.go_on()
        done(office, second)
        assert len(set(office.begun())) == 1, "by one worker"


def test_what_cannot_be_done_says_why_and_the_next_is_done(office: Office) -> None:
    with office.open() as jobs:
        refused, after = office.ask(jobs, "refuse"), office.ask(jobs, "write")
        done(office, after)
        assert (office.state(refused), office.reason(refused)) == ("failed", "Arket er tomt. Åbn en øvelse først.")
        with pytest.raises(NotFound):
            jobs.file_of(office.course, office.me, refused)


def test_a_mistake_in_the_program_is_told_by_a_number_and_no_word_of_it(office: Office, caplog) -> None:
    caplog.set_level(logging.INFO)
    with office.open() as jobs:
        job = office.ask(jobs, "stumble")
        done(office, job, "failed")
    number = office.reason(job).split("fejl ")[1][:6]
    assert "Prøv igen" in office.reason(job)
    assert f"reference {number}" in caplog.text
    assert WORD not in office.reason(job)
    assert not list(office.folder.rglob("*.txt"))


@pytest.mark.parametrize(("kind", "given"), [("findes-ikke", {}), ("write", {"tal": 3}), ("write", {"text": 3})])
def test_what_is_no_job_is_refused_at_once(office: Office, kind: str, given: dict[str, Any]) -> None:
    with office.open() as jobs:
        with pytest.raises((NotFound, Invalid)):
            jobs.ask("huset", office.course, office.me, kind, given)
        assert jobs.listed(office.course, office.me) == []


def test_a_worker_that_is_killed_is_started_again_and_its_job_begun_anew(office: Office) -> None:
    with office.open() as jobs:
        job = office.ask(jobs, "wait")
        until(office.begun, "it has not begun")
        os.kill(int(office.begun()[0]), signal.SIGKILL)
        until(lambda: len(office.begun()) == 2, "it was not begun again")
        assert len(set(office.begun())) == 2
        office.go_on()
        done(office, job)


def test_a_worker_that_is_killed_while_it_has_nothing_to_do_is_missed_by_nobody(office: Office) -> None:
    with office.open() as jobs:
        office.go_on()
        first = office.ask(jobs, "wait")
        done(office, first)
        os.kill(int(office.begun()[0]), signal.SIGKILL)
        done(office, office.ask(jobs, "write"))


def test_a_job_that_ends_its_worker_twice_is_not_tried_a_third_time_and_the_next_is_done(office: Office) -> None:
    with office.open() as jobs:
        job, after = office.ask(jobs, "die"), office.ask(jobs, "write")
        done(office, after)
        assert len(office.begun()) == 2
        assert (office.state(job), office.reason(job)) == ("failed", supervising.CUT_OFF)


def test_a_job_that_may_be_half_done_is_not_begun_again(office: Office) -> None:
    with office.open() as jobs:
        job = office.ask(jobs, "half")
        done(office, job, "failed")
        assert office.reason(job) == supervising.PERHAPS_HALF
        assert len(office.begun()) == 1


def test_a_job_that_was_being_done_when_the_server_ended_is_begun_again_after_its_start(office: Office) -> None:
    with office.open() as jobs:
        job, after = office.ask(jobs, "wait"), office.ask(jobs, "write")
        until(office.begun, "it has not begun")
    assert not alive(int(office.begun()[0])), "the worker ends with the server"
    assert (office.state(job), office.state(after)) == ("running", "waiting")
    office.go_on()
    with office.open():
        done(office, job)
        done(office, after)


def test_what_was_ready_before_the_start_is_ready_after_it(office: Office) -> None:
    with office.open() as jobs:
        job, lost = office.ask(jobs, "write", "æbler"), office.ask(jobs, "write", "pærer")
        done(office, job)
        done(office, lost)
    (office.folder / lost / "resultat").unlink()
    (office.folder / "rester").mkdir()
    with office.open() as jobs:
        until(lambda: office.state(lost) == "gone", "a file that is lost is not offered")
        jobs.look()
        assert jobs.file_of(office.course, office.me, job)[1].read_text() == "huset: æbler"
        assert [one.name for one in office.folder.iterdir()] == [job], "nothing else is left in the folder"


@pytest.mark.parametrize("kind", ["wait", "program"])
def test_a_job_that_is_dropped_ends_with_its_programs_and_leaves_nothing(office: Office, kind: str) -> None:
    with office.open() as jobs:
        job, after = office.ask(jobs, kind), office.ask(jobs, "write")
        sign = office.place / ("begyndt" if kind == "wait" else "program")
        until(lambda: sign.exists() and sign.read_text().endswith("\n"), "it has not begun")
        jobs.remove(office.course, office.me, job)
        assert not (office.folder / job).exists()
        until(lambda: not alive(int(sign.read_text())), "it still runs")
        assert office.state(job) == "gone"
        done(office, after)


def test_one_that_waits_is_dropped_and_the_one_before_it_goes_on(office: Office) -> None:
    with office.open() as jobs:
        job, dropped = office.ask(jobs, "wait", "a"), office.ask(jobs, "wait", "b")
        until(office.begun, "it has not begun")
        jobs.remove(office.course, office.me, dropped)
        office.go_on()
        done(office, job)
        assert len(office.begun()) == 1


def test_a_job_that_takes_too_long_is_ended_and_says_so(office: Office) -> None:
    with office.open() as jobs:
        job = office.ask(jobs, "slow")
        done(office, job, "failed")
        assert office.reason(job) == supervising.TOO_LONG
        for process in office.begun():
            until(lambda process=process: not alive(int(process)), "it still runs")


def test_a_worker_with_nothing_to_do_ends_and_is_started_when_there_is(office: Office, monkeypatch) -> None:
    monkeypatch.setattr(supervising, "IDLE_SECONDS", 0.2)
    office.go_on()
    with office.open() as jobs:
        done(office, office.ask(jobs, "wait", "a"))
        [first] = office.begun()
        until(lambda: not alive(int(first)), "it still runs")
        done(office, office.ask(jobs, "wait", "b"))
        assert len(set(office.begun())) == 2


def test_a_worker_that_cannot_be_started_is_told(office: Office, tmp_path: Path, monkeypatch) -> None:
    with office.open() as jobs:
        monkeypatch.setattr(jobs, "_new_worker", lambda: (_ for _ in ()).throw(OSError("No space left on device")))
        job = office.ask(jobs, "write")
        done(office, job, "failed")
        assert office.reason(job) == supervising.NOT_STARTED


def test_after_a_day_the_file_is_gone(office: Office) -> None:
    with office.open() as jobs:
        job = office.ask(jobs, "write")
        done(office, job)
        office.now += timedelta(hours=23)
        jobs.look()
        assert office.state(job) == "done"
        office.now += timedelta(hours=2)
        jobs.look()
        assert office.state(job) == "gone"
        assert list(office.folder.iterdir()) == []


@pytest.mark.parametrize("how", ["course", "person"])
def test_what_was_made_goes_with_its_course_and_with_the_one_who_asked(office: Office, how: str) -> None:
    with office.open() as jobs:
        job, running = office.ask(jobs, "write"), office.ask(jobs, "wait")
        until(office.begun, "it has not begun")
        with office.store.write() as c:
            if how == "course":
                courses.remove(c, office.course, office.now)
            else:
                people.take_out(c, office.course, office.me)
        jobs.look()
        assert (office.state(job), office.state(running)) == ("gone", "gone")
        assert list(office.folder.iterdir()) == []
        until(lambda: not alive(int(office.begun()[0])), "it still runs")


def test_a_database_that_is_away_when_a_job_ends_costs_no_more_than_doing_it_again(office: Office, monkeypatch) -> None:
    with office.open() as jobs:
        first = office.ask(jobs, "wait", "a")
        until(office.begun, "it has not begun")
        with monkeypatch.context() as away:
            away.setattr(stored, "end", lambda *_: (_ for _ in ()).throw(OperationalError("", {}, Exception())))
            second = office.ask(jobs, "write", "b")  # before the first ends: each question has cut-off jobs begun again
            office.go_on()
            until(lambda: len(list(office.folder.glob("*/resultat"))) == 2, "the next one is not begun")
        jobs.look()
        for job in (first, second):
            done(office, job)
        assert len(office.begun()) == 2

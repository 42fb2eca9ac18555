"""Files that are made beside the server: fetched by the one who asked, whoever else asks, and whatever is killed meanwhile."""

import io
import os
import signal
import stat
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import psutil
import pytest
from serving import Client, Served, serve

from pejling.reports.browser import find_browser
from pejling_server.jobs.worker import MODULE

DAY, HOMEWORK = "viden-og-samarbejde", "hjemmeopgave-modul-1"
WORD = "Kvækerhåndværk"
SECONDS = 60
BROWSER = find_browser(os.environ)
"""Without one a report as PDF is tried, and fails, at the same moments."""

SLOW_BROWSER = """#!/bin/sh
echo $$ >> {said}
while [ ! -e {said}.go-on ]; do sleep 0.05; done
exec {browser} "$@"
"""
"""A browser that prints when it is told to: so long a report is being made."""


@dataclass
class Office:
    """A server whose browser waits, and two trainers of one course."""

    data: Path
    temp: Path
    said: Path
    served: Served
    trainer: Client
    colleague: Client

    @property
    def browsers(self) -> list[int]:
        """The browsers that were started so far."""
        return [int(line) for line in self.said.read_text().split()] if self.said.exists() else []

    def let_print(self) -> None:
        Path(f"{self.said}.go-on").touch()

    def worker(self) -> psutil.Process:
        """The process that does the jobs."""
        [found] = self.workers()
        return found

    def workers(self) -> list[psutil.Process]:
        return [one for one in psutil.Process(self.served.process.pid).children() if MODULE in one.cmdline()]

    def file_of(self, client: Client, job: str) -> Any:
        return client.http.get(f"/api/console/{client.course}/jobs/{job}/file")

    def left(self) -> list[str]:
        """Names of what lies in the folder of results."""
        return [one.name for one in (self.data / "jobs").iterdir()]


@pytest.fixture
def surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path, Path]:
    """Data folder, the system's folder for temporary files, and what the slow browser says; the server gets to know them."""
    data, temp, said = tmp_path / "data", tmp_path / "tmp", tmp_path / "browser.said"
    temp.mkdir()
    slow = tmp_path / "browser"
    slow.write_text(SLOW_BROWSER.format(said=said, browser=BROWSER or "false"))
    slow.chmod(slow.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PEJLING_BROWSER", str(slow))
    monkeypatch.setenv("TMPDIR", str(temp))
    return data, temp, said


@pytest.fixture
def office(surroundings: tuple[Path, Path, Path]) -> Iterator[Office]:
    with serve(surroundings[0]) as served:
        yield _office(surroundings, served)


def open_to_others(data: Path) -> list[str]:
    """What in the data folder, the folder itself too, anyone but its owner may read, write or list."""
    return [str(path) for path in (data, *data.rglob("*")) if path.stat().st_mode & 0o077]


def _office(surroundings: tuple[Path, Path, Path], served: Served) -> Office:
    trainer = Client(served.url).by_link(served.trainer_link)
    link = trainer.post(f"/api/console/{trainer.course}/invitation", {"name": "Bodil Anden", "role": "trainer"})["link"]
    return Office(*surroundings, served, trainer, Client(served.url).by_link(link))


def until(met: Callable[[], Any], what: str) -> None:
    began = time.monotonic()
    while not met():
        assert time.monotonic() - began < SECONDS, what
        time.sleep(0.02)


def gone(process: int) -> bool:
    try:
        return psutil.Process(process).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def test_two_trainers_who_ask_get_one_file_each_and_nobody_gets_anothers(office: Office) -> None:
    mine, theirs = office.trainer.ask("answers-sheet"), office.colleague.ask("answers-sheet")
    office.trainer.ended(mine)
    office.colleague.ended(theirs)
    assert openpyxl.load_workbook(io.BytesIO(office.file_of(office.trainer, mine).content)).sheetnames[0] == "Læs mig"
    assert office.file_of(office.colleague, theirs).status_code == 200
    for client, others in ((office.trainer, theirs), (office.colleague, mine)):
        assert client.job(others) is None
        assert office.file_of(client, others).status_code == 404
        assert client.refused(f"/api/console/{client.course}/jobs/{others}/remove")[0] == 404
    other = Client(office.served.url)
    other.http.cookies.update(office.trainer.http.cookies)
    other.course = office.trainer.post("/api/courses", {"title": "Et andet hold"})["course"]
    assert office.file_of(other, mine).status_code == 404, "nor through another course"
    assert office.file_of(Client(office.served.url, course=office.trainer.course), mine).status_code == 401
    assert (office.data / "backup").is_dir()
    assert (office.data / "jobs" / mine).is_dir()
    if os.name == "posix":
        assert open_to_others(office.data) == []


def test_a_server_that_is_killed_in_the_middle_begins_the_report_again_after_its_start(
    surroundings: tuple[Path, Path, Path]
) -> None:
    with serve(surroundings[0]) as served:
        office = _office(surroundings, served)
        ready = office.trainer.ended(office.trainer.ask("answers-sheet"))
        job = office.trainer.ask("day-report-pdf", day=DAY)
        until(lambda: office.browsers, "nothing is being printed")
        worker = office.worker().pid
        served.kill()
    until(lambda: gone(worker), "the worker goes on without its server")
    until(lambda: gone(office.browsers[0]), "its browser goes on without it")
    office.let_print()
    with serve(surroundings[0]) as served:
        office.served, cookies = served, office.trainer.http.cookies
        trainer = Client(served.url, course=office.trainer.course)
        trainer.http.cookies.update(cookies)
        ended = trainer.ended(job)
        assert ended["state"] == ("done" if BROWSER else "failed"), ended["reason"]
        assert len(office.browsers) == 2
        assert office.file_of(trainer, ready["id"]).status_code == 200
        assert set(office.left()) == {ready["id"], job}


def test_a_worker_that_is_killed_begins_the_report_again_and_the_class_notices_nothing(office: Office) -> None:
    job = office.trainer.ask("day-report-pdf", day=DAY)
    until(lambda: office.browsers, "nothing is being printed")
    killed = office.worker()
    killed.send_signal(signal.SIGKILL)
    assert office.trainer.get(f"/api/console/{office.trainer.course}")["course"]["id"] == office.trainer.course
    until(lambda: len(office.browsers) == 2, "it was not begun again")
    assert office.worker().pid != killed.pid
    assert office.trainer.job(job)["state"] == "running"
    office.let_print()
    office.trainer.ended(job)


def test_a_report_that_is_stopped_ends_its_browser_and_leaves_nothing(office: Office) -> None:
    job = office.trainer.ask("day-report-pdf", day=DAY)
    until(lambda: office.browsers, "nothing is being printed")
    assert office.trainer.job(job)["doing"] == "Laver PDF"
    left = office.trainer.post(f"/api/console/{office.trainer.course}/jobs/{job}/remove")
    assert left == {"jobs": []}
    assert office.left() == []
    until(lambda: gone(office.browsers[0]), "its browser goes on")
    office.trainer.made("answers-sheet")


def test_the_worker_ends_with_the_server(surroundings: tuple[Path, Path, Path]) -> None:
    with serve(surroundings[0]) as served:
        office = _office(surroundings, served)
        assert office.workers() == [], "it is not started before somebody asks"
        office.trainer.made("answers-sheet")
        worker = office.worker().pid
    until(lambda: gone(worker), "it goes on without its server")


def test_the_stream_tells_the_one_who_asked_and_nobody_else(office: Office) -> None:
    path = f"/api/course/{office.trainer.course}/live"
    with office.trainer.http.stream("GET", path) as mine, office.colleague.http.stream("GET", path) as theirs:
        heard = mine.iter_lines()
        job = office.trainer.ask("answers-sheet")
        until(lambda: "jobs" in next(heard), "nothing is told")
        office.trainer.ended(job)
        office.trainer.do(HOMEWORK, "open")
        others: list[str] = []
        lines = theirs.iter_lines()
        until(lambda: others.append(next(lines)) or HOMEWORK in others[-1], "the stream tells nothing")
        assert "jobs" not in "".join(others)


@pytest.mark.parametrize("how", ["course", "person"])
def test_what_was_made_is_gone_from_the_disk_when_the_one_it_tells_of_is(office: Office, how: str) -> None:
    participant = Client(office.served.url).join(office.served.join_code, "Aisha Rahmani")
    office.trainer.do(HOMEWORK, "open")
    events = [{"type": "set", "field": "hvad-proevede-jeg", "value": "andet"},
              {"type": "set", "field": "hvad-skete", "value": WORD}, {"type": "hand_in"}, {"type": "share"}]
    assert {result["status"] for result in participant.events(HOMEWORK, events)} == {"saved"}
    book = openpyxl.load_workbook(io.BytesIO(office.trainer.made("answers-sheet").content))
    assert WORD in "\n".join(str(cell.value) for sheet in book for row in sheet for cell in row)
    job = office.colleague.ask("day-report-pdf", day=DAY)
    until(lambda: office.browsers, "nothing is being printed")
    course = office.trainer.course
    if how == "course":
        title = office.trainer.get(f"/api/console/{course}")["course"]["title"]
        office.trainer.post(f"/api/console/{course}/delete", {"title": title})
    else:
        office.trainer.post(f"/api/console/{course}/people/{participant.person}/take-out")
        assert office.colleague.job(job) is None
    assert office.left() == []
    until(lambda: gone(office.browsers[0]), "the report of what is no more is still being made")


def test_no_word_is_left_in_the_log_nor_anywhere_in_the_system_s_own_folder(office: Office) -> None:
    participant = Client(office.served.url).join(office.served.join_code, "Aisha Rahmani")
    office.trainer.do(HOMEWORK, "open")
    participant.events(HOMEWORK, [{"type": "set", "field": "hvad-skete", "value": WORD}])
    office.let_print()
    for kind in ("answers-sheet", "day-report-page", "day-report-pdf"):
        office.trainer.ended(office.trainer.ask(kind, **({} if kind == "answers-sheet" else {"day": DAY})))
    assert [one for one in office.temp.iterdir() if not one.name.startswith("pejling-voila")] == []
    told = (office.data / "log" / "pejling.log").read_text(encoding="utf-8")
    assert "(answers-sheet): done" in told
    assert "(day-report-page): done" in told
    for word in (WORD, "Aisha", "Solby", "Hvad skete der"):
        assert word not in told

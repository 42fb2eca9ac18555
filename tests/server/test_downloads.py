"""What a trainer takes home from a course that was really played: Excel, CSV, the day report as page and as PDF."""

import csv
import io
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pypdf
import pytest
from serving import Client, serve

from pejling.errors import Invalid
from pejling.jobs.kind import Work
from pejling.places import content_root
from pejling.reports.browser import find_browser
from pejling.reports.data import DayReport, Item, Present
from pejling_server.access import action_of
from pejling_server.console import downloads, report_data
from pejling_server.jobs import api as jobs_api
from pejling_server.jobs import day_report, reports
from pejling_widgets.library import Library

DAY = "viden-og-samarbejde"
SCRIPT = "<script>alert(1)</script>"
HIDDEN, POST, FORMULA = "Det her er skjult", "Vi ringer til hinanden " + SCRIPT, "=HYPERLINK(\"http://x\")"
SECRET, SHARED = "Kun jeg må læse dette", "Dette må underviseren gerne læse"
TOGETHER, ROUNDS, BOARD, LATER, STILL_OPEN, HOMEWORK = (
    "hvem-er-her", "myter-og-fakta", "aftaler-om-samarbejde", "case-indsatsplan", "dagens-udbytte", "hjemmeopgave-modul-1")
NAMES = ("Anne", "Børge", "Clara", "Ditte", "Emil", "Fie")
LIBRARY = Library.load([content_root()])


@dataclass
class Course:
    """A course that was played, and what its people did in the exercises that are shown only together."""

    trainer: Client
    people: list[Client]
    did: dict[tuple[str, int], list[dict[str, Any]]]
    url: str

    def get(self, path: str) -> Any:
        answer = self.trainer.http.get(f"/api/console/{self.trainer.course}/{path}", timeout=120)
        assert answer.status_code == 200, answer.text
        return answer

    def made(self, kind: str, **arguments: str) -> Any:
        return self.trainer.made(kind, **arguments)

    def rows(self, exercise: str) -> list[list[str]]:
        return list(csv.reader(io.StringIO(self.get(f"export/{exercise}.csv").content.decode("utf-8-sig")), delimiter=";"))


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Course]:
    with serve(tmp_path_factory.mktemp("hjem")) as served:
        trainer = Client(served.url).by_link(served.trainer_link)
        trainer.course = trainer.post("/api/courses", {"title": f"Hold {SCRIPT}"})["course"]
        for house, surname in (("Jobcenter Vest", "Vest"), (f"A-kassen {SCRIPT}", "Øst")):
            for name in NAMES:
                person = {"name": f"{name} {surname}", "organisation": house}
                trainer.post(f"/api/console/{trainer.course}/people", person)
        trainer.post(f"/api/console/{trainer.course}/day", {"day": DAY, "date": "2027-02-02", "place": "Sal A"})
        code = trainer.post(f"/api/console/{trainer.course}/door", {"open": True})["code"]
        people = [Client(served.url).join(code, f"{name} {surname}") for surname in ("Vest", "Øst") for name in NAMES]
        trainer.post(f"/api/console/{trainer.course}/groups", {"size": 4})
        played = Course(trainer, people, {}, served.url)
        _play(played)
        yield played


def _play(course: Course) -> None:
    trainer = course.trainer
    for exercise, last in ((TOGETHER, 1), (ROUNDS, 2)):
        for number in range(1, last + 1):
            trainer.do(exercise, "open" if number == 1 else "again")
            course.did[exercise, number] = _answer(course, exercise, number)
            trainer.do(exercise, "close")
        trainer.do(exercise, "reveal")
    groups = trainer.get(f"/api/console/{trainer.course}")["groups"]
    trainer.do(BOARD, "open")
    for group in groups:
        for number, text in enumerate((POST, HIDDEN, FORMULA)):
            event = {"type": "set", "field": f"sammen-goer/abcdef{number}", "value": text}
            assert trainer.events(BOARD, [event], subject=f"group:{group['id']}")[0]["status"] == "saved"
        trainer.events(BOARD, [{"type": "hide", "field": "sammen-goer/abcdef1"}], subject=f"group:{group['id']}")
    trainer.do(BOARD, "reveal")
    trainer.do(LATER, "open")
    event = {"type": "set", "field": "dilemmaet", "value": "Ikke vist endnu"}
    trainer.events(LATER, [event], subject=f"group:{groups[0]['id']}")
    trainer.do(STILL_OPEN, "open")
    _answer(course, STILL_OPEN, 1)
    trainer.do(HOMEWORK, "open")
    for person, word in zip(course.people, (SECRET, SHARED), strict=False):
        events = [{"type": "set", "field": "hvad-proevede-jeg", "value": "andet"},
                  {"type": "set", "field": "hvad-skete", "value": word}, {"type": "hand_in"}]
        events += [{"type": "share"}] if word == SHARED else []
        assert {r["status"] for r in person.events(HOMEWORK, events)} == {"saved"}


def _answer(course: Course, exercise: str, number: int) -> list[dict[str, Any]]:
    loaded = LIBRARY.exercises[exercise]

    def play(pair: tuple[int, Client]) -> dict[str, Any]:
        events = loaded.kind.play(loaded.content, Random(f"{exercise} {number} {pair[0]}"))
        assert {r["status"] for r in pair[1].events(exercise, events)} <= {"saved"}
        return {event["field"]: event["value"] for event in events} | {"_house": pair[0] // len(NAMES)}

    with ThreadPoolExecutor(4) as pool:
        return list(pool.map(play, enumerate(course.people)))


@pytest.fixture(scope="module")
def book(course: Course) -> Any:
    return openpyxl.load_workbook(io.BytesIO(course.made("answers-sheet").content))


@pytest.fixture(scope="module")
def answer(course: Course) -> Any:
    return course.made("day-report-page", day=DAY)


@pytest.fixture(scope="module")
def report(answer: Any) -> str:
    return str(answer.text)


@pytest.fixture(scope="module")
def pdf(course: Course) -> pypdf.PdfReader:
    if not find_browser(os.environ):
        pytest.skip("no browser that can print")
    return pypdf.PdfReader(io.BytesIO(course.made("day-report-pdf", day=DAY).content))


# Who gets it


def test_everything_here_is_for_those_who_run_the_course() -> None:
    routes = [*downloads.router.routes, *jobs_api.router.routes]
    assert len(routes) == 5
    assert {action_of(route) for route in routes} == {"run course"}


def test_a_participant_and_a_passer_by_get_nothing(course: Course) -> None:
    job = course.trainer.ended(course.trainer.ask("answers-sheet"))["id"]
    for path in (f"export/{TOGETHER}.csv", "jobs", f"jobs/{job}/file"):
        whole = f"/api/console/{course.trainer.course}/{path}"
        assert course.people[0].http.get(whole).status_code == 403
        assert Client(course.url).http.get(whole).status_code == 401


# Excel and CSV


def test_the_numbers_exported_are_the_numbers_given(course: Course) -> None:
    compared = 0
    for (exercise, number), did in course.did.items():
        rows = [row for row in course.rows(exercise)[1:] if row[1] == str(number)]
        for question in LIBRARY.exercises[exercise].content.questions:  # type: ignore[attr-defined]
            if question.type != "single":
                continue
            for house, title in ((None, "alle"), (0, "Jobcenter Vest"), (1, f"A-kassen {SCRIPT}")):
                given = [d[question.id] for d in did if question.id in d and house in (None, d["_house"])]
                counts = Counter(given)
                mine = [row for row in rows if row[2] == title and row[3] == question.label]
                if mine:
                    assert {row[4]: int(row[5]) for row in mine} == {o.text: counts[o.id] for o in question.options}
                    assert {int(row[6]) for row in mine} == {len(given)}
                    assert len(given) >= 5
                    compared += 1
    assert compared > 40


def test_an_open_exercise_is_a_count_and_no_answer(course: Course) -> None:
    rows = course.rows(STILL_OPEN)
    assert [row[3:6] for row in rows[1:]] == [["(ikke vist endnu: kun antallet)", "", str(len(course.people))]]


def test_the_whole_file_has_a_sheet_for_each_exercise_and_explains_itself(book: Any) -> None:
    titles = [LIBRARY.exercises[e].content.title for e in (TOGETHER, ROUNDS, LATER, BOARD, HOMEWORK, STILL_OPEN)]
    names = book.sheetnames
    assert names[0] == "Læs mig"
    assert names[-3:] == ["Afleveringer", "Deltagere", "Kodebog"]
    assert [name[:20].strip() for name in names[1:-3]] == [title.strip("?")[:20].strip() for title in titles]
    assert book["Deltagere"].max_row == 1 + 2 * len(NAMES)


def test_no_sheet_of_totals_has_a_name_in_it(book: Any) -> None:
    names = [f"{name} {surname}" for surname in ("Vest", "Øst") for name in NAMES]
    for sheet in book:
        text = "\n".join(str(cell.value) for row in sheet for cell in row)
        if sheet["A1"].value == "Øvelse" and sheet["E1"].value == "Svar":
            assert not [name for name in names if name in text], sheet.title


def test_formulas_and_script_stay_text_and_hidden_posts_are_marked(course: Course, book: Any) -> None:
    (sheet,) = [s for s in book if s.title.startswith("Hvad gør vi på mandag")]
    cell = sheet["E2"]
    assert cell.data_type == "s"
    assert cell.value == f"{POST}\n(skjult) {HIDDEN}\n{FORMULA}"
    assert not [c.coordinate for s in book for row in s for c in row if c.data_type == "f"]
    name = course.made("answers-sheet").headers["content-disposition"]
    assert name.startswith("attachment; filename=")
    assert "<" not in name


def test_homework_is_a_status_and_what_its_author_shared(course: Course, book: Any) -> None:
    everything = "\n".join(str(cell.value) for sheet in book for row in sheet for cell in row)
    assert SECRET not in everything
    rows = course.rows(HOMEWORK)
    assert {row[1]: row[3] for row in rows[1:]}["Anne Vest"] == "ja"
    assert sum(row[3] == "ja" for row in rows[1:]) == 2
    assert [row[1] for row in rows[1:] if SHARED in row] == ["Børge Vest"]
    assert not [row for row in rows[1:] if row[1] != "Børge Vest" and any(row[6:])]


def test_an_exercise_that_was_never_opened_has_no_file(course: Course) -> None:
    answer = course.trainer.http.get(f"/api/console/{course.trainer.course}/export/rolledilemma.csv")
    assert answer.status_code == 404
    assert "ikke åbnet" in answer.json()["reason"]


# The day report


def test_the_report_s_numbers_are_the_numbers_given(course: Course, report: str) -> None:
    compared = 0
    for exercise, last in ((TOGETHER, 1), (ROUNDS, 2)):
        for question in LIBRARY.exercises[exercise].content.questions:  # type: ignore[attr-defined]
            if question.type != "single":
                continue
            block = unescape(report.split(f"<h4>{question.label}</h4>")[1].split("<h4>")[0])
            for number in range(1, last + 1):
                given = [d[question.id] for d in course.did[exercise, number] if question.id in d]
                counts = Counter(given)
                said = "; ".join(f"{o.text}: {counts[o.id]} ({_percent(counts[o.id], len(given))} %)" for o in question.options)
                assert f"{f'Runde {number}, ' if last > 1 else ''}n = {len(given)}: {said}." in block
                for option in question.options:
                    row = block.split(f'<th scope="row">{option.text}</th>')[1].split("</tr>")[0]
                    assert f'<td class="num">{counts[option.id]} (' in row
                compared += 1
    assert compared > 25


def _percent(part: int, n: int) -> int:
    return int(100 * part / n + 0.5)


def test_the_report_has_what_the_class_saw_and_nothing_else(report: str) -> None:
    shown = unescape(report)
    assert "tirsdag den 2. februar 2027" in shown
    assert "Vi ringer til hinanden" in shown
    for never in (HIDDEN, SECRET, SHARED, "Ikke vist endnu", LIBRARY.exercises[STILL_OPEN].content.title, *NAMES):
        assert never not in shown, never
    assert "2 øvelser fra dagen er ikke med" in shown
    assert "Projektets forslag" in shown
    assert "Historisk:" in shown


def test_the_report_needs_no_other_file_and_runs_no_script(answer: Any, report: str) -> None:
    assert report.startswith("<!DOCTYPE html>")
    assert '<html lang="da">' in report
    assert "<script" not in report.lower()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in report
    assert not re.findall(r'(?:src|href)="(?!data:)', report)
    assert not re.findall(r"@import|url\(|\son\w+=|\sstyle=", report)
    figures = re.findall(r'<img src="data:image/svg\+xml;base64,[^"]+" alt="[^"]{20,}"', report)
    assert report.count("<img ") == len(figures) > 20
    assert answer.headers["content-disposition"].startswith("inline; filename=")
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "script" not in policy
    assert policy.split("; ")[1] in report, "the page carries the same policy when it is opened from a disk"


def test_the_pdf_is_tagged_and_danish_and_shows_script_as_text(pdf: pypdf.PdfReader) -> None:
    root: Any = pdf.trailer["/Root"]
    assert root["/Lang"] == "da"
    assert root["/MarkInfo"]["/Marked"]
    assert pdf.metadata is not None
    assert pdf.metadata.title == f"Dagsrapport: Viden & samarbejde – Hold {SCRIPT}"
    text = "".join(one.extract_text() for one in pdf.pages)
    assert "Viden & samarbejde" in text
    assert SCRIPT in text.replace("\n", "")
    assert "/JavaScript" not in root.get("/Names", {})
    assert "/OpenAction" not in root
    assert len(pdf.outline) > 0
    for never in (HIDDEN, SECRET, "Ikke vist endnu"):
        assert never not in text


def test_every_figure_in_the_pdf_has_its_text_alternative(pdf: pypdf.PdfReader) -> None:
    root: Any = pdf.trailer["/Root"]
    figures = [tag for tag in _tags(root["/StructTreeRoot"]) if tag.get("/S") == "/Figure"]
    assert len(figures) > 20
    assert all("n = " in str(tag.get("/Alt", "")) for tag in figures)


def _tags(tag: Any) -> Iterator[Any]:
    tag = tag.get_object()
    if not isinstance(tag, dict):
        return
    yield tag
    below = tag.get("/K", [])
    below = below.get_object() if hasattr(below, "get_object") else below
    for child in below if isinstance(below, list) else [below]:
        yield from _tags(child) if hasattr(child, "get_object") else ()


def test_an_unknown_day_has_no_report(course: Course) -> None:
    asked = {"kind": "day-report-page", "arguments": {"day": "findes-ikke"}}
    assert course.trainer.refused(f"/api/console/{course.trainer.course}/jobs", asked)[0] == 404


# Making it


EMPTY = DayReport(
    title="Dagen", module="Modul", course="Holdet", day="", place="", made="i dag", kept_until="3. maj 2028", least=5,
    rehearsal=False, present=(Present(organisation="Vest", joined=1, invited=2),), programme=(Item(title="Tak", minutes=None),),
    exercises=(), unseen=0, homework=(),
)


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Work[Any]]:
    """A job that draws the empty report, in a folder of its own; the machine's own folder for such things stays empty."""
    (tmp_path / "work").mkdir()
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    monkeypatch.setattr(report_data, "report_of_day", lambda *_: EMPTY)
    yield Work(None, "hold", day_report.DayOfReport(day=DAY), tmp_path / "work", lambda percent, doing: None)
    assert list((tmp_path / "tmp").iterdir()) == []


def test_without_a_browser_the_trainer_is_told_to_print_the_page(work: Work[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEJLING_BROWSER", "/findes/ikke")
    with pytest.raises(Invalid, match="Lav i stedet rapporten som webside"):
        day_report.PDF_KIND.run(work)


def test_a_browser_that_fails_is_told_as_one(work: Work[Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = tmp_path / "browser"
    broken.write_text("#!/bin/sh\nexit 3\n")
    broken.chmod(0o755)
    monkeypatch.setenv("PEJLING_BROWSER", str(broken))
    monkeypatch.setattr(reports, "run_within", lambda command, *_: Path(command[-1]).write_text("<p>En side</p>"))
    with pytest.raises(Invalid, match="kunne ikke lave PDF lige nu"):
        day_report.PDF_KIND.run(work)


def test_a_report_that_takes_too_long_is_given_up(work: Work[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "DRAW_SECONDS", 0.05)
    with pytest.raises(Invalid, match="kunne ikke laves"):
        day_report.PAGE_KIND.run(work)


def test_a_report_is_drawn_and_printed_in_its_own_folder(work: Work[Any]) -> None:
    if not find_browser(os.environ):
        pytest.skip("no browser that can print")
    made = day_report.PDF_KIND.run(work)
    assert made.file.read_bytes().startswith(b"%PDF")
    assert made.file.is_relative_to(work.folder)


def test_the_server_itself_holds_no_figures_and_no_notebook() -> None:
    code = "import sys, pejling_server.app; print(sorted({'matplotlib', 'pandas', 'nbconvert', 'nbclient'} & set(sys.modules)))"
    paths = os.pathsep.join(str(content_root() / name) for name in ("core", "widgets", "supervision", "server"))
    known = {**os.environ, "PYTHONPATH": paths}
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=known)
    assert ran.stdout.strip() == "[]"

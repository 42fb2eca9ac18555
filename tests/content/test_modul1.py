"""Modul 1 as it ships: a whole day that a trainer could open tomorrow."""

import json
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from content.same_for_days import check_notes, check_printed_times, check_what_matters_most, longest_sitting

from pejling.agenda import read_day
from pejling.cases import all_cases
from pejling.markdown import render
from pejling.notebook import not_still, read_notebook
from pejling.places import content_root
from pejling.programme import Handout, find_day, handout_path, load_programme, notebook_path
from pejling_widgets.library import Library, Loaded

ROOT = content_root()
PROGRAMME = load_programme([ROOT])
ENTRY = find_day(PROGRAMME, "viden-og-samarbejde")
PATH = notebook_path(ENTRY, [ROOT])
DAY = read_day(PATH)
NOTEBOOK = nbformat.read(PATH, as_version=4)
LIBRARY = Library.load([ROOT])
EXERCISES = {loaded.id: loaded for loaded in LIBRARY.exercises.values() if loaded.day == ENTRY.folder}
CASES = {loaded.id: loaded for loaded in all_cases([ROOT]) if "S011" in loaded.case.systems}
HANDOUTS = {h.id: handout_path(ENTRY, h.id, [ROOT]).read_text(encoding="utf-8") for h in ENTRY.handouts}
BEFORE_2024 = re.compile(r"\b(?:19\d\d|20[01]\d|202[0-3])\b")

exercises = pytest.mark.parametrize("exercise", EXERCISES.values(), ids=lambda loaded: loaded.id)
cases = pytest.mark.parametrize("case", CASES.values(), ids=lambda loaded: loaded.id)
handouts = pytest.mark.parametrize("text", HANDOUTS.values(), ids=list(HANDOUTS))


def shown_texts(node: Any) -> list[str]:
    """Every text of an exercise or case that somebody reads, apart from sources."""
    if isinstance(node, dict):
        return [t for key, value in node.items() if key not in {"source", "known_source", "historical"}
                for t in shown_texts(value)]
    if isinstance(node, list):
        return [t for value in node for t in shown_texts(value)]
    return [node] if isinstance(node, str) else []


def questions(exercise_id: str) -> Any:
    return EXERCISES[exercise_id].content.questions  # type: ignore[attr-defined]  # it is a poll


def test_everything_loads() -> None:
    folder = PATH.parent / "exercises"
    assert LIBRARY.problems == ()
    assert sorted(EXERCISES) == sorted(p.stem for p in folder.glob("*.yaml"))


def test_the_notebook_is_a_still_page_of_one_import_and_one_show_in_each_cell() -> None:
    first, *rest = [cell.source for cell in NOTEBOOK.cells if cell.cell_type == "code"]
    assert not_still(read_notebook(PATH)) == []
    assert first == "from pejling_widgets import show"
    assert all(re.fullmatch(r'show\("[a-z0-9-]+"\)', source) for source in rest)


def test_the_notebook_is_valid_stripped_and_keeps_its_cell_ids() -> None:
    nbformat.validate(NOTEBOOK)
    raw = json.loads(PATH.read_text(encoding="utf-8"))
    assert all(cell["outputs"] == [] and cell["execution_count"] is None
               for cell in raw["cells"] if cell["cell_type"] == "code")
    ids = [cell["id"] for cell in raw["cells"]]
    assert len(set(ids)) == len(ids)
    assert not [i for i in ids if re.fullmatch(r"[0-9a-f]{8}", i)], "a cell id given by a program says nothing"


def test_every_exercise_is_shown_once_and_every_shown_exercise_exists() -> None:
    shown = [exercise for section in DAY.sections for exercise in section.exercises]
    assert len(set(shown)) == len(shown)
    assert set(EXERCISES) <= set(shown)
    assert set(shown) <= set(LIBRARY.exercises)


def test_the_day_lasts_six_and_a_half_hours_with_breaks_and_without_what_is_optional() -> None:
    check_what_matters_most(DAY)
    assert sum(section.planned for section in DAY.sections) == 390
    assert {section.id for section in DAY.sections if section.optional} == {"midten", "demonstration", "parathed", "rolle"}
    assert next(section.drop for section in DAY.sections if section.id == "jobsoegning") == "never"
    assert {"pause-formiddag", "frokost", "pause-eftermiddag"} <= {section.id for section in DAY.sections}


def test_nobody_sits_longer_than_an_hour_and_a_half_without_a_break() -> None:
    assert longest_sitting(DAY) <= 90


def test_the_exercises_of_a_section_fit_into_its_minutes() -> None:
    for section in DAY.sections:
        here = [EXERCISES[e].content for e in section.exercises if e in EXERCISES]
        clocks = [e for e in here if e.kind == "timer" and len(here) > 1]  # a clock runs while something else is done
        taken = sum(e.minutes or 0 for e in here if e not in clocks and not getattr(e, "homework", False) and e.rounds == 1)
        assert taken <= (section.minutes or 0), section.id


@pytest.mark.parametrize("section", DAY.sections, ids=lambda section: section.id)
def test_every_section_tells_the_trainer_why_how_and_how_to_end(section: Any) -> None:
    check_notes(section)


def test_the_printed_programme_has_the_times_of_the_notebook() -> None:
    check_printed_times(DAY, HANDOUTS["programoversigt"])


def test_the_notebooks_overview_names_every_module_of_the_programme() -> None:
    overview = next(cell.source for cell in NOTEBOOK.cells if cell.id == "programmet")
    rows = re.findall(r"^\| (?:\*\*)?(?:\d )?([^|*]+?)(?:\*\*)? \|", overview, re.MULTILINE)[1:]
    assert len(rows) == len(PROGRAMME.modules)
    for row, module in zip(rows, PROGRAMME.modules, strict=True):
        assert module.title.startswith(row), (row, module.title)


@exercises
def test_every_exercise_says_where_it_comes_from_and_helps_the_trainer(exercise: Loaded) -> None:
    content = exercise.content
    assert content.proposal
    assert content.trainer_note
    assert content.minutes


@exercises
def test_what_is_bound_to_a_time_before_2024_is_marked_in_exercises(exercise: Loaded) -> None:
    years = BEFORE_2024.findall(" ".join(shown_texts(exercise.content.model_dump(mode="json"))))
    assert not years or exercise.content.historical, years


@pytest.mark.parametrize("cell", [c for c in NOTEBOOK.cells if c.cell_type == "markdown"], ids=lambda cell: cell.id)
def test_what_is_bound_to_a_time_before_2024_is_marked_in_the_notebook(cell: Any) -> None:
    for chapter in re.split(r"^### ", cell.source, flags=re.MULTILINE):
        assert not BEFORE_2024.search(chapter) or "*historisk" in chapter.lower(), chapter[:60]


def test_the_clock_of_each_timer_is_its_minutes() -> None:
    for loaded in EXERCISES.values():
        if loaded.kind.name == "timer":
            steps = loaded.content.steps  # type: ignore[attr-defined]  # it is a timer
            assert sum(step.seconds for step in steps) == 60 * (loaded.content.minutes or 0), loaded.id


def test_each_statement_among_the_myths_has_what_is_known_and_a_source() -> None:
    statements = questions("myter-og-fakta")
    assert len(statements) >= 12
    for statement in statements:
        assert statement.known, statement.id
        assert statement.known_source, statement.id
        assert [o.id for o in statement.options] == ["passer", "passer-ikke", "kommer-an-paa"], statement.id


def test_the_myths_are_voted_on_twice_and_without_names() -> None:
    content = EXERCISES["myter-og-fakta"].content
    assert (content.rounds, content.anonymous, content.visible) == (2, True, "aggregate")


@pytest.mark.parametrize(("section", "step", "poll"), [
    ("myter", "Runde 1", "myter-og-fakta"),
    ("opgaver", "Afstemningen hver for sig", "opgaver-hvem-goer-hvad"),
    ("graazoner", "Skalaen", "raadighed-graazoner"),
    ("rekruttering", "Afstemningen", "virksomheders-rekruttering"),
    ("hinanden", "Svar", "hvordan-ser-vi-hinanden"),
])
def test_there_is_half_a_minute_to_read_and_answer_each_question_of_a_poll(section: str, step: str, poll: str) -> None:
    notes = next(s.notes_html for s in DAY.sections if s.id == section)
    (minutes,) = re.findall(rf"{step} \((\d+) min\.\)", notes)
    assert int(minutes) * 60 >= 30 * len(questions(poll))


def test_every_group_is_heard_within_the_time_for_the_plans() -> None:
    told = next(cell.source for cell in NOTEBOOK.cells if cell.source.startswith("## Planerne i plenum"))
    assert "to og to grupper" in told, "group after group does not fit, however few minutes each has"


def test_the_homework_is_planned_before_people_go_and_told_afterwards() -> None:
    fields = EXERCISES["hjemmeopgave-modul-1"].content.fields  # type: ignore[attr-defined]  # it is a form
    before = [field.id for field in fields if field.label.startswith("Før: ")]
    assert before == ["hvad-proevede-jeg", "hvornaar"] == [field.id for field in fields][:2]
    assert all(heading in HANDOUTS["hjemmeopgave-modul-1-ark"] for heading in ("## Før:", "## Efter:"))


def test_the_grey_zones_have_no_key_and_no_middle_to_hide_in() -> None:
    situations = questions("raadighed-graazoner")
    assert len(situations) >= 8
    for situation in situations:
        assert situation.type == "scale", situation.id
        assert not situation.known, situation.id
        assert (situation.high - situation.low + 1) % 2 == 0, situation.id


def test_what_could_be_held_against_someone_is_asked_anonymously() -> None:
    sensitive = ["myter-og-fakta", "hvordan-ser-vi-hinanden", "raadighed-graazoner", "arbejdsmarkedsparathed",
                 "rolledilemma", "dagens-udbytte"]
    assert all(EXERCISES[exercise].content.anonymous for exercise in sensitive)


def test_the_homework_belongs_to_its_author_who_may_share_it() -> None:
    content = EXERCISES["hjemmeopgave-modul-1"].content
    assert content.homework  # type: ignore[attr-defined]  # it is a form
    assert (content.visible, content.may_share) == ("author", True)


def test_the_board_gives_out_every_case_and_only_cases_that_exist() -> None:
    assert sorted(EXERCISES["case-indsatsplan"].content.cases) == sorted(CASES)  # type: ignore[attr-defined]


def test_the_plan_on_paper_has_the_headings_of_the_plan_on_the_screen() -> None:
    headings = re.findall(r"^## \d\. (.+)$", HANDOUTS["indsatsplan-skabelon"], re.MULTILINE)
    sections = EXERCISES["case-indsatsplan"].content.sections  # type: ignore[attr-defined]
    assert headings == [section.title for section in sections]


def test_there_are_four_cases_or_more_of_people_who_differ() -> None:
    people = [loaded.case.person for loaded in CASES.values()]
    assert len(people) >= 4
    assert max(p.age for p in people) - min(p.age for p in people) >= 20
    assert len({p.name for p in people}) == len(people)


@cases
def test_every_case_is_a_voice_a_dilemma_and_two_views(case: Any) -> None:
    words = len(case.story.split())
    assert 250 <= words <= 400, words
    assert case.story.count("»") >= 3, "the person is not heard"
    for view in (case.case.jobcenter_view, case.case.akasse_view):
        assert 50 <= len(view.split()) <= 110
    assert len(case.case.questions) >= 3
    assert case.case.dilemma.endswith("?")
    assert case.case.proposal


@cases
def test_a_case_is_bound_to_no_year_and_holds_no_number_like_a_cpr(case: Any) -> None:
    text = f"{case.story} {case.case.jobcenter_view} {case.case.akasse_view}"
    assert not BEFORE_2024.search(text)
    assert not re.search(r"\d{6}-?\d{4}", text)


@handouts
def test_a_hand_out_is_one_title_and_no_html_that_would_show_as_text(text: str) -> None:
    html = render(text)
    assert html.count("<h1>") == 1
    assert "&lt;" not in html


@pytest.mark.parametrize("handout", ENTRY.handouts, ids=lambda handout: handout.id)
def test_a_hand_out_has_its_title_from_the_programme(handout: Handout) -> None:
    assert HANDOUTS[handout.id].startswith(f"# {handout.title}\n")


def test_every_system_that_belongs_to_the_day_is_covered_by_an_exercise() -> None:
    covered = {system for loaded in EXERCISES.values() for system in loaded.content.systems}
    assert {"S001", "S009", "S010", "S011", "S012", "S013", "S014", "S156", "S161"} <= covered


def test_the_day_begins_the_instruction_in_collegial_supervision() -> None:
    section = next(section for section in DAY.sections if section.id == "supervision")
    assert section.exercises == ("drill-kollegial-supervision",)
    assert not section.optional
    text = next(cell.source for cell in NOTEBOOK.cells if cell.id == "supervision")
    assert all(step in text for step in ("10 minutter", "30–40 minutter", "15 minutter", "grænser"))


def test_the_shared_and_different_tasks_are_sorted_without_a_key() -> None:
    tasks = questions("opgaver-hvem-goer-hvad")
    assert EXERCISES["opgaver-hvem-goer-hvad"].content.by_organisation  # type: ignore[attr-defined]  # it is a poll
    assert not [task.id for task in tasks if task.known]
    board = EXERCISES["opgaver-overblik"].content
    numbered = re.findall(r"(\d+) [a-zæøå]", board.intro)
    assert [task.label.partition(". ")[0] for task in tasks] == numbered == [str(n) for n in range(1, len(tasks) + 1)]


def test_no_file_of_the_day_is_left_over() -> None:
    named = {PATH.name, "exercises", "handouts"}
    assert {p.name for p in PATH.parent.iterdir() if not p.name.startswith(".")} == named
    assert {p.stem for p in Path(PATH.parent / "handouts").iterdir()} == set(HANDOUTS)

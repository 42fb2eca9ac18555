"""Modul 2, day 2 as it ships: roles, the survey before and after its ground rules, and the joint conversation."""

import json
import re
from typing import Any

import nbformat
import pytest
from content.same_for_days import check_notes, check_printed_times, check_what_matters_most, longest_sitting

from pejling.agenda import read_day
from pejling.cases import load_case
from pejling.notebook import not_still, read_notebook
from pejling.places import content_root
from pejling.programme import find_day, handout_path, load_programme, notebook_path
from pejling_widgets.library import Library, Loaded

ROOT = content_root()
ENTRY = find_day(load_programme([ROOT]), "samtalerne-dag-2")
PATH = notebook_path(ENTRY, [ROOT])
DAY = read_day(PATH)
NOTEBOOK = nbformat.read(PATH, as_version=4)
LIBRARY = Library.load([ROOT])
EXERCISES = {loaded.id: loaded for loaded in LIBRARY.exercises.values() if loaded.day == ENTRY.folder}
HANDOUTS = {h.id: handout_path(ENTRY, h.id, [ROOT]).read_text(encoding="utf-8") for h in ENTRY.handouts}
PROSE = [cell.source for cell in NOTEBOOK.cells if cell.cell_type == "markdown"]

exercises = pytest.mark.parametrize("exercise", EXERCISES.values(), ids=lambda loaded: loaded.id)


def content(exercise_id: str) -> Any:
    return LIBRARY.find(exercise_id).content


def chapter(begins: str) -> str:
    return next(source for source in PROSE if source.startswith(begins))


def test_the_day_is_a_still_page_with_every_exercise_shown_once() -> None:
    shown = [exercise for section in DAY.sections for exercise in section.exercises]
    assert not_still(read_notebook(PATH)) == []
    assert sorted(shown) == sorted(EXERCISES) == sorted(p.stem for p in (PATH.parent / "exercises").glob("*.yaml"))


def test_the_day_lasts_six_and_a_half_hours_and_nobody_sits_longer_than_an_hour_and_a_half() -> None:
    check_what_matters_most(DAY)
    assert sum(section.planned for section in DAY.sections) == 390
    assert longest_sitting(DAY) <= 90


def test_the_exercises_of_a_section_fit_into_its_minutes() -> None:
    for section in DAY.sections:
        here = [EXERCISES[e].content for e in section.exercises]
        assert sum(e.minutes or 0 for e in here if not getattr(e, "homework", False)) <= (section.minutes or 0), section.id


@pytest.mark.parametrize("section", DAY.sections, ids=lambda section: section.id)
def test_every_section_tells_the_trainer_why_how_and_how_to_end(section: Any) -> None:
    check_notes(section)


def test_the_printed_programme_has_the_times_of_the_notebook() -> None:
    check_printed_times(DAY, HANDOUTS["program-samtalerne-dag-2"])


@exercises
def test_every_exercise_says_where_it_comes_from_and_helps_the_trainer(exercise: Loaded) -> None:
    assert exercise.content.proposal
    assert exercise.content.trainer_note
    assert exercise.content.minutes


def test_every_system_of_the_day_has_its_exercise_or_its_text() -> None:
    covered = {system for loaded in EXERCISES.values() for system in loaded.content.systems}
    assert {"S042", "S043", "S044", "S045", "S046", "S047", "S049", "S050", "S074"} <= covered
    assert "*Historisk" in chapter("## Selvbooking")  # S048 is a text


def test_the_ground_rules_come_before_the_survey_and_the_survey_before_the_discussion() -> None:
    order = [section.id for section in DAY.sections]
    assert order.index("foer-tallene") + 1 == order.index("maaling") == order.index("svar") - 1
    rules = re.findall(r"^\d\. \*\*(.+?)\*\*", chapter("## Før I ser tallene"), re.MULTILINE)
    assert len(rules) == 5
    assert "Hvis en retning er lav" in chapter("**Formål.** At alle ved, hvad målingen kan")


def test_the_survey_says_that_it_is_not_the_licensed_one_and_each_question_its_source_and_licence() -> None:
    survey = content("rk-maaling")
    assert "ikke RC Survey" in survey.about_wording
    assert "ikke valideret" in survey.about_wording
    assert all(item.source and item.licence for item in survey.wording)
    assert [role.id for role in survey.roles] == ["jobcenter", "a-kasse"]


def test_the_gallery_and_the_template_ask_the_same_seven_questions() -> None:
    assert content("galleri-koordinering").wording == content("rk-maaling").wording


def test_a_weak_dimension_leads_to_a_question_of_the_board_and_to_a_case_with_both_organisations_in_it() -> None:
    survey = content("rk-maaling")
    led = [dimension for lead in survey.leads for dimension in lead.dimensions]
    assert sorted(led) == sorted(item.dimension for item in survey.wording)
    questions = {section.title for section in content("rk-droeftelse").sections}
    assert len(questions) == 6
    assert {lead.question for lead in survey.leads} <= questions
    assert len(set(survey.cases)) == 5
    for lead in survey.leads:
        case = load_case(lead.case, [ROOT]).case
        assert case.person.name.split()[0] in lead.ask
        assert case.jobcenter_view
        assert case.akasse_view


def test_the_clock_of_the_four_chairs_is_its_minutes_and_both_conversations_are_equally_long() -> None:
    timer = content("faellessamtale-fire-stole")
    seconds = {step.id: step.seconds for step in timer.steps}
    assert sum(seconds.values()) == 60 * timer.minutes
    assert seconds["runde-1-samtale"] == seconds["runde-2-samtale"]


def test_the_tool_for_long_unemployment_has_no_numbers_and_says_so() -> None:
    tool = content("afklaringsredskab")
    assert {field.type for field in tool.fields} == {"text"}
    assert tool.visible == "author"
    assert "ingen point" in tool.intro
    assert "Ingen point" in HANDOUTS["afklaringsredskab-ark"]
    assert len(tool.fields) == len(re.findall(r"^\d\. .+\?$", HANDOUTS["afklaringsredskab-ark"], re.MULTILINE)) == 9


def test_the_homework_asks_the_same_on_paper_and_on_the_screen_and_in_the_overview() -> None:
    offered = next(f for f in content("hjemmeopgave-dag-2").fields if f.id == "vil-proeve")
    assert HANDOUTS["hjemmeopgave-dag-2-ark"].count("☐") == len(offered.options)
    visits = next(f for f in content("parbesoeg-dag-2").fields if f.id == "redskaber")
    assert {o.id for o in visits.options} < {o.id for o in offered.options}
    assert content("hjemmeopgave-dag-2").visible == "author"


def test_the_poll_on_the_homework_knows_everything_that_the_homework_offered() -> None:
    tried = content("opsamling-dag-1").questions[0]
    offered = next(f for f in content("hjemmeopgave-dag-1").fields if f.id == "redskaber")
    assert {o.id for o in offered.options} < {o.id for o in tried.options}


def test_the_conversation_has_all_of_gamemastery_in_it_and_three_voices() -> None:
    told = chapter("## Fællessamtalen, læst og spillet")
    assert set(re.findall(r"^> \*\*(\w+):\*\*", told, re.MULTILINE)) == {"Rigmor", "Oluf", "Winnie"}
    for words in ("Hvad skal være sket", "Må jeg holde en timeout", "Vil du høre dem?", "Hvad fik I ud af"):
        assert words in told


def test_the_notebook_is_stripped_and_its_cells_have_names() -> None:
    raw = json.loads(PATH.read_text(encoding="utf-8"))
    ids = [cell["id"] for cell in raw["cells"]]
    assert len(set(ids)) == len(ids)
    assert not [i for i in ids if re.fullmatch(r"[0-9a-f]{8}", i)]

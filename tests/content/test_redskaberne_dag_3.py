"""Modul 2, day 3 as it ships: the tools of the third day, on the screen and on paper."""

import json
import re
from itertools import pairwise
from typing import Any

import nbformat
import pytest
from content.same_for_days import check_notes, check_printed_times, check_what_matters_most, longest_sitting

from pejling.agenda import read_day
from pejling.markdown import render
from pejling.notebook import not_still, read_notebook
from pejling.places import content_root
from pejling.programme import find_day, handout_path, load_programme, notebook_path
from pejling_widgets.library import Library, Loaded

ROOT = content_root()
ENTRY = find_day(load_programme([ROOT]), "samtalerne-dag-3")
PATH = notebook_path(ENTRY, [ROOT])
DAY = read_day(PATH)
NOTEBOOK = nbformat.read(PATH, as_version=4)
LIBRARY = Library.load([ROOT])
EXERCISES = {loaded.id: loaded for loaded in LIBRARY.exercises.values() if loaded.day == ENTRY.folder}
SHOWN = [exercise for section in DAY.sections for exercise in section.exercises]
HANDOUTS = {h.id: handout_path(ENTRY, h.id, [ROOT]).read_text(encoding="utf-8") for h in ENTRY.handouts}
GUIDES = [text for name, text in HANDOUTS.items() if name.startswith("guide-")]
BEFORE_2024 = re.compile(r"\b(?:19\d\d|20[01]\d|202[0-3])\b")


def content(exercise_id: str) -> Any:
    return LIBRARY.find(exercise_id).content


def field(exercise: str, name: str) -> Any:
    return content(exercise).named[name]


def test_the_day_is_a_still_page_with_every_exercise_shown_once_and_one_drill_of_the_practice_ground() -> None:
    nbformat.validate(NOTEBOOK)
    assert not_still(read_notebook(PATH)) == []
    assert sorted(SHOWN) == sorted([*EXERCISES, "drill-modstand"])
    assert sorted(EXERCISES) == sorted(p.stem for p in (PATH.parent / "exercises").glob("*.yaml"))
    assert {p.stem for p in (PATH.parent / "handouts").iterdir()} == set(HANDOUTS)
    raw = json.loads(PATH.read_text(encoding="utf-8"))["cells"]
    assert all(cell["outputs"] == [] for cell in raw if cell["cell_type"] == "code")


def test_the_day_lasts_six_and_a_half_hours_and_nobody_sits_longer_than_an_hour_and_a_half() -> None:
    check_what_matters_most(DAY)
    assert sum(section.planned for section in DAY.sections) == 390
    assert longest_sitting(DAY) <= 90


def test_the_exercises_of_a_section_fit_into_its_minutes() -> None:
    for section in DAY.sections:
        here = [content(e) for e in section.exercises]
        assert sum(e.minutes or 0 for e in here if not e.homework) <= (section.minutes or 0), section.id


@pytest.mark.parametrize("section", DAY.sections, ids=lambda section: section.id)
def test_every_section_tells_the_trainer_why_how_and_how_to_end(section: Any) -> None:
    check_notes(section)


def test_the_printed_programme_has_the_times_of_the_notebook() -> None:
    check_printed_times(DAY, HANDOUTS["program-samtalerne-dag-3"])


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=lambda loaded: loaded.id)
def test_every_exercise_says_where_it_comes_from_and_helps_the_trainer(exercise: Loaded) -> None:
    assert exercise.content.proposal
    assert exercise.content.trainer_note
    assert exercise.content.minutes


def test_what_is_bound_to_a_time_before_2024_is_marked() -> None:
    for cell in NOTEBOOK.cells:
        for chapter in re.split(r"^### ", cell.source, flags=re.MULTILINE):
            assert not BEFORE_2024.search(chapter) or "*historisk" in chapter.lower(), chapter[:60]


def test_every_system_of_the_day_has_its_exercise() -> None:
    covered = {system for name in SHOWN for system in content(name).systems}
    assert {f"S{number:03d}" for number in (*range(51, 69), 74)} <= covered


def test_the_three_forms_of_the_contract_follow_each_other_and_speak_of_pay_from_the_first() -> None:
    (section,) = [s for s in DAY.sections if s.id == "laeringskontrakt"]
    assert section.exercises == ("laeringskontrakt-1", "laeringskontrakt-2", "laeringskontrakt-3")
    assert "løn" in field("laeringskontrakt-1", "her-hvornaar").label
    assert field("laeringskontrakt-3", "blev-til").recalls == "sidst"
    steps = field("laeringskontrakt-3", "trappe").cells_by_id["trin"].options
    assert [step.id for step in steps] == ["begynder", "avanceret", "selvstartende", "selvkoerende", "oplaert"]
    for number in (1, 2, 3):
        sheet = HANDOUTS[f"laeringskontrakt-{number}-ark"]
        assert sheet.startswith(f"# {content(f'laeringskontrakt-{number}').title}\n")


def test_there_are_eight_guides_for_the_citizen_and_the_exercise_knows_them_all() -> None:
    assert [text.split(":")[0] for text in GUIDES] == [f"# Guide {number}" for number in range(1, 9)]
    assert [option.id for option in field("vaelg-en-guide", "laest").options] == [f"guide-{number}" for number in range(1, 9)]


def test_a_call_has_seventeen_questions_on_the_screen_and_on_paper() -> None:
    assert len(field("dit-opkald", "spoergsmaal").options) == 17
    assert HANDOUTS["guide-7-naar-jeg-selv-ringer"].count("☐") == 17


def test_the_lift_takes_half_a_minute_and_everybody_has_as_many_goes() -> None:
    steps = {step.id: step.seconds for step in content("elevatoren").steps}
    assert {seconds for name, seconds in steps.items() if name.startswith("op-")} == {30}
    assert sum(steps.values()) <= 60 * content("elevatoren").minutes


def test_practice_is_looked_at_three_times_and_paper_asks_what_the_screen_asks() -> None:
    sections = [f.section for f in content("praktik-loentilskud-tjek").fields if f.section]
    sheet = HANDOUTS["praktik-loentilskud-ark"]
    assert sections == re.findall(r"^## (.+)$", sheet, re.MULTILINE)
    assert sum(f.type == "check" for f in content("praktik-loentilskud-tjek").fields) >= 11


def test_the_homework_asks_the_same_on_paper_and_on_the_screen_and_in_the_overview() -> None:
    offered = {option.id for option in field("hjemmeopgave-dag-3", "redskab").options}
    assert HANDOUTS["hjemmeopgave-dag-3-ark"].count("☐") == len(offered)
    assert {option.id for option in field("parbesoeg-dag-3", "redskaber").options} == offered
    assert {option.id for option in field_of_poll("udbytte-dag-3", "paa-mandag").options} == offered | {"intet"}
    assert content("hjemmeopgave-dag-3").visible == "author"
    assert {f.type for f in content("parbesoeg-dag-3").fields if f.id != "makker"} <= {"date", "choice", "tick"}


def field_of_poll(poll: str, name: str) -> Any:
    return next(question for question in content(poll).questions if question.id == name)


@pytest.mark.parametrize("handout", ENTRY.handouts, ids=lambda handout: handout.id)
def test_a_hand_out_has_its_title_from_the_programme_and_no_html_that_would_show_as_text(handout: Any) -> None:
    html = render(HANDOUTS[handout.id])
    assert HANDOUTS[handout.id].startswith(f"# {handout.title}\n")
    assert html.count("<h1>") == 1
    assert "&lt;" not in html


def test_the_day_follows_the_programme() -> None:
    order = [section.id for section in DAY.sections if not section.optional]
    wanted = ["min-plan", "laeringskontrakt", "modstand", "cv", "praktik", "guider", "elevatortalen", "hjemmeopgave"]
    assert [name for name in order if name in wanted] == wanted
    assert all(one != other for one, other in pairwise(order))

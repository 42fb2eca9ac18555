"""Modul 2 as it ships: the first day of Samtalerne, and the practice ground between the days."""

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import nbformat
import pytest
from content.same_for_days import check_notes, check_printed_times, check_what_matters_most, longest_sitting

from pejling.agenda import read_day
from pejling.markdown import render
from pejling.notebook import not_still, read_notebook
from pejling.places import content_root
from pejling.programme import Handout, find_day, handout_path, load_programme, notebook_path
from pejling_widgets.library import Library, Loaded

ROOT = content_root()
PROGRAMME = load_programme([ROOT])
ENTRY = find_day(PROGRAMME, "samtalerne-dag-1")
PATH = notebook_path(ENTRY, [ROOT])
DAY = read_day(PATH)
GROUND_PATH = notebook_path(find_day(PROGRAMME, "oevebanen"), [ROOT])
GROUND = read_day(GROUND_PATH)
NOTEBOOKS = {path: nbformat.read(path, as_version=4) for path in (PATH, GROUND_PATH)}
LIBRARY = Library.load([ROOT])
EXERCISES = {loaded.id: loaded for loaded in LIBRARY.exercises.values() if loaded.day == ENTRY.folder}
SHOWN = [exercise for section in DAY.sections for exercise in section.exercises]
PRACTISED = [exercise for section in GROUND.sections for exercise in section.exercises]
HANDOUTS = {h.id: handout_path(ENTRY, h.id, [ROOT]).read_text(encoding="utf-8") for h in ENTRY.handouts}
BEFORE_2024 = re.compile(r"\b(?:19\d\d|20[01]\d|202[0-3])\b")
DRAWINGS = ("livshjulet", "motivationsskalaen", "kontrolcirklen")

exercises = pytest.mark.parametrize("exercise", EXERCISES.values(), ids=lambda loaded: loaded.id)
handouts = pytest.mark.parametrize("text", HANDOUTS.values(), ids=list(HANDOUTS))
notebooks = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def prose(path: Path) -> list[str]:
    """The Markdown cells of a notebook, the trainer's included."""
    return [cell.source for cell in NOTEBOOKS[path].cells if cell.cell_type == "markdown"]


def content(exercise_id: str) -> Any:
    return LIBRARY.find(exercise_id).content


def option_ids(field: Any) -> set[str]:
    return {option.id for option in field.options}


def test_every_exercise_file_of_the_day_loads() -> None:
    folder = PATH.parent / "exercises"
    assert sorted(EXERCISES) == sorted(p.stem for p in folder.glob("*.yaml"))


@notebooks
def test_a_notebook_is_a_still_page_of_one_import_and_one_show_in_each_cell(path: Path) -> None:
    first, *rest = [cell.source for cell in NOTEBOOKS[path].cells if cell.cell_type == "code"]
    assert not_still(read_notebook(path)) == []
    assert first == "from pejling_widgets import show"
    assert all(re.fullmatch(r'show\("[a-z0-9-]+"\)', source) for source in rest)


@notebooks
def test_a_notebook_is_valid_stripped_and_keeps_its_cell_ids(path: Path) -> None:
    nbformat.validate(NOTEBOOKS[path])
    raw = json.loads(path.read_text(encoding="utf-8"))
    assert all(cell["outputs"] == [] and cell["execution_count"] is None
               for cell in raw["cells"] if cell["cell_type"] == "code")
    ids = [cell["id"] for cell in raw["cells"]]
    assert len(set(ids)) == len(ids)
    assert not [i for i in ids if re.fullmatch(r"[0-9a-f]{8}", i)], "a cell id given by a program says nothing"


@notebooks
def test_what_is_bound_to_a_time_before_2024_is_marked_in_the_notebook(path: Path) -> None:
    for chapter in [c for source in prose(path) for c in re.split(r"^### ", source, flags=re.MULTILINE)]:
        assert not BEFORE_2024.search(chapter) or "*historisk" in chapter.lower(), chapter[:60]


def test_every_exercise_of_the_day_is_shown_once_and_every_shown_exercise_exists() -> None:
    assert len(set(SHOWN)) == len(SHOWN)
    assert set(EXERCISES) <= set(SHOWN)
    assert set(SHOWN) <= set(LIBRARY.exercises)


def test_the_day_lasts_six_and_a_half_hours_with_breaks_and_without_what_is_optional() -> None:
    check_what_matters_most(DAY)
    assert sum(section.planned for section in DAY.sections) == 390
    assert {section.id for section in DAY.sections if section.optional} == {"motivation", "kognitiv", "kontrolcirkel"}
    assert {"pause-formiddag", "frokost", "pause-eftermiddag"} <= {section.id for section in DAY.sections}


def test_nobody_sits_longer_than_an_hour_and_a_half_without_a_break() -> None:
    assert longest_sitting(DAY) <= 90


def test_the_exercises_of_a_section_fit_into_its_minutes() -> None:
    for section in DAY.sections:
        here = [EXERCISES[e].content for e in section.exercises if e in EXERCISES]
        longest = max((e.minutes or 0 for e in here if not getattr(e, "homework", False)), default=0)
        assert longest <= (section.minutes or 0), section.id


def test_a_section_with_a_drill_tells_the_trainer_how_many_of_its_items_to_take() -> None:
    for section in DAY.sections:
        if any(exercise.startswith("drill-") for exercise in section.exercises):
            assert re.search(r"(tre|fire) opgaver", section.notes_html), section.id


@pytest.mark.parametrize("section", DAY.sections, ids=lambda section: section.id)
def test_every_section_tells_the_trainer_why_how_and_how_to_end(section: Any) -> None:
    check_notes(section)


def test_the_printed_programme_has_the_times_of_the_notebook() -> None:
    check_printed_times(DAY, HANDOUTS["program-samtalerne-dag-1"])


def test_the_times_that_the_notes_name_are_times_of_the_day() -> None:
    clock, starts = 9 * 60, set()
    for section in DAY.sections:
        starts.add(f"{clock // 60}.{clock % 60:02d}")
        clock += section.planned
    named = {time for source in prose(PATH) for time in re.findall(r"klokken (\d+\.\d\d)", source)}
    assert named <= starts


@exercises
def test_every_exercise_says_where_it_comes_from_and_helps_the_trainer(exercise: Loaded) -> None:
    assert exercise.content.proposal
    assert exercise.content.trainer_note
    assert exercise.content.minutes


def test_the_clock_of_each_timer_is_its_minutes() -> None:
    clocks = [loaded for loaded in EXERCISES.values() if loaded.kind.name == "timer"]
    assert {loaded.id for loaded in clocks} == {"lyt-to-og-to", "triader"}
    for loaded in clocks:
        steps = content(loaded.id).steps
        assert sum(step.seconds for step in steps) == 60 * (loaded.content.minutes or 0), loaded.id


def test_everybody_in_a_triad_sits_on_every_chair_equally_long() -> None:
    rounds = [[s.seconds for s in content("triader").steps if s.id.startswith(f"runde-{n}-")] for n in (1, 2, 3)]
    assert rounds[0] == rounds[1] == rounds[2]
    assert len(rounds[0]) == 3


def test_the_parrot_comes_among_the_items_that_are_taken_in_class() -> None:
    assert content("drill-spejling").practice[2].id == "papegoejen"


def test_between_lunch_and_the_break_there_is_one_drill_less_and_it_is_homework() -> None:
    assert "drill-empowerment" not in SHOWN
    assert "drill-empowerment" in PRACTISED
    assert "*Empowerment*" in content("hjemmeopgave-dag-1").intro
    assert "*Empowerment*" in HANDOUTS["hjemmeopgave-dag-1-ark"]


def test_there_is_a_citizen_to_play_for_each_round_of_the_triad() -> None:
    chapter = next(source for source in prose(PATH) if source.startswith("## Tre stole"))
    assert len(re.findall(r"^\*\*[A-ZÆØÅ]\w+, \d\d\.\*\*", chapter, re.MULTILINE)) == 3


def test_what_could_be_held_against_someone_is_asked_anonymously() -> None:
    assert all(content(exercise).anonymous for exercise in ("opsamling-modul-1", "udbytte-dag-1"))


def test_the_poll_on_the_homework_knows_everything_that_the_homework_offered() -> None:
    tried = next(q for q in content("opsamling-modul-1").questions if q.id == "proevede")
    offered = next(f for f in content("hjemmeopgave-modul-1").fields if f.id == "hvad-proevede-jeg")
    assert option_ids(offered) < option_ids(tried)
    assert "naaede-ikke" in option_ids(tried)


def test_the_homework_belongs_to_its_author_who_may_share_it() -> None:
    homework = content("hjemmeopgave-dag-1")
    assert homework.homework
    assert (homework.visible, homework.may_share) == ("author", True)


def test_every_tool_of_the_homework_can_be_practised_first() -> None:
    field = next(f for f in content("hjemmeopgave-dag-1").fields if f.id == "redskaber")
    assert field.several
    assert {f"drill-{tool}" for tool in option_ids(field) - {"andet"}} <= set(PRACTISED)


def test_the_homework_asks_the_same_on_paper_and_on_the_screen() -> None:
    paper = HANDOUTS["hjemmeopgave-dag-1-ark"]
    field = next(f for f in content("hjemmeopgave-dag-1").fields if f.id == "redskaber")
    assert paper.count("☐") == len(field.options)


@pytest.mark.parametrize("drawing", DRAWINGS)
def test_what_is_drawn_about_oneself_is_for_oneself(drawing: str) -> None:
    assert content(drawing).visible == "author"


def test_the_citizens_sheet_says_whose_it_is_and_that_the_joblog_stays() -> None:
    sheet = HANDOUTS["abc-for-borgeren"]
    assert "Du bestemmer selv, hvem der ser det." in sheet
    assert "joblog" in sheet
    assert "rådighed" not in sheet.lower()


def test_the_day_follows_the_programme_abc_before_gamemastery_and_the_pairs_at_the_end() -> None:
    order = [section.id for section in DAY.sections if not section.optional]
    wanted = ["kortet", "lytning", "abc", "abc-svaert", "joblog", "gamemastery", "empowerment", "faellessamtale", "hjemmeopgave"]
    assert [section for section in order if section in wanted] == wanted
    assert "parbesoeg-dag-1" in next(s.exercises for s in DAY.sections if s.id == "hjemmeopgave")
    abc = next(source for source in prose(PATH) if source.startswith("## ABC jobstrategi"))
    assert "CV-samtalen" in abc
    assert "Fællessamtalen" in abc


def test_the_joblog_that_is_walked_through_is_the_one_the_plan_is_held_against() -> None:
    told = next(source for source in prose(PATH) if source.startswith("## Jobloggen"))
    rows = re.findall(r"^\| (\d) \| (.+?) \| (.+?) \| (\d+) \|$", told, re.MULTILINE)
    assert rows == [(e.id, e.title, e.company, str(e.km)) for e in content("abc-jobstrategi").joblog]


def test_who_visits_whom_is_for_the_pair_and_the_trainer_and_asks_nothing_about_the_conversation() -> None:
    form = content("parbesoeg-dag-1")
    assert form.visible == "trainer"
    assert {field.type for field in form.fields if field.id != "makker"} <= {"date", "choice", "tick"}
    tools = next(f for f in form.fields if f.id == "redskaber")
    homework = next(f for f in content("hjemmeopgave-dag-1").fields if f.id == "redskaber")
    assert option_ids(tools) == option_ids(homework)


def test_the_practice_ground_has_the_map_and_every_drill_once() -> None:
    drills = {loaded.id for loaded in LIBRARY.exercises.values()
              if loaded.kind.name == "drill" and loaded.day == "pejlemaerker"}
    assert len(set(PRACTISED)) == len(PRACTISED)
    assert set(PRACTISED) == drills | {"pejlemaerker-kort", "arbejdsmarkedsparathed", "rolledilemma"}


def test_the_practice_ground_follows_the_map() -> None:
    places = content("pejlemaerker-kort").pejlemaerker
    for place in places:
        section = next(s for s in GROUND.sections if s.title == f"{place.mark}: {place.title}")
        assert {f"drill-{tool}" for tool in place.tools} <= set(section.exercises), place.mark


def test_a_line_stands_before_every_drill_of_the_practice_ground() -> None:
    cells = NOTEBOOKS[GROUND_PATH].cells
    for before, cell in pairwise(cells):
        if cell.source.startswith('show("drill-'):
            assert before.source.startswith("**"), cell.source
            assert len(before.source) <= 160, cell.source


@pytest.mark.parametrize("section", GROUND.sections, ids=lambda section: section.id)
def test_every_section_of_the_practice_ground_has_a_note(section: Any) -> None:
    assert "<strong>Sådan" in section.notes_html


@handouts
def test_a_hand_out_is_one_title_and_no_html_that_would_show_as_text(text: str) -> None:
    html = render(text)
    assert html.count("<h1>") == 1
    assert "&lt;" not in html


@pytest.mark.parametrize("handout", ENTRY.handouts, ids=lambda handout: handout.id)
def test_a_hand_out_has_its_title_from_the_programme(handout: Handout) -> None:
    assert HANDOUTS[handout.id].startswith(f"# {handout.title}\n")


def test_every_system_that_belongs_to_the_day_is_covered_by_an_exercise() -> None:
    covered = {system for shown in [*SHOWN, *PRACTISED] for system in content(shown).systems}
    assert {f"S{number:03d}" for number in (*range(15, 43), 48, 71, 74, 108, 109, 110, 112)} <= covered


def test_no_file_of_the_day_is_left_over() -> None:
    named = {PATH.name, "exercises", "handouts", "figures"}
    assert {p.name for p in PATH.parent.iterdir() if not p.name.startswith(".")} == named
    assert {p.stem for p in Path(PATH.parent / "handouts").iterdir()} == set(HANDOUTS)
    told = "".join([*prose(PATH), *HANDOUTS.values()])
    assert not [p.name for p in Path(PATH.parent / "figures").iterdir() if f"figures/{p.name})" not in told]


def test_the_figure_of_a_conversation_has_four_topics_and_says_in_words_what_it_shows() -> None:
    drawn = Path(PATH.parent / "figures" / "gamemastery.svg").read_text(encoding="utf-8")
    assert re.findall(r">Emne (\d)<", drawn) == ["1", "2", "3", "4"]
    assert re.findall(r">(U|G)<", drawn) == ["U", "G", "U"] * 4
    for words in (drawn, "".join(re.findall(r"!\[(.+)\]\(figures/gamemastery", "".join(prose(PATH))))):
        assert all(point in words.lower() for point in ("kontrakt", "timeout", "afslutning", "emne 1")), words

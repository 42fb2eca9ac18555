"""Modul 3 as it ships: a short day that teaches to sit in with a colleague, and what the pairs take with them."""

import json
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from content.same_for_days import check_notes, check_printed_times, check_what_matters_most, longest_sitting

from pejling.agenda import read_day
from pejling.cpr import find as find_cpr
from pejling.markdown import render
from pejling.notebook import not_still, read_notebook
from pejling.places import content_root
from pejling.programme import Handout, find_day, handout_path, load_programme, notebook_path
from pejling_widgets.library import Library, Loaded

ROOT = content_root()
PROGRAMME = load_programme([ROOT])
MODULE = next(module for module in PROGRAMME.modules if module.id == "modul-3")
ENTRY = find_day(PROGRAMME, "supervision")
PATH = notebook_path(ENTRY, [ROOT])
DAY = read_day(PATH)
NOTEBOOKS = {day.id: notebook_path(day, [ROOT]) for day in MODULE.days}
LIBRARY = Library.load([ROOT])
EXERCISES = {loaded.id: loaded for loaded in LIBRARY.exercises.values() if loaded.day == ENTRY.folder}
SHOWN = [exercise for path in NOTEBOOKS.values() for section in read_day(path).sections for exercise in section.exercises]
HANDOUTS = {h.id: handout_path(day, h.id, [ROOT]).read_text(encoding="utf-8") for day in MODULE.days for h in day.handouts}
STOP = ("Er nogens sikkerhed eller helbred i fare, eller bliver loven brudt, så stop øvelsen, sig det højt, og gå til den, der har "
        "ansvaret.")
"""The one rule for breaking in, word for word."""

exercises = pytest.mark.parametrize("exercise", EXERCISES.values(), ids=lambda loaded: loaded.id)
handouts = pytest.mark.parametrize("text", HANDOUTS.values(), ids=list(HANDOUTS))
notebooks = pytest.mark.parametrize("path", NOTEBOOKS.values(), ids=list(NOTEBOOKS))
calibrations = pytest.mark.parametrize("exercise", ["kalibrering-1", "kalibrering-2"])


def cells(path: Path) -> dict[str, str]:
    """The Markdown cells of a notebook by their id."""
    read = json.loads(path.read_text(encoding="utf-8"))
    return {cell["id"]: "".join(cell["source"]) for cell in read["cells"] if cell["cell_type"] == "markdown"}


def content(exercise_id: str) -> Any:
    return LIBRARY.find(exercise_id).content


def spoken(exercise_id: str) -> dict[int, tuple[str, str]]:
    """The lines of the conversation that is calibrated on: number → who says what."""
    lines = re.findall(r"^(\d+)\. \*\*(\w+):\*\* (.+)$", cells(PATH)[exercise_id], re.MULTILINE)
    return {int(number): (speaker, words) for number, speaker, words in lines}


def test_everything_loads() -> None:
    assert LIBRARY.problems == ()
    assert sorted(EXERCISES) == sorted(p.stem for p in Path(PATH.parent / "exercises").glob("*.yaml"))


@notebooks
def test_a_notebook_is_a_still_page_valid_and_stripped(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    first, *rest = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    assert not_still(read_notebook(path)) == []
    assert first == "from pejling_widgets import show"
    assert all(re.fullmatch(r'show\("[a-z0-9-]+"\)', source) for source in rest)
    assert not [cell.id for cell in notebook.cells if cell.cell_type == "code" and (cell.outputs or cell.execution_count)]
    ids = [cell.id for cell in notebook.cells]
    assert len(set(ids)) == len(ids)
    assert not [i for i in ids if re.fullmatch(r"[0-9a-f]{8}", i)], "a cell id given by a program says nothing"


def test_every_exercise_is_shown_once() -> None:
    assert len(set(SHOWN)) == len(SHOWN)
    assert set(SHOWN) == set(EXERCISES)


def test_the_day_is_a_short_one_and_says_what_to_save_on() -> None:
    check_what_matters_most(DAY)
    assert sum(section.planned for section in DAY.sections) == 270
    assert {section.id for section in DAY.sections if section.optional} == {"coach"}
    assert longest_sitting(DAY) <= 90


def test_the_exercises_of_a_section_fit_into_its_minutes() -> None:
    for section in DAY.sections:
        assert sum(content(e).minutes for e in section.exercises) <= (section.minutes or 0), section.id


def test_a_section_with_a_drill_tells_the_trainer_how_many_of_its_items_to_take() -> None:
    for section in DAY.sections:
        if any(exercise.startswith("drill-") for exercise in section.exercises):
            assert re.search(r"(tre|fire) opgaver", section.notes_html), section.id


@pytest.mark.parametrize("section", DAY.sections, ids=lambda section: section.id)
def test_every_section_tells_the_trainer_why_how_and_how_to_end(section: Any) -> None:
    check_notes(section)


def test_the_printed_programme_has_the_times_of_the_notebook() -> None:
    check_printed_times(DAY, HANDOUTS["program-supervision"])


def test_the_times_that_the_notes_name_are_times_of_the_day() -> None:
    clock, starts = 9 * 60, set()
    for section in DAY.sections:
        starts.add(f"{clock // 60}.{clock % 60:02d}")
        clock += section.planned
    named = {time for source in cells(PATH).values() for time in re.findall(r"klokken (\d+\.\d\d)", source)}
    assert named
    assert named <= starts


@exercises
def test_every_exercise_says_where_it_comes_from_and_helps_the_trainer(exercise: Loaded) -> None:
    assert exercise.content.proposal
    assert exercise.content.trainer_note
    assert exercise.content.minutes


def test_the_clock_of_each_timer_is_its_minutes() -> None:
    clocks = [loaded for loaded in EXERCISES.values() if loaded.kind.name == "timer"]
    assert clocks
    for loaded in clocks:
        assert sum(step.seconds for step in content(loaded.id).steps) == 60 * (loaded.content.minutes or 0), loaded.id


def test_the_rehearsal_takes_as_long_as_a_visit_before_and_after_the_conversation() -> None:
    took: dict[str, int] = {}
    for step in content("generalproeve").steps:
        part = step.title.partition(":")[0]
        took[part] = took.get(part, 0) + step.seconds // 60
    assert (took["Forberedelse"], took["Feedback"]) == (10, 15)
    first = next(step for step in content("generalproeve").steps if step.title.startswith("Feedback"))
    assert "Gro taler først" in first.title


@calibrations
def test_a_conversation_is_rated_twice_without_names_and_the_reference_comes_with_the_answers(exercise: str) -> None:
    poll = content(exercise)
    assert (poll.rounds, poll.anonymous, poll.visible) == (2, True, "aggregate")
    for question in poll.questions:
        assert (question.type, question.low, question.high) == ("scale", 1, 7), question.id
        assert re.match(r"\*\*[1-7]\.\*\* ", question.known), question.id


@calibrations
def test_how_often_is_asked_of_the_whole_map_and_before_how_well(exercise: str) -> None:
    asked = [question.label for question in content(exercise).questions]
    marks = [re.match(r"([AB1-4]): ", label)[1] for label in asked]  # type: ignore[index]  # it matches, or the test fails
    assert marks[:6] == ["A", "B", "1", "2", "3", "4"]
    assert all("hvor tit" in label for label in asked[:6])
    assert all("vor godt" in label for label in asked[6:])


@calibrations
def test_the_reference_points_at_lines_that_the_professional_says(exercise: str) -> None:
    lines = spoken(exercise)
    assert list(lines) == list(range(1, len(lines) + 1))
    professional = lines[1][0]
    for question in content(exercise).questions:
        if question.known.startswith("**1."):
            continue  # it did not happen
        reason = question.known.partition("\n")[0]
        numbers = {int(n) for n in re.findall(r"\b(\d+)\b", reason.partition(".** ")[2])}
        named = {n for n in numbers if n <= len(lines)}
        assert named, question.id
        assert {n for n in named if lines[n][0] == professional}, question.id


@pytest.mark.parametrize(("exercise", "sheet"), [("kalibrering-1", "kalibrering-troels-og-vita"),
                                                 ("kalibrering-2", "kalibrering-hella-og-rolf")])
def test_the_conversation_on_paper_is_the_one_on_the_page_with_room_for_two_ratings(exercise: str, sheet: str) -> None:
    printed = re.findall(r"^(\d+)\. \*\*(\w+):\*\* (.+)$", HANDOUTS[sheet], re.MULTILINE)
    assert {int(number): (speaker, words) for number, speaker, words in printed} == spoken(exercise)
    assert re.findall(r"^\| \*\*([AB1-4])\*\* ", HANDOUTS[sheet], re.MULTILINE) == ["A", "B", "1", "2", "3", "4"]
    assert "Anden gang" in HANDOUTS[sheet]


def test_the_lines_that_are_counted_as_listening_are_the_professionals() -> None:
    for exercise in ("kalibrering-1", "kalibrering-2"):
        lines = spoken(exercise)
        told = re.findall(r"\d+", content(exercise).questions[0].known.partition("\n")[0].partition(".** ")[2])
        assert len(told) >= 6
        assert {lines[int(n)][0] for n in told} == {lines[1][0]}
    first = content("kalibrering-1").questions[0].known
    assert "Seks korte" in first
    assert len(set(re.findall(r"\d+", first.partition("\n")[0].partition(".** ")[2]))) == 6
    second = content("kalibrering-2").questions[0].known
    said = [words for speaker, words in spoken("kalibrering-2").values() if speaker == "Hella"]
    assert "Fjorten af Hellas nitten replikker" in second
    assert (len(re.findall(r"\d+", second.partition("\n")[0].partition("linje")[2])), len(said)) == (14, 19)


def test_the_counting_rule_is_the_same_on_paper_and_over_the_exercise() -> None:
    sheet = HANDOUTS["hvor-tit-og-hvor-godt"]
    rule = content("kalibrering-1").intro
    for number, words in ((1, "slet ikke"), (2, "én gang, kort"), (4, "tre–fire gange kort, eller én gang udfoldet"),
                          (5, "fem–seks gange kort, eller flere gange og mindst én af dem udfoldet")):
        assert re.search(rf"\| \*\*{number}\*\* \| {words}", sheet, re.IGNORECASE), number
        assert f"{number}: {words}" in rule, number
    assert "Begynd ved 4" in sheet
    assert "Begynd ved 4" in content("kalibrering-2").intro


def test_the_conversations_name_three_citizens_of_three_trades() -> None:
    told = " ".join(cells(PATH).values())
    assert all(trade in told for trade in ("bager", "pressefotograf", "rejseleder"))


def places_of_the_rule() -> dict[str, str]:
    """Every text that says when one may break in, stop or hand on."""
    found = {}
    for pattern in ("modules/**/*.md", "modules/**/*.ipynb", "modules/**/*.yaml", "supervision/**/*.md", "supervision/**/*.yaml"):
        for path in sorted(ROOT.glob(pattern)):
            text = path.read_text(encoding="utf-8")
            if re.search(r"stopregle|\bi fare\b|stop øvelsen|bryde[rs]? ind", text, re.IGNORECASE):
                found[str(path.relative_to(ROOT))] = text
    return found


def test_there_is_one_rule_for_breaking_in_in_the_same_words_everywhere() -> None:
    places = places_of_the_rule()
    assert {"supervision/manual/supervisionsmanual.md", "supervision/manual/supervisionsguide.md",
            "modules/1-viden-og-samarbejde/dag.ipynb", "modules/3-supervision/dag.ipynb",
            "modules/1-viden-og-samarbejde/handouts/supervision-i-par-rolle-og-ramme.md",
            "modules/3-supervision/handouts/besoeg-forberedelse-og-samtale.md",
            "modules/pejlemaerker/exercises/drill-kollegial-supervision.yaml"} <= places.keys()
    mentions_only = {"modules/3-supervision/exercises/generalproeve.yaml"}  # "læs stopreglen højt": it lies before them
    coaching = {"modules/3-supervision/exercises/drill-jobkonsulent-som-coach.yaml"}  # the same three, and then »tag over«
    for place, text in places.items():
        told = re.sub(r"\s+", " ", text)
        if place in coaching:
            assert STOP.partition(", så ")[0] in told, place
        elif place not in mentions_only:
            assert STOP in told, f"{place}: skriv stopreglen med de samme ord som i manualen"


@handouts
def test_a_hand_out_is_one_title_and_no_html_that_would_show_as_text(text: str) -> None:
    html = render(text)
    assert html.count("<h1>") == 1
    assert "&lt;" not in html
    assert find_cpr(text) == []


@pytest.mark.parametrize("handout", [h for day in MODULE.days for h in day.handouts], ids=lambda handout: handout.id)
def test_a_hand_out_has_its_title_from_the_programme(handout: Handout) -> None:
    assert HANDOUTS[handout.id].startswith(f"# {handout.title}\n")


def test_the_two_sheets_of_a_visit_follow_its_three_phases_and_ask_for_nothing_about_the_citizen() -> None:
    first, second = HANDOUTS["besoeg-forberedelse-og-samtale"], HANDOUTS["besoeg-feedback"]
    order = ["Forberedelse, ca. 10 minutter", "Mål", "Redskab", "Se efter", "fortroligt", "Stopreglen", "☐ CV-",
             "Borgeren er spurgt:** ☐ ja ☐ nej", "Samtalen, 30–40 minutter",
             "**A**", "**B**", "**1**", "**2**", "**3**", "**4**", "kontrakt ☐ timeout ☐ afslutning ☐ UGU", "ord, som de faldt"]
    places = [first.index(words) for words in order]
    assert places == sorted(places)
    order = ["den, der holdt samtalen", "iagttageren så og hørte", "**Én styrke**", "**Én ting** at prøve", "én aftale",
             "Senest den", "hvad må andre"]
    places = [second.index(words) for words in order]
    assert places == sorted(places)
    assert sum(int(n) for n in re.findall(r"^## (\d+) minut", second, re.MULTILINE)) == 15
    for sheet in (first, second):
        asked = re.findall(r"\*\*([^*]+)\*\* _{4,}", sheet)
        assert set(asked) <= {"Holder samtalen:", "Holdt samtalen:", "Iagttager:", "Dato:", "Næste besøg:"}


def test_the_homework_before_the_first_visit_is_its_authors_own() -> None:
    homework = content("foer-foerste-besoeg")
    assert (homework.homework, homework.visible, homework.may_share) == (True, "author", False)
    tools = next(field for field in homework.fields if field.id == "redskaber")
    first_day = next(field for field in content("hjemmeopgave-dag-1").fields if field.id == "redskaber")
    assert [option.id for option in tools.options] == [option.id for option in first_day.options]


@pytest.mark.parametrize("path", [path for day, path in NOTEBOOKS.items() if day != "supervision"], ids=lambda path: path.stem)
def test_every_section_of_the_pages_that_are_always_there_has_a_note(path: Path) -> None:
    for section in read_day(path).sections:
        assert "<strong>Sådan gør du.</strong>" in section.notes_html, section.id


def test_the_hour_of_external_supervision_has_the_programmes_minutes() -> None:
    told = cells(NOTEBOOKS["ekstern-supervision"])["din-time"]
    minutes = re.findall(r"^\| \d\. .+? \| (.+?) \|", told, re.MULTILINE)
    assert minutes == ["ca. 10 minutter", "30–40 minutter", "15 minutter"]
    assert "55 til 65 minutter" in told
    assert told.index("Borgeren er gået. Du taler først") < told.index("én aftale")


def test_what_could_be_held_against_someone_is_asked_anonymously() -> None:
    assert all(content(exercise).anonymous for exercise in ("rollen-i-praksis", "briefing-spoergsmaal", "udbytte-supervision"))


def test_every_system_that_belongs_to_the_module_and_is_taught_is_covered() -> None:
    covered = {system for loaded in EXERCISES.values() for system in loaded.content.systems}
    assert {"S068", "S069", "S070", "S071", "S072", "S075", "S160", "S166"} <= covered


def test_no_file_of_the_module_is_left_over() -> None:
    named = {path.name for path in NOTEBOOKS.values()} | {"exercises", "handouts"}
    assert {p.name for p in PATH.parent.iterdir() if not p.name.startswith(".")} == named
    assert {p.stem for p in Path(PATH.parent / "handouts").iterdir()} <= set(HANDOUTS)

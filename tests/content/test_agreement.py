"""What two places say of the same thing is the same."""

import json
import re
from itertools import combinations
from pathlib import Path

from pejling.places import content_root
from pejling_widgets.library import Library

ROOT = content_root()
LIBRARY = Library.load([ROOT])


def text(path: str) -> str:
    return Path(ROOT / "modules" / path).read_text(encoding="utf-8")


def cells(path: str) -> list[tuple[str, str]]:
    """The Markdown cells of a notebook: id and text."""
    read = json.loads(text(path))
    return [(cell["id"], "".join(cell["source"])) for cell in read["cells"] if cell["cell_type"] == "markdown"]


DAYS = ("1-viden-og-samarbejde/dag.ipynb", "2-samtalerne/dag-1/dag.ipynb", "2-samtalerne/dag-2/dag.ipynb",
        "2-samtalerne/dag-3/dag.ipynb", "3-supervision/dag.ipynb")


def test_breaks_and_closings_are_not_led_in_the_same_words_on_two_days() -> None:
    notes = [
        {sentence for name, source in cells(day) if name.endswith("-note") and name.startswith(("pause-", "frokost", "tak"))
         for sentence in re.split(r"(?<=[.?!«])\s+", re.sub(r"\*\*.+?\*\*", "", source)) if len(sentence.split()) > 3}
        for day in DAYS
    ]
    assert all(notes)
    for one, other in combinations(notes, 2):
        assert not one & other


TIME_BOUND = re.compile(r"tidsbund|historisk", re.IGNORECASE)


def test_joblog_is_marked_as_time_bound_wherever_it_is_explained() -> None:
    for day in (*DAYS, "pejlemaerker/oevebane.ipynb"):
        for name, source in cells(day):
            for chapter in re.split(r"^### ", source, flags=re.MULTILINE):
                own = re.sub(r"^>.*$", "", chapter, flags=re.MULTILINE)  # what people in a dialogue say explains nothing
                if re.search(r"joblog(?:gen)?\b.*\b(?:er|viser|erstatter|at tale om)\b|joblog, man", own, re.IGNORECASE) \
                        and not name.endswith("-note"):
                    assert TIME_BOUND.search(chapter), (day, name)
    for sheet in sorted(Path(ROOT / "modules").glob("**/handouts/*.md")):
        told = sheet.read_text(encoding="utf-8")
        only_named = sheet.name.startswith("program")  # the day's programme has it as a heading
        assert only_named or "joblog" not in told.lower() or TIME_BOUND.search(told), sheet.name
    for loaded in LIBRARY.exercises.values():
        content = loaded.content
        if "joblog" in f"{content.title} {content.intro} {getattr(content, 'learn', '')}".lower() or getattr(content, "joblog", ()):
            assert content.historical, loaded.id


def test_the_three_levels_of_abc_are_called_the_same_wherever_they_are_explained() -> None:
    plan = LIBRARY.find("abc-jobstrategi").content
    assert [level.title.replace("hun", "jeg") for level in plan.levels] == [  # type: ignore[attr-defined]  # it is a planner
        "Det, jeg helst vil", "Det gode, jeg også ville være glad for", "Det nødvendige"]
    day, sheet = text("2-samtalerne/dag-1/dag.ipynb"), text("2-samtalerne/dag-1/handouts/abc-for-borgeren.md")
    drill = LIBRARY.find("drill-abc-jobstrategi").content.learn  # type: ignore[attr-defined]
    for told in (day, sheet, drill):
        assert all(name in told for name in ("det, jeg helst vil", "det gode, jeg også ville være glad for", "det nødvendige"))


def test_the_circle_of_influence_has_the_same_rings_where_it_is_tried_and_where_it_is_drilled() -> None:
    rings = [zone.title for zone in LIBRARY.find("kontrolcirklen").content.zones]  # type: ignore[attr-defined]
    drill = LIBRARY.find("drill-kontrolcirklen").content
    piles = [[pile.text for pile in item.piles] for item in [*drill.practice, *drill.check] if item.form == "sort"]  # type: ignore[attr-defined]
    assert piles
    assert all(named == rings for named in piles)
    assert all(f"{ring}.**" in drill.learn for ring in rings)  # type: ignore[attr-defined]


def test_the_fan_of_offers_has_two_or_three_on_the_card_and_in_the_drill() -> None:
    assert "to eller tre muligheder" in text("pejlemaerker/cards/tilbudsviften.md")
    assert "To–tre muligheder" in LIBRARY.find("drill-tilbudsviften").content.learn  # type: ignore[attr-defined]
    assert not re.search(r"\b(?:fire|fem) (?:veje|muligheder|kort)", text("pejlemaerker/cards/tilbudsviften.md"))


def test_the_first_homework_takes_as_long_on_paper_as_on_the_screen() -> None:
    homework = LIBRARY.find("hjemmeopgave-modul-1").content
    assert homework.minutes == 20
    assert "Tyve minutter er nok" in homework.intro
    assert "Tyve minutter er nok" in text("1-viden-og-samarbejde/handouts/hjemmeopgave-modul-1-ark.md")


def test_tomms_four_types_stand_under_their_danish_names_where_they_are_drilled() -> None:
    drill = LIBRARY.find("drill-tomms-spoergsmaalstyper").content
    for name in ("Detektiv", "Antropolog", "Fremtidsforsker", "Kaptajn"):
        assert name in drill.learn  # type: ignore[attr-defined]
        for item in (i for i in drill.practice if i.form == "sort"):  # type: ignore[attr-defined]
            assert any(pile.text.startswith(f"{name}: ") for pile in item.piles), item.id
    assert "Cabi" in drill.learn  # type: ignore[attr-defined]  # the simplification is Cabi's, not Tomm's


def test_the_practice_ground_does_not_say_that_people_wrote_the_rules() -> None:
    assert "mennesker har skrevet" not in text("pejlemaerker/oevebane.ipynb")
    assert "sprogmodel" in text("pejlemaerker/oevebane.ipynb")

"""The supervision manual and its one sheet: they agree with each other, with the day's hand-out, and with the calendar."""

import re
from pathlib import Path

import pytest

from pejling.cpr import find as find_cpr
from pejling.places import content_root
from pejling_supervision.calendars import FRAME, MINUTES

MANUAL = Path(content_root()) / "supervision" / "manual"
SHEETS = {path.stem: path.read_text(encoding="utf-8") for path in sorted(MANUAL.glob("*.md"))}
HANDOUT = "modules/1-viden-og-samarbejde/handouts/supervision-i-par-rolle-og-ramme.md"
each = pytest.mark.parametrize("sheet", SHEETS)


def minutes(chapter: str) -> list[int]:
    """The first column of the tables of a chapter that begin with minutes."""
    return [int(number) for number in re.findall(r"^\| (\d+) \|", chapter, re.MULTILINE)]


def chapters(sheet: str) -> dict[str, str]:
    parts = re.split(r"^## ", SHEETS[sheet], flags=re.MULTILINE)
    return {part.partition("\n")[0]: part for part in parts[1:]}


def test_there_is_a_manual_and_a_guide_and_each_has_its_title() -> None:
    assert {stem: text.partition("\n")[0] for stem, text in SHEETS.items()} == {
        "supervisionsguide": "# Supervisionsguide", "supervisionsmanual": "# Supervisionsmanual"}


@each
def test_what_is_the_programmes_and_what_is_proposed_here_is_said_at_the_top(sheet: str) -> None:
    opening = SHEETS[sheet].partition("\n## ")[0]
    assert "tre trin og deres minutter er programmets" in opening
    assert "projektets forslag" in opening


@each
def test_the_steps_have_the_programmes_minutes(sheet: str) -> None:
    titles = " ".join(chapters(sheet))
    handout = (Path(content_root()) / HANDOUT).read_text(encoding="utf-8")
    for step, time in (("Forberedelse", "10"), ("Samtalen", "30–40"), ("Feedback", "15")):
        assert re.search(rf"{step}, (?:ca\. )?{time} minutter", titles), step
        assert re.search(rf"\d\. {step} \| (?:ca\. )?{time} min\.", handout), step
    assert "10 minutter, samtale 30–40 minutter, feedback 15 minutter" in FRAME
    assert MINUTES == 10 + 40 + 15


@each
def test_the_minutes_of_a_step_add_up(sheet: str) -> None:
    found = {title: sum(minutes(text)) for title, text in chapters(sheet).items() if minutes(text)}
    assert {total for title, total in found.items() if "Feedback" in title} == {15}
    assert {total for title, total in found.items() if "Forberedelse" in title} <= {10}
    assert "supervisionsguide" in sheet or len(found) == 2


@each
def test_the_limits_of_the_role_and_the_order_of_speaking_are_on_both(sheet: str) -> None:
    text = SHEETS[sheet].lower()
    for limit in ("ikke leder", "ikke censor", "ikke terapeut", "ikke med i samtalen", "stopreglen"):
        assert limit in text, limit
    feedback = next(part for title, part in chapters(sheet).items() if "Feedback" in title)
    assert feedback.index("| 3 | Den, der holdt samtalen |") < feedback.index("| 5 | Iagttageren |")


@each
def test_no_field_asks_for_what_identifies_the_citizen(sheet: str) -> None:
    asked = re.findall(r"[^_\n]+(?=_{4,})", SHEETS[sheet])
    assert bool(asked) == (sheet == "supervisionsguide"), "the guide is filled in, the manual is read"
    assert not [words for words in asked if re.search(r"(?i)cpr|adresse|diagnose|telefon|navn|sagsn|fødsel|hvilken borger", words)]
    assert find_cpr(SHEETS[sheet]) == []

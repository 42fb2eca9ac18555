"""The parts that every level of a plan has, and the names and values of a planner's fields."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from pejling.exercise.events import check_text
from pejling.exercise.kind import Refused
from pejling_widgets.planner.content import NO_LEVEL, Content

MOST_LINES = 12
LONGEST_LINE = 120
LONGEST_TEXT = 2000
MOST_KM = 500
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Form = Literal["lines", "text", "km", "day", "tag"]


@dataclass(frozen=True)
class Part:
    """One thing that a plan says at each level."""

    id: str
    label: str
    form: Form
    help: str = ""


PARTS = (
    Part("titles", "Jobtitler", "lines", "Én på hver linje."),
    Part("functions", "Jobfunktioner", "lines", "Det, man laver på en almindelig dag. Én på hver linje."),
    Part("branches", "Brancher", "lines", "Én på hver linje."),
    Part("km", "Højst så mange kilometer hjemmefra", "km", "Et helt tal fra 0 til 500."),
    Part("fits", "Kompetencer, der passer", "lines", "Det, personen allerede kan. Én på hver linje."),
    Part("gaps", "Det, der mangler", "lines", "Kompetencer, papirer eller erfaring. Én på hver linje."),
    Part("first", "Første skridt", "text", "Noget, personen selv kan gøre."),
    Part("date", "Hvornår", "day"),
)


@dataclass(frozen=True)
class Field:
    """One field of a planner: "a/titles", "joblog/1", "circle/wishes"."""

    name: str
    label: str
    form: Form


def fields(content: Content) -> Iterator[Field]:
    """Every field there is, in the order they are shown: the circles, the levels, the joblog."""
    for circle in content.circles.circles if content.circles else ():
        yield Field(f"circle/{circle.id}", circle.title, "text")
    for level in content.levels:
        for part in PARTS:
            yield Field(f"{level.id}/{part.id}", f"{level.mark}: {part.label}", part.form)
    for entry in content.joblog:
        yield Field(f"joblog/{entry.id}", f"Joblog: {entry.title}", "tag")


def check(content: Content, field: Field, value: Any) -> Any:
    """The value as it is kept, or None when it says nothing; refuses what does not belong in the field.

    Lines are kept as a list without empty ones, a text as typed, kilometres as an int, a day as YYYY-MM-DD, a tag as
    a level's id or "none".
    """
    if value is None:
        return None
    match field.form:
        case "lines":
            return _lines(field, value)
        case "text":
            text = check_text(value, LONGEST_TEXT)
            return text if text.strip() else None
        case "km":
            if type(value) is not int or not 0 <= value <= MOST_KM:
                raise Refused(f"Skriv et helt antal kilometer fra 0 til {MOST_KM}.")
            return value
        case "day":
            return _day(field, value)
        case "tag":
            if not isinstance(value, str) or value not in (NO_LEVEL, *(level.id for level in content.levels)):
                raise Refused("Mærket findes ikke i planen. Genindlæs siden, og prøv igen.")
            return value


def show(content: Content, field: Field, value: Any) -> Any:
    """The value as an export shows it: lines joined by semicolons, a tag by its mark, an empty field as ""."""
    if value is None:
        return ""
    if field.form == "lines":
        return "; ".join(value)
    if field.form == "tag":
        return next((level.mark for level in content.levels if level.id == value), "ingen")
    return value


def _lines(field: Field, value: Any) -> list[str] | None:
    if not isinstance(value, list):
        raise Refused(f"Skriv én på hver linje i »{field.label}«.")
    lines = [text.strip() for text in (check_text(line, LONGEST_LINE) for line in value) if text.strip()]
    if len(lines) > MOST_LINES:
        raise Refused(f"Der er plads til {MOST_LINES} linjer i »{field.label}«. Vælg de vigtigste.")
    return lines or None


def _day(field: Field, value: Any) -> str:
    if isinstance(value, str) and _ISO_DAY.fullmatch(value):
        try:
            date.fromisoformat(value)
        except ValueError:
            pass
        else:
            return value
    raise Refused(f"Skriv en dato, der findes, i »{field.label}«.")

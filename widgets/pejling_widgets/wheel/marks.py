"""The fields of a wheel by its shape, and what may stand in each."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from pejling.exercise.events import check_text
from pejling.exercise.kind import Refused
from pejling_widgets.wheel.content import HIGHEST, Content

LONGEST_LINE = 200
LONGEST_TEXT = 2000

Form = Literal["number", "line", "text", "pick"]


@dataclass(frozen=True)
class Field:
    """One field: "area/work", "scale/faith", "text/1", "zone/1", "about", "chosen", "step"."""

    name: str
    label: str
    form: Form
    options: tuple[tuple[str, str], ...] = ()
    """What can be picked: (id, text)."""


def fields(content: Content) -> Iterator[Field]:
    """Every field there is, in the order they are shown."""
    if content.about:
        yield Field("about", content.about, "line")
    match content.shape:
        case "wheel":
            yield from (Field(f"area/{area.id}", area.title, "number") for area in content.areas)
            yield Field("chosen", "Valgt område", "pick", tuple((area.id, area.title) for area in content.areas))
            yield Field("step", content.step, "text")
        case "scales":
            for scale in content.scales:
                yield Field(f"scale/{scale.id}", scale.title, "number")
                yield Field(f"lower/{scale.id}", f"{scale.title} {scale.lower}", "text")
                yield Field(f"raise/{scale.id}", f"{scale.title} {scale.raise_one}", "text")
        case "circles":
            zones = tuple((zone.id, zone.title) for zone in content.zones)
            for n in range(1, content.most + 1):
                yield Field(f"text/{n}", f"Udsagn {n}", "line")
                yield Field(f"zone/{n}", f"Udsagn {n}: ring", "pick", zones)
            yield Field("step", content.step, "text")


def check(field: Field, value: Any) -> Any:
    """The value as it is kept, or None when it says nothing; refuses what does not belong in the field."""
    if value is None:
        return None
    match field.form:
        case "number":
            if type(value) is not int or not 0 <= value <= HIGHEST:
                raise Refused(f"Vælg et helt tal fra 0 til {HIGHEST} i »{field.label}«.")
            return value
        case "pick":
            if not isinstance(value, str) or value not in dict(field.options):
                raise Refused(f"Valget findes ikke under »{field.label}«. Genindlæs siden, og prøv igen.")
            return value
        case "line" | "text":
            text = check_text(value, LONGEST_LINE if field.form == "line" else LONGEST_TEXT)
            return text if text.strip() else None


def show(field: Field, value: Any) -> Any:
    """The value as an export shows it: a pick by its text, an empty field as ""."""
    if value is None:
        return ""
    return dict(field.options)[value] if field.form == "pick" else value


def meaning(field: Field) -> str:
    """The codebook's line for the field."""
    match field.form:
        case "number":
            return f"Helt tal fra 0 til {HIGHEST}. Tomt: ikke sat."
        case "pick":
            return "Ét valg: " + " / ".join(text for _, text in field.options) + "."
        case "line":
            return f"Fritekst, højst {LONGEST_LINE} tegn."
        case "text":
            return f"Fritekst, højst {LONGEST_TEXT} tegn."

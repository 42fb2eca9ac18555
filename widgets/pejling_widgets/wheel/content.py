"""The schema of a wheel: a chart that one sets oneself, of one of three shapes."""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Literal, Self

from pydantic import Field as Given
from pydantic import field_validator, model_validator

from pejling.exercise.fields import ChoiceField, Field, FieldExercise, NumberField, ScaleField, TextField
from pejling.exercise.fields.choice import Option
from pejling.schema import Id, Line, Strict

HIGHEST = 10
LONGEST_LINE = 200
LONGEST_TEXT = 2000
_WHY_NOT_TOP = re.compile(r"\bhvorfor\s+(er\s+\w+\s+|var\s+\w+\s+)?ikke\s+(en?\s+|på\s+)?(10|ti|tier|højere|mere)\b", re.IGNORECASE)


class Area(Strict):
    """One area of the wheel."""

    id: Id = Given(description="Fast navn på området.")
    title: Line = Given(description="Områdets navn. Kort: det skal kunne læses på en telefon.")


class Scale(Strict):
    """One scale from 0 to 10, with what is asked of the number."""

    id: Id = Given(description="Fast navn på skalaen.")
    title: Line = Given(description="Det, skalaen spørger om.")
    low_text: Line = Given(description="Hvad 0 betyder.")
    high_text: Line = Given(description="Hvad 10 betyder.")
    lower: Line = Given("Hvorfor ikke lavere?", description="Spørgsmålet nedad, til grundene bag tallet.")
    raise_one: Line = Given("Hvad ville løfte det ét trin?", description="Spørgsmålet ét trin opad.")

    @field_validator("lower", "raise_one")
    @classmethod
    def _never_why_not_ten(cls, text: str) -> str:
        if _WHY_NOT_TOP.search(text):
            raise ValueError("spørg aldrig, hvorfor tallet ikke er højere; spørg, hvorfor det ikke er lavere")
        return text


class Zone(Strict):
    """One ring of the circles, the innermost first."""

    id: Id = Given(description="Fast navn på ringen.")
    title: Line = Given(description="Det, ringen hedder.")


class Content(FieldExercise):
    """A wheel of areas, one to three scales, or circles to sort one's own statements into."""

    kind: Literal["wheel"]
    shape: Literal["wheel", "scales", "circles"] = Given(
        description="wheel: et hjul af områder. scales: skalaer fra 0 til 10. circles: cirkler at sortere udsagn i."
    )
    about: Line | None = Given(None, description="Det, man først skriver i én linje, for eksempel hvilken forandring det gælder.")
    areas: tuple[Area, ...] = Given((), max_length=10, description="Hjulets områder, 6 til 10. Kun med shape: wheel.")
    scales: tuple[Scale, ...] = Given((), max_length=3, description="Skalaerne. Kun med shape: scales.")
    zones: tuple[Zone, ...] = Given((), max_length=4, description="Ringene, den inderste først. Kun med shape: circles.")
    most: int = Given(8, ge=2, le=12, description="Hvor mange udsagn der er plads til i cirklerne.")
    statement: Line = Given("Skriv noget, der fylder", description="Det, man skriver i hvert udsagn. Kun med shape: circles.")
    step: Line = Given("Hvad ville ét trin op være?", description="Spørgsmålet til det, man vælger til sidst.")

    @cached_property
    def named(self) -> Mapping[str, Field]:
        """Every field by its name: "area/work", "scale/faith", "lower/faith", "text/1", "zone/1", "about", "chosen", "step"."""
        return dict(self._fields())

    def _fields(self) -> Iterator[tuple[str, Field]]:
        if self.about:
            yield "about", TextField(id="about", label=self.about, longest=LONGEST_LINE)
        match self.shape:
            case "wheel":
                for area in self.areas:
                    yield f"area/{area.id}", NumberField(id=area.id, label=area.title, high=HIGHEST)
                yield "chosen", ChoiceField(id="chosen", label="Valgt område", options=_options(self.areas))
                yield "step", _text("step", self.step)
            case "scales":
                for scale in self.scales:
                    yield f"scale/{scale.id}", ScaleField(id=scale.id, label=scale.title, high=HIGHEST,
                                                          low_text=scale.low_text, high_text=scale.high_text)
                    yield f"lower/{scale.id}", _text(scale.id, f"{scale.title} {scale.lower}")
                    yield f"raise/{scale.id}", _text(scale.id, f"{scale.title} {scale.raise_one}")
            case "circles":
                for n in range(1, self.most + 1):
                    yield f"text/{n}", TextField(id=str(n), label=f"Udsagn {n}", longest=LONGEST_LINE)
                    yield f"zone/{n}", ChoiceField(id=str(n), label=f"Udsagn {n}: ring", options=_options(self.zones))
                yield "step", _text("step", self.step)

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        given: dict[str, tuple[Area | Scale | Zone, ...]] = {"wheel": self.areas, "scales": self.scales, "circles": self.zones}
        least = {"wheel": 6, "scales": 1, "circles": 2}[self.shape]
        named = {"wheel": "areas", "scales": "scales", "circles": "zones"}
        ids = [one.id for one in given[self.shape]]
        if len(ids) < least:
            raise ValueError(f"shape: {self.shape} skal have mindst {least} under {named[self.shape]}")
        if len(set(ids)) < len(ids):
            raise ValueError(f"to under {named[self.shape]} har samme id; giv dem hver sit")
        if unused := [named[shape] for shape, ones in given.items() if ones and shape != self.shape]:
            raise ValueError(f"{unused[0]} bruges ikke med shape: {self.shape}; slet det, eller ret shape")
        if self.anonymous or self.may_share or self.visible not in ("author", "plenum"):
            raise ValueError("et hjul (wheel) er enten visible: author eller plenum, ikke anonymt og uden may_share")
        if self.scope == "course":
            raise ValueError("et hjul (wheel) sættes af personer eller grupper")
        return self


def _options(chosen: tuple[Area, ...] | tuple[Zone, ...]) -> tuple[Option, ...]:
    return tuple(Option(id=one.id, text=one.title) for one in chosen)


def _text(name: str, label: str) -> TextField:
    return TextField(id=name, label=label, rows=2, longest=LONGEST_TEXT)

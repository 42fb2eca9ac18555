"""The schema of a wheel: a chart that one sets oneself, of one of three shapes."""

import re
from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from pejling.schema import Exercise, Id, Line, Strict

HIGHEST = 10
_WHY_NOT_TOP = re.compile(r"\bhvorfor\s+(er\s+\w+\s+|var\s+\w+\s+)?ikke\s+(en?\s+|på\s+)?(10|ti|tier|højere|mere)\b", re.IGNORECASE)


class Area(Strict):
    """One area of the wheel."""

    id: Id = Field(description="Fast navn på området.")
    title: Line = Field(description="Områdets navn. Kort: det skal kunne læses på en telefon.")


class Scale(Strict):
    """One scale from 0 to 10, with what is asked of the number."""

    id: Id = Field(description="Fast navn på skalaen.")
    title: Line = Field(description="Det, skalaen spørger om.")
    low_text: Line = Field(description="Hvad 0 betyder.")
    high_text: Line = Field(description="Hvad 10 betyder.")
    lower: Line = Field("Hvorfor ikke lavere?", description="Spørgsmålet nedad, til grundene bag tallet.")
    raise_one: Line = Field("Hvad ville løfte det ét trin?", description="Spørgsmålet ét trin opad.")

    @field_validator("lower", "raise_one")
    @classmethod
    def _never_why_not_ten(cls, text: str) -> str:
        if _WHY_NOT_TOP.search(text):
            raise ValueError("spørg aldrig, hvorfor tallet ikke er højere; spørg, hvorfor det ikke er lavere")
        return text


class Zone(Strict):
    """One ring of the circles, the innermost first."""

    id: Id = Field(description="Fast navn på ringen.")
    title: Line = Field(description="Det, ringen hedder.")


class Content(Exercise):
    """A wheel of areas, one to three scales, or circles to sort one's own statements into."""

    kind: Literal["wheel"]
    shape: Literal["wheel", "scales", "circles"] = Field(
        description="wheel: et hjul af områder. scales: skalaer fra 0 til 10. circles: cirkler at sortere udsagn i."
    )
    about: Line | None = Field(None, description="Det, man først skriver i én linje, for eksempel hvilken forandring det gælder.")
    areas: tuple[Area, ...] = Field((), max_length=10, description="Hjulets områder, 6 til 10. Kun med shape: wheel.")
    scales: tuple[Scale, ...] = Field((), max_length=3, description="Skalaerne. Kun med shape: scales.")
    zones: tuple[Zone, ...] = Field((), max_length=4, description="Ringene, den inderste først. Kun med shape: circles.")
    most: int = Field(8, ge=2, le=12, description="Hvor mange udsagn der er plads til i cirklerne.")
    statement: Line = Field("Skriv noget, der fylder", description="Det, man skriver i hvert udsagn. Kun med shape: circles.")
    step: Line = Field("Hvad ville ét trin op være?", description="Spørgsmålet til det, man vælger til sidst.")

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

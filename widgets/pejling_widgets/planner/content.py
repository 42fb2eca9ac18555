"""The schema of a planner: a fictional person, the plan's levels, a joblog to hold it against, and three circles."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from pejling.cases import Person
from pejling.schema import Exercise, Id, Line, Markdown, Strict

NO_LEVEL = "none"
"""The tag of an advertisement that belongs to none of the levels."""
WORDS = ("joblog", "circle", NO_LEVEL)
"""Names that a level cannot have: the fields' own names begin with them."""


class Level(Strict):
    """One level of the plan, as A in an ABC-plan."""

    id: Id = Field(description="Fast navn på niveauet.")
    mark: str = Field(min_length=1, max_length=3, description="Det korte mærke, som opslag får: A, B, 1 …")
    title: Line = Field(description="Niveauets navn.")
    meaning: Markdown = Field(description="Hvad niveauet betyder.")


class Entry(Strict):
    """One line of the fictional joblog."""

    id: Id = Field(description="Fast navn på linjen.")
    date: Annotated[date, Field(description="Den dag, opslaget blev søgt, som 2027-05-03.")]
    title: Line = Field(description="Stillingen.")
    company: Line = Field(description="Virksomhedens art. Aldrig navnet på en virksomhed, der findes.")
    km: int = Field(ge=0, le=500, description="Kilometer fra personens bopæl.")


class Circle(Strict):
    """One of the three circles."""

    id: Id = Field(description="Fast navn på cirklen.")
    title: Line = Field(description="Ordet i cirklen.")
    prompt: Line = Field(description="Det, man skal skrive i den.")


class Circles(Strict):
    """Three circles that overlap."""

    title: Line = Field(description="Overskriften over de tre cirkler.")
    middle: Line = Field(description="Det, der står, hvor alle tre mødes.")
    circles: tuple[Circle, Circle, Circle] = Field(description="De tre cirkler.")


class Content(Exercise):
    """A planner."""

    kind: Literal["planner"]
    person: Person = Field(description="Den opdigtede person, planen er for.")
    story: Markdown = Field("", description="Det, man skal vide om personen, i Markdown.")
    circles: Circles | None = Field(None, description="Tre cirkler, der overlapper. Kan udelades.")
    levels: tuple[Level, ...] = Field(min_length=1, max_length=5, description="Planens niveauer i rækkefølge.")
    joblog: tuple[Entry, ...] = Field((), max_length=20, description="En opdigtet joblog, som planen holdes op imod.")
    near: int = Field(15, ge=1, le=500, description="Opslag under så mange kilometer kaldes tæt på.")

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        circles = self.circles.circles if self.circles else ()
        for what, ids in (
            ("niveauer", [level.id for level in self.levels]),
            ("mærker", [level.mark for level in self.levels]),
            ("opslag i jobloggen", [entry.id for entry in self.joblog]),
            ("cirkler", [circle.id for circle in circles]),
        ):
            if len(set(ids)) < len(ids):
                raise ValueError(f"to {what} hedder det samme; giv dem hver sit navn")
        if taken := [level.id for level in self.levels if level.id in WORDS]:
            raise ValueError(f"et niveau kan ikke have id {taken[0]}; vælg et andet, for eksempel a")
        if self.anonymous or self.may_share or self.visible not in ("author", "plenum"):
            raise ValueError("en plan (planner) er enten visible: author eller plenum, ikke anonym og uden may_share")
        if self.scope == "course":
            raise ValueError("en plan (planner) laves af personer eller grupper")
        return self

"""The schema of a planner: a fictional person, the plan's levels, a joblog to hold it against, and three circles."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field as Given
from pydantic import model_validator

from pejling.cases import Person
from pejling.exercise.fields import ChoiceField, DateField, Field, FieldExercise, LinesField, NumberField, TextField
from pejling.exercise.fields.choice import Option
from pejling.schema import Id, Line, Markdown, Strict

LONGEST_TEXT = 2000
MOST_KM = 500
PARTS: tuple[Field, ...] = (
    LinesField(id="titles", label="Jobtitler", help="Én på hver linje."),
    LinesField(id="functions", label="Jobfunktioner", help="Det, man laver på en almindelig dag. Én på hver linje."),
    LinesField(id="branches", label="Brancher", help="Én på hver linje."),
    NumberField(
        id="km", label="Højst så mange kilometer hjemmefra", help=f"Et helt tal fra 0 til {MOST_KM}.", high=MOST_KM, unit="km"
    ),
    LinesField(id="fits", label="Kompetencer, der passer", help="Det, personen allerede kan. Én på hver linje."),
    LinesField(id="gaps", label="Det, der mangler", help="Kompetencer, papirer eller erfaring. Én på hver linje."),
    TextField(id="first", label="Første skridt", help="Noget, personen selv kan gøre.", rows=2, longest=LONGEST_TEXT),
    DateField(id="date", label="Hvornår"),
)
"""What a plan says at each level."""
NO_LEVEL = "none"
"""The tag of an advertisement that belongs to none of the levels."""
WORDS = ("joblog", "circle", NO_LEVEL)
"""Names that a level cannot have: the fields' own names begin with them."""


class Level(Strict):
    """One level of the plan, as A in an ABC-plan."""

    id: Id = Given(description="Fast navn på niveauet.")
    mark: str = Given(min_length=1, max_length=3, description="Det korte mærke, som opslag får: A, B, 1 …")
    title: Line = Given(description="Niveauets navn.")
    meaning: Markdown = Given(description="Hvad niveauet betyder.")


class Entry(Strict):
    """One line of the fictional joblog."""

    id: Id = Given(description="Fast navn på linjen.")
    date: Annotated[date, Given(description="Den dag, opslaget blev søgt, som 2027-05-03.")]
    title: Line = Given(description="Stillingen.")
    company: Line = Given(description="Virksomhedens art. Aldrig navnet på en virksomhed, der findes.")
    km: int = Given(ge=0, le=500, description="Kilometer fra personens bopæl.")


class Circle(Strict):
    """One of the three circles."""

    id: Id = Given(description="Fast navn på cirklen.")
    title: Line = Given(description="Ordet i cirklen.")
    prompt: Line = Given(description="Det, man skal skrive i den.")


class Circles(Strict):
    """Three circles that overlap."""

    title: Line = Given(description="Overskriften over de tre cirkler.")
    middle: Line = Given(description="Det, der står, hvor alle tre mødes.")
    circles: tuple[Circle, Circle, Circle] = Given(description="De tre cirkler.")


class Content(FieldExercise):
    """A planner."""

    kind: Literal["planner"]
    person: Person = Given(description="Den opdigtede person, planen er for.")
    story: Markdown = Given("", description="Det, man skal vide om personen, i Markdown.")
    circles: Circles | None = Given(None, description="Tre cirkler, der overlapper. Kan udelades.")
    levels: tuple[Level, ...] = Given(min_length=1, max_length=5, description="Planens niveauer i rækkefølge.")
    joblog: tuple[Entry, ...] = Given((), max_length=20, description="En opdigtet joblog, som planen holdes op imod.")
    near: int = Given(15, ge=1, le=500, description="Opslag under så mange kilometer kaldes tæt på.")

    @cached_property
    def named(self) -> Mapping[str, Field]:
        """Every field by its name: "circle/wishes", "a/titles", "joblog/1"."""
        return dict(self._fields())

    def _fields(self) -> Iterator[tuple[str, Field]]:
        for circle in self.circles.circles if self.circles else ():
            yield f"circle/{circle.id}", TextField(id=circle.id, label=circle.title, help=circle.prompt, rows=2,
                                                   longest=LONGEST_TEXT)
        for level in self.levels:
            for part in PARTS:
                said = {**part.model_dump(), "label": f"{level.mark}: {part.label}"}
                yield f"{level.id}/{part.id}", type(part).model_validate(said)
        tags = (*(Option(id=level.id, text=level.mark) for level in self.levels), Option(id=NO_LEVEL, text="ingen"))
        for entry in self.joblog:
            yield f"joblog/{entry.id}", ChoiceField(id=entry.id, label=f"Joblog: {entry.title}", options=tags)

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

"""The schema of a board: groups (or persons) write under headings, plenum sees."""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Literal, Self

from pydantic import Field as Given
from pydantic import model_validator

from pejling.exercise.events import LONGEST
from pejling.exercise.fields import Field, FieldExercise, TextField
from pejling.schema import Id, Line, Markdown, Strict, check_distinct

LONGEST_POST = 1_000
"""Most characters in one of several posts; a single text may have LONGEST."""
_POST = re.compile(r"[a-z0-9]{6,20}")


class Section(Strict):
    """A heading to write under."""

    id: Id = Given(description="Fast navn på feltet.")
    title: Line = Given(description="Overskriften.")
    prompt: Markdown = Given("", description="Hvad der skal skrives her.")
    many: bool = Given(True, description="true: flere korte opslag. false: én sammenhængende tekst (som i en plan).")

    @cached_property
    def field(self) -> TextField:
        """What each post, or the one text, may hold."""
        rows, longest = (2, LONGEST_POST) if self.many else (6, LONGEST)
        return TextField(id=self.id, label=self.title, rows=rows, longest=longest)


class Content(FieldExercise):
    """A board."""

    kind: Literal["board"]
    cases: tuple[Id, ...] = Given(
        (), description="Cases fra mappen cases/, som grupperne arbejder med: gruppe 1 får den første osv."
    )
    sections: tuple[Section, ...] = Given(min_length=1, max_length=12, description="Overskrifterne i rækkefølge.")
    most_posts: int = Given(12, ge=1, le=40, description="Hvor mange opslag der højst må stå under hver overskrift.")

    @cached_property
    def named(self) -> Mapping[str, Field]:
        """Each section's field by the section's id."""
        return {section.id: section.field for section in self.sections}

    def section_of(self, name: str) -> Section | None:
        """The section that a field's name belongs to: "section" for one text, "section/random" for a post."""
        start, slash, post = name.partition("/")
        fits = (s for s in self.sections if s.id == start and (_POST.fullmatch(post) if s.many else not slash))
        return next(fits, None)

    def field_of(self, name: str) -> Field | None:
        """The field of the section that the name belongs to."""
        section = self.section_of(name)
        return section.field if section else None

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        check_distinct("overskrifter", [section.id for section in self.sections])
        if self.scope == "course":
            raise ValueError("på en tavle (board) skriver grupper eller personer; skriv scope: group eller person")
        if self.visible not in ("plenum", "aggregate"):
            raise ValueError(
                "en tavle (board) vises i plenum; skriv visible: plenum – eller visible: aggregate med anonymous: true"
            )
        if self.anonymous != (self.visible == "aggregate"):
            raise ValueError("en tavle uden navne skal have både anonymous: true og visible: aggregate")
        if self.anonymous and self.scope != "person":
            raise ValueError("kun personer kan skrive uden navn; skriv scope: person")
        return self

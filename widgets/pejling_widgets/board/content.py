"""The schema of a board: groups (or persons) write under headings, plenum sees."""

from typing import Literal, Self

from pydantic import Field, model_validator

from pejling.schema import Exercise, Id, Line, Markdown, Strict


class Section(Strict):
    """A heading to write under."""

    id: Id = Field(description="Fast navn på feltet.")
    title: Line = Field(description="Overskriften.")
    prompt: Markdown = Field("", description="Hvad der skal skrives her.")
    many: bool = Field(True, description="true: flere korte opslag. false: én sammenhængende tekst (som i en plan).")


class Content(Exercise):
    """A board."""

    kind: Literal["board"]
    cases: tuple[Id, ...] = Field(
        (), description="Cases fra mappen cases/, som grupperne arbejder med: gruppe 1 får den første osv."
    )
    sections: tuple[Section, ...] = Field(min_length=1, max_length=12, description="Overskrifterne i rækkefølge.")
    most_posts: int = Field(12, ge=1, le=40, description="Hvor mange opslag der højst må stå under hver overskrift.")

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        ids = [s.id for s in self.sections]
        if len(set(ids)) < len(ids):
            raise ValueError("to overskrifter har samme id; giv dem hver sit")
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

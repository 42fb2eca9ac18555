"""The schema of a navigator: which tools lie at which pejlemærke. The tools' texts are their cards'."""

from collections.abc import Mapping
from functools import cached_property
from typing import Literal, Self

from pydantic import Field as Given
from pydantic import model_validator

from pejling.cards import Mark
from pejling.exercise.fields import ChoiceField, Field, FieldExercise
from pejling.exercise.fields.choice import Option
from pejling.schema import Id, Line, Strict

STEPS = (
    Option(id="set", text="Læst"),
    Option(id="oevet", text="Øvet"),
    Option(id="proevet", text="Prøvet i en samtale"),
)
"""How far one can have come with a tool, each step further than the one before."""


class Pejlemaerke(Strict):
    """One of the six places on the map."""

    mark: Mark = Given(description="Pejlemærkets tegn: A, B, 1, 2, 3 eller 4.")
    title: Line = Given(description="Navnet, som »Fokusér«.")
    subtitle: str = Given("", max_length=300, description="Hvad trinnet går ud på. Kan udelades.")
    tools: tuple[Id, ...] = Given(min_length=1, max_length=8, description="Redskabernes id i rækkefølge, som »livshjulet«.")


class Content(FieldExercise):
    """A map of tools."""

    kind: Literal["navigator"]
    pejlemaerker: tuple[Pejlemaerke, ...] = Given(
        min_length=1, max_length=6, description="Pejlemærkerne: først A og B, der er grunden, så trinnene 1–4."
    )

    @property
    def tools(self) -> tuple[str, ...]:
        """Every tool's id, in the order of the map; the host finds their cards."""
        return tuple(tool for place in self.pejlemaerker for tool in place.tools)

    @cached_property
    def named(self) -> Mapping[str, Field]:
        """A field for each tool, by its id: how far one has come with it."""
        return {tool: ChoiceField(id=tool, label=tool, options=STEPS) for tool in self.tools}

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        marks = [place.mark for place in self.pejlemaerker]
        if marks != sorted(set(marks), key="AB1234".index):
            raise ValueError("pejlemærkerne står i rækkefølgen A, B, 1, 2, 3, 4, og hvert er der højst én gang")
        for tool in self.tools:
            if self.tools.count(tool) > 1:
                raise ValueError(f"redskabet »{tool}« står to gange; slet det ene")
        if self.anonymous or self.scope != "person" or self.visible != "author" or self.may_share:
            right = "scope: person, visible: author, uden anonymous og may_share"
            raise ValueError(f"en oversigt (navigator) er kun for en selv: {right}")
        return self

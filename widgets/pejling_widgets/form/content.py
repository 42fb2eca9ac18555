"""The schema of a form: fields that save themselves, a hand-in, and a day it is due."""

from collections.abc import Mapping
from functools import cached_property
from typing import Literal, Self

from pydantic import Field as Given
from pydantic import model_validator

from pejling.exercise.fields import AnyField, Field, FieldExercise
from pejling.schema import check_distinct
from pejling_widgets.form.minutes import Minutes


class Content(FieldExercise):
    """A form."""

    kind: Literal["form"]
    fields: tuple[AnyField, ...] = Given(min_length=1, max_length=40, description="Felterne i rækkefølge.")
    minutes_of: Minutes | None = Given(None, description="Felter med minutter, der skal gå op i den tid, der er. Kan udelades.")
    hand_in: bool = Given(True, description="true: der er en knap, som afleverer. false: det gemmes bare.")

    @cached_property
    def named(self) -> Mapping[str, Field]:
        """Every field by its id."""
        return {field.id: field for field in self.fields}

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        check_distinct("felter", [field.id for field in self.fields])
        if self.minutes_of and (mistake := self.minutes_of.mistake(self.named)):
            raise ValueError(mistake)
        if self.homework and not self.hand_in:
            raise ValueError("en hjemmeopgave skal kunne afleveres; skriv hand_in: true")
        if self.anonymous:
            raise ValueError("et skema (form) hører til den, der skriver; brug en afstemning (poll) til anonyme svar")
        if self.scope == "course":
            raise ValueError("et skema (form) udfyldes af personer eller grupper")
        return self

"""The schema of a form: fields that save themselves, a hand-in, and a day it is due."""

from collections.abc import Mapping
from functools import cached_property
from typing import ClassVar, Literal, Self

from pydantic import Field as Given
from pydantic import model_validator

from pejling.exercise.fields import AnyField, Field, FieldExercise
from pejling.exercise.fields.asked import words_that_can_be
from pejling.exercise.fields.figures import check_figures
from pejling.schema import check_distinct
from pejling_widgets.form.minutes import Minutes


class Content(FieldExercise):
    """A form."""

    lays_out: ClassVar[bool] = True

    kind: Literal["form"]
    fields: tuple[AnyField, ...] = Given(min_length=1, max_length=60, description="Felterne i rækkefølge.")
    minutes_of: Minutes | None = Given(None, description="Felter med minutter, der skal gå op i den tid, der er. Kan udelades.")
    hand_in: bool = Given(True, description="true: der er en knap, som afleverer. false: det gemmes bare.")

    @cached_property
    def named(self) -> Mapping[str, Field]:
        """Every field by its id."""
        return {field.id: field for field in self.fields}

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        check_distinct("felter", [field.id for field in self.fields])
        check_figures(self.named)
        self._check_layout()
        if self.minutes_of and (mistake := self.minutes_of.mistake(self.named)):
            raise ValueError(mistake)
        if self.homework and not self.hand_in:
            raise ValueError("en hjemmeopgave skal kunne afleveres; skriv hand_in: true")
        if self.anonymous:
            raise ValueError("et skema (form) hører til den, der skriver; brug en afstemning (poll) til anonyme svar")
        if self.scope == "course":
            raise ValueError("et skema (form) udfyldes af personer eller grupper")
        return self

    def _check_layout(self) -> None:
        """Refuses a condition or a recall that names what does not stand before it, or an answer that cannot be given."""
        before: dict[str, Field] = {}
        for field in self.fields:
            for what, name in (("only_if", field.only_if and field.only_if.field), ("recalls", field.recalls)):
                if name and name not in before:
                    raise ValueError(f"{what} ved {field.id} nævner {name}; det skal være et felt, der står før")
            if field.only_if:
                can = words_that_can_be(before[field.only_if.field])
                wrong = [word for word in field.only_if.is_ if can is None or word not in can]
                if wrong:
                    told = ", ".join(sorted(can)) if can else "et felt af typen choice, tick eller check"
                    raise ValueError(f"only_if ved {field.id}: {wrong[0]} er intet svar på {field.only_if.field}; brug {told}")
            before[field.id] = field
        if not any(field.asked for field in self.fields):
            raise ValueError("et skema skal have mindst ét felt, som nogen udfylder")

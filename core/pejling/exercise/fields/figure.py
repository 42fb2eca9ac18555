"""A figure: a number, or a rule that is held or not, which follows from other fields. Nobody fills it in."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from random import Random
from typing import Any, ClassVar, Literal, Self

from babel.numbers import format_decimal
from pydantic import Field as Given
from pydantic import model_validator

from pejling.exercise.fields.field import Field
from pejling.exercise.fields.formula import LONGEST_FORMULA, Formula, read
from pejling.exercise.kind import Column, Refused
from pejling.schema import Line

FORMATS = ("#,##0", "#,##0.#", "#,##0.##")
"""How so many decimals are written."""


class FigureField(Field):
    """A figure with its rule and source beside it; its value is never kept, but worked out where it is shown."""

    type: Literal["figure"] = "figure"
    formula: str = Given(min_length=1, max_length=LONGEST_FORMULA,
                         description="Hvordan det regnes ud af andre felter: ugeloen * 14, "
                         "sum(plan.praktik), last(plan.loen) >= 5. I et felts id skrives _ i stedet for -.")
    unit: Line | None = Given(None, description="Det, der tælles, for eksempel kr. Kan udelades.")
    decimals: int = Given(0, ge=0, le=2, description="Hvor mange decimaler der vises.")
    rule: Line = Given(description="Reglen i ord, som den står ved siden af tallet.")
    rule_source: Line = Given(description="Hvor reglen kommer fra, med år.")
    held: Line = Given("Ja", description="Ordene, når en sammenligning holder.")
    not_held: Line = Given("Nej", description="Ordene, når den ikke holder.")

    asked: ClassVar[bool] = False

    @model_validator(mode="after")
    def _can_be_read(self) -> Self:
        if self.required:
            raise ValueError("et tal, der regnes ud, kan ikke være required")
        for divisor in self.parsed.divisors:
            if divisor == ["number", 0]:
                raise ValueError(f"formlen {self.formula} deler med 0")
        return self

    @cached_property
    def parsed(self) -> Formula:
        """The formula as it was read."""
        return read(self.formula)

    def check(self, value: Any) -> None:
        raise Refused(f"»{self.label}« regnes ud af de andre felter og kan ikke skrives.")

    def filled(self, value: Any) -> bool:
        """Nothing is ever kept in it."""
        return False

    def say(self, answers: Mapping[str, Any]) -> str:
        """What it comes to, in words; "" while a number is missing."""
        value = self.parsed.value(answers)
        if value is None:
            return ""
        if isinstance(value, bool):
            return self.held if value else self.not_held
        number = format_decimal(round(value, self.decimals), FORMATS[self.decimals], locale="da_DK")
        return f"{number} {self.unit}" if self.unit else number

    def meaning(self) -> str:
        return f"Regnes ud: {self.rule}"

    def columns(self, name: str) -> list[Column]:
        """None: what it follows from is there."""
        return []

    def cells(self, value: Any) -> list[Any]:
        """None."""
        return []

    def spread(self, values: Sequence[Any]) -> None:
        """Not told together."""

    def play(self, chance: Random) -> None:
        """Nobody answers it."""

    @cached_property
    def drawn(self) -> Mapping[str, Any]:
        return {**super().drawn, "formula": self.parsed.tree}

"""A whole number within bounds: kilometres, days, years."""

from collections.abc import Sequence
from random import Random
from statistics import median
from typing import Any, Literal, Self

from pydantic import Field as Given
from pydantic import model_validator

from pejling.exercise.fields.field import Field
from pejling.exercise.fields.scale import whole_number
from pejling.exercise.summary import Distribution, mean_of
from pejling.schema import Line


class NumberField(Field):
    """A whole number from `low` to `high`."""

    type: Literal["number"] = "number"
    low: int = Given(0, ge=0, description="Det laveste tal, der kan skrives.")
    high: int = Given(100, le=1_000_000, description="Det højeste tal, der kan skrives.")
    unit: Line | None = Given(None, description="Det, der tælles, for eksempel km. Kan udelades.")

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.low >= self.high:
            raise ValueError("low skal være mindre end high")
        return self

    def check(self, value: Any) -> int:
        return whole_number(self, value, self.low, self.high)

    def meaning(self) -> str:
        return f"Helt tal fra {self.low} til {self.high}{f' ({self.unit})' if self.unit else ''}."

    def spread(self, values: Sequence[int]) -> Distribution:
        """How many wrote each number that was written, with the mean and the median."""
        seen = [(str(one), str(one), values.count(one)) for one in sorted(set(values))]
        return Distribution.of(len(values), seen, mean_of(values), float(median(values)) if values else None)

    def play(self, chance: Random) -> int:
        return chance.randint(self.low, self.high)

"""A place on a scale of a few whole numbers."""

from collections.abc import Sequence
from random import Random
from statistics import median
from typing import Any, Literal

from pydantic import Field as Given

from pejling.exercise.fields.field import Field
from pejling.exercise.kind import Refused
from pejling.exercise.summary import Distribution, mean_of
from pejling.schema import Line


class ScaleField(Field):
    """A whole number on a scale whose ends are said in words."""

    type: Literal["scale"] = "scale"
    low: int = Given(0, ge=0, le=1, description="Skalaens laveste tal: 0 eller 1.")
    high: int = Given(10, ge=3, le=10, description="Skalaens højeste tal.")
    low_text: Line = Given(description="Hvad det laveste tal betyder.")
    high_text: Line = Given(description="Hvad det højeste tal betyder.")

    def check(self, value: Any) -> int:
        return whole_number(self, value, self.low, self.high)

    def meaning(self) -> str:
        return f"Helt tal fra {self.low} ({self.low_text}) til {self.high} ({self.high_text})."

    def spread(self, values: Sequence[int]) -> Distribution:
        """How many at each number, with the mean and the median."""
        steps = [(str(step), str(step), values.count(step)) for step in range(self.low, self.high + 1)]
        ends = {str(self.low): self.low_text, str(self.high): self.high_text}
        return Distribution.of(len(values), steps, mean_of(values), float(median(values)) if values else None, ends)

    def play(self, chance: Random) -> int:
        return chance.randint(self.low, self.high)


def whole_number(field: Field, value: Any, low: int, high: int) -> int:
    """The value as a whole number within the bounds; refuses anything else."""
    if type(value) is not int or not low <= value <= high:
        raise Refused(f"Svaret under »{field.label}« skal være et helt tal fra {low} til {high}.")
    return value

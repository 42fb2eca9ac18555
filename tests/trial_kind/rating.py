"""A type of field of the trial's own: a rating from 1 to 7."""

from collections.abc import Sequence
from random import Random
from typing import Any, Literal

from pejling.exercise.fields import Field
from pejling.exercise.kind import Refused
from pejling.exercise.summary import Distribution, mean_of


class RatingField(Field):
    """A whole number from 1 to 7."""

    type: Literal["rating"] = "rating"
    low: Literal[1] = 1
    high: Literal[7] = 7

    def check(self, value: Any) -> int:
        """The number."""
        if type(value) is not int or not self.low <= value <= self.high:
            raise Refused("Vælg et tal fra 1 til 7.")
        return value

    def meaning(self) -> str:
        """The codebook's line."""
        return "Helt tal fra 1 til 7."

    def spread(self, values: Sequence[int]) -> Distribution:
        """How many gave each number, and the mean."""
        counts = [(str(n), str(n), values.count(n)) for n in range(self.low, self.high + 1)]
        return Distribution.of(len(values), counts, mean_of(values))

    def play(self, chance: Random) -> int:
        """A number."""
        return chance.randint(self.low, self.high)

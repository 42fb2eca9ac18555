"""A box to tick."""

from collections.abc import Sequence
from random import Random
from typing import Any, Literal

from pejling.exercise.fields.field import Field
from pejling.exercise.kind import Refused
from pejling.exercise.summary import Distribution


class TickField(Field):
    """A box to tick, kept as True."""

    type: Literal["tick"] = "tick"

    def check(self, value: Any) -> Literal[True] | None:
        if not isinstance(value, bool):
            raise Refused(f"»{self.label}« kan kun krydses af eller ej.")
        return value or None

    def show(self, value: Any) -> str:
        return "ja"

    def meaning(self) -> str:
        return "ja, hvis feltet er krydset af."

    def answers(self, values: Sequence[Any]) -> list[bool]:
        """All of them: an empty box is an answer, too."""
        return [value is True for value in values]

    def spread(self, values: Sequence[bool]) -> Distribution:
        """How many have ticked it and how many have not."""
        return Distribution.of(len(values), [("ja", "Ja", values.count(True)), ("nej", "Nej", values.count(False))])

    def play(self, chance: Random) -> bool:
        return True

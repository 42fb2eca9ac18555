"""A text: a line, or several."""

from collections.abc import Sequence
from random import Random
from typing import Any, ClassVar, Literal, Self

from pydantic import Field as Given
from pydantic import model_validator

from pejling.alphabet import danish_order
from pejling.exercise.events import LONGEST, check_text
from pejling.exercise.fields.field import Field
from pejling.exercise.summary import Texts

PLAYED = (
    "Jeg prøvede at tie lidt længere.",
    "Vi aftalte ét skridt, som kan nås inden fredag.",
    "Jeg spurgte, hvad der var vigtigst.",
    "Det har jeg prøvet før.",
)


class TextField(Field):
    """A line or a text, kept as it was typed."""

    type: Literal["text"] = "text"
    rows: int = Given(1, ge=1, le=20, description="1: én linje. Flere: et tekstfelt med så mange linjer.")
    longest: int = Given(4000, ge=20, le=LONGEST, description="Hvor mange tegn feltet højst må have.")
    aim: tuple[int, int] | None = Given(None, description="En længdemåler: hvor mange ord der passer, som [60, 120].")

    written: ClassVar[bool] = True

    @model_validator(mode="after")
    def _aims_upwards(self) -> Self:
        if self.aim and not 0 < self.aim[0] < self.aim[1]:
            raise ValueError("aim er to tal ord, det mindste først, som [60, 120]")
        return self

    def check(self, value: Any) -> str | None:
        text = check_text(value, self.longest)
        return text if text.strip() else None

    def meaning(self) -> str:
        return f"Fritekst, højst {self.longest} tegn."

    def spread(self, values: Sequence[str]) -> Texts:
        """The texts by the alphabet: the same place in two fields is not the same person."""
        return Texts(len(values), texts=tuple(sorted(values, key=danish_order)))

    def play(self, chance: Random) -> str:
        return chance.choice(PLAYED)[: self.longest]

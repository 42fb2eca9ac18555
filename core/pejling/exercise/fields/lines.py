"""A list of short lines, one thing on each."""

from collections.abc import Sequence
from random import Random
from typing import Any, ClassVar, Literal

from pydantic import Field as Given

from pejling.exercise.events import check_text
from pejling.exercise.fields.field import Field
from pejling.exercise.fields.words import count_words
from pejling.exercise.kind import Refused
from pejling.exercise.summary import Distribution

PLAYED = ("Lagermedarbejder", "Vareindlevering", "Kundekontakt", "Plejecenter", "Truckcertifikat", "Tålmodighed")


class LinesField(Field):
    """One thing on each line, kept as a list without the empty ones."""

    type: Literal["lines"] = "lines"
    most: int = Given(12, ge=1, le=40, description="Hvor mange linjer der højst må være.")
    longest: int = Given(120, ge=10, le=1000, description="Hvor mange tegn hver linje højst må have.")

    written: ClassVar[bool] = True

    def check(self, value: Any) -> list[str] | None:
        if not isinstance(value, list):
            raise Refused(f"Skriv én på hver linje i »{self.label}«.")
        lines = [text.strip() for text in (check_text(line, self.longest) for line in value) if text.strip()]
        if len(lines) > self.most:
            raise Refused(f"Der er plads til {self.most} linjer i »{self.label}«. Vælg de vigtigste.")
        return lines or None

    def show(self, value: Any) -> str:
        return "; ".join(value)

    def meaning(self) -> str:
        return f"Højst {self.most} korte linjer, adskilt af semikolon."

    def spread(self, values: Sequence[list[str]]) -> Distribution:
        """The lines with how many wrote each."""
        return count_words(values)

    def play(self, chance: Random) -> list[str]:
        return [line[: self.longest] for line in chance.sample(PLAYED, chance.randint(1, min(3, self.most)))]

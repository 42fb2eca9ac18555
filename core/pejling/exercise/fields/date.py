"""A day in the calendar."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any, Literal

from pejling.exercise.fields.field import Field
from pejling.exercise.kind import Refused

_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FIRST_PLAYED = date(2027, 1, 4)


class DateField(Field):
    """A day, kept as YYYY-MM-DD."""

    type: Literal["date"] = "date"

    def check(self, value: Any) -> str:
        if isinstance(value, str) and _ISO_DAY.fullmatch(value):
            try:
                date.fromisoformat(value)
            except ValueError:
                pass
            else:
                return value
        raise Refused(f"Skriv en dato, der findes, i »{self.label}«.")

    def meaning(self) -> str:
        return "Dato, skrevet ÅÅÅÅ-MM-DD."

    def spread(self, values: Sequence[str]) -> None:
        """Nothing: a date says more of one person than of many."""

    def play(self, chance: Random) -> str:
        return (_FIRST_PLAYED + timedelta(days=chance.randrange(60))).isoformat()

"""What people send: texts that can be kept, dates that exist, and nothing that may never be kept, before a handler sees it."""

from datetime import date
from typing import Any, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from pejling import cpr
from pejling.errors import Invalid
from pejling.exercise.events import storable
from pejling.schema import Strict

LIKE_CPR = "like_cpr"
"""The type of the error that says so."""
REASON = "Det ligner et CPR-nummer, og det må ikke stå her. Skriv uden tal, der kan pege på et menneske."
DEEPEST = 20
"""Lists and objects inside each other; the deepest of ours have four."""
YEARS_BACK, YEARS_AHEAD = 10, 20


def is_too_deep(value: Any) -> bool:
    """Whether more lie inside each other than any page of ours sends: who walks through it would fall."""
    left = [(value, 1)]
    while left:
        one, depth = left.pop()
        if depth > DEEPEST:
            return True
        left += [(inside, depth + 1) for inside in _inside(one)]
    return False


def _inside(value: Any) -> list[Any]:
    return list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []


class Given(Strict):
    """A request's body, its texts without the characters that no text can keep."""

    @model_validator(mode="before")
    @classmethod
    def _leave_out_what_no_text_can_keep(cls, data: Any) -> Any:
        if is_too_deep(data):
            raise ValueError("too deep")
        return storable(data)


class Typed(Given):
    """A request in which no text, and no two fields after each other, hold a number like a CPR number."""

    @model_validator(mode="after")
    def _hold_no_cpr(self) -> Self:
        texts = [text for field, text in dict(self).items() if isinstance(text, str) and field != "password"]
        if cpr.find("\n".join(texts)):
            raise PydanticCustomError(LIKE_CPR, REASON)
        return self


def day_in(text: str, today: date) -> date:
    """The day that was typed as `2027-05-03`.

    Raises
    ------
    Invalid
        It does not exist, or is nowhere near today.
    """
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise Invalid("Datoen findes ikke i kalenderen.") from error
    if not today.year - YEARS_BACK <= day.year <= today.year + YEARS_AHEAD:
        raise Invalid(f"Vælg en dato mellem {today.year - YEARS_BACK} og {today.year + YEARS_AHEAD}. Der står {day.year}.")
    return day

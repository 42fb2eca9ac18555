"""Requests whose texts a person typed: what may never be kept is refused before a handler sees it."""

from typing import Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from pejling import cpr
from pejling.schema import Strict

LIKE_CPR = "like_cpr"
"""The type of the error that says so."""
REASON = "Det ligner et CPR-nummer, og det må ikke stå her. Skriv uden tal, der kan pege på et menneske."


class Typed(Strict):
    """A request in which no text, and no two fields after each other, hold a number like a CPR number."""

    @model_validator(mode="after")
    def _hold_no_cpr(self) -> Self:
        texts = [text for field, text in dict(self).items() if isinstance(text, str) and field != "password"]
        if cpr.find("\n".join(texts)):
            raise PydanticCustomError(LIKE_CPR, REASON)
        return self

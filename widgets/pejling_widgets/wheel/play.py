"""A played participant's chart, for a rehearsal and for the bots."""

from random import Random
from typing import Any

from pejling_widgets.wheel import marks
from pejling_widgets.wheel.content import HIGHEST, Content

_LINES = ("Tiden til hver samtale", "Min egen forberedelse", "Hvor mange mails der kommer", "Stemningen på mandagsmødet")
_TEXTS = ("Spørge en kollega, hvordan hun gør.", "Holde fem minutter fri før hver samtale.", "Det har jeg prøvet før.")


def play(content: Content, chance: Random) -> list[dict[str, Any]]:
    """Events that set most of the chart."""
    every = list(marks.fields(content))
    filled = [field for field in every if chance.random() < 0.8] or every[:1]
    return [{"type": "set", "field": field.name, "value": _answer(field, chance)} for field in filled]


def _answer(field: marks.Field, chance: Random) -> Any:
    match field.form:
        case "number":
            return chance.randint(0, HIGHEST)
        case "pick":
            return chance.choice(field.options)[0]
        case "line":
            return chance.choice(_LINES)
        case "text":
            return chance.choice(_TEXTS)

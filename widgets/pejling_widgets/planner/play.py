"""A played participant's plan, for a rehearsal and for the bots."""

from datetime import date, timedelta
from random import Random
from typing import Any

from pejling_widgets.planner import parts
from pejling_widgets.planner.content import NO_LEVEL, Content

_LINES = ("Lagermedarbejder", "Vareindlevering", "Kundekontakt", "Plejecenter", "Truckcertifikat", "Tålmodighed")
_TEXTS = ("Ringe til to steder på fredag.", "Spørge en tidligere kollega.", "Besøge arbejdspladsen en formiddag.")
_FIRST_DAY = date(2027, 1, 4)


def play(content: Content, chance: Random) -> list[dict[str, Any]]:
    """Events that fill in most of the plan and tag the joblog."""
    filled = [field for field in parts.fields(content) if field.form == "tag" or chance.random() < 0.8]
    if not filled:
        filled = list(parts.fields(content))[:1]
    return [{"type": "set", "field": field.name, "value": _answer(content, field, chance)} for field in filled]


def _answer(content: Content, field: parts.Field, chance: Random) -> Any:
    match field.form:
        case "lines":
            return chance.sample(_LINES, chance.randint(1, 3))
        case "text":
            return chance.choice(_TEXTS)
        case "km":
            return chance.choice((15, 25, 40, 60))
        case "day":
            return (_FIRST_DAY + timedelta(days=chance.randrange(60))).isoformat()
        case "tag":
            return chance.choice([*(level.id for level in content.levels), NO_LEVEL])

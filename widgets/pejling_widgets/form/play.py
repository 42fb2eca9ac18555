"""A played participant's answers in a form, for a rehearsal and for the bots."""

from datetime import date, timedelta
from random import Random
from typing import Any, assert_never

from pejling_widgets.form.content import AnyField, ChoiceField, Content, DateField, ScaleField, TextField, TickField

_TEXTS = (
    "Jeg prøvede at tie lidt længere.",
    "Vi aftalte ét skridt.",
    "Jeg spurgte, hvad der var vigtigst.",
)
_FIRST_DAY = date(2027, 1, 4)


def play(content: Content, chance: Random) -> list[dict[str, Any]]:
    """Events that fill in every field, and mostly hand in."""
    events = [{"type": "set", "field": field.id, "value": _answer(field, chance)} for field in content.fields]
    if content.hand_in and chance.random() < 0.8:
        events.append({"type": "hand_in"})
    return events


def _answer(field: AnyField, chance: Random) -> Any:
    match field:
        case TextField():
            return chance.choice(_TEXTS)[: field.longest]
        case ChoiceField():
            chosen = [o.id for o in chance.sample(field.options, chance.randint(1, len(field.options)))]
            return chosen if field.several else chosen[0]
        case ScaleField():
            return chance.randint(field.low, field.high)
        case TickField():
            return True
        case DateField():
            return (_FIRST_DAY + timedelta(days=chance.randrange(60))).isoformat()
    assert_never(field)

"""A played participant's way through a drill, for a rehearsal and for the bots."""

from random import Random
from typing import Any, assert_never

from pejling_widgets.drill.content import Content
from pejling_widgets.drill.items import AnyItem, Mark, Order, Place, Recognise, Rewrite, Sort, Write
from pejling_widgets.drill.replies import words_of


def play(content: Content, chance: Random) -> list[dict[str, Any]]:
    """Events that answer every item and mostly finish the last round."""
    events: list[dict[str, Any]] = []
    for item in content.practice:
        events.append({"type": "answer", "item": item.id, "value": _reply(item, chance)})
        if chance.random() < 0.2:
            events.append({"type": "again", "item": item.id})
            events.append({"type": "answer", "item": item.id, "value": _reply(item, chance)})
    events += [{"type": "set", "field": item.id, "value": _reply(item, chance)} for item in content.check]
    if chance.random() < 0.8:
        events.append({"type": "finish"})
    return events


def _reply(item: AnyItem, chance: Random) -> Any:
    match item:
        case Recognise():
            return chance.choice(item.labels).id
        case Mark():
            last = len(words_of(item.citizen))
            return sorted(chance.sample(range(last), min(3, last)))
        case Write() | Rewrite():
            return chance.choice([*(model.reply for model in item.models), item.typical.reply])
        case Order():
            ids = [step.id for step in item.steps]
            return chance.sample(ids, len(ids))
        case Sort():
            return {card.id: chance.choice(item.piles).id for card in item.cards}
        case Place():
            return chance.randint(0, len(item.lines))
    assert_never(item)

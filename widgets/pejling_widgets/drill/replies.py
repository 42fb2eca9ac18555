"""What may stand as a reply to each form of item, when it is whole, and how it is shown in words."""

import re
from typing import Any, assert_never

from pejling.exercise.events import check_text
from pejling.exercise.kind import Refused
from pejling_widgets.drill.items import AnyItem, Mark, Order, Place, Recognise, Rewrite, Sort, Write

LONGEST = 2000
"""Most characters of a written reply: what the rule engine reads."""


def words_of(text: str) -> list[tuple[int, int]]:
    """The words of a text as (start, end): what can be marked."""
    return [m.span() for m in re.finditer(r"\S+", text)]


def check(item: AnyItem, value: Any) -> Any:
    """The reply as it is kept, or None when it says nothing; refuses what does not belong to the item.

    recognise: a label's id. mark: the numbers of the marked words. write, rewrite: a text. order: the ids of all steps.
    sort: pile by card, perhaps not for all yet. place: the number of the line before the place.
    """
    if value is None:
        return None
    match item:
        case Recognise():
            return _one_of(value, [label.id for label in item.labels])
        case Mark():
            return _words(item, value)
        case Write() | Rewrite():
            text = check_text(value, LONGEST)
            return text if text.strip() else None
        case Order():
            ids = [step.id for step in item.steps]
            if not isinstance(value, list) or not all(isinstance(v, str) for v in value) or sorted(value) != sorted(ids):
                raise Refused("Rækkefølgen skal have alle trin med, hvert én gang.")
            return value
        case Sort():
            return _piles(item, value)
        case Place():
            if type(value) is not int or not 0 <= value <= len(item.lines):
                raise Refused("Stedet findes ikke i samtalen.")
            return value
    assert_never(item)


def is_whole(item: AnyItem, reply: Any) -> bool:
    """Whether there is a reply that can be given feedback."""
    return reply is not None and (not isinstance(item, Sort) or len(reply) == len(item.cards))


def ask_for(item: AnyItem) -> str:
    """What to do first, said when there is no whole reply yet."""
    match item:
        case Recognise():
            return "Vælg et svar først."
        case Mark():
            return "Markér mindst ét ord først."
        case Write() | Rewrite():
            return "Skriv dit eget bud først."
        case Order():
            return "Sæt trinnene i rækkefølge først."
        case Sort():
            return "Læg alle kort i en bunke først."
        case Place():
            return "Vælg et sted først."
    assert_never(item)


def in_words(item: AnyItem, reply: Any) -> str:
    """The reply as an export shows it."""
    if reply is None:
        return ""
    match item:
        case Recognise():
            return next(label.text for label in item.labels if label.id == reply)
        case Mark():
            places = words_of(item.citizen)
            return " / ".join(item.citizen[slice(*places[n])] for n in reply)
        case Write() | Rewrite():
            return str(reply)
        case Order():
            texts = {step.id: step.text for step in item.steps}
            return " → ".join(texts[name] for name in reply)
        case Sort():
            piles = {pile.id: pile.text for pile in item.piles}
            return "; ".join(f"{card.text}: {piles[reply[card.id]]}" for card in item.cards if card.id in reply)
        case Place():
            return place_in_words(reply)
    assert_never(item)


def place_in_words(after: int) -> str:
    """A place between lines: "efter linje 4"."""
    return f"efter linje {after}" if after else "før den første linje"


def _one_of(value: Any, ids: list[str]) -> str:
    if not isinstance(value, str) or value not in ids:
        raise Refused("Svaret findes ikke i opgaven. Genindlæs siden, og prøv igen.")
    return value


def _words(item: Mark, value: Any) -> list[int] | None:
    last = len(words_of(item.citizen)) - 1
    if not isinstance(value, list) or not all(type(v) is int and 0 <= v <= last for v in value):
        raise Refused("Ordet findes ikke i replikken. Genindlæs siden, og prøv igen.")
    return sorted(set(value)) or None


def _piles(item: Sort, value: Any) -> dict[str, str] | None:
    if not isinstance(value, dict):
        raise Refused("Kortet kan ikke ligge der. Genindlæs siden, og prøv igen.")
    cards = [card.id for card in item.cards]
    kept = {_one_of(card, cards): _one_of(pile, [p.id for p in item.piles]) for card, pile in value.items()}
    return {card: kept[card] for card in cards if card in kept} or None

"""What a kind needs that lies in other files: the case a group works with, and the cards of an exercise's tools."""

from collections.abc import Callable
from typing import Any

from pejling.cards import Card, shown_cards
from pejling.cases import LoadedCase, shown_case
from pejling.exercise.host import Supply
from pejling.exercise.kind import Need
from pejling.schema import Exercise


def supply_by(find_case: Callable[[str], LoadedCase | None], find_card: Callable[[str], Card]) -> Supply:
    """Finds what a kind needs, as JSON for its view, by these ways of finding a case and a card."""

    def supply(need: Need, content: Exercise, number: int) -> Any:
        if need == "cards":
            return shown_cards(getattr(content, "tools", ()), find_card)
        ids = getattr(content, "cases", ())
        found = find_case(ids[(max(number, 1) - 1) % len(ids)]) if ids else None  # group 1 has the first, and round again
        return shown_case(found) if found else None

    return supply

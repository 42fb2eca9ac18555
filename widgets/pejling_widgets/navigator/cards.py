"""The cards as the map and the paper show them. A kind's rules read no files, so the host adds these to `public`."""

from collections.abc import Callable, Iterable
from typing import Any

from pejling.cards import Card
from pejling.errors import ContentError, NotFound


def cards_of(tools: Iterable[str], find: Callable[[str], Card]) -> dict[str, dict[str, Any]]:
    """The tools' cards by id, as JSON for the view. A tool without a usable card is left out: `kit.py check` tells why."""
    found = {}
    for tool in tools:
        try:
            found[tool] = _shown(find(tool))
        except (NotFound, ContentError):
            continue
    return found


def _shown(card: Card) -> dict[str, Any]:
    head = card.head
    return {
        "title": head.title, "mark": head.pejlemaerke, "place": head.place, "number": head.number, "source": head.source,
        "proposal": head.proposal, "historical": head.historical, "neighbours": list(head.neighbours), "drill": head.drill,
        "sections": [{"title": title, "html": html} for title, html in card.sections.items()],
        "questions": list(card.questions),
    }  # fmt: skip

"""Answers as they were tapped → scored ratings."""

from collections.abc import Iterable, Mapping
from typing import Any

from pejling.relational.scoring import Rating, scored
from pejling.schema import State
from pejling_widgets.relational_coordination.content import IDS, OWN, Content


def ratings_of(content: Content, states: Iterable[State]) -> list[Rating]:
    """Everybody's ratings of the roles that they are to rate, by the content's coding of frequency.

    A role that was changed leaves answers about what is now one's own behind: they count only where own roles are rated.
    """
    found = []
    for number, state in enumerate(states):
        fields = state["fields"]
        for role in content.rated_by(own := fields.get(OWN)):
            items = items_of(fields, role.id)
            if any(item is not None for item in items):
                found.append(Rating(str(number), str(own), role.id, tuple(scored(items, content.frequency))))
    return found


def items_of(fields: Mapping[str, Any], role: str) -> list[int | None]:
    """The seven answers about a role as places on the screen; None where nothing was answered."""
    answers = [fields.get(f"{role}/{dimension}") for dimension in IDS]
    return [None if answer is None else int(answer) for answer in answers]

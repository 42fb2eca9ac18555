"""The rules of a navigator: a map to open cards from, and for each tool how far one has come, set by oneself."""

from collections.abc import Sequence
from typing import Any

from pejling.exercise.fields.rules import answered, apply, columns, finished, play, row, start
from pejling.exercise.kind import Contribution, Ctx
from pejling.exercise.summary import Summary
from pejling.schema import State
from pejling.tool_map import draw_map
from pejling_widgets.navigator.content import STEPS, Content

__all__ = ["answered", "apply", "columns", "finished", "play", "public", "row", "start", "summary"]


def public(content: Content, state: State, ctx: Ctx) -> dict[str, Any]:
    """The places with their tools' ids, and one's own marks. The host adds the `cards` that the kind needs."""
    return {
        "map_svg": draw_map([(place.mark, place.title) for place in content.pejlemaerker]),
        "pejlemaerker": [
            {"mark": place.mark, "title": place.title, "subtitle": place.subtitle, "tools": list(place.tools)}
            for place in content.pejlemaerker
        ],
        "steps": [{"id": step.id, "text": step.text} for step in STEPS],
    }


def summary(content: Content, contributions: Sequence[Contribution], ctx: Ctx) -> Summary:
    """How many have marked something; what they marked is their own."""
    begun = sum(answered(content, c.state) for c in contributions)
    return Summary(begun, {"started": begun})

"""The rules of a wheel: numbers from 0 to 10, statements in circles, and what is written to them."""

from collections.abc import Sequence
from typing import Any

from pejling.exercise.audience import audience
from pejling.exercise.fields.rules import answered, apply, columns, finished, items, play, row, start
from pejling.exercise.fields.shown import records
from pejling.exercise.kind import Contribution, Ctx
from pejling.exercise.summary import Summary
from pejling.schema import State
from pejling_widgets.wheel.content import HIGHEST, Content

__all__ = ["answered", "apply", "columns", "finished", "play", "public", "row", "start", "summary"]


def public(content: Content, state: State, ctx: Ctx) -> dict[str, Any]:
    """The chart's shape and names, and what is set."""
    return {
        "scope": content.scope,
        "items": items(content),
        **_chart(content),
    }


def summary(content: Content, contributions: Sequence[Contribution], ctx: Ctx) -> Summary:
    """How many have begun; where answers may be had one by one also every chart with its name."""
    begun = [c for c in contributions if answered(content, c.state)]
    charts = records(content, begun) if audience(content, ctx).each == "all" else ()
    return Summary(len(begun), {"started": len(begun)}, charts)


def _chart(content: Content) -> dict[str, Any]:
    """What is drawn, whoever has set it."""
    return {
        "shape": content.shape,
        "highest": HIGHEST,
        "about": content.about or "",
        "areas": [{"id": area.id, "title": area.title} for area in content.areas],
        "scales": [scale.model_dump() for scale in content.scales],
        "zones": [{"id": zone.id, "title": zone.title} for zone in content.zones],
        "most": content.most,
        "statement": content.statement,
        "step": content.step,
    }

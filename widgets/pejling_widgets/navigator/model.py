"""The rules of a navigator: a map to open cards from, and for each tool how far one has come, set by oneself."""

from collections.abc import Mapping, Sequence
from typing import Any

from pejling.exercise.events import check_may_change, may_change, text_of, value_of
from pejling.exercise.kind import Column, Contribution, Ctx, Refused
from pejling.schema import State
from pejling.tool_map import draw_map
from pejling_widgets.navigator.content import Content

STEPS: Mapping[str, str] = {"set": "Læst", "oevet": "Øvet", "proevet": "Prøvet i en samtale"}
"""How far one can have come with a tool, each step further than the one before."""


def start(content: Content, ctx: Ctx) -> State:
    """A map with no marks on it."""
    return {"fields": {}}


def apply(content: Content, state: State, event: Mapping[str, Any], ctx: Ctx) -> State:
    """The state after one tool is marked, or its mark taken away."""
    if event.get("type") != "set":
        raise Refused("Det kan man ikke gøre her.")
    check_may_change(ctx)
    tool, step = text_of(event, "field"), value_of(event)
    if tool not in content.tools:
        raise Refused("Redskabet findes ikke her. Genindlæs siden, og prøv igen.")
    if step is not None and (not isinstance(step, str) or step not in STEPS):
        raise Refused("Vælg, om du har læst, øvet eller prøvet redskabet.")
    fields = {name: old for name, old in state["fields"].items() if name != tool}
    return {**state, "fields": fields if step is None else {**fields, tool: step}}


def public(content: Content, state: State, ctx: Ctx) -> dict[str, Any]:
    """The places with their tools' ids, and one's own marks. The host adds the `cards` that the kind needs."""
    return {
        "kind": "navigator",
        "phase": ctx.phase,
        "round": ctx.round,
        "locked": not may_change(ctx),
        "fields": dict(state["fields"]),
        "map_svg": draw_map([(place.mark, place.title) for place in content.pejlemaerker]),
        "pejlemaerker": [
            {"mark": place.mark, "title": place.title, "subtitle": place.subtitle, "tools": list(place.tools)}
            for place in content.pejlemaerker
        ],
        "steps": [{"id": step, "text": text} for step, text in STEPS.items()],
    }


def summary(content: Content, contributions: Sequence[Contribution], ctx: Ctx) -> dict[str, Any]:
    """How many have marked something; what they marked is their own."""
    return {"started": sum(answered(content, c.state) for c in contributions)}


def answered(content: Content, state: State) -> bool:
    """Whether any tool is marked."""
    return bool(state["fields"])


def finished(content: Content, state: State) -> bool:
    """The same as `answered`: there is always more to try."""
    return answered(content, state)


def columns(content: Content) -> list[Column]:
    """One column for each tool."""
    means = "Hvor langt deltageren selv siger at være: " + ", ".join(STEPS.values()) + ". Tomt: intet mærke."
    return [Column(tool, tool, means) for tool in content.tools]


def row(content: Content, state: State) -> dict[str, Any]:
    """Each tool's mark in words."""
    return {tool: STEPS.get(state["fields"].get(tool, ""), "") for tool in content.tools}

"""The rules of a wheel: numbers from 0 to 10, statements in circles, and what is written to them."""

from collections.abc import Mapping, Sequence
from typing import Any

from pejling.exercise.events import check_may_change, may_change, text_of, value_of
from pejling.exercise.kind import Column, Contribution, Ctx, Refused
from pejling.schema import State
from pejling_widgets.wheel import marks
from pejling_widgets.wheel.content import HIGHEST, Content


def start(content: Content, ctx: Ctx) -> State:
    """A chart with nothing set."""
    return {"fields": {}}


def apply(content: Content, state: State, event: Mapping[str, Any], ctx: Ctx) -> State:
    """The state after one field is set or cleared."""
    if event.get("type") != "set":
        raise Refused("Det kan man ikke gøre her.")
    check_may_change(ctx)
    name, value = text_of(event, "field"), value_of(event)
    for field in marks.fields(content):
        if field.name == name:
            kept = marks.check(field, value)
            fields = {key: old for key, old in state["fields"].items() if key != name}
            return {**state, "fields": fields if kept is None else {**fields, name: kept}}
    raise Refused("Feltet findes ikke i øvelsen. Genindlæs siden, og prøv igen.")


def public(content: Content, state: State, ctx: Ctx) -> dict[str, Any]:
    """The chart's shape and names, and what is set."""
    return {
        "kind": "wheel",
        "phase": ctx.phase,
        "round": ctx.round,
        "locked": not may_change(ctx),
        "scope": content.scope,
        "fields": dict(state["fields"]),
        "limits": {"line": marks.LONGEST_LINE, "text": marks.LONGEST_TEXT},
        **_chart(content),
    }


def summary(content: Content, contributions: Sequence[Contribution], ctx: Ctx) -> dict[str, Any]:
    """How many have begun; with visible plenum also every chart with its name, but not for leaders."""
    told: dict[str, Any] = {"started": sum(answered(content, c.state) for c in contributions)}
    if content.visible != "plenum" or ctx.role == "leader":
        return told
    charts = [{"label": c.label, "fields": dict(c.state["fields"])} for c in contributions if answered(content, c.state)]
    return {**told, "chart": _chart(content), "charts": charts}


def answered(content: Content, state: State) -> bool:
    """Whether anything is set or written."""
    return bool(state["fields"])


def finished(content: Content, state: State) -> bool:
    """The same as `answered`: one may leave out what one wants."""
    return answered(content, state)


def columns(content: Content) -> list[Column]:
    """One column for each field."""
    return [Column(field.name, field.label, marks.meaning(field)) for field in marks.fields(content)]


def row(content: Content, state: State) -> dict[str, Any]:
    """Every column's value. Whose row may be exported is the host's to decide, by `visible`."""
    return {field.name: marks.show(field, state["fields"].get(field.name)) for field in marks.fields(content)}


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

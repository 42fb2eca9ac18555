"""The rules of a trial: a rating from 1 to 7 and a note, locked when they are done."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from pejling.exercise.events import check_may_change, check_text, may_change, text_of, value_of
from pejling.exercise.kind import Column, Contribution, Ctx, Refused
from pejling.schema import State
from trial_kind.content import Content


def start(content: Content, ctx: Ctx) -> State:
    """Nothing rated, nothing locked."""
    return {"fields": {}, "locked": False}


def apply(content: Content, state: State, event: Mapping[str, Any], ctx: Ctx) -> State:
    """The state after a rating, a note, or the lock."""
    check_may_change(ctx)
    if state["locked"]:
        raise Refused("Dit svar er låst.")
    if event.get("type") == "lock":
        return {**state, "locked": True}
    if event.get("type") != "set" or text_of(event, "field") not in ("rating", "note"):
        raise Refused("Det kan man ikke gøre her.")
    value = value_of(event)
    if event["field"] == "rating" and (type(value) is not int or not 1 <= value <= 7):
        raise Refused("Vælg et tal fra 1 til 7.")
    if event["field"] == "note":
        check_text(value)
    return {**state, "fields": {**state["fields"], event["field"]: value}}


def public(content: Content, state: State, ctx: Ctx) -> dict[str, Any]:
    """The question, the viewer's seat, and the own answer."""
    return {"kind": "trial_kind", "phase": ctx.phase, "question": content.question, "seat": ctx.seat,
            "fields": dict(state["fields"]), "locked": state["locked"] or not may_change(ctx)}


def summary(content: Content, contributions: Sequence[Contribution], ctx: Ctx) -> dict[str, Any]:
    """The mean rating."""
    ratings = [c.state["fields"]["rating"] for c in contributions if "rating" in c.state["fields"]]
    return {"n": len(ratings), "mean": sum(ratings) / len(ratings) if ratings else None, "states": [c.state for c in contributions]}


def outside(content: Content, state: State) -> State:
    """The rating may leave the pair; the words stay in it."""
    return {"fields": {key: value for key, value in state["fields"].items() if key == "rating"}, "locked": state["locked"]}


def answered(content: Content, state: State) -> bool:
    """Whether anything is rated or noted."""
    return bool(state["fields"])


def finished(content: Content, state: State) -> bool:
    """Whether it is locked."""
    return bool(state["locked"])


def columns(content: Content) -> list[Column]:
    """The rating."""
    return [Column("rating", content.question, "Helt tal fra 1 til 7.")]


def row(content: Content, state: State) -> dict[str, Any]:
    """The rating."""
    return {"rating": state["fields"].get("rating")}


def play(content: Content, chance: Random) -> list[dict[str, Any]]:
    """A rating and a lock."""
    return [{"type": "set", "field": "rating", "value": chance.randint(1, 7)}, {"type": "lock"}]

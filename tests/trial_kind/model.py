"""The rules of a trial: a rating from 1 to 7 and a note, locked when they are done."""

import json
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from pejling.exercise.events import check_may_change
from pejling.exercise.fields import rules
from pejling.exercise.fields.rules import answered
from pejling.exercise.fields.shown import questions
from pejling.exercise.kind import Column, Contribution, Ctx, Refused, may_change
from pejling.exercise.summary import Summary, Table
from pejling.schema import State
from trial_kind.content import Content

__all__ = ["answered", "apply", "columns", "finished", "outside", "play", "public", "row", "start", "summary"]


def start(content: Content, ctx: Ctx) -> State:
    """Nothing rated, nothing locked."""
    return {"fields": {}, "locked": False}


def apply(content: Content, state: State, event: Mapping[str, Any], ctx: Ctx) -> State:
    """The state after a rating, a note, or the lock."""
    check_may_change(ctx)
    if state["locked"]:
        raise Refused("Dit svar er låst.")
    return {**state, "locked": True} if event.get("type") == "lock" else rules.apply(content, state, event, ctx)


def public(content: Content, state: State, ctx: Ctx) -> dict[str, Any]:
    """The question, the viewer's seat, and the own answer."""
    return {"seat": ctx.seat,
            "items": rules.items(content), "locked": state["locked"] or not may_change(ctx)}


def summary(content: Content, contributions: Sequence[Contribution], ctx: Ctx) -> Summary:
    """The ratings, and all of every state, so that a test can see what of it comes this far."""
    rating = questions({"rating": content.named["rating"]}, contributions, ctx.least, words=False)
    states = tuple((json.dumps(c.state, ensure_ascii=False),) for c in contributions)
    return Summary(len(states), parts=(*rating, Table("states", "Alt", ("Svar",), states, len(states))))


def outside(content: Content, state: State) -> State:
    """The rating may leave the pair; the words stay in it."""
    return {"fields": {key: value for key, value in state["fields"].items() if key == "rating"}, "locked": state["locked"]}


def finished(content: Content, state: State) -> bool:
    """Whether it is locked."""
    return bool(state["locked"])


def columns(content: Content) -> list[Column]:
    """The rating."""
    return content.named["rating"].columns("rating")


def row(content: Content, state: State) -> dict[str, Any]:
    """The rating."""
    return {"rating": state["fields"].get("rating")}


def play(content: Content, chance: Random) -> list[dict[str, Any]]:
    """A rating and a lock."""
    return [{"type": "set", "field": "rating", "value": content.named["rating"].play(chance)}, {"type": "lock"}]

"""The rules of a timer: one clock for the whole course, run by the trainer, told in seconds left."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from random import Random
from typing import Any

from pejling.exercise.events import text_of
from pejling.exercise.kind import Clock, Column, Contribution, Ctx, Refused
from pejling.exercise.summary import Summary
from pejling.markdown import render
from pejling.schema import State
from pejling_widgets.timer.content import Content, Step

MOST_ADDED = 600
"""Seconds that one press may add or take away."""
MOST_LEFT = 6 * 3600
"""Seconds a step may have left after adding."""


def start(content: Content, ctx: Ctx) -> State:
    """A clock that stands still at the first step."""
    return _at(content.steps[0], running_since=None)


def apply(content: Content, state: State, event: Mapping[str, Any], ctx: Ctx) -> State:
    """The state after the trainer starts, pauses, resets, adds to, or moves on the clock, in any phase."""
    if ctx.role != "trainer":
        raise Refused("Kun underviseren styrer uret.")
    match event.get("type"):
        case "start":
            return _start(content, state, event, ctx)
        case "pause":
            return {**state, "left": _remaining(state, ctx), "running_since": None}
        case "reset":
            return _at(_step(content, state["step"]), running_since=None)
        case "add":
            return _add(state, event.get("seconds"), ctx)
        case "next":
            return _next(content, state, ctx)
    raise Refused("Det kan man ikke gøre med et ur.")


def public(content: Content, state: State, ctx: Ctx) -> dict[str, Any]:
    """The steps and the seconds left at `now` (the server's clock, ISO); a view counts down from there."""
    remaining = _remaining(state, ctx)
    return {
        "locked": ctx.role != "trainer",
        "may_control": ctx.role == "trainer",
        "now": ctx.now.isoformat(),
        "steps": [
            {"id": s.id, "title": s.title, "text_html": render(s.text), "seconds": s.seconds} for s in content.steps
        ],
        "step": state["step"],
        "remaining": remaining,
        "running": clock(content, state, ctx) is not None,
        "started": state["running_since"] is not None or remaining != _step(content, state["step"]).seconds,
    }


def clock(content: Content, state: State, ctx: Ctx) -> Clock | None:
    """The step that is going and the seconds left, or None when the clock stands."""
    remaining = _remaining(state, ctx)
    going = state["running_since"] is not None and remaining > 0
    return Clock(_step(content, state["step"]).title, remaining) if going else None


def summary(content: Content, contributions: Sequence[Contribution], ctx: Ctx) -> Summary:
    """Nothing: a timer gathers no answers."""
    return Summary()


def answered(content: Content, state: State) -> bool:
    """Never: a timer gathers no answers."""
    return False


def finished(content: Content, state: State) -> bool:
    """Never: a timer gathers no answers."""
    return False


def columns(content: Content) -> list[Column]:
    """None: a timer gathers no answers."""
    return []


def row(content: Content, state: State) -> dict[str, Any]:
    """Nothing: a timer gathers no answers."""
    return {}


def play(content: Content, chance: Random) -> list[dict[str, Any]]:
    """Nothing: participants watch a timer."""
    return []


def _start(content: Content, state: State, event: Mapping[str, Any], ctx: Ctx) -> State:
    """A named step begins anew; without one the clock goes on from where it stands."""
    if "step" in event:
        return _at(_step(content, text_of(event, "step")), running_since=ctx.now)
    left = _remaining(state, ctx)
    if left <= 0:
        raise Refused("Tiden er gået. Læg tid til, start trinnet forfra, eller gå til det næste.")
    return {**state, "left": left, "running_since": ctx.now.isoformat()}


def _add(state: State, seconds: Any, ctx: Ctx) -> State:
    if type(seconds) is not int or not -MOST_ADDED <= seconds <= MOST_ADDED:
        raise Refused(f"Du kan lægge op til {MOST_ADDED // 60} minutter til eller trække dem fra ad gangen.")
    left = max(0, _remaining(state, ctx) + seconds)
    if left > MOST_LEFT:
        raise Refused(f"Et trin kan højst vare {MOST_LEFT // 3600} timer.")
    return {**state, "left": left, "running_since": ctx.now.isoformat() if state["running_since"] else None}


def _next(content: Content, state: State, ctx: Ctx) -> State:
    """The following step, going if the clock was going (also when its time had run out)."""
    place = content.steps.index(_step(content, state["step"])) + 1
    if place == len(content.steps):
        raise Refused("Det er det sidste trin.")
    return _at(content.steps[place], running_since=ctx.now if state["running_since"] else None)


def _at(step: Step, *, running_since: datetime | None) -> State:
    """The state at the beginning of a step."""
    since = running_since.isoformat() if running_since else None
    return {"fields": {}, "step": step.id, "left": step.seconds, "running_since": since}


def _step(content: Content, name: str) -> Step:
    for step in content.steps:
        if step.id == name:
            return step
    raise Refused("Trinnet findes ikke. Genindlæs siden, og prøv igen.")


def _remaining(state: State, ctx: Ctx) -> float:
    """Seconds left now, never below 0 and, should the machine's clock be set back, never more than there were."""
    left = float(state["left"])
    if state["running_since"] is None:
        return left
    gone = (ctx.now - datetime.fromisoformat(state["running_since"])).total_seconds()
    return round(min(left, max(0.0, left - gone)), 3)

"""The rules of a planner: a plan at several levels, a joblog to tag and hold it against, three circles to write in."""

from collections.abc import Sequence
from typing import Any

from pejling.dates import danish_date
from pejling.exercise.events import may_change
from pejling.exercise.fields.rules import answered, apply, columns, finished, play, public_fields, row, start
from pejling.exercise.kind import Contribution, Ctx
from pejling.markdown import render
from pejling.schema import State
from pejling_widgets.planner.content import NO_LEVEL, PARTS, Content
from pejling_widgets.planner.spread import spread

__all__ = ["answered", "apply", "columns", "finished", "play", "public", "row", "start", "summary"]


def public(content: Content, state: State, ctx: Ctx) -> dict[str, Any]:
    """The person, the levels with their parts, the joblog, what is written, and how the joblog is spread."""
    return {
        "kind": "planner",
        "phase": ctx.phase,
        "round": ctx.round,
        "locked": not may_change(ctx),
        "scope": content.scope,
        **public_fields(content, state),
        "person": f"{content.person.name}, {content.person.age} år. {content.person.line}",
        "story_html": render(content.story),
        "circles": _circles(content),
        "levels": [
            {"id": level.id, "mark": level.mark, "title": level.title, "meaning_html": render(level.meaning)}
            for level in content.levels
        ],
        "parts": [{"id": part.id, "label": part.label} for part in PARTS],
        "joblog": [
            {
                "id": entry.id,
                "day": danish_date(entry.date, "d. MMMM"),
                "title": entry.title,
                "company": entry.company,
                "km": entry.km,
            }
            for entry in content.joblog
        ],
        "none": NO_LEVEL,
        "spread": spread(content, state),
    }


def summary(content: Content, contributions: Sequence[Contribution], ctx: Ctx) -> dict[str, Any]:
    """How many have begun; with visible plenum also every plan with its name, but not for leaders."""
    told: dict[str, Any] = {"started": sum(answered(content, c.state) for c in contributions)}
    if content.visible != "plenum" or ctx.role == "leader":
        return told
    return {**told, "plans": [_plan(content, c) for c in contributions if answered(content, c.state)]}


def _circles(content: Content) -> dict[str, Any] | None:
    if content.circles is None:
        return None
    drawn = [{"id": circle.id, "title": circle.title} for circle in content.circles.circles]
    return {"title": content.circles.title, "middle": content.circles.middle, "circles": drawn}


def _plan(content: Content, contribution: Contribution) -> dict[str, Any]:
    """One person's or group's plan for reading: what is filled in, and its spread."""
    state = contribution.state
    return {
        "label": contribution.label,
        "answers": [
            {"item": field.public(name), "value": state["fields"][name]}
            for name, field in content.named.items()
            if name in state["fields"] and not name.startswith("joblog/")
        ],
        "spread": spread(content, state),
    }

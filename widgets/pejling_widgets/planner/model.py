"""The rules of a planner: a plan at several levels, a joblog to tag and hold it against, three circles to write in."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pejling.dates import danish_date
from pejling.exercise.audience import audience
from pejling.exercise.fields.rules import answered, apply, columns, finished, items, play, row, start
from pejling.exercise.fields.shown import records
from pejling.exercise.kind import Contribution, Ctx
from pejling.exercise.summary import Distribution, Question, Record, Summary
from pejling.markdown import render
from pejling.schema import State
from pejling_widgets.planner.content import NO_LEVEL, PARTS, Content
from pejling_widgets.planner.spread import spread

__all__ = ["answered", "apply", "columns", "finished", "play", "public", "row", "start", "summary"]


def public(content: Content, state: State, ctx: Ctx) -> dict[str, Any]:
    """The person, the levels with their parts, the joblog, what is written, and how the joblog is spread."""
    return {
        "scope": content.scope,
        "items": items(content),
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


def summary(content: Content, contributions: Sequence[Contribution], ctx: Ctx) -> Summary:
    """How many have begun; where answers may be had one by one also every plan with its name."""
    begun = [c for c in contributions if answered(content, c.state)]
    plans = zip(records(content, begun), begun, strict=True) if audience(content, ctx).each == "all" else ()
    return Summary(len(begun), {"started": len(begun)}, tuple(_plan(content, record, c.state) for record, c in plans))


def _plan(content: Content, record: Record, state: State) -> Record:
    """A plan for reading: what is filled in, and how the joblog is spread over it."""
    written = tuple(one for one in record.answers if not one.id.startswith("joblog/"))
    found = spread(content, state)
    if found is None:
        return replace(record, answers=written)
    bars = Distribution.of(found["n"], [(bar["text"], bar["text"], bar["count"]) for bar in found["bars"]])
    return replace(record, answers=written, chart=Question("spread", "Opslag på hvert niveau", bars),
                   notes=tuple(found["sentences"]))


def _circles(content: Content) -> dict[str, Any] | None:
    if content.circles is None:
        return None
    drawn = [{"id": circle.id, "title": circle.title} for circle in content.circles.circles]
    return {"title": content.circles.title, "middle": content.circles.middle, "circles": drawn}

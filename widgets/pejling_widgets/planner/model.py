"""The rules of a planner: a plan at several levels, a joblog to tag and hold it against, three circles to write in."""

from collections.abc import Mapping, Sequence
from typing import Any

from pejling.dates import danish_date
from pejling.exercise.events import check_may_change, may_change, text_of, value_of
from pejling.exercise.kind import Column, Contribution, Ctx, Refused
from pejling.markdown import render
from pejling.schema import State
from pejling_widgets.planner import parts
from pejling_widgets.planner.content import NO_LEVEL, Content
from pejling_widgets.planner.spread import spread

_MEANINGS: Mapping[parts.Form, str] = {
    "lines": f"Højst {parts.MOST_LINES} korte linjer, adskilt af semikolon.",
    "text": f"Fritekst, højst {parts.LONGEST_TEXT} tegn.",
    "km": f"Kilometer, helt tal fra 0 til {parts.MOST_KM}.",
    "day": "Dato, skrevet ÅÅÅÅ-MM-DD.",
}


def start(content: Content, ctx: Ctx) -> State:
    """An empty plan, with no tag in the joblog."""
    return {"fields": {}}


def apply(content: Content, state: State, event: Mapping[str, Any], ctx: Ctx) -> State:
    """The state after one field is set or cleared."""
    if event.get("type") != "set":
        raise Refused("Det kan man ikke gøre i en plan.")
    check_may_change(ctx)
    name, value = text_of(event, "field"), value_of(event)
    for field in parts.fields(content):
        if field.name == name:
            kept = parts.check(content, field, value)
            fields = {key: old for key, old in state["fields"].items() if key != name}
            return {**state, "fields": fields if kept is None else {**fields, name: kept}}
    raise Refused("Feltet findes ikke i planen. Genindlæs siden, og prøv igen.")


def public(content: Content, state: State, ctx: Ctx) -> dict[str, Any]:
    """The person, the levels with their parts, the joblog, what is written, and how the joblog is spread."""
    return {
        "kind": "planner",
        "phase": ctx.phase,
        "round": ctx.round,
        "locked": not may_change(ctx),
        "scope": content.scope,
        "fields": dict(state["fields"]),
        "person": f"{content.person.name}, {content.person.age} år. {content.person.line}",
        "story_html": render(content.story),
        "circles": _circles(content),
        "levels": [
            {"id": level.id, "mark": level.mark, "title": level.title, "meaning_html": render(level.meaning)}
            for level in content.levels
        ],
        "parts": [{"id": part.id, "label": part.label, "form": part.form, "help": part.help} for part in parts.PARTS],
        "limits": {"lines": parts.MOST_LINES, "line": parts.LONGEST_LINE, "text": parts.LONGEST_TEXT, "km": parts.MOST_KM},
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


def answered(content: Content, state: State) -> bool:
    """Whether anything is written or tagged."""
    return bool(state["fields"])


def finished(content: Content, state: State) -> bool:
    """The same as `answered`: a plan has no last line."""
    return answered(content, state)


def columns(content: Content) -> list[Column]:
    """One column for each field: the circles, each level's parts, each line of the joblog."""
    tag = " / ".join([*(level.mark for level in content.levels), "ingen"])
    meanings = {**_MEANINGS, "tag": f"Mærket, opslaget har fået: {tag}. Tomt: ikke mærket."}
    return [Column(field.name, field.label, meanings[field.form]) for field in parts.fields(content)]


def row(content: Content, state: State) -> dict[str, Any]:
    """Every column's value. Whose row may be exported is the host's to decide, by `visible`."""
    return {field.name: parts.show(content, field, state["fields"].get(field.name)) for field in parts.fields(content)}


def _circles(content: Content) -> dict[str, Any] | None:
    if content.circles is None:
        return None
    drawn = [{"id": circle.id, "title": circle.title, "prompt": circle.prompt} for circle in content.circles.circles]
    return {"title": content.circles.title, "middle": content.circles.middle, "circles": drawn}


def _plan(content: Content, contribution: Contribution) -> dict[str, Any]:
    """One person's or group's plan for reading: what is filled in, and its spread."""
    state = contribution.state
    return {
        "label": contribution.label,
        "answers": [
            {"id": field.name, "label": field.label, "form": field.form, "value": state["fields"][field.name]}
            for field in parts.fields(content)
            if field.name in state["fields"] and field.form != "tag"
        ],
        "spread": spread(content, state),
    }

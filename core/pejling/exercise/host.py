"""Host: what is the same wherever an exercise is carried: on the server, in a notebook's preview, in a rehearsal.

A host keeps the states and knows who asks. It never asks a kind's name: what it must know, the kind declares.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from pejling.exercise.audience import LEAST, audience, enough, is_total, stays_in_pair, who_sees
from pejling.exercise.events import storable
from pejling.exercise.kind import Contribution, Ctx, Given, Kind, Need, Refused
from pejling.exercise.summary import Summary, held_to
from pejling.markdown import render
from pejling.schema import Exercise, Seat, State

Supply = Callable[[Need, Exercise, int], Any]
"""Finds what a kind needs for an exercise and a group's number; None or empty where there is none."""


def apply(kind: Kind, content: Exercise, state: State, event: dict[str, Any], ctx: Ctx) -> State:
    """The state after the event, of which what cannot be stored is left out; see `storable`.

    Raises
    ------
    Refused
        It is a trainer's event and the viewer is none, or the kind's rules refuse it.
    """
    if event.get("type") in kind.trainer_events and ctx.role != "trainer":
        raise Refused("Det er kun underviseren, der kan det.")
    return kind.apply(content, state, storable(event), ctx)


def public(kind: Kind, content: Exercise, state: State, ctx: Ctx, *, supply: Supply, number: int = 0,
           states: Mapping[Seat, State] | None = None) -> dict[str, Any]:
    """All that this viewer's browser gets of the content and of its own answer, with what the kind needs.

    `least` is how many must have answered, not counting what a trainer `entered` for others. `number` is the viewer's
    group's, `states` what the seats of the viewer's pair have written: the other seat's is in
    `other` where the audience lets it be read.
    """
    shown = {**kind.public(content, state, ctx), "least": max(ctx.least - ctx.entered, LEAST), "entered": ctx.entered}
    for need in sorted(kind.needs):
        if found := supply(need, content, number):
            shown[need] = found
    for seat, theirs in (states or {}).items():
        if seat != ctx.seat and seat in audience(content, ctx).seats:
            shown["other"] = {**kind.public(content, theirs, replace(ctx, seat=seat)), "locked": True, "seat": seat}
    return shown


def summary(
    kind: Kind, content: Exercise, given: Sequence[Contribution], ctx: Ctx, earlier: Sequence[Given] = ()
) -> Summary | None:
    """What the viewer may see of everybody's answers now, or None. Fewer than the least never make a total.

    `earlier` are the rounds before, for a kind that holds them beside this one (`over_rounds`).
    """
    told = audience(content, ctx)
    if not kind.gathers or not told.summary:
        return None
    if told.together and is_total(content) and not enough(len(given), ctx.least):
        return Summary(too_few=True, least=max(ctx.least - ctx.entered, LEAST), entered=ctx.entered)
    made = replace(kind.summary(content, given, ctx), least=max(ctx.least - ctx.entered, LEAST), entered=ctx.entered)
    if earlier and kind.over_rounds:
        made = replace(made, parts=(*made.parts, *kind.over_rounds(content, [*earlier, (given, ctx)])))
    return held_to(made, ctx.least) if is_total(content) else made


def labelled(content: Exercise, given: Sequence[Contribution], ctx: Ctx) -> list[Contribution]:
    """The contributions with only what this viewer's audience lets be known of who wrote them."""
    if audience(content, ctx).names:
        return list(given)
    return [replace(one, label="", subject="") for one in given]


def outside(kind: Kind, content: Exercise) -> Callable[[State], State]:
    """What of an answer may stand behind a total: all of it; of a pair's only what its kind lets out."""
    return partial(kind.outside, content) if stays_in_pair(content) else dict


def heading(kind: Kind, exercise_id: str, content: Exercise, ctx: Ctx) -> dict[str, Any]:
    """What stands round an exercise in every host: title, purpose, who sees what, and what the kind declares."""
    return {
        **title(kind, exercise_id, content),
        "phase": ctx.phase, "round": ctx.round, "intro": render(content.intro),
        "anonymous": content.anonymous, "scope": content.scope, "sees": who_sees(kind, content, ctx.least - ctx.entered),
        "historical": content.historical, "proposal": content.proposal, "source": content.source,
        "homework": content.homework, "due": ctx.due.isoformat() if ctx.due else None,
    }


def title(kind: Kind, exercise_id: str, content: Exercise) -> dict[str, Any]:
    """What may be known of an exercise before it is opened."""
    return {
        "exercise": exercise_id, "kind": kind.name, "kind_label": kind.label, "title": content.title,
        "minutes": content.minutes, "gathers": kind.gathers, "steered": kind.steered, "done": kind.done,
        "shows_due": kind.shows_due, "report": kind.report,
    }

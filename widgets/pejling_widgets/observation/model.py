"""The rules of an observation: taps that are counted whatever happens on the way, and ratings that are locked before reading."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from pejling.exercise.events import check_may_change, text_of
from pejling.exercise.fields import rules
from pejling.exercise.kind import Column, Contribution, Ctx, Refused, may_change
from pejling.exercise.summary import Summary
from pejling.schema import State
from pejling_widgets.observation.content import Content
from pejling_widgets.observation.counting import USUAL, how_often

__all__ = ["answered", "apply", "columns", "finished", "play", "public", "row", "start", "summary"]

SLOT_SECONDS = 120
MOST_TAPS, LONGEST_SECONDS = 5_000, 4 * 3600
SPEAKERS = ("professional", "citizen", "both", "silence")
ODD = "Det, der blev sendt, kan ikke bruges. Genindlæs siden, og prøv igen."


def start(content: Content, ctx: Ctx) -> State:
    """Nothing counted, nothing rated, nothing locked."""
    return {"fields": {}, "taps": [], "talk": {}, "began": None, "ended": None, "locked": False}


def apply(content: Content, state: State, event: Mapping[str, Any], ctx: Ctx) -> State:
    """The state after a tap, its undoing, a mark of who speaks, the clock, a field, or the lock.

    A tap that comes twice is one tap: a device sends again what it does not know to be saved.
    """
    check_may_change(ctx)
    if state["locked"]:
        raise Refused("Dit syn er låst, så I ikke retter efter hinanden.")
    match event.get("type"):
        case "lock":
            return _lock(content, state, ctx)
        case "tap" | "deepen" | "untap" | "talk" | "begin" | "end" if ctx.seat == "observed":
            raise Refused("Det er kun den, der ser på, der tæller under samtalen.")
        case "tap":
            return _tap(content, state, event)
        case "untap":
            return {**state, "taps": [tap for tap in state["taps"] if tap["id"] != text_of(event, "tap")]}
        case "deepen":
            named = text_of(event, "tap")
            return {**state, "taps": [{**tap, "deep": True} if tap["id"] == named else tap for tap in state["taps"]]}
        case "talk":
            return _talk(state, event)
        case "begin":
            return state if state["began"] else {**state, "began": _whole(event.get("at"), 10**14), "ended": None}
        case "end":
            return {**state, "ended": _whole(event.get("second"), LONGEST_SECONDS)}
    return rules.apply(content, state, event, ctx)


def public(content: Content, state: State, ctx: Ctx) -> dict[str, Any]:
    """The behaviours on their map, what was counted, how often that is on the scale, and the own ratings."""
    return {
        "seat": ctx.seat,
        "places": dict(content.places), "behaviours": [one.model_dump() for one in content.behaviours],
        "seen": [f"seen-{one.id}"[:60] for one in content.seen],
        "asked": [{"id": f"own-{one.id}"[:60], "label": one.observer if ctx.seat == "observer" else one.observed}
                  for one in content.asked],
        "expected": content.expected_minutes, "items": rules.items(content),
        "taps": state["taps"], "talk": state["talk"], "began": state["began"], "ended": state["ended"],
        "often": {name: how_often(brief, deep) for name, (brief, deep) in _counts(content, state).items()},
        "locked": state["locked"] or not may_change(ctx), "done": state["locked"],
    }


def summary(content: Content, contributions: Sequence[Contribution], ctx: Ctx) -> Summary:
    """How many have begun. What a pair sees of each other stays with the pair."""
    return Summary(len(contributions))


def answered(content: Content, state: State) -> bool:
    """Whether anything is counted or filled in."""
    return bool(state["taps"] or state["talk"]) or rules.answered(content, state)


def finished(content: Content, state: State) -> bool:
    """Whether the own view is locked."""
    return bool(state["locked"])


def columns(content: Content) -> list[Column]:
    """Nothing: what two people have seen of each other is no column."""
    return []


def row(content: Content, state: State) -> dict[str, Any]:
    """Nothing."""
    return {}


def play(content: Content, chance: Random) -> list[dict[str, Any]]:
    """A conversation with some taps, and what a played participant thinks of it afterwards."""
    watched = [one.id for one in chance.sample(content.behaviours, 3)]
    taps = [{"type": "tap", "tap": f"prøve{n}", "behaviour": chance.choice(watched), "second": 60 * n} for n in range(6)]
    own = [{"type": "set", "field": f"own-{one.id}"[:60], "value": "Det gik, som vi havde aftalt."} for one in content.asked]
    often = [{"type": "set", "field": f"often/{one}", "value": chance.randint(1, 6)} for one in watched]
    return [{"type": "set", "field": "watch", "value": watched}, *taps, *own, *often, {"type": "lock"}]


def _tap(content: Content, state: State, event: Mapping[str, Any]) -> State:
    tap = {"id": text_of(event, "tap")[:40], "behaviour": text_of(event, "behaviour"),
           "second": _whole(event.get("second"), LONGEST_SECONDS), "deep": False}
    if tap["behaviour"] not in {one.id for one in content.behaviours}:
        raise Refused("Det, du trykkede på, findes ikke i skemaet længere. Genindlæs siden.")
    if any(known["id"] == tap["id"] for known in state["taps"]):
        return state
    if len(state["taps"]) >= MOST_TAPS:
        raise Refused("Der er talt så meget, at der ikke er plads til mere.")
    return {**state, "taps": [*state["taps"], tap]}


def _talk(state: State, event: Mapping[str, Any]) -> State:
    slot = str(_whole(event.get("slot"), LONGEST_SECONDS // SLOT_SECONDS))
    who = event.get("who")
    if who is None:
        return {**state, "talk": {key: value for key, value in state["talk"].items() if key != slot}}
    if who not in SPEAKERS:
        raise Refused(ODD)
    return {**state, "talk": {**state["talk"], slot: who}}


def _whole(value: Any, most: int) -> int:
    if type(value) is not int or not 0 <= value <= most:
        raise Refused(ODD)
    return value


def _lock(content: Content, state: State, ctx: Ctx) -> State:
    """Locked for good: from now on the two may read each other's, and neither may adjust to what it says."""
    fields = state["fields"]
    own = [f"own-{one.id}"[:60] for one in content.asked]
    if not any(content.named[name].filled(fields.get(name)) for name in own):
        first = content.asked[0]
        raise Refused(f"Svar først på »{first.observer if ctx.seat == 'observer' else first.observed}«.")
    for one in content.behaviours:
        if fields.get(f"well/{one.id}", USUAL) != USUAL and not fields.get(f"example/{one.id}"):
            raise Refused(f"Skriv et eksempel ved »{one.text}«. Uden et eksempel bliver »hvor godt« stående på {USUAL}.")
    return {**state, "locked": True}


def _counts(content: Content, state: State) -> dict[str, tuple[int, int]]:
    """Behaviour → how many times briefly, and in some depth."""
    found = {}
    for one in content.behaviours:
        own = [tap["deep"] for tap in state["taps"] if tap["behaviour"] == one.id]
        found[one.id] = (own.count(False), own.count(True))
    return found

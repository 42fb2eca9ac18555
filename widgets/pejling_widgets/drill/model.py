"""The rules of a drill: try, get feedback, try again; and a last round where the feedback comes at the end."""

from collections.abc import Mapping, Sequence
from typing import Any

from pejling.exercise.events import check_may_change, text_of, value_of
from pejling.exercise.kind import Column, Contribution, Ctx, Refused
from pejling.exercise.summary import Summary
from pejling.schema import State
from pejling_widgets.drill import feedback, replies
from pejling_widgets.drill.content import Content
from pejling_widgets.drill.items import AnyItem
from pejling_widgets.drill.shown import item_for, learned_html, result_of
from pejling_widgets.drill.totals import count_items, gather_reports

MOST_REPORTS = 50
"""Most pieces of feedback that one person can say do not fit."""


def start(content: Content, ctx: Ctx) -> State:
    """Nothing tried yet.

    `tries` has for each item that was given feedback: how many tries, the reply and its feedback, whether it is `open`
    for another try, and the outcome of the first with its time. `handed_in` is when the last round was finished.
    """
    return {"fields": {}, "tries": {}, "handed_in": None, "reports": []}


def apply(content: Content, state: State, event: Mapping[str, Any], ctx: Ctx) -> State:
    """The state after a reply, a wish for feedback or another try, the end of the last round, or a report."""
    match event.get("type"):
        case "set":
            check_may_change(ctx)
            return _set(state, _item(content, text_of(event, "field")), value_of(event))
        case "answer":
            check_may_change(ctx)
            return _answer(content, state, event, ctx)
        case "again":
            check_may_change(ctx)
            return _again(content, state, text_of(event, "item"))
        case "finish":
            check_may_change(ctx)
            return _finish(content, state, ctx)
        case "wrong_feedback":
            check_may_change(ctx)
            return _report(content, state, event)
        case "withdraw":
            check_may_change(ctx)
            item, rule = text_of(event, "item"), text_of(event, "rule")
            return {**state, "reports": [r for r in state["reports"] if (r["item"], r["rule"]) != (item, rule)]}
    raise Refused("Det kan man ikke gøre i en øvelse som den her.")


def public(content: Content, state: State, ctx: Ctx) -> dict[str, Any]:
    """The items, and for those that were answered their feedback and good replies: nothing of that before."""
    in_check = {item.id for item in content.check}
    items = []
    for item in content.items:
        tried = state["tries"].get(item.id)
        done = tried is not None and not tried["open"]
        reports = [r for r in state["reports"] if r["item"] == item.id]
        items.append({
            **item_for(item, ctx.seed),
            "check": item.id in in_check,
            "tries": tried["n"] if tried else 0,
            "result": result_of(item, tried, reports) if tried and done else None,
        })  # fmt: skip
    return {
        "learn_html": learned_html(content),
        "card": content.card,
        "items": items,
        "finished": state["handed_in"] is not None,
        "handed_in": state["handed_in"],
        "homework": content.homework,
        "due": ctx.due.isoformat() if ctx.due else None,
    }


def summary(content: Content, contributions: Sequence[Contribution], ctx: Ctx) -> Summary:
    """For a trainer: how the group did in each item, and the feedback that someone found wrong. For others nothing.

    No names, and of what was written only what its writer sent on.
    """
    if ctx.role != "trainer":
        return Summary()
    states = [c.state for c in contributions]
    return Summary(len(states), parts=(*count_items(content, states, ctx.least), *gather_reports(content, states)))


def answered(content: Content, state: State) -> bool:
    """Whether any item was given feedback, or anything is written."""
    return bool(state["tries"] or state["fields"])


def finished(content: Content, state: State) -> bool:
    """Whether the last round is ended; in a drill without one, whether every item was given feedback."""
    return state["handed_in"] is not None if content.check else len(state["tries"]) == len(content.items)


def columns(content: Content) -> list[Column]:
    """The latest reply to each item and how many tries it had."""
    told = []
    for item in content.items:
        told.append(Column(item.id, item.prompt, "Det seneste svar."))
        told.append(Column(f"{item.id}_tries", f"{item.prompt} – forsøg", "Hvor mange gange der er bedt om feedback."))
    return told


def row(content: Content, state: State) -> dict[str, Any]:
    """Every column's value. A drill is its author's: only the author's own data has it."""
    told: dict[str, Any] = {}
    for item in content.items:
        told[item.id] = replies.in_words(item, state["fields"].get(item.id))
        told[f"{item.id}_tries"] = state["tries"].get(item.id, {}).get("n", 0)
    return told


def _item(content: Content, name: str) -> AnyItem:
    for item in content.items:
        if item.id == name:
            return item
    raise Refused("Opgaven findes ikke i øvelsen. Genindlæs siden, og prøv igen.")


def _set(state: State, item: AnyItem, value: Any) -> State:
    tried = state["tries"].get(item.id)
    if tried and not tried["open"]:
        raise Refused("Du har fået feedback på svaret. Tryk »Prøv igen«, hvis du vil ændre det.")
    kept = replies.check(item, value)
    fields = {name: old for name, old in state["fields"].items() if name != item.id}
    return {**state, "fields": fields if kept is None else {**fields, item.id: kept}}


def _answer(content: Content, state: State, event: Mapping[str, Any], ctx: Ctx) -> State:
    """The state with feedback on the reply; the event may carry the reply, so that the two cannot part on the way."""
    item = _item(content, text_of(event, "item"))
    if item in content.check and state["handed_in"] is None:
        raise Refused("I den sidste runde kommer feedbacken, når du afslutter runden.")
    tried = state["tries"].get(item.id)
    if tried and not tried["open"]:
        raise Refused("Du har allerede fået feedback på svaret. Tryk »Prøv igen«, hvis du vil ændre det.")
    if "value" in event:
        state = _set(state, item, event["value"])
    if not replies.is_whole(item, state["fields"].get(item.id)):
        raise Refused(replies.ask_for(item))
    return {**state, "tries": {**state["tries"], item.id: _tried(item, state, ctx)}}


def _tried(item: AnyItem, state: State, ctx: Ctx) -> dict[str, Any]:
    """One more try of an item. The first one's outcome and time stay: they are what a group's totals count."""
    reply = state["fields"][item.id]
    entries = feedback.read(item, reply)
    before = state["tries"].get(item.id) or {"n": 0, "first": feedback.outcome(entries), "first_at": ctx.now.isoformat()}
    return {
        "n": before["n"] + 1, "reply": reply, "entries": entries, "open": False,
        "first": before["first"], "first_at": before["first_at"],
    }  # fmt: skip


def _again(content: Content, state: State, name: str) -> State:
    _item(content, name)
    tried = state["tries"].get(name)
    if not tried or tried["open"]:
        raise Refused("Svar på opgaven, før du prøver igen.")
    return {**state, "tries": {**state["tries"], name: {**tried, "open": True}}}


def _finish(content: Content, state: State, ctx: Ctx) -> State:
    if state["handed_in"] is not None:
        raise Refused("Runden er allerede afsluttet.")
    missing = sum(not replies.is_whole(item, state["fields"].get(item.id)) for item in content.check)
    if missing:
        raise Refused(f"Du mangler {missing} {'opgave' if missing == 1 else 'opgaver'}, før runden kan afsluttes.")
    tries = {item.id: _tried(item, state, ctx) for item in content.check}
    return {**state, "tries": {**state["tries"], **tries}, "handed_in": ctx.now.isoformat()}


def _report(content: Content, state: State, event: Mapping[str, Any]) -> State:
    """The state with a piece of feedback reported as not fitting; its text goes along only if `share_text` is true."""
    item, rule, share = _item(content, text_of(event, "item")), text_of(event, "rule"), event.get("share_text")
    if not isinstance(share, bool):
        raise Refused("Sig først, om underviseren må læse dit svar.")
    tried = state["tries"].get(item.id)
    entry = next((e for e in tried["entries"] if e["rule"] == rule), None) if tried else None
    if tried is None or entry is None:
        raise Refused("Den feedback står der ikke længere. Genindlæs siden, og prøv igen.")
    others = [r for r in state["reports"] if (r["item"], r["rule"]) != (item.id, rule)]
    if len(others) >= MOST_REPORTS:
        raise Refused(f"Du har allerede meldt {MOST_REPORTS} steder. Skriv hellere til underviseren.")
    report = {"item": item.id, "rule": rule, "feedback": entry["text"], "text": None}
    if share:
        report["text"] = replies.in_words(item, tried["reply"])
    return {**state, "reports": [*others, report]}

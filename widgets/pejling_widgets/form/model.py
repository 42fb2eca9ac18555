"""The rules of a form: fields that save themselves, handed in once and opened again, shared when its author wants."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from pejling.exercise.events import check_may_change, may_change
from pejling.exercise.fields import Field, rules
from pejling.exercise.fields.rules import answered
from pejling.exercise.kind import Column, Contribution, Ctx, Refused
from pejling.schema import State
from pejling_widgets.form import totals
from pejling_widgets.form.content import Content

__all__ = ["answered", "apply", "columns", "finished", "play", "public", "row", "start", "summary"]


def start(content: Content, ctx: Ctx) -> State:
    """An empty form, not handed in and not shared."""
    return {"fields": {}, "handed_in": None, "handed_in_late": False, "shared": False}


def apply(content: Content, state: State, event: Mapping[str, Any], ctx: Ctx) -> State:
    """The state after a field is set, or the form handed in, opened again, shared or no longer shared."""
    match event.get("type"):
        case "set":
            check_may_change(ctx)
            if state["handed_in"] is not None:
                raise Refused("Skemaet er afleveret. Tryk »Ret igen«, hvis du vil ændre noget.")
        case "hand_in":
            check_may_change(ctx)
            return _hand_in(content, state, ctx)
        case "reopen":
            check_may_change(ctx)
            if state["handed_in"] is None:
                raise Refused("Skemaet er ikke afleveret.")
            return {**state, "handed_in": None, "handed_in_late": False}
        case "share" | "unshare":
            _check_may_share(content, ctx)
            return {**state, "shared": event["type"] == "share"}
    return rules.apply(content, state, event, ctx)


def public(content: Content, state: State, ctx: Ctx) -> dict[str, Any]:
    """The fields and what is filled in; `missing` names the required fields that are empty (ids)."""
    return {
        "kind": "form",
        "phase": ctx.phase,
        "round": ctx.round,
        "locked": not may_change(ctx),
        "scope": content.scope,
        **rules.public_fields(content, state),
        "missing": [field.id for field in _missing(content, state)],
        "may_hand_in": content.hand_in,
        "homework": content.homework,
        "handed_in": state["handed_in"],
        "late": state["handed_in_late"],
        "due": ctx.due.isoformat() if ctx.due else None,
        "overdue": ctx.due is not None and ctx.now > ctx.due and state["handed_in"] is None,
        "may_share": _may_share(content) and ctx.role == "participant",
        "shared": state["shared"],
    }


def summary(content: Content, contributions: Sequence[Contribution], ctx: Ctx) -> dict[str, Any]:
    """How many have begun and handed in, and of the answers what `visible` lets this viewer see.

    author: the shared ones, in full, for a trainer. trainer: the answers with name, for a trainer. plenum: the answers
    with name, for all but leaders. aggregate: counts for each field; its texts without names, not for leaders.
    """
    told: dict[str, Any] = {
        "visible": content.visible,
        "started": sum(answered(content, c.state) for c in contributions),
        "handed_in": sum(c.state["handed_in"] is not None for c in contributions),
    }
    if content.visible == "aggregate":
        return {**told, "totals": totals.count(content, contributions, least=ctx.least, texts=ctx.role != "leader")}
    if content.visible == "author":
        shared = [c for c in contributions if c.state["shared"]] if _may_share(content) else []
        return {**told, "shared": _with_labels(content, shared) if ctx.role == "trainer" else []}
    sees = ctx.role == "trainer" or (content.visible == "plenum" and ctx.role != "leader")
    return {**told, "answers": _with_labels(content, contributions) if sees else []}


def finished(content: Content, state: State) -> bool:
    """Whether it is handed in; a form that is not to be handed in has no end, and is `answered`."""
    return state["handed_in"] is not None if content.hand_in else answered(content, state)


def columns(content: Content) -> list[Column]:
    """One column for each field, then handing in, and sharing where the form has it."""
    told = rules.columns(content)
    if content.hand_in:
        told.append(Column("_handed_in", "Afleveret", "Tidspunkt for afleveringen (UTC). Tomt: ikke afleveret."))
        told.append(Column("_late", "For sent", "ja, hvis skemaet er afleveret efter fristen."))
    if _may_share(content):
        told.append(Column("_shared", "Delt", "ja, hvis forfatteren deler sit skema med underviseren."))
    return told


def row(content: Content, state: State) -> dict[str, Any]:
    """Every column's value. Whose row may be exported is the host's to decide, by `visible`."""
    told = rules.row(content, state)
    if content.hand_in:
        told["_handed_in"] = state["handed_in"]
        told["_late"] = "ja" if state["handed_in_late"] else None
    if _may_share(content):
        told["_shared"] = "ja" if state["shared"] else None
    return told


def play(content: Content, chance: Random) -> list[dict[str, Any]]:
    """Events that fill in most fields, and mostly hand in."""
    events = rules.play(content, chance)
    return [*events, {"type": "hand_in"}] if content.hand_in and chance.random() < 0.8 else events


def _hand_in(content: Content, state: State, ctx: Ctx) -> State:
    if not content.hand_in:
        raise Refused("Skemaet skal ikke afleveres. Det gemmes, mens du skriver.")
    if state["handed_in"] is not None:
        raise Refused("Skemaet er allerede afleveret.")
    if missing := _missing(content, state):
        raise Refused("Udfyld først " + ", ".join(f"»{field.label}«" for field in missing) + ".")
    late = ctx.due is not None and ctx.now > ctx.due
    return {**state, "handed_in": ctx.now.isoformat(), "handed_in_late": late}


def _check_may_share(content: Content, ctx: Ctx) -> None:
    if not _may_share(content):
        raise Refused("Det her skema kan ikke deles.")
    if ctx.role != "participant":
        raise Refused("Kun den, der har skrevet skemaet, kan dele det.")
    check_may_change(ctx)


def _may_share(content: Content) -> bool:
    return content.may_share and content.visible == "author"


def _missing(content: Content, state: State) -> list[Field]:
    """Required fields without a whole answer."""
    return [field for field in content.fields if field.required and not field.filled(state["fields"].get(field.id))]


def _with_labels(content: Content, contributions: Sequence[Contribution]) -> list[dict[str, Any]]:
    """Each answered form with its name: the fields that are filled in, as an export shows them."""
    return [
        {
            "label": c.label,
            "handed_in": c.state["handed_in"] is not None,
            "answers": [
                {"id": field.id, "label": field.label, "value": field.show(c.state["fields"][field.id])}
                for field in content.fields
                if field.id in c.state["fields"]
            ],
        }
        for c in contributions
        if answered(content, c.state)
    ]

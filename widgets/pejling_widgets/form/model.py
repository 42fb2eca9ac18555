"""The rules of a form: fields that save themselves, handed in once and opened again, shared when its author wants."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import Any

from pejling.exercise.audience import LEAST, audience, is_total
from pejling.exercise.events import check_may_change
from pejling.exercise.fields import Field, rules
from pejling.exercise.fields.asked import answers_asked, asked
from pejling.exercise.fields.figures import in_words
from pejling.exercise.fields.rules import answered
from pejling.exercise.fields.shown import questions, records
from pejling.exercise.kind import Column, Contribution, Ctx, Refused
from pejling.exercise.summary import Distribution, Heading, Part, Question, Record, Summary
from pejling.schema import State
from pejling_widgets.form.content import Content
from pejling_widgets.form.minutes import reckon

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
    """The fields and what is filled in; `missing` names the required ones that are empty, `figures` says what follows."""
    return {
        "scope": content.scope,
        "items": rules.items(content),
        "figures": in_words(content.named, answers_asked(content.named, state["fields"])),
        "missing": [field.id for field in _missing(content, state)],
        "may_hand_in": content.hand_in,
        "homework": content.homework,
        "handed_in": state["handed_in"],
        "late": state["handed_in_late"],
        "due": ctx.due.isoformat() if ctx.due else None,
        "overdue": ctx.due is not None and ctx.now > ctx.due and state["handed_in"] is None,
        "may_share": _may_share(content) and ctx.role == "participant",
        "shares": _may_share(content),
        "shared": state["shared"],
        "minutes": _minutes(content, state),
    }


def summary(content: Content, contributions: Sequence[Contribution], ctx: Ctx) -> Summary:
    """How many have begun and handed in, and of the answers what this viewer's audience may have.

    Together: each field's distribution, and its texts without names. One by one: whole forms, of all or of those who share.
    """
    told = audience(content, ctx)
    begun = [_as_asked(content, c) for c in contributions if answered(content, c.state)]
    counts = {"started": len(begun), "finished": sum(c.state["handed_in"] is not None for c in contributions)}
    parts: tuple[Part, ...] = ()
    if is_total(content):
        found = questions(content.named, begun, max(ctx.least, LEAST), words=told.words)
        parts = tuple(_few_as_none(part) for part in found)
    elif told.each == "shared" and _may_share(content):
        parts = _records(content, [c for c in begun if c.state["shared"]])
    elif told.each == "all":
        parts = _records(content, begun)
    return Summary(len(begun), counts, parts)


def _few_as_none(part: Question | Heading) -> Question | Heading:
    """A field that nobody has answered is told as one that a few have."""
    if isinstance(part, Heading):
        return replace(part, few=not part.n)
    return part if part.whole.n else replace(part, whole=Distribution(few=True))


def _as_asked(content: Content, given: Contribution) -> Contribution:
    """The answer without what stands in fields that are no longer asked."""
    return replace(given, state={**given.state, "fields": answers_asked(content.named, given.state["fields"])})


def _records(content: Content, given: Sequence[Contribution]) -> tuple[Record, ...]:
    return tuple(
        replace(record, finished=c.state["handed_in"] is not None, notes=(told["words"],) if told else ())
        for record, c in zip(records(content, given), given, strict=True) for told in [_minutes(content, c.state)]
    )


def _minutes(content: Content, state: State) -> dict[str, Any] | None:
    """What the form's minutes add up to in words, and whether they fit."""
    found = reckon(content.minutes_of, content.named, state["fields"]) if content.minutes_of else None
    return {"words": found.words, "fits": found.fits} if found else None


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
    """Required fields that are asked and have no whole answer."""
    answers = state["fields"]
    return [field for field in asked(content.named, answers).values() if field.required and not field.filled(answers.get(field.id))]

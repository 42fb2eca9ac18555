"""Apply events from devices: each with its idempotency key checked, applied by the kind's rules, committed, then called saved."""

import asyncio
import logging
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, field_validator
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from starlette.concurrency import run_in_threadpool

from pejling import contact, cpr
from pejling.dates import parse, when_in_words
from pejling.errors import Denied, NotFound
from pejling.exercise import host
from pejling.exercise.audience import audience, enough, is_total
from pejling.exercise.events import storable
from pejling.exercise.kind import Ctx, Kind, Need, Refused
from pejling.exercise.subject import Subject, of_person
from pejling.ids import new_id
from pejling.schema import Exercise, Phase, State, Strict
from pejling.store import answers, ballots, courses, groups, hooks, people, runs, visits
from pejling.store.records import Answer, Run
from pejling_server.access import Viewer
from pejling_server.app_state import AppState
from pejling_server.exercise import view
from pejling_server.responses.exercise import Overwritten, Result
from pejling_server.typed import is_too_deep
from pejling_widgets.library import Loaded

log = logging.getLogger("pejling.apply")

SLICE_SECONDS = 0.025
"""How long everybody else waits for one person's batch at a time."""
LITTLE = 2_000
"""Characters that are looked through at once; more are looked through beside the others' requests."""

LIKE_CPR = "Det ligner et CPR-nummer, og det må ikke stå her. Skriv uden tal, der kan pege på et menneske."

LIKE_CONTACT = "Det ligner et telefonnummer eller en adresse. Det må ikke stå i et besøgs noter, hvor ingen borger må kunne kendes."

DeviceId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{8,40}$")]


class Sent(Strict):
    """One event as a device sends it."""

    id: DeviceId
    run: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]{12}$")]
    event: dict[str, Any]
    base: int | None = None
    """The revision of the field that its writer had seen."""
    ballot: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{32,64}$")] | None = None
    """The device's key to its anonymous ballot."""
    subject: Annotated[str, StringConstraints(pattern=r"^((person|group):[a-z0-9]{12}|course)$")] | None = None
    """Trainers only: whose answer it is about."""
    pair: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]{12}$")] | None = None
    """Whose visit it is written at: one of the sender's own pairs."""
    not_cpr: bool = False
    """The writer says that what looks like a CPR number, or at a visit like a phone number or an address, is none."""

    @field_validator("event")
    @classmethod
    def _is_not_too_deep(cls, event: dict[str, Any]) -> dict[str, Any]:
        if is_too_deep(event):
            raise ValueError("too deep")
        return event


class Batch(Strict):
    """What one page sends at a time, in the order in which it was done."""

    device: DeviceId
    """The page that it was written on: two tabs of one browser are two writers."""
    events: Annotated[list[Sent], Field(min_length=1, max_length=50)]


@dataclass(frozen=True)
class Examined:
    """An event, and what can be said of it without the database."""

    sent: Sent
    mended: bool
    """Characters that no text can keep were left out."""
    like_cpr: bool


async def submit(app: AppState, viewer: Viewer, batch: Batch) -> list[Result]:
    """A result for each event of a batch, in their order, once they are committed.

    Whoever sends a lot waits for it alone: what takes long is done before anybody else has to wait, and the rest in slices,
    with the others' turns in between.
    """
    results: list[Result] = []
    async with app.quota.turn(viewer.actor.person):
        size = sum(len(_text_in(value)) for sent in batch.events for value in sent.event.values())
        examined = await run_in_threadpool(_examine, batch) if size > LITTLE else _examine(batch)
        while left := examined[len(results):]:
            results += await asyncio.wrap_future(app.write_queue.write(partial(_apply, app, viewer, batch.device, left)))
    return results


def _examine(batch: Batch) -> list[Examined]:
    found = []
    for sent in batch.events:
        event = storable(sent.event)
        like_cpr = not sent.not_cpr and any(cpr.find(_text_in(value)) for value in event.values())
        found.append(Examined(sent.model_copy(update={"event": event}), event != sent.event, like_cpr))
    return found


def _apply(app: AppState, viewer: Viewer, device: str, events: Sequence[Examined], c: Connection) -> list[Result]:
    """The results of the first of the events, as many as there is time for in one slice."""
    results: list[Result] = []
    ends = time.monotonic() + SLICE_SECONDS
    closed = courses.get(c, viewer.course).closed_at is not None
    for one in events:
        if results and time.monotonic() > ends:
            break
        sent = one.sent
        try:
            if closed:
                raise Denied("Holdet er lukket, så der kan ikke svares mere.")
            result = _apply_one(app, c, viewer, device, one)
            results.append(result.model_copy(update={"mended": one.mended}))
        except (Refused, Denied, NotFound) as refusal:
            results.append(Result(id=sent.id, status="refused", reason=str(refusal), phase=_phase(c, viewer, sent)))
        except DBAPIError:
            raise  # nothing of the batch is saved; the device sends it again
        except Exception:
            reference = new_id()[:6]
            log.exception("an event could not be applied, reference %s", reference)
            reason = f"Noget gik galt hos os, og svaret blev ikke gemt. Sig til underviseren: fejl {reference}."
            results.append(Result(id=sent.id, status="refused", reason=reason))
    return results


def _apply_one(app: AppState, c: Connection, viewer: Viewer, device: str, one: Examined) -> Result:
    sent = one.sent
    run = runs.get(c, viewer.course, sent.run)
    if run.reset_at:
        raise Denied("Underviseren har nulstillet øvelsen, så svaret kunne ikke gemmes.")
    if not isinstance(sent.event.get("type"), str):
        raise Refused("Det kan man ikke gøre her.")
    if one.like_cpr:
        raise Refused(LIKE_CPR)
    return (_cast_ballot if run.anonymous else _save_answer)(app, c, viewer, run, device, sent)


def _save_answer(app: AppState, c: Connection, viewer: Viewer, run: Run, device: str, sent: Sent) -> Result:
    loaded = view.content_of(c, run)
    kind, exercise = loaded.kind, loaded.content
    role = viewer.role or "participant"
    own = view.desk_of(c, run, exercise, viewer.actor.person, viewer.role, sent.pair or "")
    ctx, _ = view.with_partner(c, run, loaded, own, view.ctx_of(app, run, role, own))
    desk = _desk(c, viewer, run, loaded, ctx, own, sent)
    key = str(desk.subject and desk.subject.key)
    before = answers.find(c, run.id, key)
    state = before.state if before else kind.start(exercise, ctx)
    if known := answers.known_event(c, sent.id, run.id, key):
        now = before
    else:
        name = sent.event.get("field") if sent.event.get("type") == "set" else None
        if is_total(exercise) and run.seen:
            raise Refused("Resultatet er set, så runden tager ikke imod flere svar. Begynd en ny runde.")
        if own.pair and visits.is_signed(c, run.course, own.pair):
            raise Refused("I har begge skrevet under, så der kan ikke rettes mere.")
        if sent.pair and name and not sent.not_cpr and contact.find(_text_in(sent.event.get("value"))):
            raise Refused(LIKE_CONTACT)
        new = _applied(kind, exercise, state, sent, ctx)
        status = kind.status(exercise, new)
        now = answers.save(c, run.id, key, before, new, app.now(), field=str(name) if name else None, device=device,
                           entered_by=_entered_by(viewer, kind, before, sent), answered=status.answered, finished=status.finished)
        answers.remember_event(c, sent.id, run.id, key, app.now())
        _publish(app, c, viewer.course, _topics(run, exercise, desk, sent), run.exercise)
    if now is None:
        raise NotFound("Svaret er slettet siden. Hent siden igen.")
    result = Result(
        id=sent.id, status="saved", phase=run.phase, revision=now.revision, saved=when_in_words(parse(now.saved_at), app.now()),
        fields={name: entry[0] for name, entry in now.fields.items()},
    )
    if desk is not own:  # entered for someone else: not a word of what was there goes back
        return result
    ctx, others = view.with_partner(c, run, loaded, own, ctx)  # this event may have locked the own answer
    return result.model_copy(update={
        "public": host.public(kind, exercise, now.state, ctx, supply=_nothing, states=others),
        "overwritten": None if known else _overwritten(before, sent, device),
    })


def _nothing(need: Need, content: Exercise, number: int) -> None:
    """A page has what the kind needs since it was fetched."""


def _cast_ballot(app: AppState, c: Connection, viewer: Viewer, run: Run, _device: str, sent: Sent) -> Result:
    loaded = view.content_of(c, run)
    kind, exercise = loaded.kind, loaded.content
    entered = bool(sent.subject) and viewer.role == "trainer"
    voter = Subject.parse(str(sent.subject)).id if entered else viewer.actor.person
    if entered:
        _check_participant(c, viewer.course, voter)
    elif viewer.role != "participant":
        raise Denied("Kun deltagere svarer her.")
    if sent.ballot is None:
        raise Denied("Svaret manglede sin hemmelige nøgle. Hent siden igen, og svar en gang til.")
    ctx = view.ctx_of(app, run, "participant")
    kept = ballots.find(c, run.id, sent.ballot)
    voted = ("voted", run.id, voter)
    if kept is None and (app.voters.has(run.id, voter) or voted in hooks.afterwards(c)):
        raise Denied("Du har allerede svaret på en anden enhed. Du kan kun rette svaret der, fordi det er anonymt.")
    state = _applied(kind, exercise, kept if kept is not None else kind.start(exercise, ctx), sent, ctx)
    organisation = _organisation_to_note(c, viewer.course, voter, run.least) if kept is None else ""
    most = people.count(c, viewer.course) if kept is None else 0
    ballots.cast(c, run.id, sent.ballot, organisation, state, new=kept is None, most=most)
    if kept is None:
        if entered or people.was_added_after(c, viewer.course, voter, run.opened_at):
            runs.count_entered(c, run)
        hooks.after_commit(c, voted, lambda: app.voters.add(run.id, voter))
    _publish(app, c, viewer.course, {"answers"}, run.exercise)
    return Result(id=sent.id, status="saved", phase=run.phase, saved=when_in_words(app.now(), app.now()),
                  public=kind.public(exercise, state, ctx))


def _applied(kind: Kind, exercise: Exercise, state: State, sent: Sent, ctx: Ctx) -> State:
    """The state after the event, unless a text and one beside it are now two halves of a CPR-like number."""
    new = host.apply(kind, exercise, state, sent.event, ctx)
    if sent.event.get("type") == "set" and not sent.not_cpr:
        own = _text_in(sent.event.get("value"))
        beside = [_text_in(value) for field, value in new["fields"].items() if field != sent.event.get("field")]
        if any(cpr.across(own, other) or cpr.across(other, own) for other in beside):
            raise Refused(LIKE_CPR)
    return new


def _organisation_to_note(c: Connection, course: str, person: str, least: int) -> str:
    """The organisation to write on a ballot: only one with at least `least` participants, for fewer could be told."""
    own, same = people.organisation_and_size(c, course, person)
    return own if own and enough(same, least) else ""


def _publish(app: AppState, c: Connection, course: str, topics: Iterable[str], exercise: str) -> None:
    """Tell the pages that it concerns what has changed, once it is committed."""
    for topic in topics:
        hooks.after_commit(c, ("published", course, topic, exercise), partial(app.pubsub.publish, course, topic, exercise))


def _topics(run: Run, exercise: Exercise, desk: view.Desk, sent: Sent) -> set[str]:
    """Whom a changed answer concerns: its owners and the trainer; all, where all see it."""
    if exercise.scope == "course" or (run.phase == "revealed" and not is_total(exercise)):
        return {"all", "answers"}
    return {of_person(person).key for person in desk.people} | {"answers"}


def _desk(c: Connection, viewer: Viewer, run: Run, loaded: Loaded, ctx: Ctx, own: view.Desk, sent: Sent) -> view.Desk:
    """Whose answer the event is about; a trainer may name someone, nobody else may."""
    if sent.subject is None or (own.subject and sent.subject == own.subject.key):
        if not own.subject:
            pair = loaded.content.scope in ("pair", "seat")
            raise Denied("Vælg, hvem svaret er for." if viewer.role != "participant" else
                         "Du har ikke en makker endnu. Sig det til underviseren." if pair else
                         "Du er ikke i en gruppe endnu. Sig det til underviseren.")
        return own
    if viewer.role != "trainer":
        raise Denied("Du kan kun skrive dit eget svar.")
    steers = sent.event.get("type") in loaded.kind.trainer_events
    if not steers and not audience(loaded.content, replace(ctx, seen=False)).enter_for:
        raise Denied("Det her skema kan kun deltageren selv skrive i.")
    named = Subject.parse(sent.subject)
    if named.kind == "person":
        _check_participant(c, viewer.course, named.id)
        return view.Desk(named, (named.id,))
    if named.id not in groups.numbers(c, viewer.course):
        raise NotFound("Gruppen findes ikke længere. Hent siden igen.")
    return view.Desk(named, groups.people_in(c, named.id))


def _check_participant(c: Connection, course: str, person: str) -> None:
    if people.member(c, course, person).role != "participant":
        raise Denied("Kun deltagere svarer her.")


def _entered_by(viewer: Viewer, kind: Kind, before: Answer | None, sent: Sent) -> str:
    """Who entered the answer for its owner; hiding a post enters nothing."""
    if sent.event.get("type") in kind.trainer_events:
        return before.entered_by if before else ""
    return viewer.actor.person if sent.subject else ""


def _overwritten(before: Answer | None, sent: Sent, device: str) -> Overwritten | None:
    """What was written elsewhere in the field since this page last saw it."""
    name = sent.event.get("field")
    if before is None or sent.event.get("type") != "set" or name not in before.fields:
        return None
    revision, writer = before.fields[name]
    old = before.state.get("fields", {}).get(name)
    if writer == device or revision <= (sent.base or 0) or old in (None, "", sent.event.get("value")):
        return None
    return Overwritten(field=name, value=old)


def _phase(c: Connection, viewer: Viewer, sent: Sent) -> Phase | Literal[""]:
    try:
        return runs.get(c, viewer.course, sent.run).phase
    except NotFound:
        return ""


def _text_in(value: Any) -> str:
    """All the text in an event, for the look for CPR-like numbers."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return "\n".join(_text_in(v) for v in value.values())
    if isinstance(value, list):
        return "\n".join(_text_in(v) for v in value)
    return ""

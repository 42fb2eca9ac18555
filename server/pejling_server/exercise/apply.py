"""Apply events from devices: each with its idempotency key checked, applied by the kind's rules, committed, then called saved."""

import logging
from concurrent.futures import Future
from functools import partial
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from pejling import cpr
from pejling.dates import parse, when_in_words
from pejling.errors import Denied, NotFound
from pejling.exercise import audience
from pejling.exercise.kind import Ctx, Kind, Refused
from pejling.ids import new_id
from pejling.schema import Exercise, State, Strict
from pejling.store import answers, ballots, courses, groups, hooks, people, runs
from pejling.store.records import Answer, Run
from pejling_server.access import Viewer
from pejling_server.app_state import AppState
from pejling_server.exercise import view

log = logging.getLogger("pejling.apply")

LIKE_CPR = "Det ligner et CPR-nummer, og det må ikke stå her. Skriv uden tal, der kan pege på et menneske."

DeviceId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{8,40}$")]


class Sent(Strict):
    """One event as a device sends it."""

    id: DeviceId
    run: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]{12}$")]
    event: dict[str, Any]
    base: int | None = None
    """The revision of the field that the device had seen."""
    ballot: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{32,64}$")] | None = None
    """The device's key to its anonymous ballot."""
    subject: Annotated[str, StringConstraints(pattern=r"^(person|group):[a-z0-9]{12}$")] | None = None
    """Trainers only: whose answer it is about."""
    not_cpr: bool = False
    """The writer says that what looks like a CPR number is none."""


class Batch(Strict):
    """What one device sends at a time, in the order in which it was done."""

    device: DeviceId
    events: Annotated[list[Sent], Field(min_length=1, max_length=50)]


class Result(Strict):
    """What became of one event. `saved` is said only after the commit."""

    id: str
    status: Literal["saved", "refused"]
    reason: str = ""
    phase: str = ""
    revision: int = 0
    fields: dict[str, int] = Field(default_factory=dict)
    saved: str = ""
    """When, as people read it: `kl. 10.42`."""
    public: dict[str, Any] | None = None
    overwritten: dict[str, Any] | None = None
    """{"field", "value"}: what another device had written there, offered back."""


def submit(app: AppState, viewer: Viewer, batch: Batch) -> "Future[list[Result]]":
    """A result for each event of a batch, in their order, once they are committed."""
    return app.write_queue.write(lambda c: _apply(app, viewer, batch, c))


def _apply(app: AppState, viewer: Viewer, batch: Batch, c: Connection) -> list[Result]:
    results = []
    closed = courses.get(c, viewer.course).closed_at is not None
    for sent in batch.events:
        try:
            if closed:
                raise Denied("Holdet er lukket, så der kan ikke svares mere.")
            results.append(_take_one(app, c, viewer, batch.device, sent))
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


def _take_one(app: AppState, c: Connection, viewer: Viewer, device: str, sent: Sent) -> Result:
    run = runs.get(c, viewer.course, sent.run)
    if run.reset_at:
        raise Denied("Underviseren har nulstillet øvelsen, så svaret kunne ikke gemmes.")
    kind = view.content_of(c, run).kind
    if not sent.not_cpr and any(cpr.find(_text_in(value)) for value in sent.event.values()):
        raise Refused(LIKE_CPR)
    if sent.event.get("type") in kind.trainer_events and viewer.role != "trainer":
        raise Denied("Det er kun underviseren, der kan det.")
    if run.anonymous:
        return _take_ballot(app, c, viewer, run, kind, sent)
    return _take_signed(app, c, viewer, run, kind, device, sent)


def _take_signed(
    app: AppState, c: Connection, viewer: Viewer, run: Run, kind: Kind, device: str, sent: Sent
) -> Result:
    exercise = view.content_of(c, run).content
    own = view.place_of(c, run, exercise, viewer.actor.person, viewer.role)
    subject = _subject(c, viewer, run, exercise.visible, own, kind, sent)
    role = viewer.role or "participant"
    before = answers.find(c, run.id, subject)
    ctx = view.ctx_of(app, run, role, own.label)
    state = before.state if before else kind.start(exercise, ctx)
    if known := answers.known_event(c, sent.id):
        if (known.run, known.subject) != (run.id, subject):
            raise Denied("Svaret kunne ikke gemmes, fordi dets nummer er brugt før. Hent siden igen.")
        now = before
    else:
        name = sent.event.get("field") if sent.event.get("type") == "set" else None
        if exercise.visible == "aggregate" and run.seen:
            raise Refused("Resultatet er set, så runden tager ikke imod flere svar. Begynd en ny runde.")
        new = _applied(kind, exercise, state, sent, ctx)
        now = answers.save(c, run.id, subject, before, new, app.now(), field=str(name) if name else None,
                           device=device, entered_by=_entered_by(viewer, kind, before, sent))
        answers.remember_event(c, sent.id, run.id, subject, app.now())
        _tell(app, c, viewer.course, _topics(subject, run.exercise))
    if now is None:
        raise NotFound("Svaret er slettet siden. Hent siden igen.")
    result = Result(
        id=sent.id, status="saved", phase=run.phase, revision=now.revision, saved=when_in_words(parse(now.saved_at), app.now()),
        fields={name: entry[0] for name, entry in now.fields.items()},
    )
    if subject != own.subject:  # entered for someone else: not a word of what was there goes back
        return result
    return result.model_copy(update={
        "public": kind.public(exercise, now.state, ctx),
        "overwritten": None if known else _overwritten(before, sent, device),
    })


def _take_ballot(
    app: AppState, c: Connection, viewer: Viewer, run: Run, kind: Kind, sent: Sent
) -> Result:
    exercise = view.content_of(c, run).content
    voter = sent.subject.removeprefix("person:") if sent.subject and viewer.role == "trainer" else viewer.actor.person
    entered = bool(sent.subject) and viewer.role == "trainer"
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
    public = kind.public(exercise, state, ctx)
    organisation = _organisation_to_note(c, viewer.course, voter, run.least) if kept is None else ""
    most = people.count(c, viewer.course) if kept is None else 0
    ballots.cast(c, run.id, sent.ballot, organisation, state, new=kept is None, most=most)
    if kept is None:
        if entered:
            runs.count_entered(c, run)
        hooks.after_commit(c, voted, lambda: app.voters.add(run.id, voter))
    _tell(app, c, viewer.course, {("answers", run.exercise)})
    return Result(id=sent.id, status="saved", phase=run.phase, saved=when_in_words(app.now(), app.now()), public=public)


def _applied(kind: Kind, exercise: Exercise, state: State, sent: Sent, ctx: Ctx) -> State:
    """The state after the event, unless a text and one beside it are now two halves of a CPR-like number."""
    new = kind.apply(exercise, state, sent.event, ctx)
    if sent.event.get("type") == "set" and not sent.not_cpr:
        own = _text_in(sent.event.get("value"))
        beside = [_text_in(value) for field, value in new["fields"].items() if field != sent.event.get("field")]
        if any(cpr.across(own, other) or cpr.across(other, own) for other in beside):
            raise Refused(LIKE_CPR)
    return new


def _organisation_to_note(c: Connection, course: str, person: str, least: int) -> str:
    """The organisation to write on a ballot: only one with at least `least` participants, for fewer could be told."""
    own, same = people.organisation_and_size(c, course, person)
    return own if own and audience.enough(same, least) else ""


def _tell(app: AppState, c: Connection, course: str, topics: set[tuple[str, str]]) -> None:
    """Tell the screens what has changed, once it is committed."""
    for topic, exercise in topics:
        hooks.after_commit(c, ("told", course, topic, exercise), partial(app.pubsub.publish, course, topic, exercise))


def _subject(
    c: Connection, viewer: Viewer, run: Run, visible: str, own: view.Place, kind: Kind, sent: Sent
) -> str:
    """Whose answer the event is about; a trainer may name someone, nobody else may."""
    if sent.subject is None or sent.subject == own.subject:
        if not own.subject:
            raise Denied("Du er ikke i en gruppe endnu. Sig det til underviseren." if viewer.role == "participant"
                         else "Vælg, hvem svaret er for.")
        return own.subject
    if viewer.role != "trainer":
        raise Denied("Du kan kun skrive dit eget svar.")
    if sent.event.get("type") not in kind.trainer_events and visible == "author":
        raise Denied("Det her skema kan kun deltageren selv skrive i.")
    which, _, name = sent.subject.partition(":")
    if which == "person":
        _check_participant(c, viewer.course, name)
    elif name not in groups.numbers(c, viewer.course):
        raise NotFound("Gruppen findes ikke længere. Hent siden igen.")
    return sent.subject


def _check_participant(c: Connection, course: str, person: str) -> None:
    if people.member(c, course, person).role != "participant":
        raise Denied("Kun deltagere svarer her.")


def _entered_by(viewer: Viewer, kind: Kind, before: Answer | None, sent: Sent) -> str:
    """Who entered the answer for its owner; hiding a post enters nothing."""
    if sent.event.get("type") in kind.trainer_events:
        return before.entered_by if before else ""
    return viewer.actor.person if sent.subject else ""


def _overwritten(before: Answer | None, sent: Sent, device: str) -> dict[str, Any] | None:
    """What another device wrote in the field since this device last saw it."""
    name = sent.event.get("field")
    if before is None or sent.event.get("type") != "set" or name not in before.fields:
        return None
    revision, writer = before.fields[name]
    old = before.state.get("fields", {}).get(name)
    if writer == device or revision <= (sent.base or 0) or old in (None, "", sent.event.get("value")):
        return None
    return {"field": name, "value": old}


def _topics(subject: str, exercise: str) -> set[tuple[str, str]]:
    """Who is told that this answer changed: its owners, and the trainer."""
    owners = {("all", exercise)} if subject == "course" or subject.startswith("group:") else {(subject, exercise)}
    return owners | {("answers", exercise)}


def _phase(c: Connection, viewer: Viewer, sent: Sent) -> str:
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

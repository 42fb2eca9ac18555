"""The exercise view: what one viewer gets of one exercise, its heading, its `public`, and its `summary` when that is due."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from sqlalchemy import Connection

from pejling.alphabet import danish_order
from pejling.dates import parse, when_in_words
from pejling.exercise import host
from pejling.exercise.audience import audience, is_total, shown_split, stays_in_pair
from pejling.exercise.kind import Contribution, Ctx, Given
from pejling.exercise.needs import supply_by
from pejling.exercise.subject import COURSE, Subject, of_group, of_person
from pejling.exercise.summary import Summary
from pejling.exercise.withheld import Unsigned, unsigned, without
from pejling.schema import SEATS, Exercise, Role, Seat, State
from pejling.store import answers, ballots, courses, groups, pairs, people, runs
from pejling.store.records import Answer, Run
from pejling_server.app_state import AppState
from pejling_server.days import card_for, case_for
from pejling_widgets.library import Loaded, load_pinned


@dataclass(frozen=True)
class Desk:
    """Where a viewer sits with a run: whose answer it is, and with whom."""

    subject: Subject | None
    """None when the viewer has no place: in no group or pair, or not a participant."""
    people: tuple[str, ...] = ()
    """Who answers together there, and is told of every change."""
    group: str = ""
    """The group's name."""
    number: int = 0
    """The group's."""
    seat: Seat | None = None
    pair: str = ""


_pinned: dict[tuple[str, str], Loaded] = {}
"""Pinned contents by exercise and hash. A hash names one text for ever, so this is never out of date."""


def content_of(c: Connection, run: Run) -> Loaded:
    """The exercise as it was when the run was opened."""
    key = (run.exercise, run.content)
    if key not in _pinned:
        _pinned[key] = load_pinned(run.exercise, runs.pinned(c, run.content))
    return _pinned[key]


def group_name(number: int) -> str:
    """What a group is called."""
    return f"Gruppe {number}"


def desk_of(c: Connection, run: Run, exercise: Exercise, person: str, role: Role | None, pair_id: str = "") -> Desk:
    """Where this person's answer to the run is kept, and who else writes it; in that pair, where one is named."""
    if exercise.scope == "course":
        return Desk(COURSE)
    if role != "participant":
        return Desk(None)
    match exercise.scope:
        case "person":
            return Desk(of_person(person), (person,))
        case "group":
            found = groups.of_person(c, run.course, person, run.grouping) or groups.of_person(c, run.course, person)
            if not found:
                return Desk(None)
            return Desk(of_group(found.id), groups.people_in(c, found.id), group_name(found.number), found.number)
        case "pair" | "seat":
            named = pairs.with_id(c, run.course, pair_id) if pair_id else None
            pair = named if pair_id else pairs.of_person(c, run.course, person, run.round)
            if not pair or person not in pair.seats:
                return Desk(None)
            seat = pair.seats[person]
            own = (seat,) if exercise.scope == "seat" else ()
            return Desk(Subject("pair", pair.id, own), tuple(pair.seats), seat=seat, pair=pair.id)


def ctx_of(app: AppState, run: Run, role: Role, desk: Desk = Desk(None)) -> Ctx:  # it is frozen
    """The circumstances that a kind's rules are told."""
    due = parse(run.due_at) if run.due_at else None
    return Ctx(role, run.phase, app.now(), run.round, desk.group, run.seed, due, least=run.least + run.entered,
               entered=run.entered, seat=desk.seat or "", seen=bool(run.seen))


def supply_of(app: AppState) -> host.Supply:
    """How a kind's cases and cards are found here."""
    return supply_by(partial(case_for, app), partial(card_for, app))


def waiting(loaded: Loaded) -> dict[str, Any]:
    """What there is to say of an exercise that was not opened yet: its title."""
    return {**host.title(loaded.kind, loaded.id, loaded.content), "phase": "waiting"}


def view_for(app: AppState, c: Connection, run: Run, role: Role, person: str = "", pair_id: str = "") -> dict[str, Any]:
    """All that the browser of this person in this role gets of a run that was opened."""
    loaded = content_of(c, run)
    exercise, kind = loaded.content, loaded.kind
    desk = desk_of(c, run, exercise, person, role, pair_id)
    ctx, others = with_partner(c, run, loaded, desk, ctx_of(app, run, role, desk))
    answer = answers.find(c, run.id, desk.subject.key) if desk.subject and not run.anonymous else None
    state = answer.state if answer else kind.start(exercise, ctx)
    return heading(loaded, run, ctx) | {
        "subject": desk.group if exercise.scope == "group" else exercise.scope,
        "needs_group": role == "participant" and exercise.scope == "group" and desk.subject is None,
        "needs_pair": role == "participant" and exercise.scope in ("pair", "seat") and desk.subject is None,
        "revision": answer.revision if answer else 0,
        "fields": {name: entry[0] for name, entry in answer.fields.items()} if answer else {},
        "saved": when_in_words(parse(answer.saved_at), app.now()) if answer else None,
        "public": host.public(kind, exercise, state, ctx, supply=supply_of(app), number=desk.number, states=others),
        "going": kind.clock(exercise, state, ctx) is not None,
        "summary": shown.json if (shown := summary(app, c, run, loaded, role)) else None,
    }


def prefetch(c: Connection, present: Sequence[Run], role: Role, person: str) -> None:
    """Read this person's answers to all of these runs in one query, for `view_for` in the same reading transaction."""
    desks = [(run, desk_of(c, run, content_of(c, run).content, person, role)) for run in present if not run.anonymous]
    answers.prefetch(c, [(run.id, desk.subject.key) for run, desk in desks if desk.subject])


def with_partner(c: Connection, run: Run, loaded: Loaded, desk: Desk, ctx: Ctx) -> tuple[Ctx, Mapping[Seat, State]]:
    """The circumstances with the seats that have locked their answer, and what each seat of the pair has written."""
    if loaded.content.scope != "seat" or not desk.pair:
        return ctx, {}
    found: dict[Seat, Answer] = {}
    for seat in SEATS:
        if answer := answers.find(c, run.id, Subject("pair", desk.pair, (seat,)).key):
            found[seat] = answer
    locked = frozenset(seat for seat, answer in found.items() if loaded.kind.finished(loaded.content, answer.state))
    return replace(ctx, locked=locked), {seat: answer.state for seat, answer in found.items()}


def heading(loaded: Loaded, run: Run, ctx: Ctx) -> dict[str, Any]:
    """Title, purpose, phase and who sees what, with the run it is about."""
    return {**host.heading(loaded.kind, loaded.id, loaded.content, ctx), "run": run.id, "due": run.due_at}


def summary(app: AppState, c: Connection, run: Run, loaded: Loaded, role: Role) -> Summary | None:
    """What this role may see of everybody's answers now, or None. Made once for each revision, not for each viewer."""
    ctx = ctx_of(app, run, role)
    if not audience(loaded.content, ctx).summary:
        return None
    revision = (run.revision, courses.revision(c, run.course), run.phase, run.seen)
    found: Summary | None = app.summaries.get((run.id, role), revision, lambda: _summary(app, c, run, loaded, ctx))
    return found


def _summary(app: AppState, c: Connection, run: Run, loaded: Loaded, ctx: Ctx) -> Summary | None:
    exercise, kind = loaded.content, loaded.kind
    if not (run.anonymous or run.seen) and audience(exercise, ctx).each != "all":
        known = answers.known_to_trainer(c, run)
        ctx = replace(ctx, least=run.least + known, entered=known)
    earlier = _rounds_before(app, c, run, ctx.role) if kind.over_rounds and is_total(exercise) else ()
    result = host.summary(kind, exercise, contributions(c, run, loaded, ctx), ctx, earlier)
    if result is None or result.too_few:
        return result
    before = _round_before(app, c, run, ctx.role) if run.round > 1 and is_total(exercise) else None
    return replace(without(result, run.withheld.split()), cases=cases_by_group(app, c, run, loaded), before=before)


def unsigned_texts(app: AppState, c: Connection, run: Run, loaded: Loaded) -> list[Unsigned]:
    """The texts of a total that a trainer may hide one by one, also those that are hidden; none before it is looked at."""
    ctx = ctx_of(app, run, "trainer")
    if not is_total(loaded.content) or not run.seen or not audience(loaded.content, ctx).words:
        return []
    found = _summary(app, c, replace(run, withheld=""), loaded, ctx)
    return list(unsigned(found)) if found else []


def _round_before(app: AppState, c: Connection, run: Run, role: Role) -> Summary | None:
    """The summary of the round before, so that a shift is shown as two distributions. It ended when this one was shown."""
    earlier = [r for r in runs.rounds(c, run.course, run.exercise) if r.round < run.round]
    if not earlier:
        return None
    loaded = content_of(c, earlier[-1])
    ctx = replace(ctx_of(app, earlier[-1], role), phase="revealed")
    found = host.summary(loaded.kind, loaded.content, contributions(c, earlier[-1], loaded, ctx), ctx)
    return without(found, earlier[-1].withheld.split()) if found and not found.too_few else None


def _rounds_before(app: AppState, c: Connection, run: Run, role: Role) -> list[Given]:
    """The answers of all rounds before, for a kind that holds them beside the latest."""
    found = []
    for earlier in runs.rounds(c, run.course, run.exercise):
        if earlier.round < run.round:
            ctx = replace(ctx_of(app, earlier, role), phase="revealed")
            found.append((contributions(c, earlier, content_of(c, earlier), ctx), ctx))
    return found


def contributions(c: Connection, run: Run, loaded: Loaded, ctx: Ctx) -> Sequence[Contribution]:
    """The answers worth counting, with only the labels that may be shown, in an order that tells nothing."""
    kind, exercise = loaded.kind, loaded.content
    names = people.organisation_names(c, run.course)
    if run.anonymous or (is_total(exercise) and run.seen):
        laid = [Contribution(state, organisation=names.get(organisation, "")) for state, organisation in ballots.cast_in(c, run.id)]
        given = [one for one in laid if stays_in_pair(exercise) or kind.answered(exercise, one.state)]
    else:
        outside = host.outside(kind, exercise)
        given = [replace(one, state=outside(one.state)) for one in _signed(c, run, names) if kind.answered(exercise, one.state)]
    if not shown_split([one.organisation for one in given], ctx.least):
        given = [replace(one, organisation="") for one in given]
    if is_total(exercise):
        random.SystemRandom().shuffle(given)
    return host.labelled(exercise, given, ctx)


def _signed(c: Connection, run: Run, names: Mapping[str, str]) -> list[Contribution]:
    """Each answer that has a name or a group, in the order of the label."""
    numbers = groups.numbers(c, run.course)
    members = {p.id: p for p in people.listed(c, run.course, "participant")}
    rows = []
    for answer in answers.in_run(c, run.id):
        subject = Subject.parse(answer.subject)
        if subject.kind == "group":
            number = numbers.get(subject.id, 0)
            rows.append((number, ("", ""), Contribution(answer.state, group_name(number), "", subject.key)))
        elif subject.kind == "pair":
            rows.append((0, (subject.key, ""), Contribution(answer.state, "", "", "")))
        elif person := members.get(subject.id):
            organisation = names.get(person.organisation_id or "", "")
            rows.append((0, danish_order(person.name), Contribution(answer.state, person.name, organisation, subject.key)))
    rows.sort(key=lambda row: (row[0], row[1], row[2].subject))
    return [row[2] for row in rows]


def cases_by_group(app: AppState, c: Connection, run: Run, loaded: Loaded) -> dict[str, str]:
    """Group → the title of its case; empty where the exercise has none, or is not for groups."""
    if loaded.content.scope != "group" or "case" not in loaded.kind.needs:
        return {}
    supply = supply_of(app)
    numbers = sorted(set(groups.numbers(c, run.course).values()))
    found = {group_name(number): supply("case", loaded.content, number) for number in numbers}
    return {group: str(case["title"]) for group, case in found.items() if case}

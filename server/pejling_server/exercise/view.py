"""The exercise view: what one viewer gets of one exercise, its frame, its `public`, and its `summary` when that is due."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import Connection

from pejling.alphabet import danish_order
from pejling.dates import parse, when_in_words
from pejling.exercise import audience
from pejling.exercise.kind import Contribution, Ctx
from pejling.markdown import render
from pejling.schema import Exercise, Role, State
from pejling.store import answers, ballots, groups, people, runs
from pejling.store.records import Run
from pejling_server.access import Viewer
from pejling_server.app_state import AppState
from pejling_server.days import card_for, case_for
from pejling_widgets.kinds import KINDS
from pejling_widgets.library import Loaded, load_pinned
from pejling_widgets.navigator.cards import cards_of


@dataclass(frozen=True)
class Place:
    """Where a viewer's answer to a run is kept."""

    subject: str
    """`person:…`, `group:…`, `course`, or "" when the viewer has no place (in no group, or not a participant)."""
    label: str = ""
    """The group's name."""
    number: int = 0


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


def place_of(c: Connection, run: Run, exercise: Exercise, person: str, role: Role | None) -> Place:
    """Where this person's answer to the run is kept."""
    if exercise.scope == "course":
        return Place("course")
    if role != "participant":
        return Place("")
    if exercise.scope == "person":
        return Place(answers.subject_of(person=person))
    group = groups.of_person(c, run.course, person, run.grouping) or groups.of_person(c, run.course, person)
    return Place(answers.subject_of(group=group.id), group_name(group.number), group.number) if group else Place("")


def ctx_of(app: AppState, run: Run, role: Role, group: str = "") -> Ctx:
    """The circumstances that a kind's rules are told. Answers that a trainer entered do not count towards the least."""
    due = parse(run.due_at) if run.due_at else None
    return Ctx(role, run.phase, app.now(), run.round, group, run.seed, due, run.least + run.entered)


def waiting(loaded: Loaded) -> dict[str, Any]:
    """What there is to say of an exercise that was not opened yet: its title."""
    return {"exercise": loaded.id, "kind": loaded.content.kind, "title": loaded.content.title, "phase": "waiting",
            "minutes": loaded.content.minutes}


def view_for(app: AppState, c: Connection, viewer: Viewer, run: Run) -> dict[str, Any]:
    """All that this viewer's browser gets of a run that was opened."""
    loaded = content_of(c, run)
    exercise, kind = loaded.content, loaded.kind
    role: Role = viewer.role or "participant"
    place = place_of(c, run, exercise, viewer.actor.person, role)
    ctx = ctx_of(app, run, role, place.label)
    answer = answers.find(c, run.id, place.subject) if place.subject and not run.anonymous else None
    state = answer.state if answer else kind.start(exercise, ctx)
    shown: dict[str, Any] = frame(loaded, run)
    shown |= {
        "subject": place.label if exercise.scope == "group" else exercise.scope,
        "needs_group": exercise.scope == "group" and role == "participant" and not place.subject,
        "revision": answer.revision if answer else 0,
        "fields": {name: entry[0] for name, entry in answer.fields.items()} if answer else {},
        "saved": when_in_words(parse(answer.saved_at), app.now()) if answer else None,
        "public": kind.public(exercise, state, ctx),
        "summary": summary(app, c, run, loaded, role),
    }
    if case := case_of(app, loaded, place.number):
        shown["public"]["case"] = case
    if cards := tool_cards(app, loaded):
        shown["public"]["cards"] = cards
    return shown


def frame(loaded: Loaded, run: Run) -> dict[str, Any]:
    """Title, purpose, phase and who sees what."""
    exercise = loaded.content
    return {
        "exercise": loaded.id, "run": run.id, "kind": exercise.kind, "title": exercise.title, "phase": run.phase,
        "round": run.round, "intro": render(exercise.intro), "minutes": exercise.minutes, "anonymous": run.anonymous,
        "scope": exercise.scope, "sees": audience.who_sees(exercise), "historical": exercise.historical,
        "proposal": exercise.proposal, "source": exercise.source, "homework": getattr(exercise, "homework", False),
        "due": run.due_at,
    }


def summary(app: AppState, c: Connection, run: Run, loaded: Loaded, role: Role) -> dict[str, Any] | None:
    """What this role may see of everybody's answers now, or None. Fewer than five never make a total."""
    exercise, kind = loaded.content, loaded.kind
    if not _due(exercise, run, role):
        return None
    given = contributions(c, run, exercise, role)
    ctx = ctx_of(app, run, role)
    if exercise.visible == "aggregate" and not audience.enough(len(given), ctx.least):
        return {"too_few": True, "least": run.least, "entered": run.entered}
    result = kind.summary(exercise, given, ctx)
    if cases := cases_by_group(app, c, run, loaded):
        result["cases"] = cases
    if run.round > 1 and exercise.visible == "aggregate":
        result["before"] = _round_before(app, c, run, role)
    return result


def _round_before(app: AppState, c: Connection, run: Run, role: Role) -> dict[str, Any] | None:
    """The summary of the round before, so that a shift is shown as two distributions."""
    earlier = [r for r in runs.rounds(c, run.course, run.exercise) if r.round < run.round]
    if not earlier:
        return None
    loaded = content_of(c, earlier[-1])
    given = contributions(c, earlier[-1], loaded.content, role)
    ctx = ctx_of(app, earlier[-1], role)
    return loaded.kind.summary(loaded.content, given, ctx) if audience.enough(len(given), ctx.least) else None


def _due(exercise: Exercise, run: Run, role: Role) -> bool:
    if exercise.kind == "timer":
        return False
    if role == "trainer":
        return exercise.visible != "aggregate" or run.phase == "revealed" or (run.phase == "closed" and run.seen)
    if run.phase != "revealed":
        return False
    if role == "leader":
        return exercise.visible == "aggregate"
    return exercise.visible in ("aggregate", "plenum")


def contributions(c: Connection, run: Run, exercise: Exercise, role: Role) -> Sequence[Contribution]:
    """The answers worth counting, with only the labels that may be shown, in an order that tells nothing."""
    kind = KINDS[exercise.kind]
    names = people.organisation_names(c, run.course)
    if run.anonymous or (exercise.visible == "aggregate" and run.seen):
        rows = [("", state, "", names.get(organisation, "")) for state, organisation in ballots.cast_in(c, run.id)]
    else:
        rows = _signed(c, run, exercise, names)
    rows = [row for row in rows if kind.answered(exercise, row[1])]
    split = audience.shown_split([row[3] for row in rows], run.least + run.entered)
    labelled = exercise.visible in ("plenum", "trainer") or exercise.may_share
    given = [
        Contribution(state, label if labelled else "", organisation if split else "", subject if labelled else "")
        for subject, state, label, organisation in rows
    ]
    if exercise.visible == "aggregate":
        random.SystemRandom().shuffle(given)
    return given


def _signed(c: Connection, run: Run, exercise: Exercise, names: dict[str, str]) -> list[tuple[str, State, str, str]]:
    """(subject, state, label, organisation) of each answer that has a name or a group, in the order of the label."""
    numbers = groups.numbers(c, run.course)
    members = {f"person:{p.id}": p for p in people.listed(c, run.course, "participant")}
    rows = []
    for answer in answers.in_run(c, run.id):
        if answer.subject.startswith("group:"):
            number = numbers.get(answer.subject.removeprefix("group:"), 0)
            rows.append((number, "", answer.subject, answer.state, group_name(number), ""))
        elif person := members.get(answer.subject):
            organisation = names.get(person.organisation_id or "", "")
            rows.append((0, person.name, answer.subject, answer.state, person.name, organisation))
    rows.sort(key=lambda row: (row[0], danish_order(row[1]), row[2]))
    return [row[2:] for row in rows]


def tool_cards(app: AppState, loaded: Loaded) -> dict[str, Any]:
    """The cards of the tools that an exercise names, by id, as its map shows them; empty where it names none."""
    return cards_of(getattr(loaded.content, "tools", ()), partial(card_for, app))


def cases_by_group(app: AppState, c: Connection, run: Run, loaded: Loaded) -> dict[str, str]:
    """Group → the title of its case; empty where the exercise has none, or is not for groups."""
    if loaded.content.scope != "group":
        return {}
    numbers = sorted(set(groups.numbers(c, run.course).values()))
    found = {group_name(number): case_of(app, loaded, number) for number in numbers}
    return {group: str(case["title"]) for group, case in found.items() if case}


def case_of(app: AppState, loaded: Loaded, number: int) -> dict[str, Any] | None:
    """The case that this group works with, as its board shows it; None where the exercise has none."""
    found = case_for(app, getattr(loaded.content, "cases", ()), number)
    if found is None:
        return None
    case = found.case
    return {
        "title": case.title, "person": f"{case.person.name}, {case.person.age} år. {case.person.line}",
        "dilemma": case.dilemma, "story_html": found.story_html, "questions": list(case.questions),
        "views": [{"title": "Set fra jobcentret", "html": found.jobcenter_view_html},
                  {"title": "Set fra A-kassen", "html": found.akasse_view_html}],
    }

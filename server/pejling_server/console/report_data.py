"""Report data, read from the store: the rounds of a course's exercises, and the data of a day's report.

What is read for a whole course or day is read in one short transaction for each exercise: while one lasts, the log cannot
be emptied. A total that the class was shown never changes, so that a report's parts agree.
"""

import contextlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from pejling.alphabet import danish_order
from pejling.dates import danish_clock, danish_date, danish_day, parse
from pejling.errors import ContentError, NotFound
from pejling.exercise.audience import LEAST, is_shown_to_class, is_total
from pejling.exercise.subject import of_group, of_person
from pejling.exercise.summary import Summary
from pejling.reports import data, tables
from pejling.schema import Role
from pejling.store import answers, courses, groups, people, runs
from pejling.store.records import Run
from pejling_server.app_state import AppState
from pejling_server.days import KnownDay, day_of, programme_of
from pejling_server.exercise import progress, view
from pejling_widgets.library import Loaded

IN_WORDS = "EEEE 'den' d. MMMM y"


# For the spreadsheet


def rounds_of_course(app: AppState, course: str) -> dict[str, list[tables.Round]]:
    """Exercise → its rounds, of everything that was opened, in the programme's order."""
    with app.store.read() as c:
        opened = runs.current(c, course)
    known = [e for e in _in_order(app) if e in opened]
    found = {}
    for exercise in [*known, *sorted(set(opened) - set(known))]:
        with app.store.read() as c:
            found[exercise] = rounds_of(app, c, course, exercise)
    return {exercise: rounds for exercise, rounds in found.items() if rounds}


def _in_order(app: AppState) -> list[str]:
    """Exercises in the order of the programme; a day whose notebook is broken keeps nobody from the answers."""
    order: list[str] = []
    for day in programme_of(app).days():
        with contextlib.suppress(ContentError):
            order += [e for section in day_of(app, day.id).agenda.sections for e in section.exercises]
    return order


def rounds_of(app: AppState, c: Connection, course: str, exercise: str) -> list[tables.Round]:
    """The exercise's rounds that were not reset, the first one first."""
    found = runs.rounds(c, course, exercise)
    return [_round(app, c, run, shown=any(_is_shown(later) for later in found[place:]))
            for place, run in enumerate(found)]


def _is_shown(run: Run) -> bool:
    """Whether the run's total was shown, to the class or the trainer. A round before it was shown beside it."""
    return run.phase == "revealed" or (run.phase == "closed" and run.seen)


def _round(app: AppState, c: Connection, run: Run, *, shown: bool) -> tables.Round:
    loaded = view.content_of(c, run)
    exercise = loaded.content
    ctx = view.ctx_of(app, run, "trainer")
    may_total = shown and run.phase != "open" and is_total(exercise)
    return tables.Round(
        loaded.kind, exercise, ctx, shown,
        count=progress.progress(c, run, loaded).count,
        given=view.contributions(c, run, loaded, ctx) if may_total else (),
        signed=() if run.anonymous or exercise.anonymous else _signed(c, run, loaded),
        withheld=run.withheld.split(),
    )


def _signed(c: Connection, run: Run, loaded: Loaded) -> list[tables.Signed]:
    """Everyone who could answer, by name, or by the group's number."""
    states = {a.subject: a.state for a in answers.in_run(c, run.id)}
    if loaded.content.scope == "person":
        return [tables.Signed(p.name, p.organisation, states.get(of_person(p.id).key))
                for p in people.listed(c, run.course, "participant")]
    numbers = {of_group(g).key: number for g, number in groups.numbers(c, run.course).items()}
    wrote = sorted((numbers[subject], subject) for subject in states if subject in numbers)
    return [tables.Signed(view.group_name(number), "", states[subject]) for number, subject in wrote]


def members_of(c: Connection, course: str) -> list[tables.Member]:
    """The participants."""
    return [tables.Member(p.name, p.organisation, p.came) for p in people.listed(c, course, "participant")]


# For the day report


def report_of_day(app: AppState, course: str, day: str) -> data.DayReport:
    """What the class has been shown of the day; nothing that a participant could not see."""
    known = day_of(app, day)
    with app.store.read() as c:
        row, plan, opened = courses.get(c, course), courses.days(c, course).get(day), runs.current(c, course)
        present, homework = _present(c, course), _homework(c, known, opened)
    exercises, unseen = [], 0
    for section in known.agenda.sections:
        for exercise in (e for e in section.exercises if e in opened):
            with app.store.read() as c:
                shown = _shown(app, c, course, exercise, section.title)
                unseen += shown is None and opened[exercise].phase != "revealed" and _gathers(c, opened[exercise])
            exercises += [shown] if shown else []
    on = date.fromisoformat(plan.on_day) if plan and plan.on_day else None
    now = app.now()
    return data.DayReport(
        title=known.agenda.title, module=next(m.title for m in programme_of(app).modules if known.entry in m.days),
        course=row.title, day=danish_date(on, IN_WORDS) if on else "", place=plan.place if plan else "",
        made=f"{danish_date(danish_day(now))} kl. {danish_clock(now)}",
        kept_until=danish_date(date.fromisoformat(row.keep_until_day)), least=max(row.least, LEAST),
        rehearsal=bool(row.rehearsal_of), present=present,
        programme=tuple(data.Item(title=s.title, minutes=s.minutes, optional=s.optional) for s in known.agenda.sections),
        exercises=tuple(exercises), unseen=unseen, homework=homework,
    )


def report_of_exercise(app: AppState, course: str, exercise: str) -> data.ExerciseReport:
    """All rounds of one exercise that the class was shown.

    Raises
    ------
    NotFound
        It was never opened, or its kind has no report.
    """
    with app.store.read() as c:
        row, rounds = courses.get(c, course), runs.rounds(c, course, exercise)
        loaded = view.content_of(c, rounds[-1]) if rounds else None
        if loaded is None or not loaded.kind.report:
            raise NotFound("Den øvelse har ingen rapport, eller den er ikke åbnet endnu.")
        last = max((run.round for run in rounds if run.phase == "revealed"), default=0)
        shown = [_shown_round(app, c, run, f"{run.round}. runde") for run in _shown_until(c, rounds, last)]
    now = app.now()
    return data.ExerciseReport(
        label=loaded.kind.report, title=loaded.content.title, course=row.title,
        made=f"{danish_date(danish_day(now))} kl. {danish_clock(now)}",
        kept_until=danish_date(date.fromisoformat(row.keep_until_day)), least=max(row.least, LEAST),
        rehearsal=bool(row.rehearsal_of), exercises=tuple(one for one in shown if one),
    )


def summaries_of(app: AppState, c: Connection, rounds: Sequence[Run], role: Role) -> list[tuple[int, Summary]]:
    """Round number → what this role may see of it, also of those that were shown beside a later one."""
    def seen(run: Run) -> Summary | None:
        return view.summary(app, c, run, view.content_of(c, run), role)

    last = max((run.round for run in rounds if seen(run)), default=0)
    return [(run.round, found) for run in _shown_until(c, rounds, last) if (found := seen(run))]


def _shown_until(c: Connection, rounds: Sequence[Run], last: int) -> list[Run]:
    """The rounds up to this one. A total's round that was closed was shown beside the one after it."""
    return [
        replace(run, phase="revealed") if run.round < last and is_total(view.content_of(c, run).content) else run
        for run in rounds if run.round <= last
    ]


def _shown(app: AppState, c: Connection, course: str, exercise: str, section: str) -> data.Shown | None:
    """The latest round that the class has been shown, as a participant sees it; None when there is none."""
    revealed = [run for run in runs.rounds(c, course, exercise) if run.phase == "revealed"]
    return _shown_round(app, c, revealed[-1], section) if revealed else None


def _shown_round(app: AppState, c: Connection, run: Run, section: str) -> data.Shown | None:
    """One round as a participant sees it; None when there is nothing to see."""
    loaded = view.content_of(c, run)
    content = loaded.content
    summary = view.summary(app, c, run, loaded, "participant")
    if summary is None:
        return None
    return data.Shown(
        title=content.title, section=section, rounds=run.round, by_groups=content.scope == "group",
        proposal=content.proposal, historical=content.historical, source=content.source, summary=summary,
    )


def _gathers(c: Connection, run: Run) -> bool:
    """Whether the exercise gathers answers for others to see."""
    loaded = view.content_of(c, run)
    return loaded.kind.gathers and is_shown_to_class(loaded.content)


def _present(c: Connection, course: str) -> tuple[data.Present, ...]:
    participants = people.listed(c, course, "participant")
    invited = Counter(p.organisation or people.UNKNOWN for p in participants)
    joined = Counter(p.organisation or people.UNKNOWN for p in participants if p.came)
    return tuple(data.Present(organisation=name, joined=joined[name], invited=invited[name])
                 for name in sorted(invited, key=danish_order))


def _homework(c: Connection, known: KnownDay, opened: dict[str, Run]) -> tuple[data.Homework, ...]:
    given = []
    for exercise in (e for section in known.agenda.sections for e in section.exercises if e in opened):
        content = view.content_of(c, opened[exercise]).content
        if content.homework:
            due = opened[exercise].due_at
            words = f"{danish_date(danish_day(parse(due)), IN_WORDS)} kl. {danish_clock(parse(due))}" if due else ""
            given.append(data.Homework(title=content.title, due=words))
    return tuple(given)

"""Runs: an exercise, in a course, in a round; opened, closed, shown, reset."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, delete, insert, select, update

from pejling.dates import iso
from pejling.errors import Invalid, NotFound
from pejling.ids import new_id
from pejling.schema import State
from pejling.store import answers, ballots, courses, groups, hooks, revisions
from pejling.store.order import later
from pejling.store.records import Run, columns
from pejling.store.tables import contents, runs

UNDO_DAYS = 30

Outside = Callable[[State], State]
"""Gives of an answer's state what may be laid apart behind a total; of most exercises all of it."""

_RUN = select(*columns(Run, runs))
_CURRENT = _RUN.where(runs.c.course == bindparam("course"), runs.c.reset_at.is_(None)).order_by(runs.c.round)
_GET = _RUN.where(runs.c.id == bindparam("run"), runs.c.course == bindparam("course"))


def current(c: Connection, course: str) -> dict[str, Run]:
    """Exercise → its run in the latest round. An exercise that was never opened is not in it."""
    return {run.exercise: run for run in (Run(*row) for row in c.execute(_CURRENT, {"course": course}))}


def rounds(c: Connection, course: str, exercise: str) -> list[Run]:
    """The exercise's runs that were not reset, first round first."""
    query = _RUN.where(runs.c.course == course, runs.c.exercise == exercise, runs.c.reset_at.is_(None))
    return [Run(*row) for row in c.execute(query.order_by(runs.c.round))]


def get(c: Connection, course: str, run: str) -> Run:
    """The run.

    Raises
    ------
    NotFound
        It is not a run of this course.
    """
    row = c.execute(_GET, {"run": run, "course": course}).one_or_none()
    if row is None:
        raise NotFound("Øvelsen findes ikke på dette hold.")
    return Run(*row)


def pin(c: Connection, digest: str, exercise: str, text: str) -> None:
    """Keep this version of an exercise's content, so that a later edit rewrites no history."""
    if c.execute(select(contents.c.digest).where(contents.c.digest == digest)).first() is None:
        c.execute(insert(contents).values(digest=digest, exercise=exercise, text=text))


def pinned(c: Connection, digest: str) -> str:
    """The YAML text that a run is pinned to."""
    return str(c.execute(select(contents.c.text).where(contents.c.digest == digest)).scalar_one())


def open_round(c: Connection, course: str, exercise: str, digest: str, anonymous: bool, now: datetime, *,
               again: bool = False) -> str:
    """Open the exercise, or open it again; with `again`, begin the next round. Gives the run's id.

    Raises
    ------
    Invalid
        An anonymous round that was closed, and one whose total was shown, cannot be opened again; an open round
        has no next one.
    """
    row = courses.get(c, course)
    if row.closed_at:
        raise Invalid("Holdet er lukket. Åbn holdet igen, før du åbner en øvelse.")
    present = current(c, course).get(exercise)
    if present is not None and not again:
        if present.phase == "open":
            return present.id
        if present.anonymous:
            raise Invalid("En lukket anonym runde kan ikke åbnes igen. Begynd en ny runde, eller nulstil øvelsen.")
        if present.seen:
            # One answer more, and the difference between two totals would be that person's answer.
            raise Invalid("Resultatet er allerede set, så runden kan ikke åbnes igen. Begynd en ny runde.")
        _set(c, present.id, phase="open")
        return present.id
    if present is not None and present.phase == "open":
        raise Invalid("Luk runden, før du begynder den næste.")
    run = new_id()
    c.execute(
        insert(runs).values(
            id=run, course=course, exercise=exercise, round=present.round + 1 if present else 1, phase="open",
            content=digest, anonymous=anonymous, seed=random.SystemRandom().randrange(2**31), least=row.least,
            grouping=groups.current(c, course), opened_at=later(c, runs.c.opened_at, now, runs.c.course == course),
        )
    )
    return run


def close(c: Connection, run: Run) -> None:
    """Take no more answers. An anonymous run's ballots are shuffled for good in the same transaction."""
    if run.phase != "open":
        return
    if run.anonymous:
        ballots.seal(c, run.id)
    _set(c, run.id, phase="closed")


def reveal(c: Connection, run: Run, *, total: bool, outside: Outside = dict) -> None:
    """Close if need be, and show what may be shown; `total` says that it is a total, which ends the round."""
    close(c, run)
    if total:
        _end(c, run, outside)
    _set(c, run.id, phase="revealed")


def peek(c: Connection, run: Run, outside: Outside = dict) -> None:
    """The trainer looks at the total before the class does; that ends the round.

    Raises
    ------
    Invalid
        The round is open: no total is shown while answers come in.
    """
    if run.phase == "open":
        raise Invalid("Luk øvelsen, før du kigger på resultatet.")
    _end(c, run, outside)


def _end(c: Connection, run: Run, outside: Outside) -> None:
    """A total is about to be seen: its round, and those before that are shown beside it, never change again."""
    for one in rounds(c, run.course, run.exercise):
        if one.round <= run.round and not one.seen:
            close(c, one)
            entered = one.entered if one.anonymous else answers.known_to_trainer(c, one)
            if not one.anonymous:
                ballots.lay_apart(c, run.course, one.id, outside)
            _set(c, one.id, seen=True, entered=entered)


def count_entered(c: Connection, run: Run) -> None:
    """A trainer entered a ballot for someone, or it came under a name added later: it is one the trainer may know."""
    _set(c, run.id, entered=runs.c.entered + 1)


def withhold(c: Connection, run: Run, mark: str, *, hidden: bool) -> None:
    """Hide an unsigned text, or show it again."""
    others = [one for one in run.withheld.split() if one != mark]
    _set(c, run.id, withheld=" ".join([*others, mark] if hidden else others))


def hide(c: Connection, run: Run) -> None:
    """Undo `reveal`: closed, not shown."""
    if run.phase == "revealed":
        _set(c, run.id, phase="closed")


def set_due(c: Connection, run: Run, due: datetime | None) -> None:
    """Say when an answer is due, or that it is not."""
    _set(c, run.id, due_at=iso(due) if due else None)


def reset(c: Connection, run: Run, now: datetime) -> None:
    """Put the run away: the exercise is as if this round never was. Can be undone for 30 days."""
    close(c, run)
    _set(c, run.id, reset_at=later(c, runs.c.reset_at, now, runs.c.course == run.course))


def _set(c: Connection, run: str, **values: Any) -> None:
    """Change the run's own row."""
    c.execute(update(runs).where(runs.c.id == run).values(**values))
    revisions.run_changed(c, run)


def undo_reset(c: Connection, course: str, exercise: str, now: datetime) -> str:
    """Bring back the run that was reset last; a run of the same round that was begun since is put away instead.

    Raises
    ------
    Invalid
        There is none, or it is more than 30 days ago.
    """
    since = iso(now - timedelta(days=UNDO_DAYS))
    query = _RUN.where(runs.c.course == course, runs.c.exercise == exercise, runs.c.reset_at > since)
    row = c.execute(query.order_by(runs.c.reset_at.desc(), runs.c.round).limit(1)).one_or_none()
    if row is None:
        raise Invalid("Der er ikke noget at fortryde. En nulstilling kan fortrydes i 30 dage.")
    last = Run(*row)
    for newer in rounds(c, course, exercise):
        if newer.round == last.round:
            reset(c, newer, now)
    _set(c, last.id, reset_at=None)
    return last.id


def can_undo(c: Connection, course: str, now: datetime) -> set[str]:
    """Exercises with a reset that can be undone."""
    since = iso(now - timedelta(days=UNDO_DAYS))
    return set(c.execute(select(runs.c.exercise).where(runs.c.course == course, runs.c.reset_at > since)).scalars())


def past_undoing(now: datetime) -> ColumnElement[bool]:
    """Which runs were reset so long ago that it cannot be undone."""
    return runs.c.reset_at <= iso(now - timedelta(days=UNDO_DAYS))


def forget_reset(c: Connection, now: datetime) -> int:
    """Delete for good what was reset more than 30 days ago; gives how many runs."""
    gone = c.execute(delete(runs).where(past_undoing(now))).rowcount
    if gone:
        c.execute(delete(contents).where(contents.c.digest.not_in(select(runs.c.content))))
        hooks.leave_no_words(c)
    return gone


def get_any(c: Connection, run: str) -> Run | None:
    """The run whatever its course, or None; for what belongs to a person across courses."""
    row = c.execute(_RUN.where(runs.c.id == run)).one_or_none()
    return Run(*row) if row else None

"""Revisions: counters that rise with every change, so that what is shown to many is made once for each."""

from functools import partial

from sqlalchemy import Connection, bindparam, update

from pejling.store import hooks
from pejling.store.tables import courses, runs


def run_changed(c: Connection, run: str) -> None:
    """Something in the run is another: an answer, its phase, its due date. Counted once in a transaction."""
    hooks.once_before_commit(c, ("run changed", run), partial(_raise_run, run=run))


def course_changed(c: Connection, course: str) -> None:
    """Something is another that stands beside answers: a name, an organisation, a group. Counted once in a transaction."""
    hooks.once_before_commit(c, ("course changed", course), partial(_raise_course, course=course))


_RAISE = update(runs).where(runs.c.id == bindparam("run")).values(revision=runs.c.revision + 1)


def _raise_run(c: Connection, run: str) -> None:
    c.execute(_RAISE, {"run": run})


def _raise_course(c: Connection, course: str) -> None:
    c.execute(update(courses).where(courses.c.id == course).values(revision=courses.c.revision + 1))

"""Answers with a name or a group on them, and the events that made them."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from pejling.dates import iso
from pejling.schema import State
from pejling.store import revisions
from pejling.store.records import Answer, AnswerStatus, Event, columns
from pejling.store.tables import answers, events

_ANSWER = select(*columns(Answer, answers))


def find(c: Connection, run: str, subject: str) -> Answer | None:
    """The answer, or None when nothing was written."""
    row = c.execute(_ANSWER.where(answers.c.run == run, answers.c.subject == subject)).one_or_none()
    return Answer(*row) if row else None


def save(c: Connection, run: str, subject: str, before: Answer | None, state: State, now: datetime, *,
         field: str | None, device: str, entered_by: str = "", answered: bool | None = None,
         finished: bool | None = None) -> Answer:
    """Store the new state; gives the answer as it is now."""
    revision = before.revision + 1 if before else 1
    fields = dict(before.fields) if before else {}
    if field is not None:
        fields[field] = [revision, device]
    values: dict[str, Any] = {
        "state": state, "revision": revision, "fields": fields, "saved_at": iso(now), "entered_by": entered_by,
        "answered": answered, "finished": finished,
    }
    if before is None:
        c.execute(insert(answers).values(run=run, subject=subject, **values))
    else:
        c.execute(update(answers).where(answers.c.run == run, answers.c.subject == subject).values(**values))
    revisions.run_changed(c, run)
    return Answer(run, subject, **values)


def in_run(c: Connection, run: str) -> list[Answer]:
    """Every answer of a run."""
    return [Answer(*row) for row in c.execute(_ANSWER.where(answers.c.run == run).order_by(answers.c.subject))]


def statuses(c: Connection, run: str) -> list[AnswerStatus]:
    """How far every answer of a run has come. No states are read."""
    query = select(*columns(AnswerStatus, answers)).where(answers.c.run == run)
    return [AnswerStatus(*row) for row in c.execute(query.order_by(answers.c.subject))]


def count(c: Connection, run: str) -> int:
    """How many answers there are."""
    return int(c.execute(select(func.count()).select_from(answers).where(answers.c.run == run)).scalar_one())


def remember_event(c: Connection, event: str, run: str, subject: str, now: datetime) -> None:
    """From now on this event's id is known."""
    c.execute(insert(events).values(id=event, run=run, subject=subject, saved_at=iso(now)))


def known_event(c: Connection, event: str) -> Event | None:
    """The event of that id, or None when it was never committed."""
    row = c.execute(select(*columns(Event, events)).where(events.c.id == event)).one_or_none()
    return Event(*row) if row else None


def of_person(c: Connection, person: str) -> list[Answer]:
    """Everything stored under the person's own name, for *mine data*."""
    query = _ANSWER.where(answers.c.subject == f"person:{person}").order_by(answers.c.run)
    return [Answer(*row) for row in c.execute(query)]

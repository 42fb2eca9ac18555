"""Answers with a name or a group on them, and the events that made them."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, func, insert, literal, or_, select, update

from pejling.dates import danish_day, iso
from pejling.exercise.subject import Subject
from pejling.ids import fingerprint
from pejling.schema import State
from pejling.store import pairs, revisions
from pejling.store.read_cache import asked_once, remember
from pejling.store.records import Answer, AnswerStatus, Run, columns
from pejling.store.tables import answers, events, members

# Statements that every answer and every look needs are built once: building one costs more than asking it.
_ANSWER = select(*columns(Answer, answers))
_FIND = _ANSWER.where(answers.c.run == bindparam("one_run"), answers.c.subject == bindparam("one_subject"))
_AMONG = _ANSWER.where(
    answers.c.run.in_(bindparam("runs", expanding=True)), answers.c.subject.in_(bindparam("subjects", expanding=True))
)
_INSERT, _REMEMBER = insert(answers), insert(events)
_UPDATE = update(answers).where(answers.c.run == bindparam("one_run"), answers.c.subject == bindparam("one_subject"))
_KNOWN = select(events.c.run).where(events.c.mark == bindparam("mark"))


@asked_once
def find(c: Connection, run: str, subject: str) -> Answer | None:
    """The answer, or None when nothing was written."""
    row = c.execute(_FIND, {"one_run": run, "one_subject": subject}).one_or_none()
    return Answer(*row) if row else None


def prefetch(c: Connection, wanted: Collection[tuple[str, str]]) -> None:
    """Read these answers, (run, subject) each, in one query: `find` has them in the same reading transaction."""
    found: dict[tuple[str, str], Answer | None] = dict.fromkeys(wanted)
    for row in c.execute(_AMONG, {"runs": list({run for run, _ in wanted}), "subjects": list({who for _, who in wanted})}):
        answer = Answer(*row)
        if (answer.run, answer.subject) in found:
            found[answer.run, answer.subject] = answer
    remember(c, find, found)


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
        c.execute(_INSERT, {"run": run, "subject": subject, **values})
    else:
        c.execute(_UPDATE, {"one_run": run, "one_subject": subject, **values})
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


def mark(event: str, run: str, subject: str) -> str:
    """What an event is remembered by: who has the event's id and the answer finds it again, and nobody else.

    A phone that was off for weeks may send again what was committed, so it must be remembered for as long. But who changed
    what, how often and when is nobody's business: there is no name, no order and no time finer than the day.
    """
    return fingerprint(f"{event} {run} {subject}")[:32]


def remember_event(c: Connection, event: str, run: str, subject: str, now: datetime) -> None:
    """From now on this event in this answer is known."""
    c.execute(_REMEMBER, {"mark": mark(event, run, subject), "run": run, "on_day": danish_day(now).isoformat()})


def known_event(c: Connection, event: str, run: str, subject: str) -> bool:
    """Whether it was committed before."""
    return c.execute(_KNOWN, {"mark": mark(event, run, subject)}).first() is not None


def known_to_trainer(c: Connection, run: Run) -> int:
    """How many of a run's answers a trainer may know: entered for others, or under a name added or set free since it opened."""
    member = and_(members.c.course == run.course, literal("person:").concat(members.c.person) == answers.c.subject)
    query = select(func.count()).select_from(answers.outerjoin(members, member)).where(
        answers.c.run == run.id, or_(answers.c.answered.is_(None), answers.c.answered),
        or_(members.c.role == "participant", answers.c.subject.not_like("person:%")),
        or_(answers.c.entered_by != "", members.c.added_after >= run.opened_at),
    )
    return int(c.execute(query).scalar_one())


def of_person(c: Connection, person: str) -> list[Answer]:
    """Everything that is this person's alone, for *mine data*: under their own name, or where they sit alone in a seat."""
    keys = [Subject("person", person).key, *pairs.own_keys(c, person)]
    query = _ANSWER.where(answers.c.subject.in_(keys)).order_by(answers.c.run, answers.c.subject)
    return [Answer(*row) for row in c.execute(query)]

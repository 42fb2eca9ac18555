"""Jobs: asked for, begun, done or failed, fetched by the one who asked, forgotten."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from pejling.dates import iso
from pejling.ids import new_id
from pejling.store.order import later
from pejling.store.records import Job, columns
from pejling.store.tables import jobs

_ALL = select(*columns(Job, jobs))


def ask(c: Connection, *, course: str | None, person: str, kind: str, arguments: Mapping[str, Any], label: str,
        now: datetime) -> str:
    """A new job's id; the same person's same job that is not ended yet, when there is one."""
    for job in listed(c, course, person):
        if (job.kind, job.arguments) == (kind, dict(arguments)) and job.ended_at is None:
            return job.id
    made = new_id()
    c.execute(insert(jobs).values(
        id=made, course=course, person=person, kind=kind, arguments=dict(arguments), label=label[:200], state="waiting", begun=0,
        reason="", filename="", media_type="", asked_at=later(c, jobs.c.asked_at, now),
    ))
    return made


def listed(c: Connection, course: str | None, person: str) -> list[Job]:
    """What this person asked for in this course (None: not about a course), the latest first."""
    query = _ALL.where(jobs.c.course == course if course else jobs.c.course.is_(None), jobs.c.person == person)
    return [Job(*row) for row in c.execute(query.order_by(jobs.c.asked_at.desc()))]


def find(c: Connection, job: str) -> Job | None:
    """The job, or None when it is no more."""
    row = c.execute(_ALL.where(jobs.c.id == job)).one_or_none()
    return Job(*row) if row else None


def everything(c: Connection) -> list[Job]:
    """Every job, the first asked for first."""
    return [Job(*row) for row in c.execute(_ALL.order_by(jobs.c.asked_at))]


def first_waiting(c: Connection) -> Job | None:
    """The job whose turn it is."""
    row = c.execute(_ALL.where(jobs.c.state == "waiting").order_by(jobs.c.asked_at).limit(1)).one_or_none()
    return Job(*row) if row else None


def begin(c: Connection, job: str) -> bool:
    """It is being done; False when it is no more."""
    return _change(c, job, state="running", begun=jobs.c.begun + 1)


def wait_again(c: Connection, job: str) -> bool:
    """It was cut off and will be begun again."""
    return _change(c, job, state="waiting")


def end(c: Connection, job: str, filename: str, media_type: str, now: datetime) -> bool:
    """It is done, and its file is there; False when it is no more."""
    return _change(c, job, state="done", filename=filename[:200], media_type=media_type, ended_at=iso(now))


def fail(c: Connection, job: str, reason: str, now: datetime) -> bool:
    """It could not be done, for this Danish reason, which says what to do."""
    return _change(c, job, state="failed", reason=reason, ended_at=iso(now))


def remove(c: Connection, job: str) -> bool:
    """Forget it, whatever its state; False when it was no more."""
    return bool(c.execute(delete(jobs).where(jobs.c.id == job)).rowcount)


def _change(c: Connection, job: str, **values: Any) -> bool:
    return bool(c.execute(update(jobs).where(jobs.c.id == job).values(**values)).rowcount)

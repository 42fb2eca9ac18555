"""Courses: made, copied, opened to the room, closed, deleted."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from pejling.dates import danish_day, days_after, iso
from pejling.errors import Invalid, NotFound
from pejling.exercise.audience import LEAST
from pejling.ids import new_code, new_id
from pejling.store import ballots as anonymous
from pejling.store import hooks
from pejling.store.order import later
from pejling.store.read_cache import asked_once
from pejling.store.records import Course, CourseDay, Organisation, Receipt, columns
from pejling.store.tables import (
    answers,
    ballots,
    contents,
    course_days,
    courses,
    members,
    organisations,
    persons,
    receipts,
    runs,
)

KEEP_DAYS = 365
"""A course is kept for a year unless the trainer says otherwise."""
BACKUP_DAYS = 14
"""No backup that Pejling makes by itself is kept longer; a deleted course is gone from all of them after that."""


def create(c: Connection, title: str, now: datetime, *, example: bool = False, rehearsal_of: str | None = None) -> str:
    """A new course's id. It has no people yet, and its door is closed."""
    course = new_id()
    c.execute(
        insert(courses).values(
            id=course, title=_title(title), created_at=later(c, courses.c.created_at, now), least=LEAST, screen={},
            example=example, rehearsal_of=rehearsal_of, keep_until_day=days_after(danish_day(now), KEEP_DAYS).isoformat(),
            door_open=False, write_own_name=False,
        )
    )
    return course


# Statements of the class rush are built once: building one costs more than asking it.
_COURSE = select(*columns(Course, courses))
_GET = _COURSE.where(courses.c.id == bindparam("course"))
_REVISION = select(courses.c.revision).where(courses.c.id == bindparam("course"))
_WITH_CODE = _COURSE.where(
    courses.c.code == bindparam("code"), courses.c.code_day == bindparam("today"), courses.c.closed_at.is_(None)
)


def get(c: Connection, course: str) -> Course:
    """The course.

    Raises
    ------
    NotFound
        There is no such course.
    """
    row = c.execute(_GET, {"course": course}).one_or_none()
    if row is None:
        raise NotFound("Holdet findes ikke. Det kan være slettet.")
    return Course(*row)


@asked_once
def revision(c: Connection, course: str) -> int:
    """How many times people, organisations or groups of the course have changed."""
    return int(c.execute(_REVISION, {"course": course}).scalar_one())


def newest_open(c: Connection) -> Course | None:
    """The newest course that is not closed, rehearsals aside."""
    query = _COURSE.where(courses.c.closed_at.is_(None), courses.c.rehearsal_of.is_(None))
    row = c.execute(query.order_by(courses.c.created_at.desc(), courses.c.id).limit(1)).one_or_none()
    return Course(*row) if row else None


def of_trainer(c: Connection, person: str) -> list[Course]:
    """The courses this person trains, newest first."""
    query = _COURSE.join(members, members.c.course == courses.c.id)
    query = query.where(members.c.person == person, members.c.role == "trainer")
    return [Course(*row) for row in c.execute(query.order_by(courses.c.created_at.desc(), courses.c.id))]


def with_code(c: Connection, code: str, now: datetime) -> Course | None:
    """The course that this join code opens today, or None."""
    row = c.execute(_WITH_CODE, {"code": code, "today": danish_day(now).isoformat()}).one_or_none()
    return Course(*row) if row else None


def code_is_todays(course: Course, now: datetime) -> bool:
    """Whether the course's code still opens it."""
    return course.code_day == danish_day(now).isoformat()


def code_was_used(c: Connection, code: str) -> bool:
    """Whether the code belongs to a course but no longer opens it."""
    return c.execute(select(courses.c.id).where(courses.c.code == code)).first() is not None


def open_door(c: Connection, course: str, now: datetime) -> str:
    """Let people in today; gives the code: the same all day, a new one on a new day."""
    row = get(c, course)
    if row.closed_at:
        raise Invalid("Holdet er lukket. Åbn det igen, før nogen kan komme ind.")
    today = danish_day(now).isoformat()
    code = row.code if row.code and row.code_day == today else _free_code(c)
    c.execute(update(courses).where(courses.c.id == course).values(code=code, code_day=today, door_open=True))
    return code


def close_door(c: Connection, course: str) -> None:
    """Nobody new comes in; those who are in stay in."""
    c.execute(update(courses).where(courses.c.id == course).values(door_open=False))


def change(c: Connection, course: str, *, title: str | None = None, write_own_name: bool | None = None,
           least: int | None = None, keep_until: date | None = None, now: datetime | None = None) -> None:
    """Change what is given; `now` is the moment when it is not this one.

    Raises
    ------
    Invalid
        The limit is below five, or answers exist already; the date is not a coming one.
    """
    row = get(c, course)
    values: dict[str, Any] = {}
    if title is not None:
        values["title"] = _title(title)
    if write_own_name is not None:
        values["write_own_name"] = write_own_name
    if least is not None and least != row.least:
        if not LEAST <= least <= 50:
            raise Invalid(f"Grænsen for, hvor få der må vises, kan hæves, men aldrig være under {LEAST}.")
        if _has_answers(c, course):
            raise Invalid("Grænsen er låst, fordi der allerede er svaret på holdet.")
        values["least"] = least
    if keep_until is not None:
        if keep_until <= danish_day(now or datetime.now(UTC)):
            raise Invalid("Vælg en dato efter i dag. Vil du slette holdet nu, så brug »Slet holdet«.")
        values["keep_until_day"] = keep_until.isoformat()
    if values:
        c.execute(update(courses).where(courses.c.id == course).values(**values))


def set_day(c: Connection, course: str, day: str, on: date | None, place: str = "") -> None:
    """Say when and where a day is held."""
    c.execute(delete(course_days).where(course_days.c.course == course, course_days.c.day == day))
    on_day = on.isoformat() if on else None
    c.execute(insert(course_days).values(course=course, day=day, on_day=on_day, place=place[:200]))


def days(c: Connection, course: str) -> dict[str, CourseDay]:
    """Day id → its date and place."""
    query = select(*columns(CourseDay, course_days)).where(course_days.c.course == course)
    return {day.day: day for day in (CourseDay(*row) for row in c.execute(query))}


def show_on_screen(c: Connection, course: str, screen: dict[str, Any]) -> None:
    """What the big screen shows from now on."""
    c.execute(update(courses).where(courses.c.id == course).values(screen=screen))


def copy(c: Connection, course: str, title: str, now: datetime) -> str:
    """A new course with the same organisations and settings, without people, answers and dates."""
    old = get(c, course)
    new = create(c, title, now)
    c.execute(update(courses).where(courses.c.id == new).values(least=old.least, write_own_name=old.write_own_name))
    query = select(*columns(Organisation, organisations)).where(organisations.c.course == course)
    for organisation in [Organisation(*row) for row in c.execute(query)]:
        c.execute(insert(organisations).values(id=new_id(), course=new, name=organisation.name, type=organisation.type))
    return new


def close(c: Connection, course: str, now: datetime) -> None:
    """End the course: nobody answers any more, everything can still be read by those who could.

    Its open anonymous runs are closed and shuffled for good; other runs go on where they were if it is opened again.
    """
    still_open = (runs.c.course == course, runs.c.anonymous, runs.c.phase == "open")
    for run in c.execute(select(runs.c.id).where(*still_open)).scalars().all():
        anonymous.seal(c, run)
    c.execute(update(runs).where(*still_open).values(phase="closed"))
    c.execute(update(courses).where(courses.c.id == course).values(closed_at=iso(now), door_open=False, code=None))


def reopen(c: Connection, course: str) -> None:
    """Undo `close`."""
    c.execute(update(courses).where(courses.c.id == course).values(closed_at=None))


def remove(c: Connection, course: str, now: datetime) -> str:
    """Delete the course and all that was written in it, its rehearsals too; gives the receipt's id.

    Its people go with it, except those who are in another course, who administer, or who have a password.
    """
    row = get(c, course)
    for rehearsal in c.execute(select(courses.c.id).where(courses.c.rehearsal_of == course)).scalars().all():
        remove(c, rehearsal, now)
    people = [p for (p,) in c.execute(select(members.c.person).where(members.c.course == course))]
    of_trainers = select(members.c.person).where(members.c.course == course, members.c.role == "trainer")
    trainers = set(c.execute(of_trainers).scalars())
    own_runs = select(runs.c.id).where(runs.c.course == course).scalar_subquery()
    counts = {
        "deltagere": _count(c, members, (members.c.course == course) & (members.c.role == "participant")),
        "øvelser": _count(c, runs, runs.c.course == course),
        "svar": _count(c, answers, answers.c.run.in_(own_runs))
        + _count(c, ballots, ballots.c.run.in_(own_runs.where(runs.c.anonymous))),
    }
    receipt = new_id()
    last_backup = days_after(danish_day(now), BACKUP_DAYS).isoformat()
    if not row.rehearsal_of:
        c.execute(
            insert(receipts).values(
                id=receipt, title=row.title, deleted_at=iso(now), counts=counts, backups_until_day=last_backup
            )
        )
    c.execute(delete(courses).where(courses.c.id == course))
    c.execute(delete(contents).where(contents.c.digest.not_in(select(runs.c.content))))
    staying = select(members.c.person)
    people = [p for p in people if p not in trainers]  # who ran it can still read the receipt, and make the next
    c.execute(
        delete(persons).where(
            persons.c.id.in_(people), persons.c.id.not_in(staying), persons.c.password_hash.is_(None),
            persons.c.administrator.is_(False),
        )
    )
    hooks.leave_no_words(c)
    return receipt


def receipt(c: Connection, receipt_id: str) -> Receipt:
    """What is left of a deleted course: its title, the time, and how much was deleted."""
    row = c.execute(select(*columns(Receipt, receipts)).where(receipts.c.id == receipt_id)).one_or_none()
    if row is None:
        raise NotFound("Kvitteringen findes ikke.")
    return Receipt(*row)


def overdue(c: Connection, now: datetime) -> list[str]:
    """Courses whose retention date has passed."""
    today = danish_day(now).isoformat()
    return list(c.execute(select(courses.c.id).where(courses.c.keep_until_day < today)).scalars())


def _title(title: str) -> str:
    cleaned = " ".join(title.split())
    if not 2 <= len(cleaned) <= 120:
        raise Invalid("Holdets navn skal være på mellem 2 og 120 tegn.")
    return cleaned


def _free_code(c: Connection) -> str:
    while True:
        code = new_code()
        if not code_was_used(c, code):
            return code


def _has_answers(c: Connection, course: str) -> bool:
    own = select(runs.c.id).where(runs.c.course == course).scalar_subquery()
    return bool(_count(c, answers, answers.c.run.in_(own)) or _count(c, ballots, ballots.c.run.in_(own)))


def _count(c: Connection, table: Any, condition: Any) -> int:
    return int(c.execute(select(func.count()).select_from(table).where(condition)).scalar_one())

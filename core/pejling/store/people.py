"""The people of a course: imported, found by their letters, let in, given a PIN."""

import hmac
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, exists, func, insert, or_, select, update

from pejling.alphabet import danish_order
from pejling.dates import iso
from pejling.errors import Invalid, NotFound
from pejling.exercise.subject import Subject, of_person
from pejling.ids import keyed, new_id, new_pin
from pejling.people.folding import finder, like_name, same_text
from pejling.people.listed import KnownPerson, NewPerson, Update
from pejling.store import calendar_links, hooks, pairs, revisions, visits, wishes
from pejling.store.read_cache import asked_once
from pejling.store.records import Import, Member, columns
from pejling.store.tables import (
    answers,
    ballots,
    group_members,
    groups,
    imports,
    jobs,
    links,
    logins,
    members,
    organisations,
    persons,
    presence,
    runs,
)

UNKNOWN = "Ikke angivet"

# Statements of the class rush are built once: building one costs more than asking it.
_ORGANISATIONS = select(organisations.c.id, organisations.c.name).where(organisations.c.course == bindparam("course"))
_COUNT = select(func.count()).select_from(members).where(members.c.course == bindparam("course"), members.c.role == "participant")


def make_administrator(c: Connection, person: str) -> None:
    """This person answers for the machine: may make courses though training none."""
    c.execute(update(persons).where(persons.c.id == person).values(administrator=True))


def is_administrator(c: Connection, person: str) -> bool:
    """Whether the person has rights over the whole installation."""
    return bool(c.execute(select(persons.c.administrator).where(persons.c.id == person)).scalar())


def add(c: Connection, course: str, name: str, role: str, *, organisation: str | None = None, team: str = "",
        job_title: str = "", email: str = "", import_id: str | None = None, played: bool = False,
        by_trainer: bool = False) -> str:
    """A new person in the course; gives the id. `by_trainer`: it is a trainer who puts the name on the list."""
    person = new_id()
    c.execute(insert(persons).values(id=person, name=name, email=email.strip().lower(), administrator=False))
    join(c, course, person, role, organisation=organisation, team=team, job_title=job_title, import_id=import_id,
         played=played, by_trainer=by_trainer)
    return person


def join(c: Connection, course: str, person: str, role: str, *, organisation: str | None = None, team: str = "",
         job_title: str = "", import_id: str | None = None, played: bool = False, by_trainer: bool = False) -> None:
    """Make an existing person a member of the course."""
    revisions.course_changed(c, course)
    c.execute(
        insert(members).values(
            course=course, person=person, role=role, organisation=organisation, team=team, job_title=job_title,
            import_id=import_id, taken=False, played=played,
            added_after=_newest_opening(c, course) if by_trainer else None,
        )
    )


def _newest_opening(c: Connection, course: str) -> str | None:
    """When the newest exercise of the course was opened; None before any."""
    opened: str | None = c.execute(select(func.max(runs.c.opened_at)).where(runs.c.course == course)).scalar()
    return opened


def organisation_id(c: Connection, course: str, name: str, kind: str) -> str:
    """The organisation of that name in the course, made when it is not there in any spelling."""
    for known, called in organisation_names(c, course).items():
        if same_text(called) == same_text(name):
            return known
    made = new_id()
    c.execute(insert(organisations).values(id=made, course=course, name=name, type=kind))
    return made


@asked_once
def organisation_names(c: Connection, course: str) -> Mapping[str, str]:
    """Organisation id → name, by name."""
    found = c.execute(_ORGANISATIONS, {"course": course}).all()
    return {row.id: row.name for row in sorted(found, key=lambda row: danish_order(row.name))}


_WAS_HERE = exists().where(presence.c.course == members.c.course, presence.c.person == members.c.person)
_CAME = or_(members.c.taken, _WAS_HERE)

_MEMBERS: Select[Any] = (
    select(*columns(
        Member, persons, members, came=_CAME, organisation_id=members.c.organisation,
        organisation=func.coalesce(organisations.c.name, ""),
    ))
    .join(members, members.c.person == persons.c.id)
    .outerjoin(organisations, organisations.c.id == members.c.organisation)
)
_AMONG = _MEMBERS.where(members.c.course == bindparam("course"), members.c.person.in_(bindparam("people", expanding=True)))
_MEMBER = _MEMBERS.where(members.c.course == bindparam("course"), members.c.person == bindparam("person"))


def listed(c: Connection, course: str, role: str | None = None) -> list[Member]:
    """The course's people by name."""
    query = _MEMBERS.where(members.c.course == course)
    if role:
        query = query.where(members.c.role == role)
    return _by_name(c, query)


def _by_name(c: Connection, query: Select[Any], values: Mapping[str, Any] = MappingProxyType({})) -> list[Member]:
    return sorted((Member(*row) for row in c.execute(query, values).all()), key=lambda one: (danish_order(one.name), one.id))


def known(c: Connection, course: str) -> list[KnownPerson]:
    """The participants as a class list is held against them."""
    return [
        KnownPerson(one.id, one.name, one.organisation, one.team, one.job_title, one.email)
        for one in listed(c, course, "participant")
    ]


def member(c: Connection, course: str, person: str) -> Member:
    """One member of the course.

    Raises
    ------
    NotFound
        Nobody of that id is in the course.
    """
    row = c.execute(_MEMBER, {"course": course, "person": person}).one_or_none()
    if row is None:
        raise NotFound("Personen er ikke på holdet. Listen kan være ændret.")
    return Member(*row)


def those_who_came(c: Connection, course: str) -> list[Member]:
    """The participants who have come, by name; before anyone has, all of them."""
    everyone = listed(c, course, "participant")
    return [p for p in everyone if p.came] or everyone


def mark_here(c: Connection, course: str, person: str, day: date, *, here: bool) -> None:
    """Say that someone without a phone is here on this day, or is not; other days stay as they are."""
    row = {"course": course, "person": person, "on_day": day.isoformat()}
    c.execute(delete(presence).where(*(presence.c[name] == value for name, value in row.items())))
    if here:
        c.execute(insert(presence).values(**row))


def marked_here(c: Connection, course: str, day: date) -> set[str]:
    """The people whom the trainer has marked as here without a phone on this day."""
    where = (presence.c.course == course, presence.c.on_day == day.isoformat())
    return set(c.execute(select(presence.c.person).where(*where)).scalars())


def days_marked(c: Connection, course: str, person: str) -> list[str]:
    """The days on which someone was marked as here without a phone, the first one first."""
    where = (presence.c.course == course, presence.c.person == person)
    return list(c.execute(select(presence.c.on_day).where(*where).order_by(presence.c.on_day)).scalars())


_MINE = select(members.c.organisation).where(members.c.course == bindparam("course"), members.c.person == bindparam("person"))
_SAME_ORGANISATION = (
    select(members.c.organisation, func.count())
    .where(members.c.course == bindparam("course"), members.c.role == "participant",
           members.c.organisation == _MINE.scalar_subquery())
    .group_by(members.c.organisation)
)


def organisation_and_size(c: Connection, course: str, person: str) -> tuple[str | None, int]:
    """The id of the organisation of a participant, and how many participants it has; (None, 0) without one."""
    row = c.execute(_SAME_ORGANISATION, {"course": course, "person": person}).one_or_none()
    return (row[0], int(row[1])) if row else (None, 0)


def count(c: Connection, course: str) -> int:
    """How many participants the course has."""
    return int(c.execute(_COUNT, {"course": course}).scalar_one())


_UPDATE_MEMBER = update(members).where(members.c.course == bindparam("of_course"), members.c.person == bindparam("of_person"))
_NAMES = (
    select(persons.c.id, persons.c.name)
    .join(members, members.c.person == persons.c.id)
    .where(members.c.course == bindparam("course"), members.c.role == "participant")
)


def starting_with(c: Connection, course: str, letters: str) -> list[Member]:
    """Participants whose names these letters begin, at most 30; see `folding.finder`."""
    # No database compares names as people do, so they are looked through here.
    looked_for = finder(letters)
    found = [person for person, name in c.execute(_NAMES, {"course": course}).all() if looked_for(name)]
    return _by_name(c, _AMONG, {"course": course, "people": found})[:30]


def namesakes(c: Connection, course: str, name: str) -> list[str]:
    """The ids of the participants who have this name, in whatever spelling and order of its words."""
    wanted = like_name(name)
    return [row.id for row in c.execute(_NAMES, {"course": course}) if wanted and like_name(row.name) == wanted]


def name_and_email(c: Connection, person: str) -> tuple[str, str]:
    """What a person is called, and the e-mail."""
    row = c.execute(select(persons.c.name, persons.c.email).where(persons.c.id == person)).one()
    return row.name, row.email


_ADDED_AFTER = select(members.c.added_after).where(members.c.course == bindparam("course"), members.c.person == bindparam("person"))


def was_added_after(c: Connection, course: str, person: str, opened_at: str) -> bool:
    """Whether a trainer put the name on the list, or set it free, when the run of that moment had been opened."""
    after = c.execute(_ADDED_AFTER, {"course": course, "person": person}).scalar()
    return after is not None and after >= opened_at


def take_name(c: Connection, course: str, person: str, key: bytes, pin: str = "") -> str:
    """Someone joins under this name for the first time; gives the PIN (a new one, if none is given), which is shown once."""
    pin = pin or new_pin()
    values = {"taken": True, "pin_hash": keyed(key, course, person, pin)}
    c.execute(_UPDATE_MEMBER, {"of_course": course, "of_person": person, **values})
    return pin


def pin_fits(c: Connection, course: str, person: str, pin: str, key: bytes) -> bool:
    """Whether this is the person's PIN."""
    where = (members.c.course == course, members.c.person == person)
    kept = c.execute(select(members.c.pin_hash).where(*where)).scalar()
    given = "".join(str(unicodedata.decimal(ch)) for ch in pin if ch.isdecimal())
    return hmac.compare_digest(kept or "none", keyed(key, course, person, given)) and kept is not None


def free_name(c: Connection, course: str, person: str, day: date) -> None:
    """Reset by the trainer: the name can be taken again without a PIN. What was written stays with the name.

    The day is kept, for whoever has the name next can read it all: its owner shall be able to see that it happened. And as
    a trainer can be the next, the name is from now on one that was added when what is open had been opened.
    """
    where = (members.c.course == course, members.c.person == person)
    revisions.course_changed(c, course)
    c.execute(update(members).where(*where).values(
        taken=False, pin_hash=None, freed_on_day=day.isoformat(), added_after=_newest_opening(c, course)))


def import_list(
    c: Connection, course: str, filename: str, people: Sequence[NewPerson], now: datetime, updates: Sequence[Update] = ()
) -> str | None:
    """Add the people of a checked class list, and change what it tells anew of those who are there.

    Gives the import's id, with which those added can be taken out again; None when nobody was added.
    """
    for changed in updates:
        change(c, course, changed.person.id, changed.values)
    if not people:
        return None
    made = new_id()
    types = {one.organisation: one.organisation_type for one in people}
    places = {name: organisation_id(c, course, name, kind) for name, kind in types.items()}
    for one in people:
        add(c, course, one.name, "participant", organisation=places[one.organisation], team=one.team, job_title=one.job_title,
            email=one.email, import_id=made, by_trainer=True)
    values = {"course": course, "filename": filename[:200], "people": len(people), "made_at": iso(now)}
    c.execute(insert(imports).values(id=made, **values))
    return made


def undo_import(c: Connection, course: str, import_id: str, now: datetime) -> int:
    """Take the people of an import out again; gives how many.

    Raises
    ------
    Invalid
        Someone of them has joined, or has an answer, already: then they must be taken out one by one.
    """
    where = (members.c.course == course, members.c.import_id == import_id)
    came = {str(row.person): row.came for row in c.execute(select(members.c.person, _CAME.label("came")).where(*where))}
    if not came:
        raise Invalid("Importen er allerede fortrudt, eller den findes ikke.")
    here = c.execute(select(answers.c.subject).where(answers.c.run.in_(_runs_of(course)))).scalars()
    written = {Subject.parse(key).id for key in here}
    if joined := sum(is_in or person in written for person, is_in in came.items()):
        raise Invalid(f"{joined} fra listen er allerede kommet ind på holdet. Tag i stedet de forkerte ud én for én.")
    _take_out(c, course, list(came))
    c.execute(update(imports).where(imports.c.id == import_id).values(undone_at=iso(now)))
    return len(came)


def imports_of(c: Connection, course: str) -> list[Import]:
    """The course's imports, the newest first."""
    query = select(*columns(Import, imports)).where(imports.c.course == course)
    return [Import(*row) for row in c.execute(query.order_by(imports.c.made_at.desc(), imports.c.id))]


def change(c: Connection, course: str, person: str, values: Mapping[str, str | None]) -> None:
    """Correct a name, team, job title, e-mail or organisation (by name)."""
    revisions.course_changed(c, course)
    own = {k: v for k, v in values.items() if k in ("name", "email") and v is not None}
    if "email" in own:
        own["email"] = own["email"].strip().lower()  # as `add` keeps it, so that a login by password finds it
    rest: dict[str, Any] = {k: v for k, v in values.items() if k in ("team", "job_title") and v is not None}
    if name := values.get("organisation"):
        rest["organisation"] = organisation_id(c, course, name, values.get("organisation_type") or "andet")
    if own:
        c.execute(update(persons).where(persons.c.id == person).values(**own))
    if rest:
        c.execute(update(members).where(members.c.course == course, members.c.person == person).values(**rest))


def take_out(c: Connection, course: str, person: str) -> None:
    """Take a person out of the course, with its logins and what only that person wrote in it.

    What an observer wrote at a visit that both have signed, or in which both have locked their view, is the other's by now.
    Anonymous ballots and what a group wrote stay: nobody can tell which of it was this person's.
    """
    _take_out(c, course, [person])


def _take_out(c: Connection, course: str, people: list[str]) -> None:
    revisions.course_changed(c, course)
    subjects = [key for person in people for key in (of_person(person).key, *pairs.own_keys(c, person))]
    subjects = sorted(set(subjects) - visits.left_behind(c, course, people))
    their = (members.c.course == course, members.c.person.in_(people))
    emptied = list(c.execute(select(members.c.organisation).where(*their).distinct()).scalars())
    c.execute(delete(answers).where(answers.c.run.in_(_runs_of(course)), answers.c.subject.in_(subjects)))
    for of_supervision in (visits, wishes):
        of_supervision.take_out(c, course, people)
    calendar_links.remove(c, course, people)
    own_groups = select(groups.c.id).where(groups.c.course == course)
    c.execute(delete(group_members).where(group_members.c.person.in_(people), group_members.c.group.in_(own_groups)))
    for table in (logins, links, presence):
        c.execute(delete(table).where(table.c.course == course, table.c.person.in_(people)))
    c.execute(delete(jobs).where(jobs.c.course == course))  # what was made of the course may hold their words
    c.execute(delete(members).where(*their))
    elsewhere = select(members.c.person)
    c.execute(delete(persons).where(
        persons.c.id.in_(people), persons.c.id.not_in(elsewhere), persons.c.administrator.is_(False)
    ))
    _drop_empty_organisations(c, [o for o in emptied if o])
    hooks.leave_no_words(c)


def _runs_of(course: str) -> Select[tuple[str]]:
    return select(runs.c.id).where(runs.c.course == course)


def _drop_empty_organisations(c: Connection, emptied: list[str]) -> None:
    """Of these, delete those that nobody is in and that no ballot is counted under."""
    used = select(members.c.organisation).where(members.c.organisation.is_not(None))
    c.execute(delete(organisations).where(
        organisations.c.id.in_(emptied), organisations.c.id.not_in(used),
        organisations.c.id.not_in(select(ballots.c.organisation)),
    ))


def any_trainer(c: Connection) -> str | None:
    """Someone who trains a course, or administers the machine; None when nobody does."""
    query = select(members.c.person).where(members.c.role == "trainer").order_by(members.c.person).limit(1)
    found: str | None = c.execute(query).scalar()
    return found or c.execute(select(persons.c.id).where(persons.c.administrator).limit(1)).scalar()

"""Divisions of a class into groups. A run keeps the division it was opened with; a new one changes nothing behind."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from pejling.errors import Invalid, NotFound
from pejling.ids import new_id
from pejling.store import revisions
from pejling.store.read_cache import asked_once
from pejling.store.records import Group, columns
from pejling.store.tables import group_members, groups, members

_GROUP = select(*columns(Group, groups))
_OF_PERSON = (
    _GROUP.join(group_members, group_members.c.group == groups.c.id)
    .where(groups.c.course == bindparam("course"), group_members.c.person == bindparam("person"))
)
_IN_DIVISION = _OF_PERSON.where(groups.c.grouping == bindparam("grouping"))
_IN_FORCE = _OF_PERSON.where(groups.c.active)
_PEOPLE = select(group_members.c.person).where(group_members.c.group == bindparam("group")).order_by(group_members.c.person)


def divide(c: Connection, course: str, division: Sequence[Sequence[str]]) -> str:
    """Make these groups the course's groups from now on; gives the division's id."""
    grouping = new_id()
    revisions.course_changed(c, course)
    c.execute(update(groups).where(groups.c.course == course).values(active=False))
    for number, people in enumerate(division, start=1):
        group = new_id()
        c.execute(insert(groups).values(id=group, course=course, grouping=grouping, number=number, active=True))
        for person in people:
            c.execute(insert(group_members).values(group=group, person=person))
    return grouping


def current(c: Connection, course: str) -> str:
    """The id of the division in force, or ""."""
    query = select(groups.c.grouping).where(groups.c.course == course, groups.c.active).limit(1)
    return str(c.execute(query).scalar() or "")


def listed(c: Connection, course: str, grouping: str | None = None) -> list[tuple[Group, list[str]]]:
    """(group, its people) of a division, by number; of the one in force when none is named."""
    query = _GROUP.where(groups.c.course == course)
    query = query.where(groups.c.grouping == grouping) if grouping else query.where(groups.c.active)
    found = [Group(*row) for row in c.execute(query.order_by(groups.c.number))]
    people: dict[str, list[str]] = {group.id: [] for group in found}
    for row in c.execute(select(group_members).where(group_members.c.group.in_(people))):
        people[row.group].append(row.person)
    return [(group, sorted(people[group.id])) for group in found]


@asked_once
def of_person(c: Connection, course: str, person: str, grouping: str = "") -> Group | None:
    """The person's group in a division (the one in force when none is named), or None."""
    division = {"grouping": grouping} if grouping else {}
    row = c.execute(_IN_DIVISION if grouping else _IN_FORCE, {"course": course, "person": person, **division}).first()
    return Group(*row) if row else None


@asked_once
def people_in(c: Connection, group: str) -> tuple[str, ...]:
    """The people of a group."""
    return tuple(c.execute(_PEOPLE, {"group": group}).scalars())


def numbers(c: Connection, course: str) -> dict[str, int]:
    """Group id → number, for every division the course has had."""
    return {row.id: row.number for row in c.execute(select(groups.c.id, groups.c.number).where(groups.c.course == course))}


def move(c: Connection, course: str, person: str, group: str | None) -> None:
    """Put a person in another of the groups in force, or in none.

    Raises
    ------
    NotFound
        There is no such group in force.
    """
    revisions.course_changed(c, course)
    own = [row.id for row, _ in listed(c, course)]
    if group is not None and group not in own:
        raise NotFound("Gruppen findes ikke længere. Hent siden igen.")
    c.execute(delete(group_members).where(group_members.c.person == person, group_members.c.group.in_(own)))
    if group is not None:
        c.execute(insert(group_members).values(group=group, person=person))


def add_group(c: Connection, course: str) -> str:
    """One more group, empty, in the division in force."""
    present = listed(c, course)
    if not present:
        raise Invalid("Der er ingen grupper endnu. Lav dem først.")
    group = new_id()
    last = present[-1][0]
    values = {"course": course, "grouping": last.grouping, "number": last.number + 1, "active": True}
    c.execute(insert(groups).values(id=group, **values))
    return group


def place_latecomer(c: Connection, course: str, person: str) -> None:
    """Put someone who came late in the smallest group, there where the own organisation is fewest."""
    if of_person(c, course, person):
        return
    present = listed(c, course)
    if not present:
        return
    query = select(members.c.person, members.c.organisation).where(members.c.course == course)
    organisation = {row.person: row.organisation for row in c.execute(query)}
    mine = organisation.get(person)

    def crowding(entry: tuple[Group, list[str]]) -> tuple[int, int, int]:
        group, people = entry
        return len(people), Counter(organisation.get(p) for p in people)[mine], group.number

    c.execute(insert(group_members).values(group=min(present, key=crowding)[0].id, person=person))

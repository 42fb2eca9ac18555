"""Wishes: what a plan of partners is made from. Who wants to be with whom, who cannot come, who leads whom."""

from typing import Literal

from sqlalchemy import Connection, delete, insert, select

from pejling.errors import Invalid
from pejling.store.records import Wish
from pejling.store.tables import absences, leader_lines, wishes


def listed(c: Connection, course: str) -> list[Wish]:
    """Every wish, in a fixed order."""
    query = select(wishes.c.person, wishes.c.other, wishes.c.wish).where(wishes.c.course == course)
    return [Wish(*row) for row in c.execute(query.order_by(wishes.c.person, wishes.c.other))]


def set_wish(c: Connection, course: str, person: str, other: str, wish: Literal["together", "apart"] | None) -> None:
    """The two wish to be together, or not to be; None: neither.

    Raises
    ------
    Invalid
        It is one person twice.
    """
    if person == other:
        raise Invalid("Vælg to forskellige.")
    first, second = sorted((person, other))
    c.execute(delete(wishes).where(wishes.c.course == course, wishes.c.person == first, wishes.c.other == second))
    if wish:
        c.execute(insert(wishes).values(course=course, person=first, other=second, wish=wish))


def absent(c: Connection, course: str) -> dict[int, frozenset[str]]:
    """Round → who is not in it."""
    found: dict[int, set[str]] = {}
    for row in c.execute(select(absences.c.round, absences.c.person).where(absences.c.course == course)):
        found.setdefault(row.round, set()).add(row.person)
    return {number: frozenset(who) for number, who in sorted(found.items())}


def set_absent(c: Connection, course: str, number: int, person: str, away: bool) -> None:
    """The person is not in this round, or is again."""
    own = (absences.c.course == course, absences.c.round == number, absences.c.person == person)
    c.execute(delete(absences).where(*own))
    if away:
        c.execute(insert(absences).values(course=course, round=number, person=person))


def leaders(c: Connection, course: str) -> dict[str, str]:
    """Person → nearest leader, where that is one of the participants too."""
    query = select(leader_lines.c.person, leader_lines.c.leader).where(leader_lines.c.course == course)
    return {row.person: row.leader for row in c.execute(query.order_by(leader_lines.c.person))}


def set_leader(c: Connection, course: str, person: str, leader: str | None) -> None:
    """Say who leads the person; None: nobody on the course.

    Raises
    ------
    Invalid
        It is one person twice.
    """
    if person == leader:
        raise Invalid("Man kan ikke være sin egen leder. Vælg en anden.")
    c.execute(delete(leader_lines).where(leader_lines.c.course == course, leader_lines.c.person == person))
    if leader:
        c.execute(insert(leader_lines).values(course=course, person=person, leader=leader))


def take_out(c: Connection, course: str, people: list[str]) -> None:
    """Forget every wish, absence and line that is about one of these people."""
    c.execute(delete(wishes).where(wishes.c.course == course, wishes.c.person.in_(people) | wishes.c.other.in_(people)))
    c.execute(delete(absences).where(absences.c.course == course, absences.c.person.in_(people)))
    lines = leader_lines.c.person.in_(people) | leader_lines.c.leader.in_(people)
    c.execute(delete(leader_lines).where(leader_lines.c.course == course, lines))

"""Pairs: two people, or three, one of them observed in a round and the other observing."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, delete, exists, insert, select

from pejling.errors import NotFound
from pejling.exercise.subject import Subject
from pejling.ids import new_id
from pejling.schema import Seat
from pejling.store.read_cache import asked_once
from pejling.store.tables import members, pair_seats, pairs


@dataclass(frozen=True, slots=True)
class Pair:
    """A pair and who sits where."""

    id: str
    round: int
    seats: Mapping[str, Seat]
    """Person → seat."""


def add(c: Connection, course: str, round_number: int, seats: Mapping[str, Seat]) -> str:
    """A new pair's id.

    Raises
    ------
    NotFound
        Someone in it is not a participant of the course.
    """
    query = select(members.c.person).where(members.c.course == course, members.c.role == "participant")
    if not set(seats) <= set(c.execute(query.where(members.c.person.in_(seats))).scalars()):
        raise NotFound("En af de to er ikke deltager på holdet. Hent siden igen.")
    pair = new_id()
    c.execute(insert(pairs).values(id=pair, course=course, round=round_number))
    c.execute(insert(pair_seats), [{"pair": pair, "person": person, "seat": seat} for person, seat in sorted(seats.items())])
    return pair


def remove(c: Connection, course: str, pair: str) -> None:
    """Take the pair away; its answers are its own no longer, and are found by nobody."""
    c.execute(delete(pairs).where(pairs.c.course == course, pairs.c.id == pair))


@asked_once
def of_person(c: Connection, course: str, person: str, round_number: int) -> Pair | None:
    """The pair in which the person sits in this round, or None. Of several the one that was made first."""
    return next((pair for pair in in_round(c, course, round_number) if person in pair.seats), None)


def in_round(c: Connection, course: str, round_number: int) -> list[Pair]:
    """The pairs of a round, in a fixed order."""
    query = select(pairs.c.id, pair_seats.c.person, pair_seats.c.seat).join(pair_seats, pair_seats.c.pair == pairs.c.id)
    query = query.where(pairs.c.course == course, pairs.c.round == round_number).order_by(pairs.c.id, pair_seats.c.person)
    seats: dict[str, dict[str, Seat]] = {}
    for row in c.execute(query):
        seats.setdefault(row.id, {})[row.person] = row.seat
    return [Pair(pair, round_number, who) for pair, who in seats.items()]


@asked_once
def with_id(c: Connection, course: str, pair: str) -> Pair | None:
    """The pair, or None when the course has none of this id."""
    query = select(pairs.c.round, pair_seats.c.person, pair_seats.c.seat).join(pair_seats, pair_seats.c.pair == pairs.c.id)
    rows = c.execute(query.where(pairs.c.course == course, pairs.c.id == pair).order_by(pair_seats.c.person)).all()
    return Pair(pair, rows[0].round, {row.person: row.seat for row in rows}) if rows else None


def own_keys(c: Connection, person: str) -> list[str]:
    """The subjects of the seats in which the person sits alone: what is written there is theirs, and nobody else's."""
    beside = pair_seats.alias("beside")
    alone = select(pair_seats.c.pair, pair_seats.c.seat).where(
        pair_seats.c.person == person,
        ~exists().where(beside.c.pair == pair_seats.c.pair, beside.c.seat == pair_seats.c.seat, beside.c.person != person),
    )
    return [Subject("pair", row.pair, (row.seat,)).key for row in c.execute(alone.order_by(pair_seats.c.pair))]

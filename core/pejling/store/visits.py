"""Visits: who sits in on whose conversation in which round, when, and whether it was held.

What the two write lies with the answers of the visit's pair, and goes with the visit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, insert, or_, select, update

from pejling.dates import iso
from pejling.errors import Invalid, NotFound
from pejling.ids import new_id
from pejling.schema import Seat
from pejling.store import hooks, pairs
from pejling.store.records import Partners, Visit
from pejling.store.tables import answers, pair_seats, partner_seats, partners, runs, visit_signatures, visits
from pejling.store.tables import pairs as pairs_table

WORDS_KEPT = timedelta(days=90)
"""How long what a pair wrote is kept after it was last changed; the visit itself is counted as long as the course is."""

Group = tuple[tuple[str, ...], str]
"""The people of a pair or trio, its guest last, and why they are together."""


def partners_in(c: Connection, course: str) -> list[Partners]:
    """Everyone's partners, round by round, in a fixed order."""
    query = select(partners.c.id, partners.c.round, partners.c.reason, partner_seats.c.person).join(partner_seats)
    query = query.where(partners.c.course == course).order_by(partners.c.round, partners.c.id, partner_seats.c.place)
    found: dict[str, Partners] = {}
    for row in c.execute(query):
        known = found.get(row.id) or Partners(row.id, row.round, row.reason, ())
        found[row.id] = replace(known, people=(*known.people, row.person))
    return list(found.values())


def in_course(c: Connection, course: str) -> list[Visit]:
    """Every visit of the course, round by round."""
    return _found(c, pairs_table.c.course == course)


def of_person(c: Connection, course: str, person: str) -> list[Visit]:
    """The visits in which the person sits, those with a date first and in its order."""
    own = select(pair_seats.c.pair).where(pair_seats.c.person == person)
    found = _found(c, (pairs_table.c.course == course) & visits.c.id.in_(own))
    return sorted(found, key=lambda one: (one.round, one.starts_at is None, one.starts_at or "", one.id))


def get(c: Connection, course: str, visit: str) -> Visit:
    """The visit.

    Raises
    ------
    NotFound
        It is no visit of this course.
    """
    for one in _found(c, (pairs_table.c.course == course) & (visits.c.id == visit)):
        return one
    raise NotFound("Besøget findes ikke længere. Det kan være aftalt om. Gå til »Mine besøg«.")


def _found(c: Connection, where: ColumnElement[bool]) -> list[Visit]:
    query = select(visits, pairs_table.c.round, pair_seats.c.person, pair_seats.c.seat)
    query = query.join(pairs_table, visits.c.id == pairs_table.c.id).join(pair_seats, pair_seats.c.pair == visits.c.id)
    found: dict[str, Any] = {}
    seats: dict[str, dict[str, Seat]] = {}
    for row in c.execute(query.where(where).order_by(pairs_table.c.round, visits.c.id, pair_seats.c.person)):
        found[row.id] = row
        seats.setdefault(row.id, {})[row.person] = row.seat
    return [_visit(row, seats[row.id]) for row in found.values()]


def _visit(row: Any, seats: Mapping[str, Seat]) -> Visit:
    observed = next((person for person, seat in seats.items() if seat == "observed"), "")
    observers = tuple(person for person, seat in seats.items() if seat == "observer")
    return Visit(row.id, row.partners, row.round, observed, observers, row.starts_at, row.place, row.conversation,
                 tuple(row.tools), row.sequence, row.changed_at, row.cancelled, row.held_on_day)


def set_round(c: Connection, course: str, number: int, groups: Sequence[Group], now: datetime) -> None:
    """Have these partners in the round. Visits that still fit stay as they are, with their date; held ones always do.

    Of visits that are no more, what was written for them goes, too.
    """
    before = [one for one in partners_in(c, course) if one.round == number]
    kept = _kept(before, groups)
    for one in before:
        if one.id not in kept.values():
            _remove(c, course, [v for v in _found(c, visits.c.partners == one.id) if not v.held_on_day])
            c.execute(update(visits).where(visits.c.partners == one.id).values(partners=None))
            c.execute(delete(partners).where(partners.c.id == one.id))
    for index, (people, reason) in enumerate(groups):
        known = kept.get(index)
        group = known or new_id()
        if known:
            c.execute(update(partners).where(partners.c.id == group).values(reason=reason))
            c.execute(delete(partner_seats).where(partner_seats.c.partners == group))
        else:
            c.execute(insert(partners).values(id=group, course=course, round=number, reason=reason))
        seats = [{"partners": group, "person": person, "place": place} for place, person in enumerate(people)]
        c.execute(insert(partner_seats), seats)
        _seat(c, course, number, group, people, now)


def _kept(before: Sequence[Partners], groups: Sequence[Group]) -> dict[int, str]:
    """The new groups that carry on one from before, by their number: those who share the most people, and two at least."""
    shared = [(len(set(one.people) & set(people)), index, one.id) for one in before for index, (people, _) in enumerate(groups)]
    kept: dict[int, str] = {}
    for common, index, group in sorted(shared, key=lambda entry: (-entry[0], entry[1], entry[2])):
        if common >= 2 and index not in kept and group not in kept.values():
            kept[index] = group
    return kept


def _seat(c: Connection, course: str, number: int, group: str, people: Sequence[str], now: datetime) -> None:
    """Have each of the people observed by the others, once in the round."""
    of_round = _found(c, (pairs_table.c.course == course) & (pairs_table.c.round == number))
    _remove(c, course, [v for v in of_round if v.partners == group and not v.held_on_day and v.observed not in people])
    have = {visit.observed: visit for visit in of_round if visit.held_on_day or visit.partners == group}
    for person in people:
        observers = tuple(sorted(set(people) - {person}))
        visit = have.get(person)
        if visit is None:
            seats: dict[str, Seat] = {person: "observed", **dict.fromkeys(observers, "observer")}
            c.execute(insert(visits).values(id=pairs.add(c, course, number, seats), partners=group, changed_at=iso(now), tools=[]))
        elif not visit.held_on_day and visit.observers != observers:
            c.execute(delete(pair_seats).where(pair_seats.c.pair == visit.id, pair_seats.c.seat == "observer"))
            c.execute(insert(pair_seats), [{"pair": visit.id, "person": one, "seat": "observer"} for one in observers])
            _tell_calendars(c, visit, now)


def arrange(c: Connection, visit: Visit, now: datetime, *, starts_at: datetime | None, place: str, conversation: str,
            tools: Sequence[str]) -> None:
    """Say when and where the visit is, or that it has no date yet, and what is to be tried. A cancelled one is on again.

    Raises
    ------
    Invalid
        It was held.
    """
    _check_not_held(visit)
    starts = iso(starts_at) if starts_at else None
    _set(c, visit, place=place, conversation=conversation, tools=list(tools), starts_at=starts, cancelled=False)
    if (starts, place, False) != (visit.starts_at, visit.place, visit.cancelled):
        _tell_calendars(c, visit, now)


def cancel(c: Connection, visit: Visit, now: datetime) -> None:
    """Call the visit off. It keeps its date, so that its calendar file can take it back."""
    _check_not_held(visit)
    _set(c, visit, cancelled=True)
    _tell_calendars(c, visit, now)


def set_held(c: Connection, visit: Visit, on: date | None) -> None:
    """Say that the visit was held on a day, or that it was not after all."""
    _set(c, visit, held_on_day=on.isoformat() if on else None)


def sign(c: Connection, visit: Visit, person: str, on: date) -> None:
    """The person has seen what others will see, and agrees that the visit was held; when all have signed, it was."""
    if person not in signed(c, visit):
        c.execute(insert(visit_signatures).values(visit=visit.id, person=person))
    if is_closed(c, visit):
        set_held(c, visit, on)


def signed(c: Connection, visit: Visit) -> frozenset[str]:
    """Who has signed."""
    return frozenset(c.execute(select(visit_signatures.c.person).where(visit_signatures.c.visit == visit.id)).scalars())


def is_closed(c: Connection, visit: Visit) -> bool:
    """Whether all who sit in it have signed: from now on nothing in it is changed."""
    return {visit.observed, *visit.observers} <= signed(c, visit)


def is_signed(c: Connection, course: str, pair: str) -> bool:
    """Whether it is the pair of a visit that all have signed."""
    return any(is_closed(c, visit) for visit in _found(c, (pairs_table.c.course == course) & (visits.c.id == pair)))


def has_words(c: Connection, visit: Visit) -> bool:
    """Whether anything is written for the visit."""
    return c.execute(select(answers.c.run).where(_written_of([visit.id])).limit(1)).first() is not None


def _check_not_held(visit: Visit) -> None:
    if visit.held_on_day:
        raise Invalid("Besøget er holdt. Det kan ikke flyttes eller aflyses.")


def _set(c: Connection, visit: Visit, **values: Any) -> None:
    c.execute(update(visits).where(visits.c.id == visit.id).values(**values))


def _tell_calendars(c: Connection, visit: Visit, now: datetime) -> None:
    """What does not rise, a calendar takes for old."""
    _set(c, visit, sequence=visits.c.sequence + 1, changed_at=iso(now))


def erase(c: Connection, course: str, visit: Visit) -> None:
    """Delete every word the pair has written of the visit; that it was held is still counted."""
    c.execute(delete(answers).where(_written_of([visit.id]), answers.c.run.in_(select(runs.c.id).where(runs.c.course == course))))
    hooks.leave_no_words(c)


def left_behind(c: Connection, course: str, people: Sequence[str]) -> set[str]:
    """The keys of what these observers wrote that is the observed person's by now, and does not go with who wrote it."""
    visited = [one for one in in_course(c, course) if not set(one.observers).isdisjoint(people) and one.observed not in people]
    return {f"pair:{one.id}:observer" for one in visited if is_handed_over(c, course, one)}


def is_handed_over(c: Connection, course: str, visit: Visit) -> bool:
    """Whether the observed person has the observer's words: all have signed, or both have locked and can read each other's."""
    seats = [f"pair:{visit.id}:observer", f"pair:{visit.id}:observed"]
    locked = select(answers.c.subject).join(runs, runs.c.id == answers.c.run)
    locked = locked.where(runs.c.course == course, answers.c.subject.in_(seats), answers.c.finished)
    return is_closed(c, visit) or set(c.execute(locked).scalars()) == set(seats)


def take_out(c: Connection, course: str, people: Sequence[str]) -> None:
    """Someone leaves: their seats are empty, and the visits to them, or with nobody else to observe, are no more.

    A visit to somebody else that was held, or whose words are theirs by now, is theirs, and stays.
    """
    own = [visit for visit in in_course(c, course) if not {visit.observed, *visit.observers}.isdisjoint(people)]
    alone = [v for v in own if v.observed in people or not (
        v.held_on_day or set(v.observers) - set(people) or is_handed_over(c, course, v))]
    _remove(c, course, alone)
    of_course = select(partners.c.id).where(partners.c.course == course)
    c.execute(delete(partner_seats).where(partner_seats.c.person.in_(people), partner_seats.c.partners.in_(of_course)))
    their_pairs = select(pairs_table.c.id).where(pairs_table.c.course == course)
    c.execute(delete(pair_seats).where(pair_seats.c.person.in_(people), pair_seats.c.pair.in_(their_pairs)))
    for left in partners_in(c, course):
        if len(left.people) == 1:
            c.execute(delete(partners).where(partners.c.id == left.id))


def forget_words(c: Connection, now: datetime) -> int:
    """Delete what pairs wrote, and where they met, when it was last changed 90 days ago; gives how many answers."""
    before = iso(now - WORDS_KEPT)
    old = select(answers.c.run).where(answers.c.subject.like("pair:%"), answers.c.saved_at < before).limit(1)
    past = (visits.c.changed_at < before, visits.c.starts_at < before, visits.c.place != "")
    c.execute(update(visits).where(*past).values(place=""))
    if c.execute(old).first() is None:
        return 0
    gone = c.execute(delete(answers).where(answers.c.subject.like("pair:%"), answers.c.saved_at < before)).rowcount
    hooks.leave_no_words(c)
    return gone


def _remove(c: Connection, course: str, gone: Sequence[Visit]) -> None:
    """Delete visits with what was written for them."""
    if not gone:
        return
    ids = [visit.id for visit in gone]
    c.execute(delete(answers).where(_written_of(ids), answers.c.run.in_(select(runs.c.id).where(runs.c.course == course))))
    c.execute(delete(pairs_table).where(pairs_table.c.id.in_(ids)))
    hooks.leave_no_words(c)


def _written_of(ids: Sequence[str]) -> ColumnElement[bool]:
    """The answers of the pairs with these ids, whoever's seat they are in."""
    keys = [key for one in ids for key in (f"pair:{one}", f"pair:{one}:observer", f"pair:{one}:observed")]
    return or_(answers.c.subject.in_(keys))

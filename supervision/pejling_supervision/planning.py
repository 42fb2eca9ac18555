"""Planning: what a course's plan of partners is made from, laid for the rounds that have not begun, and kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from sqlalchemy import Connection

from pejling.errors import Invalid
from pejling.store import Store, people, visits, wishes
from pejling.store.records import Partners, Visit
from pejling_supervision.mending import Groups
from pejling_supervision.pairing import plan, reason_of
from pejling_supervision.rules import Person, Wanted, twos

MOST_ROUNDS = 6


@dataclass(frozen=True, slots=True)
class Course:
    """A course's plan as it stands, and what it is held against."""

    wanted: Wanted
    partners: Sequence[Partners]
    visits: Sequence[Visit]

    @property
    def plan(self) -> list[Groups]:
        """Round → the groups of it."""
        return [[one.people for one in self.partners if one.round == number] for number in range(1, self.wanted.rounds + 1)]

    @property
    def begun(self) -> int:
        """How many rounds are kept when the rest is laid anew: up to the last one in which a visit has a date, or was held."""
        return max((one.round for one in self.visits if one.held_on_day or (one.starts_at and not one.cancelled)), default=0)


def of_course(c: Connection, course: str, rounds: int = 0) -> Course:
    """The course's plan with what it must keep; for so many rounds, when more are to be planned."""
    laid, held = visits.partners_in(c, course), visits.in_course(c, course)
    leaders = wishes.leaders(c, course)
    everyone = [Person(one.id, one.name, one.organisation, one.team, leaders.get(one.id, ""))
                for one in people.listed(c, course, "participant")]
    known = {person.id for person in everyone}
    number = max([rounds, *(one.round for one in laid)])
    away = {at: who & known for at, who in wishes.absent(c, course).items() if at <= number}
    wished = [wish for wish in wishes.listed(c, course) if {wish.person, wish.other} <= known]
    return Course(
        Wanted(everyone, number, twos((w.person, w.other) for w in wished if w.wish == "together"),
               twos((w.person, w.other) for w in wished if w.wish == "apart"), away), laid, held)


def lay(store: Store, course: str, rounds: int, now: datetime) -> int:
    """Plan the rounds that have not begun, all of them together, and keep the plan; gives how many were laid.

    The search is made outside any transaction, so that nobody waits for it.

    Raises
    ------
    Impossible
        Nothing keeps all the rules; nothing is changed.
    Invalid
        There is nothing to plan, or somebody changed what it was planned from meanwhile.
    """
    with store.read() as c:
        known = of_course(c, course, rounds)
    if len(known.wanted.people) < 2:
        raise Invalid("Der skal være mindst to deltagere på holdet, før der kan laves makkerpar.")
    if known.begun >= rounds:
        raise Invalid(f"Der er aftalt eller holdt besøg i runde {known.begun}, så den og dem før den bliver stående. "
                      f"Vælg flere runder end {known.begun}, eller ret parrene i hånden.")
    wanted = _open_rounds(known, rounds)
    made = plan(wanted)
    with store.write() as c:
        if of_course(c, course, rounds) != known:
            raise Invalid("Nogen har ændret i deltagerne, ønskerne eller parrene imens. Prøv igen.")
        for number in range(known.begun + 1, max(rounds, known.wanted.rounds) + 1):
            groups = made.rounds[number - 1] if number <= rounds else ()
            visits.set_round(c, course, number, [(one.people, one.reason) for one in groups], now)
    return rounds - known.begun


def _open_rounds(known: Course, rounds: int) -> Wanted:
    """What is wanted, with nobody in the rounds that are kept, and those who were together there not together again."""
    wanted, begun = known.wanted, known.begun
    met = twos(pair for laid in known.plan[:begun] for group in laid for pair in combinations(group, 2))
    everyone = frozenset(wanted.by_id)
    absent = {number: everyone if number <= begun else wanted.absent.get(number, frozenset()) for number in range(1, rounds + 1)}
    return Wanted(wanted.people, rounds, wanted.together - met, wanted.apart, absent, met)


def keep(c: Connection, course: str, number: int, groups: Groups, now: datetime) -> None:
    """Have these groups in the round: those that are new get their reason, the others keep theirs."""
    known = of_course(c, course)
    reasons = {one.people: one.reason for one in known.partners if one.round == number}
    given = [(group, reasons.get(group) or reason_of(known.wanted, number, group)) for group in groups]
    visits.set_round(c, course, number, given, now)

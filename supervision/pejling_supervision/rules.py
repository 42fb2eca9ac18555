"""What a plan of pairs must keep: the people and wishes it is made from, and the rules that a plan breaks, in words."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import Literal

Two = tuple[str, str]
"""Two people, by id, in order."""
Plan = Sequence[Sequence[Sequence[str]]]
"""Round → pairs and trios → the ids of those in them. A trio's last one is the guest of the two before."""

RuleName = Literal["placed", "size", "line", "apart", "again", "together", "guest_again", "guest_twice"]
SOFT: frozenset[RuleName] = frozenset({"guest_again", "guest_twice"})
"""Kept wherever it can be. All other rules always hold in a plan that was made."""


def two(a: str, b: str) -> Two:
    """The two in order."""
    return (a, b) if a < b else (b, a)


def twos(pairs: Iterable[Iterable[str]]) -> frozenset[Two]:
    """The pairs, each in order."""
    return frozenset(two(*pair) for pair in pairs)


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who is to have a partner."""

    id: str
    name: str
    organisation: str = ""
    team: str = ""
    leader: str = ""
    """The id of the nearest leader, where that is one of the people too."""


@dataclass(frozen=True)
class Wanted:
    """What is to be planned. Rounds count from 1.

    Raises
    ------
    ValueError
        A wish, an absence or an earlier meeting names somebody who is not there, or one person twice.
    """

    people: Sequence[Person]
    rounds: int = 1
    together: frozenset[Two] = frozenset()
    """Those who wish to be together in one of the rounds. `twos` puts each of them in order."""
    apart: frozenset[Two] = frozenset()
    """Those who are not to be together."""
    absent: Mapping[int, frozenset[str]] = field(default_factory=dict)
    """Round → who is not there."""
    met: frozenset[Two] = frozenset()
    """Those who have been a pair earlier: they are not again, unless they wish it."""

    def __post_init__(self) -> None:
        """Nothing is planned for people who are not there."""
        known = {person.id for person in self.people}
        if len(known) < len(self.people) or "" in known:
            raise ValueError("every person needs an id of its own")
        for a, b in self.together | self.apart | self.met:
            if not (a < b and {a, b} <= known):
                raise ValueError(f"not two known people in order: {a!r}, {b!r}")
        if not all(1 <= number <= self.rounds and who <= known for number, who in self.absent.items()):
            raise ValueError("absences are of known people, in rounds that are planned")

    @cached_property
    def by_id(self) -> dict[str, Person]:
        """Id → person."""
        return {person.id: person for person in self.people}

    @cached_property
    def lines(self) -> frozenset[Two]:
        """Those of whom one leads the other, directly or through others."""
        found = set()
        for person in self.by_id:
            above, seen = self.by_id[person].leader, {person}
            while above in self.by_id and above not in seen:
                found.add(two(person, above))
                seen.add(above)
                above = self.by_id[above].leader
        return frozenset(found)

    def present(self, number: int) -> list[str]:
        """Who is there in this round, in order."""
        return sorted(self.by_id.keys() - self.absent.get(number, frozenset()))

    def forbids(self, a: str, b: str) -> bool:
        """Whether the two may never sit together, not even with a third."""
        return two(a, b) in self.lines or two(a, b) in self.apart

    @cached_property
    def partners(self) -> dict[str, frozenset[str]]:
        """Person → those they may be a pair with: not forbidden, and not a pair earlier, unless they wish it again."""
        never: dict[str, set[str]] = {person: {person} for person in self.by_id}
        for a, b in self.lines | self.apart | (self.met - self.together):
            never[a].add(b)
            never[b].add(a)
        return {person: frozenset(self.by_id.keys() - others) for person, others in never.items()}

    def names(self, ids: Iterable[str]) -> str:
        """The people's names as a Danish list: "Anna, Bo og Cilla"."""
        return listed(sorted(self.by_id[one].name if one in self.by_id else f"ukendt person ({one})" for one in ids))


def listed(words: Sequence[str]) -> str:
    """The words as a Danish list: "Anna, Bo og Cilla"."""
    return " og ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that a plan breaks, with the people it is about."""

    rule: RuleName
    round: int
    """0 when it is about the whole plan."""
    people: tuple[str, ...]
    text: str
    """Danish."""


def breaches(wanted: Wanted, plan: Plan) -> list[Breach]:
    """Every rule that the plan breaks, round by round; [] when all is kept. For a plan that was changed by hand, too."""
    found: list[Breach] = []
    pairs, trios = dict.fromkeys(wanted.met, 0), dict[Two, int]()
    for number, groups in enumerate(plan, start=1):
        found += _in_round(wanted, number, groups)
        found += _again(wanted, number, groups, pairs, trios)
    return [*found, *_whole(wanted, plan)]


def _in_round(wanted: Wanted, number: int, groups: Sequence[Sequence[str]]) -> Iterator[Breach]:
    """Who sits where: everyone once, by twos, one trio when they are odd, nobody with whom they may not."""
    start = f"Runde {number}: "
    seats = Counter(person for group in groups for person in group)
    present = set(wanted.present(number)) if number <= wanted.rounds else set()
    for person in sorted(seats.keys() | present):
        name = wanted.names([person])
        if person not in present:
            yield Breach("placed", number, (person,), f"{start}{name} er ikke med i runden og kan ikke have en plads.")
        elif seats[person] != 1:
            where = f"sidder {seats[person]} steder" if seats[person] else "har ingen makker"
            yield Breach("placed", number, (person,), f"{start}{name} {where}.")
    for group in groups:
        if not 2 <= len(group) <= 3:
            who = wanted.names(group) or "Ingen"
            yield Breach("size", number, tuple(group), f"{start}{who} – der skal sidde to sammen, eller tre.")
    trios = [group for group in groups if len(group) == 3]
    if len(trios) > len(present) % 2:
        why = "én trio er nok, når antallet er ulige" if len(present) % 2 else "antallet er lige, så alle kan sidde to og to"
        text = f"{start}{' – '.join(wanted.names(group) for group in trios)} sidder tre sammen; {why}."
        yield Breach("size", number, tuple(person for group in trios for person in group), text)
    for pair in sorted(twos(pair for group in groups for pair in combinations(dict.fromkeys(group), 2))):
        if pair in wanted.lines:
            yield Breach("line", number, pair, f"{start}{wanted.names(pair)} – den ene er leder for den anden.")
        if pair in wanted.apart:
            yield Breach("apart", number, pair, f"{start}{wanted.names(pair)} skal ikke være sammen.")


def _again(wanted: Wanted, number: int, groups: Sequence[Sequence[str]],
           pairs: dict[Two, int], trios: dict[Two, int]) -> Iterator[Breach]:
    """Who meets again. The last two say in which round two were together, alone or with a guest, and learn of this one."""
    now: list[tuple[dict[Two, int], Two]] = []
    for people in (list(dict.fromkeys(group)) for group in groups):
        for a, b in combinations(people, 2):
            pair, alone = two(a, b), b in people[:2]
            now.append((pairs if alone else trios, pair))
            earlier = pairs.get(pair, trios.get(pair))
            if earlier is None or (earlier == 0 and pair in wanted.together):
                continue
            when = f"i runde {earlier}" if earlier else "tidligere"
            rule: RuleName = "again" if alone and pair in pairs else "guest_again"
            yield Breach(rule, number, pair, f"Runde {number}: {wanted.names(pair)} har også været sammen {when}.")
    for met, pair in now:
        met[pair] = number


def _whole(wanted: Wanted, plan: Plan) -> Iterator[Breach]:
    """What is about all rounds: how many there are, wishes that were never met, who is a guest more than once."""
    if len(plan) != wanted.rounds:
        yield Breach("placed", 0, (), f"Planen har {len(plan)} runder; der skal være {wanted.rounds}.")
    sat = twos(pair for groups in plan for group in groups for pair in combinations(dict.fromkeys(group), 2))
    for pair in sorted(wanted.together - sat):
        yield Breach("together", 0, pair, f"{wanted.names(pair)} ønsker at være sammen, men er det ikke i nogen runde.")
    guests = Counter(group[2] for groups in plan for group in groups if len(group) == 3)
    for person, times in sorted(guests.items()):
        if times > 1:
            yield Breach("guest_twice", 0, (person,), f"{wanted.names([person])} er den tredje i {times} runder.")

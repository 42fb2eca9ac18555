"""Mending a plan by hand: someone is put with others, two change places; and what each change would break, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from pejling_supervision.rules import SOFT, Breach, Plan, Wanted, breaches, two

Groups = list[tuple[str, ...]]
MOST = 4
"""So many places are proposed: more is no help to anyone."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where someone without a partner could be: with one more such person, with one of a trio, or as the guest of a pair."""

    people: tuple[str, ...]
    breaks: tuple[str, ...]
    """What it would break, in Danish."""


def moved(groups: Sequence[Sequence[str]], person: str, to: Sequence[str]) -> Groups:
    """The round's groups with the person among `to`: a pair's guest, or the partner of one who had none or sat in a trio.

    Who is left behind alone has no place then, and is in none of the groups.
    """
    left = [tuple(one for one in group if one not in (person, *to)) for group in groups]
    return [*(group for group in left if len(group) > 1), (*to, person)]


def swapped(groups: Sequence[Sequence[str]], one: str, other: str) -> Groups:
    """The groups with the two in each other's places."""
    instead = {one: other, other: one}
    return [tuple(instead.get(person, person) for person in group) for group in groups]


def without(groups: Sequence[Sequence[str]], person: str) -> Groups:
    """The groups when the person is in none; a trio is a pair then, and a partner left alone is in none either."""
    left = [tuple(one for one in group if one != person) for group in groups]
    return [group for group in left if len(group) > 1]


def alone(wanted: Wanted, groups: Sequence[Sequence[str]], number: int) -> list[str]:
    """Who is in the round and has no partner."""
    placed = {person for group in groups for person in group}
    return [person for person in wanted.present(number) if person not in placed]


def newly_broken(wanted: Wanted, before: Plan, after: Plan) -> tuple[str, ...]:
    """What the plan breaks after the change that it did not break before, in Danish; not who has no partner yet."""
    known = {breach.text for breach in breaches(wanted, before)}
    return tuple(b.text for b in breaches(wanted, after) if b.text not in known and not (b.rule == "placed" and b.round))


def with_round(plan: Plan, number: int, groups: Sequence[Sequence[str]]) -> list[Sequence[Sequence[str]]]:
    """The plan with other groups in one round."""
    return [groups if at == number else laid for at, laid in enumerate(plan, start=1)]


def places(wanted: Wanted, plan: Plan, number: int, person: str) -> list[Place]:
    """Where the person could be in the round, the best first: with somebody new, as two before as three, across houses."""
    groups = plan[number - 1]
    others = [(one,) for one in alone(wanted, groups, number) if one != person]
    of_trios = [(one,) for group in groups if len(group) == 3 for one in group]
    pairs = [tuple(group) for group in groups if len(group) == 2]
    open_to = [to for to in [*others, *of_trios, *pairs] if not any(wanted.forbids(person, one) for one in to)]
    met = {two(a, b) for laid in plan for group in laid for a, b in combinations(group, 2)} | set(wanted.met)
    house = wanted.by_id[person].organisation

    def order(to: tuple[str, ...]) -> tuple[int, int, int, tuple[str, ...]]:
        again = sum(two(person, one) in met for one in to)
        return again, len(to), sum(wanted.by_id[one].organisation == house for one in to), to

    best = sorted(open_to, key=order)[:MOST]
    return [Place(to, newly_broken(wanted, plan, with_round(plan, number, moved(groups, person, to)))) for to in best]


def standing_breaches(wanted: Wanted, plan: Plan) -> list[Breach]:
    """What the plan breaks as it is, the rules that always hold first; who has no partner is told elsewhere."""
    found = [b for b in breaches(wanted, plan) if not (b.rule == "placed" and b.round)]
    return sorted(found, key=lambda breach: (breach.rule in SOFT, breach.round))

"""Which figures are hidden so that nobody can work out a sum of one to four people from all that is shown.

A figure is about a set of answers. Who sees several figures can add and subtract them, so hiding the small ones is not
enough: of a total of 10 with 7 and 0 beside it, three people are left. Official tables protect each small cell; here no
combination at all may be left with fewer than five people (*complementary suppression*, Fischetti and Salazar 2001, made
stricter). An answer in an earlier round is another answer; but a figure that was shown of the same answers still counts.
"""

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from pejling.exercise.audience import LEAST

Vector = list[Fraction]


def hidden(
    figures: Mapping[str, Collection[Hashable]], earlier: Collection[Collection[Hashable]] = (), least: int = LEAST
) -> frozenset[str]:
    """The names of the fewest figures to hide; of several ways, one that hides the figures of fewest people.

    Parameters
    ----------
    figures
        Name → the answers (or people) that the figure is made of.
    earlier
        The same of what was shown already and cannot be taken back.
    least
        Fewest people that may be told of.

    Raises
    ------
    ValueError
        What was shown earlier already tells of fewer than that.
    """
    names = sorted(figures, key=lambda name: (len(set(figures[name])), name))
    groups = [frozenset(group) for group in (*(figures[name] for name in names), *earlier)]
    atoms = _Atoms(groups, least)
    fixed = range(len(names), len(groups))
    if atoms.leak(list(fixed)):
        raise ValueError(f"what was shown earlier tells of fewer than {least}")
    people = sum(map(len, groups))
    costs = [2 + people + len(groups[at]) + at / len(names) ** 2 for at in range(len(names))]  # one more always costs the most
    cuts: list[frozenset[int]] = []
    chosen: frozenset[int] = frozenset()
    while found := list(_leaks(atoms, [at for at in range(len(groups)) if at not in chosen], fixed)):
        cuts += found
        chosen = _cheapest(costs, cuts)
    return frozenset(names[at] for at in chosen)


class _Atoms:
    """The groups as rows over the smallest disjoint sets of people; those of `least` and more first."""

    def __init__(self, groups: Sequence[frozenset[Hashable]], least: int) -> None:
        belongs: dict[Hashable, list[int]] = {}
        for number, group in enumerate(groups):
            for person in group:
                belongs.setdefault(person, []).append(number)
        sizes: dict[tuple[int, ...], int] = {}
        for inside in belongs.values():
            sizes[tuple(inside)] = sizes.get(tuple(inside), 0) + 1
        order = sorted(sizes, key=lambda inside: (sizes[inside] < least, inside))
        self.sizes = [sizes[inside] for inside in order]
        self.large = sum(size >= least for size in self.sizes)
        self.rows = [[Fraction(number in inside) for inside in order] for number in range(len(groups))]
        self.small = [
            frozenset(some)
            for count in range(1, least)
            for some in combinations(range(self.large, len(order)), count)
            if sum(self.sizes[at] for at in some) < least
        ]
        """Every union of small atoms that is too small."""

    def leak(self, shown: Sequence[int]) -> frozenset[int]:
        """Groups of these that together tell of too few people; empty when none do."""
        width = len(self.sizes)
        tags = [[Fraction(row == column) for column in shown] for row in shown]
        rows = _reduced([[*self.rows[number], *tag] for number, tag in zip(shown, tags, strict=True)], width)
        pivots = {next((at for at, value in enumerate(row[:width]) if value), width): row for row in rows}
        # Rows that begin at a small atom are all combinations in which the large ones cancel out.
        inside = {at: row for at, row in pivots.items() if self.large <= at < width}
        for few in self.small if inside else ():
            told = [row for at, row in inside.items() if at in few]
            if told and (combined := _within(told, few, width)):
                return frozenset(number for number, weight in zip(shown, combined[width:], strict=True) if weight)
        return frozenset()


def _leaks(atoms: _Atoms, shown: list[int], fixed: range) -> Iterator[frozenset[int]]:
    """Disjoint sets of shown figures, each of which tells too much and would not without any one of them."""
    while found := atoms.leak(shown):
        for one in sorted(found):
            if one in found and (fewer := atoms.leak(sorted(found - {one}))):
                found = fewer
        cut = frozenset(one for one in found if one not in fixed)
        yield cut
        shown = [one for one in shown if one not in cut]


def _cheapest(costs: Sequence[float], cuts: Sequence[frozenset[int]]) -> frozenset[int]:
    """The cheapest choice with at least one of each cut."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp  # loaded when it is first needed, for the memory it takes

    holds = np.array([[at in cut for at in range(len(costs))] for cut in cuts], dtype=float)
    solved = milp(costs, constraints=LinearConstraint(holds, lb=1), integrality=np.ones(len(costs)), bounds=Bounds(0, 1),
                  options={"mip_rel_gap": 0})
    if not solved.success:
        raise RuntimeError(f"HiGHS: {solved.message}")
    return frozenset(at for at, value in enumerate(solved.x) if value > 0.5)  # whole, but for the solver's rounding


def _within(rows: Sequence[Vector], few: frozenset[int], width: int) -> Vector | None:
    """A combination of the rows that is 0 outside of these columns, and not 0 altogether; None when there is none."""
    outside = [at for at in range(width) if at not in few]
    count = len(rows)
    tagged = [[*(row[at] for at in outside), *(Fraction(number == at) for at in range(count))] for number, row in enumerate(rows)]
    for row in _reduced(tagged, len(outside)):
        if not any(row[:len(outside)]):
            weighted = list(zip(row[len(outside):], rows, strict=True))
            return [sum((weight * one[at] for weight, one in weighted), Fraction()) for at in range(len(rows[0]))]
    return None


def _reduced(rows: Sequence[Vector], width: int) -> list[Vector]:
    """The rows in reduced echelon form by their first `width` columns; exact, so that 0 is 0."""
    left, done = [list(row) for row in rows], list[Vector]()
    for at in range(width):
        pivot = next((row for row in left if row[at]), None)
        if pivot is None:
            continue
        left = [row for row in left if row is not pivot]
        scale = pivot[at]
        pivot = [value / scale for value in pivot]
        for some in (left, done):
            for number, row in enumerate(some):
                if factor := row[at]:
                    some[number] = [value - factor * own for value, own in zip(row, pivot, strict=True)]
        done.append(pivot)
    return [*done, *left]

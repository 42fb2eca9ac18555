"""What may be shown of ratings to those who gave them: figures rounded and held back so that no sum of a few people is left.

A person who skipped an item weighs the others more in the index, so that an exact mean tells by its remainder what that person
answered: sevenths and sixths never meet. Where one to four people of a tie skipped something, its figures have one decimal, at
which every remainder is possible from five people on, and its dimensions are not shown. Every figure that is made of other
figures (a difference, a mean of ties, a shift) is made of them as they are shown, and so tells nothing that they do not.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from pejling.exercise.audience import LEAST
from pejling.relational.intervals import Difference, clipped, half_width, smallest_change, welch
from pejling.relational.report import recoded
from pejling.relational.scoring import DIMENSIONS, Band, DirectedTie, Frequency, Rating, alpha, band, by_respondent, ties
from pejling.relational.suppression import hidden

FINE, COARSE = 2, 1
"""Decimals of a figure, and of one with one to four people in it who skipped an item."""


@dataclass(frozen=True)
class Shown:
    """A figure as it is shown: people behind it, mean, and the interval's two ends."""

    n: int
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class ShownTie:
    """A directed tie as it is shown."""

    from_role: str
    to_role: str
    index: Shown
    decimals: int
    other: float | None
    """The index in the other coding of frequency."""
    smallest: float
    """The change that two rounds of this size would show four times of five."""
    dimensions: tuple[Shown, ...]
    """The seven in their order; () where they are held back."""
    indices: tuple[float, ...]
    """Each respondent's; never shown."""

    @property
    def band(self) -> Band | None:
        """Weak, moderate or strong; None within a role."""
        return band(self.index.value, "within" if self.from_role == self.to_role else "between")


@dataclass(frozen=True)
class Published:
    """The ties of one round that may be shown, and those that may not."""

    ties: tuple[ShownTie, ...]
    """The surest first."""
    hidden: tuple[tuple[str, str], ...]
    seen: tuple[tuple[str, int, float], ...]
    """(role, people, mean): how all the others together see it."""
    alpha: float | None
    """Cronbach's alpha of the ties between roles that are shown, a person counting once; None below five whole answers."""

    def tie(self, from_role: str, to_role: str) -> ShownTie | None:
        """The tie in this direction, or None where it is not shown."""
        return next((tie for tie in self.ties if (tie.from_role, tie.to_role) == (from_role, to_role)), None)


def publish(ratings: Iterable[Rating], frequency: Frequency, least: int = LEAST) -> Published:
    """All that may be shown of one round's scored ratings. `least`: fewest people behind a figure, five or more."""
    least = max(least, LEAST)
    found = [tie for tie in ties(ratings) if tie.ratings]
    few = hidden({_name(tie): _answers(tie) for tie in found}, least=least)
    shown = [_shown(tie, frequency, least) for tie in found if _name(tie) not in few]
    order = sorted(shown, key=lambda tie: (tie.index.high - tie.index.low, tie.from_role, tie.to_role))
    held = tuple((tie.from_role, tie.to_role) for tie in found if _name(tie) in few)
    across = [tie for tie in found if tie.kind == "between" and _name(tie) not in few]
    return Published(tuple(order), held, _seen(found, {(tie.from_role, tie.to_role): tie for tie in shown}, least),
                     _alpha(across, least))


def of_organisations(
    given: Mapping[str, Sequence[Rating]], frequency: Frequency, least: int = LEAST
) -> tuple[tuple[str, ShownTie], ...]:
    """Each organisation's part of every tie that several of them rate: (organisation, tie). All parts of a tie, or none.

    The tie itself is shown, so a part that is too small would be what the others leave; and so would the answers of one to
    four people in a part who skipped an item. A tie that one organisation rates alone is no split.
    """
    least = max(least, LEAST)
    parts = {(name, tie.from_role, tie.to_role): tie for name, ratings in given.items() for tie in ties(ratings) if tie.ratings}
    told = []
    for a, b in dict.fromkeys(key[1:] for key in parts):
        of = {name: tie for (name, *way), tie in parts.items() if way == [a, b]}
        safe = all(len(tie.ratings) >= least and not 0 < _incomplete(tie) < least for tie in of.values())
        if len(of) > 1 and safe:
            told += [(name, _shown(tie, frequency, least)) for name, tie in of.items()]
    return tuple(told)


def shift(before: ShownTie, after: ShownTie) -> Difference | None:
    """How much the second is above the first: Welch's half width round the difference of what is shown of them."""
    found = welch(before.indices, after.indices)
    if found is None:
        return None
    decimals = min(before.decimals, after.decimals)
    estimate = round(after.index.value - before.index.value, FINE)
    half = round((found.interval[1] - found.interval[0]) / 2, decimals)
    return Difference(estimate, (round(estimate - half, FINE), round(estimate + half, FINE)))


def between(shown: Sequence[ShownTie]) -> tuple[float, float] | None:
    """Mean of the ties between roles, each tie counting alike and each rating counting alike; None of none."""
    across = [tie.index for tie in shown if tie.from_role != tie.to_role]
    if not across:
        return None
    people = sum(one.n for one in across)
    return round(fmean(one.value for one in across), FINE), round(sum(one.n * one.value for one in across) / people, FINE)


def _shown(tie: DirectedTie, frequency: Frequency, least: int) -> ShownTie:
    incomplete = _incomplete(tie)
    decimals = COARSE if 0 < incomplete < least else FINE
    other = recoded(tie, frequency)
    of_seven = [tie.dimension(at) for at in range(len(DIMENSIONS))]
    told = decimals == FINE and all(len(answers) >= least for answers in of_seven)
    return ShownTie(
        tie.from_role, tie.to_role, _figure(tie.indices, decimals), decimals,
        round(fmean(other), decimals) if other else None, round(smallest_change(len(tie.indices)) or 0.0, FINE),
        tuple(_figure(answers, FINE) for answers in of_seven) if told else (), tie.indices,
    )


def _figure(values: Sequence[float], decimals: int) -> Shown:
    mean, half = round(fmean(values), decimals), round(half_width(values) or 0.0, decimals)
    low, high = clipped(mean, half)
    return Shown(len(values), mean, round(low, FINE), round(high, FINE))


def _seen(found: Sequence[DirectedTie], shown: dict[tuple[str, str], ShownTie], least: int) -> tuple[tuple[str, int, float], ...]:
    """Each role as the others together see it, where that leaves nobody to be subtracted from what is shown already.

    Ties that are shown stand in it as they are shown, so that it tells something new of the hidden ones only: together.
    """
    towards = {role: [tie for tie in found if tie.to_role == role != tie.from_role] for role in sorted({t.to_role for t in found})}
    sets = {role: {answer for tie in of for answer in _answers(tie)} for role, of in towards.items() if len(of) > 1}
    few = hidden(sets, [_answers(tie) for tie in found if (tie.from_role, tie.to_role) in shown], least)
    told = []
    for role in sorted(set(sets) - few):
        if any(0 < _incomplete(tie) < least for tie in towards[role] if (tie.from_role, tie.to_role) not in shown):
            continue
        sums = [one.index.value * one.index.n if (one := shown.get((tie.from_role, tie.to_role))) else sum(tie.indices)
                for tie in towards[role]]
        told.append((role, len(sets[role]), round(sum(sums) / len(sets[role]), FINE)))
    return tuple(told)


def _alpha(across: Sequence[DirectedTie], least: int) -> float | None:
    import numpy as np

    rows = by_respondent(across)
    whole = rows[~np.isnan(rows).any(axis=1)]
    found = alpha(whole) if len(whole) >= least else None
    return None if found is None else round(found, FINE)


def _incomplete(tie: DirectedTie) -> int:
    return sum(None in rating.items for rating in tie.ratings)


def _name(tie: DirectedTie) -> str:
    return f"{tie.from_role}→{tie.to_role}"


def _answers(tie: DirectedTie) -> set[tuple[str, str]]:
    """Whose answers about whom: one person's about two roles are two."""
    return {(rating.respondent, rating.to_role) for rating in tie.ratings}

"""How sure a figure is: intervals for means and differences of few people, and the smallest change that they could show.

The unit is the respondent's index. Nothing is corrected for how large a part of everybody has answered: people answer about
a process that goes on, and they are not all who will ever be in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean

from pejling.exercise.audience import LEAST
from pejling.relational.scoring import HIGHEST, LOWEST

LEVEL = 0.95
POWER = 0.8
TYPICAL_SD = 0.73
"""The spread of people's indices in published ties; used before there are answers to compute one from."""

Interval = tuple[float, float]


NO_CHANGE = "kan ikke skelnes fra ingen ændring"
NO_DIFFERENCE = "kan ikke skelnes fra ingen forskel"


@dataclass(frozen=True)
class Difference:
    """How much higher the second mean is than the first."""

    estimate: float
    interval: Interval

    @property
    def distinguishable(self) -> bool:
        """Whether the interval keeps away from no difference at all."""
        low, high = self.interval
        return low > 0 or high < 0

    @property
    def change_in_words(self) -> str:
        """What may be said of it, when the second is a later round."""
        if not self.distinguishable:
            return NO_CHANGE
        return "er højere end før" if self.estimate > 0 else "er lavere end før"


def mean_interval(values: Sequence[float]) -> Interval | None:
    """The 95 % t interval of the mean, clipped to the scale; None below five respondents.

    For 5–20 people it covers what it promises (.94–.95), where the percentile and BCa bootstraps cover .81–.92.
    """
    half = half_width(values)
    return None if half is None else clipped(fmean(values), half)


def half_width(values: Sequence[float]) -> float | None:
    """How far the 95 % t interval of the mean goes to either side; None below five respondents."""
    count = len(values)
    return None if count < LEAST else _quantile(count - 1) * sqrt(_variance(values) / count)


def clipped(mean: float, half: float) -> Interval:
    """The interval round a mean, within the scale."""
    return max(float(LOWEST), mean - half), min(float(HIGHEST), mean + half)


def welch(first: Sequence[float], second: Sequence[float]) -> Difference | None:
    """Second mean minus first with Welch's 95 % interval; None when either has fewer than five respondents.

    For two rounds, which are anonymous and cannot be paired, and for A on B against B on A (Welch 1947). All alike on
    both sides has no spread, and an interval of one point.
    """
    if min(len(first), len(second)) < LEAST:
        return None
    estimate = fmean(second) - fmean(first)
    parts = [_variance(values) / len(values) for values in (first, second)]
    error = sum(parts)
    if error == 0:
        return Difference(estimate, (estimate, estimate))
    freedom = error**2 / sum(part**2 / (len(values) - 1) for part, values in zip(parts, (first, second), strict=True))
    half = _quantile(freedom) * sqrt(error)
    return Difference(estimate, (estimate - half, estimate + half))


def smallest_change(respondents: int, sd: float = TYPICAL_SD) -> float | None:
    """The change that two rounds with so many respondents each would show four times of five; None below five.

    A two-sided t test on the level of 5 %, by the noncentral t distribution (Cohen 1988). That it shows the opposite change
    is so rare (less than one in a hundred thousand) that it is not counted.
    """
    if respondents < LEAST:
        return None
    from scipy.special import nctdtrinc  # nothing of scipy.optimize: loading it would keep a class waiting for the figures

    freedom = 2 * respondents - 2
    return float(nctdtrinc(freedom, 1 - POWER, _quantile(freedom))) * sqrt(2 / respondents) * sd


def _quantile(freedom: float) -> float:
    """Of Student's t, at both ends of the level."""
    from scipy.special import stdtrit  # 50 MB that a course without a survey need not have in memory

    return float(stdtrit(freedom, (1 + LEVEL) / 2))


def _variance(values: Sequence[float]) -> float:
    import numpy as np

    return float(np.var(values, ddof=1))

"""How far two saw the same: percent and Cohen's kappa with its interval, in words and never as a grade."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.polynomial import Polynomial

LEAST = 10
"""Fewer ratings than this give neither kappa nor interval: the interval would be most of the scale."""
CHI_SQUARED = 3.841458820694124
"""The 95 % quantile for one degree of freedom."""


@dataclass(frozen=True)
class Agreement:
    """What two people's ratings of the same things have in common."""

    n: int
    same: int
    kappa: float | None = None
    """Cohen's kappa. None: too few, or all ratings are alike, for which kappa is not defined."""
    interval: tuple[float, float] | None = None
    """Its 95 % interval. None besides where one said yes so much oftener than the other that kappa lies outside it."""

    @property
    def percent(self) -> int:
        """Ratings that are the same, of a hundred."""
        return round(100 * self.same / self.n) if self.n else 0

    @property
    def in_words(self) -> str:
        """What may be said of it: how many, how sure, and no judgement of whether that is good."""
        if not self.n:
            return "Der er ikke noget at sammenligne endnu."
        count = f"{self.same} af {self.n} vurderinger er ens"
        if self.n < LEAST:
            return f"{count}. Det er for få til at sige mere; der skal være mindst {LEAST}."
        if self.kappa is None:
            return f"Alle ens: {count}, og de er alle ja eller alle nej. Så kan κ ikke regnes ud."
        told = f"{count} ({self.percent} %). κ er {_comma(self.kappa)}"
        if self.interval is None:
            return f"{told}, men den ene har sagt ja langt oftere end den anden. Tal først om, hvad der skal til for et ja."
        low, high = map(_comma, self.interval)
        return (f"{told} og kan med så mange vurderinger være alt mellem {low} og {high}. "
                "0 er den enighed, to ville få ved at gætte; 1 er helt enige.")


def agreement(first: Sequence[bool], second: Sequence[bool]) -> Agreement:
    """How far two agree on the same things, each seen or not seen, in the same order.

    Cohen's kappa (Cohen 1960) is statsmodels'. The first call loads that library and takes about a second, so a server asks
    in a thread.

    Raises
    ------
    ValueError
        The two have not rated equally many.
    """
    pairs = list(zip(map(bool, first), map(bool, second), strict=True))
    n, same = len(pairs), sum(a == b for a, b in pairs)
    if n < LEAST or len({rating for pair in pairs for rating in pair}) == 1:
        return Agreement(n, same)
    from statsmodels.stats.inter_rater import cohens_kappa

    table = np.array([[pairs.count((a, b)) for b in (True, False)] for a in (True, False)])
    kappa = float(cohens_kappa(table, return_results=False))
    low, high = interval(int(table[0, 0]), n - same, int(table[1, 1]))
    return Agreement(n, same, kappa, (low, high) if low <= kappa <= high else None)


def interval(yes: int, apart: int, no: int) -> tuple[float, float]:
    """The 95 % goodness-of-fit interval for kappa of two raters: both say yes, they differ, both say no.

    Donner and Eliasziw (Statistics in Medicine 1992;11:1511–1519): those values of kappa that the three counts do not speak
    against by Pearson's chi-squared on one degree of freedom. Expected are, with the share p of yes and s = p(1 − p),
    p² + κs, 2s(1 − κ) and (1 − p)² + κs; cleared of its fractions, the limit is a cubic whose two upper roots are the ends.
    For ten ratings it covers .93–.97, where Wald's and the bootstrap's cover .6. It takes the two to say yes equally often.
    """
    n = yes + apart + no
    share = (2 * yes + apart) / (2 * n)
    s = share * (1 - share)
    estimate = 1 - apart / (2 * n * s)
    k = Polynomial([0, 1])
    limit = n * s * (estimate - k) ** 2 * (1 + k) - CHI_SQUARED * (1 - k) * (k + s * (1 - k) ** 2)
    _, low, high = np.sort(limit.roots().real)
    return max(-1.0, float(low)), min(1.0, float(high))


def _comma(value: float) -> str:
    return f"{value:.2f}".replace(".", ",").replace("-", "−")  # a minus, not a hyphen

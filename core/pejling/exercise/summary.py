"""What may be shown of everybody's answers, as one frozen type that views, screen, reports and exports read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Bar:
    """One bar of a distribution: how many chose it, and the whole per cent of those who answered."""

    id: str
    text: str
    count: int
    percent: int
    mean: float | None = None
    """Mean place, 1 first, where the answers are rankings."""


@dataclass(frozen=True)
class Distribution:
    """How answers to one question are spread; with `few`, too few have answered for anything to be shown."""

    n: int = 0
    """People who answered; 0 with `few`, so that nobody can subtract."""
    few: bool = False
    bars: tuple[Bar, ...] = ()
    mean: float | None = None
    median: float | None = None

    @classmethod
    def of(cls, n: int, counts: Iterable[tuple[str, str, int]], mean: float | None = None,
           median: float | None = None) -> "Distribution":
        """The distribution of `n` people's answers, from each bar's id, text and count."""
        bars = tuple(Bar(name, text, count, whole_percent(count, n)) for name, text, count in counts)
        return cls(n, bars=bars, mean=mean, median=median)


@dataclass(frozen=True)
class Texts:
    """What people wrote to one question, in an order that tells nothing about who; `few` and `n` as in `Distribution`."""

    n: int = 0
    few: bool = False
    texts: tuple[str, ...] = ()


def whole_percent(part: int, n: int) -> int:
    """`part` of `n` in whole per cent, a half rounded up; 0 when n is 0."""
    return (200 * part + n) // (2 * n) if n else 0


def mean_of(values: Sequence[int]) -> float | None:
    """The mean with one decimal, a half rounded up; None of nothing."""
    return ((Fraction(sum(values), len(values)) * 20 + 1) // 2) / 10 if values else None

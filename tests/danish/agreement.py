"""How well two readings of the same utterances agree: shares with their uncertainty, and Cohen's κ."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

Z = 1.96
"""Standard deviations on either side of a 95 % interval."""


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` of `n`; `value` is None when n is 0."""

    hits: int
    n: int

    @property
    def value(self) -> float | None:
        """The share, 0–1."""
        return self.hits / self.n if self.n else None

    def interval(self) -> tuple[float, float]:
        """Wilson's 95 % interval, 0–1; all of it when n is 0."""
        if not self.n:
            return 0.0, 1.0
        share, n = self.hits / self.n, self.n
        middle = (share + Z * Z / (2 * n)) / (1 + Z * Z / n)
        half = Z / (1 + Z * Z / n) * sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
        return max(0.0, middle - half), min(1.0, middle + half)


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's κ: agreement beyond chance, 1 is full. None without pairs, or when only one label was ever used."""
    n = len(pairs)
    first, second = Counter(one for one, _ in pairs), Counter(two for _, two in pairs)
    if not n:
        return None
    chance = sum(first[label] * second[label] for label in first) / (n * n)
    seen = sum(one == two for one, two in pairs) / n
    return None if chance == 1 else (seen - chance) / (1 - chance)


def precision(pairs: Sequence[tuple[str, str]], label: str) -> Share:
    """Of what the second reading calls `label`, how much the first does, too."""
    called = [one for one, two in pairs if two == label]
    return Share(called.count(label), len(called))


def recall(pairs: Sequence[tuple[str, str]], label: str) -> Share:
    """Of what the first reading calls `label`, how much the second finds."""
    there = [two for one, two in pairs if one == label]
    return Share(there.count(label), len(there))

"""The scores: index of a rating, directed ties between roles, bands, and Cronbach's alpha."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    import numpy as np  # loaded when somebody measures, for the memory it takes
    from numpy.typing import NDArray

Frequency = Literal["rc2", "linear"]
"""How the answer on frequency is scored; see `scored`."""
Tie = Literal["between", "within"]
"""Whether people rate another role or their own."""
Band = Literal["weak", "moderate", "strong"]

DIMENSIONS = ("frequency", "timely", "accurate", "problem_solving", "shared_goals", "shared_knowledge", "respect")
"""The seven items in order: q1 … q7."""
SUBSCALES = {"communication": slice(0, 4), "relationship": slice(4, 7)}
"""Communication is frequency, timeliness, accuracy and problem-solving; the rest is the relationship (Gittell 2002)."""
LOWEST, HIGHEST = 1, 5
LEAST_ANSWERED = 5
"""Of the seven items, for a rating to count. With fewer, a mean says more of what was asked than of the cooperation."""

RC2 = {1: 1, 2: 3, 3: 5, 4: 4, 5: 2}
"""Place on the screen → score: "not nearly enough, not enough, just right, too often, much too often"."""
_UNDO_RC2 = {score: place for place, score in RC2.items()}
BETWEEN = (3.5, 4.0)
"""Below the first is weak, above the second strong, and both limits are moderate (RC Survey's bands between work groups)."""
_EXACT = 9
"""Decimals beyond which a mean differs from another by its rounding only."""

Items = Sequence[float | None]


class Rating(NamedTuple):
    """One person's seven scored answers on one role. None: not answered."""

    respondent: str
    from_role: str
    to_role: str
    items: Items


@dataclass(frozen=True)
class DirectedTie:
    """What the people of one role say of a role. A on B is another tie than B on A, and they are never averaged."""

    from_role: str
    to_role: str
    ratings: tuple[Rating, ...]
    """Those that count; one for each respondent."""
    indices: tuple[float, ...]
    """Each respondent's index, in the order of the ratings."""
    left_out: int
    """Ratings with too few answers."""

    @property
    def kind(self) -> Tie:
        """within: the role rates itself. Kept apart, and out of what is said of the ties between roles."""
        return "within" if self.from_role == self.to_role else "between"

    @property
    def mean(self) -> float | None:
        """Mean of the respondents' indices; None when no rating counts."""
        return fmean(self.indices) if self.indices else None

    def dimension(self, at: int) -> list[float]:
        """The answers to one of the seven items."""
        return [answer for rating in self.ratings if (answer := rating.items[at]) is not None]


def scored(items: Items, frequency: Frequency) -> list[float | None]:
    """The seven items with the answer on frequency scored.

    In *rc2* the best answer stands in the middle of the screen: places 1–5 score 1, 3, 5, 4, 2, so that too often is
    better than not enough, and much too often is not. In *linear* the items count as they stand.

    Raises
    ------
    ValueError
        There are not seven, one is outside 1–5, or rc2 gets a place that is not whole.
    """
    if len(items) != len(DIMENSIONS):
        raise ValueError(f"a rating has {len(DIMENSIONS)} items, not {len(items)}")
    if wrong := [item for item in items if item is not None and not LOWEST <= item <= HIGHEST]:
        raise ValueError(f"an item is {LOWEST}–{HIGHEST}, not {wrong[0]}")
    first = items[0]
    return [first if first is None or frequency == "linear" else _coded(RC2, first), *items[1:]]


def unscored(items: Items, frequency: Frequency) -> list[float | None]:
    """The seven items as they stood on the screen: the reverse of `scored`. ValueError when that cannot be known."""
    first = items[0]
    return [first if first is None or frequency == "linear" else _coded(_UNDO_RC2, first), *items[1:]]


def index(items: Items, frequency: Frequency) -> float | None:
    """The mean of the items answered in one rating, 1.0–5.0; None when fewer than five of the seven are.

    The mean of the seven, not of the two subscales, which have four and three items (Gittell 2002). `items` are answers
    in the order of the screen; items that are already scored are *linear*.

    Raises
    ------
    ValueError
        As `scored`.
    """
    return _mean(marks) if answered(marks := scored(items, frequency)) >= LEAST_ANSWERED else None


def answered(items: Items) -> int:
    """How many of the items have an answer."""
    return len(items) - list(items).count(None)


def band(value: float, tie: Tie = "between") -> Band | None:
    """Weak below 3.5, moderate from 3.5 to 4.0, strong above 4.0; None within a role, which has no bands here.

    People are kinder to their own role than to others, so the limits between roles say nothing of it.
    """
    if tie == "within":
        return None
    weak, strong = BETWEEN
    value = round(value, _EXACT)
    return "weak" if value < weak else "moderate" if value <= strong else "strong"


def ties(ratings: Iterable[Rating]) -> list[DirectedTie]:
    """The directed ties by the names of their roles. Items are scored already (`scored`); every respondent counts once.

    Raises
    ------
    ValueError
        Someone rates the same role twice.
    """
    found: dict[tuple[str, str], list[Rating]] = {}
    for rating in map(Rating._make, ratings):
        found.setdefault((rating.from_role, rating.to_role), []).append(rating)
    return [_tie(*roles, found[roles]) for roles in sorted(found)]


def unweighted(of: Iterable[DirectedTie]) -> float | None:
    """The mean of the ties' means: every tie counts alike, also one of a small role."""
    means = [mean for tie in of if (mean := tie.mean) is not None]
    return fmean(means) if means else None


def weighted(of: Iterable[DirectedTie]) -> float | None:
    """The mean of all ratings' indices: a tie counts by its respondents."""
    indices = [value for tie in of for value in tie.indices]
    return fmean(indices) if indices else None


def alpha(rows: "Sequence[Items] | NDArray[np.float64]") -> float | None:
    """Cronbach's alpha of rows of items: k/(k−1) · (1 − sum of the items' variances / variance of the sum) (Cronbach 1951).

    Rows with a missing item are left out. None when it is not defined: fewer than two rows or items, or all sums alike.
    """
    import numpy as np

    if not len(rows):
        return None
    table = np.asarray(rows, dtype=float)  # None becomes nan
    table = table[~np.isnan(table).any(axis=1)]
    people, count = table.shape
    if people < 2 or count < 2:
        return None
    whole = float(table.sum(axis=1).var(ddof=1))
    return None if whole < 10**-_EXACT else count / (count - 1) * (1 - float(table.var(axis=0, ddof=1).sum()) / whole)


def by_respondent(of: Iterable[DirectedTie]) -> "NDArray[np.float64]":
    """One row of seven for each respondent: the mean of each item over the roles that the person rated; nan where none is.

    People are the unit, never ratings: who rates three roles would otherwise count three times.
    """
    import numpy as np

    ratings = [rating for tie in of for rating in tie.ratings]
    rows: dict[str, int] = {}
    places = [rows.setdefault(rating.respondent, len(rows)) for rating in ratings]
    items = np.array([rating.items for rating in ratings], dtype=float).reshape(-1, len(DIMENSIONS))
    sums, counts = np.zeros((2, len(rows), len(DIMENSIONS)))
    np.add.at(sums, places, np.nan_to_num(items))
    np.add.at(counts, places, ~np.isnan(items))
    return np.divide(sums, counts, out=np.full_like(sums, np.nan), where=counts > 0)


def _tie(from_role: str, to_role: str, ratings: list[Rating]) -> DirectedTie:
    if len({rating.respondent for rating in ratings}) < len(ratings):
        raise ValueError(f"someone of {from_role} rates {to_role} twice")
    counted = tuple(rating for rating in ratings if answered(rating.items) >= LEAST_ANSWERED)
    indices = tuple(_mean(rating.items) for rating in counted)
    return DirectedTie(from_role, to_role, counted, indices, len(ratings) - len(counted))


def _mean(items: Items) -> float:
    given = [item for item in items if item is not None]
    return sum(given) / len(given)


def _coded(codes: dict[int, int], value: float) -> int:
    if value not in codes:
        raise ValueError(f"the frequency must be a whole number in rc2, not {value}")
    return codes[int(value)]

"""All that may be said of a set of ratings, as plain data for JSON.

Every figure is made of ties with at least five people and of nothing else, so no sum or mean holds the people of a tie that
is not shown.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Any

from pejling.exercise.audience import LEAST
from pejling.relational.intervals import NO_DIFFERENCE, TYPICAL_SD, mean_interval, smallest_change, welch
from pejling.relational.scoring import (
    DIMENSIONS,
    LEAST_ANSWERED,
    SUBSCALES,
    DirectedTie,
    Frequency,
    Rating,
    alpha,
    answered,
    band,
    by_respondent,
    index,
    ties,
    unscored,
    unweighted,
    weighted,
)

BAND_WORDS = {"weak": "svag", "moderate": "moderat", "strong": "stærk"}
TOO_FEW = f"færre end {LEAST} har svaret"
OTHER: dict[Frequency, Frequency] = {"rc2": "linear", "linear": "rc2"}
_DECIMALS = 4


def report(ratings: Sequence[Rating], frequency: Frequency, rows: Sequence[int] = ()) -> dict[str, Any]:
    """Ties, means, alpha and differences of scored ratings; the surest first. `rows`: where each stood in its file.

    `frequency` is the coding the ratings are scored by; with it stands what the other would have given.
    """
    found = ties(ratings)
    shown = sorted((tie for tie in found if len(tie.ratings) >= LEAST), key=_uncertainty)
    others = [recoded(tie, frequency) for tie in shown]
    means = {kind: _means([(tie, other) for tie, other in zip(shown, others, strict=True) if tie.kind == kind], frequency)
             for kind in ("between", "within")}
    numbers = rows or range(1, len(ratings) + 1)
    return {
        "frequency": frequency,
        "least_people": LEAST,
        "ties": [_tie(tie, other, frequency) for tie, other in zip(shown, others, strict=True)],
        "hidden": [{"from_role": tie.from_role, "to_role": tie.to_role, "why": TOO_FEW} for tie in found if tie not in shown],
        **means,
        "alpha": _alphas([tie for tie in shown if tie.kind == "between"]),
        "differences": _differences(shown),
        "left_out": [
            {"row": row, "answered": answered(rating.items), "why": f"færre end {LEAST_ANSWERED} af {len(DIMENSIONS)} er besvaret"}
            for row, rating in zip(numbers, ratings, strict=True)
            if answered(rating.items) < LEAST_ANSWERED
        ],
    }


def recoded(tie: DirectedTie, frequency: Frequency) -> list[float] | None:
    """The respondents' indices in the other coding than this; None when the places on the screen cannot be known."""
    try:
        found = [index(unscored(rating.items, frequency), OTHER[frequency]) for rating in tie.ratings]
    except ValueError:
        return None
    return [value for value in found if value is not None]


def _tie(tie: DirectedTie, other: list[float] | None, frequency: Frequency) -> dict[str, Any]:
    """What is said of one tie. The seven dimensions are shown together or not at all.

    A person who skipped an item weighs the others more in the index than in the dimensions, so that the two together would
    tell the sum of those who skipped something; with one to four of them, the dimensions are hidden.
    """
    indices = tie.indices
    interval = mean_interval(indices)
    of_seven = [tie.dimension(at) for at in range(len(DIMENSIONS))]
    incomplete = sum(None in rating.items for rating in tie.ratings)
    smallest = smallest_change(len(indices))
    return {
        "from_role": tie.from_role,
        "to_role": tie.to_role,
        "tie": tie.kind,
        "respondents": len(indices),
        **_index(_mean(indices), tie, frequency),
        "interval": [_round(limit) for limit in interval] if interval else None,
        "other_coding": {"frequency": OTHER[frequency], "index": _round(_mean(other)) if other else None},
        "smallest_change": {"change": _round(smallest), "sd": TYPICAL_SD},
        "dimensions": {
            name: {"mean": _round(_mean(answers)), "interval": [_round(limit) for limit in mean_interval(answers) or ()]}
            for name, answers in zip(DIMENSIONS, of_seven, strict=True)
        } if all(len(answers) >= LEAST for answers in of_seven) and (incomplete == 0 or incomplete >= LEAST) else None,
    }


def _index(mean: float | None, tie: DirectedTie, frequency: Frequency) -> dict[str, Any]:
    level = None if mean is None else band(mean, tie.kind)
    return {"index": _round(mean), "frequency": frequency, "band": level, "words": BAND_WORDS[level] if level else None}


def _means(of: list[tuple[DirectedTie, list[float] | None]], frequency: Frequency) -> dict[str, Any]:
    """Both means of ties of one kind, and in the other coding, where all its indices are known."""
    tied = [tie for tie, _ in of]
    both = {"unweighted": unweighted(tied), "weighted": weighted(tied)}
    bands = {name: band(mean, tied[0].kind) for name, mean in both.items() if mean is not None}
    known = [values for _, values in of if values]
    whole = bool(of) and len(known) == len(of)
    return {
        "ties": len(of),
        "frequency": frequency,
        **{name: _round(mean) for name, mean in both.items()},
        "words": {name: BAND_WORDS[level] for name, level in bands.items() if level},
        "other_coding": {
            "frequency": OTHER[frequency],
            "unweighted": _round(_mean([_mean(values) for values in known])) if whole else None,
            "weighted": _round(_mean([value for values in known for value in values])) if whole else None,
        },
    }


def _alphas(of: list[DirectedTie]) -> dict[str, float | None]:
    """Alpha of all seven and of each subscale, where at least five people have answered all of it."""
    import numpy as np

    rows = by_respondent(of)
    parts = {"overall": slice(0, len(DIMENSIONS)), **SUBSCALES}
    answers = {name: rows[:, part][~np.isnan(rows[:, part]).any(axis=1)] for name, part in parts.items()}
    return {name: _round(alpha(table)) if len(table) >= LEAST else None for name, table in answers.items()}


def _differences(shown: Iterable[DirectedTie]) -> list[dict[str, Any]]:
    """A on B beside B on A, the surest first."""
    found = []
    for one, other in combinations(sorted(shown, key=lambda tie: (tie.from_role, tie.to_role)), 2):
        if (one.from_role, one.to_role) != (other.to_role, other.from_role):
            continue
        if difference := welch(one.indices, other.indices):
            low, high = difference.interval
            first, second = (f"{tie.from_role} om {tie.to_role}" for tie in (one, other))
            above, below = (second, first) if difference.estimate > 0 else (first, second)
            found.append((high - low, {
                "first": first,
                "second": second,
                "difference": _round(difference.estimate),
                "interval": [_round(low), _round(high)],
                "words": f"{above} er højere end {below}" if difference.distinguishable else NO_DIFFERENCE,
            }))
    return [entry for _, entry in sorted(found, key=lambda one: one[0])]


def _uncertainty(tie: DirectedTie) -> tuple[float, str, str]:
    low, high = mean_interval(tie.indices) or (0.0, 0.0)
    return high - low, tie.from_role, tie.to_role


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, _DECIMALS)

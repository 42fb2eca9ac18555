"""Intervals for few people: against tables by hand, what they cover, and the smallest change that can be shown."""

import random
from statistics import fmean

import pytest

from pejling.relational.intervals import mean_interval, smallest_change, welch


def test_the_interval_of_a_mean_by_hand() -> None:
    # Mean 3, sd √2.5, t(4) 2.776: 3 ± 1.963.
    assert mean_interval([1, 2, 3, 4, 5]) == pytest.approx((1.0368, 4.9632), abs=1e-4)
    assert mean_interval([3, 4, 5, 5, 5]) == (pytest.approx(3.2894, abs=1e-4), 5), "clipped to the scale"
    assert mean_interval([2, 2, 2, 2, 2]) == (2, 2)
    assert mean_interval([2, 3, 4, 5]) is None


def test_a_difference_by_hand() -> None:
    found = welch([1, 2, 3, 4, 5], [2, 2, 2, 3, 3, 3])
    assert found
    # Variances 2.5 and .3: error √(.5 + .05) = .7416, freedom .3025/(.25/4 + .0025/5) = 4.802, t 2.604.
    assert found.estimate == pytest.approx(-0.5)
    assert found.interval == pytest.approx((-0.5 - 1.931, -0.5 + 1.931), abs=2e-3)
    assert found.change_in_words == "kan ikke skelnes fra ingen ændring"


def test_a_difference_is_said_with_its_direction() -> None:
    low, high = [1.0, 1.2, 1.1, 1.3, 1.2], [4.0, 4.2, 4.1, 4.3, 4.2]
    said = [found.change_in_words for first, second in ((low, high), (high, low), (low, low)) if (found := welch(first, second))]
    assert said == ["er højere end før", "er lavere end før", "kan ikke skelnes fra ingen ændring"]
    exact = welch([2.0] * 5, [3.0] * 5)
    assert exact
    assert exact.interval == (1, 1)
    assert welch(low, high[:4]) is None


@pytest.mark.parametrize(("respondents", "change"), [
    (5, 1.48), (8, 1.10), (10, 0.97), (12, 0.87), (15, 0.77), (20, 0.66), (30, 0.54),
])
def test_the_smallest_change_is_that_of_the_usual_power_table(respondents: int, change: float) -> None:
    """Computed independently, with statsmodels' TTestIndPower."""
    assert smallest_change(respondents) == pytest.approx(change, abs=0.005)


def test_the_smallest_change_follows_the_spread_and_is_not_told_of_too_few() -> None:
    once = smallest_change(10, sd=1)
    assert once
    assert smallest_change(10, sd=0.5) == pytest.approx(once / 2)
    assert smallest_change(4) is None


@pytest.mark.parametrize("respondents", [5, 8, 12])
def test_the_interval_covers_what_it_promises(respondents: int) -> None:
    """Means of seven correlated answers on the scale; a bootstrap would cover .81–.91 here."""
    chance = random.Random(1)
    times = 3000

    def person() -> float:
        liking = chance.gauss(3.4, 0.8)
        return fmean(min(5, max(1, round(liking + chance.gauss(0, 0.9)))) for _ in range(7))

    true = fmean(person() for _ in range(20_000))
    covered = 0
    for _ in range(times):
        found = mean_interval([person() for _ in range(respondents)])
        assert found
        covered += found[0] <= true <= found[1]
    assert 0.93 < covered / times < 0.97

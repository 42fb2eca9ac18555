"""How numbers are rounded in what is shown of everybody's answers."""

import pytest

from pejling.exercise.summary import mean_of, whole_percent


@pytest.mark.parametrize(("part", "n", "percent"), [(1, 2, 50), (1, 8, 13), (1, 3, 33), (0, 0, 0), (1, 200, 1)])
def test_a_half_per_cent_is_rounded_up(part: int, n: int, percent: int) -> None:
    assert whole_percent(part, n) == percent


@pytest.mark.parametrize(("values", "mean"), [([1, 2], 1.5), ([1, 1, 1, 2], 1.3), ([1, 1, 2], 1.3), ([0, 0], 0.0), ([], None)])
def test_a_mean_has_one_decimal_with_a_half_rounded_up(values: list[int], mean: float | None) -> None:
    assert mean_of(values) == mean

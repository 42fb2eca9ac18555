"""Relational coordination scored: tables by hand, both codings, missing answers, and ties between and within roles."""

from math import nan
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejling.relational.scoring import (
    Frequency,
    Rating,
    alpha,
    band,
    by_respondent,
    index,
    scored,
    ties,
    unscored,
    unweighted,
    weighted,
)

items = st.lists(st.none() | st.integers(1, 5), min_size=7, max_size=7)


@pytest.mark.parametrize(("place", "rc2"), [(1, 1), (2, 3), (3, 5), (4, 4), (5, 2)])
def test_the_middle_of_the_screen_is_the_best_frequency_in_rc2(place: int, rc2: int) -> None:
    answers = [place, 4, 4, 4, 4, 4, 4]
    assert scored(answers, "rc2")[0] == rc2
    assert index(answers, "rc2") == pytest.approx((24 + rc2) / 7)
    assert index(answers, "linear") == pytest.approx((24 + place) / 7)


@pytest.mark.parametrize(("answers", "linear", "rc2"), [
    ([3, 3, 3, 3, 3, 3, 3], 3, 23 / 7),
    ([5, 5, 5, 5, 5, 5, 5], 5, 32 / 7),
    ([4, 1, 1, 1, 5, 5, 5], 22 / 7, 22 / 7),  # the mean of the two subscales would be 3.375
    ([None, 4, 4, 4, 2, 2, None], 16 / 5, 16 / 5),
    ([5, 4, 4, None, None, 2, 2], 17 / 5, 14 / 5),
    ([5, 4, 4, None, None, 2, None], None, None),
    ([None] * 7, None, None),
])
def test_an_index_is_the_mean_of_the_items_answered_when_five_are(
        answers: list[int | None], linear: float | None, rc2: float | None) -> None:
    assert index(answers, "linear") == (pytest.approx(linear) if linear else None)
    assert index(answers, "rc2") == (pytest.approx(rc2) if rc2 else None)


@given(items, st.sampled_from(["rc2", "linear"]))
def test_an_index_stays_on_the_scale_and_scoring_can_be_undone(answers: list[int | None], frequency: Frequency) -> None:
    value = index(answers, frequency)
    assert value is None or 1 <= value <= 5
    assert unscored(scored(answers, frequency), frequency) == answers


@pytest.mark.parametrize(("wrong", "frequency"), [
    ([3] * 6, "linear"), ([3] * 8, "linear"), ([3, 0, 3, 3, 3, 3, 3], "linear"), ([3, 3, 3, 3, 3, 3, 5.5], "rc2"),
    ([3.5, 3, 3, 3, 3, 3, 3], "rc2"), ([float("nan"), 3, 3, 3, 3, 3, 3], "linear"),
])
def test_what_cannot_be_scored_is_refused(wrong: list[float], frequency: Frequency) -> None:
    with pytest.raises(ValueError, match=r"item|whole"):
        index(wrong, frequency)


@pytest.mark.parametrize(("value", "expected"), [
    (1, "weak"), (3.4999, "weak"), (3.5, "moderate"), (3.5 - 1e-12, "moderate"), (4.0, "moderate"), (4 + 1e-12, "moderate"),
    (4.0001, "strong"), (5, "strong"),
])
def test_both_limits_are_moderate(value: float, expected: str) -> None:
    assert band(value) == expected
    assert band(value, tie="within") is None


def rate(respondent: str, from_role: str, to_role: str, *answers: float | None) -> Rating:
    return Rating(respondent, from_role, to_role, answers if len(answers) == 7 else answers * 7)


TABLE = [
    rate("j1", "jobcenter", "a-kasse", 4), rate("j2", "jobcenter", "a-kasse", 3), rate("j3", "jobcenter", "a-kasse", 2),
    rate("a1", "a-kasse", "jobcenter", 5), rate("a2", "a-kasse", "jobcenter", 5, 5, 5, None, None, 4, None),
    rate("j1", "jobcenter", "jobcenter", 5),
    rate("l1", "leder", "jobcenter", 1),
]


def test_ties_are_directed_and_ratings_with_too_few_answers_are_left_out() -> None:
    found = {(tie.from_role, tie.to_role): tie for tie in ties(TABLE)}
    assert list(found) == [("a-kasse", "jobcenter"), ("jobcenter", "a-kasse"), ("jobcenter", "jobcenter"), ("leder", "jobcenter")]
    assert found["jobcenter", "a-kasse"].mean == 3
    assert found["a-kasse", "jobcenter"].mean == 5
    assert found["a-kasse", "jobcenter"].left_out == 1
    assert [tie.kind for tie in found.values()] == ["between", "between", "within", "between"]


def test_weighted_counts_people_and_unweighted_counts_ties() -> None:
    between = [tie for tie in ties(TABLE) if tie.kind == "between"]
    assert unweighted(between) == pytest.approx((3 + 5 + 1) / 3)
    assert weighted(between) == pytest.approx((4 + 3 + 2 + 5 + 1) / 5)
    assert unweighted([]) is None
    assert weighted([]) is None


def test_a_tie_without_a_rating_that_counts_has_no_mean() -> None:
    (tie,) = ties([rate("j1", "jobcenter", "leder", 4, 4, 4, 4, None, None, None)])
    assert (tie.mean, tie.left_out) == (None, 1)
    assert unweighted([tie]) is None


def test_nobody_rates_a_role_twice() -> None:
    with pytest.raises(ValueError, match="twice"):
        ties([rate("j1", "jobcenter", "leder", 4), rate("j1", "jobcenter", "leder", 5)])


def test_alpha_by_hand() -> None:
    # Variances 1, 1, 4 (sum 6); sums 4, 8, 12 with variance 16: 3/2 · (1 − 6/16).
    assert alpha([[1, 2, 1], [2, 3, 3], [3, 4, 5]]) == pytest.approx(0.9375)
    assert alpha([[1, 2, 1], [2, 3, 3], [None, 1, 5], [3, 4, 5]]) == pytest.approx(0.9375)
    assert alpha([[1, 1], [2, 2], [4, 4]]) == pytest.approx(1)


@pytest.mark.parametrize("rows", [[], [[1, 2, 3]], [[3, 3], [3, 3]], [[1], [2]], [[1, 3], [3, 1]], [[1, None], [2, None]]])
def test_alpha_is_nothing_where_it_is_not_defined(rows: list[list[float | None]]) -> None:
    assert alpha(rows) is None


def test_who_rates_three_roles_is_one_row() -> None:
    rows = by_respondent(ties([
        rate("j1", "jobcenter", "a-kasse", 4), rate("j1", "jobcenter", "leder", 2, 2, 2, 2, 2, None, None),
        rate("a1", "a-kasse", "jobcenter", 5, 5, 5, 5, 5, 5, None),
    ]))
    assert rows.tolist() == [[5, 5, 5, 5, 5, 5, pytest.approx(nan, nan_ok=True)], [3, 3, 3, 3, 3, 4, 4]]
    assert by_respondent([]).shape == (0, 7)


@given(st.lists(st.lists(st.integers(1, 5), min_size=7, max_size=7), min_size=1, max_size=12))
def test_a_tie_s_mean_is_the_mean_of_all_its_answers_when_none_is_missing(rows: list[list[int]]) -> None:
    (tie,) = ties([Rating(str(number), "a", "b", row) for number, row in enumerate(rows)])
    assert tie.mean == pytest.approx(fmean(answer for row in rows for answer in row))

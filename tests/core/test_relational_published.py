"""What is published of ratings: recomputed with pandas, and attacked by integer programming."""

import os
import random
import subprocess
import sys
from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp
from serving import ROOT

from pejling.relational.published import COARSE, FINE, Published, ShownTie, between, of_organisations, publish, shift
from pejling.relational.scoring import DIMENSIONS, Rating

Answers = Sequence[Sequence[int | None]]


def rated(answers: Answers, from_role: str = "a", to_role: str = "b", first: int = 0) -> list[Rating]:
    return [Rating(f"{from_role}{n}", from_role, to_role, tuple(items)) for n, items in enumerate(answers, start=first)]


def some(count: int, seed: int, skips: int = 0) -> list[list[int | None]]:
    chance = random.Random(seed)
    answers: list[list[int | None]] = [[chance.randint(1, 5) for _ in DIMENSIONS] for _ in range(count)]
    for one in answers[:skips]:
        one[chance.randrange(1, 7)] = None
    return answers


def only(published: Published) -> ShownTie:
    (tie,) = published.ties
    return tie


def remainder_can_be_known(tie: ShownTie, answers: Answers) -> bool:
    """Whether a reader who knows who skipped what can find anything on the sum of those few from what is shown.

    An integer program over what the complete and the skipping people may have answered: for each remainder of the
    skippers' sum when divided by six it asks whether that is still possible. The index and its other coding are both used.
    """
    skippers = [items for items in answers if None in items]
    complete = len(answers) - len(skippers)
    unit = 0.5 * 10**-tie.decimals
    # Columns: the sum of the complete ones' items, each skipper's sum, a whole number k that makes the remainder.
    width = 1 + len(skippers) + 1
    index_row = np.zeros(width)
    index_row[0] = 1 / 7
    lows, highs = [7.0 * complete], [35.0 * complete]
    for at, items in enumerate(skippers, start=1):
        answered = sum(item is not None for item in items)
        index_row[at] = 1 / answered
        lows.append(answered)
        highs.append(5.0 * answered)
    total = tie.index.value * tie.index.n
    slack = unit * tie.index.n + 1e-9
    possible = []
    for remainder in range(6):
        modulo = np.zeros(width)
        modulo[1:-1], modulo[-1] = 1, -6
        found = milp(np.zeros(width), integrality=np.ones(width), bounds=Bounds([*lows, 0], [*highs, 1e3]), constraints=[
            LinearConstraint(index_row, total - slack, total + slack), LinearConstraint(modulo, remainder, remainder)])
        possible.append(found.success)
    return not all(possible)


@pytest.mark.parametrize("seed", range(12))
def test_no_remainder_tells_what_a_few_who_skipped_have_answered(seed: int) -> None:
    for count, skips in ((5, 1), (6, 1), (7, 2), (5, 4), (12, 3)):
        answers = some(count, seed, skips)
        tie = only(publish(rated(answers), "rc2"))
        assert (tie.decimals, tie.dimensions) == (COARSE, ())
        assert not remainder_can_be_known(tie, answers)


def test_the_attack_finds_the_remainder_of_a_mean_with_four_decimals() -> None:
    answers = some(6, 3, 1)
    tie = only(publish(rated(answers), "rc2"))
    exact = sum(sum(i for i in items if i) / sum(i is not None for i in items) for items in answers) / len(answers)
    object.__setattr__(tie.index, "value", round(exact, 4))
    object.__setattr__(tie, "decimals", 4)
    assert remainder_can_be_known(tie, answers)


def test_figures_are_those_of_pandas() -> None:
    answers = some(9, 1)
    tie = only(publish(rated(answers), "rc2"))
    frame = pd.DataFrame(answers, dtype=float)
    assert (tie.index.n, tie.index.value, tie.decimals) == (9, round(frame.mean(axis=1).mean(), 2), FINE)
    assert [one.value for one in tie.dimensions] == [round(value, 2) for value in frame.mean()]
    half = 2.306004 * frame.mean(axis=1).sem()  # t, 8 degrees of freedom
    assert tie.index.high - tie.index.low == pytest.approx(2 * half, abs=0.02)
    other = frame.assign(**{"0": frame[0]})
    other[0] = frame[0].map({1: 1, 3: 2, 5: 3, 4: 4, 2: 5})
    assert tie.other == round(other.drop(columns="0").mean(axis=1).mean(), 2)


def test_few_answers_are_not_shown_and_not_left_by_subtraction() -> None:
    ratings = rated(some(7, 1), "a", "c") + rated(some(3, 2), "b", "c")
    published = publish(ratings, "linear")
    assert [(tie.from_role, tie.to_role) for tie in published.ties] == [("a", "c")]
    assert published.hidden == (("b", "c"),)
    assert published.seen == ()  # ten, of whom seven are known
    assert publish(ratings, "linear", least=8).ties == ()


def test_two_small_roles_together_are_enough_for_what_all_the_others_say() -> None:
    ratings = rated(some(7, 1), "a", "d") + rated(some(3, 2), "b", "d") + rated(some(4, 3), "c", "d")
    published = publish(ratings, "linear")
    (role, people, mean), = published.seen
    sums = [sum(items) for _, seed, count in (("a", 1, 7), ("b", 2, 3), ("c", 3, 4)) for items in some(count, seed)]  # type: ignore[arg-type]  # nobody skips
    assert (role, people) == ("d", 14)
    assert mean == pytest.approx(sum(sums) / 7 / 14, abs=0.006)


def test_who_skipped_is_not_found_through_the_others_either() -> None:
    ratings = rated(some(7, 1), "a", "d") + rated(some(3, 2, 1), "b", "d") + rated(some(4, 3), "c", "d")
    assert publish(ratings, "linear").seen == ()


def test_a_shift_is_made_of_what_is_shown_and_keeps_welchs_width() -> None:
    before, after = only(publish(rated(some(8, 1)), "linear")), only(publish(rated(some(10, 2)), "linear"))
    found = shift(before, after)
    assert found
    assert found.estimate == round(after.index.value - before.index.value, 2)
    assert sum(found.interval) / 2 == pytest.approx(found.estimate)
    assert shift(after, after).distinguishable is False  # type: ignore[union-attr]  # there are enough


def test_the_mean_of_all_ties_is_made_of_the_ties_as_they_are_shown() -> None:
    published = publish(rated(some(8, 1), "a", "b") + rated(some(5, 2, 1), "b", "a") + rated(some(6, 3), "a", "a"), "rc2")
    across = [tie.index for tie in published.ties if tie.from_role != tie.to_role]
    assert len(across) == 2
    assert between(published.ties) == (round(sum(o.value for o in across) / 2, 2),
                                       round(sum(o.value * o.n for o in across) / sum(o.n for o in across), 2))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc"), st.integers(0, 9), st.integers(0, 3)), max_size=6))
def test_whatever_is_shown_has_five_behind_it(drawn: list[tuple[str, str, int, int]]) -> None:
    sizes = {(one, other): (count, skips) for one, other, count, skips in drawn}
    ratings = [r for at, ((one, other), (count, skips)) in enumerate(sizes.items())
               for r in rated(some(count, at, min(skips, count)), one, other)]
    published = publish(ratings, "rc2")
    for tie in published.ties:
        assert sizes[tie.from_role, tie.to_role][0] == tie.index.n >= 5
        assert all(one.n >= 5 for one in tie.dimensions)
        assert 1 <= tie.index.low <= tie.index.value <= tie.index.high <= 5
    for role, people, _ in published.seen:
        known = sum(tie.index.n for tie in published.ties if tie.to_role == role != tie.from_role)
        assert people - known == 0 or people - known >= 5


@pytest.mark.parametrize(("north", "south", "skips", "told"), [
    (6, 5, 0, ["nord", "syd"]), (6, 4, 0, []), (9, 0, 0, []), (6, 6, 1, []), (6, 6, 4, []), (7, 6, 5, ["nord", "syd"]),
])  # fmt: skip
def test_organisations_are_told_all_or_none_and_nobody_who_skipped_is_left_over(
    north: int, south: int, skips: int, told: list[str]
) -> None:
    parts = {"nord": rated(some(north, 1, skips)), "syd": rated(some(south, 2), first=north)}
    found = of_organisations(parts, "linear")
    assert [name for name, _ in found] == told
    for name, tie in found:
        assert tie.index.n == len(parts[name])
        assert tie.index.value == only(publish(parts[name], "linear")).index.value


@given(st.lists(st.integers(0, 9), min_size=1, max_size=4), st.integers(0, 9), st.integers(5, 8))
def test_no_part_and_no_rest_of_a_direction_is_smaller_than_the_least(sizes: list[int], skips: int, least: int) -> None:
    parts = {f"hus {n}": rated(some(size, n, skips if n == 0 else 0), first=10 * n) for n, size in enumerate(sizes)}
    found = of_organisations(parts, "rc2", least)
    people = [tie.index.n for _, tie in found]
    assert all(n >= least for n in people)
    assert sum(people) in (0, sum(sizes))


def test_a_direction_that_one_organisation_rates_alone_does_not_hold_back_another() -> None:
    parts = {"nord": rated(some(6, 1)), "syd": [*rated(some(5, 2), first=6), *rated(some(3, 3), "b", "a")]}
    assert [(name, tie.from_role) for name, tie in of_organisations(parts, "linear")] == [("nord", "a"), ("syd", "a")]


def test_figures_are_published_without_loading_what_only_a_hidden_figure_needs() -> None:
    """The first class that is shown a survey waits for what is loaded then."""
    code = ("import sys; from pejling.relational.published import publish; from pejling.relational.scoring import Rating; "
            "publish([Rating(str(n), 'a', 'b', (n % 5 + 1,) * 7) for n in range(8)], 'rc2'); "
            "print('scipy.special' in sys.modules, 'scipy.optimize' in sys.modules)")
    told = subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": str(ROOT / "core")},
                          capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["True", "False"]

"""Complementary suppression against two attacks that are other programs: bounds by linear programming, and ranks in floats."""

import random
from collections.abc import Iterator, Mapping
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from pejling.relational.suppression import hidden

Groups = Mapping[str, frozenset[str]]


def people(role: str, count: int) -> frozenset[str]:
    return frozenset(f"{role}{number}" for number in range(count))


def incidence(groups: list[frozenset[str]]) -> tuple[list[str], np.ndarray]:
    everyone = sorted(frozenset().union(*groups))
    return everyone, np.array([[one in group for one in everyone] for group in groups], dtype=float).reshape(len(groups), -1)


def small_unions(groups: list[frozenset[str]]) -> Iterator[list[str]]:
    """Every set of one to four people that holds all or none of those who are in the same groups. Others cannot be told apart."""
    alike: dict[tuple[bool, ...], list[str]] = {}
    for one in sorted(frozenset().union(*groups)):
        alike.setdefault(tuple(one in group for group in groups), []).append(one)
    parts = [part for part in alike.values() if len(part) < 5]
    for count in range(1, 5):
        for some in combinations(parts, count):
            if len(union := [one for part in some for one in part]) < 5:
                yield union


def sum_found_by_bounds(shown: list[frozenset[str]]) -> list[str]:
    """A reader who knows that answers lie from 1 to 5 asks how small and how large the sum of a few people can be."""
    everyone, rows = incidence(shown)
    chance = random.Random(3)
    answers = np.array([chance.uniform(2, 4) for _ in everyone])
    for few in small_unions(shown):
        wanted = np.array([one in few for one in everyone], dtype=float)
        ends = [linprog(sign * wanted, A_eq=rows, b_eq=rows @ answers, bounds=(1, 5)) for sign in (1, -1)]
        assert all(end.success for end in ends)
        if -ends[1].fun - ends[0].fun < 1e-5:
            return few
    return []


def combination_found_by_rank(shown: list[frozenset[str]]) -> list[str]:
    """A reader who looks for any weighted sum of a few people: their columns of the null space are dependent."""
    everyone, rows = incidence(shown)
    _, values, right = np.linalg.svd(rows)
    free = right[int((values > 1e-9).sum()):]
    for few in small_unions(shown):
        columns = free[:, [everyone.index(one) for one in few]]
        if np.linalg.matrix_rank(columns, tol=1e-9) < len(few):
            return few
    return []


def left(groups: Groups, away: frozenset[str]) -> list[frozenset[str]]:
    return [group for name, group in groups.items() if name not in away and group]


# Tables by hand

def test_a_row_total_does_not_give_the_three_that_are_left() -> None:
    """The table that an official tool publishes as 10, 7 and 0."""
    h, w, i = people("h", 7), people("w", 0), people("i", 3)
    groups = {"total": h | w | i, "H": h, "W": w, "I": i}
    assert combination_found_by_rank([groups["total"], h]) == sorted(i)
    assert hidden(groups) == {"H", "I"}, "the inner figures rather than the total"


def test_what_is_large_enough_and_apart_is_shown() -> None:
    assert hidden({"a": people("a", 5), "b": people("b", 9), "both": people("a", 5) | people("b", 9)}) == set()
    assert hidden({}) == set()
    assert hidden({"nobody": frozenset()}) == set()


def test_two_nested_groups_that_differ_by_one_to_four_are_not_both_shown() -> None:
    for more in range(1, 5):
        assert hidden({"all": people("a", 6 + more), "part": people("a", 6)}) == {"part"}
    assert hidden({"all": people("a", 11), "part": people("a", 6)}) == set()


def test_a_figure_shown_earlier_counts_and_stays() -> None:
    before = people("a", 6)
    assert hidden({"now": people("a", 8)}, earlier=[before]) == {"now"}
    assert hidden({"now": people("a", 6)}, earlier=[before]) == set()
    assert hidden({"now": people("a", 8), "later": people("later", 8)}, earlier=[before]) == {"now"}
    with pytest.raises(ValueError, match="earlier"):
        hidden({}, earlier=[before, people("a", 8)])


def test_three_small_ones_are_not_found_through_two_tables() -> None:
    """Linked tables: the same people by role and by workplace."""
    cells = {(role, place): people(f"{role}{place}-", count)
             for (role, place), count in {("j", "x"): 3, ("j", "y"): 8, ("a", "x"): 9, ("a", "y"): 7}.items()}
    groups = {
        **{f"{role}.{place}": group for (role, place), group in cells.items()},
        "j": cells["j", "x"] | cells["j", "y"], "a": cells["a", "x"] | cells["a", "y"],
        "x": cells["j", "x"] | cells["a", "x"], "y": cells["j", "y"] | cells["a", "y"],
    }
    away = hidden(groups)
    assert away == {"j.x", "j", "x"}, "the cell and both of its totals; a square of cells would be four"
    assert combination_found_by_rank(left(groups, away)) == []
    assert combination_found_by_rank(left(groups, away - {"x"})) == sorted(cells["j", "x"])


def test_a_weighted_sum_of_few_is_not_found_either() -> None:
    """(a + b + c) + (a + d) − (c) − (d) is twice a and once b."""
    a, b, c, d = people("a", 1), people("b", 1), people("c", 8), people("d", 8)
    groups = {"abc": a | b | c, "ad": a | d, "c": c, "d": d}
    away = hidden(groups)
    assert combination_found_by_rank(left(groups, away)) == []
    assert len(away) == 2


def test_a_course_may_ask_for_more_than_five() -> None:
    groups = {"a": people("a", 7), "b": people("b", 9)}
    assert hidden(groups, least=8) == {"a"}


# Any table

@st.composite
def tables(draw: st.DrawFn) -> Groups:
    """Disjoint parts of 0–7 people, and groups that are any unions of them."""
    parts = [people(f"{number}-", count) for number, count in enumerate(draw(st.lists(st.integers(0, 7), min_size=1, max_size=6)))]
    chosen = draw(st.lists(st.sets(st.sampled_from(range(len(parts))), min_size=1), min_size=1, max_size=7))
    return {f"g{number}": frozenset().union(*(parts[at] for at in some)) for number, some in enumerate(chosen)}


def holds(groups: Groups) -> None:
    away = hidden(groups)
    shown = left(groups, away)
    if shown:
        assert sum_found_by_bounds(shown) == []
        assert combination_found_by_rank(shown) == []
    backwards = dict(reversed(groups.items()))
    assert hidden(backwards) == away, "the order that figures are given in chooses nothing"
    for fewer in range(len(away)):
        for some in combinations(groups, fewer):
            assert combination_found_by_rank(left(groups, frozenset(some))), "fewer would have been enough"


@given(tables())
@settings(max_examples=400, deadline=None)
def test_no_attack_finds_a_few_people_and_no_figure_is_hidden_without_need(groups: Groups) -> None:
    holds(groups)


@pytest.mark.long
@given(tables())
@settings(max_examples=3000, deadline=None)
def test_no_attack_finds_a_few_people_in_thousands_of_tables(groups: Groups) -> None:
    holds(groups)


@given(tables(), st.data())
@settings(max_examples=200, deadline=None)
def test_what_was_shown_earlier_helps_no_attack(groups: Groups, data: st.DataObject) -> None:
    away = hidden(groups)
    earlier = left(groups, away)
    now = data.draw(tables())
    both = earlier + left(now, hidden(now, earlier))
    if both:
        assert combination_found_by_rank(both) == []


def test_the_attacks_find_what_there_is_to_find() -> None:
    shown = [people("a", 9), people("a", 6)]
    assert sum_found_by_bounds(shown) == combination_found_by_rank(shown) == ["a6", "a7", "a8"]

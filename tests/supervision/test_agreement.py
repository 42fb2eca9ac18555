"""Agreement of two: published examples, the interval by another way, and words that never grade."""

import re
from itertools import product
from math import comb

import pytest
from scipy.optimize import brentq

from pejling_supervision.agreement import CHI_SQUARED, LEAST, Agreement, agreement, interval


def rated(both: int, first: int, second: int, neither: int) -> Agreement:
    """Of the four cells: both yes, only the first, only the second, neither."""
    return agreement([True] * (both + first) + [False] * (second + neither),
                     [True] * both + [False] * first + [True] * second + [False] * neither)


def tables(n: int) -> list[tuple[int, int, int]]:
    """Every way that n ratings fall: both yes, apart, both no. Without those where all are alike."""
    return [(yes, n - yes - no, no) for yes, no in product(range(n), repeat=2) if yes + no <= n]


@pytest.mark.parametrize(("cells", "percent", "kappa"), [
    ((20, 5, 10, 15), 70, 0.40),   # fifty applications for a grant, as textbooks tell it
    ((45, 15, 25, 15), 60, 0.1304),  # the same percent …
    ((25, 35, 5, 35), 60, 0.2593),   # … and another kappa: Strijbos et al. 2006
    ((40, 9, 6, 45), 85, 0.70),      # Feinstein and Cicchetti 1990: high agreement, high kappa
    ((80, 10, 5, 5), 85, 0.32),      # and their paradox: as high agreement, low kappa
    ((5, 5, 5, 5), 50, 0.0),         # by hand: what guessing gives
    ((0, 10, 10, 0), 0, -1.0),       # by hand: always the opposite
    ((10, 0, 0, 10), 100, 1.0),
])
def test_percent_and_kappa_are_as_published(cells: tuple[int, int, int, int], percent: int, kappa: float) -> None:
    found = rated(*cells)
    assert found.percent == percent
    assert found.kappa == pytest.approx(kappa, abs=0.005)


@pytest.mark.parametrize("counts", [(23, 7, 70), (13, 2, 5), (8, 4, 8), (2, 7, 1), (12, 1, 1), (10, 0, 10), (6, 4, 0)])
def test_the_ends_of_the_interval_are_where_the_counts_begin_to_speak_against_kappa(counts: tuple[int, int, int]) -> None:
    yes, apart, no = counts
    n = yes + apart + no
    p = (2 * yes + apart) / (2 * n)
    s = p * (1 - p)
    estimate = 1 - apart / (2 * n * s)

    def lacking(k: float) -> float:
        expected = [n * (p * p + k * s), n * 2 * s * (1 - k), n * ((1 - p) ** 2 + k * s)]
        return sum((seen - e) ** 2 / e for seen, e in zip(counts, expected, strict=True)) - CHI_SQUARED

    near = 1e-9
    least = max(-p / (1 - p), -(1 - p) / p)
    low, high = interval(*counts)
    inside = min(estimate, 1 - near)
    assert low == pytest.approx(brentq(lacking, least + near, inside) if estimate > least + near else least, abs=1e-6)
    assert high == pytest.approx(brentq(lacking, inside, 1 - near) if apart else 1.0, abs=1e-6)


@pytest.mark.parametrize(("kappa", "share", "n"), [(0.8, 0.5, 10), (0.5, 0.2, 10), (0.5, 0.2, 20), (0.0, 0.5, 20), (0.6, 0.4, 30)])
def test_the_interval_covers_what_it_promises_for_few_ratings(kappa: float, share: float, n: int) -> None:
    s = share * (1 - share)
    chance = (share * share + kappa * s, 2 * s * (1 - kappa), (1 - share) ** 2 + kappa * s)
    covered = known = 0.0
    for yes, apart, no in tables(n):
        weight = comb(n, yes) * comb(n - yes, no) * chance[0] ** yes * chance[1] ** apart * chance[2] ** no
        low, high = interval(yes, apart, no)
        known += weight
        covered += weight * (low - 1e-9 <= kappa <= high + 1e-9)
    assert 0.92 <= covered / known <= 0.98  # Wald's covers .60–.89 here


def test_the_interval_is_inside_the_scale_and_round_its_own_estimate() -> None:
    for n in (10, 11, 17):
        for yes, apart, no in tables(n):
            s = (2 * yes + apart) * (2 * no + apart) / (4 * n * n)
            low, high = interval(yes, apart, no)
            assert -1 <= low <= 1 - apart / (2 * n * s) + 1e-6
            assert 1 - apart / (2 * n * s) - 1e-6 <= high <= 1


def test_fewer_than_ten_give_a_count_and_neither_percent_nor_kappa() -> None:
    found = rated(4, 1, 0, LEAST - 6)
    assert (found.n, found.kappa, found.interval) == (9, None, None)
    assert found.in_words == "8 af 9 vurderinger er ens. Det er for få til at sige mere; der skal være mindst 10."
    assert rated(4, 1, 0, 5).kappa is not None


@pytest.mark.parametrize("cells", [(12, 0, 0, 0), (0, 0, 0, 12)])
def test_ratings_that_are_all_alike_have_no_kappa(cells: tuple[int, int, int, int]) -> None:
    found = rated(*cells)
    assert (found.percent, found.kappa, found.interval) == (100, None, None)
    assert found.in_words.startswith("Alle ens: 12 af 12")


def test_one_who_always_says_yes_agrees_no_more_than_a_guess() -> None:
    assert rated(8, 4, 0, 0).kappa == pytest.approx(0)


def test_the_interval_is_left_out_where_one_says_yes_much_oftener_and_the_words_say_so() -> None:
    found = rated(14, 16, 0, 0)
    assert found.kappa == pytest.approx(0)
    assert found.interval is None
    assert "langt oftere end den anden" in found.in_words


def test_nothing_rated_is_said_as_that() -> None:
    assert agreement([], []) == Agreement(0, 0)
    assert "ikke noget at sammenligne" in agreement([], []).in_words


def test_two_who_have_not_rated_equally_many_are_not_compared() -> None:
    with pytest.raises(ValueError, match="shorter"):
        agreement([True] * 12, [True] * 11)


def test_the_words_have_danish_numbers_and_no_grade() -> None:
    for cells in product((0, 1, 4, 9), repeat=4):
        words = rated(*cells).in_words
        assert not re.search(r"(?i)\bgod|dårlig|stærk|svag|moderat|fremragende|rimelig|\bhøj|\blav", words), words
        assert not re.search(r"\d\.\d|nan|-\d", words), words
    assert rated(13, 1, 1, 5).in_words == (
        "18 af 20 vurderinger er ens (90 %). κ er 0,76 og kan med så mange vurderinger være alt mellem 0,32 og 0,93. "
        "0 er den enighed, to ville få ved at gætte; 1 er helt enige.")

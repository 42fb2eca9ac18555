"""Never fewer than five, and a sentence on who sees what that follows from the rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejling.exercise.audience import LEAST, enough, shown_split, who_sees
from pejling.schema import Exercise


def exercise(**more) -> Exercise:
    return Exercise.model_validate({"kind": "poll", "title": "T", "visible": "plenum", "source": "S", **more})


def test_five_is_enough_and_four_is_not() -> None:
    assert LEAST == 5
    assert enough(5)
    assert not enough(4)
    assert not enough(0)


@given(st.integers(0, 200), st.integers(-100, 100))
def test_the_limit_can_be_raised_and_never_lowered(n: int, least: int) -> None:
    assert enough(n, least) == (n >= 5 and n >= least)


@pytest.mark.parametrize(("sizes", "shown"), [
    ({"A": 5, "B": 5}, True), ({"A": 5, "B": 4}, False), ({"A": 30, "B": 1}, False), ({"A": 10}, False), ({}, False),
    ({"A": 5, "B": 5, "C": 5}, True), ({"A": 5, "B": 5, "C": 1}, False), ({"A": 5, "B": 5, "": 5}, False), ({"": 9}, False),
])
def test_a_split_is_shown_when_every_part_of_it_is_enough_people(sizes, shown) -> None:
    assert shown_split([label for label, n in sizes.items() for _ in range(n)]) is shown


@given(st.lists(st.sampled_from(["A", "B", "C", ""]), max_size=60), st.integers(0, 20))
def test_no_part_of_a_shown_split_and_no_difference_to_the_whole_is_fewer_than_the_limit(groups, least) -> None:
    if shown_split(groups, least):
        for label in set(groups):
            part = groups.count(label)
            assert part >= max(5, least)
            assert len(groups) - part >= max(5, least)


@pytest.mark.parametrize(("more", "said", "unsaid"), [
    ({"kind": "timer"}, "gemmes intet", "Underviseren"),
    ({"kind": "navigator", "visible": "author"}, "Kun du ser dine mærker", "afleveret"),
    ({"kind": "wheel", "visible": "author"}, "Kun du kan læse", "afleveret"),
    ({"kind": "planner", "visible": "author", "scope": "group"}, "Kun din gruppe kan læse", "Kun du"),
    ({"kind": "drill", "visible": "author"}, "kun samlet, hvordan hver opgave gik – først når mindst 5", "afleveret"),
    ({"anonymous": True, "visible": "aggregate"}, "heller ikke underviseren", "at du har svaret"),
    ({"visible": "author"}, "Kun du kan læse", "dele"),
    ({"visible": "author", "may_share": True}, "medmindre du selv vælger at dele", "Hele holdet"),
    ({"visible": "trainer"}, "Du og underviseren", "Hele holdet"),
    ({"visible": "aggregate"}, "at du har svaret, men ikke hvad", "med dit navn"),
    ({"visible": "plenum"}, "med dit navn", "mindst 5"),
    ({"visible": "plenum", "scope": "group"}, "Din gruppe ser og retter det samme", "dit navn"),
])
def test_the_sentence_says_what_the_rules_do(more, said, unsaid) -> None:
    sentence = who_sees(exercise(**more))
    assert said in sentence
    assert unsaid not in sentence
    assert sentence.endswith(".")


@pytest.mark.parametrize("more", [{"visible": "aggregate"}, {"visible": "aggregate", "anonymous": True}])
def test_the_sentence_names_the_courses_own_limit_and_that_leaders_see_totals(more) -> None:
    assert "mindst 5 har svaret" in who_sees(exercise(**more))
    assert "mindst 8 har svaret" in who_sees(exercise(**more), 8)
    assert "mindst 5 har svaret" in who_sees(exercise(**more), 3)
    assert "også for ledere" in who_sees(exercise(**more))

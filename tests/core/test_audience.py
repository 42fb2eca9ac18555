"""Who may have what, never fewer than five, and a sentence on who sees what that follows from the rules."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejling.exercise.audience import LEAST, TABLE, audience, enough, shown_split, who_sees
from pejling.exercise.kind import Ctx
from pejling.schema import Exercise
from pejling_widgets.kinds import KINDS

NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)
ROLES = ("participant", "trainer", "leader", "screen")
PHASES = ("waiting", "open", "closed", "revealed")


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


def said_of(more, *least) -> str:
    return who_sees(KINDS[more.get("kind", "form")], exercise(**more), *least)


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
    ({"visible": "pair", "scope": "seat"}, "Kun du og din makker", "Hele holdet"),
    ({"visible": "plenum", "scope": "group"}, "Din gruppe ser og retter det samme", "dit navn"),
])
def test_the_sentence_says_what_the_rules_do(more, said, unsaid) -> None:
    sentence = said_of(more)
    assert said in sentence
    assert unsaid not in sentence
    assert sentence.endswith(".")


@pytest.mark.parametrize("more", [{"visible": "aggregate"}, {"visible": "aggregate", "anonymous": True}])
def test_the_sentence_names_the_courses_own_limit_and_that_leaders_see_totals(more) -> None:
    assert "mindst 5 har svaret" in said_of(more)
    assert "mindst 8 har svaret" in said_of(more, 8)
    assert "mindst 5 har svaret" in said_of(more, 3)
    assert "også for ledere" in said_of(more)


def had(visible: str, role: str, phase: str, **more) -> set[str]:
    """What the audience lets this role have of everybody's answers in this phase."""
    scope = "seat" if visible == "pair" else "person"
    told = audience(exercise(visible=visible, scope=scope), Ctx(role, phase, NOW, **more))
    return {name for name, yes in (("summary", told.summary), ("each", told.summary and told.each == "all"),
                                   ("words", told.summary and told.words)) if yes}


@pytest.mark.parametrize(("visible", "role", "expected"), [
    ("author", "participant", [set(), set(), set(), set()]),
    ("author", "leader", [set(), set(), set(), set()]),
    ("author", "trainer", [{"summary", "words"}] * 4),
    ("trainer", "participant", [set(), set(), set(), set()]),
    ("trainer", "trainer", [{"summary", "each", "words"}] * 4),
    ("aggregate", "participant", [set(), set(), set(), {"summary", "words"}]),
    ("aggregate", "screen", [set(), set(), set(), {"summary", "words"}]),
    ("aggregate", "trainer", [set(), set(), set(), {"summary", "words"}]),
    ("aggregate", "leader", [set(), set(), set(), {"summary"}]),
    ("plenum", "participant", [set(), set(), set(), {"summary", "each", "words"}]),
    ("plenum", "screen", [set(), set(), set(), {"summary", "each", "words"}]),
    ("plenum", "trainer", [{"summary", "each", "words"}] * 4),
    ("plenum", "leader", [set(), set(), set(), set()]),
    ("pair", "participant", [set(), set(), set(), set()]),
    ("pair", "trainer", [set(), set(), set(), {"summary"}]),
    ("pair", "leader", [set(), set(), set(), {"summary"}]),
    ("pair", "screen", [set(), set(), set(), set()]),
])
def test_each_role_has_what_the_table_says_in_each_phase(visible, role, expected) -> None:
    assert [had(visible, role, phase) for phase in PHASES] == expected


def test_a_trainer_who_has_looked_has_the_total_before_the_class_and_nobody_else() -> None:
    assert "summary" in had("aggregate", "trainer", "closed", seen=True)
    for role in ("participant", "leader", "screen"):
        assert had("aggregate", role, "closed", seen=True) == set()


def test_what_is_not_in_the_table_may_not_be_had() -> None:
    for visible in ("author", "pair", "trainer", "aggregate", "plenum"):
        for role in ROLES:
            if (visible, role) not in TABLE:
                assert all(had(visible, role, phase, seen=True) == set() for phase in PHASES), (visible, role)


def test_only_a_trainer_may_enter_for_others_and_never_what_only_its_author_reads() -> None:
    told = {(visible, role): audience(exercise(visible=visible), Ctx(role, "open", NOW)).enter_for
            for visible in ("author", "trainer", "aggregate", "plenum") for role in ROLES}
    assert {where for where, may in told.items() if may} == {(v, "trainer") for v in ("trainer", "aggregate", "plenum")}


@pytest.mark.parametrize(("seat", "locked", "read"), [
    ("observed", set(), {"observed"}),
    ("observed", {"observer"}, {"observed"}),
    ("observed", {"observed"}, {"observed"}),
    ("observed", {"observed", "observer"}, {"observed", "observer"}),
    ("observer", set(), {"observer"}),
    ("observer", {"observer"}, {"observer"}),
    ("observer", {"observed"}, {"observed", "observer"}),
    ("", {"observed", "observer"}, set()),
])
def test_the_observed_finishes_an_own_view_before_the_observers_is_read(seat, locked, read) -> None:
    told = audience(exercise(visible="pair", scope="seat"), Ctx("participant", "open", NOW, seat=seat, locked=frozenset(locked)))
    assert told.seats == read

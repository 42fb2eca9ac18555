"""May this actor do this to that? One table, and nothing beside it."""

import pytest

from pejling.permissions import NOBODY, RULES, Actor, Subject, may

HERE, ELSEWHERE = "hold00000001", "hold00000002"
ACTORS = {
    "nobody": NOBODY,
    "participant": Actor("a", {HERE: "participant"}),
    "trainer": Actor("b", {HERE: "trainer"}),
    "trainer by a course's link": Actor("b", {HERE: "trainer"}, everywhere=False),
    "leader": Actor("c", {HERE: "leader"}),
    "screen": Actor("", {HERE: "screen"}),
    "other participant": Actor("d", {ELSEWHERE: "participant"}),
    "other trainer": Actor("e", {ELSEWHERE: "trainer"}),
    "other leader": Actor("f", {ELSEWHERE: "leader"}),
    "other screen": Actor("", {ELSEWHERE: "screen"}),
    "administrator": Actor("g", {}, administrator=True),
}
LOGGED_IN = {name for name, actor in ACTORS.items() if actor.person}
LINK = "trainer by a course's link"
ALLOWED = {
    "public": set(ACTORS),
    "self": LOGGED_IN,
    "see course": {"participant", "trainer", "leader", LINK},
    "see day": {"participant", "trainer", LINK},
    "answer": {"participant", "trainer", LINK},
    "follow": {"participant", "trainer", "leader", "screen", LINK},
    "visit": {"participant"},
    "see own data": {"participant", "trainer", LINK},
    "see screen": {"screen", "trainer", LINK},
    "see aggregates": {"leader", "trainer", LINK},
    "run course": {"trainer", LINK},
    "make course": {"trainer", "other trainer", "administrator"},
    "see courses": {"trainer", "other trainer", "administrator", LINK},
    "see api": {"trainer", "other trainer", "administrator", LINK},
    "administer": {"administrator"},
    "list data": LOGGED_IN,
    "read data": {"participant", "trainer", "leader", LINK},
    "read people": {"trainer", LINK},
}
"""Written out by hand, so that a slip in the table is seen: who may do what to the course HERE."""


def test_every_action_is_in_this_matrix_and_no_other() -> None:
    assert set(ALLOWED) == set(RULES)


@pytest.mark.parametrize("action", sorted(RULES))
def test_exactly_those_may_who_should(action) -> None:
    assert {name for name, actor in ACTORS.items() if may(actor, action, Subject(HERE))} == ALLOWED[action]


ANYWHERE = {"public", "self", "make course", "see courses", "see api", "administer", "list data"}


@pytest.mark.parametrize("action", sorted(set(RULES) - ANYWHERE))
def test_nobody_may_anything_to_a_course_that_is_not_named(action) -> None:
    assert not any(may(actor, action, Subject()) for actor in ACTORS.values())


def test_an_action_without_a_rule_is_a_mistake_and_not_a_no() -> None:
    with pytest.raises(KeyError):
        may(ACTORS["administrator"], "fly", Subject(HERE))


def test_neither_the_table_nor_nobody_can_be_given_more_rights_while_it_runs() -> None:
    with pytest.raises(TypeError):
        RULES["answer"] = frozenset({"anyone"})
    with pytest.raises(TypeError):
        NOBODY.roles[HERE] = "trainer"

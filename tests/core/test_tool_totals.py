"""Which tools many have tried: from five people, in whole fives, and counted again only when five more have had a visit."""

from datetime import date

import pytest

from pejling.store import tool_totals, visits

TODAY = date(2026, 12, 3)


@pytest.fixture
def held(store, klass, now):
    """Have so many of ten people's visits held, each with these tools."""
    with store.write() as c:
        visits.set_round(c, klass.course, 1, [((klass.people[n], klass.people[n + 1]), "Fordi.") for n in range(0, 10, 2)], now)

    def hold(numbers, tools, least=5) -> list[tool_totals.ToolTotal]:
        with store.write() as c:
            for at in numbers:
                visit = next(v for v in visits.in_course(c, klass.course) if v.observed == klass.people[at])
                visits.arrange(c, visit, now, starts_at=None, place="", conversation="", tools=tools)
                visits.set_held(c, visit, TODAY)
                tool_totals.recount(c, klass.course, visit, least)
            return tool_totals.for_leaders(c, klass.course, least)
    return hold


def test_nothing_is_told_of_four_and_a_tool_that_four_have_tried_is_not_named(held) -> None:
    assert held(range(4), ("livshjulet", "gps")) == []
    assert held([4], ("gps",)) == [tool_totals.ToolTotal(1, 5, {"gps": 5})]


def test_a_visit_more_changes_nothing_until_five_more_were_held(held) -> None:
    first = held(range(5), ("livshjulet",))
    for at in range(5, 9):
        assert held([at], ("livshjulet", "gps")) == first, "who looks each day would see what one visit was about"
    assert held([9], ("gps",)) == [tool_totals.ToolTotal(1, 10, {"gps": 5, "livshjulet": 5})], "nine is told as at least five"


def test_a_visit_taken_back_and_held_again_with_another_tool_moves_no_figure(held, store, klass) -> None:
    first = held(range(5), ("livshjulet",))
    with store.write() as c:
        for at in range(4):
            visits.set_held(c, next(v for v in visits.in_course(c, klass.course) if v.observed == klass.people[at]), None)
    assert held(range(4), ("gps",)) == first


def test_a_course_that_has_raised_the_limit_is_told_in_larger_steps(held) -> None:
    assert held(range(7), ("gps",), least=8) == []
    assert held([7], ("gps",), least=8) == [tool_totals.ToolTotal(1, 8, {"gps": 8})]

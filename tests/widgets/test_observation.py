"""Observation: every tap counts once, in whatever order it comes; each rates alone, and a rating needs its reason."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejling.exercise.kind import Ctx, Refused
from pejling.places import content_root
from pejling_widgets.library import Library
from pejling_widgets.observation import model
from pejling_widgets.observation.counting import how_often

CONTENT: Any = Library.load([content_root()]).find("besoeg-iagttagelse").content
OBSERVER = Ctx(role="participant", phase="open", now=datetime(2026, 12, 1, 9, tzinfo=UTC), seat="observer")
OBSERVED = replace(OBSERVER, seat="observed")
FIRST, SECOND = (one.id for one in CONTENT.behaviours[:2])


def after(*events: dict[str, Any], ctx: Ctx = OBSERVER) -> Any:
    state = model.start(CONTENT, ctx)
    for event in events:
        state = model.apply(CONTENT, state, event, ctx)
    return state


def tap(name: str, behaviour: str = FIRST, second: int = 5) -> dict[str, Any]:
    return {"type": "tap", "tap": name, "behaviour": behaviour, "second": second}


def put(field: str, value: Any) -> dict[str, Any]:
    return {"type": "set", "field": field, "value": value}


@pytest.mark.parametrize(("brief", "deep", "step"), [
    (0, 0, 1), (1, 0, 2), (2, 0, 3), (3, 0, 4), (4, 0, 4), (0, 1, 4), (5, 0, 5), (6, 0, 5), (1, 1, 5), (4, 1, 5), (3, 1, 5),
    (7, 0, 6), (0, 2, 6), (2, 3, 6), (40, 0, 6),
])
def test_how_often_follows_the_manuals_steps_and_never_says_most_of_the_conversation(brief: int, deep: int, step: int) -> None:
    assert how_often(brief, deep) == step


@given(st.integers(0, 30), st.integers(0, 30))
def test_one_more_never_makes_it_less_often(brief: int, deep: int) -> None:
    assert how_often(brief + 1, deep) >= how_often(brief, deep)
    assert how_often(brief, deep + 1) >= how_often(brief, deep)


@given(st.permutations([tap(f"t{n}", second=n) for n in range(8)] * 2))
def test_a_tap_that_is_sent_twice_counts_once(events: list[dict[str, Any]]) -> None:
    assert sorted(one["id"] for one in after(*events)["taps"]) == [f"t{n}" for n in range(8)]


def test_a_tap_is_undone_or_counted_as_done_in_depth() -> None:
    state = after(tap("a"), tap("b"), tap("c", SECOND), {"type": "untap", "tap": "a"}, {"type": "deepen", "tap": "b"})
    assert [(one["id"], one["deep"]) for one in state["taps"]] == [("b", True), ("c", False)]
    assert model.public(CONTENT, state, OBSERVER)["often"] | {} == {
        one.id: {FIRST: 4, SECOND: 2}.get(one.id, 1) for one in CONTENT.behaviours}


def test_two_quick_taps_on_the_same_are_two() -> None:
    assert len(after(tap("a", second=3), tap("b", second=3))["taps"]) == 2


@pytest.mark.parametrize("event", [
    tap("a", "findes-ikke"), tap("a", second=-1), {"type": "tap", "tap": "a", "behaviour": FIRST, "second": "5"},
    {"type": "talk", "slot": 1, "who": "borgeren"}, {"type": "talk", "slot": 10_000, "who": "both"}, {"type": "begin", "at": None},
])
def test_what_no_page_sends_is_refused(event: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        after(event)


def test_the_one_who_is_observed_counts_nothing() -> None:
    for event in (tap("a"), {"type": "talk", "slot": 0, "who": "both"}, {"type": "begin", "at": 1}):
        with pytest.raises(Refused, match="den, der ser på"):
            after(event, ctx=OBSERVED)


def test_who_speaks_is_marked_two_minutes_at_a_time_and_can_be_taken_back() -> None:
    state = after({"type": "talk", "slot": 0, "who": "citizen"}, {"type": "talk", "slot": 1, "who": "both"},
                  {"type": "talk", "slot": 0, "who": None})
    assert state["talk"] == {"1": "both"}


def test_the_clock_begins_once_and_ends() -> None:
    state = after({"type": "begin", "at": 1_000}, {"type": "begin", "at": 9_000}, {"type": "end", "second": 60})
    assert (state["began"], state["ended"]) == (1_000, 60)


@pytest.mark.parametrize("ctx", [OBSERVER, OBSERVED])
def test_nothing_is_locked_before_the_own_questions_are_answered(ctx: Ctx) -> None:
    asked = CONTENT.asked[0]
    with pytest.raises(Refused, match=asked.observer[:10] if ctx is OBSERVER else asked.observed[:10]):
        after({"type": "lock"}, ctx=ctx)
    assert after(put("own-lykkedes", "Det gik."), {"type": "lock"}, ctx=ctx)["locked"]


def test_how_well_leaves_the_middle_only_with_an_example() -> None:
    own = put("own-lykkedes", "Det gik.")
    assert after(own, put(f"well/{FIRST}", 4), {"type": "lock"})["locked"]
    with pytest.raises(Refused, match="eksempel"):
        after(own, put(f"well/{FIRST}", 6), {"type": "lock"})
    assert after(own, put(f"well/{FIRST}", 6), put(f"example/{FIRST}", "»Hvad tænker du?«"), {"type": "lock"})["locked"]


def test_what_is_locked_is_never_changed() -> None:
    for event in (put("own-lykkedes", "Andet."), {"type": "lock"}, tap("sen")):
        with pytest.raises(Refused, match="låst"):
            after(put("own-lykkedes", "Det gik."), {"type": "lock"}, event)


def test_nothing_of_it_may_leave_the_pair() -> None:
    from pejling_widgets.kinds import KINDS

    state = after(tap("a"), put("own-lykkedes", "Det gik."))
    kind = KINDS["observation"]
    assert kind.outside(CONTENT, state) == {"fields": {}}
    assert kind.columns(CONTENT) == []
    assert kind.row(CONTENT, state) == {}

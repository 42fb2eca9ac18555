"""The rules of the timer kind."""

import copy
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejling.exercise.kind import Ctx, Refused
from pejling.exercise.summary import Summary
from pejling.schema import State
from pejling_widgets.timer import KIND
from pejling_widgets.timer.content import Content

SUMME = Content.model_validate({
    "kind": "timer", "title": "Summeøvelse", "source": "Prøve",
    "steps": [
        {"id": "a-fortaeller", "title": "A fortæller", "text": "B *lytter*.", "seconds": 120},
        {"id": "b-fortaeller", "title": "B fortæller", "seconds": 60},
    ],
})  # fmt: skip
TRAINER = Ctx(role="trainer", phase="open", now=datetime(2026, 12, 1, 9, tzinfo=UTC))
EVENTS = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(["start", "pause", "reset", "add", "next", "set"]) | st.integers() | st.none(),
        "step": st.sampled_from(["a-fortaeller", "b-fortaeller", "c"]) | st.integers() | st.none(),
        "seconds": st.integers() | st.floats() | st.booleans() | st.text() | st.none(),
    },
)


def later(seconds: float) -> Ctx:
    return replace(TRAINER, now=TRAINER.now + timedelta(seconds=seconds))


def ran(*steps: tuple[float, dict[str, Any]]) -> State:
    """The clock after events, each at its second."""
    state = KIND.start(SUMME, TRAINER)
    for at, event in steps:
        state = KIND.apply(SUMME, state, event, later(at))
    return state


def shown(state: State, at: float) -> tuple[str, float, bool]:
    public = KIND.public(SUMME, state, later(at))
    return public["step"], public["remaining"], public["running"]


GO = (0, {"type": "start"})


@pytest.mark.parametrize(
    ("steps", "at", "expected"),
    [
        ([], 500, ("a-fortaeller", 120, False)),
        ([GO], 30, ("a-fortaeller", 90, True)),
        ([GO], 0.25, ("a-fortaeller", 119.75, True)),
        ([GO], 120, ("a-fortaeller", 0, False)),
        ([GO], 999, ("a-fortaeller", 0, False)),
        ([GO], -50, ("a-fortaeller", 120, True)),
        ([GO, (20, {"type": "start"})], 30, ("a-fortaeller", 90, True)),
        ([GO, (20, {"type": "pause"})], 70, ("a-fortaeller", 100, False)),
        ([GO, (20, {"type": "pause"}), (70, {"type": "start"})], 80, ("a-fortaeller", 90, True)),
        ([GO, (20, {"type": "pause"}), (30, {"type": "pause"})], 40, ("a-fortaeller", 100, False)),
        ([GO, (20, {"type": "reset"})], 70, ("a-fortaeller", 120, False)),
        ([GO, (20, {"type": "start", "step": "b-fortaeller"})], 30, ("b-fortaeller", 50, True)),
        ([GO, (20, {"type": "start", "step": "a-fortaeller"})], 30, ("a-fortaeller", 110, True)),
        ([GO, (20, {"type": "next"})], 30, ("b-fortaeller", 50, True)),
        ([GO, (200, {"type": "next"})], 210, ("b-fortaeller", 50, True)),
        ([(0, {"type": "next"})], 30, ("b-fortaeller", 60, False)),
        ([GO, (20, {"type": "add", "seconds": 60})], 30, ("a-fortaeller", 150, True)),
        ([GO, (20, {"type": "add", "seconds": -60})], 30, ("a-fortaeller", 30, True)),
        ([GO, (20, {"type": "add", "seconds": -600})], 30, ("a-fortaeller", 0, False)),
        ([GO, (200, {"type": "add", "seconds": 60})], 210, ("a-fortaeller", 50, True)),
        ([(0, {"type": "add", "seconds": 60})], 30, ("a-fortaeller", 180, False)),
    ],
)
def test_the_clock_shows(
    steps: list[tuple[float, dict[str, Any]]], at: float, expected: tuple[str, float, bool]
) -> None:
    assert shown(ran(*steps), at) == expected


@pytest.mark.parametrize(
    ("event", "says"),
    [
        ({"type": "add", "seconds": 601}, "10 minutter"),
        ({"type": "add", "seconds": -601}, "10 minutter"),
        ({"type": "add", "seconds": True}, "10 minutter"),
        ({"type": "add", "seconds": 1.5}, "10 minutter"),
        ({"type": "add"}, "10 minutter"),
        ({"type": "start", "step": "c"}, "findes ikke"),
        ({"type": "start", "step": None}, "kan ikke bruges"),
        ({"type": "set", "field": "x", "value": "y"}, "ur"),
        ({"type": ["start"]}, "ur"),
        ({}, "ur"),
    ],
)
def test_what_a_clock_cannot_do_is_refused_in_danish(event: dict[str, Any], says: str) -> None:
    with pytest.raises(Refused, match=says):
        ran((0, event))


def test_after_the_last_step_there_is_no_next() -> None:
    with pytest.raises(Refused, match="sidste trin"):
        ran((0, {"type": "next"}), (0, {"type": "next"}))


def test_a_step_that_has_run_out_is_not_started_again_by_mistake() -> None:
    with pytest.raises(Refused, match="Tiden er gået"):
        ran(GO, (130, {"type": "start"}))


def test_a_step_cannot_grow_without_end() -> None:
    with pytest.raises(Refused, match="6 timer"):
        ran(*((0, {"type": "add", "seconds": 600}) for _ in range(40)))


@pytest.mark.parametrize("role", ["participant", "leader", "screen"])
def test_only_the_trainer_runs_the_clock(role: Any) -> None:
    ctx = replace(TRAINER, role=role)
    for name in KIND.trainer_events | {"set"}:
        with pytest.raises(Refused, match="underviseren"):
            KIND.apply(SUMME, ran(), {"type": name, "seconds": 1}, ctx)
    public = KIND.public(SUMME, ran(), ctx)
    assert (public["may_control"], public["locked"]) == (False, True)


@pytest.mark.parametrize("phase", ["waiting", "open", "closed", "revealed"])
def test_the_trainer_runs_the_clock_in_any_phase(phase: Any) -> None:
    ctx = replace(TRAINER, phase=phase)
    assert KIND.public(SUMME, KIND.apply(SUMME, ran(), {"type": "start"}, ctx), ctx)["running"]
    assert KIND.public(SUMME, ran(), ctx)["may_control"]


def test_a_view_gets_the_servers_time_and_the_steps_as_html() -> None:
    public = KIND.public(SUMME, ran(), TRAINER)
    assert datetime.fromisoformat(public["now"]) == TRAINER.now
    assert public["steps"][0]["text_html"] == "<p>B <em>lytter</em>.</p>"
    assert public["fields"] == {}


def test_a_clock_gathers_no_answers() -> None:
    assert not KIND.answered(SUMME, ran(GO))
    assert KIND.summary(SUMME, [], TRAINER) == Summary()
    assert KIND.columns(SUMME) == []
    assert KIND.play(SUMME, Random(1)) == []
    assert KIND.row(SUMME, ran(GO)) == {}


@given(st.lists(st.tuples(EVENTS, st.integers(-100, 10_000)), max_size=12))
def test_any_events_leave_a_clock_that_can_be_read_or_are_refused(steps: list[tuple[dict[str, Any], int]]) -> None:
    state = KIND.start(SUMME, TRAINER)
    for event, at in steps:
        before, sent, said = copy.deepcopy(state), repr(event), "."
        try:
            after = KIND.apply(SUMME, state, event, later(at))
        except Refused as refused:
            after, said = before, str(refused)
        assert said.endswith(".")
        assert state == before
        assert repr(event) == sent
        state = after
        step, remaining, _ = shown(state, at)
        assert step in {"a-fortaeller", "b-fortaeller"}
        assert 0 <= remaining <= 6 * 3600

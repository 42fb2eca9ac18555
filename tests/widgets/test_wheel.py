"""The rules of the wheel kind: its three shapes."""

import copy
from dataclasses import replace
from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from pejling.exercise.kind import Contribution, Ctx, Refused
from pejling.schema import State
from pejling_widgets.wheel import KIND
from pejling_widgets.wheel.content import Content

HEAD: dict[str, Any] = {"kind": "wheel", "title": "Hjul", "source": "Prøve", "visible": "author"}
SCALE: dict[str, Any] = {"id": "tro", "title": "Tro?", "low_text": "lidt", "high_text": "meget"}
FILES: dict[str, dict[str, Any]] = {
    "wheel": {**HEAD, "shape": "wheel", "areas": [{"id": f"o{i}", "title": f"Område {i}"} for i in range(6)]},
    "scales": {**HEAD, "shape": "scales", "about": "Hvad?", "scales": [SCALE, {**SCALE, "id": "vigtig"}]},
    "circles": {**HEAD, "shape": "circles", "most": 3, "zones": [{"id": "ja", "title": "Kan"}, {"id": "nej", "title": "Ikke nu"}]},
}
CHARTS = {shape: Content.model_validate(file) for shape, file in FILES.items()}
SHAPES = sorted(CHARTS)
PARTICIPANT = Ctx(role="participant", phase="open", now=datetime(2026, 12, 1, 9, tzinfo=UTC))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
NAMES = [column.key for shape in SHAPES for column in KIND.columns(CHARTS[shape])]
EVENTS = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(["set", "set", "set", "share"]) | JSON,
        "field": st.sampled_from(NAMES) | JSON,
        "value": st.sampled_from(["o1", "ja", 0, 10, 11, True, "x" * 201, " ", None]) | JSON,
    },
)
CTXS = st.builds(
    replace,
    st.just(PARTICIPANT),
    role=st.sampled_from(["participant", "participant", "trainer", "leader", "screen"]),
    phase=st.sampled_from(["waiting", "open", "open", "closed", "revealed"]),
)


def put(field: Any, value: Any) -> dict[str, Any]:
    return {"type": "set", "field": field, "value": value}


def marked(shape: str, *pairs: tuple[str, Any]) -> State:
    state = KIND.start(CHARTS[shape], PARTICIPANT)
    for pair in pairs:
        state = KIND.apply(CHARTS[shape], state, put(*pair), PARTICIPANT)
    return state


@pytest.mark.parametrize(
    ("shape", "field", "value"),
    [
        ("wheel", "area/o0", 0), ("wheel", "area/o5", 10), ("wheel", "chosen", "o3"), ("wheel", "step", " Et\n"),
        ("scales", "about", "Spejle mere"), ("scales", "scale/tro", 7), ("scales", "lower/tro", "Jeg har gjort det før."),
        ("scales", "raise/vigtig", "x" * 2000), ("circles", "text/3", "Mails"), ("circles", "zone/1", "nej"),
        ("circles", "step", "Lukke døren"),
    ],
)  # fmt: skip
def test_a_value_that_fits_is_kept_and_can_be_cleared(shape: str, field: str, value: Any) -> None:
    assert marked(shape, (field, value))["fields"] == {field: value}
    assert marked(shape, (field, value), (field, None))["fields"] == {}


@pytest.mark.parametrize(
    ("shape", "field", "value", "says"),
    [
        ("wheel", "area/o0", 11, "0 til 10"), ("wheel", "area/o0", -1, "0 til 10"), ("wheel", "area/o0", True, "helt tal"),
        ("wheel", "area/o0", 4.0, "helt tal"), ("wheel", "area/o0", "4", "helt tal"), ("wheel", "area/o6", 4, "findes ikke"),
        ("wheel", "chosen", "o6", "Valget findes ikke"), ("wheel", "chosen", ["o1"], "Valget findes ikke"),
        ("wheel", "scale/tro", 4, "findes ikke"), ("wheel", "about", "x", "findes ikke"), ("scales", "step", "x", "findes ikke"),
        ("scales", "lower/tro", "x" * 2001, "2.001 tegn"), ("scales", "about", "x" * 201, "plads til 200"),
        ("circles", "text/4", "x", "findes ikke"), ("circles", "text/1", 3, "tekst"),
        ("circles", "zone/1", "o1", "Valget findes ikke"),
        ("circles", "text/1", "\0", "gemmes"), ("circles", None, "x", "kan ikke bruges"),
    ],
)  # fmt: skip
def test_a_value_that_does_not_fit_is_refused_in_danish(shape: str, field: Any, value: Any, says: str) -> None:
    with pytest.raises(Refused, match=says):
        KIND.apply(CHARTS[shape], marked(shape), put(field, value), PARTICIPANT)


def test_an_event_without_a_value_clears_nothing_and_a_chart_is_only_set() -> None:
    with pytest.raises(Refused, match="kan ikke bruges"):
        KIND.apply(CHARTS["wheel"], marked("wheel", ("area/o1", 3)), {"type": "set", "field": "area/o1"}, PARTICIPANT)
    with pytest.raises(Refused, match="ikke gøre her"):
        KIND.apply(CHARTS["wheel"], marked("wheel"), {"type": "hand_in"}, PARTICIPANT)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(
    ("role", "phase", "may"),
    [
        ("participant", "waiting", False), ("participant", "open", True), ("participant", "closed", False),
        ("trainer", "closed", True), ("trainer", "revealed", False), ("leader", "open", False), ("screen", "open", False),
    ],
)  # fmt: skip
def test_who_may_set_when(shape: str, role: Any, phase: Any, may: bool) -> None:
    content, ctx = CHARTS[shape], replace(PARTICIPANT, role=role, phase=phase)
    field, value = {"wheel": ("area/o1", 4), "scales": ("scale/tro", 4), "circles": ("text/1", "Mails")}[shape]
    assert KIND.public(content, marked(shape), ctx)["locked"] is not may
    if may:
        assert KIND.apply(content, marked(shape), put(field, value), ctx)["fields"] == {field: value}
    else:
        with pytest.raises(Refused):
            KIND.apply(content, marked(shape), put(field, value), ctx)


@pytest.mark.parametrize(
    ("visible", "role", "reads"),
    [
        ("author", "trainer", False), ("author", "participant", False), ("plenum", "trainer", True),
        ("plenum", "participant", True), ("plenum", "leader", False),
    ],
)  # fmt: skip
def test_who_reads_what_is_set(visible: str, role: Any, reads: bool) -> None:
    content = Content.model_validate({**FILES["circles"], "visible": visible})
    given_charts = [Contribution(marked("circles", ("text/1", "Mails")), "Bo"), Contribution(marked("circles"), "Ida")]
    told = KIND.summary(content, given_charts, replace(PARTICIPANT, role=role))
    assert told["started"] == 1
    assert ("Mails" in repr(told)) is reads
    assert ("Bo" in repr(told)) is reads


def test_an_export_row_says_picks_in_words() -> None:
    row = KIND.row(CHARTS["circles"], marked("circles", ("text/2", "Mails"), ("zone/2", "nej")))
    assert {name: value for name, value in row.items() if value} == {"text/2": "Mails", "zone/2": "Ikke nu"}
    assert KIND.row(CHARTS["wheel"], marked("wheel", ("area/o0", 0), ("chosen", "o2")))["chosen"] == "Område 2"


@pytest.mark.parametrize(
    ("shape", "change", "says"),
    [
        ("wheel", {"areas": FILES["wheel"]["areas"][:5]}, "mindst 6 under areas"),
        ("wheel", {"areas": [FILES["wheel"]["areas"][0]] * 6}, "samme id"),
        ("wheel", {"scales": [SCALE]}, "scales bruges ikke"),
        ("scales", {"scales": []}, "mindst 1 under scales"),
        ("circles", {"zones": FILES["circles"]["zones"][:1]}, "mindst 2 under zones"),
        ("wheel", {"visible": "aggregate"}, "author eller plenum"),
        ("wheel", {"may_share": True}, "uden may_share"),
        ("wheel", {"scope": "course"}, "personer eller grupper"),
    ],
)
def test_a_chart_that_does_not_fit_together_is_refused(shape: str, change: dict[str, Any], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        Content.model_validate({**FILES[shape], **change})


@pytest.mark.parametrize(
    "asked", ["Hvorfor ikke 10?", "hvorfor ikke ti", "Hvorfor er det ikke en tier?", "Hvorfor er du ikke højere?"]
)
@pytest.mark.parametrize("question", ["lower", "raise_one"])
def test_a_scale_never_asks_why_the_number_is_not_higher(question: str, asked: str) -> None:
    with pytest.raises(ValidationError, match="ikke er lavere"):
        Content.model_validate({**FILES["scales"], "scales": [{**SCALE, question: asked}]})


def test_a_scale_asks_downwards_and_one_step_up_by_itself() -> None:
    scale = KIND.public(CHARTS["scales"], marked("scales"), PARTICIPANT)["scales"][0]
    assert (scale["lower"], scale["raise_one"]) == ("Hvorfor ikke lavere?", "Hvad ville løfte det ét trin?")


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("shape", SHAPES)
def test_a_played_participant_does_only_what_may_be_done(shape: str, seed: int) -> None:
    state = KIND.start(CHARTS[shape], PARTICIPANT)
    for event in KIND.play(CHARTS[shape], Random(seed)):
        state = KIND.apply(CHARTS[shape], state, event, PARTICIPANT)
    assert KIND.answered(CHARTS[shape], state)


@pytest.mark.parametrize("shape", SHAPES)
@given(steps=st.lists(st.tuples(EVENTS, CTXS), max_size=12))
def test_any_events_leave_a_sound_chart_or_are_refused(shape: str, steps: list[tuple[dict[str, Any], Ctx]]) -> None:
    content = CHARTS[shape]
    state, names = KIND.start(content, PARTICIPANT), {column.key for column in KIND.columns(content)}
    for event, ctx in steps:
        before, sent, said = copy.deepcopy(state), repr(event), "."
        try:
            after = KIND.apply(content, state, event, ctx)
        except Refused as refused:
            after, said = before, str(refused)
        assert said.endswith(".")
        assert (state, repr(event)) == (before, sent)
        state = after
        assert set(state["fields"]) <= names
        assert set(KIND.row(content, state)) == names
        assert KIND.public(content, state, ctx)["fields"] == state["fields"]

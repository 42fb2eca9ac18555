"""The rules of the planner kind."""

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
from pejling.places import content_root
from pejling.schema import State
from pejling_widgets.library import Library
from pejling_widgets.planner import KIND
from pejling_widgets.planner.content import Content

FILE: dict[str, Any] = {
    "kind": "planner", "title": "Plan", "source": "Prøve", "visible": "author",
    "person": {"name": "Ib", "age": 40, "line": "Ledig smed."}, "story": "Han *vil* svejse.",
    "circles": {"title": "Cirkler", "middle": "Job", "circles": [
        {"id": "can", "title": "Kan", "prompt": "?"}, {"id": "wishes", "title": "Vil", "prompt": "?"},
        {"id": "market", "title": "Marked", "prompt": "?"}]},
    "levels": [{"id": "a", "mark": "A", "title": "Helst", "meaning": "Drøm"},
               {"id": "b", "mark": "B", "title": "Også", "meaning": "God"}],
    "joblog": [
        {"id": str(i), "date": "2026-11-02", "title": "Smed", "company": "Værksted", "km": km}
        for i, km in enumerate((3, 5, 14, 15, 41))
    ],
}  # fmt: skip
MINE = Content.model_validate(FILE)
PARTICIPANT = Ctx(role="participant", phase="open", now=datetime(2026, 12, 1, 9, tzinfo=UTC))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
NAMES = [column.key for column in KIND.columns(MINE)]
EVENTS = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(["set", "set", "set", "hand_in"]) | JSON,
        "field": st.sampled_from(NAMES) | JSON,
        "value": st.sampled_from(["a", "none", "x", ["en", " "], [], 0, 40, 501, True, "2026-12-24", " ", None]) | JSON,
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


def written(*pairs: tuple[str, Any], ctx: Ctx = PARTICIPANT) -> State:
    state = KIND.start(MINE, ctx)
    for pair in pairs:
        state = KIND.apply(MINE, state, put(*pair), ctx)
    return state


@pytest.mark.parametrize(
    ("field", "sent", "kept"),
    [
        ("a/titles", [" Smed ", "", "Svejser"], ["Smed", "Svejser"]), ("b/km", 0, 0), ("b/km", 500, 500),
        ("a/first", " Ringe\n", " Ringe\n"), ("a/date", "2028-02-29", "2028-02-29"), ("joblog/0", "b", "b"),
        ("joblog/1", "none", "none"), ("circle/wishes", "Ro", "Ro"), ("a/gaps", ["x" * 120] * 12, ["x" * 120] * 12),
    ],
)  # fmt: skip
def test_a_value_that_fits_is_kept(field: str, sent: Any, kept: Any) -> None:
    assert written((field, sent))["fields"] == {field: kept}


@pytest.mark.parametrize(
    ("field", "first", "nothing"),
    [("a/titles", ["Smed"], [" "]), ("a/km", 3, None), ("circle/can", "x", " \n"), ("joblog/0", "a", None)],
)
def test_a_value_that_says_nothing_clears_the_field(field: str, first: Any, nothing: Any) -> None:
    assert written(("b/km", 9), (field, first), (field, nothing))["fields"] == {"b/km": 9}


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("a/titles", "Smed", "hver linje"), ("a/titles", ["x"] * 13, "12 linjer"), ("a/titles", ["x" * 121], "plads til 120"),
        ("a/titles", [3], "tekst"), ("a/km", 501, "0 til 500"), ("a/km", -1, "0 til 500"), ("a/km", True, "helt antal"),
        ("a/km", 4.0, "helt antal"), ("a/km", "40", "helt antal"), ("a/first", "x" * 2001, "2.001 tegn"),
        ("a/first", "\udfff", "gemmes"), ("a/date", "2026-02-30", "dato"), ("a/date", "24.12.2026", "dato"),
        ("joblog/0", "c", "Mærket findes ikke"), ("joblog/0", ["a"], "Mærket findes ikke"), ("joblog/9", "a", "findes ikke"),
        ("c/titles", ["x"], "findes ikke"), ("circle/own", "x", "findes ikke"), (None, "x", "kan ikke bruges"),
    ],
)  # fmt: skip
def test_a_value_that_does_not_fit_is_refused_in_danish(field: Any, value: Any, says: str) -> None:
    with pytest.raises(Refused, match=says):
        KIND.apply(MINE, written(), put(field, value), PARTICIPANT)


def test_an_event_without_a_value_clears_nothing() -> None:
    with pytest.raises(Refused, match="kan ikke bruges"):
        KIND.apply(MINE, written(("a/km", 3)), {"type": "set", "field": "a/km"}, PARTICIPANT)


@pytest.mark.parametrize(
    ("role", "phase", "may"),
    [
        ("participant", "waiting", False), ("participant", "open", True), ("participant", "closed", False),
        ("trainer", "closed", True), ("trainer", "revealed", False), ("leader", "open", False), ("screen", "open", False),
    ],
)  # fmt: skip
def test_who_may_write_when(role: Any, phase: Any, may: bool) -> None:
    ctx = replace(PARTICIPANT, role=role, phase=phase)
    assert KIND.public(MINE, written(), ctx)["locked"] is not may
    if may:
        assert KIND.apply(MINE, written(), put("a/km", 4), ctx)["fields"] == {"a/km": 4}
    else:
        with pytest.raises(Refused):
            KIND.apply(MINE, written(), put("a/km", 4), ctx)


def sentences(*pairs: tuple[str, Any]) -> list[str]:
    told: list[str] = KIND.public(MINE, written(*pairs), PARTICIPANT)["spread"]["sentences"]
    return told


def test_the_joblog_is_held_against_the_plans_longest_distance() -> None:
    assert sentences() == ["3 af 5 opslag ligger under 15 km, og det fjerneste 41 km væk. Planen har endnu ingen afstand."]
    far = "Planen siger op til 40 km. 3 af 5 opslag ligger under 15 km, og 1 ligger længere væk end planen."
    assert sentences(("a/km", 40), ("b/km", 10))[0] == far
    assert sentences(("a/km", 41))[0].endswith("og ingen ligger længere væk end planen.")


@pytest.mark.parametrize(
    ("pairs", "says"),
    [
        ([("a/titles", ["Smed"])], "Planen siger noget under A, men ingen opslag er mærket A."),
        ([("joblog/0", "b")], "1 opslag er mærket B, men planen er tom dér."),
        ([("joblog/0", "a"), ("a/first", "Ringe")], "1 opslag er mærket A. Planen har ingen afstand dér."),
        ([("joblog/3", "a"), ("joblog/4", "a"), ("a/km", 15)], "2 opslag er mærket A. Inden for planens 15 km ligger 1 af 2."),
    ],
)
def test_each_level_is_told_beside_its_own_advertisements(pairs: list[tuple[str, Any]], says: str) -> None:
    assert sentences(*pairs)[1:] == [says]


def test_the_bars_count_the_tagged_and_say_how_many_there_are() -> None:
    spread = KIND.public(MINE, written(("joblog/0", "a"), ("joblog/1", "a"), ("joblog/2", "none")), PARTICIPANT)["spread"]
    assert (spread["n"], spread["of"]) == (3, 5)
    assert spread["bars"] == [
        {"text": "A", "count": 2, "percent": 67},
        {"text": "B", "count": 0, "percent": 0},
        {"text": "Ingen af dem", "count": 1, "percent": 33},
    ]


def test_a_plan_without_joblog_and_circles_has_neither() -> None:
    bare = Content.model_validate({**FILE, "circles": None, "joblog": []})
    public = KIND.public(bare, KIND.start(bare, PARTICIPANT), PARTICIPANT)
    assert (public["spread"], public["circles"], public["joblog"]) == (None, None, [])
    assert not [c for c in KIND.columns(bare) if c.key.startswith(("joblog", "circle"))]


@pytest.mark.parametrize(
    ("visible", "role", "reads"),
    [
        ("author", "trainer", False), ("author", "participant", False), ("plenum", "trainer", True),
        ("plenum", "participant", True), ("plenum", "screen", True), ("plenum", "leader", False),
    ],
)  # fmt: skip
def test_who_reads_what_is_written(visible: str, role: Any, reads: bool) -> None:
    content = Content.model_validate({**FILE, "visible": visible})
    states = [written(("a/titles", ["Kunstsmed"])), KIND.start(content, PARTICIPANT)]
    told = KIND.summary(content, [Contribution(s, "Gruppe 1") for s in states], replace(PARTICIPANT, role=role))
    assert told["started"] == 1
    assert ("Kunstsmed" in repr(told)) is reads
    assert ("Gruppe 1" in repr(told)) is reads


def test_an_export_row_is_readable() -> None:
    state = written(("a/titles", ["Smed", "Svejser"]), ("a/km", 0), ("joblog/0", "b"), ("joblog/1", "none"))
    row = {name: value for name, value in KIND.row(MINE, state).items() if value != ""}
    assert row == {"a/titles": "Smed; Svejser", "a/km": 0, "joblog/0": "B", "joblog/1": "ingen"}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"levels": [FILE["levels"][0]] * 2}, "to niveauer hedder det samme"),
        ({"levels": [FILE["levels"][0], {**FILE["levels"][0], "id": "b"}]}, "to mærker hedder det samme"),
        ({"levels": [{**FILE["levels"][0], "id": "joblog"}]}, "kan ikke have id joblog"),
        ({"joblog": [FILE["joblog"][0]] * 2}, "to opslag"),
        ({"visible": "aggregate"}, "author eller plenum"),
        ({"may_share": True}, "uden may_share"),
        ({"visible": "aggregate", "anonymous": True}, "ikke anonym"),
        ({"scope": "course"}, "personer eller grupper"),
    ],
)
def test_a_planner_that_does_not_fit_together_is_refused(change: dict[str, Any], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        Content.model_validate({**FILE, **change})


def test_the_days_planner_has_three_levels_and_eight_advertisements_mostly_near() -> None:
    content: Any = Library.load([content_root()]).find("abc-jobstrategi").content
    assert [level.mark for level in content.levels] == ["A", "B", "C"]
    assert (len(content.joblog), sum(entry.km < content.near for entry in content.joblog)) == (8, 6)


@pytest.mark.parametrize("seed", range(20))
def test_a_played_participant_does_only_what_may_be_done(seed: int) -> None:
    state = KIND.start(MINE, PARTICIPANT)
    for event in KIND.play(MINE, Random(seed)):
        state = KIND.apply(MINE, state, event, PARTICIPANT)
    assert KIND.answered(MINE, state)


@given(st.lists(st.tuples(EVENTS, CTXS), max_size=12))
def test_any_events_leave_a_sound_plan_or_are_refused(steps: list[tuple[dict[str, Any], Ctx]]) -> None:
    state = KIND.start(MINE, PARTICIPANT)
    for event, ctx in steps:
        before, sent, said = copy.deepcopy(state), repr(event), "."
        try:
            after = KIND.apply(MINE, state, event, ctx)
        except Refused as refused:
            after, said = before, str(refused)
        assert said.endswith(".")
        assert (state, repr(event)) == (before, sent)
        state = after
        assert set(state["fields"]) <= set(NAMES)
        assert set(KIND.row(MINE, state)) == set(NAMES)
        assert KIND.public(MINE, state, ctx)["spread"]["of"] == 5

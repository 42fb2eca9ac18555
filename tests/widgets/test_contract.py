"""What every kind of exercise holds to, tried on what is shipped and on a few made to show every shape and type of field."""

import copy
import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from itertools import product
from random import Random
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter
from trial_kind import KIND as TRIAL

from pejling.exercise.fields import AnyField, Field, FieldExercise
from pejling.exercise.kind import Contribution, Ctx, Kind, Refused
from pejling.exercise.summary import Summary
from pejling.places import content_root
from pejling.schema import Exercise, Phase, Role, State
from pejling_widgets.kinds import KINDS
from pejling_widgets.library import Library

AB = [{"id": "a", "text": "Ål"}, {"id": "b", "text": "Bi"}]
HEAD = {"title": "Prøve", "source": "Prøve", "trainer_note": "HEMMELIG"}
ENDS = {"low_text": "lidt", "high_text": "meget"}
OF_EACH_TYPE: dict[str, dict[str, Any]] = {
    "text": {}, "lines": {}, "choice": {"options": AB}, "single": {"options": AB}, "multiple": {"options": AB, "most": 1},
    "scale": ENDS, "number": {}, "tick": {}, "date": {}, "ranking": {"options": AB}, "words": {},
    "check": {}, "table": {"columns": [
        {"id": "uge", "type": "number", "label": "Uge"}, {"id": "hvad", "type": "text", "label": "Hvad"}]},
    "figure": {"formula": "sum(table.uge) * 2", "rule": "Det dobbelte", "rule_source": "Prøve"},
}  # fmt: skip
MADE: dict[str, dict[str, Any]] = {
    "form": {"kind": "form", "visible": "author", "may_share": True, "fields": [
        {"type": name, "id": name, "label": "Hvad?", **more} for name, more in OF_EACH_TYPE.items()]},
    "poll": {"kind": "poll", "visible": "aggregate", "anonymous": True, "by_organisation": True, "questions": [
        {"type": name, "id": name, "text": "Hvad?", "known": "HEMMELIG", **OF_EACH_TYPE[name]}
        for name in ("single", "multiple", "scale", "ranking", "words")]},
    "scales": {"kind": "wheel", "shape": "scales", "visible": "plenum", "about": "Hvad?", "scales": [
        {"id": "tro", "title": "Tro?", **ENDS}, {"id": "vigtig", "title": "Vigtigt?", **ENDS}]},
    "circles": {"kind": "wheel", "shape": "circles", "visible": "author", "most": 3, "zones": [
        {"id": "ja", "title": "Kan"}, {"id": "nej", "title": "Ikke nu"}]},
    "board": {"kind": "board", "visible": "aggregate", "anonymous": True, "most_posts": 2, "sections": [
        {"id": "maal", "title": "Mål"}, {"id": "plan", "title": "Plan", "many": False}]},
}  # fmt: skip
SHIPPED = {one.id: (one.kind, one.content) for one in Library.load([content_root()]).exercises.values()
           if one.kind.name != "drill" or one.id.startswith("galleri")}
EXAMPLES: dict[str, tuple[Kind, Exercise]] = SHIPPED | {
    name: (KINDS[file["kind"]], KINDS[file["kind"]].content.model_validate({**HEAD, **file})) for name, file in MADE.items()
}
EVERY = pytest.mark.parametrize("name", sorted(EXAMPLES))
IN_FIELDS = pytest.mark.parametrize("name", sorted(n for n, (_, content) in EXAMPLES.items() if isinstance(content, FieldExercise)))
PARTICIPANT = Ctx(role="participant", phase="open", now=datetime(2026, 12, 1, 9, tzinfo=UTC), group="Gruppe 1")
SUMMARY = TypeAdapter(Summary)
ROLES, PHASES = get_args(Role), get_args(Phase)
BAD = {
    "text": [3, ["x"], "x" * 10_001, "\ud800", "\0"], "lines": ["x", [3], ["x" * 1_001], ["x"] * 41],
    "choice": ["?", 1, ["?"], "", {}],
    "scale": [-1, 11, True, 3.0, "3"], "number": [-1, 10**7, True, 3.0, "3"], "tick": [1, "ja", []],
    "date": ["2026-02-30", "20261224", "2026-W01-1", "24.12.2026", 20261224, "２０２６-12-24"],
    "ranking": [["a", "a"], "a", ["?"], {"a": 1}],
    "words": ["x", [1], ["x" * 201], ["x"] * 6], "check": ["ja", {"answer": "?"}, {"note": 3}, {"andet": "x"}],
    "table": [{}, ["x"], [{"uge": "1"}], [{"andet": 1}], [{}] * 31], "figure": [1, "x", True],
}  # fmt: skip
BAD["single"] = BAD["multiple"] = BAD["choice"]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 12) | st.floats() | st.text() | st.sampled_from(["a", "b", "2026-12-24", " "]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
CTXS = st.builds(
    replace, st.just(PARTICIPANT), role=st.sampled_from(["participant", "participant", *ROLES]),
    phase=st.sampled_from(["open", "open", *PHASES]),
)  # fmt: skip


def put(field: Any, value: Any) -> dict[str, Any]:
    return {"type": "set", "field": field, "value": value}


def played(kind: Kind, content: Exercise, seed: int) -> State:
    """The state after a played participant, who must never be refused."""
    state = kind.start(content, PARTICIPANT)
    for event in kind.play(content, Random(seed)):
        state = kind.apply(content, state, event, PARTICIPANT)
    return state


def first_set(kind: Kind, content: Exercise) -> dict[str, Any]:
    return next(event for event in kind.play(content, Random(1)) if event["type"] == "set")


def check_stored(value: Any) -> None:
    """That it can be kept and sent as JSON and comes back the same."""
    assert json.loads(json.dumps(value, ensure_ascii=False, allow_nan=False).encode()) == value


def check_sent(summary: Summary) -> None:
    """That a browser gets all of it as JSON, and it comes back the same."""
    sent = json.dumps(summary.json, ensure_ascii=False, allow_nan=False).encode()
    assert SUMMARY.validate_json(sent, strict=True) == summary


def test_every_kind_and_every_type_of_field_has_an_example() -> None:
    bare = set(KINDS) - {kind.name for kind, _ in EXAMPLES.values()}
    assert not bare, f"no example of {bare}: write modules/galleri/exercises/galleri-….yaml for each, or one here in MADE"
    types = set(TypeAdapter(AnyField).json_schema()["discriminator"]["mapping"])
    for name, given_in in {"OF_EACH_TYPE": set(OF_EACH_TYPE), "BAD": set(BAD)}.items():
        assert given_in == types, f"{name} here and AnyField differ in {given_in ^ types}: each type has a line in {name}"


SCRIPT = (KINDS["form"].folder.parent / "fields.js").read_text(encoding="utf-8")


def undrawn(types: set[str], shared: str = SCRIPT, own: str = "") -> set[str]:
    """The types that a browser would be sent and neither fields.js nor the kind's own view has a drawer for."""
    drawn = re.findall(r"^  (\w+): \{ control\b", shared.partition("const TYPES = {")[2], re.MULTILINE)
    return types - {*drawn, *re.findall(r'^addFieldType\("(\w+)"', own, re.MULTILINE)}


def test_every_type_of_field_has_a_drawer() -> None:
    read: TypeAdapter[Field] = TypeAdapter(AnyField)
    sent = {str(read.validate_python({"type": name, "id": "x", "label": "Hvad?", **more}).public("x")["type"])
            for name, more in OF_EACH_TYPE.items()}
    missing = undrawn(sent)
    assert not missing, f"{missing} cannot be drawn: each type has a line in TYPES in fields.js"
    assert undrawn(sent, SCRIPT.replace("  tick: {", "  tock: {")) == {"tick"}


def test_a_kinds_own_types_of_field_have_a_drawer_in_its_view() -> None:
    own = {"trial_kind": (TRIAL, TRIAL.content.model_validate(
        {**HEAD, "kind": "trial_kind", "question": "Hvad?", "scope": "seat", "visible": "pair"}))}
    for name, (kind, content) in (EXAMPLES | own).items():
        if isinstance(content, FieldExercise):
            sent = {str(field.public("x")["type"]) for field in content.named.values()}
            missing = undrawn(sent, own=(kind.folder / "view.js").read_text(encoding="utf-8"))
            assert not missing, f"{name}: {missing} cannot be drawn: {kind.name}/view.js gives each own type to addFieldType"
    assert undrawn({"rating"}) == {"rating"}


@EVERY
def test_nothing_is_answered_at_the_start(name: str) -> None:
    kind, content = EXAMPLES[name]
    state = kind.start(content, PARTICIPANT)
    check_stored(state)
    assert state["fields"] == {}
    assert not kind.answered(content, state)
    assert not kind.finished(content, state)
    if isinstance(content, FieldExercise):
        assert all(value in (None, "") for value in kind.row(content, state).values())


@EVERY
def test_a_played_participant_answers_and_is_never_refused(name: str) -> None:
    kind, content = EXAMPLES[name]
    for seed in range(20):
        state = played(kind, content, seed)
        check_stored(state)
        assert kind.answered(content, state) is bool(kind.play(content, Random(seed)))
        assert kind.answered(content, state) or not kind.finished(content, state)


@EVERY
def test_a_row_has_a_value_that_a_cell_can_hold_for_every_column(name: str) -> None:
    kind, content = EXAMPLES[name]
    columns = kind.columns(content)
    keys = [column.key for column in columns]
    assert len(set(keys)) == len(keys)
    assert all(column.title and column.meaning for column in columns)
    for seed in range(4):
        row = kind.row(content, played(kind, content, seed))
        assert set(row) == set(keys)
        assert all(value is None or isinstance(value, str | int | float) for value in row.values())


@EVERY
def test_what_a_viewer_gets_can_be_sent_and_holds_no_note_to_the_trainer(name: str) -> None:
    kind, content = EXAMPLES[name]
    states = [played(kind, content, seed) for seed in range(6)]
    contributions = [Contribution(state, "Bo", organisation="A") for state in states]
    for role, phase in product(ROLES, PHASES):
        ctx = replace(PARTICIPANT, role=role, phase=phase)
        public, summary = kind.public(content, states[0], ctx), kind.summary(content, contributions, ctx)
        check_stored(public)
        check_sent(summary)
        assert (public["kind"], public["phase"], public["round"]) == (kind.name, phase, 1)
        assert isinstance(public["locked"], bool)
        assert phase == "revealed" or "HEMMELIG" not in json.dumps([public, summary.json])


@EVERY
@pytest.mark.parametrize("event", [
    {}, {"type": "?"}, {"type": ["set"]}, {"type": None}, put("?", "x"), put(["x"], "x"), put("x/y", None),
])  # fmt: skip
def test_what_a_kind_does_not_know_is_refused_in_danish(name: str, event: dict[str, Any]) -> None:
    kind, content = EXAMPLES[name]
    with pytest.raises(Refused, match=r"^[A-ZÆØÅ].*\.$"):
        kind.apply(content, kind.start(content, PARTICIPANT), event, PARTICIPANT)


@EVERY
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_any_events_leave_a_sound_state_or_are_refused_and_change_nothing_they_were_given(name: str, data: st.DataObject) -> None:
    kind, content = EXAMPLES[name]
    known = kind.play(content, Random(data.draw(st.integers(0, 5))))
    fitting = st.sampled_from(known or [{}])
    changed = st.builds(lambda event, value: {**event, "value": value}, fitting, JSON)
    types = st.sampled_from(["set", "hand_in", "reopen", "share", "hide"]) | JSON
    events = fitting | changed | st.fixed_dictionaries({}, optional={"type": types, "field": JSON, "value": JSON})
    state = kind.start(content, PARTICIPANT)
    for event, ctx in data.draw(st.lists(st.tuples(events, CTXS), max_size=8)):
        before, sent, said = copy.deepcopy(state), repr(event), "."
        try:
            after = kind.apply(content, state, event, ctx)
        except Refused as refused:
            after, said = before, str(refused)
        assert said.endswith(".")
        assert (state, repr(event)) == (before, sent)
        state = after
        check_stored(state)
        assert set(kind.row(content, state)) == {column.key for column in kind.columns(content)}
        check_stored(kind.public(content, state, ctx))
    trainer = replace(PARTICIPANT, role="trainer", phase="revealed")
    check_sent(kind.summary(content, [Contribution(state, "Bo")] * 6, trainer))


@IN_FIELDS
@pytest.mark.parametrize(("role", "phases"), [
    ("participant", {"open"}), ("trainer", {"open", "closed"}), ("leader", set()), ("screen", set()),
])  # fmt: skip
def test_who_may_set_a_field_when(name: str, role: Role, phases: set[Phase]) -> None:
    kind, content = EXAMPLES[name]
    state, event = kind.start(content, PARTICIPANT), first_set(kind, content)
    for phase in PHASES:
        ctx = replace(PARTICIPANT, role=role, phase=phase)
        assert kind.public(content, state, ctx)["locked"] is (phase not in phases)
        if phase in phases:
            assert set(kind.apply(content, state, event, ctx)["fields"]) == {event["field"]}
        else:
            with pytest.raises(Refused):
                kind.apply(content, state, event, ctx)


@IN_FIELDS
def test_a_field_is_set_told_back_and_cleared_and_the_others_stay(name: str) -> None:
    kind, content = EXAMPLES[name]
    assert isinstance(content, FieldExercise)
    sets = [event for event in kind.play(content, Random(2)) if event["type"] == "set"]
    state = kind.start(content, PARTICIPANT)
    for event in sets:
        field = content.field_of(event["field"])
        assert field is not None
        state = kind.apply(content, state, event, PARTICIPANT)
        kept = state["fields"][event["field"]]
        assert (field.check(kept), field.filled(kept)) == (kept, True)
        assert kind.public(content, state, PARTICIPANT)["fields"] == state["fields"]
        assert kind.answered(content, state)
    for event in sets:
        left = {key: value for key, value in state["fields"].items() if key != event["field"]}
        state = kind.apply(content, state, put(event["field"], None), PARTICIPANT)
        assert state["fields"] == left
        assert kind.answered(content, state) is bool(left)


@IN_FIELDS
def test_an_event_without_a_value_clears_nothing(name: str) -> None:
    kind, content = EXAMPLES[name]
    event = first_set(kind, content)
    state = kind.apply(content, kind.start(content, PARTICIPANT), event, PARTICIPANT)
    with pytest.raises(Refused, match="kan ikke bruges"):
        kind.apply(content, state, {"type": "set", "field": event["field"]}, PARTICIPANT)


@IN_FIELDS
def test_a_value_that_does_not_belong_in_a_field_is_refused_in_danish(name: str) -> None:
    kind, content = EXAMPLES[name]
    assert isinstance(content, FieldExercise)
    for event in kind.play(content, Random(3)):
        field = content.field_of(event.get("field", ""))
        for value in BAD.get(field.type, [{"?": 1}]) if field else []:
            with pytest.raises(Refused, match=r"^[A-ZÆØÅ»].*\.$"):
                kind.apply(content, kind.start(content, PARTICIPANT), put(event["field"], value), PARTICIPANT)

"""The rules of the poll kind."""

import copy
import json
from dataclasses import replace
from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejling.exercise.kind import Contribution, Ctx, Refused
from pejling.schema import State
from pejling_widgets.poll import KIND
from pejling_widgets.poll.content import Content

ABC = [{"id": "a", "text": "Ål"}, {"id": "b", "text": "Bi"}, {"id": "c", "text": "Ci"}]
CONTENT: dict[str, Any] = {
    "kind": "poll", "title": "Prøve", "visible": "aggregate", "source": "Prøve", "by_organisation": True,
    "questions": [
        {"id": "en", "type": "single", "text": "Én?", "help": "*Hjælp*", "options": ABC,
         "known": "HEMMELIG", "known_source": "KILDEN"},
        {"id": "flere", "type": "multiple", "text": "Flere?", "options": ABC, "most": 2},
        {"id": "skala", "type": "scale", "text": "Hvor?", "low": 0, "high": 10,
         "low_text": "lidt", "high_text": "meget"},
        {"id": "orden", "type": "ranking", "text": "Rækkefølge?", "options": ABC},
        {"id": "ord", "type": "words", "text": "Ord?", "most": 2, "longest": 10},
    ],
}  # fmt: skip
POLL = Content.model_validate(CONTENT)
OPEN = Ctx(role="participant", phase="open", now=datetime(2026, 12, 1, 9, tzinfo=UTC))
REVEALED = replace(OPEN, phase="revealed")
EMPTY: State = {"fields": {}}


def answer(field: object, value: object, state: State = EMPTY, ctx: Ctx = OPEN) -> State:
    return KIND.apply(POLL, state, {"type": "set", "field": field, "value": value}, ctx)


def answers(field: str, *values: object, organisation: str = "") -> list[Contribution]:
    return [Contribution(answer(field, value), organisation=organisation) for value in values]


def total(field: str, *values: object) -> dict[str, Any]:
    summary = KIND.summary(POLL, answers(field, *values), REVEALED)
    found: dict[str, Any] = summary["questions"][field]
    return found


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("en", "b", "b"),
        ("flere", ["c", "a"], ["a", "c"]),
        ("skala", 0, 0),
        ("skala", 10, 10),
        ("orden", ["c"], ["c"]),
        ("orden", ["c", "a", "b"], ["c", "a", "b"]),
        ("ord", ["  to \n ord "], ["to ord"]),
        ("ord", ["", "b"], ["", "b"]),
        ("ord", ["a", ""], ["a"]),
        ("ord", ["e\u0301n"], ["\u00e9n"]),
        ("ord", ["nul\0 \x1b[0m"], ["nul [0m"]),
        ("ord", ["👩🏽‍💼", "سلام"], ["👩🏽‍💼", "سلام"]),
        ("ord", ["\u202etxt"], ["txt"]),
        ("ord", ["\ud800x"], ["x"]),
    ],
)  # fmt: skip
def test_a_right_answer_is_kept(field: str, value: object, kept: object) -> None:
    assert answer(field, value)["fields"] == {field: kept}


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("en", "d", "ikke et af dem"),
        ("en", ["a"], "ikke et af dem"),
        ("en", 1, "ikke et af dem"),
        ("flere", "a", "ikke et af dem"),
        ("flere", ["a", "a"], "to gange"),
        ("flere", ["a", "b", "c"], "højst 2; du har valgt 3"),
        ("flere", [["a"]], "ikke et af dem"),
        ("skala", True, "helt tal fra 0 til 10"),
        ("skala", 3.0, "helt tal"),
        ("skala", "3", "helt tal"),
        ("skala", 500, "helt tal"),
        ("skala", -1, "helt tal"),
        ("orden", ["a", "b", "a"], "to gange"),
        ("orden", {"a": 1}, "ikke et af dem"),
        ("ord", "ord", "skal være tekst"),
        ("ord", [1], "skal være tekst"),
        ("ord", ["a", "b", "c"], "højst 2"),
        ("ord", ["x" * 11], "højst være på 10 tegn; det her er på 11"),
        ("ord", ["x" * 5_000_000], "det her er på 5000000"),
        ("nej", "a", "findes ikke"),
        (None, "a", "findes ikke"),
        (["en"], "a", "findes ikke"),
    ],
)
def test_a_wrong_answer_is_refused_with_a_reason(field: object, value: object, says: str) -> None:
    with pytest.raises(Refused, match=says):
        answer(field, value)


@pytest.mark.parametrize("value", [None, [], ["", " "]])
def test_an_empty_answer_clears_the_question_and_leaves_the_others(value: object) -> None:
    state = answer("skala", 4, answer("ord", ["ja"]))
    assert answer("ord", value, state)["fields"] == {"skala": 4}


@pytest.mark.parametrize("event", [{}, {"type": "hand_in"}, {"type": ["set"]}, {"type": "set", "field": "en"}])
def test_an_event_that_a_poll_does_not_have_is_refused(event: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        KIND.apply(POLL, answer("en", "a"), event, OPEN)


@pytest.mark.parametrize(
    ("role", "phase", "may"),
    [
        ("participant", "waiting", False), ("participant", "open", True),
        ("participant", "closed", False), ("participant", "revealed", False),
        ("trainer", "closed", True), ("trainer", "revealed", False),
        ("leader", "open", False), ("screen", "open", False),
    ],
)  # fmt: skip
def test_who_may_answer_when(role: Any, phase: Any, may: bool) -> None:
    ctx = replace(OPEN, role=role, phase=phase)
    assert KIND.public(POLL, EMPTY, ctx)["locked"] is not may
    if may:
        assert answer("en", "a", ctx=ctx)["fields"] == {"en": "a"}
    else:
        with pytest.raises(Refused):
            answer("en", "a", ctx=ctx)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 12) | st.floats() | st.sampled_from(["a", "b", "c", "d"]) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=6,
)
EVENTS = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(["set", "set", "set", "hand_in"]) | VALUES,
        "field": st.sampled_from(["en", "flere", "skala", "orden", "ord"]) | VALUES,
        "value": VALUES,
    },
)


@given(st.lists(EVENTS, max_size=8))
def test_no_event_does_anything_but_give_a_new_state_or_be_refused(events: list[dict[str, Any]]) -> None:
    state = KIND.start(POLL, OPEN)
    for event in events:
        before = copy.deepcopy(state)
        try:
            after = KIND.apply(POLL, state, event, OPEN)
        except Refused:
            after = state
        assert state == before
        assert json.loads(json.dumps(after)) == after
        state = after
    KIND.summary(POLL, [Contribution(state)] * 6, REVEALED)
    assert KIND.row(POLL, state).keys() == {c.key for c in KIND.columns(POLL)}


@given(st.sampled_from(["waiting", "open", "closed"]), st.sampled_from(["participant", "trainer", "leader", "screen"]))
def test_what_is_known_never_leaves_before_the_reveal(phase: Any, role: Any) -> None:
    ctx = replace(OPEN, phase=phase, role=role)
    shown = json.dumps([KIND.public(POLL, answer("en", "a"), ctx), KIND.summary(POLL, answers("en", *"aaaaa"), ctx)])
    assert "HEMMELIG" not in shown
    assert "KILDEN" not in shown
    assert "known" not in shown


def test_what_is_known_comes_with_the_reveal() -> None:
    question = KIND.public(POLL, EMPTY, REVEALED)["questions"][0]
    assert (question["known_html"], question["known_source"]) == ("<p>HEMMELIG</p>", "KILDEN")


def test_a_question_is_not_told_to_participants_before_it_opens() -> None:
    waiting = replace(OPEN, phase="waiting")
    assert KIND.public(POLL, EMPTY, waiting)["questions"] == []
    assert len(KIND.public(POLL, EMPTY, replace(waiting, role="trainer"))["questions"]) == 5


def test_help_is_rendered_and_options_keep_their_order() -> None:
    question = KIND.public(POLL, EMPTY, replace(OPEN, seed=7))["questions"][0]
    assert question["help_html"] == "<p><em>Hjælp</em></p>"
    assert [o["id"] for o in question["options"]] == ["a", "b", "c"]


def test_choices_are_counted_in_whole_per_cent_of_those_who_answered() -> None:
    found = total("en", "a", "a", "b", "b", "b", "b")
    assert found["n"] == 6
    rows = [(r["text"], r["count"], r["percent"]) for r in found["rows"]]
    assert rows == [("Ål", 2, 33), ("Bi", 4, 67), ("Ci", 0, 0)]


def test_several_choices_of_one_person_are_per_cent_of_people() -> None:
    assert [r["percent"] for r in total("flere", ["a", "b"], ["a"], ["a"], ["a"], ["a"])["rows"]] == [100, 20, 0]


def test_a_scale_has_its_mean_with_one_decimal_and_its_median() -> None:
    found = total("skala", 0, 0, 1, 3, 10, 10)
    assert (found["mean"], found["median"], found["n"]) == (4.0, 2.0, 6)
    assert [r["count"] for r in found["rows"]] == [2, 1, 0, 1, 0, 0, 0, 0, 0, 0, 2]


def test_a_ranking_counts_when_complete_and_shows_mean_place_and_first_choices() -> None:
    five = [list("cab")] * 3 + [list("bca")] * 2
    found = total("orden", *five, ["a"])
    assert found["n"] == 5
    assert [(r["id"], r["mean"], r["count"]) for r in found["rows"]] == [("c", 1.4, 3), ("b", 2.2, 2), ("a", 2.4, 0)]
    assert not KIND.answered(POLL, answer("orden", ["a"]))


def test_a_poll_is_finished_when_every_question_has_an_answer_that_counts() -> None:
    state = EMPTY
    whole: dict[str, Any] = {"single": lambda q: q.options[0].id, "multiple": lambda q: [q.options[0].id],
                             "scale": lambda q: q.low, "ranking": lambda q: [o.id for o in q.options], "words": lambda _: ["ro"]}
    for question in POLL.questions:
        assert not KIND.finished(POLL, state)
        state = answer(question.id, whole[question.type](question), state)
    assert KIND.finished(POLL, state)
    assert not KIND.finished(POLL, answer("orden", ["a"], state))


def test_words_are_one_without_regard_to_case_and_count_once_for_each_person() -> None:
    found = total("ord", ["Ro", "ro"], ["ro"], ["RO", "ånd"], ["ærlig"], ["Ø"])
    assert [(r["text"], r["count"]) for r in found["rows"]] == [("ro", 3), ("ærlig", 1), ("Ø", 1), ("ånd", 1)]
    assert found["n"] == 5


def test_a_word_is_one_with_and_without_stops_around_it_and_is_shown_without() -> None:
    found = total("ord", ["tillid."], ["Tillid!"], ["tillid"], ["»tillid«"], ["– tillid"], ["C#"], ["..."], ["en kop te"], ["te!"])
    assert [(r["text"], r["count"]) for r in found["rows"]] == [("tillid", 5), ("...", 1), ("C#", 1), ("en kop te", 1), ("te", 1)]


def test_accents_make_another_word() -> None:
    assert len(total("ord", ["allé"], ["alle"], ["a"], ["b"], ["c"])["rows"]) == 5


def test_a_question_answered_by_fewer_than_five_is_not_shown() -> None:
    summary = KIND.summary(POLL, [*answers("en", *"aaaaa"), *answers("skala", 1, 2)], REVEALED)
    assert summary["questions"]["skala"] == {"few": True}
    assert summary["questions"]["en"]["n"] == 5
    assert summary["questions"]["ord"]["n"] == 0


def test_a_course_with_a_higher_limit_holds_it_for_every_question() -> None:
    six = answers("en", *"aaaaaa")
    assert KIND.summary(POLL, six, replace(REVEALED, least=7))["questions"]["en"] == {"few": True}


def test_answers_are_split_by_organisation_side_by_side() -> None:
    both = [*answers("en", *"aaaab", organisation="Jobcenter"), *answers("en", *"bbbbb", organisation="A-kasse")]
    split = KIND.summary(POLL, both, REVEALED)["by_organisation"]
    assert [(s["organisation"], s["n"], s["questions"]["en"]["rows"][0]["count"]) for s in split] == [
        ("A-kasse", 5, 0), ("Jobcenter", 5, 4),
    ]  # fmt: skip


def test_a_question_is_split_only_where_subtraction_tells_nothing() -> None:
    jobcenter = [Contribution(answer("skala", 2, answer("en", "a")), organisation="J") for _ in range(5)]
    akasse = answers("en", *"bbbbb", organisation="A")
    one_more = [Contribution(answer("skala", 9, akasse[0].state), organisation="A"), *akasse[1:]]
    shown = KIND.summary(POLL, [*jobcenter, *one_more], REVEALED)
    assert all("skala" not in part["questions"] and "en" in part["questions"] for part in shown["by_organisation"])


@pytest.mark.parametrize("labels", [("", ""), ("Jobcenter", ""), ("Jobcenter", "Jobcenter")])
def test_without_two_organisations_named_by_the_host_there_is_no_split(labels: tuple[str, str]) -> None:
    both = [c for label in labels for c in answers("en", *"aaaaa", organisation=label)]
    assert KIND.summary(POLL, both, REVEALED)["by_organisation"] == []


def test_an_export_has_a_column_for_every_part_of_an_answer() -> None:
    state = answer("flere", ["a"], answer("orden", list("bca"), answer("ord", ["", "to"], answer("en", "a"))))
    assert KIND.row(POLL, state) == {
        "en": "Ål", "flere.a": 1, "flere.b": 0, "flere.c": 0, "skala": None,
        "orden.a": 3, "orden.b": 1, "orden.c": 2, "ord.1": None, "ord.2": "to",
    }  # fmt: skip
    titles = {c.key: c.title for c in KIND.columns(POLL)}
    assert titles["orden.b"] == "Rækkefølge? – Bi"


@given(st.integers())
def test_every_answer_of_a_played_participant_is_a_right_one(seed: int) -> None:
    state = KIND.start(POLL, OPEN)
    for event in KIND.play(POLL, Random(seed)):
        state = KIND.apply(POLL, state, event, OPEN)
        assert event["field"] in state["fields"]

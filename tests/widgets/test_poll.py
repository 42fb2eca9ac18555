"""The rules of the poll kind."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejling.exercise.kind import Contribution, Ctx
from pejling.exercise.summary import Distribution, Question, Summary
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
TOO_FEW = Distribution(few=True)


def answer(field: object, value: object, state: State = EMPTY, ctx: Ctx = OPEN) -> State:
    return KIND.apply(POLL, state, {"type": "set", "field": field, "value": value}, ctx)


def asked(summary: Summary, name: str) -> Question:
    question = summary.part(name)
    assert isinstance(question, Question)
    return question


def answers(field: str, *values: object, organisation: str = "") -> list[Contribution]:
    return [Contribution(answer(field, value), organisation=organisation) for value in values]


@given(st.sampled_from(["waiting", "open", "closed"]), st.sampled_from(["participant", "trainer", "leader", "screen"]))
def test_what_is_known_never_leaves_before_the_reveal(phase: Any, role: Any) -> None:
    ctx = replace(OPEN, phase=phase, role=role)
    public, summary = KIND.public(POLL, answer("en", "a"), ctx), KIND.summary(POLL, answers("en", *"aaaaa"), ctx)
    shown = json.dumps([public, summary.json])
    assert "HEMMELIG" not in shown
    assert "KILDEN" not in shown
    assert "known" not in json.dumps(public)
    assert {part.known_html + part.known_source for part in summary.parts} == {""}


def test_what_is_known_stands_under_the_heading_that_the_content_gives_it() -> None:
    own = Content.model_validate(CONTENT | {"known_heading": "Referencen"})
    for content, heading in ((POLL, "Det ved man"), (own, "Referencen")):
        shown = KIND.public(content, EMPTY, REVEALED)
        assert {question["known_heading"] for question in shown["questions"]} == {heading}


def test_what_is_known_comes_with_the_reveal() -> None:
    question = KIND.public(POLL, EMPTY, REVEALED)["questions"][0]
    assert (question["known_html"], question["known_source"]) == ("<p>HEMMELIG</p>", "KILDEN")
    counted = asked(KIND.summary(POLL, answers("en", *"aaaaa"), REVEALED), "en")
    assert (counted.known_html, counted.known_source) == ("<p>HEMMELIG</p>", "KILDEN")


def test_a_question_is_not_told_to_participants_before_it_opens() -> None:
    waiting = replace(OPEN, phase="waiting")
    assert KIND.public(POLL, EMPTY, waiting)["questions"] == []
    assert len(KIND.public(POLL, EMPTY, replace(waiting, role="trainer"))["questions"]) == 5


def test_help_is_rendered_and_options_keep_their_order() -> None:
    question = KIND.public(POLL, EMPTY, replace(OPEN, seed=7))["questions"][0]
    assert question["help_html"] == "<p><em>Hjælp</em></p>"
    assert [o["id"] for o in question["options"]] == ["a", "b", "c"]


def test_a_poll_is_finished_when_every_question_has_an_answer_that_counts() -> None:
    state = EMPTY
    whole: dict[str, Any] = {"single": lambda q: q.options[0].id, "multiple": lambda q: [q.options[0].id],
                             "scale": lambda q: q.low, "ranking": lambda q: [o.id for o in q.options], "words": lambda _: ["ro"]}
    for question in POLL.questions:
        assert not KIND.finished(POLL, state)
        state = answer(question.id, whole[question.type](question), state)
    assert KIND.finished(POLL, state)
    assert not KIND.finished(POLL, answer("orden", ["a"], state))


def test_a_question_answered_by_fewer_than_five_is_not_shown() -> None:
    summary = KIND.summary(POLL, [*answers("en", *"aaaaa"), *answers("skala", 1, 2)], REVEALED)
    assert asked(summary, "skala").whole == TOO_FEW
    assert asked(summary, "en").whole.n == 5
    assert (asked(summary, "ord").whole.n, asked(summary, "ord").whole.few) == (0, False)


def test_a_course_with_a_higher_limit_holds_it_for_every_question() -> None:
    six = answers("en", *"aaaaaa")
    assert asked(KIND.summary(POLL, six, replace(REVEALED, least=7)), "en").whole == TOO_FEW


def test_answers_are_split_by_organisation_side_by_side() -> None:
    both = [*answers("en", *"aaaab", organisation="Jobcenter"), *answers("en", *"bbbbb", organisation="A-kasse")]
    question = asked(KIND.summary(POLL, both, REVEALED), "en")
    assert [(s.label, s.shown.n, s.shown.bars[0].count) for s in question.split] == [("A-kasse", 5, 0), ("Jobcenter", 5, 4)]
    assert not question.split_few


def test_a_question_is_split_only_where_subtraction_tells_nothing() -> None:
    jobcenter = [Contribution(answer("skala", 2, answer("en", "a")), organisation="J") for _ in range(5)]
    akasse = answers("en", *"bbbbb", organisation="A")
    one_more = [Contribution(answer("skala", 9, akasse[0].state), organisation="A"), *akasse[1:]]
    shown = KIND.summary(POLL, [*jobcenter, *one_more], REVEALED)
    assert [one.label for one in asked(shown, "en").split] == ["A", "J"]
    assert asked(shown, "skala").whole.n == 6
    assert (asked(shown, "skala").split, asked(shown, "skala").split_few) == ((), True)


def test_a_question_that_a_whole_organisation_has_left_is_not_split() -> None:
    both = [*answers("en", *"aaaaa", organisation="J"), *answers("skala", 1, 2, 3, 4, 5, organisation="A")]
    question = asked(KIND.summary(POLL, both, REVEALED), "en")
    assert (question.whole.n, question.split, question.split_few) == (5, (), True)


@pytest.mark.parametrize("labels", [("", ""), ("Jobcenter", ""), ("Jobcenter", "Jobcenter")])
def test_without_two_organisations_named_by_the_host_there_is_no_split(labels: tuple[str, str]) -> None:
    both = [c for label in labels for c in answers("en", *"aaaaa", organisation=label)]
    question = asked(KIND.summary(POLL, both, REVEALED), "en")
    assert (question.whole.n, question.split, question.split_few) == (10, (), False)


def test_an_export_has_a_column_for_every_part_of_an_answer() -> None:
    state = answer("flere", ["a"], answer("orden", list("bca"), answer("ord", ["", "to"], answer("en", "a"))))
    assert KIND.row(POLL, state) == {
        "en": "Ål", "flere.a": 1, "flere.b": 0, "flere.c": 0, "skala": None,
        "orden.a": 3, "orden.b": 1, "orden.c": 2, "ord.1": None, "ord.2": "to",
    }  # fmt: skip
    titles = {c.key: c.title for c in KIND.columns(POLL)}
    assert titles["orden.b"] == "Rækkefølge? – Bi"

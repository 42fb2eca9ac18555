"""The rules of the board kind."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejling.exercise.kind import Contribution, Ctx, Refused
from pejling.exercise.summary import Heading, Summary
from pejling.schema import State
from pejling_widgets.board import KIND
from pejling_widgets.board.content import Content

HEAD = {"kind": "board", "title": "Indsatsplan", "source": "Prøve"}
SECTIONS = [
    {"id": "maal", "title": "Mål", "prompt": "Hvad skal **ske**?"},
    {"id": "plan", "title": "Plan", "many": False},
]
GROUPS = Content.model_validate({**HEAD, "scope": "group", "visible": "plenum", "most_posts": 3, "sections": SECTIONS})
NAMELESS = Content.model_validate({**HEAD, "anonymous": True, "visible": "aggregate", "sections": SECTIONS})
PARTICIPANT = Ctx(role="participant", phase="open", now=datetime(2026, 12, 1, 9, tzinfo=UTC), group="Gruppe 1")
TRAINER = replace(PARTICIPANT, role="trainer", group="")
EVENTS = st.fixed_dictionaries({
    "type": st.sampled_from(["set", "hide", "show"]),
    "field": st.sampled_from(["maal/abcdef", "maal/ghijkl", "maal/x", "maal", "plan", "plan/abcdef", "andet/abcdef"]),
    "value": st.sampled_from(["ord", " ", None]),
})  # fmt: skip
CTXS = st.builds(
    replace,
    st.just(PARTICIPANT),
    role=st.sampled_from(["participant", "trainer", "leader", "screen"]),
    phase=st.sampled_from(["waiting", "open", "closed", "revealed"]),
)


def written(*events: dict[str, Any], content: Content = GROUPS, ctx: Ctx = PARTICIPANT) -> State:
    """A board after these events."""
    state = KIND.start(content, ctx)
    for event in events:
        state = KIND.apply(content, state, event, ctx)
    return state


def put(field: str, value: str | None) -> dict[str, Any]:
    return {"type": "set", "field": field, "value": value}


def sections(summary: Summary) -> list[Heading]:
    return [part for part in summary.parts if isinstance(part, Heading)]


def texts(summary: Summary) -> list[str]:
    return [post.text for section in sections(summary) for group in section.groups for post in group.posts]


TWO = written(put("maal/abcdef", "Ét"), put("maal/ghijkl", "To"))


def test_a_post_is_kept_as_it_was_typed_and_null_deletes_it() -> None:
    state = written(put("maal/abcdef", " Æblet\n🙂 "))
    assert state["fields"] == {"maal/abcdef": " Æblet\n🙂 "}
    assert KIND.apply(GROUPS, state, put("maal/abcdef", None), PARTICIPANT)["fields"] == {}


def test_a_post_emptied_of_text_is_deleted() -> None:
    assert KIND.apply(GROUPS, TWO, put("maal/abcdef", "  \n"), PARTICIPANT)["fields"] == {"maal/ghijkl": "To"}


def test_a_changed_post_keeps_its_place() -> None:
    state = KIND.apply(GROUPS, TWO, put("maal/abcdef", "Rettet"), PARTICIPANT)
    assert list(state["fields"].values()) == ["Rettet", "To"]


@pytest.mark.parametrize(
    ("event", "says"),
    [
        (put("maal/abcdef", "x" * 1001), "1.001 tegn. Der er plads til 1.000"),
        (put("plan", "x" * 10_001), "10.001 tegn. Der er plads til 10.000"),
        (put("maal", "x"), "findes ikke"),
        (put("maal/ABCDEF", "x"), "findes ikke"),
        (put("maal/abc", "x"), "findes ikke"),
        (put("maal/" + "a" * 21, "x"), "findes ikke"),
        (put("maal/abcdef\n", "x"), "findes ikke"),
        (put("plan/abcdef", "x"), "findes ikke"),
        (put("plan/", "x"), "findes ikke"),
        (put("ukendt/abcdef", "x"), "findes ikke"),
        (put("plan", "\ud800"), "tegn, der ikke kan gemmes"),
        (put("plan", "a\0b"), "tegn, der ikke kan gemmes"),
    ],
)
def test_what_does_not_fit_the_board_is_refused_in_danish(event: dict[str, Any], says: str) -> None:
    with pytest.raises(Refused, match=says):
        KIND.apply(GROUPS, KIND.start(GROUPS, PARTICIPANT), event, PARTICIPANT)


def test_a_section_takes_no_more_posts_than_it_has_room_for_but_lets_them_be_changed() -> None:
    full = written(*(put(f"maal/post{n:02}", "x") for n in range(3)))
    with pytest.raises(Refused, match="plads til 3 opslag under »Mål«"):
        KIND.apply(GROUPS, full, put("maal/post03", "x"), PARTICIPANT)
    assert KIND.apply(GROUPS, full, put("maal/post00", "y"), PARTICIPANT)["fields"]["maal/post00"] == "y"
    assert KIND.apply(GROUPS, full, put("plan", "y"), PARTICIPANT)["fields"]["plan"] == "y"


@pytest.mark.parametrize("phase", ["waiting", "open", "closed", "revealed"])
def test_a_trainer_hides_and_shows_in_any_phase(phase: Any) -> None:
    ctx = replace(TRAINER, phase=phase)
    hidden = KIND.apply(GROUPS, TWO, {"type": "hide", "field": "maal/abcdef"}, ctx)
    assert hidden["hidden"] == ["maal/abcdef"]
    assert KIND.apply(GROUPS, hidden, {"type": "hide", "field": "maal/abcdef"}, ctx) == hidden
    assert KIND.apply(GROUPS, hidden, {"type": "show", "field": "maal/abcdef"}, ctx) == TWO


@pytest.mark.parametrize("role", ["participant", "leader", "screen"])
def test_only_a_trainer_hides_and_shows(role: Any) -> None:
    for name in ("hide", "show"):
        with pytest.raises(Refused, match="underviseren"):
            KIND.apply(GROUPS, TWO, {"type": name, "field": "maal/abcdef"}, replace(PARTICIPANT, role=role))


def test_a_post_that_is_gone_cannot_be_hidden() -> None:
    with pytest.raises(Refused, match="længere"):
        KIND.apply(GROUPS, TWO, {"type": "hide", "field": "maal/vvvvvv"}, TRAINER)


def test_a_hidden_post_is_seen_by_its_group_and_the_trainer_only() -> None:
    state = KIND.apply(GROUPS, TWO, {"type": "hide", "field": "maal/abcdef"}, TRAINER)
    assert KIND.public(GROUPS, state, PARTICIPANT)["hidden"] == ["maal/abcdef"]
    shown = [Contribution(state, "Gruppe 1", subject="group:a1")]
    assert texts(KIND.summary(GROUPS, shown, PARTICIPANT)) == ["To"]
    assert texts(KIND.summary(GROUPS, shown, replace(PARTICIPANT, role="screen"))) == ["To"]
    trainers = sections(KIND.summary(GROUPS, shown, TRAINER))[0].groups[0]
    assert trainers.subject == "group:a1"
    assert [(p.text, p.hidden) for p in trainers.posts] == [("Ét", True), ("To", False)]


def test_a_hidden_post_that_is_emptied_and_rewritten_stays_hidden() -> None:
    state = KIND.apply(GROUPS, TWO, {"type": "hide", "field": "maal/abcdef"}, TRAINER)
    for value in (None, "Igen"):
        state = KIND.apply(GROUPS, state, put("maal/abcdef", value), PARTICIPANT)
    assert "Igen" not in texts(KIND.summary(GROUPS, [Contribution(state, "Gruppe 1")], PARTICIPANT))


def test_plenum_sees_each_groups_posts_under_its_name_in_the_same_order_in_every_section() -> None:
    other = written(put("plan", "Vores plan"))
    told = KIND.summary(GROUPS, [Contribution(TWO, "Gruppe 1"), Contribution(other, "Gruppe 2")], PARTICIPANT)
    assert [[g.label for g in s.groups] for s in sections(told)] == [["Gruppe 1", "Gruppe 2"]] * 2
    assert [[len(g.posts) for g in s.groups] for s in sections(told)] == [[2, 0], [0, 1]]
    assert [s.n for s in sections(told)] == [1, 1]


def test_a_participant_does_not_get_the_trainers_handle_on_a_group() -> None:
    told = KIND.summary(GROUPS, [Contribution(TWO, "Gruppe 1", subject="group:a1")], PARTICIPANT)
    assert sections(told)[0].groups[0].subject == ""


def test_a_leader_gets_no_texts() -> None:
    assert texts(KIND.summary(GROUPS, [Contribution(TWO, "Gruppe 1")], replace(PARTICIPANT, role="leader"))) == []


@pytest.mark.parametrize(("writers", "shown"), [(0, 0), (4, 0), (5, 5)])
def test_posts_without_names_are_shown_in_a_section_from_five_writers(writers: int, shown: int) -> None:
    posts = [written(put("maal/abcdef", f"Opslag {n}"), content=NAMELESS) for n in range(writers)]
    plans = [written(put("plan", "Alene"), content=NAMELESS)]
    told = KIND.summary(NAMELESS, [Contribution(s) for s in posts + plans], TRAINER)
    assert len(texts(told)) == shown
    assert [(s.few, s.n) for s in sections(told)] == [(0 < writers < 5, shown), (True, 0)]


def test_posts_without_names_do_not_follow_the_order_they_arrived_in() -> None:
    states = [written(put("maal/abcdef", f"a{n}"), put("plan", f"b{n}"), content=NAMELESS) for n in range(6)]
    one = KIND.summary(NAMELESS, [Contribution(s) for s in states], PARTICIPANT)
    assert one == KIND.summary(NAMELESS, [Contribution(s) for s in reversed(states)], PARTICIPANT)
    assert [len(s.groups) for s in sections(one)] == [1, 1]


def test_an_empty_board_is_no_answer() -> None:
    assert not KIND.answered(GROUPS, KIND.start(GROUPS, PARTICIPANT))
    assert KIND.answered(GROUPS, TWO)


def test_an_export_row_marks_hidden_posts() -> None:
    state = KIND.apply(GROUPS, TWO, {"type": "hide", "field": "maal/abcdef"}, TRAINER)
    assert KIND.row(GROUPS, state) == {"maal": "(skjult) Ét\nTo", "plan": ""}


def test_the_prompt_is_html_and_raw_html_in_it_is_text() -> None:
    raw = Content.model_validate(
        {**HEAD, "scope": "group", "visible": "plenum", "sections": [{"id": "a", "title": "A", "prompt": "<script>"}]}
    )
    shown, escaped = (KIND.public(content, TWO, PARTICIPANT)["sections"][0]["prompt_html"] for content in (GROUPS, raw))
    assert shown == "<p>Hvad skal <strong>ske</strong>?</p>"
    assert escaped == "<p>&lt;script&gt;</p>"


@given(st.lists(st.tuples(EVENTS, CTXS), max_size=12))
def test_a_hidden_post_is_never_shown_and_every_other_is(steps: list[tuple[dict[str, Any], Ctx]]) -> None:
    state = KIND.start(GROUPS, PARTICIPANT)
    for event, ctx in steps:
        with suppress(Refused):
            state = KIND.apply(GROUPS, state, event, ctx)
        assert all(value.strip() for value in state["fields"].values())
        seen = KIND.summary(GROUPS, [Contribution(state, "Gruppe 1")], PARTICIPANT)
        fields = {p.field for s in sections(seen) for g in s.groups for p in g.posts}
        assert fields == set(state["fields"]) - set(state["hidden"])

"""The rules of the form kind."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from pejling.exercise.kind import Contribution, Ctx, Refused
from pejling.exercise.summary import Distribution, Heading, Part, Question, Record
from pejling.schema import State
from pejling_widgets.form import KIND
from pejling_widgets.form.content import Content

FILE: dict[str, Any] = {
    "kind": "form", "title": "Hjemmeopgave", "source": "Prøve", "visible": "author", "may_share": True,
    "fields": [
        {"id": "tanke", "type": "text", "label": "Din tanke", "longest": 50, "required": True, "help": "Et *ord*."},
        {"id": "valg", "type": "choice", "label": "Ét valg", "required": True,
         "options": [{"id": "ja", "text": "Ja, tak"}, {"id": "nej", "text": "Nej"}]},
        {"id": "flere", "type": "choice", "label": "Flere valg", "several": True,
         "options": [{"id": "a", "text": "A"}, {"id": "b", "text": "B"}, {"id": "c", "text": "C"}]},
        {"id": "skala", "type": "scale", "label": "Hvor sikker", "low_text": "slet ikke", "high_text": "helt"},
        {"id": "aftalt", "type": "tick", "label": "Jeg har aftalt det"},
        {"id": "dag", "type": "date", "label": "Hvornår"},
    ],
}  # fmt: skip
MINE = Content.model_validate(FILE)
PARTICIPANT = Ctx(role="participant", phase="open", now=datetime(2026, 12, 1, 9, tzinfo=UTC))
TRAINER = replace(PARTICIPANT, role="trainer")
FILLED = [("tanke", "Jeg prøvede"), ("valg", "ja")]
EVENTS = st.fixed_dictionaries({
    "type": st.sampled_from(["set", "set", "set", "hand_in", "reopen", "share", "unshare"]),
    "field": st.sampled_from([f.id for f in MINE.fields]),
    "value": st.sampled_from(["ja", "x", ["b", "a"], 3, True, "2026-12-24", " ", None]),
})  # fmt: skip
CTXS = st.builds(
    replace,
    st.just(PARTICIPANT),
    role=st.sampled_from(["participant", "participant", "trainer", "leader", "screen"]),
    phase=st.sampled_from(["waiting", "open", "open", "closed", "revealed"]),
)


def seen_by(visible: str, **changed: Any) -> Content:
    return Content.model_validate({**FILE, "visible": visible, "may_share": False, **changed})


def put(field: str, value: Any) -> dict[str, Any]:
    return {"type": "set", "field": field, "value": value}


def filled(*pairs: tuple[str, Any], then: tuple[str, ...] = (), ctx: Ctx = PARTICIPANT) -> State:
    """A form with these fields set, and after that these events."""
    state = KIND.start(MINE, ctx)
    for event in [put(*pair) for pair in pairs] + [{"type": name} for name in then]:
        state = KIND.apply(MINE, state, event, ctx)
    return state


def refusal(event: dict[str, Any], state: State | None = None, ctx: Ctx = PARTICIPANT, content: Content = MINE) -> str:
    with pytest.raises(Refused) as refused:
        KIND.apply(content, state or KIND.start(content, ctx), event, ctx)
    return str(refused.value)


def test_handing_in_names_the_required_fields_that_are_empty() -> None:
    assert refusal({"type": "hand_in"}) == "Udfyld først »Din tanke«, »Ét valg«."
    assert refusal({"type": "hand_in"}, filled(("valg", "ja"))) == "Udfyld først »Din tanke«."
    assert KIND.public(MINE, filled(("valg", "ja")), PARTICIPANT)["missing"] == ["tanke"]


def test_a_form_that_is_handed_in_can_be_changed_only_after_it_is_opened_again() -> None:
    state = filled(*FILLED, then=("hand_in",))
    assert state["handed_in"] == PARTICIPANT.now.isoformat()
    assert "Ret igen" in refusal(put("tanke", "Nyt"), state)
    assert "allerede" in refusal({"type": "hand_in"}, state)
    again = KIND.apply(MINE, state, {"type": "reopen"}, PARTICIPANT)
    assert again["handed_in"] is None
    assert KIND.apply(MINE, again, put("tanke", "Nyt"), PARTICIPANT)["fields"]["tanke"] == "Nyt"


def test_what_is_not_handed_in_is_not_opened_again() -> None:
    assert "ikke afleveret" in refusal({"type": "reopen"})


@pytest.mark.parametrize(("minutes_over", "late"), [(-1, False), (0, False), (1, True)])
def test_a_form_is_late_when_it_is_handed_in_after_it_is_due(minutes_over: int, late: bool) -> None:
    ctx = replace(PARTICIPANT, due=PARTICIPANT.now - timedelta(minutes=minutes_over))
    assert KIND.public(MINE, filled(*FILLED, ctx=ctx), ctx)["overdue"] is late
    public = KIND.public(MINE, filled(*FILLED, then=("hand_in",), ctx=ctx), ctx)
    assert (public["late"], public["overdue"]) == (late, False)
    assert filled(*FILLED, then=("hand_in", "reopen"), ctx=ctx)["handed_in_late"] is False


def test_without_a_due_date_nothing_is_late() -> None:
    state = filled(*FILLED, then=("hand_in",))
    assert (KIND.public(MINE, state, PARTICIPANT)["due"], state["handed_in_late"]) == (None, False)


def test_a_form_without_hand_in_is_not_handed_in() -> None:
    assert "afleveres" in refusal({"type": "hand_in"}, content=seen_by("trainer", hand_in=False))


@pytest.mark.parametrize(
    ("role", "phase"), [("participant", "closed"), ("trainer", "revealed"), ("leader", "open"), ("screen", "open")]
)
@pytest.mark.parametrize("event", ["hand_in", "reopen", "share"])
def test_a_form_that_is_closed_or_somebody_elses_is_neither_handed_in_nor_opened_again(role: Any, phase: Any, event: str) -> None:
    state = filled(*FILLED, then=("hand_in",) if event == "reopen" else ())
    assert refusal({"type": event}, state, replace(PARTICIPANT, role=role, phase=phase))


def test_only_the_author_shares_and_only_where_the_form_has_it() -> None:
    assert filled(then=("share",))["shared"] is True
    assert filled(then=("share", "unshare"))["shared"] is False
    assert "skrevet skemaet" in refusal({"type": "share"}, ctx=TRAINER)
    assert "ikke deles" in refusal({"type": "share"}, content=seen_by("author"))
    assert "ikke deles" in refusal({"type": "share"}, content=seen_by("trainer", may_share=True))
    assert KIND.public(MINE, filled(), PARTICIPANT)["may_share"] is True
    assert KIND.public(MINE, filled(), TRAINER)["may_share"] is False


def test_sharing_is_taken_back_also_after_handing_in() -> None:
    assert filled(*FILLED, then=("share", "hand_in", "unshare"))["shared"] is False


def test_a_trainer_reads_only_the_private_forms_that_are_shared() -> None:
    shared, private = filled(*FILLED, then=("hand_in", "share")), filled(("tanke", "Hemmeligt"))
    told = KIND.summary(MINE, [Contribution(shared, "Bo"), Contribution(private, "Ida")], TRAINER)
    assert told.counts == {"started": 2, "finished": 1}
    (form,) = told.parts
    assert isinstance(form, Record)
    assert (form.label, form.finished) == ("Bo", True)
    assert [answer.text for answer in form.answers] == ["Jeg prøvede", "Ja, tak"]
    assert "Hemmeligt" not in repr(told)


@pytest.mark.parametrize(
    ("visible", "role", "reads"),
    [
        ("author", "participant", False), ("author", "leader", False), ("author", "screen", False),
        ("trainer", "trainer", True), ("trainer", "participant", False), ("trainer", "leader", False),
        ("trainer", "screen", False), ("plenum", "trainer", True), ("plenum", "participant", True),
        ("plenum", "screen", True), ("plenum", "leader", False), ("aggregate", "leader", False),
    ],
)  # fmt: skip
def test_who_reads_what_is_written(visible: str, role: Any, reads: bool) -> None:
    content = seen_by(visible, may_share=visible == "author")
    states = [filled(*FILLED, then=("share",)) for _ in range(6)]
    told = KIND.summary(content, [Contribution(s, "Bo") for s in states], replace(PARTICIPANT, role=role))
    assert ("Jeg prøvede" in repr(told)) is reads
    assert ("Bo" in repr(told)) is reads


def totals(states: list[State], organisations: list[str] | None = None) -> dict[str, Part]:
    places = organisations or [""] * len(states)
    contributions = [Contribution(s, "Bo", organisation=o) for s, o in zip(states, places, strict=True)]
    told = KIND.summary(seen_by("aggregate"), contributions, TRAINER)
    assert "Bo" not in repr(told)
    return {part.id: part for part in told.parts}


def asked(part: Part) -> Question:
    assert isinstance(part, Question)
    return part


def bars(part: Part) -> dict[str, int]:
    return {bar.text: bar.count for bar in asked(part).whole.bars if bar.count}


def heading(part: Part) -> Heading:
    assert isinstance(part, Heading)
    return part


def test_answers_together_are_counts_for_each_field() -> None:
    states = [filled(*FILLED, ("flere", ["a", "b"]), ("skala", n), ("dag", "2026-12-24")) for n in range(6)]
    states.append(filled(("valg", "nej"), ("aftalt", True)))
    told = totals(states)
    assert (asked(told["valg"]).whole.n, bars(told["valg"])) == (7, {"Ja, tak": 6, "Nej": 1})
    assert (asked(told["flere"]).whole.n, bars(told["flere"])) == (6, {"A": 6, "B": 6})
    assert (asked(told["skala"]).whole.mean, len(asked(told["skala"]).whole.bars)) == (2.5, 11)
    assert bars(told["aftalt"]) == {"Ja": 1, "Nej": 6}
    assert "dag" not in told


def test_a_field_that_fewer_than_five_have_filled_in_is_not_shown() -> None:
    told = totals([filled(*FILLED) for _ in range(4)] + [filled(("skala", 3)) for _ in range(4)])
    assert told["tanke"] == Heading("tanke", "Din tanke", few=True)
    assert all(asked(told[name]).whole == Distribution(few=True) and not asked(told[name]).split for name in ("valg", "skala"))
    assert asked(told["aftalt"]).whole.n == 8


def test_texts_together_do_not_follow_the_order_of_their_authors() -> None:
    states = [filled(("tanke", text)) for text in ("e", "A", "c", "b", "d")]
    together = heading(totals(states)["tanke"])
    assert [[post.text for post in one.posts] for one in together.groups] == [["A", "b", "c", "d", "e"]]
    assert (together.n, together.groups[0].label, together.groups[0].subject) == (5, "", "")


def test_a_leader_gets_how_many_have_written_and_none_of_their_words() -> None:
    contributions = [Contribution(filled(*FILLED)) for _ in range(6)]
    told = KIND.summary(seen_by("aggregate"), contributions, replace(PARTICIPANT, role="leader", phase="revealed"))
    words, choice = (told.part(name) for name in ("tanke", "valg"))
    assert words == Heading("tanke", "Din tanke", 6)
    assert choice
    assert bars(choice) == {"Ja, tak": 6}


def test_organisations_are_split_only_where_each_has_five_answers_in_the_field() -> None:
    states = [filled(("valg", "ja"), ("skala", 2)) for _ in range(5)] + [filled(("valg", "nej")) for _ in range(5)]
    told = totals(states, ["A-kasse"] * 5 + ["Jobcenter"] * 5)
    split = {one.label: (one.shown.n, [bar.percent for bar in one.shown.bars]) for one in asked(told["valg"]).split}
    assert split == {"A-kasse": (5, [100, 0]), "Jobcenter": (5, [0, 100])}
    assert asked(told["skala"]).split == ()
    uneven = totals(states, ["A-kasse"] * 6 + ["Jobcenter"] * 4)
    assert asked(uneven["valg"]).split == ()
    assert asked(totals(states)["valg"]).split == ()


def test_a_course_that_has_raised_the_limit_has_it_in_each_field() -> None:
    contributions = [Contribution(filled(*FILLED)) for _ in range(7)]
    told = KIND.summary(seen_by("aggregate"), contributions, replace(TRAINER, least=8))
    assert told.parts
    assert all(part.whole.few if isinstance(part, Question) else heading(part).few for part in told.parts)


def test_an_export_row_shows_choices_by_their_text() -> None:
    row = KIND.row(MINE, filled(*FILLED, ("flere", ["c", "a"]), ("aftalt", True), ("skala", 0), then=("hand_in",)))
    assert row == {
        "tanke": "Jeg prøvede", "valg": "Ja, tak", "flere": "A; C", "skala": 0, "aftalt": "ja", "dag": None,
        "_handed_in": PARTICIPANT.now.isoformat(), "_late": None, "_shared": None,
    }  # fmt: skip


@given(st.lists(st.tuples(EVENTS, CTXS), max_size=15))
def test_what_is_handed_in_is_whole_and_does_not_change(steps: list[tuple[dict[str, Any], Ctx]]) -> None:
    state = KIND.start(MINE, PARTICIPANT)
    for event, ctx in steps:
        try:
            after = KIND.apply(MINE, state, event, ctx)
        except Refused:
            after = state
        assert state["handed_in"] is None or after["fields"] == state["fields"]
        assert after["handed_in"] is None or {"tanke", "valg"} <= set(after["fields"])
        state = after


AGENDA: dict[str, Any] = {
    "kind": "form", "title": "Dagsorden", "visible": "plenum", "scope": "group", "source": "Prøve", "hand_in": False,
    "minutes_of": {"have": "laengde", "always": ["kontrakt", "timeout"],
                   "topics": [{"topic": "a", "minutes": "a-min"}, {"topic": "b", "minutes": "b-min"}]},
    "fields": [
        {"id": "laengde", "type": "choice", "label": "Længde", "options": [{"id": "30", "text": "30"}, {"id": "60", "text": "60"}]},
        *({"id": name, "type": "number", "label": name, "high": 60} for name in ("kontrakt", "timeout", "a-min", "b-min")),
        {"id": "a", "type": "text", "label": "Hendes emne"}, {"id": "b", "type": "text", "label": "Vores emne"},
    ],
}


@pytest.mark.parametrize(("minutes", "fits", "words"), [
    ({}, None, ""),
    ({"a-min": 10}, True, "I har sat 10 minutter af. Vælg, hvor længe I har"),
    ({"laengde": "30", "kontrakt": 5, "a-min": 20}, True, "I har sat 25 af 30 minutter af. Der er 5 minutter til overs."),
    ({"laengde": "30", "kontrakt": 5, "timeout": 5, "a-min": 10, "b-min": 10}, True, "Minutterne går op: 30 af 30."),
    ({"laengde": "30", "kontrakt": 5, "timeout": 4, "a-min": 20, "b-min": 10}, False,
     "9 minutter for meget. Der er ikke tid til »Vores emne« (10 minutter, der er 1 tilbage). "),
    ({"laengde": "30", "kontrakt": 5, "timeout": 5, "a-min": 25, "b-min": 20}, False,
     "»Hendes emne« (25 minutter, der er 20 tilbage)"),
    ({"laengde": "60", "kontrakt": 40, "timeout": 25}, False, "Det, der altid skal med, kan ikke nås."),
])  # fmt: skip
def test_the_minutes_of_an_agenda_are_added_up_and_what_there_is_no_time_for_is_told(
    minutes: dict[str, Any], fits: bool | None, words: str
) -> None:
    agenda = Content.model_validate(AGENDA)
    state = {**KIND.start(agenda, PARTICIPANT), "fields": minutes}
    told = KIND.public(agenda, state, PARTICIPANT)["minutes"]
    assert (told["fits"] if told else None) == fits
    assert words in (told["words"] if told else "")


@pytest.mark.parametrize(("changed", "said"), [
    ({"have": "a"}, "ét valg"), ({"always": ["a"]}, "typen number"), ({"topics": [{"topic": "c", "minutes": "a-min"}]}, "hedder c"),
])  # fmt: skip
def test_minutes_that_name_other_fields_are_refused(changed: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        Content.model_validate({**AGENDA, "minutes_of": {**AGENDA["minutes_of"], **changed}})


LAID_OUT: dict[str, Any] = {**FILE, "visible": "trainer", "may_share": False, "fields": [
    {"id": "modstand", "type": "choice", "label": "Hvad sagde du?", "section": "Svaret", "options": [
        {"id": "nej", "text": "Nej"}, {"id": "ja", "text": "Ja"}]},
    {"id": "hvorfor", "type": "text", "label": "Hvorfor?", "required": True, "only_if": {"field": "modstand", "is": ["nej"]}},
    {"id": "sidst", "type": "text", "label": "Aftalt sidst"},
    {"id": "nu", "type": "text", "label": "Og nu?", "recalls": "sidst", "aim": [2, 9]},
]}  # fmt: skip


def test_a_field_is_asked_only_where_an_earlier_answer_asks_for_it_and_its_words_come_back_with_it() -> None:
    content = Content.model_validate(LAID_OUT)
    state = KIND.start(content, PARTICIPANT)
    assert KIND.public(content, state, PARTICIPANT)["missing"] == []
    for event in (put("modstand", "nej"), put("hvorfor", "Jeg har prøvet"), put("modstand", "ja")):
        state = KIND.apply(content, state, event, PARTICIPANT)
    assert KIND.row(content, state)["hvorfor"] is None
    told = KIND.summary(content, [Contribution(state, "Bo")], TRAINER)
    assert "Jeg har prøvet" not in str(told.json)
    assert KIND.apply(content, state, {"type": "hand_in"}, PARTICIPANT)["handed_in"]
    back = KIND.apply(content, state, put("modstand", "nej"), PARTICIPANT)
    assert KIND.row(content, back)["hvorfor"] == "Jeg har prøvet"


def test_a_view_gets_sections_conditions_and_what_is_recalled() -> None:
    content = Content.model_validate(LAID_OUT)
    items = {item["id"]: item for item in KIND.public(content, KIND.start(content, PARTICIPANT), PARTICIPANT)["items"]}
    assert items["modstand"]["section"] == "Svaret"
    assert items["hvorfor"]["only_if"] == {"field": "modstand", "is": ["nej"]}
    assert (items["nu"]["recalls"], items["nu"]["aim"]) == ("sidst", [2, 9])
    assert "section" not in items["sidst"]


@pytest.mark.parametrize(("changed", "says"), [
    ({"only_if": {"field": "senere", "is": ["ja"]}}, "et felt, der står før"), ({"recalls": "senere"}, "et felt, der står før"),
    ({"only_if": {"field": "modstand", "is": ["måske"]}}, "måske er intet svar på modstand; brug ja, nej"),
    ({"only_if": {"field": "sidst", "is": ["ja"]}}, "et felt af typen choice"),
])  # fmt: skip
def test_a_condition_on_what_cannot_be_is_told_when_content_is_checked(changed: dict[str, Any], says: str) -> None:
    fields = [*LAID_OUT["fields"], {"id": "mit", "type": "text", "label": "Mit", **changed}]
    with pytest.raises(ValueError, match=says):
        Content.model_validate({**LAID_OUT, "fields": fields})

"""The rules of the drill kind."""

import copy
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from pejling.content import read_yaml
from pejling.exercise.kind import Contribution, Ctx, Refused
from pejling.exercise.summary import Distribution, Question, Summary, Table
from pejling.schema import State
from pejling_widgets.drill import KIND, feedback, replies
from pejling_widgets.drill.content import Content
from pejling_widgets.drill.items import Mark, Order, Reply, Sort, Write
from pejling_widgets.drill.proofread import main, proofread
from pejling_widgets.drill.written import ONLY_FORM, UNSEEN

GALLERY = Path(__file__).parents[2] / "modules" / "galleri" / "exercises" / "galleri-drill.yaml"
FILE: dict[str, Any] = json.loads(json.dumps(read_yaml(GALLERY, GALLERY.parent)))
MINE = Content.model_validate(FILE)
ITEMS = {item.id: item for item in MINE.items}
PARTICIPANT = Ctx(role="participant", phase="open", now=datetime(2026, 12, 1, 9, tzinfo=UTC))
TRAINER = replace(PARTICIPANT, role="trainer")
OPEN_REPLY = "Du vil ikke tilbage til et supermarked. Hvad vil du hellere?"
CHECKED = [("check-form", "lukket"), ("check-ord", [3, 6]), ("check-luk-op", "Hvad gør det svært?")]

# One reply to each form that leaves nothing to try, and one that leaves something.
GOOD: dict[str, Any] = {
    "hvad-for-et-spoergsmaal": "hjaelpe", "ord-at-gribe": [11, 17], "spejl-og-spoerg": OPEN_REPLY,
    "luk-op": "Hvad har du gjort i denne uge?", "ugu-i-raekkefoelge": ["lov", "spoerg", "giv", "igen"],
    "proces-eller-indhold": {"tid": "proces", "truck": "indhold", "tilbage": "indhold"}, "hvor-er-timeouten": 5,
}  # fmt: skip
POOR: dict[str, Any] = {
    "hvad-for-et-spoergsmaal": "aabent", "ord-at-gribe": [0], "spejl-og-spoerg": "Har du tænkt på lager?",
    "luk-op": "Har du søgt noget?", "ugu-i-raekkefoelge": ["igen", "giv", "spoerg", "lov"],
    "proces-eller-indhold": {"tid": "indhold", "truck": "proces", "tilbage": "proces"}, "hvor-er-timeouten": 0,
}  # fmt: skip

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
IDS = st.sampled_from(sorted(ITEMS))
FITTING = st.sampled_from([*GOOD.values(), *POOR.values(), *(value for _, value in CHECKED)])
EVENTS = st.fixed_dictionaries({}, optional={
    "type": st.sampled_from(["set", "answer", "answer", "again", "finish", "wrong_feedback", "withdraw"]) | JSON,
    "field": IDS | JSON, "item": IDS | JSON, "value": FITTING | JSON, "rule": JSON | st.just("mangler-open-help"),
    "share_text": st.booleans() | JSON,
})  # fmt: skip
CTXS = st.builds(
    replace, st.just(PARTICIPANT),
    role=st.sampled_from(["participant", "participant", "trainer", "leader", "screen"]),
    phase=st.sampled_from(["waiting", "open", "open", "closed", "revealed"]),
)  # fmt: skip


def answer(item: str, value: Any) -> dict[str, Any]:
    return {"type": "answer", "item": item, "value": value}


def after(*events: dict[str, Any], ctx: Ctx = PARTICIPANT) -> State:
    state = KIND.start(MINE, ctx)
    for event in events:
        state = KIND.apply(MINE, state, event, ctx)
    return state


def finished(ctx: Ctx = PARTICIPANT) -> State:
    return after(*({"type": "set", "field": k, "value": v} for k, v in CHECKED), {"type": "finish"}, ctx=ctx)


def refusal(event: dict[str, Any], state: State | None = None, ctx: Ctx = PARTICIPANT) -> str:
    with pytest.raises(Refused) as refused:
        KIND.apply(MINE, state or KIND.start(MINE, ctx), event, ctx)
    return str(refused.value)


def shown(state: State, item: str, ctx: Ctx = PARTICIPANT) -> dict[str, Any]:
    found: dict[str, Any] = next(i for i in KIND.public(MINE, state, ctx)["items"] if i["id"] == item)
    return found


def kinds_of(item: str, reply: Any) -> list[str]:
    return [entry["kind"] for entry in feedback.read(ITEMS[item], reply)]


# Content


def changed(path: str, **more: Any) -> dict[str, Any]:
    """The gallery's file with one item changed; `path` is its id."""
    file = copy.deepcopy(FILE)
    next(i for i in file["practice"] + file["check"] if i["id"] == path).update(more)
    return file


@pytest.mark.parametrize(("file", "said"), [
    ({**FILE, "visible": "trainer"}, "kun for den, der øver"),
    ({**FILE, "learn": "ord " * 121}, "121 ord"),
    ({**FILE, "check": FILE["check"][:2]}, "at least 3"),
    ({**FILE, "practice": FILE["practice"] + [FILE["check"][0]]}, "står to gange"),
    (changed("ord-at-gribe", spans=[{"text": "glad", "why": "x"}]), "»glad« står ikke i replikken"),
    (changed("ord-at-gribe", spans=[{"text": "alt", "why": "x"}, {"text": "alt muligt", "why": "x"}]), "overlapper"),
    (changed("ugu-i-raekkefoelge", orders=[["lov", "giv"]]), "alle trinnenes id"),
    (changed("proces-eller-indhold", cards=[{"id": "a", "text": "A", "piles": ["x"], "feedback": "f"}] * 2), "to gange"),
    (changed("hvor-er-timeouten", spots=[{"after": 9, "fits": True, "feedback": "f"}]), "der er ingen linje 9"),
    (changed("hvor-er-timeouten", spots=[{"after": 1, "feedback": "f"}]), "fits: true"),
    (changed("luk-op", wants=[{"any_of": ["nice"], "present": "p", "absent": "a"}]), "Input should be"),
])  # fmt: skip
def test_a_file_that_could_not_work_is_refused_with_a_reason(file: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError) as wrong:
        Content.model_validate(file)
    assert said in str(wrong.value)


# Replies and feedback, form by form


def test_every_form_has_an_example_here() -> None:
    assert {ITEMS[name].form for name in GOOD} == {"recognise", "mark", "write", "rewrite", "order", "sort", "place"}


@pytest.mark.parametrize("item", GOOD)
def test_a_good_reply_leaves_nothing_to_try(item: str) -> None:
    assert feedback.outcome(feedback.read(ITEMS[item], GOOD[item])) == "hit"


@pytest.mark.parametrize("item", POOR)
def test_a_reply_that_misses_is_told_what_to_try_in_the_items_own_words(item: str) -> None:
    entries = feedback.read(ITEMS[item], POOR[item])
    assert "try" in {entry["kind"] for entry in entries}
    own = ITEMS[item].model_dump_json()
    assert all(json.dumps(e["text"], ensure_ascii=False)[1:-1] in own for e in entries if e["kind"] == "try")


@pytest.mark.parametrize(("item", "several"), [
    ("ugu-i-raekkefoelge", [["spoerg", "lov", "giv", "igen"], ["lov", "spoerg", "giv", "igen"]]),
    ("hvor-er-timeouten", [4, 5]),
    ("ord-at-gribe", [[11, 17], [11, 12, 13, 17], [3, 11, 17]]),
    ("proces-eller-indhold", [{"tid": "proces", "truck": "indhold", "tilbage": p} for p in ("proces", "indhold")]),
    ("luk-op", ["Hvad har du gjort i denne uge?", "Fortæl lidt om din uge."]),
])  # fmt: skip
def test_several_good_replies_are_good(item: str, several: list[Any]) -> None:
    assert {feedback.outcome(feedback.read(ITEMS[item], reply)) for reply in several} == {"hit"}


def test_words_found_missed_possible_and_elsewhere_are_told_apart() -> None:
    entries = feedback.read(ITEMS["ord-at-gribe"], [0, 3, 11])
    assert [(e["kind"], e["about"]) for e in entries] == [
        ("good", "»træt af det«"), ("try", "»ansvar«"), ("also", "»alt muligt«"), ("try", "»Jeg«"),
    ]  # fmt: skip


def test_a_swapped_neighbour_gets_the_feedback_of_its_pair() -> None:
    entries = feedback.read(ITEMS["ugu-i-raekkefoelge"], ["spoerg", "lov", "igen", "giv"])
    assert [e["kind"] for e in entries] == ["good", "try"]
    assert entries[1]["text"].startswith("Borgeren kan ikke mene noget om det")


@given(st.permutations(["spoerg", "lov", "giv", "igen"]))
def test_an_order_is_praised_whole_only_if_it_is_one_of_the_good(reply: list[str]) -> None:
    item = ITEMS["ugu-i-raekkefoelge"]
    assert isinstance(item, Order)
    assert (feedback.outcome(feedback.read(item, reply)) == "hit") is (tuple(reply) in item.good_orders())


def test_what_a_text_does_is_shown_in_its_words() -> None:
    state = after(answer("spejl-og-spoerg", "🙂 Du vil ikke stå i et supermarked. Hvad vil du hellere?"))
    result = shown(state, "spejl-og-spoerg")["result"]
    assert "".join(part["text"] for part in result["segments"]) == state["fields"]["spejl-og-spoerg"]
    lit = [part["text"] for part in result["segments"] if part["kind"] == "good"]
    assert any("Hvad vil du hellere?" in text for text in lit)


def test_feedback_on_the_same_words_is_numbered_where_each_ends() -> None:
    entries = [{"kind": "good", "spans": [[0, 9]]}, {"kind": "try", "spans": [[4, 6], [7, 9]]}, {"kind": "seen", "spans": []}]
    assert [(p["text"], p["kind"], p["numbers"]) for p in feedback.segments("Hvad er nu det", entries)] == [
        ("Hvad", "good", []), (" e", "try", [2]), ("r", "good", []), (" n", "try", [1, 2]), ("u det", "", []),
    ]  # fmt: skip


def test_the_words_of_an_utterance_can_be_marked_with_their_signs() -> None:
    assert [("Hvad, nu?"[s:e]) for s, e in replies.words_of("Hvad, nu?")] == ["Hvad,", "nu?"]


@pytest.mark.parametrize("form", ["write", "rewrite"])
@given(text=st.text(min_size=1, max_size=300).filter(str.strip))
@settings(max_examples=60)
def test_any_text_gets_feedback_that_lies_inside_it(form: str, text: str) -> None:
    item = next(i for i in MINE.practice if i.form == form)
    entries = feedback.read(item, text)
    assert entries
    assert all(0 <= start < end <= len(text) for entry in entries for start, end in entry["spans"])
    assert "".join(part["text"] for part in feedback.segments(text, entries)) == text


def test_proofreading_tells_of_a_model_that_misses_and_a_typical_reply_that_does_not(capsys: pytest.CaptureFixture[str]) -> None:
    assert proofread(MINE) == []
    assert main([str(GALLERY)]) == 0
    models = [{"reply": "Har du søgt?", "why": "x"}, {"reply": "Hvad har du søgt?", "why": "x"}]
    file = changed("luk-op", models=models, typical={"reply": "Hvad har du gjort?", "feedback": "x"})
    told = proofread(Content.model_validate(file))
    assert [line.split(" »")[0] for line in told] == ["luk-op, model 1", "luk-op, typical"]
    assert "i orden" in capsys.readouterr().out


# Events


@pytest.mark.parametrize(("event", "said"), [
    (answer("hvad-for-et-spoergsmaal", None), "Vælg et svar først"),
    (answer("ord-at-gribe", []), "Markér mindst ét ord"),
    (answer("spejl-og-spoerg", "  "), "Skriv dit eget bud"),
    ({"type": "answer", "item": "ugu-i-raekkefoelge"}, "i rækkefølge først"),
    (answer("proces-eller-indhold", {"tid": "proces"}), "alle kort"),
    (answer("hvor-er-timeouten", None), "Vælg et sted"),
    (answer("hvor-er-timeouten", 6), "Stedet findes ikke"),
    (answer("hvor-er-timeouten", True), "Stedet findes ikke"),
    (answer("ord-at-gribe", [99]), "Ordet findes ikke"),
    (answer("ugu-i-raekkefoelge", ["giv", "giv", "lov", "igen"]), "alle trin med"),
    (answer("proces-eller-indhold", {"tid": "hylde"}), "findes ikke i opgaven"),
    (answer("hvad-for-et-spoergsmaal", "ukendt"), "findes ikke i opgaven"),
    (answer("spejl-og-spoerg", "a" * 2001), "2.001 tegn. Der er plads til 2.000"),
    (answer("ukendt", "x"), "Opgaven findes ikke"),
    (answer("check-form", "lukket"), "når du afslutter runden"),
    ({"type": "finish"}, "Du mangler 3 opgaver"),
    ({"type": "again", "item": "luk-op"}, "Svar på opgaven"),
    ({"type": "wrong_feedback", "item": "luk-op", "rule": "x", "share_text": "ja"}, "om underviseren må læse"),
    ({"type": "dans"}, "kan man ikke gøre"),
])  # fmt: skip
def test_what_cannot_be_done_is_refused_in_danish(event: dict[str, Any], said: str) -> None:
    assert said in refusal(event)


@pytest.mark.parametrize("phase", ["waiting", "closed", "revealed"])
def test_nothing_can_be_done_when_it_is_not_open(phase: Any) -> None:
    for event in (answer("luk-op", "Hvad nu?"), {"type": "finish"}, {"type": "set", "field": "luk-op", "value": "x"}):
        assert refusal(event, ctx=replace(PARTICIPANT, phase=phase))


def test_a_reply_with_feedback_is_locked_till_one_tries_again_and_the_first_outcome_stays() -> None:
    state = after(answer("luk-op", "Har du søgt noget?"))
    assert "Prøv igen" in refusal({"type": "set", "field": "luk-op", "value": "x"}, state)
    assert "Prøv igen" in refusal(answer("luk-op", "x"), state)
    state = after(answer("luk-op", "Har du søgt noget?"), {"type": "again", "item": "luk-op"})
    assert shown(state, "luk-op")["result"] is None
    state = KIND.apply(MINE, state, answer("luk-op", "Hvad har du søgt?"), replace(PARTICIPANT, now=PARTICIPANT.now + timedelta(1)))
    tried = state["tries"]["luk-op"]
    assert (tried["n"], tried["first"], tried["first_at"]) == (2, "away", PARTICIPANT.now.isoformat())
    assert shown(state, "luk-op")["result"]["entries"][0]["kind"] == "good"


def test_the_last_round_gets_its_feedback_only_when_it_is_finished() -> None:
    state = after(*({"type": "set", "field": k, "value": v} for k, v in CHECKED))
    assert all(shown(state, name)["result"] is None for name, _ in CHECKED)
    state = KIND.apply(MINE, state, {"type": "finish"}, PARTICIPANT)
    assert all(shown(state, name)["result"]["entries"] for name, _ in CHECKED)
    assert state["handed_in"] == PARTICIPANT.now.isoformat()
    assert "allerede afsluttet" in refusal({"type": "finish"}, state)
    assert shown(KIND.apply(MINE, state, {"type": "again", "item": "check-form"}, PARTICIPANT), "check-form")["result"] is None


# What a browser gets


def secrets(item: Any) -> list[str]:
    """Every text of an item that belongs to after the reply."""
    told = [entry["text"] for entry in feedback.key(item) if not isinstance(item, Sort)] + [item.rule]
    if isinstance(item, Reply):
        told += [m.reply for m in item.models] + [m.why for m in item.models] + [item.typical.reply, item.typical.feedback]
        told += [w.present for w in item.wants] + [w.absent for w in item.wants] + [a.present for a in item.avoids]
    for part in ("labels", "cards", "spots", "pairs"):
        told += [one.feedback for one in getattr(item, part, ())]
    if isinstance(item, Mark):
        told += [span.why for span in item.spans]
    if isinstance(item, Order):
        told += [step.why for step in item.steps]
    return [*told, getattr(item, "elsewhere", "")]


@pytest.mark.parametrize("phase", ["open", "closed", "revealed"])
@pytest.mark.parametrize("role", ["participant", "trainer", "leader", "screen"])
def test_no_key_feedback_or_model_reply_is_sent_before_the_reply(phase: Any, role: Any) -> None:
    ctx = replace(PARTICIPANT, phase=phase, role=role)
    state = after(answer("hvad-for-et-spoergsmaal", "aabent"), {"type": "again", "item": "hvad-for-et-spoergsmaal"})
    for sent in (KIND.public(MINE, KIND.start(MINE, ctx), ctx), KIND.public(MINE, state, ctx)):
        text = json.dumps(sent, ensure_ascii=False)
        for item in MINE.items:
            for secret in filter(None, secrets(item)):
                assert json.dumps(secret, ensure_ascii=False)[1:-1] not in text
        assert not {"fits", "piles_of", "orders", "spans", "spots", "wants", "models"} & _keys(sent)


def _keys(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {name for inner in value.values() for name in _keys(inner)}
    return {name for inner in value for name in _keys(inner)} if isinstance(value, list) else set()


@pytest.mark.parametrize("item", GOOD)
def test_after_the_reply_there_is_feedback_a_rule_and_something_to_compare_with(item: str) -> None:
    result = shown(after(answer(item, POOR[item])), item)["result"]
    assert result["rule"] == ITEMS[item].rule
    assert bool(result["key"]) != bool(len(result["models"]) == 2 and result["typical"])


@given(st.integers(0, 10_000))
def test_the_steps_to_order_are_never_shown_in_a_good_order(seed: int) -> None:
    steps = shown(KIND.start(MINE, PARTICIPANT), "ugu-i-raekkefoelge", replace(PARTICIPANT, seed=seed))["steps"]
    item = ITEMS["ugu-i-raekkefoelge"]
    assert isinstance(item, Order)
    assert tuple(step["id"] for step in steps) not in item.good_orders()


# The group


def trained(n: int, reply: str = "Har du søgt noget?", later: int = 0) -> list[Contribution]:
    """`n` people who gave this reply to "luk-op", one a minute, beginning so many minutes later."""
    times = [PARTICIPANT.now + timedelta(minutes=later + i) for i in range(n)]
    return [Contribution(after(answer("luk-op", reply), ctx=replace(PARTICIPANT, now=time))) for time in times]


def total(given: list[Contribution], ctx: Ctx = TRAINER, item: str = "luk-op") -> dict[str, int] | None:
    """How many first tries came how far; None where too few have tried."""
    question = KIND.summary(MINE, given, ctx).part(item)
    assert isinstance(question, Question)
    assert question.whole.few or question.whole.n == sum(bar.count for bar in question.whole.bars)
    assert not question.whole.few or question.whole == Distribution(few=True)
    return None if question.whole.few else {bar.id: bar.count for bar in question.whole.bars}


def reports(given: list[Contribution]) -> list[tuple[Any, ...]]:
    """Each reported piece of feedback: (prompt, feedback, text, rule)."""
    table = KIND.summary(MINE, given, TRAINER).part("reports")
    assert table is None or isinstance(table, Table)
    return list(table.rows) if table else []


def test_the_trainer_sees_an_item_from_five_who_tried_it() -> None:
    assert total(trained(4)) is None
    assert total(trained(5)) == {"hit": 0, "part": 0, "away": 5}
    assert total(trained(5), replace(TRAINER, least=8)) is None
    assert total(trained(5), item="check-form") is None


def test_one_more_who_tries_changes_no_total_till_there_are_five_more() -> None:
    better = trained(5, "Hvad har du søgt?", later=60)
    for n in range(5):
        assert total(trained(5) + better[:n]) == total(trained(5))
    assert total(trained(5) + better) == {"hit": 5, "part": 0, "away": 5}


@pytest.mark.parametrize("role", ["participant", "leader", "screen"])
def test_only_the_trainer_sees_how_the_group_did(role: Any) -> None:
    assert KIND.summary(MINE, trained(9), replace(TRAINER, role=role, phase="revealed")) == Summary()


def test_a_summary_holds_no_text_or_name_that_was_not_sent_on() -> None:
    given = [replace(one, label="Mette Holm", subject="person:abc") for one in trained(6, reply="Har du hemmeligt søgt?")]
    told = json.dumps(KIND.summary(MINE, given, TRAINER).json, ensure_ascii=False)
    assert "hemmeligt" not in told
    assert "Mette" not in told
    assert "person:abc" not in told


@pytest.mark.parametrize("share", [True, False])
def test_feedback_that_does_not_fit_reaches_the_trainer_with_the_text_only_if_its_writer_agrees(share: bool) -> None:
    report = {"type": "wrong_feedback", "item": "luk-op", "rule": "mangler-open-help", "share_text": share}
    state = after(answer("luk-op", "Har du søgt noget?"), report, report)
    (one,) = reports([Contribution(state, label="Mette")])
    prompt, feedback, text, rule = one
    assert (prompt, rule) == (shown(state, "luk-op")["prompt"], "mangler-open-help")
    assert feedback in {entry["text"] for entry in shown(state, "luk-op")["result"]["entries"]}
    assert text == ("Har du søgt noget?" if share else "")
    assert shown(state, "luk-op")["result"]["entries"][0]["reported"] == ("text" if share else "rule")
    state = KIND.apply(MINE, state, {"type": "withdraw", "item": "luk-op", "rule": "mangler-open-help"}, PARTICIPANT)
    assert reports([Contribution(state)]) == []


def test_feedback_that_is_not_there_cannot_be_reported() -> None:
    report = {"type": "wrong_feedback", "item": "luk-op", "rule": "ukendt", "share_text": True}
    assert "står der ikke længere" in refusal(report, after(answer("luk-op", "Har du søgt noget?")))
    assert "står der ikke længere" in refusal(report)


# What the machine cannot hear


def entries_of(reply: str) -> list[tuple[str, str]]:
    """Kind and text of the feedback on a reply to Jonas, who does not want to stand in a supermarket again."""
    return [(e["kind"], e["text"]) for e in shown(after(answer("spejl-og-spoerg", reply)), "spejl-og-spoerg")["result"]["entries"]]


def test_a_mirror_with_none_of_the_citizens_words_is_not_praised_for_what_it_says() -> None:
    told = entries_of("Du elsker at sejle i weekenden. Hvad glæder du dig til?")
    assert ("unsure", ONLY_FORM) in told
    assert not [text for kind, text in told if kind == "good" and "hans egne ord" in text]
    told = entries_of("Du har fået nok af supermarkedet. Hvad glæder du dig til?")
    assert [text for kind, text in told if kind == "good" and "hans egne ord" in text]


def test_a_mirror_by_its_form_alone_is_in_part_and_never_a_hit() -> None:
    item = ITEMS["spejl-og-spoerg"]
    assert feedback.outcome(feedback.read(item, "Du elsker at sejle i weekenden. Hvad glæder du dig til?")) == "part"
    assert feedback.outcome(feedback.read(item, "Du har fået nok af supermarkedet. Hvad glæder du dig til?")) == "hit"


def test_what_the_rules_do_not_see_is_in_doubt_unless_something_speaks_against_the_reply() -> None:
    wants = {"wants": [{"any_of": ["strength"], "present": "…", "absent": "Sig, hvad der viser det."}]}
    item = Write.model_validate(ITEMS["spejl-og-spoerg"].model_dump() | wants | {"citizen": "Jeg tæller skruerne to gange."})
    entries = feedback.read(item, "Sådan en hånd sender ikke noget forkert ud ad døren.")
    (told,) = [one for one in entries if one["kind"] == "unsure"]
    assert told["text"].startswith(UNSEEN)
    assert told["text"].endswith("Sig, hvad der viser det.")
    for poor in ("Det lyder godt.", "Du tæller jo bare.", "Hvor mange er der?"):
        assert feedback.outcome(feedback.read(item, poor)) == "away", poor


@pytest.mark.parametrize("reply", [
    "Du er doven og gider ikke supermarkedet. Hvad vil du hellere?",
    "Stakkels dig, et supermarked. Hvad glæder du dig til?",
    "Hvis du ikke tager supermarkedet, stopper din ydelse. Hvad vil du hellere?",
])
def test_what_hurts_is_told_first_and_nothing_beside_it_is_praised(reply: str) -> None:
    entries = feedback.read(ITEMS["spejl-og-spoerg"], reply)
    assert entries[0]["rule"].startswith("H-")
    assert entries[0]["spans"], "the words that do it"
    assert not [entry for entry in entries if entry["kind"] in {"good", "seen", "unsure"}]
    assert feedback.outcome(entries) == "away"


def test_repeating_is_something_to_try_also_beside_a_good_question() -> None:
    entries = feedback.read(ITEMS["spejl-og-spoerg"], "Du gider ikke stå i et supermarked igen. Hvad vil du hellere?")
    assert ("try", "M2-parroting") in [(entry["kind"], entry["rule"]) for entry in entries]


def test_who_says_it_all_again_is_not_told_to_use_the_words() -> None:
    told = entries_of("Du gider ikke stå i et supermarked igen. Hvad vil du hellere?")
    assert not [text for _, text in told if "for eksempel »supermarked«" in text]
    assert [kind for kind, text in told if "næsten borgerens egne ord igen" in text] == ["try"]


# The whole


def test_the_authors_own_data_has_every_reply_in_words() -> None:
    state = after(*(answer(item, reply) for item, reply in GOOD.items()))
    row = KIND.row(MINE, state)
    assert list(row) == [column.key for column in KIND.columns(MINE)]
    assert row["hvad-for-et-spoergsmaal"] == "Hjælpespørgsmål"
    assert row["ord-at-gribe"] == "træt / ansvar"
    assert row["hvor-er-timeouten"] == "efter linje 5"
    assert row["luk-op_tries"] == 1
    assert row["check-form"] == ""


@pytest.mark.parametrize("seed", range(15))
def test_a_played_participant_is_never_refused(seed: int) -> None:
    state = after(*KIND.play(MINE, Random(seed)))
    assert KIND.answered(MINE, state)
    assert not KIND.answered(MINE, KIND.start(MINE, PARTICIPANT))
    assert KIND.finished(MINE, state) == (state["handed_in"] is not None)
    assert all(item.id in state["tries"] for item in MINE.practice)


@given(st.lists(st.tuples(EVENTS, CTXS), max_size=6))
@settings(deadline=None)
def test_no_event_breaks_it_or_changes_the_state_it_was_given(steps: list[tuple[dict[str, Any], Ctx]]) -> None:
    state = KIND.start(MINE, PARTICIPANT)
    for event, ctx in steps:
        before = copy.deepcopy(state)
        try:
            new = KIND.apply(MINE, state, event, ctx)
        except Refused:
            new = state
        assert state == before
        json.dumps(KIND.public(MINE, new, ctx))
        json.dumps(KIND.summary(MINE, [Contribution(new)] * 6, ctx).json)
        json.dumps(KIND.row(MINE, new))
        state = new
    assert state == json.loads(json.dumps(state))

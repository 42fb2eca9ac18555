"""What may be taken home: the tables of an export. No server is asked here."""

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from random import Random
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pejling.content import parse_text
from pejling.excel import to_xlsx
from pejling.exercise.kind import Contribution, Ctx
from pejling.exercise.summary import Distribution, Question, Series, Summary, Table
from pejling.export import to_csv
from pejling.reports import tables
from pejling.reports.tables import Member, Round, Signed
from pejling_widgets.kinds import KINDS

POLL = """
kind: poll
title: "=Afstemning?"
visible: aggregate
by_organisation: true
source: prøven
questions:
  - id: valg
    type: single
    text: Hvad vælger du?
    options: [{id: a, text: Ja}, {id: b, text: Nej}]
  - id: ord
    type: words
    text: Skriv et ord.
  - id: tal
    type: scale
    text: Hvor meget?
    low_text: lidt
    high_text: meget
"""
BOARD = """
kind: board
title: Uden navne
anonymous: true
visible: aggregate
source: prøven
sections: [{id: tanker, title: Tanker}]
"""
PLENUM = """
kind: board
title: Gruppernes tavle
scope: group
visible: plenum
source: prøven
sections: [{id: tanker, title: Tanker}]
"""
FORM = """
kind: form
title: Skema
visible: {visible}
{more}
source: prøven
fields:
  - {{id: tekst, type: text, label: Fortæl}}
  - {{id: kryds, type: choice, label: Vælg, options: [{{id: a, text: Ja}}, {{id: b, text: Nej}}]}}
"""


def form(visible: str, more: str = "") -> str:
    return FORM.format(visible=visible, more=more)


def ctx(phase: str = "revealed", least: int = 5, number: int = 1) -> Ctx:
    return Ctx("trainer", phase, datetime(2027, 1, 5, tzinfo=UTC), number, least=least)  # type: ignore[arg-type]


def a_round(text: str, states: Sequence[dict[str, Any]], organisations: Sequence[str] = (), *, phase: str = "revealed",
            shown: bool = True, least: int = 5) -> Round:
    """A round in which these states were given, by named people where the exercise is not anonymous."""
    document = parse_text(text)
    kind = KINDS[document["kind"]]
    content = kind.content.model_validate(document)
    houses = list(organisations) or [""] * len(states)
    given_ = [Contribution(state, "", house) for state, house in zip(states, houses, strict=True)]
    people = [Signed(f"Person {n}", house, s) for n, (s, house) in enumerate(zip(states, houses, strict=True))]
    signed = [] if content.anonymous else people
    return Round(kind, content, ctx(phase, least), shown, len(states), given_, signed)


def state(**fields: Any) -> dict[str, Any]:
    return {"fields": fields, "hidden": [], "handed_in": None, "handed_in_late": False, "shared": False}


def cells(*rounds: Round) -> list[list[str]]:
    """The exercise's CSV as rows of text."""
    table = tables.of_exercise(rounds)
    assert table is not None
    return list(csv.reader(io.StringIO(to_csv(table).decode("utf-8-sig")), delimiter=";"))


def text_of(*rounds: Round) -> str:
    return "\n".join(";".join(row) for row in cells(*rounds))


ANSWER = {
    POLL: {"valg": "a", "ord": ["hemmeligt"], "tal": 4}, BOARD: {"tanker/abcdef": "hemmeligt"},
    form("aggregate", "hand_in: false"): {"tekst": "hemmeligt", "kryds": "a"},
}


@pytest.mark.parametrize("text", ANSWER)
@pytest.mark.parametrize("n", range(7))
def test_fewer_than_five_are_never_exported(text: str, n: int) -> None:
    told = text_of(a_round(text, [state(**ANSWER[text])] * n))
    assert ("hemmeligt" in told) == (n >= 5)
    assert (tables.TOO_FEW in told) == (n < 5)
    assert "Person" not in told


@pytest.mark.parametrize("text", ANSWER)
def test_a_course_can_raise_the_limit(text: str) -> None:
    given_ = [state(**ANSWER[text])] * 7
    assert "hemmeligt" in text_of(a_round(text, given_, least=7))
    assert "hemmeligt" not in text_of(a_round(text, given_, least=8))


@pytest.mark.parametrize("n", range(7))
def test_each_question_needs_five_of_its_own(n: int) -> None:
    states = [state(valg="a", ord=["hemmeligt"])] * n + [state(valg="b")] * 8
    told = text_of(a_round(POLL, states))
    assert ("hemmeligt" in told) == (n >= 5)
    assert "Hvad vælger du?;Nej;8" in told


@pytest.mark.parametrize(("west", "east", "split"), [(4, 8, False), (5, 7, True), (12, 0, False), (1, 11, False), (8, 5, True)])
def test_organisations_are_told_apart_only_when_each_has_five(west: int, east: int, split: bool) -> None:
    states = [state(valg="a")] * west + [state(valg="b")] * east
    told = text_of(a_round(POLL, states, ["Vest"] * west + ["Øst"] * east))
    assert ("Vest" in told) == ("Øst" in told) == split
    assert f"alle;Hvad vælger du?;Ja;{west};{west + east}" in told


def test_a_kind_that_forgets_the_limit_is_stopped_here() -> None:
    forgetful = a_round(POLL, [state(valg="a")] * 6)

    def summary(*_: Any) -> Summary:
        few, many = (Distribution.of(n, [("a", "Ja", n)]) for n in (2, 6))
        houses = (Series("Vest", few), Series("Øst", many))
        return Summary(6, parts=(
            Question("valg", "Hvad vælger du?", many, split=houses), Question("ord", "Skriv et ord.", few),
            Question("tal", "Hvor meget?", few),
        ))

    told = text_of(replace(forgetful, kind=replace(forgetful.kind, summary=summary)))
    assert "Vest" not in told
    assert "Øst" not in told
    assert "Skriv et ord.;Ja" not in told
    assert "Hvad vælger du?;Ja;6;6" in told


def test_a_round_that_was_shown_beside_a_later_one_is_exported() -> None:
    assert "hemmeligt" in text_of(a_round(POLL, [state(**ANSWER[POLL])] * 6, phase="closed", shown=True))


def test_what_has_another_shape_is_exported_as_rows_and_not_below_five() -> None:
    one = a_round(POLL, [state(valg="a")] * 6)

    def summary(*_: Any) -> Summary:
        many, few = (("Ja", 3, None),), (("hemmeligt",),)
        return Summary(6, parts=(Table("t", "Tabel", ("A", "B", "C"), many, 6), Table("f", "Få", ("A",), few, 4)))

    told = text_of(replace(one, kind=replace(one.kind, summary=summary)))
    assert "alle;Tabel;Ja; 3; ;" in told
    assert f"alle;Få;{tables.TOO_FEW};" in told
    assert "hemmeligt" not in told


@pytest.mark.parametrize(("phase", "shown"), [("open", False), ("open", True), ("closed", False)])
def test_before_a_total_is_shown_only_the_count_is_exported(phase: str, shown: bool) -> None:
    rows = cells(a_round(POLL, [state(valg="a", ord=["hemmeligt"])] * 9, phase=phase, shown=shown))
    assert rows[1:] == [["'=Afstemning?", "1", "alle", tables.NOT_SHOWN, "", "9", "", "", ""]]


ANSWERS = st.fixed_dictionaries({}, optional={
    "valg": st.sampled_from("ab"), "ord": st.lists(st.text("abcæøå", min_size=1, max_size=5), min_size=1, max_size=3),
    "tal": st.integers(1, 5),
})


@settings(max_examples=60, deadline=None)
@given(st.lists(ANSWERS, max_size=14), st.randoms(use_true_random=False))
def test_the_order_of_the_answers_tells_nothing_and_every_number_has_five_behind_it(
    fields: list[dict[str, Any]], chance: Random
) -> None:
    states = [state(**one) for one in fields]
    houses = ["Vest" if n % 2 else "Øst" for n in range(len(states))]
    rows = cells(a_round(POLL, states, houses))
    mixed = list(zip(states, houses, strict=True))
    chance.shuffle(mixed)
    assert cells(a_round(POLL, [s for s, _ in mixed], [h for _, h in mixed])) == rows
    counted = [row for row in rows[1:] if row[6] and int(row[6])]
    assert all(int(row[6]) >= 5 for row in counted)
    for row in counted:
        question = {"Hvad vælger du?": "valg", "Skriv et ord.": "ord", "Hvor meget?": "tal"}[row[3]]
        behind = [s for s, h in zip(states, houses, strict=True) if question in s["fields"] and row[2] in ("alle", h)]
        assert int(row[6]) == len(behind)


def test_a_group_s_posts_are_exported_with_the_group_and_hidden_ones_are_marked() -> None:
    posts = {"fields": {"tanker/abcdef": "=1+1", "tanker/ghijkl": "skjul mig"}, "hidden": ["tanker/ghijkl"]}
    one = a_round(PLENUM, [posts], phase="open")
    one = replace(one, signed=[replace(one.signed[0], name="Gruppe 1")])
    assert cells(one)[1:] == [["1", "Gruppe 1", "'=1+1\n(skjult) skjul mig"]]
    table = tables.of_exercise([one])
    assert table
    cell = openpyxl.load_workbook(io.BytesIO(to_xlsx([table], "Hold", "")))["Gruppernes tavle"]["C2"]
    assert (cell.data_type, cell.value) == ("s", "=1+1\n(skjult) skjul mig")


def test_what_only_the_trainer_reads_has_its_names() -> None:
    one = a_round(form("trainer", "hand_in: false"), [state(tekst="til dig", kryds="a"), state()], ["Vest", "Øst"])
    assert cells(one)[1:] == [["1", "Person 0", "Vest", "til dig", "Ja"]]


def test_homework_s_words_are_exported_only_when_their_author_shares_them() -> None:
    handed_in = {"handed_in": "2027-01-05T23:30:00+00:00"}
    states = [state(tekst="hemmeligt") | handed_in, state(tekst="gerne delt") | handed_in | {"shared": True}, state(tekst="kladde")]
    text = form("author", "may_share: true\nhomework: true")
    rows = cells(a_round(text, states))
    assert rows[0] == ["Runde", "Navn", "Organisation", "Afleveret", "Dato", "Delt", "Fortæl", "Vælg"]
    assert rows[1:] == [
        ["1", "Person 0", "", "ja", "2027-01-06", "nej", "", ""],
        ["1", "Person 1", "", "ja", "2027-01-06", "ja", "gerne delt", ""],
        ["1", "Person 2", "", "nej", "", "nej", "", ""],
    ]
    unshareable = text_of(a_round(form("author"), [s | {"shared": True} for s in states]))
    assert not any(word in unshareable for word in ("hemmeligt", "gerne delt", "kladde", "Fortæl"))
    status = to_csv(tables.hand_ins([[a_round(text, states)]])).decode()
    assert status.count(";ja;2027-01-06;nej") == 2
    assert not any(word in status for word in ("hemmeligt", "gerne delt", "kladde"))


def test_an_exercise_that_was_only_its_author_s_in_one_round_is_not_counted_in_another() -> None:
    private = a_round(POLL.replace("visible: aggregate", "visible: author"), [state(ord=["hemmeligt"])] * 6)
    told = text_of(private, a_round(POLL, [state(ord=["åbent"])] * 6))
    assert "hemmeligt" not in told
    assert "åbent" in told


def test_a_clock_has_no_sheet_and_anonymous_rounds_no_names() -> None:
    clock = "kind: timer\ntitle: Ur\nsource: prøven\nsteps: [{id: a, title: A, seconds: 60}]"
    assert tables.of_exercise([a_round(clock, [])]) is None
    anonymous = a_round(BOARD, [state(**ANSWER[BOARD])] * 6)
    assert len(tables.hand_ins([[replace(anonymous, signed=[Signed("Per", "", state())])]]).rows) == 0


def test_the_file_says_what_it_is_and_who_is_in_the_class() -> None:
    rounds = [a_round(POLL, [])]
    read_me = to_csv(tables.read_me("Hold 1", "i dag", "3. maj 2028", 5, [rounds])).decode()
    assert "3. maj 2028" in read_me
    assert "Hvem ser hvad: =Afstemning?" in read_me
    listed = tables.class_list([Member("Aske", "Vest", True), Member("Bo", "", False)])
    assert to_csv(listed).decode("utf-8-sig").splitlines()[1:] == ["Aske;Vest;ja", "Bo;;nej"]

"""What may be taken home: the tables of an export, and the parts of the day report. No server is asked here."""

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from random import Random
from types import MappingProxyType
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pejling.content import parse_text
from pejling.excel import to_xlsx
from pejling.exercise.kind import Contribution, Ctx
from pejling.exercise.summary import (
    Answered,
    Bar,
    Distribution,
    Figure,
    Heading,
    Movement,
    Network,
    Part,
    Post,
    Posts,
    Question,
    Record,
    Series,
    Summary,
    Table,
)
from pejling.export import to_csv
from pejling.reports import data, parts, tables
from pejling.reports.browser import find_browser
from pejling.reports.charts import figures_of
from pejling.reports.tables import Member, Round, Signed
from pejling_widgets.kinds import KINDS

SCRIPT = "<script>alert('æ')</script>"
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
            Question("valg", "Hvad vælger du?", "single", many, split=houses), Question("ord", "Skriv et ord.", "words", few),
            Question("tal", "Hvor meget?", "scale", few),
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


# The day report

WHOLE = Distribution(n=6, bars=(Bar("a", "Ja", 4, 67), Bar("b", SCRIPT, 2, 33)), mean=3.5)
OTHER = Distribution(n=5, bars=(Bar("a", "Ja", 1, 20), Bar("b", SCRIPT, 4, 80)), mean=1.2)
ASKED = Question("virker", "Virker $det$?", "single", WHOLE, split=(Series(SCRIPT, OTHER), Series("Øst", WHOLE)))
BEFORE = Summary(5, parts=(replace(ASKED, whole=OTHER),))
POSTS = Heading("tanker", "Tanker", 1, many=True, groups=(Posts("Gruppe 1", (Post(SCRIPT), Post("=1+1"))),))


def shown(*of: Part, before: Summary | None = BEFORE) -> data.Shown:
    return data.Shown(
        title=SCRIPT, section="Morgen", rounds=2, by_groups=False, proposal=True, historical="gjaldt i 2016", source="prøven",
        summary=Summary(6, parts=of, before=before),
    )


def report(**more: Any) -> data.DayReport:
    known: dict[str, Any] = {
        "title": "Dagen", "module": "Modul", "course": SCRIPT, "day": "tirsdag den 2. februar 2027", "place": SCRIPT,
        "made": "i dag", "kept_until": "3. maj 2028", "least": 5, "rehearsal": False, "unseen": 2,
        "present": (data.Present(organisation=SCRIPT, joined=2, invited=3), data.Present(organisation="Øst", joined=1, invited=1)),
        "programme": (data.Item(title="Velkommen", minutes=90), data.Item(title="Tak", minutes=None),
                      data.Item(title="Roller", minutes=15, optional=True)),
        "exercises": (shown(ASKED, POSTS),), "homework": (data.Homework(title="Prøv noget", due="mandag den 1. marts 2027"),),
    }
    return data.DayReport(**known | more)


def test_every_part_shows_script_as_text() -> None:
    made = [part(report()).text for part in (parts.cover, parts.programme, parts.exercises, parts.homework, parts.who_sees)]
    assert not [html for html in made if "<script" in html.lower()]
    assert made[0].count("&lt;script&gt;") == 3
    assert "=1+1" in made[2]
    assert all(b"<script" not in figure.svg for figure in figures_of(ASKED, OTHER, 2))


def test_the_parts_say_what_is_due_and_what_is_time_bound() -> None:
    exercises, whole = parts.exercises(report()).text, report()
    assert "Projektets forslag" in exercises
    assert "<em>Historisk:</em> gjaldt i 2016" in exercises
    assert "1 time og 30 minutter" in parts.programme(whole).text
    assert "Roller (valgfrit)" in parts.programme(whole).text
    assert "senest mandag den 1. marts 2027" in parts.homework(whole).text
    assert "2 øvelser fra dagen er ikke med" in parts.who_sees(whole).text
    assert "Der er ikke vist nogen øvelser" in parts.exercises(report(exercises=())).text


def test_figures_say_every_number_in_words() -> None:
    rounds, houses = figures_of(ASKED, OTHER, 2)
    assert "Runde 1, n = 5: Ja: 1 (20 %)" in rounds.alt
    assert "Runde 2, n = 6: Ja: 4 (67 %)" in rounds.alt
    assert "Øst, runde 2, n = 6: Ja: 4 (67 %)" in houses.alt
    assert all("Virker $det$?" in figure.alt for figure in (rounds, houses))
    assert all(b"4 (67 %)" in figure.svg for figure in (rounds, houses))


def test_the_table_beside_a_figure_says_the_same_with_danish_commas() -> None:
    table = parts.table_of(ASKED, OTHER, 2)
    assert table["head"] == ["Runde 1 (n = 5)", "Runde 2 (n = 6)", f"{SCRIPT} (n = 5)", "Øst (n = 6)"]
    assert table["rows"][0] == ("Ja", ["1 (20 %)", "4 (67 %)", "1 (20 %)", "4 (67 %)"])
    assert table["rows"][-1] == ("Gennemsnit", ["1,2", "3,5", "1,2", "3,5"])


def test_a_question_with_too_few_has_no_figure_and_says_so() -> None:
    few = replace(ASKED, whole=Distribution(few=True), split=())
    assert figures_of(few, None, 1) == []
    assert "For få har svaret" in parts.exercises(report(exercises=(shown(few, before=None),))).text


def test_a_round_before_that_too_few_answered_is_not_drawn() -> None:
    before = Summary(5, parts=(replace(ASKED, whole=Distribution(few=True), split=()),))
    assert shown(ASKED, before=before).before(ASKED) is None
    assert shown(ASKED, before=Summary()).before(ASKED) is None
    assert shown(ASKED).before(ASKED) == OTHER


def test_figures_stand_every_length_of_text_and_every_number_of_organisations() -> None:
    long = Distribution.of(7, [("a", "æ" * 300, 7), ("b", "😀 שלום", 0)])
    for count in (0, 2, 3, 4, 5):
        split = tuple(Series(f"Organisation {n} " + "x" * 100, long) for n in range(count))
        figures = figures_of(replace(ASKED, whole=long, split=split), None, 1)
        assert len(figures) == (2 if 2 <= count <= 4 else 1)
    first, last = Bar("a", "Først", 5, 100, mean=1.0), Bar("b", "Sidst", 0, 0, mean=2.0)
    ranking = Distribution(n=5, bars=(first, last))
    (only,) = figures_of(replace(ASKED, type="ranking", whole=ranking, split=()), None, 1)
    assert "Først: 1,0; Sidst: 2,0" in only.alt


def test_plans_are_read_group_by_group_and_posts_heading_by_heading() -> None:
    groups = (Posts("Gruppe 1", (Post("et"),)), Posts("Gruppe 2", (Post("to"),)), Posts("Gruppe 3", ()))
    board = shown(*(Heading(title, title, 2, groups=groups) for title in ("Mål", "Skridt")))
    plans = [("Gruppe 1", [("Mål", "et"), ("Skridt", "et")]), ("Gruppe 2", [("Mål", "to"), ("Skridt", "to")])]
    assert (board.plans, board.headings) == (plans, [])
    assert (shown(POSTS).plans, shown(POSTS).headings) == ([], [POSTS])
    nameless = Heading("a", "Uden navne", 5, groups=(Posts("", (Post("ét"),)),))
    assert (shown(nameless).plans, shown(nameless).headings) == ([], [nameless])


def test_a_form_in_plenum_is_read_person_by_person() -> None:
    one = a_round(form("plenum", "hand_in: false"), [state(tekst="vi ses")])
    given_ = [Contribution(state(tekst="vi ses", kryds="a"), "Per"), Contribution(state(), "Ida")]
    summary = one.kind.summary(one.content, given_, replace(one.ctx, role="participant"))
    plenum = shown(*summary.parts)
    assert (plenum.plans, plenum.questions, plenum.headings) == ([("Per", (("Fortæl", "vi ses"), ("Vælg", "Ja")))], [], [])
    told = parts.exercises(report(exercises=(plenum,))).text
    assert "Per" in told
    assert "vi ses" in told


def test_a_plan_is_read_with_what_it_comes_to() -> None:
    chart = Question("spread", "Opslag", "spread", Distribution.of(3, [("a", "A", 2), ("b", "B", 1)]))
    plan = Record("Gruppe 1", (Answered("a/titles", "Stillinger", ["Smed"], "Smed"),), chart=chart, notes=("2 af 3 er tæt på.",))
    assert shown(plan).plans == [("Gruppe 1", (("Stillinger", "Smed"), ("Opslag", "A: 2; B: 1\n2 af 3 er tæt på.")))]
    told = parts.exercises(report(exercises=(shown(plan),))).text
    assert all(word in told for word in ("Gruppe 1", "Smed", "A: 2; B: 1", "2 af 3 er tæt på."))


def test_a_shape_that_the_report_does_not_draw_is_shown_as_a_table() -> None:
    roles, hidden = (("cj", "Jobcenter"), ("ak", SCRIPT)), Figure(0, None, few=True)
    network = Network("ties", "Hvem ringer", roles, (("cj", "ak", Figure(7, 3.5, 3.0, 4.0)), ("ak", "cj", hidden)))
    moved = Movement("moved", "Tillid", ("Uge 1", "Uge 2"), (("Spejling", (Figure(8, 2.5), hidden)),))
    table, few = Table("t", "Andet", ("Hvad", "Antal"), (("Kaffe", 17),), 6), Table("f", "For få", ("Hvad",), (), few=True)
    told = parts.exercises(report(exercises=(shown(network, moved, table, few),))).text
    for title, line in (
        ("Hvem ringer", ["Jobcenter", "&lt;script&gt;alert(&#39;æ&#39;)&lt;/script&gt;", "7", "3,5", "3,0", "4,0"]),
        ("Hvem ringer", ["&lt;script&gt;alert(&#39;æ&#39;)&lt;/script&gt;", "Jobcenter", "–", "–", "–", "–"]),
        ("Tillid", ["Spejling", "2,5", "–"]), ("Andet", ["Kaffe", "17"]),
    ):
        assert f"<h4>{title}</h4>" in told
        assert "<tr>" + "".join(f"<td>{cell}</td>" for cell in line) + "</tr>" in told
    assert "For få står bag" in told
    assert "<script" not in told


def test_a_browser_that_is_named_but_not_there_is_none() -> None:
    assert find_browser(MappingProxyType({"PEJLING_BROWSER": "/findes/ikke", "PATH": ""})) == ""
    assert find_browser(MappingProxyType({"PATH": ""}), platform="linux") == ""

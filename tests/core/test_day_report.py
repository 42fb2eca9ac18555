"""The parts of the day report: what the class was shown, drawn and said in words. No server is asked here."""

from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

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
from pejling.reports import data, parts
from pejling.reports.browser import find_browser
from pejling.reports.charts import figures_of
from pejling.reports.dots import dots_of
from pejling_widgets.kinds import KINDS

SCRIPT = "<script>alert('æ')</script>"
WHOLE = Distribution(n=6, bars=(Bar("a", "Ja", 4, 67), Bar("b", SCRIPT, 2, 33)), mean=3.5)
OTHER = Distribution(n=5, bars=(Bar("a", "Ja", 1, 20), Bar("b", SCRIPT, 4, 80)), mean=1.2)
ASKED = Question("virker", "Virker $det$?", WHOLE, split=(Series(SCRIPT, OTHER), Series("Øst", WHOLE)))
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
    ranking = Distribution(n=5, bars=(first, last), by="place")
    (only,) = figures_of(replace(ASKED, whole=ranking, split=()), None, 1)
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
    kind = KINDS["form"]
    choices = [{"id": "a", "text": "Ja"}, {"id": "b", "text": "Nej"}]
    content = kind.content.model_validate({
        "kind": "form", "title": "Skema", "source": "prøven", "visible": "plenum", "hand_in": False, "fields": [
            {"id": "tekst", "type": "text", "label": "Fortæl"},
            {"id": "kryds", "type": "choice", "label": "Vælg", "options": choices}]})
    ctx = Ctx("participant", "revealed", datetime(2027, 1, 5, tzinfo=UTC))
    states = {"Per": {"tekst": "vi ses", "kryds": "a"}, "Ida": {}}
    given = [Contribution({"fields": fields, "handed_in": None, "shared": False}, name) for name, fields in states.items()]
    plenum = shown(*kind.summary(content, given, ctx).parts)
    assert (plenum.plans, plenum.questions, plenum.headings) == ([("Per", (("Fortæl", "vi ses"), ("Vælg", "Ja")))], [], [])
    told = parts.exercises(report(exercises=(plenum,))).text
    assert "Per" in told
    assert "vi ses" in told


def test_a_plan_is_read_with_what_it_comes_to() -> None:
    chart = Question("spread", "Opslag", Distribution.of(3, [("a", "A", 2), ("b", "B", 1)]))
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


def test_figures_with_intervals_are_drawn_and_said_in_words() -> None:
    roles, hidden = (("cj", "Jobcenter"), ("ak", SCRIPT)), Figure(0, None, few=True)
    network = Network("ties", "Hvem ringer", roles, (("cj", "ak", Figure(7, 3.51, 3.0, 4.0)), ("ak", "cj", hidden)))
    rows = tuple(("A", f"om {n}", "Mål", 7, 3.25, 2.5, 4.0) for n in range(5))
    table = Table("t", "Tal", ("Fra", "Om", "Hvad", "Svar", "Tal", "Mindst", "Højst"), rows, 7, dots=True)
    (drawn,), two = dots_of(network), dots_of(table)
    assert f"Jobcenter om {SCRIPT}: 3,51 (3,00–4,00)." in drawn.alt
    assert b"<script" not in drawn.svg
    assert "skala fra 0 til 10. Hvem ringer" in dots_of(replace(network, scale=(0, 10)))[0].alt
    assert ["A om om 4: Mål: 3,25 (2,50–4,00)." in one.alt for one in two] == [False, True]  # four series in a figure
    assert dots_of(replace(table, dots=False)) == dots_of(replace(table, rows=())) == dots_of(ASKED) == []


def test_a_browser_that_is_named_but_not_there_is_none() -> None:
    assert find_browser(MappingProxyType({"PEJLING_BROWSER": "/findes/ikke", "PATH": ""})) == ""
    assert find_browser(MappingProxyType({"PATH": ""}), platform="linux") == ""

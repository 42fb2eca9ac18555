"""The field language: what each type of field keeps, refuses, shows and adds up to."""

import json
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from pejling.exercise.fields import AnyField, Field
from pejling.exercise.fields.words import clean_line
from pejling.exercise.kind import Refused
from pejling.exercise.summary import Distribution, Texts

ABC = [{"id": "a", "text": "Ål"}, {"id": "b", "text": "Bi"}, {"id": "c", "text": "Ci"}]
ENDS = {"low_text": "slet ikke", "high_text": "helt"}
FIELDS: dict[str, dict[str, Any]] = {
    "text": {"type": "text", "longest": 50}, "lines": {"type": "lines"}, "one": {"type": "choice", "options": ABC},
    "several": {"type": "choice", "options": ABC, "several": True}, "single": {"type": "single", "options": ABC},
    "multiple": {"type": "multiple", "options": ABC, "most": 2}, "scale": {"type": "scale", **ENDS},
    "number": {"type": "number", "high": 500, "unit": "km"}, "tick": {"type": "tick"}, "date": {"type": "date"},
    "check": {"type": "check", "longest": 20},
    "figure": {"type": "figure", "formula": "2 * 3", "rule": "To gange tre", "rule_source": "Prøve"},
    "table": {"type": "table", "most": 2, "columns": [{"id": "uge", "type": "number", "label": "Uge"},
              {"id": "hvad", "type": "text", "label": "Hvad", "longest": 20}]},
    "ranking": {"type": "ranking", "options": ABC}, "words": {"type": "words", "most": 2, "longest": 10},
}  # fmt: skip


def field(name: str, **changed: Any) -> Field:
    made: Field = TypeAdapter(AnyField).validate_python({"id": name, "label": "Hvad?", **FIELDS[name], **changed})
    return made


def shown(name: str, *values: Any, least: int = 1) -> Any:
    return field(name).tally(values, least)


@pytest.mark.parametrize(
    ("name", "sent", "kept"),
    [
        ("text", " æ 🙂\n", " æ 🙂\n"), ("text", "x" * 50, "x" * 50), ("text", "  \n", None),
        ("lines", [" Smed ", "", "Svejser"], ["Smed", "Svejser"]), ("lines", ["x" * 120] * 12, ["x" * 120] * 12),
        ("lines", [" "], None),
        ("one", "b", "b"), ("single", "b", "b"), ("several", ["c", "a"], ["a", "c"]), ("multiple", ["c", "a"], ["a", "c"]),
        ("several", [], None), ("scale", 0, 0), ("scale", 10, 10), ("number", 0, 0), ("number", 500, 500),
        ("tick", True, True), ("tick", False, None), ("date", "2028-02-29", "2028-02-29"),
        ("ranking", ["c"], ["c"]), ("ranking", ["c", "a", "b"], ["c", "a", "b"]), ("ranking", [], None),
        ("check", {"answer": "ja"}, {"answer": "ja"}), ("check", {"note": "Spørg Leif", "answer": None}, {"note": "Spørg Leif"}),
        ("check", {"note": " "}, None), ("table", [{"uge": 1, "hvad": "Bede"}, {}], [{"uge": 1, "hvad": "Bede"}]),
        ("table", [{}, {"uge": 2, "hvad": " "}], [{}, {"uge": 2}]), ("table", [{}], None),
        ("words", ["  to \n ord "], ["to ord"]), ("words", ["", "b"], ["", "b"]), ("words", ["a", ""], ["a"]),
        ("words", ["", " "], None),
        ("words", ["e\u0301n"], ["\u00e9n"]), ("words", ["nul\0 \x1b[0m"], ["nul [0m"]),
        ("words", ["👩🏽‍💼", "سلام"], ["👩🏽‍💼", "سلام"]),
        ("words", ["\u202etxt"], ["txt"]), ("words", ["\ud800x"], ["x"]),
    ],
)  # fmt: skip
def test_a_value_that_fits_is_kept_and_one_that_says_nothing_clears(name: str, sent: Any, kept: Any) -> None:
    assert field(name).check(sent) == kept


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("text", "x" * 51, "51 tegn. Der er plads til 50"), ("text", 3, "tekst"), ("text", "\udfff", "gemmes"),
        ("text", "a\0b", "gemmes"),
        ("lines", "Smed", "én på hver linje"), ("lines", ["x"] * 13, "12 linjer"), ("lines", ["x" * 121], "plads til 120"),
        ("lines", [3], "tekst"),
        ("one", "d", "Valget findes ikke under »Hvad"), ("one", ["a"], "Valget findes ikke"), ("one", True, "Valget findes ikke"),
        ("single", 1, "Valget findes ikke"), ("several", "a", "Valget findes ikke"), ("several", ["d"], "Valget findes ikke"),
        ("several", [["a"]], "Valget findes ikke"), ("several", ["a", "a"], "to gange"),
        ("multiple", ["a", "b", "c"], "højst 2; du har valgt 3"),
        ("scale", 11, "fra 0 til 10"), ("scale", -1, "fra 0 til 10"), ("scale", True, "helt tal"), ("scale", 3.0, "helt tal"),
        ("scale", "3", "helt tal"), ("number", 501, "0 til 500"), ("number", -1, "0 til 500"), ("number", True, "helt tal"),
        ("number", 4.0, "helt tal"), ("number", "40", "helt tal"), ("tick", 1, "krydses af"), ("tick", "ja", "krydses af"),
        ("date", "2026-02-30", "dato"), ("date", "20261224", "dato"), ("date", "2026-W01-1", "dato"),
        ("date", "24.12.2026", "dato"),
        ("date", 20261224, "dato"), ("date", "２０２６-12-24", "dato"),
        ("ranking", ["a", "b", "a"], "to gange"), ("ranking", {"a": 1}, "Valget findes ikke"),
        ("check", "ja", "ja, nej eller ikke relevant"), ("check", {"answer": "måske"}, "ja, nej eller ikke"),
        ("check", {"answer": "ja", "note": "x" * 21}, "plads til 20"), ("check", {"svar": "ja"}, "ja, nej eller ikke"),
        ("table", {"uge": 1}, "tabel"), ("table", [3], "tabel"), ("table", [{}] * 3, "plads til 2 rækker"),
        ("table", [{"uge": "1"}], "helt tal"), ("table", [{"aar": 1}], "Række 1 .* kolonne, der ikke findes"),
        ("figure", 6, "regnes ud"),
        ("words", "ord", "skal være tekst"), ("words", [1], "skal være tekst"), ("words", ["a", "b", "c"], "højst 2"),
        ("words", ["x" * 11], "højst være på 10 tegn; det her er på 11"), ("words", ["x" * 5_000_000], "det her er på 5000000"),
    ],
)  # fmt: skip
def test_a_value_that_does_not_fit_is_refused_in_danish(name: str, value: Any, says: str) -> None:
    with pytest.raises(Refused, match=says):
        field(name).check(value)


@pytest.mark.parametrize(
    ("name", "kept", "cells"),
    [
        ("text", "Et ord", ["Et ord"]), ("lines", ["Smed", "Svejser"], ["Smed; Svejser"]), ("one", "a", ["Ål"]),
        ("several", ["a", "c"], ["Ål; Ci"]), ("scale", 0, [0]), ("number", 40, [40]), ("tick", True, ["ja"]),
        ("date", "2026-12-24", ["2026-12-24"]), ("ranking", ["c", "a", "b"], [2, 3, 1]), ("ranking", ["c"], [None, None, None]),
        ("check", {"answer": "ikke", "note": "Senere"}, ["Ikke relevant", "Senere"]), ("check", None, [None, None]),
        ("table", [{"uge": 1}, {"uge": 2, "hvad": "Bede"}], ["Uge: 1\nUge: 2; Hvad: Bede"]), ("figure", None, []),
        ("words", ["", "to"], [None, "to"]), ("words", ["en"], ["en", None]), ("text", None, [None]), ("tick", None, [None]),
        ("words", None, [None, None]), ("ranking", None, [None, None, None]),
    ],
)  # fmt: skip
def test_an_export_has_a_cell_for_every_column(name: str, kept: Any, cells: list[Any]) -> None:
    assert field(name).cells(kept) == cells
    assert len(field(name).columns("a/x")) == len(cells)
    assert all(column.key.startswith("a/x") for column in field(name).columns("a/x"))


def test_choices_are_counted_in_whole_per_cent_of_those_who_answered() -> None:
    found: Distribution = shown("one", "a", "a", "b", "b", "b", "b", None)
    assert found.n == 6
    assert [(bar.text, bar.count, bar.percent) for bar in found.bars] == [("Ål", 2, 33), ("Bi", 4, 67), ("Ci", 0, 0)]
    several = shown("several", ["a", "b"], ["a"], ["a"], ["a"], ["a"])
    assert [bar.percent for bar in several.bars] == [100, 20, 0]


def test_a_scale_has_its_mean_with_one_decimal_and_its_median() -> None:
    found: Distribution = shown("scale", 0, 0, 1, 3, 10, 10)
    assert (found.mean, found.median, found.n) == (4.0, 2.0, 6)
    assert [bar.count for bar in found.bars] == [2, 1, 0, 1, 0, 0, 0, 0, 0, 0, 2]


def test_numbers_are_counted_where_they_are() -> None:
    found: Distribution = shown("number", 40, 15, 40)
    assert [(bar.id, bar.count) for bar in found.bars] == [("15", 1), ("40", 2)]
    assert found.mean == 31.7


def test_a_ranking_counts_when_complete_and_shows_mean_place_and_first_choices() -> None:
    found: Distribution = shown("ranking", *[list("cab")] * 3, *[list("bca")] * 2, ["a"])
    assert found.n == 5
    assert [(bar.id, bar.mean, bar.count) for bar in found.bars] == [("c", 1.4, 3), ("b", 2.2, 2), ("a", 2.4, 0)]


@pytest.mark.parametrize("name", ["words", "lines"])
def test_words_are_one_without_regard_to_case_and_count_once_for_each_person(name: str) -> None:
    found: Distribution = shown(name, ["Ro", "ro"], ["ro"], ["RO", "ånd"], ["ærlig"], ["Ø"])
    assert [(bar.text, bar.count) for bar in found.bars] == [("ro", 3), ("ærlig", 1), ("Ø", 1), ("ånd", 1)]
    assert found.n == 5


def test_a_word_is_one_with_and_without_stops_around_it_and_is_shown_without() -> None:
    found: Distribution = shown(
        "words", ["tillid."], ["Tillid!"], ["tillid"], ["»tillid«"], ["– tillid"], ["C#"], ["..."], ["en kop te"], ["te!"]
    )
    assert [(bar.text, bar.count) for bar in found.bars] == [("tillid", 5), ("...", 1), ("C#", 1), ("en kop te", 1), ("te", 1)]


def test_accents_make_another_word() -> None:
    assert len(shown("words", ["allé"], ["alle"], ["a"], ["b"], ["c"]).bars) == 5


@given(st.characters(exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp", "Cf", "Mn", "Me", "Mc"]))
def test_every_character_counts_however_new_it_is(character: str) -> None:
    assert clean_line(character)
    assert shown("words", [character], ["a"], ["b"], ["c"], ["d"]).n == 5


def test_an_emoji_that_python_does_not_know_yet_is_kept() -> None:
    for emoji in ("🩷", "\U0001fadf", "\U0001fabf"):
        assert clean_line(emoji) == emoji


def test_an_empty_box_is_an_answer_of_one_who_has_begun() -> None:
    found: Distribution = shown("tick", True, None, None)
    assert (found.n, [(bar.text, bar.count) for bar in found.bars]) == (3, [("Ja", 1), ("Nej", 2)])


def test_texts_do_not_follow_the_order_of_their_authors_and_dates_are_not_told() -> None:
    assert shown("text", "e", "A", None, "c", "b", "d") == Texts(5, texts=("A", "b", "c", "d", "e"))
    assert shown("date", "2026-12-24", "2026-12-24") is None


@pytest.mark.parametrize("name", sorted(set(FIELDS) - {"date", "table", "figure"}))
def test_what_fewer_than_the_least_have_answered_is_not_shown(name: str) -> None:
    kept = field(name).play(Random(1))
    assert shown(name, *[kept] * 4, least=5) in (Distribution(few=True), Texts(few=True))
    assert shown(name, *[kept] * 5, least=5).n == 5
    assert shown(name, least=5).few is False


@pytest.mark.parametrize("name", FIELDS)
@given(value=st.recursive(
    st.none() | st.booleans() | st.integers(-2, 12) | st.floats() | st.text() | st.sampled_from(["a", "b", "2026-12-24", " "]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=2), max_leaves=5,
))  # fmt: skip
def test_whatever_is_sent_is_refused_or_kept_as_something_that_is_kept_again(name: str, value: Any) -> None:
    of, said = field(name), "."
    try:
        kept = of.check(value)
    except Refused as refused:
        kept, said = None, str(refused)
    assert said.endswith(".")
    if kept is not None:
        assert of.check(kept) == kept
        assert json.loads(json.dumps(kept)) == kept
        assert len(of.cells(kept)) == len(of.columns(name))


def test_a_view_gets_the_field_under_its_name_with_its_help_as_html() -> None:
    public = field("multiple", help="Et *ord*.").public("a/multiple")
    assert public == {
        "id": "a/multiple", "type": "choice", "label": "Hvad?", "required": False, "several": True, "most": 2,
        "options": ABC, "help_html": "<p>Et <em>ord</em>.</p>",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "changed", "says"),
    [
        ("one", {"options": [ABC[0], ABC[0]]}, "to valg har samme id"),
        ("ranking", {"options": [ABC[0], ABC[0]]}, "to valg har samme id"),
        ("single", {"several": True}, "skriv type: multiple"), ("one", {"most": 2}, "most bruges kun"),
        ("number", {"low": 500}, "low skal være mindre"), ("text", {"laengst": 3}, "Extra inputs"),
        ("scale", {"low_text": None}, "low_text"), ("text", {"aim": [60, 20]}, "det mindste først"),
        ("figure", {"formula": "1 / 0"}, "deler med 0"), ("figure", {"formula": "__import__('os')"}, "kan ikke bruges"),
        ("figure", {"formula": "2 +"}, "kan ikke læses"), ("figure", {"formula": "a ** 9"}, "en formel er"),
        ("table", {"chart": {"at": "uge", "levels": ["hvad"]}}, "hvad kan ikke tegnes"),
        ("table", {"chart": {"at": "dag", "levels": ["uge"]}}, "kolonnen dag"),
    ],
)  # fmt: skip
def test_a_field_that_does_not_fit_together_is_refused(name: str, changed: dict[str, Any], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        field(name, **changed)


def test_an_editor_is_told_of_every_type_in_danish() -> None:
    schema = TypeAdapter(AnyField).json_schema()
    types, tried = set(schema["discriminator"]["mapping"]), {of["type"] for of in FIELDS.values()}
    assert types == tried, f"FIELDS here and AnyField differ in {types ^ tried}: each type has a line in FIELDS"
    for name, model in schema["$defs"].items():
        told = {key: part for key, part in model["properties"].items() if key != "type"}
        assert all(part["description"] for part in told.values()), name

"""Where the people are in a workbook: which sheet, which headings, which columns; judged, or pointed out."""

import pytest

from pejling.people import layout
from pejling.people.layout import Layout
from pejling.people.rows import Row, Sheet
from pejling.people.spreadsheet import Book

PEOPLE = (("Navn", "Organisation"), ("Mette Lund", "Jobcenter Solby"), ("Ali Kaya", "Fagfolk"))


def sheet(name: str, *rows: tuple[str, ...]) -> Sheet:
    return Sheet(name, tuple(Row(number, cells) for number, cells in enumerate(rows, 1)))


def find(*sheets: Sheet, **pointed: str) -> Layout:
    return layout.find(Book(sheets), pointed)


def question(found: Layout, key: str) -> layout.Question:
    return next(one for one in found.questions if one.key == key)


def test_people_on_the_second_sheet_are_found_and_told() -> None:
    found = find(sheet("Forside", ("Kursus i efteråret",), ("Tid", "Sted"), ("9.00", "Solby")), sheet("Hold", *PEOPLE))
    assert (found.sheet.name, len(found.people)) == ("Hold", 2)
    assert "Kun arket „Hold“ er læst." in found.notes
    assert question(found, layout.SHEET).answer == "Hold"
    assert not found.needed


def test_of_two_sheets_with_people_the_trainer_points_one_out() -> None:
    both = sheet("Hold 1", *PEOPLE), sheet("Hold 2", *PEOPLE[:2])
    assert [one.key for one in find(*both).needed] == [layout.SHEET]
    found = find(*both, ark="Hold 2")
    assert (found.sheet.name, found.needed) == ("Hold 2", ())


def test_a_sheet_named_deltagere_is_it() -> None:
    assert find(sheet("Hold 1", *PEOPLE), sheet(" deltagere", *PEOPLE)).sheet.name == " deltagere"


@pytest.mark.parametrize("above", [
    (("Deltagerliste, Solby, efteråret",),), (("Hold 3", "", "Udskrevet 1.9."), ("Kontakt: Bo", ""),
    ("", "Navne på dem, der kommer")),
    tuple((f"Linje {n} om kurset, dets mål og dets form",) for n in range(120)),
])
def test_headings_are_found_under_a_title_and_some_lines(above: tuple[tuple[str, ...], ...]) -> None:
    found = find(sheet("", *above, *PEOPLE))
    assert found.columns.row == len(above) + 1
    assert [row.cells for row in found.people] == list(PEOPLE[1:])


def test_headings_can_be_pointed_out() -> None:
    found = find(sheet("", ("Navn", "Organisation"), ("Fulde navn", "Arbejdssted"), *PEOPLE[1:]), overskrifter="2")
    assert [row.cells for row in found.people] == list(PEOPLE[1:])


def test_a_list_without_headings_is_asked_about_with_the_likeliest_columns_chosen() -> None:
    rows = [("1", "Mette Lund", "mette@x.dk", "Jobcenter Solby"), ("2", "Ali Kaya", "ali@x.dk", "Fagfolk"),
            ("3", "Ib Bo", "", "Jobcenter Solby")]
    found = find(sheet("", *rows))
    assert [(one.key, one.answer) for one in found.needed] == [(layout.HEADINGS, "-"), ("name", "1"), ("organisation", "3")]
    labels = dict(question(found, "name").options)
    assert labels["1"] == "B: Mette Lund, Ali Kaya, Ib Bo"
    pointed = find(sheet("", *rows), overskrifter="-", name="1", organisation="3", email="2")
    assert pointed.needed == ()
    assert pointed.columns.fields == ("", "name", "email", "organisation")
    assert len(pointed.people) == 3


def test_what_is_pointed_out_takes_the_place_of_what_was_guessed() -> None:
    rows = [("Navn", "Kaldenavn", "Jobcenter", "A-kasse"), ("Mette Lund", "Mette", "Solby", ""), ("Ali Kaya", "Ali", "", "Fagfolk")]
    assert find(sheet("", *rows)).columns.fields == ("name", "", "jobcenter", "a-kasse")
    assert find(sheet("", *rows), name="1", organisation="2").columns.fields == ("", "name", "organisation", "")
    assert find(sheet("", *rows), name="99", team="x").columns.fields == ("name", "", "jobcenter", "a-kasse")


def test_a_cpr_number_in_the_first_rows_is_not_shown() -> None:
    found = find(sheet("", ("Hvem", "Hvad"), ("Mette Lund", "010270-1234"), ("Ib", "Solby")))
    assert "1234" not in repr(found.questions)


def test_a_row_that_repeats_the_headings_is_no_person() -> None:
    from pejling.people.classlist import preview

    seen = preview(find(sheet("", *PEOPLE, PEOPLE[0], ("Ib Bo", "Fagfolk"))))
    assert [one.name for one in seen.people] == ["Mette Lund", "Ali Kaya", "Ib Bo"]

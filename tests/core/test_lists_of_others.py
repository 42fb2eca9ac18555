"""Lists made by other programs, from the file to the people."""

from pathlib import Path

import pytest

from pejling.people import layout
from pejling.people.classlist import Preview, preview
from pejling.people.spreadsheet import read_book

LISTS = Path(__file__).parent / "lists"
PEOPLE = [
    ("Søren Ågård", "Jobcenter Solby", "soren@solby.example"), ("Łukasz Wójcik", "Jobcenter Solby", ""),
    ("Anne-Marie O’Neil", "Fagfolkets A-kasse", "am@fagfolk.example"),
    ("Ægir Østen", "Fagfolkets A-kasse", "aegir@fagfolk.example"),
]
IN_TEXT = [PEOPLE[0], ("André Kjær", "Jobcenter Næstved", ""), ("Anne-Marie O'Neil", *PEOPLE[2][1:]), PEOPLE[3]]


def look(name: str) -> Preview:
    return preview(layout.find(read_book((LISTS / name).read_bytes(), name), {}))


def told(seen: Preview) -> list[tuple[str, str, str]]:
    assert [problem.wrong for problem in seen.problems] == []
    return [(one.name, one.organisation, one.email) for one in seen.people]


@pytest.mark.parametrize("name", ["libreoffice-formulas.xlsx", "xlsxwriter-second-sheet.xlsx", "by-hand-one-column.xlsx"])
def test_the_people_of_a_workbook_are_those_its_owner_sees(name: str) -> None:
    assert told(look(name)) == PEOPLE


@pytest.mark.parametrize("name", sorted(path.name for path in LISTS.glob("*.csv")))
def test_the_people_of_a_text_file_are_read_in_its_letters(name: str) -> None:
    assert told(look(name)) == IN_TEXT


def test_formulas_that_nothing_has_computed_are_problems_and_give_nobody() -> None:
    seen = look("openpyxl-formulas.xlsx")
    assert not seen.ok
    assert seen.people == ()
    assert {problem.row for problem in seen.problems} == {2, 3, 4, 5}
    assert all("formel" in problem.wrong for problem in seen.problems)


def test_what_was_guessed_and_left_out_is_told() -> None:
    notes = look("xlsxwriter-second-sheet.xlsx").notes
    assert "Kun arket „Holdliste“ er læst." in notes
    assert "Kolonnen „For- og efternavn“ er læst som navn." in notes
    assert "Kolonner, der ikke bruges: Nærmeste leder." in notes
    assert any(note.startswith("Formler er læst med det resultat") for note in notes)
    assert "Alt stod i den første kolonne og er delt ved semikolon." in look("by-hand-one-column.xlsx").notes

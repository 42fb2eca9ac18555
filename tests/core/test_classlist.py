"""Class lists through the check, mostly as CSV: what a file may be is for test_spreadsheet."""

import io
import time
from collections.abc import Sequence

import pytest
from openpyxl import Workbook, load_workbook

from pejling.errors import Invalid
from pejling.people import layout
from pejling.people.classlist import Preview, clean_name, preview
from pejling.people.listed import KnownPerson, NewPerson
from pejling.people.rows import Row, Sheet
from pejling.people.spreadsheet import Book, read_book
from pejling.people.template import class_list_template

HEADER = ["Navn", "Organisation", "Organisationstype", "Team", "Stilling", "E-mail"]
CEILING = 20.0
"""Seconds for the largest list: ten times the goal."""


def look(
    data: bytes, filename: str, known: Sequence[str] = (), confirmed: Sequence[str] = (), there: Sequence[KnownPerson] = (),
    **pointed: str,
) -> Preview:
    return preview(layout.find(read_book(data, filename), pointed), known, confirmed, there)


def test_the_template_has_its_choices_and_gives_nobody_until_it_is_filled_in() -> None:
    data = class_list_template()
    book = load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["Deltagere", "Vejledning"]
    sheet = book["Deltagere"]
    assert [cell.value for cell in sheet[1]] == HEADER
    assert sheet.freeze_panes == "A2"
    assert sheet.data_validations.dataValidation[0].formula1 == '"jobcenter,a-kasse,andet"'
    empty = look(data, "skabelon.xlsx")
    assert not empty.ok
    assert empty.notes == ("2 eksempelrækker er sprunget over.",)
    sheet.append(["Søren Ågård", "Jobcenter Solby", "jobcenter", "Team Nord", "Jobkonsulent", "soren@solby.example"])
    file = io.BytesIO()
    book.save(file)
    filled = look(file.getvalue(), "skabelon.xlsx")
    assert filled.ok
    assert filled.people == (
        NewPerson(4, "Søren Ågård", "Jobcenter Solby", "jobcenter", "Team Nord", "Jobkonsulent", "soren@solby.example"),
    )


def check(*rows: str, header: str = "Navn;Organisation;Type;Team;Stilling;Mail", known: tuple[str, ...] = (),
          confirmed: tuple[str, ...] = (), there: Sequence[KnownPerson] = (), **pointed: str) -> Preview:
    return look("\n".join([header, *rows]).encode(), "a.csv", known, confirmed, there, **pointed)


def test_a_list_in_order_gives_its_people() -> None:
    found = check("Mette Lund;Jobcenter Solby;Jobcenter;Nord;Konsulent;m@solby.example", "Ali Kaya;Fagfolk;A-KASSE;;;")
    assert found.ok
    assert found.notes == ()
    assert found.people == (
        NewPerson(2, "Mette Lund", "Jobcenter Solby", "jobcenter", "Nord", "Konsulent", "m@solby.example"),
        NewPerson(3, "Ali Kaya", "Fagfolk", "a-kasse", "", "", ""),
    )


@pytest.mark.parametrize(("header", "row"), [
    ("NAVN;ORGANISATION", "Mette Lund;Jobcenter Solby"),
    ("Fulde navn *;Arbejdssted:", "Mette Lund;Jobcenter Solby"),
    ("Fornavn;Efternavn;Arbejdsplads", "Mette;Lund;Jobcenter Solby"),
    ("Efternavn;Fornavn;Org.", "Lund;Mette;Jobcenter Solby"),
    ("Navn;Efternavn;Organisation", "Mette;Lund;Jobcenter Solby"),
    ("Deltagerens navn;Jobcenter;A-kasse", "Mette Lund;Jobcenter Solby;"),
    ("Medarbejder (fornavn og efternavn);Kommune", "Mette Lund;Jobcenter Solby"),
    ("Holdliste efteråret\n\nNavn;Jobcenter/a-kasse", "Mette Lund;Jobcenter Solby"),
])
def test_headers_are_known_in_many_spellings(header: str, row: str) -> None:
    found = check(row, header=header)
    assert found.ok
    assert [(one.name, one.organisation, one.organisation_type) for one in found.people] == [
        ("Mette Lund", "Jobcenter Solby", "jobcenter")
    ]


def test_the_a_kasse_column_tells_the_type() -> None:
    (person,) = check("Ali Kaya;;Fagfolk", header="Navn;Jobcenter;A-kasse").people
    assert (person.organisation, person.organisation_type) == ("Fagfolk", "a-kasse")


def test_columns_that_cannot_be_judged_are_asked_about_with_what_stands_in_them() -> None:
    rows = ("Mette Lund;Jobcenter Solby;12", "Ali Kaya;Fagfolkets A-kasse;13")
    found = check(*rows, header="Person;Sted;Nr.")
    assert not found.ok
    assert [one.wrong for one in found.problems] == [
        "Hvilken række er overskrifterne?", "Hvilken kolonne er navnet?",
        "Hvilken kolonne er arbejdsstedet (jobcenter, a-kasse eller andet)?",
    ]
    pointed = check(*rows, header="Person;Sted;Nr.", overskrifter="1", name="0", organisation="1")
    assert [(one.row, one.name, one.organisation) for one in pointed.people] == [
        (2, "Mette Lund", "Jobcenter Solby"), (3, "Ali Kaya", "Fagfolkets A-kasse"),
    ]
    without = check(rows[1], header=rows[0], overskrifter="-", name="0", organisation="1")
    assert [one.name for one in without.people] == ["Mette Lund", "Ali Kaya"]


def test_two_columns_for_the_same_are_asked_about_unless_one_has_the_template_s_name() -> None:
    (problem,) = check("A B;JC Solby;a@b.dk;", header="Navn;Organisation;Mail;E-post").problems
    assert (problem.column, problem.wrong) == ("E-mail", "Hvilken kolonne er e-mailadressen?")
    assert check("A B;JC Solby;a@b.dk;c@d.dk", header="Navn;Organisation;Mail;E-post", email="3").people[0].email == "c@d.dk"
    found = check("A B;JC Solby;Konsulent;Hr.", header="Navn;Organisation;Stilling;Titel")
    assert found.people[0].job_title == "Konsulent"
    assert found.notes[0] == "Kolonner, der ikke bruges: Titel."


@pytest.mark.parametrize(("row", "column", "wrong"), [
    (";Jobcenter Solby;;;;", "Navn", "Navnet mangler."),
    ("X;Jobcenter Solby;;;;", "Navn", "Navnet er på 1 tegn."),
    (f"{'x' * 81};Jobcenter Solby;;;;", "Navn", "Navnet er på 81 tegn."),
    ("1234;Jobcenter Solby;;;;", "Navn", "„1234“ har ingen bogstaver."),
    ("Mette \u202eLund;Jobcenter Solby;;;;", "Navn", "Cellen har skjulte styretegn."),
    ("Mette \u0085Lund;Jobcenter Solby;;;;", "Navn", "Cellen har skjulte styretegn."),
    ("#I/T;Jobcenter Solby;;;;", "Navn", "Cellen viser fejlen #I/T."),
    ("#n/a;Jobcenter Solby;;;;", "Navn", "Cellen viser fejlen #n/a."),
    ("Mette;;;;;", "Organisation", "Organisationen mangler."),
    ("Mette;Jobcenter Solby;jobbutik;;;", "Type", "„jobbutik“ kendes ikke."),
    ("Mette;Jobcenter Solby;;;;mette", "Mail", "„mette“ er ikke en e-mailadresse."),
    ("Mette;Jobcenter Solby;;;;a@b@c.dk", "Mail", "„a@b@c.dk“ er ikke en e-mailadresse."),
    (f"Mette;Jobcenter Solby;;{'t' * 121};;", "Team", "Teksten er på 121 tegn."),
])
def test_a_wrong_cell_is_told_with_row_column_and_reason(row: str, column: str, wrong: str) -> None:
    found = check("Ida Bo;Jobcenter Solby;jobcenter;;;", row)
    assert [(one.row, one.column, one.wrong) for one in found.problems] == [(3, column, wrong)]
    assert found.problems[0].right
    assert not found.ok


@pytest.mark.parametrize("row", [
    "Mette 010270-1234;Jobcenter Solby;;;;", "Mette;Jobcenter Solby;;;;;0102701234",
    "Mette;Jobcenter Solby;;;;;102701234", "Mette;Jobcenter Solby 01.02.70 1234;;;;",
])
def test_a_cpr_like_number_is_a_problem_and_never_shown(row: str) -> None:
    found = check(row, header="Navn;Organisation;Type;Team;Stilling;Mail;010270-1234")
    assert "CPR" in found.problems[0].wrong
    shown = repr(found)
    assert not any(part in shown for part in ("1234", "0102", "01.02", "10270"))


def test_every_problem_of_the_file_is_told_at_once_in_order() -> None:
    found = check("X;Jobcentre Solby;;;;nej", "Mette;Jobcenter Solby;;;;", "Ole;Jobcenter Solby;xx;;;")
    assert [(one.row, one.column) for one in found.problems] == [
        (2, "Navn"), (2, "Mail"), (2, "Organisation"), (4, "Type"),
    ]
    assert [one.row for one in found.people] == [3]


LOOSE = [
    ("For- og efternavn;Ansat i;Din stilling", "name organisation job_title"), ("Navne;Kommune", "name organisation"),
    ("Deltagere (for- og efternavn);Hvilket jobcenter?", "name jobcenter"), ("Efternavn, fornavn;Firma", "name organisation"),
    ("Navn på deltager;Arbejdspladsens navn;E-mail adresse (arbejde)", "name organisation email"),
    ("Nærmeste leder;Navn;Organisation;Medarbejdernr.;Tlf.", " name organisation  "),
    ("Navn;Deltager nr.;Jobcenter/kommune", "name  organisation"),
    ("Fornavne;Efternavne;Jobcenter/a-kasse;Arbejds-e-mail", "first_name last_name organisation email"),
    ("Full name;Employer;Organization;E-mail address", "name  organisation email"),
    ("Navn:;ORGANISATION :;Afdeling/team", "name organisation team"),
]


@pytest.mark.parametrize(("headings", "fields"), LOOSE)
def test_headings_are_not_a_closed_list(headings: str, fields: str) -> None:
    below = ";".join("Abe" for _ in headings.split(";"))
    found = layout.find(read_book(f"{headings}\n{below}\n{below}".encode(), "a.csv"), {})
    assert " ".join(found.columns.fields) == fields
    assert not found.needed


def test_a_heading_that_only_resembles_is_told() -> None:
    assert "Kolonnen „For- og efternavn“ er læst som navn." in check("A B;S", header="For- og efternavn;Organisation").notes


EMAILS = [
    ("-", ""), ("–", ""), ("n/a", ""), ("ingen", ""), ("har ikke", ""), ("?", ""), ("x", ""),
    ("Mette Lund <m@solby.example>", "m@solby.example"),
    ("\"Lund, Mette\" <m@solby.example>", "m@solby.example"), ("<m@solby.example>", "m@solby.example"),
    ("mailto:m@solby.example", "m@solby.example"), ("m@solby.example;", "m@solby.example"),
    ("m@solby.example, b@c.example", "m@solby.example"),
    ("m@solby.example b@c.example", "m@solby.example"), ("Lund, Mette <mailto:m@solby.example>", "m@solby.example"),
]


@pytest.mark.parametrize(("written", "kept"), EMAILS)
def test_how_an_address_is_written_costs_nobody_the_row(written: str, kept: str) -> None:
    quoted = written.replace('"', '""')
    found = check(f'Mette Lund;Jobcenter Solby;;;;"{quoted}"')
    assert [one.email for one in found.people] == [kept]
    assert any("flere e-mailadresser" in note for note in found.notes) is ("b@c" in written)


def test_a_dash_is_an_empty_cell_in_every_column() -> None:
    assert check("Mette Lund;Jobcenter Solby;-;–;-;-").people[0].team == ""
    assert check("-;Jobcenter Solby;;;;").problems[0].wrong == "Navnet mangler."
    assert check("Mette;-;;;;").problems[0].wrong == "Organisationen mangler."


@pytest.mark.parametrize("name", ["£ukasz", "S¿ren", "S?ren", "G�rd", "Zaj¹c", "S┐ren"])
def test_a_letter_that_was_misread_is_asked_about_and_never_imported_in_silence(name: str) -> None:
    (problem,) = check(f"{name} Bo;Jobcenter Solby;;;;").problems
    assert "næppe hører til" in problem.wrong
    (choice,) = problem.choices
    assert check(f"{name} Bo;Jobcenter Solby;;;;", confirmed=(choice.key,)).ok


def test_a_formula_without_its_result_is_a_problem_of_its_row_and_nothing_is_imported() -> None:
    book, file = Workbook(), io.BytesIO()
    for row in (HEADER, ["Mette Lund", "Jobcenter Solby"], ['=A2&" "&B2', "Jobcenter Solby"]):
        book.active.append(row)
    book.save(file)
    found = look(file.getvalue(), "a.xlsx")
    assert [(one.row, one.column, one.wrong) for one in found.problems] == [
        (3, "Navn", "Cellen har en formel, og filen har ikke dens resultat."),
    ]
    assert not found.ok


def test_a_chinese_name_may_be_one_sign() -> None:
    assert check("王;Jobcenter Solby;;;;").people[0].name == "王"


def test_script_emoji_and_other_alphabets_are_plain_text() -> None:
    names = ["<script>alert(1)</script>", "Łukasz 🙂", "محمد علي", "Zoë O'Brien-Ågård", '=cmd|" /c calc"!A1']
    book, file = Workbook(), io.BytesIO()
    for row in (HEADER, *([name, "Jobcenter Solby"] for name in names)):
        book.active.append(row)
    book.active.cell(6, 1).data_type = "s"  # typed with an apostrophe before it, it is no formula
    book.save(file)
    assert [one.name for one in look(file.getvalue(), "a.xlsx").people] == names


def test_names_are_composed_and_on_one_line() -> None:
    (person,) = check('"A\u030age\nBo\u200b  Ha\u00adnsen";Jobcenter Solby;;;;').people
    assert person.name == "Åge Bo Hansen"


def test_an_organisation_spelled_almost_alike_is_asked_about_and_not_merged() -> None:
    right, wrong = "Jobcenter Solby;;;;", "Jobcentre Solby;;;;"
    rows = (f"Mette;{right}", f"Ole;{right}", f"Ida;{wrong}", f"Kaj;{wrong}")
    found = check(*rows)
    (problem,) = found.problems
    assert (problem.row, problem.column, problem.choices[0].key) == (4, "Organisation", "Jobcentre Solby")
    assert problem.wrong == "„Jobcentre Solby“ ligner „Jobcenter Solby“ (også række 5)."
    confirmed = check(*rows, confirmed=("Jobcentre Solby",))
    assert confirmed.ok
    assert {one.organisation for one in confirmed.people} == {"Jobcenter Solby", "Jobcentre Solby"}


def test_the_course_s_own_organisations_are_the_measure() -> None:
    found = check("Ida;Jobcentre Solby;;;;", known=("Jobcenter Solby",))
    assert found.problems[0].choices[0].key == "Jobcentre Solby"
    assert check("Ida;jobcenter  solby;;;;", known=("Jobcenter Solby",)).people[0].organisation == "Jobcenter Solby"


@pytest.mark.parametrize(("one", "other"), [
    ("Jobcenter Herning", "Jobcenter Horsens"), ("HK", "3F"), ("FOA", "FOF"),
    ("Jobcenter Solby 1", "Jobcenter Solby 2"), ("A-kassen Nord", "A-kassen Syd"),
])
def test_organisations_that_are_different_are_not_asked_about(one: str, other: str) -> None:
    assert check(f"Mette;{one};;;;", f"Ole;{other};;;;").ok


def test_spellings_that_differ_in_case_and_blanks_are_one_and_told() -> None:
    found = check("Mette;Jobcenter Solby;jobcenter;;;", "Ole;JOBCENTER-SOLBY;;;;")
    assert {one.organisation for one in found.people} == {"Jobcenter Solby"}
    assert {one.organisation_type for one in found.people} == {"jobcenter"}
    assert found.notes == ("„Jobcenter Solby“ er også skrevet „JOBCENTER-SOLBY“. Det regnes for det samme.",)


def test_an_organisation_of_two_types_is_a_problem() -> None:
    (problem,) = check("Mette;Solby;jobcenter;;;", "Ole;Solby;a-kasse;;;", "Ida;Solby;jobcenter;;;").problems
    assert (problem.row, problem.wrong) == (3, "„Solby“ står både som a-kasse og jobcenter.")


def test_namesakes_are_allowed_when_team_or_job_title_differs_and_told() -> None:
    found = check("Mette Lund;Solby;andet;Nord;;", "mette lund;Solby;andet;Syd;;")
    assert found.ok
    assert found.notes[-1].startswith("Række 2 og 3 har begge navnet mette lund.")


def test_namesakes_who_cannot_be_told_apart_are_a_problem() -> None:
    (problem,) = check("Mette Lund;Solby;andet;Nord;;a@b.dk", "Mette  Lund;Solby;andet;nord;;c@d.dk").problems
    assert problem.row == 3
    assert "række 2" in problem.wrong


def test_an_e_mail_address_belongs_to_one_person() -> None:
    (problem,) = check("Mette Lund;Solby;andet;;;a@b.dk", "Ole Bo;Solby;andet;;;A@B.dk").problems
    assert (problem.row, problem.column) == (3, "E-mail")


@pytest.mark.parametrize(("text", "wrong"), [
    ("Mette 010270-1234", "CPR-nummer"), ("Mette\u202e", "styretegn"), ("M", "2–80 tegn"), ("42", "ingen bogstaver"),
    ("", "mangler"),
])
def test_a_name_written_by_hand_keeps_the_same_rules(text: str, wrong: str) -> None:
    with pytest.raises(Invalid, match=wrong):
        clean_name(text)
    assert clean_name("  Mette\u00a0 Lund ") == "Mette Lund"


def test_a_list_with_only_a_header_has_nobody() -> None:
    found = check()
    assert not found.ok
    assert found.problems[0].wrong == "Der er ingen deltagere i arket."


def test_the_largest_list_is_checked_in_time() -> None:
    places = [f"Sted {chr(97 + n % 26) * (n % 40)} nr {n}" for n in range(2002)]
    rows = (Row(1, tuple(HEADER)), *(Row(n, (f"Person {n}", places[n])) for n in range(2, 2002)))
    begun = time.perf_counter()
    assert len(preview(layout.find(Book((Sheet("Deltagere", rows),)), {})).people) == 2000
    assert time.perf_counter() - begun < CEILING

"""Lists saved as text: their letters and separators, judged from the whole file."""

import pytest

from pejling.errors import Invalid
from pejling.people import layout
from pejling.people.spreadsheet import read_book

DANISH = "Navn;Jobcenter\nSøren Ågård;Næstved\nÆgir Østen;Ærø\nAndré Müller;Åbenrå\n"
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1", "mac_roman", "cp850", "cp865"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_danish_letters_are_read_in_every_encoding_people_save_in(encoding: str) -> None:
    book = read_book(DANISH.encode(encoding), "a.csv")
    assert [row.cells for row in book.sheets[0].rows] == [tuple(line.split(";")) for line in DANISH.splitlines()]
    assert book.text is not None
    assert book.text.sure


@pytest.mark.parametrize("encoding", [encoding for encoding in ENCODINGS if not encoding.startswith("utf")])
def test_how_the_letters_were_read_is_told_with_an_example(encoding: str) -> None:
    notes = layout.find(read_book(DANISH.encode(encoding), "a.csv"), {}).notes
    assert any("„Søren Ågård" in note for note in notes)


@pytest.mark.parametrize(("text", "encoding"), [
    ("Navn;Jobcenter\nŁukasz Bo;Solby\n", "cp1250"), ("Navn;Jobcenter\nYıldız Şahin;Solby\n", "cp1254"),
    ("Navn;Jobcenter\nJosé;Solby\n", "cp850"), ("Navn;Jobcenter\nGuðrún Þórsdóttir;Ærø\n", "cp1252"),
])
def test_letters_that_may_be_others_are_asked_about_and_read_as_pointed_out(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    found = layout.find(read_book(data, "a.csv"), {})
    (question,) = found.needed
    assert question.key == layout.ENCODING
    assert any(text.splitlines()[1].split(";")[0] in label for _, label in question.options)
    pointed = layout.find(read_book(data, "a.csv", encoding), {layout.ENCODING: encoding})
    assert pointed.needed == ()
    assert pointed.people[0].cells == tuple(text.splitlines()[1].split(";"))


def test_more_letters_settle_what_one_leaves_open() -> None:
    polish = "Navn;Jobcenter\nŁukasz Wójcik;Solby\nAgnieszka Zając;Solby\nMałgorzata Święta;Solby\n"
    found = layout.find(read_book(polish.encode("cp1250"), "a.csv"), {})
    assert found.people[0].cells[0] == "Łukasz Wójcik"
    assert not found.needed


TABLE = (("Navn", "Organisation"), ("Hansen, Mette", "Jobcenter Solby"), ("Kaya, Ali", "Fagfolk, Nord"),
    ("Bo, Ib", "Jobcenter Solby"))


@pytest.mark.parametrize("separator", [";", "\t", "|"])
@pytest.mark.parametrize("title", ["", "Hold 3, efteråret, Solby, Næstved\n\n", "Udskrevet 1; 2; 3\n"])
def test_the_separator_is_judged_from_the_whole_file(separator: str, title: str) -> None:
    text = title + "\n".join(separator.join(row) for row in TABLE)
    found = layout.find(read_book(text.encode(), "a.csv"), {})
    assert [row.cells for row in found.people] == list(TABLE[1:])
    assert not found.needed


def test_commas_part_columns_where_the_headings_say_so() -> None:
    text = 'Navn,Organisation\n"Hansen, Mette",Jobcenter Solby\nAli Kaya,"Fagfolk; Nord"\n'
    found = layout.find(read_book(text.encode(), "a.csv"), {})
    assert [row.cells for row in found.people] == [("Hansen, Mette", "Jobcenter Solby"), ("Ali Kaya", "Fagfolk; Nord")]


@pytest.mark.parametrize("separator", [";", "\t", ","])
def test_a_list_with_everything_in_the_first_column_is_parted_and_told(separator: str) -> None:
    rows = [("Navn", "Organisation"), ("Mette Lund", "Jobcenter Solby"), ("Ali Kaya", "Fagfolk")]
    text = "\n".join(f'"{separator.join(row)}"' for row in rows)
    found = layout.find(read_book(text.encode(), "a.csv"), {})
    assert [row.cells for row in found.people] == rows[1:]
    assert any(note.startswith("Alt stod i den første kolonne") for note in found.notes)


def test_names_with_commas_in_a_list_of_one_column_stay_whole() -> None:
    found = layout.find(read_book(b"Navn\nHansen, Mette\nKaya, Ali\n", "a.csv"), {})
    assert [row.cells for row in found.people] == [("Hansen, Mette",), ("Kaya, Ali",)]


def test_a_separator_that_is_pointed_out_is_believed() -> None:
    book = read_book(b"a;b,c\nd;e,f\n", "a.csv", separator=",")
    assert book.sheets[0].rows[0].cells == ("a;b", "c")


@pytest.mark.parametrize("data", ["Navn\nSÃ¸ren\n".encode(), b"Navn\n\x00\x01\x02S\n", b"\xff\xfea\xd8"])
def test_what_no_reading_makes_a_list_is_refused(data: bytes) -> None:
    with pytest.raises(Invalid):
        read_book(data, "a.csv")

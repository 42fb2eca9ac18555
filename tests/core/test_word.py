"""A Word file has real headings, lists and a table with a head, in Danish, and takes any text."""

from io import BytesIO

from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from pejling.reports.word import Answer, Bullets, Grid, Heading, Paragraph, to_docx


def read(made: bytes):
    return Document(BytesIO(made))


def test_blocks_are_in_their_order_with_the_styles_that_a_reader_jumps_by() -> None:
    made = read(to_docx("Note fra et besøg", [
        Heading("Aftalen"), Paragraph("Første linje.\nAnden linje."), Bullets(["tie", "spørge"]), Bullets(["først"], numbered=True),
        Heading("Uddybning", 2), Answer("Hvad lykkedes?", "Jeg tav & ventede <længe>."),
        Grid(["Adfærd", "Talt"], [["Venter", "3"]]),
    ]))
    told = [(one.style.name, one.text) for one in made.paragraphs if one.text]
    assert told == [
        ("Title", "Note fra et besøg"), ("Heading 1", "Aftalen"), ("Normal", "Første linje.\nAnden linje."), ("List Bullet", "tie"),
        ("List Bullet", "spørge"), ("List Number", "først"), ("Heading 2", "Uddybning"), ("Normal", "Hvad lykkedes?"),
        ("Quote", "Jeg tav & ventede <længe>."),
    ]
    (table,) = made.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["Adfærd", "Talt"], ["Venter", "3"]]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_it_says_that_it_is_danish_and_neither_who_wrote_it_nor_when() -> None:
    made = read(to_docx("Note", []))
    facts = made.core_properties
    assert (facts.title, facts.author, facts.last_modified_by, facts.created.year) == ("Note", "Pejling", "", 2000)
    assert {one.get(qn("w:val")) for one in made.styles.element.iter(qn("w:lang"))} == {"da-DK"}


@given(st.text())
@settings(max_examples=25)
def test_any_text_at_all_can_be_in_it(text: str) -> None:
    read(to_docx(text, [Answer(text, text), Grid([text], [[text]])]))

"""Documents for Word and LibreOffice: headings, paragraphs, lists, tables and answers, in the styles that those programs know.

A style is the reader's way through a document (a screen reader jumps from heading to heading) and the owner's way to change
its looks in one place, so nothing here is set letter by letter.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from pejling.export import clean

if TYPE_CHECKING:
    from docx.document import Document

MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - Word's own field has no zone; fixed, so that it tells nothing of its writer's day


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; 1 is the highest below the document's title."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; a line break in its text is one in the document."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list, with numbers where the order matters."""

    items: Sequence[str]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table whose first row is repeated on every page."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Answer:
    """A question, and what was said to it."""

    question: str
    text: str


Block = Heading | Paragraph | Bullets | Grid | Answer


def to_docx(title: str, blocks: Iterable[Block]) -> bytes:
    """A .docx file in Danish with the title and the blocks in their order."""
    import docx  # loaded when it is first needed, for the memory it takes

    document = docx.Document()
    document.core_properties.title = clean(title)
    document.core_properties.author = "Pejling"
    document.core_properties.comments = ""
    document.core_properties.language = "da-DK"
    document.core_properties.created = document.core_properties.modified = _MADE
    _set_language(document, "da-DK")
    document.add_heading(clean(title), level=0)
    for block in blocks:
        _add(document, block)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _add(document: "Document", block: Block) -> None:
    match block:
        case Heading(text, level):
            document.add_heading(clean(text), level=level)
        case Paragraph(text):
            document.add_paragraph(clean(text))
        case Bullets(items, numbered):
            for item in items:
                document.add_paragraph(clean(item), style="List Number" if numbered else "List Bullet")
        case Grid(columns, rows):
            _add_table(document, columns, rows)
        case Answer(question, text):
            asked = document.add_paragraph(style="Normal")
            asked.paragraph_format.keep_with_next = True
            asked.add_run(clean(question), style="Strong")
            document.add_paragraph(clean(text), style="Quote")


def _add_table(document: "Document", columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(rows=1, cols=len(columns), style="Table Grid")
    _repeat(table.rows[0])
    for cell, text in zip(table.rows[0].cells, columns, strict=True):
        cell.paragraphs[0].add_run(clean(text), style="Strong")
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = clean(text)
    document.add_paragraph()  # two tables in a row would be one


def _repeat(row: Any) -> None:
    """Have the row at the top of every page that the table goes on to, and read out as the table's head."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _set_language(document: "Document", language: str) -> None:
    """Have the text spelled and read aloud as that language."""
    from docx.oxml.ns import qn

    for found in document.styles.element.iter(qn("w:lang")):
        found.set(qn("w:val"), language)

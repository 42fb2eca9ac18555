"""Files as people and attackers make them, through the reader."""

import io
import re
import struct
import time
import zipfile
from collections.abc import Callable
from contextlib import nullcontext
from datetime import date

import pytest
from openpyxl import Workbook

from pejling.errors import Invalid
from pejling.people import layout, package
from pejling.people.layout import Layout
from pejling.people.rows import Row
from pejling.people.spreadsheet import read_book

CEILING = 20.0
"""Seconds: ten times the two that a refusal may take."""
MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
HEADER = ["Navn", "Organisation", "Organisationstype", "Team", "Stilling", "E-mail"]


def read(data: bytes, filename: str = "a.xlsx", **answers: str) -> Layout:
    """The file as it would be read with these things pointed out."""
    return layout.find(read_book(data, filename), answers)


def rows_of(data: bytes, filename: str = "a.xlsx") -> tuple[Row, ...]:
    return read(data, filename).sheet.rows


def workbook(*rows: list[object], change: Callable[[Workbook], None] = lambda book: None) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    change(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_parts(**parts: bytes) -> bytes:
    """A small workbook with some parts of its zip put in the place of its own, or added."""
    named = {PARTS[name]: content for name, content in parts.items()}
    file = io.BytesIO()
    source = workbook(HEADER, ["Mette Lund", "Jobcenter Solby"])
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in {**dict.fromkeys(old.namelist()), **dict.fromkeys(named)}:
            new.writestr(name, named[name] if name in named else old.read(name))
    return file.getvalue()


PARTS = {
    "types": "[Content_Types].xml", "book": "xl/workbook.xml", "sheet": "xl/worksheets/sheet1.xml",
    "styles": "xl/styles.xml", "vba": "xl/vbaProject.bin", "media": "xl/media/1.bin",
}


def sheet_xml(body: bytes, after: bytes = b"") -> bytes:
    return b"<worksheet " + MAIN + b"><sheetData>" + body + b"</sheetData>" + after + b"</worksheet>"


def lying_directory(size: int, claimed: int) -> bytes:
    """A workbook with a part of `size` zeros, of which the zip's directory tells only `claimed`."""
    data = bytearray(with_parts(media=b"\0" * size))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        offset = archive.getinfo(PARTS["media"]).header_offset
    entry = data.rindex(b"PK\x01\x02", 0, data.rindex(PARTS["media"].encode()))
    for place in (offset + 22, entry + 24):
        assert struct.unpack_from("<I", data, place) == (size,)
        struct.pack_into("<I", data, place, claimed)
    return bytes(data)


def ole(inside: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + inside.encode("utf-16-le") + b"\0" * 600


def ods() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>")
    return file.getvalue()


def docx() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<x/>")
    return file.getvalue()


def locked_zip() -> bytes:
    data = bytearray(workbook(HEADER))
    entry = data.index(b"PK\x01\x02")
    data[entry + 8] |= 1
    return bytes(data)


def many_rows() -> bytes:
    return workbook(HEADER, *([f"Person {n}", "Jobcenter Solby"] for n in range(2001)))


def billion_laughs() -> bytes:
    entities = b"<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]>"
    return entities + sheet_xml(b'<row r="1"><c r="A1" t="str"><v>&b;</v></c></row>')


SHARED = sheet_xml(
    b'<row r="1"><c r="A1"><f t="shared" si="0" ref="A1:A2000">' + b"B1+" * 5000 + b"B1</f></c></row>"
    + b"".join(b'<row r="%d"><c r="A%d"><f t="shared" si="0"/></c></row>' % (n, n) for n in range(2, 2000))
)

REFUSED: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "a 50 MB file": (lambda: b"Navn;Organisation\n" + b"x" * 50_000_000, "a.csv", "højst fylde 5 MB"),
    "a 50 MB workbook": (lambda: b"PK\x03\x04" + b"x" * 50_000_000, "a.xlsx", "Filen fylder 47,7 MB"),
    "a zip bomb": (lambda: with_parts(media=b"\0" * 300_000_000), "a.xlsx", package.TOO_MUCH),
    "a zip bomb in the sheet": (lambda: with_parts(sheet=sheet_xml(b" " * 100_000_000)), "a.xlsx", package.TOO_MUCH),
    "a bomb of many small parts": (
        lambda: with_parts(sheet=sheet_xml(b"<row/>" * 600_000)), "a.xlsx", package.TOO_MUCH,
    ),
    "a bomb behind a directory that lies": (lambda: lying_directory(30_000_000, 100), "a.xlsx", package.TOO_MUCH),
    "a directory that tells too little": (lambda: lying_directory(900_000, 100), "a.xlsx", package.BROKEN),
    "a directory that tells too much": (lambda: lying_directory(900_000, 900_001), "a.xlsx", package.BROKEN),
    "a macro file by its name": (lambda: workbook(HEADER), "Liste.XLSM", package.MACROS),
    "macros in a file named .xlsx": (lambda: with_parts(vba=b"x"), "a.xlsx", package.MACROS),
    "a macro file without its macros": (
        lambda: with_parts(types=b"<Types><Override ContentType='x.macroEnabled.main+xml'/></Types>"), "a.xlsx",
        package.MACROS,
    ),
    "a workbook with a password": (lambda: ole("EncryptedPackage"), "a.xlsx", package.LOCKED),
    "an old workbook": (lambda: ole("Workbook"), "a.xls", "gammelt Excel-format"),
    "an old workbook named .xlsx": (lambda: ole("Workbook"), "a.xlsx", "gammelt Excel-format"),
    "a web page named .xls": (lambda: b"<html><table>", "a.xls", package.OTHER_FORMAT),
    "an OpenDocument sheet": (ods, "a.ods", package.OTHER_FORMAT),
    "an OpenDocument sheet named .xlsx": (ods, "a.xlsx", package.OTHER_FORMAT),
    "a Word document": (docx, "a.docx", package.NO_SPREADSHEET),
    "a locked zip": (locked_zip, "a.xlsx", package.LOCKED),
    "a PDF": (lambda: b"%PDF-1.7\nNavn;Organisation", "a.pdf", package.NO_SPREADSHEET),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n\0\0\0", "a.png", package.NO_SPREADSHEET),
    "a web page": (lambda: b"<!doctype html><table>", "a.csv", package.NO_SPREADSHEET),
    "text named .xlsx": (lambda: b"Navn;Organisation", "a.xlsx", package.NO_SPREADSHEET),
    "half a workbook": (lambda: workbook(HEADER)[:900], "a.xlsx", package.BROKEN),
    "an empty file": (lambda: b"", "a.csv", "Arket er tomt"),
    "an empty workbook": (workbook, "a.xlsx", "Arket er tomt"),
    "too many rows": (many_rows, "a.xlsx", "mere end 2000 rækker"),
    "too many rows in CSV": (lambda: b"Navn;Organisation\n" * 2002, "a.csv", "mere end 2000 rækker"),
    "too many columns": (lambda: workbook([f"k{n}" for n in range(51)]), "a.xlsx", "mere end 50 kolonner"),
    "too many columns in CSV": (lambda: b"a;" * 50 + b"b", "a.csv", "mere end 50 kolonner"),
    "a cell at the bottom": (
        lambda: with_parts(sheet=sheet_xml(b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>')), "a.xlsx",
        "længere ned end række 10000",
    ),
    "five million empty lines": (lambda: b"\n" * 5_000_000, "a.csv", "længere ned end række 10000"),
    "entities": (lambda: with_parts(sheet=billion_laughs()), "a.xlsx", package.BROKEN),
    "entities in UTF-16": (
        lambda: with_parts(sheet=billion_laughs().decode().encode("utf-16")), "a.xlsx", package.BROKEN,
    ),
    "XML that is none": (lambda: with_parts(sheet=b"<worksheet><row>"), "a.xlsx", package.BROKEN),
    "deep XML": (lambda: with_parts(book=b"<a>" * 200_000), "a.xlsx", package.BROKEN),
    "rows in disorder": (lambda: with_parts(sheet=sheet_xml(b'<row r="2"/><row r="1"/>')), "a.xlsx", package.BROKEN),
    "a quote that is never closed": (lambda: b'Navn;Org\n"Mette;Solby\nOle;Solby\n', "a.csv", "anførselstegn"),
    "letters read wrongly before": (lambda: "Navn\nSÃ¸ren\n".encode(), "a.csv", "Æ, ø og å"),
    "sheets that are all hidden": (
        lambda: with_parts(book=load_part("book").replace(b'state="visible"', b'state="hidden"')), "a.xlsx",
        "synligt ark",
    ),
}


def load_part(name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(workbook(HEADER))) as archive:
        return archive.read(PARTS[name])


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_no_class_list_is_refused_in_time_with_one_sentence(kind: str) -> None:
    make, filename, sentence = REFUSED[kind]
    data = make()
    begun = time.perf_counter()
    with pytest.raises(Invalid) as refused:
        read(data, filename)
    assert time.perf_counter() - begun < CEILING
    assert sentence in str(refused.value)
    assert str(refused.value).endswith(".")


SLOW: dict[str, tuple[str, bytes, str]] = {
    "empty rows": ("sheet", sheet_xml(b"".join(b'<row r="%d"/>' % n for n in range(1, 450_000))), "Arket er tomt"),
    "a long shared formula": ("sheet", SHARED, ""),
    "areas over each other": (
        "sheet",
        sheet_xml(
            b'<row r="1"><c r="A1"><v>1</v></c></row><row r="2000"><c r="A2000"><v>1</v></c></row>',
            b"<mergeCells>" + b'<mergeCell ref="A1:A9999"/>' * 20_000 + b"</mergeCells>",
        ),
        package.BROKEN,
    ),
    "styles": (
        "styles", b"<styleSheet " + MAIN + b"><cellXfs>" + b'<xf numFmtId="0"/>' * 400_000 + b"</cellXfs></styleSheet>",
        "",
    ),
}


@pytest.mark.parametrize("kind", SLOW)
def test_a_small_file_made_to_be_slow_is_done_in_time(kind: str) -> None:
    part, content, sentence = SLOW[kind]
    data = with_parts(**{part: content + bytes_that_do_not_pack()})
    begun = time.perf_counter()
    with pytest.raises(Invalid, match=re.escape(sentence)) if sentence else nullcontext():
        read(data)
    assert time.perf_counter() - begun < CEILING


def bytes_that_do_not_pack() -> bytes:
    """A comment that keeps a part from being taken for a bomb."""
    numbers = b"".join(b"%x" % (n * 2654435761 % 2**32) for n in range(25_000))
    return b"<!--" + numbers + b"-->"


CSV_TEXT = (
    'Navn;Organisation;Stilling\r\nSøren Ågård;"Jobcenter\r\nSolby";Sagsbehandler; \r\n'
    ";;\r\nÆgir;A-kassen Nord;\r\n"
)
CSV_ROWS = (
    Row(1, ("Navn", "Organisation", "Stilling")),
    Row(2, ("Søren Ågård", "Jobcenter\nSolby", "Sagsbehandler")),
    Row(4, ("Ægir", "A-kassen Nord")),
)


@pytest.mark.parametrize("data", [
    CSV_TEXT.encode(), CSV_TEXT.encode("utf-8-sig"), CSV_TEXT.encode("cp1252"), CSV_TEXT.encode("utf-16"),
    CSV_TEXT.replace(";", "\t").encode("utf-16"), CSV_TEXT.replace(";", ",").encode(), b"sep=;\r\n" + CSV_TEXT.encode(),
    CSV_TEXT.replace("\r\n", "\n").encode(), b"\xef\xbb\xbfsep=;\r\n" + CSV_TEXT.encode(),
], ids=["UTF-8", "BOM", "Windows-1252", "UTF-16", "Unicode text", "commas", "sep", "Unix lines", "BOM and sep"])
def test_csv_is_read_as_danish_programs_write_it(data: bytes) -> None:
    assert rows_of(data, "Liste.csv") == CSV_ROWS


def test_a_comma_in_a_quoted_header_does_not_part_columns() -> None:
    headings, _ = rows_of(b'"Navn, helst fulde";Organisation\na;b', "a.csv")
    assert headings.cells == ("Navn, helst fulde", "Organisation")


def test_cells_are_read_as_excel_shows_them() -> None:
    def shape(book: Workbook) -> None:
        book.active["F1"].number_format = "000000\\-0000"
        book.active["G1"].number_format = "0000"

    day, text, escaped = date(2026, 11, 21), "\u00a0Mette\u00a0Lund \n", "_x000D_a_xD83D_"
    data = workbook([12.0, 1.5, True, day, text, 102701234, 42, "=1+1", -3, 12345678, escaped], change=shape)
    assert rows_of(data)[0].cells == (
        "12", "1,5", "SAND", "2026-11-21", "Mette Lund", "010270-1234", "0042", "", "-3", "12345678", "a\ufffd",
    )


RESULTS = (
    # the cell in the file, and what its owner sees; None where the file doesn't say
    (b'<c r="A2" t="str"><f>B2&amp;" "&amp;C2</f><v>Mette Lund</v></c>', "Mette Lund"),
    (b'<c r="A2"><f>1+1</f><v>2</v></c>', "2"),
    (b'<c r="A2" t="b"><f>TRUE()</f><v>1</v></c>', "SAND"), (b'<c r="A2" t="str"><f>""</f><v></v></c>', ""),
    (b'<c r="A2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "#DIV/0!"), (b'<c r="A2"><f t="shared" si="0"/><v>7</v></c>', "7"),
    (b'<c r="A2"><f>B2</f><v></v></c>', None), (b'<c r="A2"><f>B2</f></c>', None), (b'<c r="A2" t="s"><f>B2</f><v/></c>', None),
)


@pytest.mark.parametrize(("cell", "seen"), RESULTS)
def test_of_a_formula_its_result_is_read(cell: bytes, seen: str | None) -> None:
    data = with_parts(sheet=sheet_xml(b'<row r="2">' + cell + b'<c r="B2"><v>1</v></c></row>'))
    (row,) = rows_of(data)
    assert row.cells == (seen or "", "1")
    assert row.uncomputed == (frozenset({0}) if seen is None else frozenset())
    told = "Formler er læst med det resultat, filen sidst blev gemt med: A2."
    assert (told in read(data).notes) is (seen is not None and seen != "#DIV/0!")


def test_a_row_of_nothing_but_formulas_without_results_is_there() -> None:
    assert [row.number for row in rows_of(workbook(HEADER, ["=A9", "=B9"]))] == [1, 2]


def test_a_workbook_with_prefixes_relative_places_and_formatted_text_is_read() -> None:
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    one = f'<Relationship Id="rId{{}}" Type="{kinds}/{{}}" Target="{{}}"/>'
    names = f'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{kinds}"'
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations.format(one.format(1, "officeDocument", "xl/bog.xml")),
        "xl/bog.xml": f'<x:workbook {names}><x:workbookPr date1904="1"/><x:sheets>'
        '<x:sheet name="Graf" sheetId="1" r:id="rId1"/><x:sheet name="Ark" sheetId="2" r:id="rId2"/>'
        "</x:sheets></x:workbook>",
        "xl/_rels/bog.xml.rels": relations.format(
            one.format(1, "chartsheet", "chartsheets/sheet1.xml") + one.format(2, "worksheet", "worksheets/ark.xml")
            + one.format(3, "sharedStrings", "sharedStrings.xml") + one.format(4, "styles", "styles.xml")
        ),
        "xl/styles.xml": f"<x:styleSheet {names}>"
        '<x:numFmts><x:numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></x:numFmts>'
        '<x:cellStyleXfs><x:xf numFmtId="0"/></x:cellStyleXfs>'
        '<x:cellXfs><x:xf numFmtId="0"/><x:xf numFmtId="164"/></x:cellXfs></x:styleSheet>',
        "xl/sharedStrings.xml": f"<x:sst {names}><x:si>"
        "<x:r><x:t>Met</x:t></x:r><x:r><x:rPr><x:b/></x:rPr><x:t>te</x:t></x:r>"
        "<x:rPh><x:t>udtale</x:t></x:rPh></x:si></x:sst>",
        "xl/worksheets/ark.xml": f'<x:worksheet {names}><x:sheetData><x:row><x:c t="s"><x:v>0</x:v></x:c>'
        '<x:c r="C1" s="1"><x:v>44885</x:v></x:c><x:c t="e"><x:f>1/0</x:f><x:v>#DIV/0!</x:v></x:c></x:row>'
        "</x:sheetData></x:worksheet>",
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    sheet = read(file.getvalue()).sheet
    assert (sheet.name, sheet.notes) == ("Ark", ())
    assert sheet.rows == (Row(1, ("Mette", "", "2026-11-21", "#DIV/0!")),)


def test_hidden_rows_are_left_out_and_told() -> None:
    def hide(book: Workbook) -> None:
        book.active.row_dimensions[3].hidden = True

    sheet = read(workbook(HEADER, ["Mette", "JC"], ["Ole", "JC"], [], ["Ida", "JC"], change=hide)).sheet
    assert [row.number for row in sheet.rows] == [1, 2, 5]
    assert sheet.notes == ("Skjulte rækker er ikke læst: 3.",)


def test_a_value_merged_over_rows_stands_in_each_of_them() -> None:
    data = workbook(
        ["Liste", None], HEADER, ["Mette", "JC"], ["Ole", None], [None, None], ["Ida", None], ["Kaj", None],
        change=lambda book: [book.active.merge_cells(area) for area in ("A1:F1", "B3:B6")],
    )
    assert [row.cell(1) for row in rows_of(data)] == ["", "Organisation", "JC", "JC", "JC", ""]


def test_the_first_visible_sheet_is_read_unless_one_is_named_deltagere() -> None:
    def add(name: str, state: str = "visible", first_state: str = "visible") -> Callable[[Workbook], None]:
        def change(book: Workbook) -> None:
            book.create_sheet(name).append(["Andet"])
            book[name].sheet_state = state
            book.worksheets[0].sheet_state = first_state
            book.active = 0 if first_state == "visible" else 1

        return change

    def chosen(*args: str, **more: str) -> str:
        return read(workbook(HEADER, ["Mette", "JC"], change=add(*args, **more))).sheet.name

    assert chosen("deltagere ") == "deltagere "
    plain = read(workbook(HEADER, ["Mette", "JC"], change=add("Ark2")))
    assert (plain.sheet.name, plain.notes[0]) == ("Sheet", "Kun arket „Sheet“ er læst.")
    assert chosen("Deltagere", state="hidden") == "Sheet"
    assert chosen("Ark2", first_state="hidden") == "Ark2"

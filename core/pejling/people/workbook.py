"""The rows of an .xlsx file that `package.check` has let through.

The sheet's XML is read directly: openpyxl's quick reader tells neither hidden rows nor merged cells, and a small file
made for it can hold it up for minutes (one long formula shared by many cells, many styles). This is one pass each.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml.ElementTree import fromstring, iterparse
from openpyxl.formula.translate import Translator
from openpyxl.utils.cell import column_index_from_string, range_boundaries
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

from pejling.errors import Invalid
from pejling.people import package
from pejling.people.numbers import Formats, shown_number, unescaped
from pejling.people.rows import LAST_ROW, MAX_COLUMNS, Row, tidy, within_limits

PREFERRED = "deltagere"
MOST_NAMED = 10
TRANSLATED = 4000
"""Cells whose shared formula is moved to their own row; the rest show it as it stands in the first cell."""
LONGEST_TRANSLATED = 200
_NO_SHEET = "Filen har intet synligt ark. Vis arket med deltagerne i Excel, og gem igen."


@dataclass(frozen=True)
class _Book:
    """The chosen sheet's place in the zip, and what its cells refer to."""

    title: str
    part: str
    others_left_out: bool
    strings: list[str]
    formats: Formats


@dataclass
class _Seen:
    """What is met while the sheet is read, beside its rows."""

    hidden: list[int] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)
    merged: list[tuple[int, int, int]] = field(default_factory=list)
    """Column from 0, first row, last row."""
    shared: dict[str, tuple[str, str]] = field(default_factory=dict)
    """A shared formula's number → its text, and the cell it is written for."""


def read(data: bytes) -> tuple[str, list[Row], list[str]]:
    """The chosen sheet's name, its rows, and notes on how it was read.

    Raises
    ------
    Invalid
        There is no sheet to be seen, there is too much in it, or the file's insides are not in order.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            book = _open(archive)
            seen = _Seen()
            rows = within_limits(_rows(archive, book, seen))
    except (zipfile.BadZipFile, ParseError, LookupError, ValueError, TypeError, OverflowError) as broken:
        raise Invalid(package.BROKEN) from broken
    notes = []
    if book.others_left_out:
        notes.append(f"Kun arket „{book.title}“ er læst.")
    if seen.hidden:
        notes.append(f"Skjulte rækker er ikke læst: {_some(seen.hidden)}.")
    if seen.formulas:
        notes.append(f"Formler regnes ikke ud, men læses som tekst: {_some(seen.formulas)}.")
    return book.title, _spread(rows, seen.merged), notes


def _open(archive: zipfile.ZipFile) -> _Book:
    part = next((target for kind, _, target in _relations(archive, "") if kind == "officeDocument"), "xl/workbook.xml")
    root = fromstring(archive.read(part))
    relations = _relations(archive, part)
    parts = {kind: target for kind, _, target in relations}
    worksheets = {identity: target for kind, identity, target in relations if kind == "worksheet"}
    sheets = [
        (sheet.get("name", ""), worksheets[identity])
        for sheet in root.iter()
        if _tag(sheet) == "sheet" and sheet.get("state", "visible") == "visible"
        if (identity := _attribute(sheet, "id")) in worksheets  # a sheet that is only a chart is not
    ]
    if not sheets:
        raise Invalid(_NO_SHEET)
    preferred = [sheet for sheet in sheets if sheet[0].strip().casefold() == PREFERRED]
    title, place = (preferred or sheets)[0]
    mac = any(_tag(one) == "workbookPr" and one.get("date1904") in {"1", "true"} for one in root.iter())
    formats = Formats(MAC_EPOCH if mac else WINDOWS_EPOCH)
    if "styles" in parts:
        formats.read(_walk(archive, parts["styles"]))
    strings = list(_strings(archive, parts["sharedStrings"])) if "sharedStrings" in parts else []
    return _Book(title, place, len(sheets) > 1 and not preferred, strings, formats)


def _relations(archive: zipfile.ZipFile, part: str) -> list[tuple[str, str, str]]:
    """What a part refers to: (kind, id, place in the zip)."""
    folder, name = posixpath.split(part)
    listing = posixpath.join(folder, "_rels", f"{name}.rels")
    return [
        (
            one.get("Type", "").rpartition("/")[2],
            one.get("Id", ""),
            posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/"),
        )
        for one in fromstring(archive.read(listing))
    ]


def _walk(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[str, str, Element]]:
    """The part's XML as (start or end, tag without namespace, element)."""
    with archive.open(part) as source:
        for event, element in iterparse(source, events=("start", "end")):
            yield event, _tag(element), element


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")


def _strings(archive: zipfile.ZipFile, part: str) -> Iterator[str]:
    for event, tag, element in _walk(archive, part):
        if event == "end" and tag == "si":
            yield _string(element)
            element.clear()


def _string(element: Element) -> str:
    """The text of a string with or without formatting, without the pronunciation Excel may keep beside it."""
    texts = []
    for one in element:
        if _tag(one) == "t":
            texts.append(one.text or "")
        elif _tag(one) == "r":
            texts += [part.text or "" for part in one if _tag(part) == "t"]
    return unescaped("".join(texts))


def _rows(archive: zipfile.ZipFile, book: _Book, seen: _Seen) -> Iterator[Row]:
    number, hidden, cells = 0, False, dict[int, str]()
    for event, tag, element in _walk(archive, book.part):
        if event == "start":
            if tag == "row":
                before, number = number, int(element.get("r", number + 1))
                if number <= before:
                    raise ValueError("rows out of order")
                hidden, cells = element.get("hidden") in {"1", "true"}, {}
            elif tag == "mergeCell":
                left, top, _right, bottom = range_boundaries(element.get("ref", ""))
                if left and top and bottom and bottom > top:
                    seen.merged.append((left - 1, top, bottom))
        elif tag == "c":
            _take(element, number, cells, book, seen)
        elif tag == "row":
            element.clear()
            if hidden and cells:
                seen.hidden.append(number)
            elif cells:
                yield Row(number, tuple(cells.get(at, "") for at in range(max(cells) + 1)))


def _take(cell: Element, row: int, cells: dict[int, str], book: _Book, seen: _Seen) -> None:
    """Put the cell's text, if it has any, among the row's cells."""
    letters = cell.get("r", "").rstrip("0123456789")
    column = column_index_from_string(letters) - 1 if letters else max(cells, default=-1) + 1
    parts = {_tag(part): part for part in cell}
    kind = cell.get("t", "n")
    value = parts["v"].text or "" if "v" in parts else ""
    if "f" in parts and kind != "e":
        place = f"{letters or '?'}{row}"
        seen.formulas.append(place)
        text = _formula(parts["f"], place, seen)
    elif kind == "s":
        text = book.strings[int(value)] if value else ""
    elif kind == "inlineStr":
        text = _string(parts["is"]) if "is" in parts else ""
    elif kind == "b":
        text = "SAND" if value in {"1", "true"} else "FALSK"
    elif kind == "n":
        text = shown_number(value, book.formats, int(cell.get("s", 0))) if value else ""
    else:  # an error, the text of a formula, or a date in ISO
        text = value.removesuffix("T00:00:00") if kind == "d" else unescaped(value)
    if text := tidy(text):
        cells[column] = text


def _formula(formula: Element, place: str, seen: _Seen) -> str:
    text = f"={formula.text or ''}"
    if formula.get("t") != "shared":
        return text
    number = formula.get("si", "")
    if formula.text:
        seen.shared[number] = text, place
        return text
    text, origin = seen.shared.get(number, ("=", place))
    if len(text) > LONGEST_TRANSLATED or len(seen.formulas) > TRANSLATED:
        return text
    return str(Translator(text, origin).translate_formula(place))


def _spread(rows: list[Row], merged: list[tuple[int, int, int]]) -> list[Row]:
    """The rows, with a value merged over several of them in each that has something else in it."""
    cells = {row.number: list(row.cells) for row in rows}
    areas = [
        (column, top, min(bottom, rows[-1].number))
        for column, top, bottom in merged
        if top in cells and column < len(cells[top])
    ]
    if sum(bottom - top for _, top, bottom in areas) > LAST_ROW * MAX_COLUMNS:
        raise Invalid(package.BROKEN)  # areas lie over each other
    for column, top, bottom in areas:
        for number in range(top + 1, bottom + 1):
            if number in cells:
                own = cells[number]
                own += [""] * (column + 1 - len(own))
                own[column] = own[column] or cells[top][column]
    return [Row(row.number, tuple(cells[row.number])) for row in rows]


def _some(names: list[Any]) -> str:
    shown = ", ".join(str(name) for name in names[:MOST_NAMED])
    return f"{shown} og {len(names) - MOST_NAMED} til" if len(names) > MOST_NAMED else shown

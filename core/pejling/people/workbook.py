"""The sheets of an .xlsx file that `package.check` has let through.

The sheet's XML is read directly: openpyxl's quick reader tells neither hidden rows nor merged cells, and a small file
made for it can hold it up for minutes (one long formula shared by many cells, many styles). This is one pass each.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml.ElementTree import fromstring, iterparse
from openpyxl.utils.cell import column_index_from_string, range_boundaries
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

from pejling.errors import Invalid
from pejling.people import package
from pejling.people.numbers import Formats, shown_number, unescaped
from pejling.people.rows import LAST_ROW, MAX_COLUMNS, Row, Sheet, tidy, within_limits

MOST_NAMED = 10
_NO_SHEET = "Filen har intet synligt ark. Vis arket med deltagerne i Excel, og gem igen."


@dataclass(frozen=True)
class _Book:
    """The sheets that can be seen, and what their cells refer to."""

    sheets: tuple[tuple[str, str], ...]
    """Name, and place in the zip."""
    strings: list[str]
    formats: Formats


@dataclass
class _Seen:
    """What is met while a sheet is read, beside its rows."""

    hidden: list[int] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)
    merged: list[tuple[int, int, int]] = field(default_factory=list)
    """Column from 0, first row, last row."""


def read(data: bytes) -> tuple[list[Sheet], list[str]]:
    """The sheets that can be seen and have something in them, and notes on those that could not be read.

    Raises
    ------
    Invalid
        There is no sheet to be seen, there is too much in all of them, or the file's insides are not in order.
    """
    sheets: list[Sheet] = []
    refused: list[tuple[str, Invalid]] = []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            book = _open(archive)
            for title, part in book.sheets:
                try:
                    sheets.append(_read_sheet(archive, book, title, part))
                except Invalid as limit:
                    refused.append((title, limit))
    except (zipfile.BadZipFile, ParseError, LookupError, ValueError, TypeError, OverflowError) as broken:
        raise Invalid(package.BROKEN) from broken
    sheets = [sheet for sheet in sheets if sheet.rows]
    if refused and not sheets:
        raise refused[0][1]
    return sheets, [f"Arket „{title}“ er ikke læst: {limit}" for title, limit in refused]


def _read_sheet(archive: zipfile.ZipFile, book: _Book, title: str, part: str) -> Sheet:
    seen = _Seen()
    rows = within_limits(_rows(archive, book, part, seen))
    notes = []
    if seen.hidden:
        notes.append(f"Skjulte rækker er ikke læst: {_some(seen.hidden)}.")
    if seen.formulas:
        notes.append(f"Formler er læst med det resultat, filen sidst blev gemt med: {_some(seen.formulas)}.")
    return Sheet(title, tuple(_spread(rows, seen.merged)), tuple(notes))


def _open(archive: zipfile.ZipFile) -> _Book:
    part = next((target for kind, _, target in _relations(archive, "") if kind == "officeDocument"), "xl/workbook.xml")
    root = fromstring(archive.read(part))
    relations = _relations(archive, part)
    parts = {kind: target for kind, _, target in relations}
    worksheets = {identity: target for kind, identity, target in relations if kind == "worksheet"}
    sheets = tuple(
        (sheet.get("name", ""), worksheets[identity])
        for sheet in root.iter()
        if _tag(sheet) == "sheet" and sheet.get("state", "visible") == "visible"
        if (identity := _attribute(sheet, "id")) in worksheets  # a sheet that is only a chart is not
    )
    if not sheets:
        raise Invalid(_NO_SHEET)
    mac = any(_tag(one) == "workbookPr" and one.get("date1904") in {"1", "true"} for one in root.iter())
    formats = Formats(MAC_EPOCH if mac else WINDOWS_EPOCH)
    if "styles" in parts:
        formats.read(_walk(archive, parts["styles"]))
    strings = list(_strings(archive, parts["sharedStrings"])) if "sharedStrings" in parts else []
    return _Book(sheets, strings, formats)


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


def _rows(archive: zipfile.ZipFile, book: _Book, part: str, seen: _Seen) -> Iterator[Row]:
    number, hidden, cells, uncomputed = 0, False, dict[int, str](), set[int]()
    for event, tag, element in _walk(archive, part):
        if event == "start":
            if tag == "row":
                before, number = number, int(element.get("r", number + 1))
                if number <= before:
                    raise ValueError("rows out of order")
                hidden, cells, uncomputed = element.get("hidden") in {"1", "true"}, {}, set()
            elif tag == "mergeCell":
                left, top, _right, bottom = range_boundaries(element.get("ref", ""))
                if left and top and bottom and bottom > top:
                    seen.merged.append((left - 1, top, bottom))
        elif tag == "c":
            letters = element.get("r", "").rstrip("0123456789")
            column = column_index_from_string(letters) - 1 if letters else max(cells, default=-1) + 1
            text = _shown(element, f"{letters or '?'}{number}", book, seen)
            if text is None:
                uncomputed.add(column)
            cells[column] = tidy(text or "")
        elif tag == "row":
            element.clear()
            if hidden and any(cells.values()):
                seen.hidden.append(number)
            elif any(cells.values()) or uncomputed:
                row = tuple(cells.get(at, "") for at in range(max(cells) + 1))
                yield Row(number, row, frozenset(uncomputed))


def _shown(cell: Element, place: str, book: _Book, seen: _Seen) -> str | None:
    """What the owner sees in the cell; None for a formula whose result the file doesn't hold."""
    parts = {_tag(part): part for part in cell}
    kind = cell.get("t", "n")
    value = parts["v"].text or "" if "v" in parts else ""
    if "f" in parts and kind != "e":
        if not value and not (kind == "str" and "v" in parts):
            return None
        seen.formulas.append(place)
    if kind == "s":
        return book.strings[int(value)] if value else ""
    if kind == "inlineStr":
        return _string(parts["is"]) if "is" in parts else ""
    if kind == "b":
        return "SAND" if value in {"1", "true"} else "FALSK"
    if kind == "n":
        return shown_number(value, book.formats, int(cell.get("s", 0))) if value else ""
    return value.removesuffix("T00:00:00") if kind == "d" else unescaped(value)  # a text, an error, or a date in ISO


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
    return [replace(row, cells=tuple(cells[row.number])) for row in rows]


def _some(names: list[Any]) -> str:
    shown = ", ".join(str(name) for name in names[:MOST_NAMED])
    return f"{shown} og {len(names) - MOST_NAMED} til" if len(names) > MOST_NAMED else shown

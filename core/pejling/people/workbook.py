"""The rows of an .xlsx file that `package.check` has let through."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from defusedxml.ElementTree import iterparse
from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries

from pejling.errors import Invalid
from pejling.people import package
from pejling.people.spreadsheet import Row, tidy

PREFERRED = "deltagere"
MAX_CELLS = 300_000
"""Cells looked at, empty ones included: a cell far to the right makes its whole row count."""
MOST_NAMED = 10

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_ZEROS = re.compile(r"0[0 \-]*")


@dataclass(frozen=True)
class _Layout:
    """What the sheet's own XML says beside its cells."""

    hidden: frozenset[int]
    merged: tuple[tuple[int, int, int], ...]
    """Column from 0, first row, last row."""


def read(data: bytes, last_row: int) -> tuple[str, Iterable[Row], tuple[str, ...]]:
    """The chosen sheet's name, its rows up to the one after `last_row`, and notes on how it was read.

    Raises
    ------
    Invalid
        There is no sheet to be seen, or the file's insides are not in order.
    """
    try:
        return _read(data, last_row)
    except Invalid:
        raise
    except Exception as broken:  # a crooked file breaks openpyxl in any way it likes
        raise Invalid(package.BROKEN) from broken


def _read(data: bytes, last_row: int) -> tuple[str, list[Row], tuple[str, ...]]:
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    try:
        visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        if not visible:
            raise Invalid("Filen har intet synligt ark. Vis arket med deltagerne i Excel, og gem igen.")
        sheet: Any = next((one for one in visible if one.title.strip().casefold() == PREFERRED), visible[0])
        sheet.reset_dimensions()  # what the file says about its own size may be wrong
        formulas: list[str] = []
        rows = list(_rows(sheet, last_row, formulas))
        layout = _layout(data, sheet._worksheet_path)  # openpyxl's quick reader tells neither hidden nor merged
    finally:
        book.close()
    hidden = [row.number for row in rows if row.number in layout.hidden and any(row.cells)]
    notes = []
    if len(visible) > 1 and sheet.title.strip().casefold() != PREFERRED:
        notes.append(f"Kun arket „{sheet.title}“ er læst.")
    if hidden:
        notes.append(f"Skjulte rækker er ikke læst: {_some(hidden)}.")
    if formulas:
        notes.append(f"Formler regnes ikke ud, men læses som tekst: {_some(formulas)}.")
    shown = [row for row in rows if row.number not in layout.hidden]
    return sheet.title, _spread(shown, layout.merged), tuple(notes)


def _rows(sheet: Any, last_row: int, formulas: list[str]) -> Iterator[Row]:
    looked_at = 0
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        looked_at += len(cells)
        if looked_at > MAX_CELLS:
            raise Invalid(package.TOO_MUCH)
        if any(cell.value is not None for cell in cells):
            formulas += [cell.coordinate for cell in cells if cell.data_type == "f"]
            yield Row(number, tuple(_text(cell) for cell in cells))
        if number > last_row:
            # Told as too long by whoever asked, whether or not this row has something in it.
            yield Row(number, ())
            return


def _layout(data: bytes, part: str) -> _Layout:
    hidden, merged = set(), []
    number = 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(part.lstrip("/")) as source:
        for event, element in iterparse(source, events=("start", "end")):
            tag = element.tag.rpartition("}")[2]
            if event == "end":
                element.clear()
            elif tag == "row":
                number = int(element.get("r", number + 1))
                if element.get("hidden") in {"1", "true"}:
                    hidden.add(number)
            elif tag == "mergeCell":
                left, top, _right, bottom = range_boundaries(element.get("ref", ""))
                if left and top and bottom and bottom > top:
                    merged.append((left - 1, top, bottom))
    return _Layout(frozenset(hidden), tuple(merged))


def _spread(rows: list[Row], merged: tuple[tuple[int, int, int], ...]) -> list[Row]:
    """The rows, with a value merged over several of them in each that has something else in it."""
    if not merged:
        return rows
    cells = {row.number: list(row.cells) for row in rows}
    for column, top, bottom in merged:
        if column >= len(cells.get(top, [])):
            continue
        for row in rows:
            if top < row.number <= bottom and any(row.cells):
                own = cells[row.number]
                own += [""] * (column + 1 - len(own))
                own[column] = own[column] or cells[top][column]
    return [Row(row.number, tuple(cells[row.number])) for row in rows]


def _text(cell: Any) -> str:
    """What Excel shows in the cell, a formula as its own text."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return tidy(str(value if isinstance(value, str) else getattr(value, "text", None) or "="))
    if isinstance(value, bool):
        return "SAND" if value else "FALSK"
    if isinstance(value, int | float):
        return _number(value, str(cell.number_format))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    return tidy(_ESCAPED.sub(lambda code: chr(int(code[1], 16)), str(value)))


def _number(value: float, number_format: str) -> str:
    """Up to 10 decimals' worth of the number with a decimal comma; leading zeros where the format asks for them."""
    if value == int(value) and abs(value) < 1e15:
        digits = str(int(value))
        pattern = re.sub(r'[\\"]', "", number_format)
        return _fill(digits, pattern) if _ZEROS.fullmatch(pattern) and value >= 0 else digits
    return f"{value:.10g}".replace(".", ",")


def _fill(digits: str, pattern: str) -> str:
    """`digits` in a pattern such as 000000-0000."""
    places = pattern.count("0")
    padded = digits.zfill(places)
    shown, rest = padded[:len(padded) - places], iter(padded[len(padded) - places:])
    return shown + "".join(next(rest) if mark == "0" else mark for mark in pattern)


def _some(names: list[Any]) -> str:
    shown = ", ".join(str(name) for name in names[:MOST_NAMED])
    return f"{shown} og {len(names) - MOST_NAMED} til" if len(names) > MOST_NAMED else shown

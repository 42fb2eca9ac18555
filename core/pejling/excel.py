"""Tables as an Excel file. Apart from `export`, since Excel's library is large and few requests need it."""

import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from pejling.export import CODEBOOK, FORMULA_STARTS, Table, as_cell, clean, codebook, escaped, sheet_names

WIDEST = 80
"""Characters in the widest column; what is longer goes on in the next line of its cell."""
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - Excel's own field has no zone; fixed, so that equal tables give equal files
_PART_MADE = (2000, 1, 1, 0, 0, 0)


def to_xlsx(tables: Sequence[Table], title: str, note: str) -> bytes:
    """An .xlsx file: one sheet for each table in their order, then the codebook under `title` and `note`.

    The same tables give the same bytes.
    """
    book = Workbook(write_only=True)
    book.properties.creator = "Pejling"
    book.properties.title = clean(title)
    book.properties.created = _MADE
    for table, name in zip(tables, sheet_names(tables), strict=True):
        _add_sheet(book, name, table)
    _add_sheet(book, CODEBOOK, codebook(tables), above=[title, note])
    file = BytesIO()
    book.save(file)
    return _without_clock(file.getvalue())


def _add_sheet(book: Any, name: str, table: Table, above: Sequence[str] = ()) -> None:
    sheet = book.create_sheet(name)
    for number, column in enumerate(table.columns, start=1):
        longest = max((len(text) for row in table.rows if isinstance(text := row.get(column.key), str)), default=0)
        sheet.column_dimensions[get_column_letter(number)].width = min(WIDEST, max(12, len(column.title) + 2, longest + 2))
    if not above:
        sheet.freeze_panes = "A2"
    for line in above:
        sheet.append([_cell(sheet, line, bold=line == above[0])])
    if above:
        sheet.append([])
    sheet.append([_cell(sheet, column.title, bold=True) for column in table.columns])
    for row in table.rows:
        sheet.append([_cell(sheet, row.get(column.key)) for column in table.columns])


def _cell(sheet: Any, value: Any, *, bold: bool = False) -> Any:
    value = as_cell(value)
    if value is None:
        return None
    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value)
    cell = WriteOnlyCell(sheet)
    cell.value = escaped(value)
    cell.data_type = "s"
    if value[:1] in set(FORMULA_STARTS) | {"'"}:
        cell.quotePrefix = True  # stays text when someone edits the cell, too
    if bold:
        cell.font = Font(bold=True)
    elif "\n" in value or len(value) > WIDEST:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _without_clock(data: bytes) -> bytes:
    """The same .xlsx without the time it was made."""
    file = BytesIO()
    clock = rb"\g<1>" + f"{_MADE:%Y-%m-%dT%H:%M:%SZ}".encode()
    with zipfile.ZipFile(BytesIO(data)) as made, zipfile.ZipFile(file, "w") as fixed:
        for part in made.infolist():
            content = made.read(part)
            if part.filename == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", clock, content)
            fixed.writestr(zipfile.ZipInfo(part.filename, _PART_MADE), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()

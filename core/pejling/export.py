"""Tables as files for a spreadsheet: .xlsx with a codebook, or CSV as a Danish Excel reads it.

What people wrote is text and stays text. In .xlsx every text cell is stored as such, so nothing in it is computed. CSV
knows no types: there an apostrophe is put before a text that a spreadsheet would take for a formula.
"""

import csv
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from io import StringIO
from typing import Any

from pejling.dates import DENMARK
from pejling.exercise.kind import Column

CODEBOOK = "Kodebog"
LONGEST_CELL = 32_767
"""Characters (UTF-16 units) in one cell: Excel's limit."""
CUT = " … [afkortet]"
EXCEL_FROM = 1900
"""The year whose dates Excel counts wrongly; they and earlier ones are written as text."""
FORMULA_NOTE = (
    "Svar er gemt som tekst, også når de ligner formler. I CSV-filer står der derfor en apostrof (') foran en tekst, "
    "der begynder med = + - @, tabulator eller linjeskift."
)

FORMULA_STARTS = "=+-@\t\r\n"
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c]")
_ILLEGAL = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_SHEET_ILLEGAL = re.compile(r"[\[\]:*?/\\\x00-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST_SHEET_NAME = 31


@dataclass(frozen=True)
class Table:
    """Rows by column key. A missing value and None are empty cells; other values are text, number, bool or date.

    A time with a zone is written as it is in Denmark.
    """

    name: str
    columns: Sequence[Column]
    rows: Sequence[Mapping[str, Any]]


def codebook(tables: Sequence[Table]) -> Table:
    """What each column of the tables means, as a table itself: ark, kolonne, betydning."""
    rows = [
        {"sheet": name, "column": column.title, "meaning": column.meaning}
        for table, name in zip(tables, sheet_names(tables), strict=True)
        for column in table.columns
    ]
    columns = (
        Column("sheet", "Ark", "Arkets eller filens navn"),
        Column("column", "Kolonne", "Kolonnens overskrift"),
        Column("meaning", "Betydning", "Hvad kolonnen rummer"),
    )
    return Table(CODEBOOK, columns, [*rows, {"sheet": "", "column": "", "meaning": FORMULA_NOTE}])


def to_csv(table: Table) -> bytes:
    """The table as CSV: semicolons, decimal commas, CRLF, and UTF-8 with the mark by which Excel knows æ, ø and å."""
    file = StringIO(newline="")
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow([_plain_text(column.title) for column in table.columns])
    for row in table.rows:
        writer.writerow([_plain_text(row.get(column.key)) for column in table.columns])
    return file.getvalue().encode("utf-8-sig")


def as_cell(value: Any) -> str | int | float | date | time | None:
    """The value as a cell can hold it; anything that is neither number nor date becomes text."""
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return None
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, Decimal):
        return float(value) if value.is_finite() else None
    if isinstance(value, int):
        return value if abs(value) < 10**15 else str(value)  # Excel keeps 15 digits of a number
    if isinstance(value, datetime) and value.tzinfo:
        value = value.astimezone(DENMARK).replace(tzinfo=None)
    if isinstance(value, date) and value.year <= EXCEL_FROM:
        return value.isoformat()
    if isinstance(value, float | date) or (isinstance(value, time) and not value.tzinfo):
        return value
    if isinstance(value, list | tuple | set | frozenset):
        parts = sorted(map(str, value)) if isinstance(value, set | frozenset) else map(str, value)
        return clean("; ".join(parts))
    return clean(str(value))


def _plain_text(value: Any) -> str:
    """The value as CSV has it."""
    value = as_cell(value)
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    if isinstance(value, str):
        return f"'{value}" if value[:1] and value[0] in FORMULA_STARTS else value
    if isinstance(value, float):
        return f"{value:.15g}".replace(".", ",")
    return str(value)


def clean(text: str) -> str:
    """The text without what XML cannot hold, with plain line ends, and no longer than a cell can be."""
    text = _ILLEGAL.sub("", _LINE_ENDS.sub("\n", text))
    if len(text.encode("utf-16-le")) // 2 <= LONGEST_CELL:
        return text
    short = text.encode("utf-16-le")[:2 * (LONGEST_CELL - len(CUT))].decode("utf-16-le", "ignore")
    return short + CUT


def escaped(text: str) -> str:
    """The text as Excel wants it written: "_x0041_" would be shown as the letter A."""
    return _ESCAPE.sub("_x005F_", text)


def sheet_names(tables: Sequence[Table]) -> list[str]:
    """A name Excel takes for each table: cleaned, at most 31 characters, none twice in whatever case."""
    taken = {CODEBOOK.casefold(), "history", "historik"}
    names = []
    for table in tables:
        base = " ".join(_SHEET_ILLEGAL.sub(" ", table.name).split()).strip("'") or "Ark"
        name, number = _shortened(base), 1
        while name.casefold() in taken:
            number += 1
            name = _shortened(base, f" ({number})")
        taken.add(name.casefold())
        names.append(name)
    return names


def _shortened(base: str, ending: str = "") -> str:
    units = base.encode("utf-16-le")[:2 * (_LONGEST_SHEET_NAME - len(ending))]
    return units.decode("utf-16-le", "ignore").strip(" '") + ending

"""A spreadsheet's rows as text, and how many of them a class list may have."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pejling.errors import Invalid

MAX_ROWS = 2000
"""People in a list: rows with something in them, the header not counted."""
MAX_COLUMNS = 50
LAST_ROW = 10_000
"""The last row number that may have something in it."""

TOO_MANY_ROWS = f"Arket har mere end {MAX_ROWS} rækker. Slet de rækker, der ikke er deltagere, og prøv igen."
TOO_MANY_COLUMNS = f"Arket har mere end {MAX_COLUMNS} kolonner. Slet dem, der ikke skal bruges, og prøv igen."
TOO_LONG = f"Arket går længere ned end række {LAST_ROW}. Kopiér deltagerne over i den tomme skabelon, og brug den."

_WIDE_SPACES = str.maketrans(dict.fromkeys("\u00a0\u2007\u202f", " "))


@dataclass(frozen=True)
class Row:
    """One row with something in it. `number` is what Excel shows beside it."""

    number: int
    cells: tuple[str, ...]
    uncomputed: frozenset[int] = frozenset()
    """Columns with a formula whose result the file doesn't hold. Their cells are empty."""

    def cell(self, column: int) -> str:
        """The text in that column, from 0; "" beyond the row's end."""
        return self.cells[column] if column < len(self.cells) else ""


@dataclass(frozen=True)
class Sheet:
    """The rows of one sheet, and what should be told about how it was read."""

    name: str
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()


def tidy(text: str) -> str:
    """`text` without the blanks around it, non-breaking ones too, and with plain line ends."""
    return text.translate(_WIDE_SPACES).replace("\r\n", "\n").replace("\r", "\n").strip()


def within_limits(rows: Iterable[Row]) -> list[Row]:
    """The rows with something in them, read no further than the first one too many.

    Raises
    ------
    Invalid
        There are too many rows or columns, or a row too far down.
    """
    kept: list[Row] = []
    for row in rows:
        cells = row.cells
        while cells and not cells[-1] and len(cells) - 1 not in row.uncomputed:
            cells = cells[:-1]
        if not cells:
            continue
        if row.number > LAST_ROW:
            raise Invalid(TOO_LONG)
        if len(cells) > MAX_COLUMNS:
            raise Invalid(TOO_MANY_COLUMNS)
        kept.append(replace(row, cells=cells))
        if len(kept) > MAX_ROWS + 1:
            raise Invalid(TOO_MANY_ROWS)
    return kept

"""A spreadsheet file as rows of text, as its owner sees them in Excel. What could do harm is refused first."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

from pejling.errors import Invalid
from pejling.people import package

MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 2000
"""People in a list: rows with something in them, the header not counted."""
MAX_COLUMNS = 50
LAST_ROW = 10_000
"""The last row number looked at, empty ones included."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MACRO_SUFFIXES = {".xlsm", ".xltm", ".xlam"}
_OTHER_SUFFIXES = {".xls", ".xlt", ".xlsb", ".ods", ".fods", ".numbers"}
_UNREADABLE = "Filen er ikke et regneark. Brug en Excel-projektmappe (.xlsx) eller en CSV-fil."
_OLD = "Filen er i et gammelt Excel-format. Gem den som Excel-projektmappe (.xlsx)."
_LETTERS = "Æ, ø og å i filen kan ikke læses. Gem den som „CSV UTF-8“ eller som Excel-projektmappe (.xlsx)."
_TOO_MANY_ROWS = f"Arket har mere end {MAX_ROWS} rækker. Slet de rækker, der ikke er deltagere, og prøv igen."
_TOO_MANY_COLUMNS = f"Arket har mere end {MAX_COLUMNS} kolonner. Slet dem, der ikke skal bruges, og prøv igen."
_TOO_LONG = f"Arket går længere ned end række {LAST_ROW}. Kopiér deltagerne over i den tomme skabelon, og brug den."

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_MISREAD = re.compile("Ã[¦¸¥†˜…]|[¾¿Œ†›]\\w|\\w[¾¿Œ†›]")
"""UTF-8 read twice, or Danish letters of old Macs and DOS read as Windows-1252."""
_WIDE_SPACES = str.maketrans(dict.fromkeys("\u00a0\u2007\u202f", " "))


@dataclass(frozen=True)
class Row:
    """One row with something in it. `number` is what Excel shows beside it."""

    number: int
    cells: tuple[str, ...]

    def cell(self, column: int) -> str:
        """The text in that column, from 0; "" beyond the row's end."""
        return self.cells[column] if column < len(self.cells) else ""


@dataclass(frozen=True)
class Sheet:
    """The rows of one sheet, at least one, and what should be told about how it was read."""

    name: str
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()

    @property
    def header(self) -> Row:
        """The first row with something in it."""
        return self.rows[0]


def read_rows(data: bytes, filename: str) -> Sheet:
    """The sheet of a class list: the one named Deltagere, else the first that is not hidden.

    Formulas are not computed but given as their text, numbers as Excel shows them, dates as ISO. Hidden rows are
    left out, and a note says so. A value merged over several rows stands in each of them.

    Raises
    ------
    Invalid
        The file cannot or must not be read. One Danish sentence says why, and what to do.
    """
    if len(data) > MAX_BYTES:
        size = f"{len(data) / 1024 / 1024:.1f}".replace(".", ",")
        raise Invalid(f"Filen fylder {size} MB. En deltagerliste må højst fylde {MAX_BYTES // 1024 // 1024} MB.")
    suffix = PurePath(filename).suffix.casefold()
    if suffix in _MACRO_SUFFIXES:
        raise Invalid(package.MACROS)
    if data.startswith(_OLE):
        raise Invalid(package.LOCKED if _ENCRYPTED in data else _OLD)
    if suffix in _OTHER_SUFFIXES:
        raise Invalid(package.OTHER_FORMAT)
    if data.startswith(b"PK"):
        from pejling.people import workbook  # openpyxl takes a while to load, and CSV needs none of it

        package.check(data)
        name, rows, notes = workbook.read(data, LAST_ROW)
    elif suffix in {".xlsx", ".xltx"}:
        raise Invalid(_UNREADABLE)
    else:
        name, rows, notes = "", _read_csv(data), ()
    return Sheet(name, _within_limits(rows), tuple(notes))


def tidy(text: str) -> str:
    """`text` without the blanks around it, non-breaking ones too, and with plain line ends."""
    return text.translate(_WIDE_SPACES).replace("\r\n", "\n").replace("\r", "\n").strip()


def _within_limits(rows: Iterable[Row]) -> tuple[Row, ...]:
    kept: list[Row] = []
    for row in rows:
        if row.number > LAST_ROW:
            raise Invalid(_TOO_LONG)
        cells = row.cells
        while cells and not cells[-1]:
            cells = cells[:-1]
        if len(cells) > MAX_COLUMNS:
            raise Invalid(_TOO_MANY_COLUMNS)
        if cells:
            kept.append(Row(row.number, cells))
        if len(kept) > MAX_ROWS + 1:
            raise Invalid(_TOO_MANY_ROWS)
    if not kept:
        raise Invalid("Arket er tomt. Skriv deltagerne i skabelonen, og prøv igen.")
    return tuple(kept)


def _read_csv(data: bytes) -> Iterator[Row]:
    text = _decode(data)
    if _CONTROLS.search(text) or text.lstrip()[:1] in {"<", "{"} or text.startswith("%PDF"):
        raise Invalid(_UNREADABLE)
    if _MISREAD.search(text):
        raise Invalid(_LETTERS)
    delimiter = ""
    if told := re.match(r"sep=(.)\r?\n", text, re.IGNORECASE):
        delimiter, text = told.group(1), text[told.end():]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter or _delimiter(text), strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if any(cell.strip() for cell in cells[MAX_COLUMNS:]):
                raise Invalid(_TOO_MANY_COLUMNS)
            yield Row(number, tuple(tidy(cell) for cell in cells[:MAX_COLUMNS]))
    except csv.Error as broken:
        raise Invalid(
            f"Række {number + 1} i filen kan ikke læses: et anførselstegn er ikke lukket, eller en celle er alt for "
            "lang. Ret rækken, eller gem som Excel-projektmappe (.xlsx)."
        ) from broken


def _decode(data: bytes) -> str:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            encodings = [encoding]
            data = data[len(mark):]
            break
    else:
        encodings = ["utf-8", "cp1252"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Invalid(_UNREADABLE)


def _delimiter(text: str) -> str:
    """The one of `;`, tab and `,` that parts the first line with something in it most often, quotes left out."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    bare = re.sub('"[^"]*"', "", first)
    return max(";\t,", key=bare.count)

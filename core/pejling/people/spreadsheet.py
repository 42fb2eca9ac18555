"""A spreadsheet file as rows of text, as its owner sees them in Excel. What could do harm is refused first."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from pejling.errors import Invalid
from pejling.people import package
from pejling.people.rows import LAST_ROW, MAX_COLUMNS, TOO_LONG, TOO_MANY_COLUMNS, Row, tidy, within_limits

MAX_BYTES = 5 * 1024 * 1024

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MACRO_SUFFIXES = {".xlsm", ".xltm", ".xlam"}
_OTHER_SUFFIXES = {".xls", ".xlt", ".xlsb", ".ods", ".fods", ".numbers"}
_OLD = "Filen er i et gammelt Excel-format. Gem den som Excel-projektmappe (.xlsx)."
_LETTERS = "Æ, ø og å i filen kan ikke læses. Gem den som „CSV UTF-8“ eller som Excel-projektmappe (.xlsx)."

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_MISREAD = re.compile("Ã[¦¸¥†˜…]|[¾¿Œ†›]\\w|\\w[¾¿Œ†›]")
"""UTF-8 read twice, or Danish letters of old Macs and DOS read as Windows-1252."""


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
        package.check(data)
        from pejling.people import workbook  # Excel's library is large, and few days need it

        name, rows, notes = workbook.read(data)
    elif suffix in {".xlsx", ".xltx"}:
        raise Invalid(package.NO_SPREADSHEET)
    else:
        name, rows, notes = "", within_limits(_read_csv(data)), []
    if not rows:
        raise Invalid("Arket er tomt. Skriv deltagerne i skabelonen, og prøv igen.")
    return Sheet(name, tuple(rows), tuple(notes))


def _read_csv(data: bytes) -> Iterator[Row]:
    text = _decode(data)
    if _CONTROLS.search(text) or text.lstrip()[:1] in {"<", "{"} or text.startswith("%PDF"):
        raise Invalid(package.NO_SPREADSHEET)
    if _MISREAD.search(text):
        raise Invalid(_LETTERS)
    delimiter = ""
    if told := re.match(r"sep=(.)\r?\n", text, re.IGNORECASE):
        delimiter, text = told.group(1), text[told.end():]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter or _delimiter(text), strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if number > LAST_ROW:
                raise Invalid(TOO_LONG)
            if any(cell.strip() for cell in cells[MAX_COLUMNS:]):
                raise Invalid(TOO_MANY_COLUMNS)
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
    raise Invalid(package.NO_SPREADSHEET)


def _delimiter(text: str) -> str:
    """The one of `;`, tab and `,` that parts the first line with something in it most often, quotes left out."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    bare = re.sub('"[^"]*"', "", first)
    return max(";\t,", key=bare.count)

"""A spreadsheet file as sheets of text, as its owner sees them in Excel. What could do harm is refused first."""

from dataclasses import dataclass
from pathlib import PurePath

from pejling.errors import Invalid
from pejling.people import package, text_file
from pejling.people.rows import Sheet, within_limits
from pejling.people.text_file import TextFile

MAX_BYTES = 5 * 1024 * 1024

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MACRO_SUFFIXES = {".xlsm", ".xltm", ".xlam"}
_OTHER_SUFFIXES = {".xls", ".xlt", ".xlsb", ".ods", ".fods", ".numbers"}
_OLD = "Filen er i et gammelt Excel-format. Gem den som Excel-projektmappe (.xlsx)."


@dataclass(frozen=True)
class Book:
    """The sheets of a file, each with something in it, and how its letters were read where it is a text file."""

    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = ()
    text: TextFile | None = None


def read_book(data: bytes, filename: str, encoding: str = "", separator: str = "") -> Book:
    """What a class list's file holds, hidden sheets and rows left out: a workbook's sheets, or the one of a text file.

    Cells are as Excel shows them: a formula's result, numbers with a decimal comma, dates as ISO. A value merged over
    several rows stands in each of them.

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

        sheets, notes = workbook.read(data)
        book = Book(tuple(sheets), tuple(notes))
    elif suffix in {".xlsx", ".xltx"}:
        raise Invalid(package.NO_SPREADSHEET)
    else:
        text = text_file.read(data, encoding, separator)
        rows = tuple(within_limits(text.rows))
        book = Book((Sheet("", rows),) if rows else (), (), text)
    if not book.sheets:
        raise Invalid("Arket er tomt. Skriv deltagerne i skabelonen, og prøv igen.")
    return book

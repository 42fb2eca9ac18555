"""Whether an .xlsx file is safe to open: it is a zip, and a small zip can unpack to anything."""

import struct
import zipfile
import zlib
from io import BytesIO

from pejling.errors import Invalid

MAX_INFLATED = 20 * 1024 * 1024
"""Bytes of everything in the file, unpacked. A full class list of 2,000 rows takes a tenth of it."""
MAX_TAGS = 500_000
"""XML tags in all. They take the time of reading, and a class list of 2,000 rows and 10 columns has 160,000."""
MAX_PARTS = 500
MAX_RATIO = 200
"""Times a part may grow when unpacked. Ordinary sheets stay below 50."""
RATIO_MATTERS_FROM = 1024 * 1024

BROKEN = "Filen er beskadiget og kan ikke læses. Åbn den i Excel, og gem den igen som Excel-projektmappe (.xlsx)."
MACROS = "Filen indeholder makroer. Gem den som almindelig Excel-projektmappe (.xlsx) uden makroer."
LOCKED = "Filen er beskyttet med adgangskode. Fjern adgangskoden i Excel, og gem filen igen."
TOO_MUCH = "Filen fylder for meget, når den pakkes ud. Kopiér deltagerne over i den tomme skabelon, og brug den."
NO_SPREADSHEET = "Filen er ikke et regneark. Brug en Excel-projektmappe (.xlsx) eller en CSV-fil."
OTHER_FORMAT = "Filens format kan ikke læses. Gem regnearket som Excel-projektmappe (.xlsx) eller CSV."

_LOCAL_HEADER = struct.Struct("<4s22xHH")
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")


def check(data: bytes, *, inflated: int = MAX_INFLATED, tags: int = MAX_TAGS) -> None:
    """Nothing, when `data` can be opened as an .xlsx file without harm: at most that many bytes and tags when unpacked.

    The sizes are taken from the zip's directory first, then counted while unpacking: a directory can lie.

    Raises
    ------
    Invalid
        One Danish sentence on what is wrong and what to do.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, struct.error) as broken:
        raise Invalid(BROKEN) from broken
    _check_names({part.filename.casefold() for part in parts})
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > inflated:
        raise Invalid(TOO_MUCH)
    left = inflated
    for part in parts:
        content = _unpack(data, part, left)
        left -= len(content)
        tags -= content.count(b"<")
        if left < 0 or tags < 0:
            raise Invalid(TOO_MUCH)
        _check_content(content)


def _check_names(names: set[str]) -> None:
    if any(name.endswith("vbaproject.bin") for name in names):
        raise Invalid(MACROS)
    if "xl/workbook.bin" in names or "content.xml" in names:
        raise Invalid(OTHER_FORMAT)
    if "[content_types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise Invalid(NO_SPREADSHEET)


def _unpack(data: bytes, part: zipfile.ZipInfo, left: int) -> bytes:
    """The part's true content, cut at one byte more than is left."""
    if part.flag_bits & 0x1:
        raise Invalid(LOCKED)
    if part.file_size > RATIO_MATTERS_FROM and part.file_size > MAX_RATIO * part.compress_size:
        raise Invalid(TOO_MUCH)
    try:
        signature, name, extra = _LOCAL_HEADER.unpack_from(data, part.header_offset)
    except struct.error as broken:
        raise Invalid(BROKEN) from broken
    start = part.header_offset + _LOCAL_HEADER.size + name + extra
    packed = memoryview(data)[start:start + part.compress_size]
    if signature != b"PK\x03\x04" or part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise Invalid(BROKEN)
    if part.compress_type == zipfile.ZIP_STORED:
        content, ended = bytes(packed), True
    else:
        stream = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            content = stream.decompress(packed, left + 1)
        except zlib.error as broken:
            raise Invalid(BROKEN) from broken
        ended = stream.eof
    if len(content) > left:
        raise Invalid(TOO_MUCH)
    if not ended or len(content) != part.file_size:
        raise Invalid(BROKEN)
    return content


def _check_content(content: bytes) -> None:
    seen = content.replace(b"\0", b"")  # the same letters in UTF-16
    if any(declaration in seen for declaration in _DECLARATIONS):
        raise Invalid(BROKEN)
    if b"macroEnabled" in seen:
        raise Invalid(MACROS)

"""A list saved as text (CSV): its letters and its separator judged from the whole file, and what they may be otherwise."""

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pejling.errors import Invalid
from pejling.people import package
from pejling.people.columns import columns_of, find_headings
from pejling.people.rows import LAST_ROW, MAX_COLUMNS, TOO_LONG, TOO_MANY_COLUMNS, Row, tidy

SEPARATORS = {";": "semikolon", "\t": "tabulator", ",": "komma", "|": "lodret streg"}
ENCODINGS = {
    "utf-8": "UTF-8", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16 (omvendt)", "cp1252": "Windows, Vesteuropa",
    "mac_roman": "ældre Mac", "cp850": "DOS", "cp865": "DOS, Norden", "cp1250": "Windows, Østeuropa", "cp1254": "Windows, Tyrkiet",
}  # fmt: skip
"""How letters may be kept in a text file, and what that is called here."""
_ONE_BYTE = ("cp1252", "mac_roman", "cp850", "cp865", "cp1250", "cp1254")
_SURE_BY = 3
"""Points that the best reading must have over the next before nobody is asked."""

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_WRITTEN_TWICE = re.compile("Ã[¦¸¥†˜…]")
_LETTERS = "Æ, ø og å i filen kan ikke læses. Gem den som „CSV UTF-8“ eller som Excel-projektmappe (.xlsx)."
_UNCLOSED = (
    "Række {} i filen kan ikke læses: et anførselstegn er ikke lukket, eller en celle er alt for lang. Ret rækken, eller gem "
    "som Excel-projektmappe (.xlsx)."
)
_TOLD = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_STOPS = set("–—…“”„‘’‚•€ \u00a0")
"""What stands between words in a text without being misread."""
_RARE = set("ĞİŞğışÐÝÞðýþŒœÿŸªºµƒ")


@dataclass(frozen=True)
class Reading:
    """One way to read the file's letters. `example` is a line in which it differs from the others."""

    encoding: str
    text: str
    example: str


@dataclass(frozen=True)
class TextFile:
    """The rows, and how they were read. `others` are the other ways to read its letters; it is `sure` when none may be right."""

    rows: tuple[Row, ...]
    separator: str
    reading: Reading
    others: tuple[Reading, ...]
    sure: bool


def read(data: bytes, encoding: str = "", separator: str = "") -> TextFile:
    """The rows of a text file. An encoding or a separator that somebody has pointed out is believed.

    Raises
    ------
    Invalid
        It is no list, or a row cannot be read.
    """
    readings, sure = _readings(data)
    chosen = next((one for one in readings if one.encoding == encoding), readings[0])
    text = chosen.text
    if _CONTROLS.search(text) or text.lstrip()[:1] in {"<", "{"} or text.startswith("%PDF"):
        raise Invalid(package.NO_SPREADSHEET)
    if _WRITTEN_TWICE.search(text):
        raise Invalid(_LETTERS)
    if told := _TOLD.match(text):
        separator, text = separator or told.group(1), text[told.end():]
    separator, rows = _split(text, separator)
    others = tuple(one for one in readings if one is not chosen)
    return TextFile(rows, separator, chosen, others, sure or bool(encoding))


def split_lines(rows: Iterable[Row]) -> tuple[str, tuple[Row, ...]] | None:
    """Rows that have all their text in the first cell, parted; None when it is no list that way.

    A comma also stands in names ("Hansen, Mette"), so it parts only what has headings for both sides.
    """
    lines = [(row.number, row.cell(0)) for row in rows]
    found = []
    for separator in SEPARATORS:
        parted = tuple(
            Row(number, tuple(map(tidy, next(csv.reader([line], delimiter=separator), []))))
            for number, line in lines
        )
        wide = Counter(len(row.cells) for row in parted).most_common(1)[0][0]
        if wide > 1 and (_likeness(parted)[0] >= 2 or separator != ","):
            found.append((_likeness(parted), separator, parted))
    if not found:
        return None
    _, separator, parted = max(found, key=lambda one: one[0])
    return separator, parted


def _split(text: str, separator: str) -> tuple[str, tuple[Row, ...]]:
    """The separator and the rows: those in which most headings are known, then those most alike."""
    found: list[tuple[tuple[int, float, int], str, tuple[Row, ...]]] = []
    wrong: Invalid | None = None
    for at, one in enumerate([separator] if separator else SEPARATORS):
        try:
            rows = tuple(_parse(text, one))
        except Invalid as error:
            wrong = wrong or error
        else:
            found.append(((*_likeness(rows), -at), one, rows))
    likeness, best, rows = max(found, key=lambda one: one[0], default=((0, 0.0, 0), "", ()))
    if wrong and likeness[:2] == (0, 0.0):
        raise wrong
    return best, rows


def _likeness(rows: tuple[Row, ...]) -> tuple[int, float]:
    """How much the rows look like a list: fields with a known heading, and the share of rows of the usual width above one.

    Where there is one heading, there is one column: a comma is the names' own.
    """
    headings = find_headings(rows)
    fields = len(set(columns_of(rows, headings).fields) - {""}) if headings else 0
    widths = Counter(len(row.cells) for row in rows if any(row.cells))
    usual = max(widths, key=lambda wide: (widths[wide], wide), default=0)
    alone = headings is not None and len(headings.cells) == 1
    return fields, 0.0 if alone or usual < 2 else widths[usual] / widths.total()


def _parse(text: str, separator: str) -> Iterator[Row]:
    number = 0
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True), start=1):
            if number > LAST_ROW:
                raise Invalid(TOO_LONG)
            if any(cell.strip() for cell in cells[MAX_COLUMNS:]):
                raise Invalid(TOO_MANY_COLUMNS)
            yield Row(number, tuple(tidy(cell) for cell in cells[:MAX_COLUMNS]))
    except csv.Error as broken:
        raise Invalid(_UNCLOSED.format(number + 1)) from broken


def _readings(data: bytes) -> tuple[list[Reading], bool]:
    """Every way to read the letters, the likeliest first, and whether it is beyond doubt."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return [_surely(data[len(mark):], encoding)], True
    if wide := _wide(data):
        return [_surely(data, wide)], True
    try:
        return [Reading("utf-8", data.decode("utf-8"), "")], True
    except UnicodeDecodeError:
        pass
    texts: dict[str, str] = {}
    for encoding in _ONE_BYTE:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if text not in texts.values():
            texts[encoding] = text
    if not texts:
        raise Invalid(package.NO_SPREADSHEET)
    points = {encoding: _points(text) for encoding, text in texts.items()}
    order = sorted(texts, key=lambda encoding: (points[encoding][0], -points[encoding][1]))
    (odd, most), *others = (points[encoding] for encoding in order)
    sure = not odd and all(other_odd or most - other >= _SURE_BY for other_odd, other in others)
    return [Reading(one, texts[one], _example(texts[one])) for one in order], sure


def _surely(data: bytes, encoding: str) -> Reading:
    try:
        return Reading(encoding, data.decode(encoding), "")
    except UnicodeDecodeError as broken:
        raise Invalid(package.NO_SPREADSHEET) from broken


def _wide(data: bytes) -> str:
    """UTF-16 without its mark: every other byte of a European text is 0."""
    sample = data[:2000]
    half = len(sample) // 2
    if half and not len(data) % 2 and sample.count(0) >= 0.6 * half:
        return "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"
    return ""


def _points(text: str) -> tuple[int, int]:
    """How many places can hardly be right, and how much the other letters look like those of people in Denmark.

    Each place counts once for its surroundings.
    """
    seen = {text[max(0, found.start() - 1):found.end() + 1] for found in re.finditer(r"[^\x00-\x7f]", text)}
    points = [_likely(around) for around in seen]
    return sum(one < 0 for one in points), sum(one for one in points if one > 0)


def _likely(around: str) -> int:
    """Below 0: hardly right. Otherwise the more, the commoner the letter is in Danish lists."""
    at = next(place for place, character in enumerate(around) if not character.isascii())
    character, before, after = around[at], around[:at], around[at + 1:]
    if character.isalpha():
        if character.isupper() and before[-1:].islower():
            return -1
        if character in "æøåÆØÅ":
            return 4
        if character in _RARE:
            return 0
        return 1 if "LATIN" in unicodedata.name(character, "") else -1
    if character in _STOPS:
        return -1 if character not in "’‘" and before[-1:].isalpha() and after[:1].isalpha() else 0
    return -1


def _example(text: str) -> str:
    """The first words with a letter beyond ASCII."""
    found = re.findall(r"[^\n;\t,|\"]*[^\x00-\x7f][^\n;\t,|\"]*", text)
    return ", ".join(one.strip()[:40] for one in found[:2])

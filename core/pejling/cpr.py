"""Numbers that look like a Danish personal identification number (CPR number), found so that they are never kept.

A find is a likeness, not proof. Modulus 11 is no help: numbers that fail it have been given out since 2007. So an
order number that happens to begin with a date is found too, and whoever wrote it must be able to overrule the find.

Found: `010270-1234` and the ways people write it: without a separator, or with a space, dot, slash, underscore or any
dash before the last four; the date as `01.02.70`, `01-02-70`, `01/02/70` or `01 02 70`; digits of any script; invisible
characters in between.

Not found: a date that does not exist in the century the seventh digit gives; digits within a longer run of digits;
a phone number of eight digits, also with a date or a postcode beside it; numbers broken over two lines.

`widgets/pejling_widgets/cpr.js` is the same rule in the browser. `tests/core/cpr_examples.json` holds the two together.
"""

import calendar
import re
import unicodedata
from dataclasses import dataclass

_DAY, _MONTH, _YEAR = "(0[1-9]|[12][0-9]|3[01])", "(0[1-9]|1[0-2])", "([0-9]{2})"
_BEFORE_SERIAL = "( {0,2}[-./_]? {0,2})"
_SERIAL = "([0-9]{4})"
_WHOLE_DATE = re.compile(_DAY + _MONTH + _YEAR + _BEFORE_SERIAL + _SERIAL)
_PARTED_DATE = re.compile(_DAY + "([-./ ])" + _MONTH + r"\2" + _YEAR + _BEFORE_SERIAL + _SERIAL)
_FOUR_MORE = re.compile("[ ][0-9]{4}(?![0-9])")

_DOTS = "․·‧∙⋅。．｡"
_SLASHES = "⁄∕／"
_MINUSES = "−˗⁃"
_UNSEEN = {"Cf", "Mn", "Me"}


@dataclass(frozen=True)
class Span:
    """Where a CPR-like number stands: `text[start:end]`, counted in Python's characters."""

    start: int
    end: int
    text: str


def find(text: str) -> list[Span]:
    """Every CPR-like number in `text`, in order and without overlap."""
    plain, places = _fold(text)
    found = []
    at = 0
    while at < len(plain):
        if end := _number_at(plain, at):
            start, stop = places[at], places[end - 1] + 1
            found.append(Span(start, stop, text[start:stop]))
            at = end
        else:
            at += 1
    return found


def _fold(text: str) -> tuple[str, list[int]]:
    """`text` with ASCII digits and separators only, and for each character its place in `text`."""
    plain, places = [], []
    for place, character in enumerate(text):
        if (folded := _fold_character(character)) is not None:
            plain.append(folded)
            places.append(place)
    return "".join(plain), places


def _fold_character(character: str) -> str | None:
    """An ASCII digit, one of ` -./_`, `x` for anything else, or None for what cannot be seen."""
    if "0" <= character <= "9" or character in " -./_":
        return character
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category in _UNSEEN:
        return None
    if category == "Zs" or character == "\t":
        return " "
    if category == "Pd" or character in _MINUSES:
        return "-"
    if character in _DOTS:
        return "."
    return "/" if character in _SLASHES else "x"


def _number_at(plain: str, at: int) -> int:
    """Where a number that begins at `at` ends, or 0."""
    if not "0" <= plain[at] <= "3" or _is_digit(plain, at - 1):
        return 0
    if whole := _WHOLE_DATE.match(plain, at):
        day, month, year, _, serial = whole.groups()
        return whole.end() if _may_be(day, month, year, serial) and not _is_digit(plain, whole.end()) else 0
    parted = _PARTED_DATE.match(plain, at)
    # "2100 10 10 10 2030": a postcode and a phone number, not a date.
    if not parted or (_is_digit(plain, at - 2) and plain[at - 1] in " -./"):
        return 0
    day, _, month, year, between, serial = parted.groups()
    if not _may_be(day, month, year, serial) or _is_digit(plain, parted.end()):
        return 0
    # "12.11.26 2010 2030": a date and a phone number.
    beside_a_phone = between.isspace() and _FOUR_MORE.match(plain, parted.end())
    return 0 if beside_a_phone else parted.end()


def _is_digit(plain: str, at: int) -> bool:
    return 0 <= at < len(plain) and "0" <= plain[at] <= "9"


def _may_be(day: str, month: str, year: str, serial: str) -> bool:
    """Whether the date exists in the century that the first digit of the serial gives (CPR's table)."""
    century = _century(int(serial[0]), int(year))
    return int(day) <= calendar.monthrange(century + int(year), int(month))[1]


def _century(seventh: int, year: int) -> int:
    if seventh <= 3:
        return 1900
    if seventh in {4, 9}:
        return 2000 if year <= 36 else 1900
    return 2000 if year <= 57 else 1800

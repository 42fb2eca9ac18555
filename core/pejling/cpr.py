"""Numbers that look like a Danish personal identification number (CPR number), found so that they are never kept.

A find is a likeness, not proof. Modulus 11 is no help: numbers that fail it have been given out since 2007. So an
order number that happens to begin with a date is found too, and whoever wrote it must be able to overrule the find.

Found: `010270-1234` and the ways people write it: without a separator or with any that is no letter, also a line break;
the date in pieces (`01.02.70`, `1/2 1970`, `01 0270`); the last four or all digits apart (`0 1 0 2 7 0 - 1 2 3 4`); day
plus 60, as in a replacement number; digits of any script; invisible characters in between.

Not found: a date that does not exist in the century the seventh digit gives; digits within a longer run of digits; a phone
number, an amount, a time or a postcode beside a date; an order or phone number that is called so, unless modulus 11 holds.

`widgets/pejling_widgets/cpr.js` is the same rule in the browser. `tests/core/cpr_examples.json` holds the two together.
"""

import calendar
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

_DIGITS = re.compile("[0-9]+")
_BETWEEN = re.compile("[^0-9a-zæøå]{1,5}", re.IGNORECASE)
"""What may stand between two groups of digits of one number: anything but letters."""
_DATES = (
    (6,), (8,), (4, 2), (2, 4), (2, 2, 2), (2, 2, 4), (1, 2, 2), (2, 1, 2), (1, 1, 2), (1, 2, 4), (2, 1, 4), (1, 1, 4),
    (1, 1, 1, 1, 1, 1),
)  # fmt: skip
"""How many digits stand together when a date is written in pieces."""
_LAST_FOUR = ((4,), (3, 1), (1, 3), (2, 2), (2, 1, 1), (1, 2, 1), (1, 1, 2), (1, 1, 1, 1))
_NUMBERS = {(*date, *serial): len(date) for date in _DATES for serial in _LAST_FOUR} | {(10,): 1, (2, 2, 6): 3}
"""How a number may be written → how many of its groups of digits are the date. In the last two its last four stand there, too."""
_BEGINNINGS = {sizes[:many] for sizes in _NUMBERS for many in range(1, len(sizes) + 1)}
_SEEN = 40
"""Characters before and after a number that are looked at."""
_SAME_SORT = re.compile("[-./ ]+")
_LOOSE = re.compile("[^-./_]+")
"""Between date and last four: a blank, a comma, a bracket, a line break. It may as well part two numbers."""
_FOUR_MORE = re.compile("[ ][0-9]{4}(?![0-9])")
_AMOUNT = re.compile(" ?(kr|dkk|kroner|euro|timer|km|stk|personer|,-|%)", re.IGNORECASE)
_TOWN = re.compile(" [A-ZÆØÅ][a-zæøå]")
_CALLED_A_NUMBER = re.compile(
    "(?:^|[^a-zæøå])(?:ordre|order|faktura|bilag|bestilling|rekvisition|tilbud|kvittering|vare|serie|pakke|track|cvr|ean|gln|isbn"
    "|iban|konto|reg|tlf|tel|telefon|mobil|ring|sms|fax)[a-zæøå]*[^0-9a-zæøå]{0,4}(?:(?:nummer|nr|no|id|på|til)[^0-9a-zæøå]{0,4})*$",
    re.IGNORECASE,
)
_WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)

_DOTS = "․·‧∙⋅。．｡"
_SLASHES = "⁄∕／"
_MINUSES = "−˗⁃"
_UNSEEN = {"Cf", "Mn", "Me"}
_LINE_ENDS = "\n\x0b\x0c\x85\u2028\u2029"
_LETTER_OR_DIGIT = re.compile("[0-9A-Za-zÆØÅæøå]")


@dataclass(frozen=True)
class Span:
    """Where a CPR-like number stands: `text[start:end]`, counted in Python's characters."""

    start: int
    end: int
    text: str


def find(text: str) -> list[Span]:
    """Every CPR-like number in `text`, in order and without overlap."""
    if sum(map(str.isdigit, text)) < 8:  # 1/2 70-1234
        return []
    plain, places = _fold(text)
    groups = [(group.start(), group.end()) for group in _DIGITS.finditer(plain)]
    found = []
    at = 0
    while at < len(groups):
        if many := _number_at(plain, groups, at):
            start, stop = places[groups[at][0]], places[groups[at + many - 1][1] - 1] + 1
            found.append(Span(start, stop, text[start:stop]))
        at += many or 1
    return found


def across(one: str, other: str) -> bool:
    """Whether the end of one text and the beginning of the next are a number that neither of them has alone."""
    end, beginning = one[-40:], other[:40]
    return any(span.start < len(end) < span.end for span in find(f"{end}\n{beginning}"))


def _fold(text: str) -> tuple[str, list[int]]:
    """`text` with ASCII digits, letters and plain separators only, and for each character its place in `text`."""
    plain, places = [], []
    for place, character in enumerate(text):
        if folded := _fold_character(character):
            plain.append(folded)
            places.append(place)
    return "".join(plain), places


@lru_cache(4096)
def _fold_character(character: str) -> str:
    """A digit, a letter (`x` for those of other alphabets), a separator, or "" for what cannot be seen."""
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category in _UNSEEN:
        return ""
    if character in _LINE_ENDS:
        return "\n"
    if category in {"Zs", "Cc"}:
        return " "
    if category == "Pd" or character in _MINUSES:
        return "-"
    if character in _DOTS:
        return "."
    if character in _SLASHES:
        return "/"
    if category[0] in "LNM":
        simple = unicodedata.normalize("NFKC", character)
        return simple if _LETTER_OR_DIGIT.fullmatch(simple) else "x"
    return character if character in "-./,:%_+" else "*"


def _number_at(plain: str, groups: Sequence[tuple[int, int]], at: int) -> int:
    """How many groups of digits, from this one on, make up a number; 0 when they make none."""
    sizes: tuple[int, ...] = ()
    for last in range(at, len(groups)):
        start, end = groups[last]
        if sizes and not _BETWEEN.fullmatch(plain, groups[last - 1][1], start):
            return 0
        sizes = (*sizes, end - start)
        if sizes not in _BEGINNINGS:
            return 0
        if sizes in _NUMBERS and _is_number(plain, groups[at:last + 1], _NUMBERS[sizes]):
            return len(sizes)
    return 0


def _is_number(plain: str, groups: Sequence[tuple[int, int]], pieces: int) -> bool:
    digits = [plain[start:end] for start, end in groups]
    separators = [plain[one[1]:other[0]] for one, other in pairwise(groups)]
    date, serial = digits[:pieces], "".join(digits[pieces:])
    between = separators[pieces - 1] if serial else ""
    if not serial:
        date[-1], serial = date[-1][:-4], date[-1][-4:]
    if not _may_be(date, serial):
        return False
    before, after = plain[max(0, groups[0][0] - _SEEN):groups[0][0]], plain[groups[-1][1]:groups[-1][1] + _SEEN]
    compact = len(date) == 1
    if compact and len(groups) <= 2:
        stands = _stands_as_number(date[0], between, before, after)
    else:
        stands = (
            not _stands_beside_digits(before, after, len(groups) - pieces)
            and _is_written_alike(separators[:pieces - 1], between, separators[pieces:])
            and (compact or _is_no_date_with_something(date, between, after))
        )
    if stands and "-" not in between and _CALLED_A_NUMBER.search(before):
        return _holds_modulus_11("".join(date) + serial)
    return stands


def _stands_as_number(date: str, between: str, before: str, after: str) -> bool:
    """Whether a date of six or eight digits and four more are a number and not an amount, a postcode or a phone number."""
    if not between:
        return not before.endswith("+")
    if not _LOOSE.fullmatch(between):
        return True
    to_the_post = ("\n" in between or len(date) == 8) and _TOWN.match(after)
    return not to_the_post and not _AMOUNT.match(after) and not _ends_in_digits(before)


def _stands_beside_digits(before: str, after: str, serials: int) -> bool:
    """Whether other digits of the line belong to it: "2100 10 10 10 2030" is a postcode and a phone number."""
    if _ends_in_digits(before):
        return True
    behind = after.lstrip("-./ ")
    return serials > 1 and behind != after and behind[:1].isdigit() and len(after) - len(behind) <= 3


def _ends_in_digits(before: str) -> bool:
    front = before.rstrip("-./ ")
    return 0 < len(before) - len(front) <= 3 and front[-1:].isdigit()


def _is_written_alike(in_date: Sequence[str], between: str, in_serial: Sequence[str]) -> bool:
    """Whether the pieces are held apart as those of one number: not "12.11.26 10:30", and not a line of a table."""
    if any(":" in one for one in (*in_date, *in_serial)):
        return False
    if len(in_serial) == 1 and in_serial[0] == ".":  # half past ten
        return False
    if not in_serial:
        return len(set(in_date)) <= 1 or all(map(_SAME_SORT.fullmatch, in_date))
    if "-" in between:
        return len(set(in_date)) <= 1 and len(set(in_serial)) == 1
    return len({*in_date, *in_serial}) == 1


def _is_no_date_with_something(date: Sequence[str], between: str, after: str) -> bool:
    """Whether a date in pieces and four digits are not a date with an amount, a time, a year or a phone number."""
    sizes = tuple(map(len, date))
    if sizes == (4, 2) and date[0][:2] in {"19", "20"}:
        return False
    if 1 in sizes and len(sizes) == 3 and (not between or _LOOSE.fullmatch(between)):
        return False
    if not between or not _LOOSE.fullmatch(between):
        return True
    if _TOWN.match(after) and between.strip(" ") != "":
        return False
    year = date[-1] if len(sizes) == 3 else ""
    if (len(year) == 4 and year > "1999") or (len(year) == 2 and "20" <= year <= "36"):
        return False
    return not _FOUR_MORE.match(after) and not _AMOUNT.match(after)


def _may_be(date: Sequence[str], serial: str) -> bool:
    """Whether the date exists in the century that the first digit of the serial gives (CPR's table)."""
    if len(date) == 3:
        day, month, year = date
    else:
        joined = "".join(date)
        day, month, year = joined[:2], joined[2:4], joined[4:]
    full = _century(int(serial[0]), int(year[-2:])) + int(year[-2:])
    if len(year) == 4 and int(year) != full:
        return False
    number = int(day) - 60 if int(day) > 60 else int(day)
    return 1 <= int(month) <= 12 and 1 <= number <= calendar.monthrange(full, int(month))[1]


def _century(seventh: int, year: int) -> int:
    if seventh <= 3:
        return 1900
    if seventh in {4, 9}:
        return 2000 if year <= 36 else 1900
    return 2000 if year <= 57 else 1800


def _holds_modulus_11(digits: str) -> bool:
    ten = digits[:4] + digits[-6:]  # a year of four digits has its century left out
    return len(ten) == 10 and sum(int(digit) * weight for digit, weight in zip(ten, _WEIGHTS, strict=True)) % 11 == 0

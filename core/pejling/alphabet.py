"""Letters in whatever way they are written: one spelling to compare by, and the order of a Danish list."""

import re
import unicodedata
from functools import lru_cache

_APOSTROPHES = "'’‘‛ʼʻʹʽʾʿ′`´＇ˈ"
_DASHES = "‐‑‒–—―−﹣－-"
_MARKS = {ord(mark): plain for marks, plain in ((_APOSTROPHES, "'"), (_DASHES, "-")) for mark in marks}
_LETTERS = _MARKS | str.maketrans({
    "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ŧ": "t", "ŋ": "n", "ı": "i", "ə": "a", "œ": "oe",
})
"""Letters that Unicode doesn't take apart, and the many marks for an apostrophe and a dash."""
_AROUND = " \t\n.,;:!?…·•¡¿\"„“”«»‹›()[]{}*_" + _APOSTROPHES + _DASHES

_ORDER = str.maketrans({"ä": "æ", "ö": "ø", "ő": "ø", "ü": "y", "ű": "y"})
_LAST = str.maketrans("æøå", "{|}")
"""The three characters that follow z."""

_SELECTS = re.compile("[\u034f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Marks that only choose among the shapes of a letter."""


def plain_letters(text: str) -> str:
    """The text in small letters without accents and invisible characters: "É" and "E\u0301" are "e", "Ł" is "l".

    Apostrophes and dashes are ' and -, full-width letters are letters. æ and ø stay, å becomes a; see `danish_order`
    and `people.folding` for what they are compared as. The signs that are a script's vowels, as in Hindi, stay.
    """
    small = text.casefold().translate(_LETTERS)
    return "".join(
        character for character in unicodedata.normalize("NFKD", small).translate(_LETTERS)
        if not _is_unseen(character)
    )


@lru_cache(maxsize=20_000)  # the same names are put in order whenever a list is shown
def danish_order(text: str) -> tuple[str, str]:
    """A sort key that puts æ, ø and å last, aa as å, and letters with accents by their letter, as a Danish dictionary.

    ä, ö and ü stand as æ, ø and y (Unicode's collation for Danish).
    """
    small = unicodedata.normalize("NFC", text).casefold().translate(_ORDER)
    kept = re.split("(æ|ø|å|aa)", small)
    key = "".join("å" if part == "aa" else part if part in "æøå" else plain_letters(part) for part in kept)
    return key.translate(_LAST), text


def bare_word(text: str) -> str:
    """The word or words without the stops, quotation marks and dashes around them: "– Tillid!" is "Tillid"."""
    return text.strip(_AROUND) or text


def same_word(text: str) -> str:
    """A key that a word has in common with itself in other cases and with other stops around it; accents count."""
    return unicodedata.normalize("NFKC", bare_word(text)).casefold().translate(_MARKS)


def _is_unseen(character: str) -> bool:
    """Whether it is an accent or cannot be seen at all."""
    category = unicodedata.category(character)
    if category == "Mn":
        above_or_below = unicodedata.combining(character)
        return above_or_below >= 200 or 10 <= above_or_below <= 36 or _SELECTS.fullmatch(character) is not None
    return category in {"Cf", "Cc"} and not character.isspace()

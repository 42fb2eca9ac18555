"""Names compared as people mean them, whatever the keyboard, the accents, the dashes and the order of the words."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache

from pejling.alphabet import plain_letters

_SPELLED = str.maketrans({"æ": "ae", "ä": "ae", "ø": "oe", "ö": "oe", "å": "aa"})
_SHORT = ((re.compile("a[ae]+"), "a"), (re.compile("oe+"), "o"), (re.compile("ue+"), "u"))
"""The letters as they are spelled on a keyboard without them: å as aa or a, ø as oe or o, ä as ae or a, ü as ue or u."""


def same_name(name: str) -> tuple[str, ...]:
    """A key that names have in common when they are the same: "Hansen, Mette" and "mette  hansen", "Ås" and "Aas"."""
    return tuple(sorted(_words(name)))


def like_name(name: str) -> tuple[str, ...]:
    """A wider key than `same_name`: names that may be the same in another spelling, "Søren" and "Soren" and "Soeren".

    Different names can have it in common, too ("Rafael" and "Rafal"), so it may ask but never decide.
    """
    return tuple(sorted(_short_words(name)))


def same_text(text: str) -> str:
    """A key that two spellings of an organisation, a heading or a title have in common: letters and digits alone."""
    return "".join(_words(text)) or text.strip()


def finder(typed: str) -> Callable[[str], bool]:
    """Whether someone who typed this looks for a name: each word begins one of the name's, in any order.

    It takes two letters, or a name's first two signs as they stand, so that a class cannot be read by its letters; one is
    enough for a name's word of one letter, and for a Chinese sign, which is as much as a syllable.
    """
    literal = typed.strip().casefold()
    wanted = _short_words(typed)
    letters = [letter for letter in plain_letters(typed) if unicodedata.category(letter)[0] in "LMN"]
    too_short = len(letters) < 2 and not any(map(_is_chinese, letters))
    joined = "".join(wanted)

    def finds(name: str) -> bool:
        if len(literal) >= 2 and name.casefold().startswith(literal):
            return True
        if too_short:
            return bool(wanted) and wanted[0] in _short_words(name)
        return f"\n{joined}" in _lines(name) or (len(wanted) > 1 and _begin(wanted, _beginnings(name)))

    return finds


def is_chinese_sign(name: str) -> bool:
    """Whether the name is one Chinese character."""
    return len(name) == 1 and _is_chinese(name)


@lru_cache(maxsize=20_000)  # looked through for everyone who types a letter
def _lines(name: str) -> str:
    """Each beginning of a look-up that finds the name, on a line of its own: the name from each of its words on."""
    own = _short_words(name)
    return "\n".join(("", *("".join(own[at:]) for at in range(len(own))), *_beginnings(name)))


def _beginnings(name: str) -> tuple[str, ...]:
    """The words that a look-up may begin; whoever is O'Neil also looks under N."""
    own = _short_words(name)
    return (*own, *(word for word in _short_words(name, apostrophe=" ") if word not in own))


def _begin(wanted: Sequence[str], own: Sequence[str]) -> bool:
    """Whether each wanted word begins a word of its own. The longest chooses first: the others have all its choices."""
    left = list(own)
    for word in sorted(wanted, key=len, reverse=True):
        taken = next((one for one in left if one.startswith(word)), None)
        if taken is None:
            return False
        left.remove(taken)
    return True


@lru_cache(maxsize=20_000)  # a class's names are compared with every letter that a phone sends
def _words(name: str, apostrophe: str = "") -> tuple[str, ...]:
    spelled = unicodedata.normalize("NFC", name).casefold().translate(_SPELLED)
    plain = plain_letters(spelled).translate(_SPELLED).replace("'", apostrophe)
    return tuple("".join(" " if unicodedata.category(c)[0] in "ZPSC" else c for c in plain).split())


@lru_cache(maxsize=20_000)
def _short_words(name: str, apostrophe: str = "") -> tuple[str, ...]:
    return tuple(map(_short, _words(name, apostrophe)))


def _short(word: str) -> str:
    for spelling, letter in _SHORT:
        word = spelling.sub(letter, word)
    return word


def _is_chinese(letter: str) -> bool:
    return "CJK UNIFIED" in unicodedata.name(letter, "")

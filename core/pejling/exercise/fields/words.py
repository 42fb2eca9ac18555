"""One or a few words, each in a place of its own, shown as words with counts."""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from random import Random
from typing import Any, ClassVar, Literal

from pydantic import Field as Given

from pejling.alphabet import bare_word, danish_order, same_word
from pejling.exercise.fields.field import Field
from pejling.exercise.kind import Column, Refused
from pejling.exercise.summary import Distribution

PLAYED = ("tillid", "nærvær", "retning", "tryghed", "klarhed", "respekt", "job", "tempo", "ansvar", "håb")


class WordsField(Field):
    """A few words, kept as texts by place, "" for a place left empty between others."""

    type: Literal["words"] = "words"
    most: int = Given(3, ge=1, le=5, description="Hvor mange svar man højst må skrive.")
    longest: int = Given(40, ge=10, le=200, description="Hvor mange tegn hvert svar højst må have.")

    written: ClassVar[bool] = True

    def check(self, value: Any) -> list[str] | None:
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            raise Refused("Svaret skal være tekst.")
        if len(value) > self.most:
            raise Refused(f"Skriv højst {self.most} svar.")
        words = [self._cleaned(word) for word in value]
        while words and not words[-1]:
            words.pop()
        return words or None

    def _cleaned(self, text: str) -> str:
        # What is too long however it is cleaned is not worth the time.
        word = clean_line(text) if len(text) <= 10 * self.longest else text
        if len(word) > self.longest:
            raise Refused(f"Hvert svar må højst være på {self.longest} tegn; det her er på {len(word)}.")
        return word

    def show(self, value: Any) -> str:
        return "; ".join(word for word in value if word)

    def meaning(self) -> str:
        return f"Fritekst, højst {self.longest} tegn."

    def columns(self, name: str) -> list[Column]:
        places = range(1, self.most + 1)
        return [Column(f"{name}.{place}", f"{self.label} – svar {place}", self.meaning()) for place in places]

    def cells(self, value: Any) -> list[str | None]:
        words = value or []
        return [word or None for word in words] + [None] * (self.most - len(words))

    def spread(self, values: Sequence[list[str]]) -> Distribution:
        """The words with how many wrote each."""
        return count_words(values)

    def play(self, chance: Random) -> list[str]:
        return chance.sample(PLAYED, chance.randint(1, self.most))


_DIRECTION_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that turn the text after them round; right-to-left letters and emoji need none of them."""


def clean_line(text: str) -> str:
    """The text on one line, composed (NFC), without control characters; emoji and right-to-left text stay."""
    composed = unicodedata.normalize("NFC", text)
    kept = (
        " " if c.isspace() else c
        for c in composed
        if c.isspace() or (unicodedata.category(c) not in ("Cc", "Cs") and c not in _DIRECTION_OVERRIDES)
    )
    return " ".join("".join(kept).split())


def count_words(values: Sequence[list[str]]) -> Distribution:
    """The words without regard to case and the stops around them, once for each person, in their commonest spelling.

    The most used come first. Ties go by the alphabet, never by who came first.
    """
    spellings: dict[str, Counter[str]] = {}
    for words in values:
        for key, word in {same_word(w): bare_word(w) for w in words if w}.items():
            spellings.setdefault(key, Counter())[word] += 1
    counted = [(min(found, key=lambda w: (-found[w], danish_order(w))), found.total()) for found in spellings.values()]
    counted.sort(key=lambda one: (-one[1], danish_order(one[0])))
    return Distribution.of(len(values), [("", word, count) for word, count in counted])

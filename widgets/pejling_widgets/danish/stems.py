"""Content words by their stems, and which of them two texts share."""

from functools import cache, lru_cache
from typing import Any

from rapidfuzz import fuzz

from pejling_widgets.danish.sentences import Sentence
from pejling_widgets.danish.words.grammar import FUNCTION_WORDS, NUMBERS

LIKE = 88
"""Stems that are this alike (0–100) are the same word: »jobsøgning« and »jobsøgningen«, »kollaps« and »kollapse«."""
PART = 5
"""A stem of this many letters also counts inside a compound: »samtale« in »jobsamtale«."""
MOST = 200
"""No more stems than this of each text are compared."""


@cache
def _stemmer() -> Any:
    import snowballstemmer  # every language's rules come with it, and many courses have no written drill

    return snowballstemmer.stemmer("danish")


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of a lower-case word; a number as its digits."""
    word = NUMBERS.get(word, word)
    return str(_stemmer().stemWord(word)) if len(word) < 40 else word


def content(sentences: tuple[Sentence, ...]) -> list[str]:
    """The stems of the words that carry content, in order, each once."""
    words = (token.low for sentence in sentences for token in sentence.tokens)
    kept = dict.fromkeys(stem(word) for word in words if word.lower() not in FUNCTION_WORDS)
    return [one for one in kept if len(one) > 1 or one.isdigit()][:MOST]


def shared(mine: list[str], theirs: list[str]) -> list[str]:
    """Those of my stems that are also theirs, or nearly."""
    known = frozenset(theirs)
    return [one for one in mine if one in known or any(_alike(one, other) for other in theirs)]


@lru_cache(maxsize=50_000)
def _alike(one: str, other: str) -> bool:
    if one.isdigit() or other.isdigit() or min(len(one), len(other)) < 4 or one[0] != other[0]:
        return min(len(one), len(other)) >= PART and (one.endswith(other) or other.endswith(one))
    if one.startswith(other) or other.startswith(one):
        return min(len(one), len(other)) >= PART
    return fuzz.ratio(one, other) >= LIKE

"""What the citizen said, turned to »du«, so that a reply can be held against it."""

import re
from dataclasses import dataclass

from pejling_widgets.danish.sentences import Sentence, Text
from pejling_widgets.danish.stems import content, stem
from pejling_widgets.danish.words import listed
from pejling_widgets.danish.words.grammar import SWAPS

SAME_WORDS = 4
"""Shorter lines are key words picked up, not repeated."""
FILLED = listed("du i dig det er så jo altså og at den")


@dataclass(frozen=True)
class Said:
    """The citizen's line, turned to »du«: its sentences and the whole, the stems of all its words, and of those with content."""

    lines: tuple[str, ...]
    stems: frozenset[str]
    content: list[str]
    denies: bool
    """Whether it denies anything itself."""
    to_us: bool
    """Whether it speaks of »jer«: then »vi« in the reply is the citizen's, too."""

    def holds(self, sentence: Sentence) -> float:
        """How much of the sentence the citizen said, 0–1, all words counted."""
        return sum(stem(word.lower()) in self.stems for word in sentence.words) / len(sentence.words)


def turned(citizen: Text) -> Said:
    """The citizen's line as it is said back."""
    lines = [[SWAPS.get(word.lower(), word.lower()) for word in sentence.words] for sentence in citizen.sentences]
    words = [word for line in lines for word in line]
    long = tuple(" ".join(line) for line in (*lines, words) if len(line) >= SAME_WORDS)
    to_us = re.search(r"\b(I|[Jj]er|[Jj]eres)\b(?! (går|dag|morgen|aften))", citizen.text) is not None
    denies = bool({"ikke", "aldrig", "ingen", "intet", "hverken", "næppe"} & set(words))
    return Said(long, frozenset(map(stem, words)) | FILLED, content(citizen.sentences), denies, to_us)

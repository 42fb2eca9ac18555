"""Where a sentence asks: the places of its main-clause questions, by word order."""

import re
from dataclasses import dataclass
from typing import Literal

from pejling_widgets.danish.sentences import Sentence
from pejling_widgets.danish.words.clauses import NOMINATIVES
from pejling_widgets.danish.words.grammar import (
    FINITE,
    HV,
    LEAD_INS,
    NOT_VERBS,
    NUMBERS,
    PARENTHETICALS,
    POSSESSIVES,
    PREPOSITIONS,
    SUBJECTS,
)
from pejling_widgets.danish.words.narrow import HOW

REACH = 9
"""A hv-phrase and its verb lie within this many words: »hvor mange timer om ugen kan du …«."""


LEAST_PREFIXED = 4
STRONG = ("gik", "kom", "stod", "tog", "gav", "lod", "holdt", "faldt", "drog", "skrev", "bød")
"""»Foregik«, »opgav«, »forlod«: strong pasts with something in front."""
LEAST_ASKED = 2
"""»Hvilken dag« asks by itself."""
OBJECTS = (("dig",), ("os",), ("jer",), ("mig",), ("det",), ("mest",), ("bedst",))
SHORT = 7
"""»Er jeg helt galt på den« asks; a longer one without its mark may be a condition: »er jeg træt, går jeg hjem«."""


@dataclass(frozen=True, slots=True)
class Asking:
    """A main-clause question in a sentence: how it begins, and the token where it begins."""

    kind: Literal["hv", "verb"]
    at: int
    hv: int
    """The token of the hv-word itself: after »på« in »på hvilken måde«. The same as `at` elsewhere."""


def is_finite(word: str) -> bool:
    """Whether the word is, or looks like, a verb in the present or the past."""
    if word in FINITE:
        return True
    if word in NOT_VERBS or word in HV or word in NUMBERS or len(word) < 3:
        return False
    return word.endswith(("r", "ede", "te", "agde", "des", "nes")) or (len(word) > LEAST_PREFIXED and word.endswith(STRONG))


def is_subject(word: str) -> bool:
    """Whether the word can be, or begin, what a question's verb is followed by."""
    return word in SUBJECTS or word in POSSESSIVES


def opening(sentence: Sentence) -> int:
    """The first token after »ja«, »okay«, »men« and their like; 0 when nothing else is said."""
    words = sentence.words
    for index, word in enumerate(words):
        if word not in LEAD_INS or (word == "så" and index + 1 < len(words) and words[index + 1] in SUBJECTS):
            return index
    return 0


SEEN_BY = frozenset(("du", "I", "i", "vi", "de", "den", "det", "han", "hun", "en", "et", "din", "dit", "dine"))
"""Whom »så« comes before as a verb: »hvad så din chef«, »hvordan så en tirsdag ud«."""


def asks_by_hv(sentence: Sentence, at: int) -> bool:
    """Whether the hv-word at this token asks in a main clause: »hvad vil du«, not »hvad du vil«."""
    words = sentence.words
    following = words[at + 1:at + 1 + REACH]
    if not following:
        return sentence.mark == "?" and at == opening(sentence)
    first = following[0]
    if first in {"så", "når"} and following[1:2] and following[1] in SEEN_BY:
        return (words[at] in {"hvad", "hvem", "hvordan", "hvornår", "hvor"} and first != "når") or words[at] == "hvad"
    if first in {"eller", "og"} and following[1:2] and following[1] in HV:
        return asks_by_hv(sentence, at + 2)
    if first in {"så", "nu", "ellers", "mere", "ikke", "da"} and len(following) == 1:
        return True
    if words[at] == "hvad" and (first in {"med", "hvis", "nu"} or following[:2] == ("så", "med")):
        return True
    if first in PREPOSITIONS | {"inden"} and words[at] not in {"hvordan", "hvorfor", "hvornår"}:
        if first == "ved" and words[at] == "hvem":
            return True
        if first == "ved" and following[1:2] and following[1] in {"du", "I", "i", "vi", "de", "man"}:
            return True
        ours = first == "i" and len(following) > 1 and is_finite(following[1])
        return not ours and any(is_finite(word) and not set(following[max(0, n - 2):n]) & (NOMINATIVES - {"i"})
                                for n, word in enumerate(following) if n)
    if words[at] == "hvorfor" and first in {"ikke", "lige", "kun", "netop"} and not any(map(is_subject, following[1:3])):
        return True
    if first == "mon" or "mon" in following[:4]:
        return True
    if is_subject(first) or first in {"som", "end"}:
        return False
    which = words[at] in {"hvilke", "hvilken", "hvilket"}
    if (is_finite(first) and not which) or (which and first in FINITE) or (first in {"andre", "ellers"} and any(
            map(is_finite, following[1:4]))) or following[:2] == ("andre", "end"):
        return True
    if which and ((at == opening(sentence) and len(words) - at <= LEAST_ASKED) or (is_finite(first) and following[1:2] in OBJECTS)):
        return True
    if which and len(following) > 1 and is_finite(following[1]) and first not in SUBJECTS:
        return (len(following) > 2 and following[2] not in {"du", "jeg", "vi"}) or not is_subject(following[1])
    for index, word in enumerate(following):
        if index and at + 1 + index in sentence.breaks:
            break
        if (word in SUBJECTS or word in POSSESSIVES) and following[index - 1] not in PREPOSITIONS:
            verb = following[index - 1]
            return is_finite(verb) and not (index == 1 and which)
    if words[at] == "hvor":
        knows = following[1:2] == ("ved",) and following[2:3] in {("du",), ("I",), ("i",)}
        return len(following) > 1 and (knows or is_finite(following[1])) and first not in PREPOSITIONS and first != "selv"
    return which and any(is_finite(word) for word in following[1:4])


def asks_by_verb(sentence: Sentence, at: int) -> bool:
    """Whether a finite verb stands before its subject at this token: »har du«, »kan det«."""
    words = sentence.words
    if at + 1 >= len(words) or not is_finite(words[at]):
        return False
    return is_subject(words[at + 1]) or (words[at + 1] == "ikke" and at + 2 < len(words) and is_subject(words[at + 2]))


EXCLAIMED = re.compile(r"^hvor (er|var|må|lyder|ser|bliver|virker) (det|du|i|den|han|hun|de|jeg|vi)\b"
    r"(?! (når|da|henne|nu|fra|mest|hvis|om)\b)|^hvor (har|kan|vil) \w+ (dog|altså|bare)\b|^hvem (gider|vil|kan) også\b"
    r"|^hvorfor ikke\W*$")


def exclaims(sentence: Sentence, at: int = -1) -> bool:
    """»Hvor er det flot!«, »Hvor dejligt at høre«, »Sikke …«: from this token, or after what only leads in."""
    tokens = sentence.tokens[opening(sentence) if at < 0 else at:]
    tail = sentence.low[tokens[0].start - sentence.start:]
    words = [token.low for token in tokens]
    if words[0] in {"sikke", "sikken", "sikket"} or EXCLAIMED.match(tail) or (sentence.mark == "!" and words[0] in HV):
        return True
    asks = len(words) > LEAST_PREFIXED - 1 and is_finite(words[2]) and is_subject(words[3])
    if len(words) < LEAST_ASKED or asks or words[0] != "hvor" or words[1] in HOW:
        return False
    return words[1].endswith("t") and len(words[1]) > LEAST_PREFIXED - 1


def is_parenthesis(sentence: Sentence, at: int) -> bool:
    """Whether the clause is just »tror du« or »synes du« put into another: not »Synes du, at …«."""
    words = sentence.words
    if at == opening(sentence) and at + 2 < len(words):
        return False
    if words[at] not in PARENTHETICALS or at + 1 >= len(words) or words[at + 1] not in {"du", "I", "i"}:
        return False
    return at + 2 >= len(words) or at + 2 in sentence.breaks


def asking(sentence: Sentence) -> list[Asking]:
    """The main-clause questions of a sentence, in order; what is quoted from others does not count."""
    words, start = sentence.words, opening(sentence)
    has_mark = sentence.mark == "?"
    found: list[Asking] = []
    for at, word in enumerate(words):
        if at < start or at in sentence.quoted:
            continue
        heads = at == start or at in sentence.breaks or (at > start and words[at - 1] in {"og", "men", "eller", "så"})
        if word in HV:
            hv = _asking_hv(sentence, at, start, heads, has_mark)
            if hv and not (found and found[-1].kind == "hv" and at - found[-1].hv <= 1 + (words[at - 1] in {"eller", "og"})):
                found.append(hv)
        elif heads and asks_by_verb(sentence, at) and _counts(sentence, at, start, has_mark, found):
            found.append(Asking("verb", at, at))
    return found


def _asking_hv(sentence: Sentence, at: int, start: int, heads: bool, has_mark: bool) -> Asking | None:
    words = sentence.words
    begins = at
    if at > start and words[at - 1] in PREPOSITIONS:
        begins = at - 1
        before = begins == start or begins in sentence.breaks or words[begins - 1] in {"og", "men", "eller", "så"}
        heads = heads or before
    main = asks_by_hv(sentence, at)
    if begins == start and has_mark:
        return Asking("hv", begins, at) if main or not _later_question(sentence, at) else None
    conditional = words[start] in {"hvis", "når"} and words[at + 1:at + 2] != ("du",)
    if main and (heads or ((has_mark or conditional) and _no_matrix(sentence, at))):
        return Asking("hv", begins, at)
    return None


def _later_question(sentence: Sentence, at: int) -> bool:
    """Whether a later clause asks, so that an opening »hvad du siger« is not the question."""
    return any(asks_by_verb(sentence, i) or (sentence.words[i] in HV and asks_by_hv(sentence, i))
               for i in sentence.breaks if i > at)


def _no_matrix(sentence: Sentence, at: int) -> bool:
    """Whether no verb-first question governs this hv-word: not »ved du hvad …«."""
    return not any(asks_by_verb(sentence, i) for i in range(at) if i == opening(sentence) or i in sentence.breaks)


def _counts(sentence: Sentence, at: int, start: int, has_mark: bool, found: list[Asking]) -> bool:
    """Whether verb before subject is a question here, and not a condition or a statement's word order."""
    words = sentence.words
    if is_parenthesis(sentence, at):
        return False
    extracted = found and found[-1].kind == "hv" and any(
        is_parenthesis(sentence, i) and i + 2 == at for i in range(found[-1].hv, at))
    carried_on = found and words[found[-1].hv + 1] in PREPOSITIONS and at in sentence.breaks
    if extracted or carried_on:
        return False
    if has_mark:
        return True
    if at in sentence.breaks and sentence.text[sentence.tokens[at - 1].end - sentence.start:].lstrip().startswith(":"):
        return True
    short = len(words) - start <= SHORT and words[at] in {"er", "har"}
    if at != start or (words[at + 1] in {"jeg", "ikke"} and words[at] not in {"må", "kan", "skal"} and not short):
        return False
    led_in = start and words[start - 1] in {"så", "nu", "dernæst", "derudover", "først", "selvfølgelig", "klart"}
    if led_in and words[at:at + 2] != ("er", "der"):
        return False
    return not any(is_finite(words[i]) or words[i] == "så" for i in sentence.breaks if i > at)

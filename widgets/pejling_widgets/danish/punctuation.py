"""Where commas, full stops and question marks belong that a thumb left out: people write to a phone as they speak.

»du er træt af det hvad vil du helst« is read as »du er træt af det. hvad vil du helst?«.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from pejling_widgets.danish.clauses import asks_by_hv, asks_by_verb, exclaims, is_finite, is_subject, opening
from pejling_widgets.danish.sentences import CLOSERS, Sentence, read
from pejling_widgets.danish.words.clauses import (
    BEFORE_NO_CLAUSE,
    CONJUNCTIONS,
    FRONTS,
    MODALS,
    NO_TAG_AFTER,
    NOMINATIVES,
    REFLEXIVE,
    SAYING,
    SUBORDINATORS,
    TELLS_ALONE,
    TIMES,
    WEAK_TAGS,
)
from pejling_widgets.danish.words.grammar import FINITE, HV, LEAD_INS, NOT_VERBS, NUMBERS, PREPOSITIONS, SUBJECTS, TAGS
from pejling_widgets.danish.words.verbs import ORDERS, PAIRS, TELL

LEAST = 3
"""Fewer words than this are no clause of their own."""
ANYTHING = {("er", "der", "noget"), ("er", "der", "nogen"), ("er", "der", "andet"), ("er", "der", "mere")}
CHECKS = re.compile(r"\b(kan man sige det sådan|er det (rigtigt( forstået| hørt)?|sådan( det er)?)|har jeg (ret|forstået dig ret)"
    r"|passer det|rammer det|forstår jeg dig ret)( sådan)?$")
MOMENTS = {(one, two) for one, twos in {
    "om": "dagen natten morgenen aftenen formiddagen eftermiddagen", "i": "dag går morgen nat", "nogle": "gange dage", "lige": "nu",
    "næste": "gang uge dag", "sidste": "gang forår år sommer", "til": "gengæld sidst",
}.items() for two in twos.split()}
TAKES_PREPOSITION = frozenset(("hvad", "hvem", "hvor", "hvilken", "hvilket", "hvilke"))
POINTS = frozenset(("hver", "den", "det", "de", "en", "et", "næste", "første", "sidste"))
ASKED_OF = {subject: frozenset(verbs.split()) for subject, verbs in {
    "det": "er var har kan passer giver lyder ville vil betyder hjælper", "der": "er var findes kommer", "vi": "skal kan må",
    "jeg": "må kan skal har forstår hører", "den": "er var passer kan", "man": "kan må skal kunne",
}.items()}
"""Whom one asks something in passing, and with which verbs: »har du«, »er det«, »må jeg«."""
SOMETHING = [(word,) for word in ["noget", "nogen", "andet", "andre", "mere", "en", "et", "flere", "nogle"]]
WHICH_ONES = frozenset(("hvilken", "hvilket", "hvilke"))
SCENES = frozenset(("hvis", "når", "da", "mens", "inden"))
RUN_UP = re.compile(r"(så )?(fortæl|sig)( mig| os)?( lige| engang| nu| ærligt)*")
"""»Fortæl mig lige, har du søgt?« asks, and the invitation is only its run-up."""
TAG_ASKS = re.compile(r"\b(er|var|har|havde|kan|kunne|vil|ville|skal|skulle|gør|gjorde|passer) (du|det|i|vi|der|den) (ikke|vel)$")
"""»…, er du ikke«: a whole clause as a tag."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark that is missing after the word that ends at `end`."""

    end: int
    sign: str
ARTICLES = frozenset(("en", "et", "din", "dit", "dine", "min", "mit", "mine", "jeres", "sin", "sit"))


def punctuate(text: str) -> tuple[str, list[int]]:
    """The text with the marks that are missing, and for each place in it (and its end) the place in the text as given."""
    marks = [mark for sentence in read(text).sentences if not sentence.quoted for mark in _missing(sentence)]
    pieces: list[str] = []
    places: list[int] = []
    last = 0
    for mark in sorted(marks, key=lambda one: one.end):
        pieces += (text[last:mark.end], mark.sign)
        places += [*range(last, mark.end), *[mark.end] * len(mark.sign)]
        last = mark.end
    return "".join((*pieces, text[last:])), [*places, *range(last, len(text) + 1)]


def _missing(sentence: Sentence) -> list[Mark]:
    """The marks that are missing in what is written as one sentence."""
    words = sentence.words
    found: list[Mark] = []
    begin = last = opening(sentence)
    scene, asks = -1, False
    for at in range(begin + 1, len(words)):
        joined = words[at - 1] in CONJUNCTIONS and words[begin:at] != ("hvad", "så") and (
            words[at - 1] != "for" or words[at] in SUBJECTS)
        if joined and words[at - 1] in {"og", "men"} and _is_whole(words[begin:at - 1]) and asks_by_verb(sentence, at):
            asks = asks or (words[at + 1] not in {"de", "han", "hun"} and _asks_whom(words[at], words[at + 1]))
        if at in sentence.breaks or (joined and not _is_frame(words[begin:at - 1])):
            begin = at
        before = words[begin:at]
        if words[at] in SCENES and not set(before) & HV and not _is_frame(before) and _is_whole(before):
            begin, scene = at, at
        first = at - 1 if words[at] in TAKES_PREPOSITION and words[at - 1] in PREPOSITIONS else at
        if first <= begin:
            continue
        missing = _clause(sentence, begin, first, at, after=scene == begin)
        if missing is None:
            continue
        first, sign, asks = missing
        if sign == "," and asks and scene == begin:
            found.append(Mark(sentence.tokens[scene - 1].end, "."))
            last = scene
        found.append(Mark(sentence.tokens[first - 1].end, sign))
        begin = first
        last = first if sign == "." else last
    tag = _check(sentence) or _tag(sentence, last)
    if tag is not None:
        found.append(Mark(sentence.tokens[tag - 1].end, ","))
    if not sentence.mark and (asks or tag is not None or _asks_at(sentence, last)):
        found.append(Mark(_end_of_words(sentence), "?"))
    return found


def _clause(sentence: Sentence, begin: int, first: int, at: int, *, after: bool) -> tuple[int, str, bool] | None:
    """Where a new clause begins, the sign that is missing before it, and whether it asks; None when none begins here.

    `after`: the words before set the scene for what stood before them, not for this.
    """
    words, clause = sentence.words, sentence.words[begin:first]
    if words[at] in HV:
        if at + 1 == len(words) or at + 1 in sentence.breaks or not asks_by_hv(sentence, at) or words[first - 1] in HV:
            return None
        return first, "," if _is_frame(clause) else ".", not exclaims(sentence, at)
    if _invites(words, at):
        return at, ".", False
    if clause == ("hvad", "så") and asks_by_verb(sentence, at):
        return at, ".", True
    if not _inverts(sentence, begin, at):
        return None
    asks_on = at + 2 < len(words) and words[at + 2] not in HV
    if _is_frame(clause):
        so = asks_on and (words[at + 2] == "så" or words[at:at + 3] in ANYTHING)
        whole = _is_whole(clause[1:])
        return (at, "." if after else ",", so or after) if whole else None
    if not asks_on and words[at] in SAYING:
        return None
    if (moved := _moved_to_front(clause)) and _is_whole(clause[:-moved]):
        return at - moved, ".", False
    if not _is_whole(clause) or (set(clause) & HV and clause[-1] in SAYING) or _waits_for_its_verb(clause):
        return None
    return at, "," if RUN_UP.fullmatch(" ".join(clause)) else ".", True


def _invites(words: tuple[str, ...], at: int) -> bool:
    """Whether an imperative begins here that is nothing else: »fortæl mere«, »prøv at …«, »sig endelig mere«."""
    if words[at - 1] in MODALS | {"at", "og", "prøv"}:
        return False
    after = words[at + 1] if at + 1 < len(words) else ""
    alone = words[at] in TELLS_ALONE or words[at:at + 3] in {("tag", "mig", "med"), ("tag", "os", "med")}
    return alone or (words[at] == "prøv" and after in {"at", "og", "igen", "en", "et"}) or (
        words[at] == "sig" and after in {"mere", "lidt", "noget", "endelig"}
        and words[at - 1] not in REFLEXIVE and not words[at - 1].endswith(("e", "r")))


def _inverts(sentence: Sentence, begin: int, at: int) -> bool:
    """Whether a verb stands before its subject here, and not after another subject of its own."""
    words = sentence.words
    word, before = words[at], words[at - 1]
    if not asks_by_verb(sentence, at) or before in NUMBERS or at + 1 in sentence.breaks or before in BEFORE_NO_CLAUSE:
        return False
    if (word == "ved" and words[at + 1] not in {"du", "i", "I"}) or (before.endswith("ere") and words[at - 2] == "jo"):
        return False
    sure = word in FINITE or (word.endswith("r") and len(word) > 3) or (word.endswith("ede") and len(word) > 5)
    if not sure or word in NOT_VERBS or (words[at + 1] in {"der", "den", "de", "alle"} and word not in FINITE):
        return False
    if not _asks_whom(word, words[at + 1]) or (words[at + 1] == "jeg" and before in FRONTS):
        return False
    if words[at + 1] == "der" and words[at + 2:at + 3] not in SOMETHING:
        return False
    return before not in NOMINATIVES or (at - 2 >= begin and is_finite(words[at - 2]) and words[at - 2] not in SAYING)


def _asks_whom(verb: str, subject: str) -> bool:
    """Whether one would ask so in passing: »har du«, »er det«, »må jeg«; not »kom jeg«, »fortæller noget«."""
    if subject in {"du", "I", "i", "han", "hun", "de"}:
        return True
    return verb in ASKED_OF.get(subject, frozenset())


def _moved_to_front(clause: tuple[str, ...]) -> int:
    """How many words at the end of the clause belong to the verb that follows: »det skal du«, »om dagen er det«."""
    timed = clause[-2:] in MOMENTS or clause[-2:-1] == ("hver",)
    if timed and len(clause) > LEAST - 1 and clause[-3] not in PREPOSITIONS and not set(clause) & HV:
        return 2
    alone = clause[-1] in FRONTS and len(clause) > 1 and not is_finite(clause[-2]) and clause[-2] not in PREPOSITIONS
    return 1 if alone else 0


def _is_frame(clause: tuple[str, ...]) -> bool:
    """Whether a clause only sets the scene: »hvis bussen ikke går«, »når du er træt«, »hver gang du ringer«."""
    while clause and clause[0] in LEAD_INS:
        clause = clause[1:]
    if not clause:
        return False
    after_time = set(clause[1:3]) & (SCENES - {"da"})
    timed = after_time or (clause[0] in POINTS and len(clause) > 2 and (
        clause[1] in TIMES or (clause[2] in NOMINATIVES and not is_finite(clause[1]))))
    return clause[0] in SUBORDINATORS or bool(timed)


def _waits_for_its_verb(clause: tuple[str, ...]) -> bool:
    """»Hvad af det vi lavede i dag | kunne du bruge«: the question's own verb is the one that comes."""
    asked = next((i for i, word in enumerate(clause[:-1]) if word in HV and clause[i + 1] in PREPOSITIONS), None)
    return asked is not None and not any(is_finite(word) and is_subject(after) for word, after in pairwise(clause[asked:]))


def _is_whole(clause: tuple[str, ...]) -> bool:
    """Whether the words are a main clause already, so that a verb before »du« begins another one."""
    while clause and clause[0] in LEAD_INS:
        clause = clause[1:]
    if len(clause) < LEAST or (clause[0] in HV and is_subject(clause[1])):
        return False
    if clause[0] in ORDERS or clause[0] in PAIRS or clause[0] in TELL:
        return True
    for index, word in enumerate(clause):
        near = set(clause[max(0, index - 1):index + 2])
        if _is_noun(clause, index) or clause[index - 1] in WHICH_ONES:
            continue
        if is_finite(word) and (word != "ved" or near & NOMINATIVES):
            inverted = index + 1 < len(clause) and is_subject(clause[index + 1])
            if index == 0 and not inverted:
                continue
            doubled = index > 1 and clause[0] in SUBJECTS and clause[1] in SUBJECTS
            return inverted or (0 < index <= 4 and not doubled)
    return False


def _is_noun(clause: tuple[str, ...], at: int) -> bool:
    """Whether a word that ends as a verb does is a noun here: »en kryster«, »uden det papir«."""
    before = clause[at - 1] if at else ""
    return clause[at] not in FINITE and (
        before in ARTICLES or (before in {"det", "den", "de"} and at > 1 and clause[at - 2] in PREPOSITIONS | {"uden"}))


def _check(sentence: Sentence) -> int | None:
    """The word where »kan man sige det sådan« or »passer det« begins, after what was heard."""
    match = CHECKS.search(sentence.low)
    at = next((i for i, token in enumerate(sentence.tokens) if match and token.start - sentence.start == match.start()), 0)
    return at if at >= LEAST and at not in sentence.breaks and sentence.words[at - 1] not in CONJUNCTIONS | FRONTS else None


def _tag(sentence: Sentence, begin: int) -> int | None:
    """The word where »ikke«, »vel« or »er du ikke« at the end begins to ask."""
    words = sentence.words
    last, before = words[-1], words[-2] if len(words) > 1 else ""
    if len(words) - begin < LEAST + 1:
        return None
    if TAG_ASKS.search(sentence.low) and len(words) - begin > LEAST + 2:
        at = len(words) - 3
        begin = max([begin, *(i + 1 for i in range(begin, at) if words[i] in CONJUNCTIONS)])
        return at if at not in sentence.breaks and _is_whole(words[begin:at]) and words[at - 1] not in FRONTS else None
    at = len(words) - 1
    if at in sentence.breaks or last not in TAGS | WEAK_TAGS:
        return None
    if before in NO_TAG_AFTER or is_finite(before) or before.endswith("vis"):
        return None
    if set(words[begin:-1]) & HV or (asks_by_verb(sentence, begin) and words[begin - 1:begin] != ("så",)):
        return None
    if last == "vel":
        return at if {"ikke", "aldrig", "ingen", "næppe"} & set(words) else None
    if last in {"også", "sandt"}:
        return at - 1 if before == "ikke" else None
    return at


def _asks_at(sentence: Sentence, begin: int) -> bool:
    """Whether the clause that begins here asks, and is not the sentence's own beginning."""
    if begin == opening(sentence):
        return False
    words = sentence.words
    at = begin + 1 if words[begin] in PREPOSITIONS and begin + 1 < len(words) else begin
    if words[at] in HV:
        return asks_by_hv(sentence, at) and not exclaims(sentence, at)
    return asks_by_verb(sentence, at)


def _end_of_words(sentence: Sentence) -> int:
    """The end of the sentence's last word, past a quotation mark."""
    end = sentence.tokens[-1].end
    tail = sentence.text[end - sentence.start:]
    return end + next((i for i, char in enumerate(tail) if char not in CLOSERS), len(tail))

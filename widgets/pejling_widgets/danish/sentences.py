"""A Danish text as sentences and words that know where they stand in it."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from pejling_widgets.danish.words import listed

LIMIT = 2000
"""Longer text is cut here: feedback is for a reply, not for a report."""

WORD = re.compile(r"\w+(?:[-'’]\w+)*")
STOP = re.compile(r"[.!?…]+|\n+")
CLOSERS = "»«\"'”“’)]}*"
ABBREVIATIONS = listed("f.eks bl.a ca nr kl dvs pga ift mht evt m.v mv m.m osv tlf inkl ekskl hhv jf max fx dr d mio "
    "st sml mfl m.fl o.l o.lign etc vedr bl eks a f m o s u p.t pt")
MAY_END = listed("osv m.v mv m.m m.fl mfl etc o.l o.lign")
"""Abbreviations that also end sentences: a capital letter after them begins a new one."""
CLAUSE_BREAK = re.compile(r"[,;:–—()/]|\s-\s|\.\.|…")


@dataclass(frozen=True, slots=True)
class Token:
    """A word: lower case in `low` (but the pronoun »I« stays a capital), its place in the whole text."""

    low: str
    start: int
    end: int


@dataclass(frozen=True)
class Sentence:
    """A sentence with its words, its end mark (»?«, »!«, ».« or nothing) and where its clauses begin."""

    text: str
    low: str
    start: int
    end: int
    tokens: tuple[Token, ...]
    mark: str
    breaks: frozenset[int]
    """Indexes of the tokens that stand right after a comma, a colon, a dash or a bracket."""
    quoted: frozenset[int] = frozenset()
    """Indexes of the tokens that someone else is quoted for."""

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The lower-case words."""
        return tuple(token.low for token in self.tokens)


@dataclass(frozen=True)
class Text:
    """A text, the same in lower case (letter for letter), and its sentences."""

    text: str
    low: str
    sentences: tuple[Sentence, ...]


def shorten(text: str) -> tuple[str, bool]:
    """The text, cut at a word before 2,000 characters, and whether it was cut."""
    if len(text) <= LIMIT:
        return text, False
    head = text[:LIMIT]
    space = max(head.rfind(" "), head.rfind("\n"))
    return (head[:space] if space > LIMIT // 2 else head), True


def compose(text: str) -> tuple[str, list[int]]:
    """The text with å, é and the like as single characters, and for each place in it (and its end) the place before."""
    if unicodedata.is_normalized("NFC", text):
        return text, list(range(len(text) + 1))
    pieces: list[str] = []
    places: list[int] = []
    start = 0
    for end in range(1, len(text) + 1):
        if end < len(text) and unicodedata.combining(text[end]):
            continue
        piece = unicodedata.normalize("NFC", text[start:end])
        pieces.append(piece)
        places.extend(start + min(i, end - start - 1) for i in range(len(piece)))
        start = end
    return "".join(pieces), [*places, len(text)]


def lower(text: str) -> str:
    """Lower case, letter for letter, so that places stay the same."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def read(text: str) -> Text:
    """The text split into sentences."""
    low = lower(text)
    sentences = []
    start = 0
    for end in [*_ends(text), len(text)]:
        if sentence := _sentence(text, low, start, end):
            sentences.append(sentence)
        start = end
    return Text(text, low, tuple(sentences))


def part(whole: Sentence, first: int, last: int) -> Sentence | None:
    """Tokens first … last - 1 as a sentence of their own without an end mark; None when there are none."""
    tokens = whole.tokens[first:last]
    if not tokens:
        return None
    start, end = tokens[0].start, tokens[-1].end
    inside = slice(start - whole.start, end - whole.start)
    breaks, quoted = (frozenset(i - first for i in marked if first <= i < last) for marked in (whole.breaks, whole.quoted))
    return Sentence(whole.text[inside], whole.low[inside], start, end, tokens, "", breaks, quoted)


def _ends(text: str) -> list[int]:
    """Where sentences end, in order."""
    return [end for stop in STOP.finditer(text) if (end := _end_at(text, stop)) is not None]


def _end_at(text: str, stop: re.Match[str]) -> int | None:
    """The end of the sentence that this mark closes, past quotation marks; None when it closes none."""
    mark, end = stop.group(), stop.end()
    if "\n" in mark:
        return end
    while end < len(text) and text[end] in CLOSERS:
        end += 1
    rest = text[end:end + 40]
    following = rest.lstrip()
    if not following:
        return end
    if end < len(text) and not rest[0].isspace():
        glued = following[0].isupper() and stop.start() > 1 and text[stop.start() - 2:stop.start()].islower()
        return end if glued or (not following[0].isalnum() and mark != ".") else None
    if mark == ".":
        before = text[max(0, stop.start() - 12):stop.start()].split()
        word = before[-1].lower().lstrip("(»\"") if before else ""
        if word in ABBREVIATIONS and not (word in MAY_END and following[0].isupper()):
            return None
        if word.isdigit() and (not following[0].isupper() or (len(word) <= 2 and _at_line_start(text, stop.start(), word))):
            return None
    quoted = end > stop.end()
    if (quoted or set(mark) <= {".", "…"}) and following[0].islower() and (quoted or len(mark) > 1 or mark == "…"):
        return None
    return end


def _at_line_start(text: str, at: int, word: str) -> bool:
    """Whether the number is one of a list: »1. Søg bredt«."""
    return text[:at - len(word)].rpartition("\n")[2].strip() == ""


def _sentence(text: str, low: str, start: int, end: int) -> Sentence | None:
    tokens: list[Token] = []
    breaks = set()
    last = start
    for match in WORD.finditer(text, start, end):
        between = text[last:match.start()]
        if tokens and CLAUSE_BREAK.search(between):
            breaks.add(len(tokens))
        pronoun = match.group() == "I" and bool(tokens)
        tokens.append(Token("I" if pronoun else low[match.start():match.end()], match.start(), match.end()))
        last = match.end()
    if not tokens:
        return None
    tail = text[last:end]
    mark = next((m for m in "?!." if m in tail), "")
    first, stop = tokens[0].start, last + len(tail.rstrip())
    quoted = _quoted(text, tokens)
    if len(tokens) - 1 in quoted and re.search(r"[?!.][»«\"”“]", tail):
        mark = "."
    return Sentence(text[first:stop], low[first:stop], first, stop, tuple(tokens), mark, frozenset(breaks), quoted)


def _quoted(text: str, tokens: list[Token]) -> frozenset[int]:
    """The words inside quotation marks; none when all are, or when the writer says what to ask (»Jeg ville spørge: …«)."""
    inside, quoted = False, set()
    last = tokens[0].start
    for index, token in enumerate(tokens):
        marks = sum(text.count(mark, last, token.start) for mark in "»«\"“”„")
        inside = inside if marks % 2 == 0 else not inside
        if inside:
            quoted.add(index)
        last = token.end
    before = {token.low for index, token in enumerate(tokens) if index not in quoted}
    return frozenset() if before & {"spørge", "sige"} else frozenset(quoted)

"""Rules that are a phrase each: where it may stand, what it shows, and the sentence that says so."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from pejling_widgets.danish.finding import Behaviour, Finding, quote
from pejling_widgets.danish.sentences import Sentence, Text

Where = Literal["question", "statement", "any"]


@dataclass(frozen=True)
class Rule:
    """A phrase in lower case, and what it shows. `{q}` in `why` becomes the words themselves."""

    id: str
    behaviour: Behaviour
    phrase: re.Pattern[str]
    why: str
    where: Where = "any"
    unless: re.Pattern[str] | None = None
    """Words that, anywhere in the sentence, take the hit away."""
    spared: re.Pattern[str] | None = None
    """Words that take it away where they stand at the hit itself."""
    cased: bool = False
    """Whether the phrase tells capitals from small letters: names."""


def rule(
    id: str, behaviour: Behaviour, phrase: str, why: str, where: Where = "any", unless: str = "", spared: str = "",  # noqa: A002
    *, cased: bool = False,
) -> Rule:
    """A Rule from the text of its regular expressions; a space in them stands for any one white space."""
    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern.replace(" ", r"\s"))

    return Rule(id, behaviour, compiled(phrase), why, where, compiled(unless) if unless else None,
        compiled(spared) if spared else None, cased)


def is_question(sentence: Sentence, form: str) -> bool:
    """Whether the sentence asks, by its form or its mark."""
    return sentence.mark == "?" or form in {"open", "closed", "help"}


def apply(rules: Iterable[Rule], text: Text, forms: list[str]) -> list[Finding]:
    """The first hit of each rule in each sentence; `forms` are the sentences' forms, in order."""
    rules = tuple(rules)
    found = []
    for sentence, form in zip(text.sentences, forms, strict=True):
        asks = is_question(sentence, form)
        for one in rules:
            if (one.where == "question" and not asks) or (one.where == "statement" and asks):
                continue
            match = _hit(one, sentence.text if one.cased else sentence.low)
            if match is None or (one.unless and one.unless.search(sentence.low)):
                continue
            start, end = sentence.start + match.start(), sentence.start + match.end()
            found.append(Finding(one.behaviour, start, end, one.id, one.why.format(q=quote(text.text[start:end]))))
    return found


def _hit(one: Rule, words: str) -> re.Match[str] | None:
    """The first place where the phrase stands and is not spared."""
    hits = one.phrase.finditer(words)
    return next((hit for hit in hits if not (one.spared and one.spared.match(words, hit.start()))), None)

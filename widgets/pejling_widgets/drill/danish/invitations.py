"""Invitations to go on (»fortæl mere«, »kan du uddybe det«) and orders (»søg mindst to job«)."""

import re

from pejling_widgets.drill.danish.clauses import opening
from pejling_widgets.drill.danish.sentences import Sentence
from pejling_widgets.drill.danish.words.grammar import LEAD_INS
from pejling_widgets.drill.danish.words.verbs import ORDERS, TELL, TELL_INFINITIVES, THIRD_PERSONS

SOFTENERS = frozenset("prøv bare endelig lige gerne venligst at og så men eventuelt evt lidt engang nu".split())
PAIRS = {
    "sig": {"mere", "lidt", "noget", "hvad", "hvordan", "endelig", "nærmere", "gerne", "et", "mig", "bare", "frit"},
    "tænk": {"højt"},
    "tal": {"løs", "frit"},
    "snak": {"løs"},
    "forestil": {"dig", "jer"},
    "giv": {"mig", "et", "os", "nogle", "gerne", "lige"},
    "sæt": {"ord", "lidt", "gerne", "flere", "nogle"},
    "tag": {"mig", "os"},
    "før": {"mig", "os"},
    "led": {"mig"},
    "lad": {"mig", "os"},
    "hjælp": {"mig", "os"},
    "del": {"gerne", "dine", "det", "lidt"},
    "fold": {"det", "den"},
    "se": {"for"},
    "bliv": {"ved"},
    "gå": {"videre"},
    "kom": {"med", "gerne", "nærmere"},
    "tænke": {"højt"},
    "fortsæt": set(),
}
"""Imperatives that invite only together with one of these words (an empty set: with any)."""
NEEDS = {
    "giv": r"\b(eksempel|eksempler|billede|indblik|indtryk|fornemmelse|ord)\b",
    "sæt": r"\bord på\b",
    "lad": r"\b(høre|se|få et indblik)\b",
    "hjælp": r"\bforstå|\bse det\b",
    "tag": r"\b(igennem|med (ind|tilbage|gennem|rundt|på|til))\b",
    "før": r"\bigennem\b",
    "led": r"\bigennem\b",
    "se": r"\bse for dig\b",
    "kom": r"\b(eksempel|eksempler|ind på det|dine tanker|nærmere)\b",
    "gå": r"\bgå videre med\b",
}
"""What must stand further on as well."""
_SAY = r"sige (mig )?(lidt|noget|mere|nærmere|et par ord|et ord|hvad|hvordan)|sætte (lidt |flere |nogle )?(\w+ )?ord på"
_ASKED = (rf"({TELL_INFINITIVES}|{_SAY}|tænke højt|give (mig |os )?(et|nogle|lidt) (\w+ )?(eksempel|eksempler|billede|indblik)"
    r"|tage (mig|os) (med|igennem)|føre mig igennem|hjælpe mig med at forstå|folde det ud|male et billede|komme (lidt )?nærmere ind på)")
_SOFT = (r"((ikke|godt|måske|lige|gerne|eventuelt|evt|så|lidt|kort|også|mon|prøve at|prøve|lige prøve at|have lyst til at"
    r"|få dig til at|bede dig (om )?(at)?|tænke dig at|være sød at|være rar at|med egne ord|med dine egne ord|meget|selv|,) ?)*")
POLITE = re.compile(rf"\b(kan|vil|kunne|ville|gider|må|tør|har)\.? (du|i|jeg)( lyst til)?( at)?,? {_SOFT}{_ASKED}\b")
WELCOME = re.compile(rf"\bdu (må|kan) (meget |også )?(gerne|godt|endelig) (lige )?(prøve at )?{_ASKED}\b"
    rf"|\bjeg (vil|ville|kunne) (meget |også |rigtig )*(gerne|godt)( tænke mig)?( bede| at bede)? ?(dig (om )?(at )?)?{_ASKED}\b"
    r"|\bjeg (vil|ville|kunne) (så |meget |også |rigtig )*(gerne|godt)( tænke mig at)? høre (lidt |noget |meget )?(mere|om|hvad|hvordan|dig|dine)\b")
AWAY = re.compile(r"\bfortæl(le)? (det )?(til )?(\w+ )?(ham|hende|dem|din læge|jobcent\w+|kommunen|arbejdsgiveren|lægen|chefen)\b")


def invitation(sentence: Sentence) -> tuple[str, int, int] | None:
    """The rule and the place in the whole text of an invitation to go on, or None."""
    words = sentence.words
    starts = [opening(sentence), *sorted(sentence.breaks), *(i + 1 for i, w in enumerate(words[:-1]) if w in {"og", "så"})]
    for first in starts:
        at = first
        while at < len(words) - 1 and (words[at] in SOFTENERS or words[at] in LEAD_INS):
            at += 1
        trying = any(words[i] == "prøv" for i in range(first, at))
        if at not in sentence.quoted and _invites(sentence, at, trying):
            return "Q1-tell", sentence.tokens[first].start, sentence.end
    for rule, pattern in (("Q2-polite-tell", POLITE), ("Q2-polite-tell", WELCOME)):
        if (match := pattern.search(sentence.low)) and not AWAY.search(sentence.low):
            return rule, sentence.start + match.start(), sentence.end
    return None


def _invites(sentence: Sentence, at: int, trying: bool) -> bool:
    words = sentence.words
    word, after = words[at], words[at + 1:at + 3]
    if word in TELL or trying and word in TELL_INFINITIVES.split("|"):
        pointed = set(after[:1]) & THIRD_PERSONS and not after[1:2] == ("historie",)
        return not pointed and "ikke" not in after[:1] and not AWAY.search(sentence.low)
    rest = sentence.low[sentence.tokens[at].start - sentence.start:]
    if trying and re.match(rf"({_SAY}|forestille dig|se for dig|tænke højt|give (mig )?et)", rest):
        return True
    if word not in PAIRS or PAIRS[word] and not set(after[:1]) & PAIRS[word]:
        return False
    if word == "sig" and re.match(r"sig (endelig |bare |gerne |lige )*(til|fra|ja|nej|op)\b", rest):
        return False
    return word not in NEEDS or re.search(NEEDS[word], rest) is not None


def order(sentence: Sentence) -> tuple[int, int] | None:
    """The place in the whole text of an imperative that asks for action, or None."""
    words = sentence.words
    at = opening(sentence)
    while at < len(words) - 1 and words[at] in {"så", "bare", "lige", "endelig", "nu", "først", "derfor", "venligst"}:
        at += 1
    if words[at] not in ORDERS or at in sentence.quoted or words[at:at + 2] in {("tag", "det"), ("tænk", "hvis")}:
        return None
    token = sentence.tokens[at]
    return token.start, sentence.end

"""Invitations to go on (»fortæl mere«, »kan du uddybe det«) and orders (»søg mindst to job«)."""

import re

from pejling_widgets.danish.clauses import opening
from pejling_widgets.danish.sentences import Sentence
from pejling_widgets.danish.words import listed
from pejling_widgets.danish.words.grammar import LEAD_INS
from pejling_widgets.danish.words.verbs import ORDERS, PAIRS, TELL, TELL_INFINITIVES, THIRD_PERSONS

SOFTENERS = listed("prøv ih bare endelig lige gerne venligst at og så men eventuelt evt lidt engang nu")
SLIPPED_IN = listed("lige endelig gerne nu bare da")
"""Small words between an imperative and its partner: »giv lige et eksempel«."""
NEEDS = {
    "giv":
        r"^giv (mig|os)\b(?! (\w+ )?(besked|et ring|et praj|et kald|lov|dit cv|papir\w*|den her|dem))|\b(eksempel"
        r"|eksempler|billede|indblik|indtryk|fornemmelse|ord)\b",
    "start": r"\b(begyndelsen|starten|forfra|enden|du har lyst|det første|begynde)\b",
    "begynd": r"\b(begyndelsen|starten|forfra|enden|du har lyst|det første|begynde)\b",
    "tænk": r"\bhøjt\b",
    "sæt": r"\bord på\b",
    "lad": r"\b(høre|få et indblik|få det på bordet)\b|^lad mig se\b",
    "hjælp": r"\bforstå|\bse det\b",
    "tag": r"\b(igennem|med (ind|tilbage|gennem|rundt|på|til))\b",
    "før": r"\bigennem\b",
    "led": r"\bigennem\b",
    "se": r"\bse for dig\b",
    "kom": r"\b(eksempel|eksempler|ind på det|dine tanker|nærmere)\b",
    "gå": r"\bgå videre med\b",
}
"""What must stand further on as well."""
_SAY = r"sige (mig )?(lidt|noget|mere|nærmere|et par ord|et ord|hvad|hvordan)|sætte (\w+ ){0,3}ord (mere )?på"
_ASKED = (
    rf"({TELL_INFINITIVES}|{_SAY}|tænke højt|give (mig |os )?(et|nogle|lidt) (\w+ )?(eksempel|eksempler|billede"
    r"|indblik)"
    r"|tage (mig|os) (med|igennem)|føre mig igennem|hjælpe mig med at forstå|folde det ud|komme med (et|nogle|lidt"
    r"|et par) (\w+ )?eksemp\w+|dele,? (hvad|hvordan|dine|lidt|med)|male et billede|komme (lidt )?nærmere ind på)")
_SOFT = (
    r"((ikke|nok|godt|måske|lige|gerne|eventuelt|evt|så|lidt|kort|også|mon|prøve (at|og)|prøve|have lyst til (at"
    r"|og)"
    r"|få dig til at|bede dig (om )?(at)?|tænke dig at|være sød at|være rar at|med egne ord|med dine egne ord"
    r"|meget|selv|,) ?)*")
POLITE = re.compile(
    r"\b(kan|vil|kunne|ville|gider|må|tør|har|mon) (du|i|jeg)( to| selv| kan| vil| kunne)?( lyst til)?( at"
    rf"| og)?,? {_SOFT}{_ASKED}\b")
WELCOME = re.compile(rf"\bdu (må|kan) (meget |også )?(gerne|godt|endelig) (lige )?(prøve at )?{_ASKED}\b"
    r"|\bjeg (vil|ville|kunne) (meget |også |rigtig )*(gerne|godt)( tænke mig)?( bede"
    rf"| at bede)? ?(dig (om )?(at )?)?{_ASKED}\b"
    r"|\bjeg (vil|ville|kunne) (så |meget |også |rigtig )*(gerne|godt)( tænke mig at)? høre (lidt |noget "
    r"|meget )?(mere|om|dig fortælle)\b")
ON_MY_BEHALF = re.compile(r"\w+ jeg\b")
"""»Må jeg lige sige noget« asks for the floor; »må jeg bede dig fortælle« gives it away."""
AWAY = re.compile(
    r"\bfortæl(le)? (det |dem )?til (din|dit|dine|jobc\w+|a-kassen|kommunen|chefen|lægen)\b"
    r"|\bfortæl(le)? (det )?(til )?((?!om )\w+ )?(ham|hende|dem|din læge|jobcent\w+|kommunen|arbejdsgiveren|lægen"
    r"|chefen)\b")


def invitation(sentence: Sentence) -> tuple[str, int, int] | None:
    """The rule and the place in the whole text of an invitation to go on, or None."""
    words = sentence.words
    starts = [opening(sentence), *sorted(sentence.breaks), *(i + 1 for i, w in enumerate(words[:-1]) if w in {"og", "så", "men"})]
    for first in starts:
        at = first
        while at < len(words) - 1 and (words[at] in SOFTENERS or words[at] in LEAD_INS):
            at += 1
        trying = any(words[i] == "prøv" for i in range(first, at))
        if at not in sentence.quoted and _invites(sentence, at, trying):
            return "Q1-tell", sentence.tokens[first].start, sentence.end
    for rule, pattern in (("Q2-polite-tell", POLITE), ("Q2-polite-tell", WELCOME)):
        match = pattern.search(sentence.low)
        if match and not AWAY.search(sentence.low) and not (ON_MY_BEHALF.match(match.group()) and "dig" not in match.group()):
            return rule, sentence.start + match.start(), sentence.end
    return None


def _invites(sentence: Sentence, at: int, trying: bool) -> bool:
    words = sentence.words
    word = words[at]
    partners = PAIRS.get(word, set())
    after = tuple(w for w in words[at + 1:at + 4] if w not in SLIPPED_IN or w in partners)
    if word in TELL or (trying and word in TELL_INFINITIVES.split("|")):
        away = word.startswith(("fortæl", "forklar", "vis")) and bool(set(after[:1]) & THIRD_PERSONS)
        pointed = away and after[1:2] != ("historie",)
        return not pointed and not set(after[:1]) & {"ikke", "altid", "aldrig"} and not AWAY.search(sentence.low)
    rest = sentence.low[sentence.tokens[at].start - sentence.start:]
    if trying and re.match(rf"({_ASKED}|{_SAY}|forestille dig|se for dig|tænke højt|give (mig )?et)", rest):
        return True
    if word not in PAIRS or (PAIRS[word] and not set(after[:1]) & PAIRS[word]):
        return False
    if word == "sig" and re.match(r"sig (endelig |bare |gerne |lige |det |mig )*(til|fra|ja|nej|op)\b", rest):
        return False
    return word not in NEEDS or re.search(NEEDS[word], rest) is not None


def order(sentence: Sentence) -> tuple[int, int] | None:
    """The place in the whole text of an imperative that asks for action, or None."""
    words = sentence.words
    at = opening(sentence)
    while at < len(words) - 1 and words[at] in {"så", "bare", "lige", "endelig", "nu", "først", "derfor", "venligst"}:
        at += 1
    if words[at] not in ORDERS or at in sentence.quoted or words[at:at + 2] == ("tænk", "hvis"):
        return None
    if at + 1 < len(words) and words[at + 1] in {"du", "han", "hun", "jeg", "vi", "de", "man", "der"}:
        return None
    token = sentence.tokens[at]
    return token.start, sentence.end

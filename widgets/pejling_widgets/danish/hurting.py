"""What hurts, whatever else a reply holds: a judgement, a threat, mockery, pity, making it small, a diagnosis."""

import re

from pejling_widgets.danish.finding import Behaviour, Finding, quote
from pejling_widgets.danish.sentences import Sentence, Text
from pejling_widgets.danish.words import phrases
from pejling_widgets.danish.words.hurting import FAULTS, GUESSED, ILLNESSES, TENDER

SAID_BY_OTHERS = re.compile(r"\b(folk|de andre|andre|chefen|hun|han|min \w+|din \w+) (siger|sagde|mener|synes|kalder"
    r"|kaldte)\b|\bat vide,? at\b")
LONG_ENOUGH = 7
"""Letters that a phrase has before it can be known again as the citizen's own."""
WHY: dict[Behaviour, str] = {
    "judgement": "»{q}« dømmer borgeren. Så går kræfterne til at forsvare sig. Sig det, borgeren fortalte, uden din mening om det.",
    "threat": "»{q}« er en trussel i borgerens ører. Er der en regel, så sig den for sig selv, og spørg, hvad borgeren tænker.",
    "sarcasm": "»{q}« kan høres, som om du gør grin. Sig det, du hørte, så enkelt du kan.",
    "pity": "»{q}« ynker borgeren og gør ham eller hende lille. Nævn det, der er svært, og lad medynken ligge.",
    "trivialising": "»{q}« gør det mindre, end borgeren siger, det er. Bliv ved det, og gengiv det, som det blev sagt.",
    "diagnosis": "»{q}« sætter en etiket på borgeren. Hold dig til det, borgeren selv fortæller.",
}


LITTLE = (
    r"((jo|da|også|nok|vist|lidt|ret|meget|godt nok|bare|altså|måske|sgu|virkelig|tydeligvis|simpelthen|nu|åbenbart|for|så|lige"
    r"|alt for|helt|egentlig|temmelig) )*")
LOSSES = (
    r"(ydelse|dagpenge|kontanthjælp|penge|støtte|hjælp|ret|sag|uddannelseshjælp|sygedagpenge|satsen|udbetaling)\w*")
PHRASES = phrases("hurting.txt", lidt=LITTLE, tab=LOSSES)
RULE_TOLD = re.compile(
    r"\b(regl\w*|loven|desværre|skal (jeg )?(oplyse|fortælle|sige)|du har ret til|vil du vide|hvordan ser du|hvad tænker du)\b")
"""Said as information, it is no threat."""
GUESSING = re.compile(r"\b(nok|sikkert|vist|måske|sådan noget som|lidt af et|tegn på|lider af|udredt|social)\b")
NAMES_FAULT = re.compile(
    rf"\b(du|i|(din|dit|dine|jeres) \w+|han|hun|det|sådan) (er( blevet)?|har( altid)? været|var|bliver|virker|lyder|ser"
    rf"|må være|føles) {LITTLE}(en |et |typen |sådan )*{LITTLE}(\w+)\b")
"""»Du er for doven«, »din mand lyder gammeldags«: the last group is the word."""
NAMES_FAULT_FIRST = re.compile(r"\b(?P<word>\w+) er (du|han|hun|i) (jo|da|nok|vist|vel|sgu|altså)\b")
"""»En kryster er du da«."""
IN_THEIR_EYES = re.compile(
    r"\b(du|i) (føler|synes|siger|fortæller|oplever|tænker|mener|hører|er bange for|frygter|kalder)\b|\b(som om|ikke fordi"
    r"|andre|folk|de andre"
    r"|far|mor|chefen|ingen)( \w+){0,2} (siger|kalder|kaldte|sagde|synes|mener|tror)|\bikke (er )?(doven|dum)\b"
    r"|\bdet lyder (hårdt|tungt)\b")
"""The fault is what the citizen feels or was told: no judgement of the speaker's."""


def find(text: Text, citizen: str) -> list[Finding]:
    """What hurts in the reply, each kind at most once in a sentence; `citizen` is the line it answers."""
    said = citizen.lower()
    found = []
    for sentence in text.sentences:
        found += _phrases(sentence, text, said)
        found += _faults(sentence, text, said)
        found += _illnesses(sentence, text, said)
    kept = {(one.behaviour, next(s.start for s in text.sentences if s.start <= one.start < s.end)): one for one in reversed(found)}
    return sorted(kept.values(), key=lambda one: one.start)


def _phrases(sentence: Sentence, text: Text, said: str) -> list[Finding]:
    found = []
    for behaviour, pattern in PHRASES.items():
        match = pattern.search(sentence.low)
        if match and not _is_spared(behaviour, match.group(), sentence, text, said):
            found.append(_hurt(behaviour, sentence, match.span(), text))
    return found


def _is_spared(behaviour: str, words: str, sentence: Sentence, text: Text, said: str) -> bool:
    """Whether the citizen said it so, or a rule is told and nobody threatened."""
    theirs = IN_THEIR_EYES.search(sentence.low) is not None
    if behaviour == "threat":
        return theirs or RULE_TOLD.search(text.low) is not None
    return behaviour == "judgement" and (SAID_BY_OTHERS.search(sentence.low) is not None or _theirs(words, said))


def _theirs(words: str, said: str) -> bool:
    """Whether the citizen said it so: »du gider ikke« after »jeg gider ikke«."""
    own = words.replace("du ", "jeg ").strip()
    return len(own) > LONG_ENOUGH and own in said


def _faults(sentence: Sentence, text: Text, said: str) -> list[Finding]:
    """A fault named in the citizen, or the citizen's own hard word said back as a fact."""
    if IN_THEIR_EYES.search(sentence.low):
        return []
    first = NAMES_FAULT_FIRST.search(sentence.low)
    if first and first["word"] in FAULTS:
        return [_hurt("judgement", sentence, first.span(), text)]
    for match in NAMES_FAULT.finditer(sentence.low):
        word = match.group(match.lastindex or 0)
        own = re.search(rf"\b{re.escape(word)}\b", said) is not None
        if word in FAULTS and not (word in TENDER and (own or match.group(1) in {"det", "sådan"})):
            return [_hurt("judgement", sentence, match.span(), text)]
    return []


def _illnesses(sentence: Sentence, text: Text, said: str) -> list[Finding]:
    for token in sentence.tokens:
        guessed = token.low in GUESSED and GUESSING.search(sentence.low)
        if (token.low in ILLNESSES or guessed) and token.low not in said:
            start = token.start - sentence.start
            return [_hurt("diagnosis", sentence, (start, token.end - sentence.start), text)]
    return []


def _hurt(behaviour: str, sentence: Sentence, span: tuple[int, int], text: Text) -> Finding:
    start, end = sentence.start + span[0], sentence.start + span[1]
    words = quote(text.text[start:end])
    kind: Behaviour = next(one for one in WHY if one == behaviour)
    return Finding(kind, start, end, f"H-{behaviour}", WHY[kind].format(q=words))

"""What hurts, whatever else a reply holds: a judgement, a threat, mockery, pity, making it small, a diagnosis."""

import re

from pejling_widgets.danish.citizen import Said
from pejling_widgets.danish.finding import Behaviour, Finding, quote
from pejling_widgets.danish.sentences import Sentence, Text
from pejling_widgets.danish.stems import content, shared
from pejling_widgets.danish.words import phrases
from pejling_widgets.danish.words.hurting import FAULTS, GUESSED, ILLNESSES, TENDER

SAID_BY_OTHERS = re.compile(r"\b(folk|de andre|andre|chefen|hun|han|min \w+|din \w+) (siger|sagde|mener|synes|kalder"
    r"|kaldte)\b|\bat vide,? at\b")
EVERYBODY = re.compile(r"\b(alle|mange|de fleste|folk|enhver|tiden|livet)\b|(^\W*|\b(når|hvis) )man\b")
OF_MANY = re.compile(r"\bvi (er )?(alle|mange)\b")
ONE_OF_US = re.compile(r"\b(du|dig|din|dit|dine|i|jer|jeres|jeg|mig|vi|os|vores|han|hun|hende|ham)\b")
LEAST_GENERAL = 4
"""Words in a sentence about everybody; fewer are a reply like »folk er folk«."""
SAID_BY_THEM = re.compile(r"\bdu (siger|sagde|nævnte|skrev)\b")
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
ILL = ("angst", "depression", "fobi", "autisme", "lidelse", "misbrug")
"""Endings that name an illness: »panikangst«."""
GUESSING = re.compile(r"\b(nok|sikkert|vist|måske|sådan noget som|lidt af et|tegn på|lider af|udredt|social)\b")
NAMES_FAULT = re.compile(
    rf"\b(du|i|(din|dit|dine|jeres) \w+|han|hun|det|sådan) (er( blevet)?|har( altid)? været|var|bliver|virker|lyder|ser"
    rf"|må være|føles) {LITTLE}(en |et |typen |sådan )*{LITTLE}(\w+)\b")
"""»Du er for doven«, »din mand lyder gammeldags«: the last group is the word."""
NAMES_FAULT_FIRST = re.compile(r"\b(?P<word>\w+),? er (du|han|hun|i) (jo|da|nok|vist|vel|sgu|altså)\b")
"""»En kryster er du da«."""
IN_THEIR_EYES = re.compile(
    r"\b(du|i) (føler|synes|siger|fortæller|oplever|tænker|mener|hører|er bange for|frygter|kalder)\b|\b(som om|ikke fordi"
    r"|andre|folk|de andre"
    r"|far|mor|chefen|ingen)( \w+){0,2} (siger|kalder|kaldte|sagde|synes|mener|tror)|\bikke (er )?(doven|dum)\b"
    r"|\bdet lyder (hårdt|tungt)\b")
"""The fault is what the citizen feels or was told: no judgement of the speaker's."""


def find(text: Text, citizen: str, forms: list[str], theirs: Said | None) -> list[Finding]:
    """What hurts in the reply, each kind at most once in a sentence; `citizen` is the line it answers."""
    said = citizen.lower()
    found = []
    for sentence, form in zip(text.sentences, forms, strict=True):
        if theirs is not None and form == "statement":
            found += _of_everybody(sentence, text, theirs)
        found += _phrases(sentence, text, said)
        found += _faults(sentence, text, said)
        found += _illnesses(sentence, text, said)
    kept = {(one.behaviour, next(s.start for s in text.sentences if s.start <= one.start < s.end)): one for one in reversed(found)}
    return sorted(kept.values(), key=lambda one: one.start)


def _of_everybody(sentence: Sentence, text: Text, theirs: Said) -> list[Finding]:
    """»Tiden læger alle sår«, »det er vi mange, der kender til«: about everybody, with nothing of what this citizen said."""
    match = EVERYBODY.search(sentence.low)
    if match is None or ONE_OF_US.search(OF_MANY.sub(" ", sentence.low)) or shared(content((sentence,)), theirs.content):
        return []
    return [] if len(sentence.words) < LEAST_GENERAL else [_hurt("trivialising", sentence, (0, len(sentence.text)), text)]


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
    if behaviour == "trivialising" and words.strip(" .,!") in said and SAID_BY_THEM.search(sentence.low):
        return True
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
    if first and (first["word"] in FAULTS or re.search(rf"\bjeg er (\w+ ){{0,4}}{re.escape(first['word'])}\b", said)):
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
        if (token.low in ILLNESSES or token.low.endswith(ILL) or guessed) and token.low not in said:
            start = token.start - sentence.start
            return [_hurt("diagnosis", sentence, (start, token.end - sentence.start), text)]
    return []


def _hurt(behaviour: str, sentence: Sentence, span: tuple[int, int], text: Text) -> Finding:
    start, end = sentence.start + span[0], sentence.start + span[1]
    words = quote(text.text[start:end])
    kind: Behaviour = next(one for one in WHY if one == behaviour)
    return Finding(kind, start, end, f"H-{behaviour}", WHY[kind].format(q=words))

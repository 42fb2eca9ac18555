"""Mirroring: the citizen's own content given back; parroting: the same words again; feelings named; »men« after it."""

import re
from dataclasses import dataclass

from rapidfuzz import fuzz

from pejling_widgets.drill.danish.clauses import opening
from pejling_widgets.drill.danish.finding import Finding, quote
from pejling_widgets.drill.danish.questions import Reading
from pejling_widgets.drill.danish.sentences import Sentence, Text, part
from pejling_widgets.drill.danish.stems import content, content_of, shared
from pejling_widgets.drill.danish.words.feelings import FEELINGS, HEAVY, PHRASES
from pejling_widgets.drill.danish.words.grammar import SWAPS

SAME = 86
"""A reply this like the citizen's own line (0–100, after »jeg« → »du«) repeats it."""
SAME_WORDS = 4
"""Shorter replies are key words picked up, not parroting."""

STEM = re.compile(
    r"\b(så )?(du|i) (siger|fortæller|beskriver|nævner|har fortalt|taler om|oplever|føler|tænker|synes|mener|er i tvivl|mærker|har det som|kan mærke|vil gerne|ønsker|savner|håber|drømmer|står|er bange|er træt|frygter|har brug for)\b"
    r"|\bdet (lyder|virker|må (have )?(være|været|føles|gøre)|lader)( \w+){0,2}( (som om|som|til|at|på))?\b|\bjeg (kan )?(hører|høre|fornemmer|fornemme|forstår|forstå|kan se|mærker|kan mærke|lægger mærke til|ser)\b( dig sige)?"
    r"|\bhvis jeg (har )?(forstår|forstået|hører|hørt) (dig|det)|\b(forstår|hører) jeg (dig )?(ret|rigtigt)|\b(har jeg|jeg har) forstået\b"
    r"|\bpå den ene side\b|\bmed andre ord\b|\bfor dig (er|handler|betyder|bliver|var|føles)\b|\bnår du siger\b|\bdet er (som om|selve|ikke så meget)\b|\bdet (er|var) (\w+ )?(hårdt|svært|tungt|skuffende|frustrerende|ydmygende|en lettelse)\b|\bder er (noget|en del|en side)( i dig)?\b")
EMPTY = re.compile(
    r"\bdet lyder (\w+ )?(godt|fint|super\w*|spændende|dejligt|rigtigt|interessant|fornuftigt|skønt|som en (god|fin|rigtig god|fremragende) \w+|fantastisk|realistisk|som et godt \w+|smart|sjovt|positivt|flot|rart)\b"
    r"|\bjeg (kan (godt )?)?(hører|høre|forstår|forstå|se|ser)( godt)?,? (godt,? )?hvad du (siger|mener)\b|\bjeg (kan godt |kan )?(forstår|forstå)( dig| det)?( godt)?[.,!]?\s*$|\bdet er (jeg )?ked af( at høre)?|\bdet kan jeg (godt )?forstå[.,!]?\s*$|\bdet er (helt )?(normalt|almindeligt|naturligt|forståeligt)\b|\bjeg (kender|har) (det|selv)\b|\bdet (lyder|virker) ikke\b")
OWN_VIEW = re.compile(
    r"\b(jeg|vi) (synes|mener|tror|vil|ville|kan(?! (høre|mærke|se,? (på|at du|hvor))\b)|skal|har|var|ved|vidste|plejer|håber|sender|noterer|skriver|booker|ringer|undersøger|finder|kigger|foreslår|anbefaler|tager|gør|er|bliver|må|spørger|sætter|tænker|får|giver|glæder|vender|laver|starter|arbejder|følger)\b"
    r"|\b(reglerne|loven|kommunen|jobcentret|a-kassen|systemet) (siger|kræver|er|har|skal)\b|\b(vil|skal|kan|må|har|er|kigger|finder|ser|tager|aftaler|prøver|gør) (jeg|vi)\b|\btak (for|fordi)\b|\bder (er|findes) (mange|masser|flere|et|en|jo|faktisk|også) |\bmin erfaring\b|\bman (kan|skal|bør|må)\b|\bandre\b.*\b(har|får|søger|oplever)\b|\bvelkommen\b|\btillykke\b|\bgodt gået\b|\bflot\b")
ABOUT_YOU = re.compile(r"\b(du|dig|din|dit|dine|I|jer|jeres)\b")
OWN_FEELING = re.compile(r"\bjeg (er|bliver|blev|var) (\w+ )?(\w+)|\bdet (gør|glæder) mig\b|\bdet er jeg\b")
BUT = re.compile(r"(?<!\w)men\b")
GIVES_WAY = re.compile(
    r"\b(ja|det (forstår|kan) jeg (godt )?(\w+ )?|jeg (forstår|kan godt (forstå|høre|se|følge)|hører|ved godt|kan høre|kan se|er ked af)|det (lyder|er|må være|kan være) |du (siger|har ret|er|føler|oplever|synes|vil)|godt,? at du|fint|flot|det er forståeligt|jeg kan \w+)")
TURNS = re.compile(
    r"\bmen\s(det er (jo|altså|desværre|vigtigt|nu|også|sådan|bare|et krav|dog|en)|du (er nødt|skal|bør|kunne|må|kan(?! ikke)|har (jo|pligt|også)|burde|behøver)|jeg|vi|man|reglerne|loven|sådan|har du|kunne du|vil du|hvad med|prøv|tænk|husk|så|der er (jo|også|mange|altså|faktisk|nu)|hvis du|alle|andre|det (skal|vil|kan|hjælper|går|må|nytter|kommer|gælder|bliver|er)|skal|kan|er det|hvorfor|nu|i dag|lad|måske|ikke|synes|tror|desværre|når|den|de)\b")


@dataclass(frozen=True)
class Mirrored:
    """What mirrors in a reply: its findings, and the starts of the sentences that do."""

    findings: list[Finding]
    starts: frozenset[int]


def find(text: Text, readings: list[Reading], citizen: Text | None) -> Mirrored:
    """Mirroring, parroting, feelings and »men« after a mirror."""
    theirs = content_of(citizen) if citizen else []
    found, starts = [], set()
    for sentence, seen in zip(text.sentences, readings, strict=True):
        told = _told_part(sentence, seen)
        if told is None or seen.rule == "Q0-order":
            continue
        if one := _mirror(told, text, citizen, theirs):
            found.append(one)
            starts.add(sentence.start)
    for sentence in text.sentences:
        found += _feeling(sentence, text)
    return Mirrored(found + _but(text, starts, theirs), frozenset(starts))


def _told_part(sentence: Sentence, seen: Reading) -> Sentence | None:
    """What the sentence says before it asks; all of it when it is a statement, a raised one or one with a tag."""
    if seen.form == "statement" or seen.rule in {"Q8-raised-statement", "Q4-tag"}:
        return sentence
    if seen.form == "help":
        first = next((i for i, token in enumerate(sentence.tokens) if token.start >= seen.start), 0)
        return part(sentence, 0, first)
    return part(sentence, 0, seen.asking.at) if seen.asking else None


def _mirror(told: Sentence, text: Text, citizen: Text | None, theirs: list[str]) -> Finding | None:
    mine = content((told,))
    common = shared(mine, theirs)
    place = (told.start, told.end)
    words = quote(text.text[told.start:told.end])
    if citizen and _parrots(told, citizen):
        why = f"»{words}« er næsten borgerens egne ord igen. Vælg det vigtigste ord, eller sig, hvad du hører bag ved."
        return Finding("parroting", *place, "M2-parroting", why)
    low = told.low
    stemmed = STEM.search(low) is not None
    if EMPTY.search(low) and not (len(common) >= 2 and stemmed) or citizen is None and not stemmed:
        return None
    if OWN_VIEW.search(low) and not (stemmed and low.find("jeg") <= 25 and STEM.match(low[_skip(told):])):
        return None
    feels = bool(_feelings_in(told))
    about = ABOUT_YOU.search(low) is not None
    if stemmed and (citizen is None and (about or feels) or common or feels):
        why = f"»{words}« giver borgerens egen mening tilbage. Hold en pause, så borgeren kan rette eller fortsætte."
        return Finding("mirror", *place, "M1-mirror", why)
    if citizen is None:
        return None
    if common and (about or len(common) * 2 >= len(mine)):
        seen = ", ".join(f"»{w}«" for w in _as_written(told, common)[:3])
        why = f"Du bruger borgerens egne ord: {seen}. Det viser, at du lytter, og giver plads til mere."
        return Finding("mirror", *place, "M1-own-words", why)
    if about and feels:
        why = f"»{words}« sætter ord på det, der kan ligge bag. Vent, og hør, om det passer."
        return Finding("mirror", *place, "M1-feeling", why)
    return None


def _skip(told: Sentence) -> int:
    return told.tokens[opening(told)].start - told.start


def _as_written(told: Sentence, stems: list[str]) -> list[str]:
    """The words of the sentence that have these stems, in order."""
    return [token.low for token in told.tokens if set(content_stem(token.low)) & set(stems)]


def content_stem(word: str) -> tuple[str, ...]:
    """The stem of one word, as a tuple of one."""
    from pejling_widgets.drill.danish.stems import stem

    return (stem(word),)


def _parrots(told: Sentence, citizen: Text) -> bool:
    """Whether the sentence is one of the citizen's sentences, or all of them, with »jeg« turned into »du«."""
    mine = [word.lower() for word in told.words[opening(told):]]
    for lead in (("du", "siger", "at"), ("så", "du", "siger", "at"), ("du", "siger"), ("så",)):
        if tuple(mine[:len(lead)]) == lead:
            mine = mine[len(lead):]
            break
    if len(mine) < SAME_WORDS:
        return False
    lines = [sentence.words for sentence in citizen.sentences]
    lines.append(tuple(word for line in lines for word in line))
    reply = " ".join(mine)
    return any(
        len(line) >= SAME_WORDS and fuzz.ratio(reply, " ".join(SWAPS.get(w.lower(), w.lower()) for w in line), score_cutoff=SAME)
        for line in lines)


def _feelings_in(sentence: Sentence) -> list[tuple[int, int]]:
    """Places of feeling words in the whole text; heavy everyday words only where »du« or »det« carries them."""
    places = [(t.start, t.end) for t in sentence.tokens if t.low in FEELINGS and (t.low not in HEAVY or _carried(sentence))]
    for phrase in PHRASES:
        if (at := sentence.low.find(phrase)) >= 0:
            places.append((sentence.start + at, sentence.start + at + len(phrase)))
    return sorted(places)


def _carried(sentence: Sentence) -> bool:
    return re.search(r"\b(du|dig|det (lyder|må|er|virker|har|føles|kan)|hvor)\b", sentence.low) is not None


def _feeling(sentence: Sentence, text: Text) -> list[Finding]:
    places = _feelings_in(sentence)
    if not places or OWN_FEELING.search(sentence.low) and not ABOUT_YOU.search(sentence.low):
        return []
    start, end = places[0]
    own = OWN_FEELING.search(sentence.low)
    if own and own.start() <= start - sentence.start < own.end():
        return []
    why = f"»{quote(text.text[start:end])}« sætter ord på en følelse. Rammer du ved siden af, retter borgeren dig, og så ved I mere."
    return [Finding("feeling", start, end, "F1-feeling", why)]


def _but(text: Text, mirrored: set[int], theirs: list[str]) -> list[Finding]:
    """»Men« right after a mirror or an acknowledgement, where it turns to the professional's own errand."""
    found = []
    sentences = text.sentences
    for index, sentence in enumerate(sentences):
        match = BUT.search(sentence.low)
        if match is None:
            continue
        before, turned = sentence.low[:match.start()], sentence.low[match.start():]
        if before.strip(" ,»"):
            given = sentence.start in mirrored or GIVES_WAY.match(before) is not None
        else:
            given = index > 0 and (sentences[index - 1].start in mirrored or GIVES_WAY.match(sentences[index - 1].low) is not None)
        if given and TURNS.match(turned) and not _still_theirs(turned):
            start = sentence.start + match.start()
            why = "»men« sletter det, du lige har sagt. Prøv »og«, eller sæt punktum, og vent."
            found.append(Finding("but_after_mirror", start, start + 3, "B1-but", why))
    return found


def _still_theirs(turned: str) -> bool:
    """Whether what follows »men« is the citizen's other side: »men du er også bange for …«."""
    return re.match(r"men (du|det|der er) (\w+ )?(er (også )?(bange|i tvivl|træt|usikker)|vil (også )?gerne|savner|ønsker|drømmer|en del af dig)\b", turned) is not None

"""Questions that press: several in one breath, leading, a »hvorfor« that accuses, either-or. And words of the system."""

import re

from pejling_widgets.danish.clauses import Asking, asking, opening
from pejling_widgets.danish.finding import Finding, quote
from pejling_widgets.danish.questions import Reading
from pejling_widgets.danish.sentences import Sentence, Text
from pejling_widgets.danish.words.jargon import JARGON

NEGATED = re.compile(
    r"\b(har|er|kan|kunne|vil|ville|skal|skulle|burde|bør|tror|synes|mener|tænker|ved|kender|var|havde|må)"
    r"\s(du|i|det|vi|der|man)\s(så |jo |nok |da |også )?ikke\b")
EXPECTING = re.compile(r"\b(du|i|det)\b[^?]{0,30}\b(vel|jo|da|nok|selvfølgelig|naturligvis)\b")
EXPECTED = re.compile(
    r"\b(er du (ikke )?enig i|er det ikke rigtigt|er du ikke også|mon ikke|kan du (godt )?(se|forstå),? (at|hvor)"
    r"|tror du ikke,? (selv|at)|(?<!hvad )(?<!hvordan )synes du (selv|virkelig|helt ærligt)|er det ikke bare"
    r"|er det ikke fordi)\b")
ACCUSED = re.compile(
    r"\bhvorfor\s(i alverden\s|dog\s|egentlig\s|så\s)?(\w+)\s(du|i)\b[^?]{0,50}?"
    r"\b(ikke|aldrig|altid|først|stadig|bare|overhovedet|så (sent|lidt|få|længe)|hele tiden|igen)\b")
ACCUSED_PAST = re.compile(
    r"\bhvorfor\s(i alverden\s|dog\s|så\s)?(gjorde|sagde|gik|stoppede|droppede|opgav|glemte|kom|lod|meldte|takkede"
    r"|afviste"
    r"|udeblev|skred|løj|ventede|nægtede|afslog|gav|mødte|lavede|brød)\s(du|i)\b")
ASKED_WHY = re.compile(
    r"\bhvorfor (siger|gør|mener|tror|søger|kommer|klager) (du|i)\b[^?]{0,30}\b(når|hvis|siden|selv ?om)\b (du|i|det"
    r"|der)\b|\bhvorfor ikke\s(før|bare|noget før|tidligere)\b|\bhvorfor (ikke )?har (du|i) (ikke|endnu)\b")
SCALE_WHY = re.compile(r"\bhvorfor\b[^?]*\b(\d+|nul|lavere|tallet|skalaen|-tal)\b")
CLOSE, SHORT_PAIR, LONG_PAIR = 4, 7, 10
"""How many words stand between two questions that are one, and how many the second has."""
POINTS_OUT = frozenset(("hvornår", "hvem", "hvilken", "hvilket", "hvilke", "hvor"))
"""»Hvornår gik det, og hvad gjorde du«: the first finds the place, the second asks about it."""
LEAVES_OPEN = re.compile(r"\beller (mangler|er) der (noget|nogen|andet)\b|\beller noget (helt )?(andet|tredje)\b"
    r"|\bhvem eller hvad\b")
"""»Er det en aftale, eller mangler der noget?«: the second is a way out."""
CHECKS_BACK = re.compile(r"(var|er) det ikke (det|sådan|noget),? (du|i) (selv )?(ville|sagde|mente|tænkte|ønskede|aftalte)")
"""»Var det ikke det, du ville?« asks whether one heard right."""
THEIR_EFFORT = re.compile(r"\b(din|jeres|stor|en|god|flot) indsats$")
"""»Din indsats«: the citizen's effort, and no word of the system."""
CITES = re.compile(r"\b(skrevet|står( der)?|hedder|kalder( vi)? det)\W+(\w+ ){0,3}$")
LONGEST_ENDING = 3
"""»-en«, »-erne«: a word of the system is one in any form."""
PERMISSION = re.compile(r"\b(må jeg|må vi|er det (okay|ok|i orden|fint)|vil du høre|har du lyst til at høre)\b")


def find(text: Text, readings: list[Reading], citizen: str) -> list[Finding]:
    """What presses in the questions of a text, and its jargon."""
    found = _several(text, readings)
    for sentence, seen in zip(text.sentences, readings, strict=True):
        asks = seen.form in {"open", "closed"}
        if asks:
            found += _leading(sentence, seen, text)
            found += _why(sentence, text)
        if seen.rule == "Q3-either-or" and not LEAVES_OPEN.search(sentence.low):
            words = quote(text.text[seen.start:seen.end])
            why = f"»{words}« giver to svar at vælge imellem. Prøv uden dem, så der er plads til et tredje."
            found.append(Finding("either_or", seen.start, seen.end, "P4-either-or", why))
    return found + _jargon(text, citizen)


def _several(text: Text, readings: list[Reading]) -> list[Finding]:
    """More than one question; asking for permission and a plain tag are not counted."""
    places: list[tuple[int, int]] = []
    before: Sentence | None = None
    for sentence, seen in zip(text.sentences, readings, strict=True):
        earlier, before = before, sentence
        if seen.form not in {"open", "closed"} or PERMISSION.search(sentence.low):
            continue
        questions = asking(sentence)
        main = [q for q in questions if q.at in sentence.breaks or q.at == questions[0].at or q.kind == "hv"
                or sentence.words[q.at - 1] in {"og", "eller"}]
        starts = [sentence.tokens[q.at].start for q in main] or [seen.start]
        if seen.rule in {"Q4-tag", "Q8-raised-statement", "Q3-either-or"}:
            starts = starts[:1]
        if places and narrows(earlier, sentence):
            starts = starts[1:]
        starts = starts[:1] if len(starts) > 1 and _is_pair(sentence, main) else starts
        places += [(start, sentence.end) for start in starts]
    if len(places) < 2:
        return []
    why = (f"Her er {_number(len(places))} spørgsmål i ét åndedrag. Borgeren svarer tit kun på det sidste: "
        f"Vælg det, du er mest nysgerrig på, og vent.")
    return [Finding("several_questions", places[0][0], places[-1][1], "P1-several", why)]


def _is_pair(sentence: Sentence, main: list[Asking]) -> bool:
    """Whether two questions joined by »og« are one: »hvad taler for, og hvad imod«, »hvornår gik det, og hvad gjorde du«."""
    if len(main) != 2:
        return False
    words = sentence.words
    joined = words[main[1].at - 1] == "og" or (words[main[1].at - 1] == "så" and words[main[1].at - 2] == "og")
    first, second, rest = words[main[0].hv], words[main[1].hv], len(words) - main[1].at
    if not joined:
        near = main[1].at - main[0].at <= CLOSE and rest <= CLOSE
        return near and second == first and words[main[1].at - 1] not in {"og", "eller"}
    alike = first == second and rest <= SHORT_PAIR
    follows = (first in POINTS_OUT or main[0].kind == "verb") and second in {"hvad", "hvordan"}
    settles = second in POINTS_OUT and rest <= CLOSE + 1
    return alike or settles or (follows and rest <= LONG_PAIR)


def narrows(earlier: Sentence | None, sentence: Sentence) -> bool:
    """Whether a yes-or-no question only narrows the one it runs on from: »hvordan gik det fik du jobbet«."""
    found = asking(sentence)
    runs_on = earlier is not None and earlier.mark != "?" and bool(asking(earlier))
    return runs_on and len(found) == 1 and found[0].kind == "verb" and found[0].at == opening(sentence)


def _number(count: int) -> str:
    return {2: "to", 3: "tre", 4: "fire", 5: "fem"}.get(count, str(count))


def _leading(sentence: Sentence, seen: Reading, text: Text) -> list[Finding]:
    if match := NEGATED.search(sentence.low):
        words = quote(text.text[sentence.start + match.start():sentence.start + match.end()])
        if CHECKS_BACK.match(sentence.low[match.start():]):
            return []
        begins = sentence.low[:match.start()].rstrip(" ,").split()
        if not (begins and begins[-1] in {"hvorfor", "hvad", "som", "der", "hvem", "hvornår"}) and "hvorfor" not in begins:
            why = f"»{words}« lægger svaret i munden på borgeren. Prøv at begynde med »Hvad …« eller »Hvordan …«."
            return [Finding("leading", *_at(sentence, match), "P2-negated", why)]
    if seen.rule == "Q4-tag" and seen.start > sentence.start:
        words = quote(text.text[seen.start:seen.end])
        if not re.search(r"rigtigt|ret\b|ok", words.lower()):
            why = f"»{words}« til sidst beder om et ja. Stop før det, eller spørg: »Hvordan ser du på det?«"
            return [Finding("leading", seen.start, seen.end, "P2-tag", why)]
    pattern = EXPECTED.search(sentence.low)
    if pattern is None and seen.rule == "Q8-raised-statement":
        pattern = EXPECTING.search(sentence.low)
    if pattern:
        words = quote(text.text[sentence.start + pattern.start():sentence.start + pattern.end()])
        why = f"»{words}« viser, hvilket svar du venter. Spørg, som om du ikke kender det."
        return [Finding("leading", *_at(sentence, pattern), "P2-expected", why)]
    return []


def _why(sentence: Sentence, text: Text) -> list[Finding]:
    match = ACCUSED.search(sentence.low) or ACCUSED_PAST.search(sentence.low) or ASKED_WHY.search(sentence.low)
    if match is None or SCALE_WHY.search(sentence.low):
        return []
    words = quote(text.text[sentence.start + match.start():sentence.start + match.end()])
    why = f"»{words}« kan lyde som en bebrejdelse. Prøv »Hvad gjorde, at …?« eller »Hvad stod i vejen?«"
    return [Finding("accusing_why", *_at(sentence, match), "P3-why", why)]


def _jargon(text: Text, citizen: str) -> list[Finding]:
    """Words of the system, each once, unless the citizen used the word first."""
    found, seen = [], set()
    for sentence in text.sentences:
        for token in sentence.tokens:
            plain = _plain(token.low)
            if plain and token.low not in seen and token.low not in citizen.lower() and not (
                    CITES.search(text.low[:token.start]) or THEIR_EFFORT.search(text.low[:token.end])):
                seen.add(token.low)
                word = text.text[token.start:token.end]
                why = f"»{word}« er systemets ord. Sig det, som man siger det derhjemme: »{plain}«."
                found.append(Finding("jargon", token.start, token.end, "P5-jargon", why))
    return found


def _plain(word: str) -> str | None:
    """What to say instead of a word of the system, in any of its endings."""
    return next((JARGON[word[:-n] if n else word] for n in range(LONGEST_ENDING + 1) if (word[:-n] if n else word) in JARGON), None)


def _at(sentence: Sentence, match: re.Match[str]) -> tuple[int, int]:
    return sentence.start + match.start(), sentence.start + match.end()

"""The form of a question: open, help, closed or a statement, by word order and a few word lists."""

import re
from dataclasses import dataclass
from typing import Literal

from pejling_widgets.danish.clauses import Asking, asking, exclaims, is_finite, is_subject, opening
from pejling_widgets.danish.invitations import invitation, order
from pejling_widgets.danish.punctuation import RUN_UP
from pejling_widgets.danish.sentences import Sentence, lower, shorten
from pejling_widgets.danish.understanding import understood
from pejling_widgets.danish.words.grammar import PREPOSITIONS, SUBJECTS, TAGS
from pejling_widgets.danish.words.narrow import HOW, LIVING_PLACES, WHAT_IS_YOUR, WHEN_OPEN, WHICH, WHO_FACTS, WIDE

Form = Literal["open", "help", "closed", "statement"]

TAG = re.compile(r"(,|\s-|–)\s*(ikke|vel|hvad'?|hva'?|ikke sandt|ikke også|ikke rigtigt|eller hvad"
    r"|eller|eller hur|ok|okay|synes du ikke( også)?|er det ikke (sandt|rigtigt|sådan)|har jeg ret|er du ikke enig"
    r"|enig"
    r"|er det rigtigt( forstået)?|ikke da|right|vel ikke|(kan|kunne|gør|gjorde|er|var|har|havde|vil|ville|skal"
    r"|skulle|må|burde) (du|det|i|vi|der|den) (ikke|vel)( også)?)\s*\??[»«\"”)\s]*$")
SUGGESTION = re.compile(
    r"^hvad (så |nu |mon )?med\b|^hvad (siger|tænker) (du|i) til,? (at|en|et|hvis)\b|^hvad (nu )?hvis\b"
    r"|^hvorfor ikke (så |bare |lige |i stedet |også )*(?!lavere\b|højere\b|mere\b|mindre\b|længere\b)\w{2,}e\b")
OR_AFTER_BREAK = re.compile(r"[,:–—-]\s+(?!(når|hvis|da|som|der|fordi|selvom|mens|inden|før|efter|så|eller|og)\b)"
    r"(?!at (du|vi|i|det|han|hun|de|jeg)\b)(?!hv)[^,;:?]*\beller\b(?! (andet|andre|noget|lignende|hv\w*)\b)")
OR_AT_THE_END = re.compile(r"\b(helst|foretrækker du|passer (dig )?bedst|var det|er det)( \w+){1,3} eller( \w+){1,3}\W*$")
"""»Hvad vil du helst praktik eller løntilskud«: typed without the comma."""
OPENING = re.compile(
    r"^(hvad|hvor) (angår|enten)\b|^hvad [^,?]{1,40}\bangår\b|^hvem der end\b|^hv\w+ end\b|^hvad end\b"
    r"|^hvorimod\b|^hvorefter\b|^hvortil\b|^hvoraf\b|^hver gang\b|^hvis\b")
CURIOUS = re.compile(
    r"\b(jeg|vi) (er|bliver|blev|kunne|vil|ville|tænker|undrer|sidder|kom)\b.*\bhv(ad|em|or|ordan|orfor|ornår"
    r"|ilke\w*)\b|\bgad vide\b|\bmon\b")
WONDERS = re.compile(
    r"\bjeg (er|bliver|blev) (\w+ )?(nysgerrig|interesseret)\b[^.?!]{0,30}\bhv\w+|\bjeg (vil|ville"
    r"|kunne) (\w+ )?(gerne|godt tænke mig at)( gerne)? (forstå|høre|vide|spørge( dig)?( om)?),? hv\w+"
    r"|\bjeg gad (godt |gerne )?(vide|høre|forstå),? hv\w+|\bgad vide,? hv\w+|\bjeg undrer mig over,? hv\w+"
    r"|\bjeg (tænker på|sidder og tænker på),? hv\w+ (du|der|det)\b")
WHOSE = re.compile(r"^hvad (er|var) (din|dit|dine|jeres|hans|hendes) (\w+)")
WHAT_FACT = re.compile(
    r"^hvad (er|var) (klokken|navnet|adressen|nummeret|datoen|prisen|lønnen|timelønnen|titlen|koden)\b"
    r"|^hvad (for en? )?(dag|år|dato|ugedag|nummer|beløb)\b|^hvad (tjen|vejer|måler)|^hvad koster (?!det)"
    r"|^hvad [^?]*\buddannet som\b"
    r"|^hvad er det for (en|et) (dag|dato|nummer|adresse|by|skole|år)\b")
SHORT = 3
"""»Hvad læser du«: three words that ask for a name, unless the verb is as wide as »tænker«."""
FEW = 5
"""»Kaffe eller te« asks, with or without its mark."""
WHO_IS = re.compile(
    r"^hvem (er|var) det,? (der \w+(r|te|de)( (dig|jer|hende|ham|dem|den|det))?|du \w+|i \w+( \w+)? til)\W*$|^hvem (er"
    r"|var|har) (din|dit|jeres|hans|hendes)\b|^hvem (har|havde) (du|i) (\w+ )*(talt|snakket|mødt|søgt"
    r"|ringet|skrevet|været)|^hvem (er|var) det,? (du|i) (skal|talte|snakkede|mødte|har|havde|ringede|skrev"
    r"|søgte)\b")


@dataclass(frozen=True, slots=True)
class Reading:
    """What form a sentence has, the rule that says so, and the place of the words that show it."""

    form: Form
    rule: str
    start: int
    end: int
    asking: Asking | None = None


def question_form(text: str) -> Form:
    """What a reply is: the last question or invitation in it decides; without one it is a statement."""
    whole = understood(shorten(text)[0])[0]
    for sentence in reversed(whole.sentences):
        form = reading(sentence).form
        if form != "statement":
            return form
    return "statement"


def reading(sentence: Sentence) -> Reading:
    """The form of one sentence, by the rules in their order of precedence."""
    questions = asking(sentence)
    found = invitation(sentence)
    if found and not (RUN_UP.fullmatch(sentence.low.split(",")[0]) and questions):
        return Reading("help", *found)
    start = sentence.tokens[opening(sentence)].start
    if found_order := order(sentence):
        late = [q for q in questions if q.at > opening(sentence)]
        if not (late and sentence.mark == "?"):
            return Reading("statement", "Q0-order", *found_order)
        questions = late
    tail = sentence.low[start - sentence.start:]
    if sentence.mark != "?" and not questions[1:] and exclaims(sentence):
        return Reading("statement", "Q0-exclamation", start, sentence.end)
    if OPENING.match(tail) and not (questions and questions[-1].at > opening(sentence)):
        return Reading("closed", "Q8-raised-statement", start, sentence.end) if sentence.mark == "?" else \
            Reading("statement", "Q0-opening", start, sentence.end)
    if found_tag := _tag(sentence, questions):
        return Reading("closed", "Q4-tag", *found_tag)
    if questions:
        return _question(sentence, questions[-1])
    if WONDERS.search(sentence.low) or (sentence.mark == "?" and CURIOUS.search(sentence.low)):
        return Reading("open", "Q11-wondering", sentence.start, sentence.end)
    if _begins_with_which(sentence):
        return Reading("open", "Q9-hv-question", start, sentence.end)
    if sentence.words == ("enig",) or _offers_two(sentence):
        return Reading("closed", "Q3-either-or", sentence.start, sentence.end)
    if sentence.mark != "?":
        return Reading("statement", "Q0-statement", sentence.start, sentence.end)
    return Reading("closed", "Q8-raised-statement", sentence.start, sentence.end)


def _begins_with_which(sentence: Sentence) -> bool:
    """»Hvilke ord i et opslag giver dig lyst …«, typed without its mark: nothing else begins so."""
    words = sentence.words[opening(sentence):]
    which = len(words) > FEW and words[0] in {"hvilke", "hvilken", "hvilket"} and words[1] not in WHICH
    return which and not is_subject(words[2]) and any(map(is_finite, words[2:]))


def _offers_two(sentence: Sentence) -> bool:
    """»Kaffe eller te«."""
    return "eller" in sentence.words[1:-1] and len(sentence.words) <= FEW and not any(map(is_finite, sentence.words))


def _tag(sentence: Sentence, questions: list[Asking]) -> tuple[int, int] | None:
    """The place of »…, ikke?« at the end."""
    if match := TAG.search(sentence.low):
        begins = sentence.start + match.start()
        if begins > sentence.start and (sentence.mark == "?" or re.search(r"\b(ikke|vel|sandt)\W*$", match.group())):
            return begins, sentence.end
    words = sentence.words
    asks = any(q.kind == "hv" or q.at == opening(sentence) for q in questions)
    if sentence.mark == "?" and len(words) > 3 and words[-1] in TAGS - {"eller", "også"} and not asks:
        return sentence.tokens[-1].start, sentence.end
    return None


def _question(sentence: Sentence, question: Asking) -> Reading:
    """The form of a sentence's last main-clause question."""
    start = sentence.tokens[question.at].start
    tail = lower(sentence.text[start - sentence.start:])
    place = (start, sentence.end)
    if question.kind == "verb":
        rule = "Q3-either-or" if " eller " in tail else "Q6-verb-first"
        return Reading("closed", rule, *place, question)
    hv = lower(sentence.text[sentence.tokens[question.hv].start - sentence.start:])
    if SUGGESTION.match(hv):
        return Reading("closed", "Q5-suggestion", *place, question)
    if OR_AFTER_BREAK.search(hv) or OR_AT_THE_END.search(hv):
        return Reading("closed", "Q3-either-or", *place, question)
    words = sentence.words[question.hv:]
    if _is_narrow(words, hv):
        return Reading("closed", "Q7-narrow-fact", *place, question)
    return Reading("open", "Q10-why" if words[0] == "hvorfor" else "Q9-hv-question", *place, question)


def _is_narrow(words: tuple[str, ...], tail: str) -> bool:
    """Whether one word, name, date or number answers the hv-question."""
    word, after = words[0], words[1] if len(words) > 1 else ""
    if word == "hvornår":
        return not (set(words) & WHEN_OPEN or "hvor" in words)
    if word == "hvor":
        third = words[2] if len(words) > 2 else ""
        degree = not is_finite(after) and after not in PREPOSITIONS | SUBJECTS and is_finite(third)
        return after in HOW or degree or _asks_for_place(words)
    if word in {"hvilken", "hvilket", "hvilke"}:
        return after in WHICH
    if word == "hvad":
        if len(words) == SHORT and words[2] in {"du", "I", "i"} and is_finite(after) and after not in WIDE:
            return True
        yours = WHOSE.match(tail)
        named = after in {"hedder", "hed", "kl", "klokken", "tid"} or WHAT_FACT.match(tail) is not None
        return named or (yours is not None and yours[3] in WHAT_IS_YOUR)
    return word == "hvem" and (after in WHO_FACTS or WHO_IS.match(tail) is not None)


def _asks_for_place(words: tuple[str, ...]) -> bool:
    """»Hvor bor du«, »hvor på skalaen«; not »hvor ser du dig selv om et år«."""
    if {"skala", "skalaen"} & set(words):
        return True
    return any(word in LIVING_PLACES for word in words[1:2]) or (
        len(words) > 3 and words[2] in SUBJECTS and words[1] in {"er", "var", "har", "skal", "vil", "kan"}
        and words[-1] in LIVING_PLACES)

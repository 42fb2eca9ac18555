"""Advice that is dressed as a question: »Har du overvejet …?«, »Hvad er der i vejen for, at du bare …?«."""

import re

from pejling_widgets.danish.finding import Finding
from pejling_widgets.danish.patterns import apply, rule
from pejling_widgets.danish.sentences import Text
from pejling_widgets.danish.words.verbs import DONE, SUGGESTED

TELLING = (
    r"(fortælle|beskrive|uddybe|sige (lidt|mere|noget)|forklare|huske|lide|mærke|høre|se|forestille|give (mig"
    r"|et eksempel)|vise mig)")
RULES = (
    rule("A5-disguised", "unasked_advice",
        r"\b(har|havde) (du|i) (\w+ )?(prøvet|overvejet|tænkt (på|over)|forsøgt|undersøgt|kigget på)( at"
        r"| om| og)?\b(?! (på )?(hvad|hvordan|hvilke|noget|nogen|det her))|\b(?<!hvad )(?<!hvor )(?<!hvordan )(kunne|kan"
        r"|burde|bør|skulle|vil"
        r"|ville) (du|i|vi|man) (så |måske |eventuelt |evt |også )?(ikke )?(bare|lige|overveje|prøve|måske"
        r"|eventuelt)\b|\b(kunne|kan|skulle|burde) (du|i|vi|man) (så )?ikke (?!fortælle|beskrive|uddybe|sige|forklare"
        r"|høre|lide|huske|nå|tænke dig|forstå|se|mærke|få)\w+|\b(burde|bør) (du|i) \w+"
        r"|\b(ville|vil|kunne|er) det (\w+ )?(ikke )?(være )?en (god )?(idé|mulighed|løsning)\b"
        r"|\bkunne det (ikke )?være (\w+ )?(noget for dig|godt)\b",
        "»{q}« er et råd med spørgsmålstegn. Spørg hellere: »Hvad har du selv overvejet?«", "question",
            rf"\bhvad har (du|i)\b|\b(kan|kunne|vil|ville) du (ikke )?(lige |prøve at |godt |måske )*{TELLING}\b"),
    rule("A5-not-rather", "unasked_advice",
        r"\b(skulle|skal|kunne|kan|burde|vil|bør) (du|vi|i) (så )?ikke\b|\bhar du (så )?ikke (nogen|noget|en|et"
        r"|nogle)\b[^?]*\b(kan|kunne|der|som)\b",
        "»{q}« er et råd med spørgsmålstegn. Spørg hellere: »Hvad har du selv overvejet?«", "question",
        rf"\bikke (\w+ )?{TELLING}\b"),
    rule("A5-what-about", "unasked_advice",
        r"\bhvad (så |nu )?med \w+|\b(kunne|kan) man (ikke )?(forestille sig|tænke sig),? at (du|i)\b"
        r"|\b(kunne|kan|skal|skulle|vil|ville) (din|dit|dine|deres|jeres|hans|hendes|nogen) ?(\w+ )?(så )?ikke (bare "
        r"|lige )?\w+e\b|\bskal jeg (ikke )?(finde|skaffe|ringe|melde"
        r"|søge) (en|et|dig|til)\b|\bhvad (siger|tænker) du (til|om),? (selv )?at (?!vi\b|jeg\b|(begynde|starte) (der|dér"
        r"|her))|\bhvad (nu )?hvis (du|man)\b"
        r"|\bhvorfor ikke (bare |lige |så )*(?!lavere|højere|mere|mindre|længere)\w+e\b|\bhvorfor (\w+) du ikke (bare"
        r"|i stedet|prøve)\b",
        "»{q}« er et forslag forklædt som spørgsmål. Hvad kunne borgeren selv finde på?", "question",
            r"\bhvorfor (\w+(de|te)|lod|tog|gik|fik) du ikke\b"),
    rule("A5-what-hinders", "unasked_advice",
        r"\bhvad er der (galt|i vejen) med\b|\bhvad (forhindrer|afholder) dig i at\b|\b(i vejen for|til hinder for"
        r"|galt med),? at (du|i) (\w+ )?\w+|\bhvad (holder dig (tilbage )?fra|forhindrer dig i"
        r"|afholder dig fra)"
        r",? at (bare |lige |selv )?\w+|\bhvad skal der til,? (for at|før) du (bare|så|endelig|omsider) \w+",
        "»{q}« har svaret med. Spørg, hvad borgeren selv hælder til, og lad forslaget ligge.", "question"),
)
WHAT_IF = re.compile(
    r"\bhvad (ville|vil|kunne|tror du)( \w+){0,3} (ske|der sker)\b[^?]*\bhvis (du|i) (nu |bare |så "
    r"|selv )*(?P<act>\w+)(?! (ikke|være|det)\b)")
"""»Hvad ville der ske, hvis du søgte som …«: an idea of one's own, unless the citizen spoke of it."""
CAN_YOU = re.compile(r"\b(kan|kunne) (du|man) (så |eventuelt |evt |måske |også )*(?P<act>\w+)(?! (mig|os)\b)")
"""»Kan du sætte to alarmer«."""
BEGINNING = 4
"""Letters by which an act is known again: »ringe«, »ringede«."""
WHY = "»{q}« har dit forslag i sig. Spørg åbent, hvad borgeren selv ser af muligheder."


def find(text: Text, forms: list[str], citizen: str) -> list[Finding]:
    """Advice in questions; an act the citizen spoke of is no advice."""
    said = re.findall(r"\w+", citizen.lower())
    found = apply(RULES, text, forms)
    for sentence, form in zip(text.sentences, forms, strict=True):
        for pattern, acts, asked in ((WHAT_IF, DONE, "open"), (CAN_YOU, SUGGESTED, "closed")):
            match = pattern.search(sentence.low) if form == asked else None
            if match and match["act"] in acts and not any(word[:BEGINNING] == match["act"][:BEGINNING] for word in said):
                start, end = sentence.start + match.start(), sentence.start + match.end()
                found.append(Finding("unasked_advice", start, end, "A5-what-if", WHY.format(q=text.text[start:end])))
    return found

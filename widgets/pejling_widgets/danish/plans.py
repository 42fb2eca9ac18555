"""If–then plans, and SMART's five letters in the words of a goal."""

import re
from itertools import pairwise

from pejling_widgets.danish.finding import Finding
from pejling_widgets.danish.patterns import apply, rule
from pejling_widgets.danish.sentences import Sentence, Text
from pejling_widgets.danish.words.verbs import ACTIONS, ORDERS

COUNT = r"(\d+([.,]\d+)?|en|et|én|ét|to|tre|fire|fem|seks|syv|otte|ni|ti|tolv|tyve|tredive|mindst|halv|halvanden)"
UNIT = (
    r"(timer?|minutter|minut|kvarter|job|stillinger?|ansøgninger?|virksomheder?|opkald|gange?|dage?|kilometer|km"
    r"|samtaler?|mails?"
    r"|besøg|steder|personer|arbejdsgivere|arbejdsgiver|sider?|ting|uger|procent|kroner|firmaer|butikker|kontakter"
    r"|forslag|opslag|venner|timers|ture|cv'er|profiler|ord|værksteder|restauranter|skoler|plejehjem|børnehaver)")
DAY = r"(mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag)"
MONTH = (
    r"(januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december|jul|nytår|sommer|påske"
    r"|sommerferien|ferien)")
TIME = (
    r"\b(senest|på|inden|før|hver|næste|til|fra|om|i løbet af) (den |på |udgangen af |slutningen af "
    rf"|starten af )?(kommende |næste )?({DAY}(en)?|{MONTH}|uge \d+|ugen|måneden|uge|måned|\d+\.|i morgen"
    r"|weekend(en)?)\b"
    rf"|\b{DAY}(e|en)? (formiddag|eftermiddag|aften|morgen|kl|klokken|den)\b|\bi (morgen|dag|aften|eftermiddag"
    r"|næste uge|denne uge|den her uge|uge \d+)\b|\bi overmorgen\b|\bd(en|\.) \d+\b|\b(kl\.?|klokken) \d+"
    rf"|\bom (en|to|tre|fire|\d+) (dage?|uger?|måneder?|måned)\b|\b\d+\. {MONTH}\b|\b\d{{1,2}}/\d{{1,2}}\b"
    rf"|\bhver (morgen|dag|uge|aften|{DAY})\b|\b{DAY}:|^{DAY} \w+r (jeg|du|vi)\b")

GOAL = re.compile(
    r"\b(jeg|du|vi|i) (vil|skal|har aftalt|lover|forpligter)\b|\b(målet|mit mål|aftalen|planen|næste skridt"
    r"|første skridt|mål|delmål)\b(?! (med samtalen|for mødet))|\binden (udgangen|den|uge|på)\b|\bsenest\b")
IF_THEN = (
    rule("L1-if-then", "if_then",
        r"\b(hvis|når|skulle)\b[^.?!]{3,90}(,| -| –)? ?(så )?(ringer|tager|gør|går|skriver|sender|sætter|siger|laver|venter"
        r"|spørger|læser|kontakter|bruger|hører|cykler|finder|ser|beder|kigger|prøver|stiller|åbner"
        r"|skifter|aftaler|trækker|tæller|kører|står|lægger|holder|henter|øver|rejser|rækker|trykker) (jeg|du|vi)\b[^.?!]*"
        r"|\b(hvis|når|skulle)\b[^.?!]{3,90}(,| -| –)? ?(?<!og )(så )(\w+) (jeg|du|vi)\b[^.?!]*|\b(hvis"
        r"|når)\b[^.?!,]{3,80}, ?(vil|skal|ringer|tager|gør|går|skriver|sender|sætter|siger|laver|venter|spørger"
        r"|læser|kontakter|bruger|hører|cykler|finder|ser|beder|kigger|prøver|stiller|åbner|skifter|aftaler"
        r"|sms'er) (jeg|du|vi)\b[^.?!]*",
        "»{q}« er en hvis–så-plan: Den siger på forhånd, hvad der skal ske, når det bliver svært.", "statement",
            r"\b(ville|kunne|havde|var jeg dig)\b"),
    rule("L1-if-then-asked", "if_then",
        r"\b(hvis|når)\b[^.?!]{3,90}(,| -| –)? ?(og |så )?(hvad|hvem|hvordan|hvor) (gør|siger|vil|kan|er (så )?(din|dit"
        r"|planen)|ringer|tager|kunne|skal|spørger|går|finder|svarer|bruger|minder)\b[^.?!]*\b(du|i|vi|de|dig|din|dit"
        r"|planen|så)\b[^.?!]*"
        r"|\b(hvis|når)\b[^.?!]{3,60}, ?hvad så\b|\bhvad (gør|siger) (du|i) (så )?[^.?!]{0,30}(hvis|næste gang)\b[^.?!]*"
        r"|\bhvad (vil|kan) (du|i) (så )?(gøre|sige)\b[^.?!]{0,30}(hvis|når|næste gang \w)[^.?!]*|\bhvad er (planen|din plan"
        r"|plan b)( så)?,? (hvis|når|næste gang)\b[^.?!]*"
        r"|\b(hvis|når|næste gang|sæt nu)\b[^?]{3,90}\bhvad (hjælper|kunne( så)? (få|hjælpe|minde)|kan( så)? (få|hjælpe|minde)"
        r"|siger|gør|svarer"
        r"|vil du)\b[^?]*"
        r"|\bhvad vil du gøre[^.?!]{0,30}\bnæste gang \w+ \w+|\bhvad (kan|kunne) (du )?(vente|gøre|hjælpe"
        r"|minde)[^.?!]{0,20}\bhvis\b[^.?!]*|\bnæste gang [^.?!]{3,60}, ?hvad (gør|vil|siger) du\b|\bhvis det sker\b",
        "»{q}« spørger til en hvis–så-plan. Så ved borgeren på forhånd, hvad der skal ske, når det bliver svært.", "question",
            r"^\W*når (?!du |der |den )[^,]*\bikke\b|\b(ville|hvis du (kunne|havde|var|selv bestemte|bestemte|hører|læser|ser"
            r"|kigger|tænker)"
            r"|tænke dig|realistisk\w*"
            r"|havde|ser tilbage|hvis jeg)\b"),
)
LETTERS = (
    rule("L2-specific", "smart_s",
        r"\b(ringe\w*|sende\w*|skrive\w*|søge\w*|besøge\w*|opdatere\w*|læse\w*|møde\w*|cykle\w*|kontakte\w*"
        r"|tale\w*|spørge\w*|aflevere\w*|øve\w*|lave\w*|bestille\w*|tage|tager|følge\w*|gå|går|prøve\w*"
        r"|tilmelde\w*|booke\w*|deltage\w*|arbejde\w*|møder?) (\w+ ){0,4}?(til|med|på|om|hos|i|ved|efter|mit|dit"
        r"|min|din|mine|dine|den|det|et|en|\d+|to|tre|fire|fem|et par) (\w+)",
        "»{q}« er til at se for sig: Man ved, hvad der skal gøres."),
    rule("L2-measurable", "smart_m",
        rf"\b{COUNT}( \w+)? {UNIT}\b|\b\d+ \w+|\bet \d+-tal\b|\b(to|tre|fire|fem|seks|syv|otte|ni|ti|tolv) \w+"
        rf"|\bhver (dag|uge|morgen|{DAY})\b",
        "»{q}« kan tælles, så I begge kan se, om det lykkedes."),
    rule("L2-attractive", "smart_a",
        r"\b(jeg|du|vi) (har|får|vil have|får mere)( \w+)? lyst til\b|\b(jeg|du) (vil|ville) (\w+ )?(gerne"
        r"|helst)\b|\b(glæder|brænder|drømmer|håber|ønsker)\b|\bvigtigt? for (mig|dig)\b|\b(betyder (\w+ )?(noget"
        r"|meget))\b|\b(selv (valgt|har valgt|foreslået|vil|ønsker|har foreslået|har lyst))\b|\bfordi (jeg"
        r"|du) (\w+ )?(gerne|glæder|vil|elsker|savner|drømmer|kan lide|holder af)\b|\b(elsker|kan (godt )?lide"
        r"|holder (\w+ )?af|giver (mig|dig) (energi|glæde|lyst|ro|mening|mod)|gør (mig|dig) glad|spændende|så (jeg"
        r"|du) kan (komme|få|blive|have|nå))\b|\bdin? egen? (ide|idé|valg|ønske)\b|\blyst\b",
        "»{q}« viser, at borgeren selv vil det. Det er det attraktive.", "any", r"\bikke (lyst|gerne)\b"),
    rule("L2-realistic", "smart_r",
        r"\brealistisk\w*\b|\b(kan|vil) (\w+ )?(godt )?(nå|overkomme|lade sig gøre|klare det|passe det ind"
        r"|passes ind|passe ind)\b|\b(passer (\w+ )?(med|ind|til)|overkommelig\w*|som (jeg|du) plejer"
        r"|ligesom sidst|ligesom jeg|som sidst|plejer at|ved siden af|inden for (cykel\w*|gang\w*|rækkevidde)"
        r"|til at begynde med|som en start|jeg (ved|er sikker på)|sikker på|har (allerede |før )*(prøvet|gjort"
        r"|styr på|adgang|aftalt|talt)|har (tid|mulighed|en computer|bil|fri|cv|mit cv)|(mens|når) (børnene"
        r"|datteren|sønnen|barnet)|med hjælp fra|sammen med|hjælper (mig|dig)|som (\w+ )?kan lade sig gøre"
        r"|lille skridt|første skridt|tættest på|i nærheden)\b|\b(\d|otte|ni|syv|ti) ud af (10|ti)\b",
        "»{q}« fortæller, at det kan lade sig gøre."),
    rule("L2-timed", "smart_t", TIME, "»{q}« sætter tid på. Så er det en aftale."),
)
WHO = frozenset(("jeg", "du", "vi"))


def find(text: Text, forms: list[str]) -> list[Finding]:
    """If–then plans, and the letters of SMART where the text sets a goal."""
    found = apply(IF_THEN, text, forms)
    goals = [is_goal(sentence) and form != "open" for sentence, form in zip(text.sentences, forms, strict=True)]
    if not any(goals):
        return found
    told = apply(LETTERS, text, forms)
    asked = [s for s, form in zip(text.sentences, forms, strict=True) if s.mark == "?" or form in {"open", "closed", "help"}]
    return found + _first_of_each([one for one in told if not any(s.start <= one.start < s.end for s in asked)])


def is_goal(sentence: Sentence) -> bool:
    """Whether the sentence says what someone will do: »jeg ringer …«, »sende tre ansøgninger«, »målet er …«."""
    if sentence.mark == "?":
        return False
    words = sentence.words
    if GOAL.search(sentence.low) or words[0] in ACTIONS or words[0] in ORDERS:
        return True
    return any(
        (one in WHO and two in ACTIONS) or (two in WHO and one in ACTIONS) for one, two in pairwise(words))


def _first_of_each(found: list[Finding]) -> list[Finding]:
    kept: dict[str, Finding] = {}
    for one in found:
        kept.setdefault(one.behaviour, one)
    return list(kept.values())

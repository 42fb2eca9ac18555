"""Strengths that are named with what shows them."""

import re

from pejling_widgets.danish.citizen import Said
from pejling_widgets.danish.finding import Finding, quote
from pejling_widgets.danish.patterns import apply, rule
from pejling_widgets.danish.sentences import Sentence, Text
from pejling_widgets.danish.stems import content, shared, stem
from pejling_widgets.danish.words.grammar import FUNCTION_WORDS

PRAISE = (
    r"(stærkt|flot|modigt|imponerende|sejt|godt gået|dygtigt|beundringsværdigt|respekt for|imponeret|en styrke"
    r"|en kæmpe styrke"
    r"|en bedrift|godt klaret|hårdt arbejde|ansvarligt|vedholdende|vedholdenhed|omsorgsfuldt|klogt set|fantastisk"
    r"|stort|værd at lægge mærke til)")
QUALITY = (
    r"(vilje\w*|vedholden\w*|udhold\w*|tålmod\w*|styrke\w*|mod|overblik\w*|omsorg\w*|ansvar(lig\w*|sfuld\w*)?|erfaring\w*|evne\w*"
    r"|stædig\w*"
    r"|disciplin\w*|grundig\w*|struktur\w*|planlæg\w*|pligtopfyld\w*|engagement|initiativ\w*|rummelig\w*|fleksibel"
    r"|fleksibilitet|kreativ\w*"
    r"|håndelag|fagligh\w*|faglig stolthed|loyal\w*|pålidelig\w*|stabil\w*|gåpåmod|drivkraft|ildhu|humor"
    r"|nysgerrig\w*|opfindsom\w*|lærenem\w*"
    r"|selvdisciplin|selvindsigt|handlekraft\w*|energi|kampgejst|ordenssans|samarbejd\w*|tillid|mødestabil\w*"
    r"|kræfter|god til|gode til|dygtig til|ansvarlig|samvittigheds\w*)")
QUALITIES = (
    rf"{QUALITY}|hjælpsom\w*|modig\w*|stærkt?|stærke|sejt|flot arbejde|nysgerrigt?|opmærksom\w*|omhu|omhyggelig\w*"
    rf"|betænksom\w*|trofast\w*|ordentlig\w*|ærlig\w*|rettidig\w*"
    r"|flittig\w*|snild\w*|flair|tæft|sans for|blik for|indlevelse|medmenneskelig\w*|rolig hånd|ro i|lederskab|håndværk"
    r"|talent|handling|beslutsom\w*|selvstændig\w*|ihærdig\w*|robust\w*"
    r"|venlig\w*|imødekommende|service\w*|præcis\w*|punktlig\w*|koordinering|koordinerer|organisator\w*|formidling|lytter"
    r"|en leder|livserfaring|selvtillid|ansvarsfølelse|ambition\w*|forandring\w*"
    r"|indsats|stædigt|seje?|gå-på-mod|pligtfølelse|solidaritet|opfindsomt|hårdt arbejde|disciplineret")
LEAST_SHOWN = 4
"""So many words beside the strength's name, before they can show it."""
BARE = frozenset(("R4-you-managed", "R2-that-you-can"))
"""Rules that see a strength named, and not yet what shows it."""
EVIDENCE = (
    r"(at du|når du|da du|fordi du|for du|du har|du holdt|du blev|du tog|du klarede|du fik|som du|den måde"
    r"|måden du|ved at|selvom|trods|hver (dag|uge|morgen)|i \w+ år)")

RULES = (
    rule("R1-praise-with-evidence", "strength",
        rf"\b{PRAISE}\b[^.?!]{{0,25}}\b{EVIDENCE}\b[^.?!]*|\b{EVIDENCE}\b[^.?!]{{3,80}}\b(det er|det synes jeg er"
        rf"|er|virker|det kræver) (\w+ )?{PRAISE}\b",
        "»{q}« siger både, hvad der er stærkt, og hvad du ser det i. Spørg, om borgeren kan genkende det.", "statement"),
    rule("R2-quality-with-evidence", "strength",
        r"\b(det )?(kræver|viser|vidner om|fortæller( mig)? om|siger noget om|tyder på|skal der|der skal"
        rf"|tager)\b[^.?!]{{0,30}}\b{QUALITY}\b[^.?!]*|\b{QUALITY}[^.?!]{{0,30}}\b{EVIDENCE}\b[^.?!]*"
        rf"|\b{EVIDENCE}\b[^.?!]{{3,80}}\b(viser|vist|kræver|vidner om|er|brugt)\b[^.?!]{{0,25}}\b{QUALITY}\b",
        "»{q}« giver styrken et navn og et bevis. Det er svært at tale væk igen.", "statement",
            r"\b(ikke|mangler|mister|mistet|ingen)\b"),
    rule("R2-that-you-can", "strength",
        r"\bdet (kræver|viser( mig)?|fortæller( mig)?|siger( mig)?),? at (du|man) (godt )?(kan|tør|er god til|er dygtig til"
        r"|har styr på|holder fast)\b[^.?!]*",
        "»{q}« siger, hvad det viser, at borgeren kan. Spørg, om borgeren kan genkende det.", "statement",
            r"\b(ikke|skal|mangler|dokumentere|kørekort|varsel|jobbet|stillingen|regl\w*|loven)\b"),
    rule("R3-noticed", "strength",
        r"\bjeg (lægger mærke til|lagde mærke til|bemærker|bemærkede|ser|hører|bliver imponeret over"
        r"|er imponeret over|kan se|kan høre|har stor respekt for)\b[^.?!]{0,25}\b(at du (har |alligevel |stadig "
        r"|selv |faktisk |allerede |hele tiden |altid |blev ved |bliver ved|har holdt|holder|er god|er dygtig|ved"
        r"|klarer|klarede|fandt|fik|får|tog|tager|passer|hjælper|gør)|en,? der|et menneske,? der|én,? der"
        r"|en (person|mand|kvinde|mor|far),? der)[^.?!]*",
        "»{q}« viser, hvad du har lagt mærke til. Lad borgeren svare på det.", "statement",
            r"\b(ikke|ked af|bange|træt|svært|hårdt|presset|frustreret|vred|bekymret|aldrig|nervøs|opgive\w*)\b"),
    rule("R4-you-managed", "strength",
        r"\b(du|i) (har|fik|formåede|klarede|holdt ud|er) (alligevel |faktisk |altså |selv |allerede |jo "
        r"|trods alt |lykkedes med |lykkes med )+(at )?(\w+ )?(klaret|holdt|fået|passet|bygget|lært|fundet"
        r"|gennemført|taget|søgt|skrevet|ringet|overvundet|stået|formået|gjort|kommet|blevet ved|god til"
        r"|dygtig)\b[^.?!]*|\btrods (alt|det)\b[^.?!]{0,40}\bdu\b[^.?!]{0,40}\b(klaret|holdt|fået|passet|gjort"
        r"|kommet|søgt|blev|blevet)\b[^.?!]*|\b(du er|det er du) (\w+ )?(god|dygtig|ferm|skrap|en haj|en ørn) (til"
        r"|med|på)\b[^.?!]*|\bdu (har formået|formåede)\b[^.?!]*",
        "»{q}« peger på noget, borgeren selv har gjort.", "statement", r"\b(ikke|aldrig)\b"),
)


NAMED = re.compile(
    rf"\b(det|der|det her|sådan noget) (er|var|kræver|viser|vidner om|fortæller om|tager|skal|kalder på"
    rf"|lyder af) (\w+ ){{0,3}}({QUALITIES})\b"
    rf"|\b(du|i) (er|har|havde|viser|viste) (\w+ ){{0,3}}({QUALITIES})\b|\b(vilje|styrke|mod|udholdenhed"
    rf"|tålmodighed)\w*\b[^.?!]{{0,50}}\bhar du med\b|^\W*({QUALITIES})\W*$")
"""The name of a strength: »det er vilje«, »du har overblik«."""
ABLE = re.compile(
    r"\b(du|i) er (\w+ )?(en )?(god|dygtig|ferm|stærk|rolig|tryg) (?!fyr|pige|dreng|mand|kvinde|mor|far)\w+(er|or|leder)\b"
    r"|\b(du|i) (tør|turde|bliver ved|blev ved|holder (fast|ud|ord|styr|sammen|hovedet)|holdt (fast|ud|ord|styr|sammen"
    r"|hovedet)|tager (selv )?(fat|ansvar\w*|initiativ\w*|vare)"
    r"|har (\w+ )?(styr på|lært|blik for|øje for|hånd om|nemt ved|let ved|gennemført|formået)|får folk|fik folk|får andre"
    r"|lægger mærke til|ser det|ved,? hvad du|kan (godt |selv |altså |både )?(lave|lære|få|finde|tage|sælge"
    r"|samle|holde|bære|tåle|klare|ordne|skabe|løse|planlægge|lytte|organisere|arbejde|styre|omstille|begynde)|er vant til"
    r"|gør arbejdet|finder (en|selv|ud)|vender|vendte det|kaster dig|passer på|stiller op|tænker på andre)\b"
    r"|\b(stole|regne|stoler|stolede|regner|regnede) (trygt )?på (dig|at du|jer)\b|\b(set"
    r"|lagt mærke til) (din|dit|dine|hvad du)\b|\bså kan du\b(?! (jo|bare|godt|prøve|søge|ringe))"
    r"|\b(dig|jer) kan (man|andre|de|alle) (altid )?(regne med|stole på)\b|\b(kunne|kan) (altid )?(regne med|stole på) (dig|jer)\b"
    r"|\bdu (er (\w+ )?til at (stole på|regne med)|kan (\w+ ){1,3}(i søvne|på rygraden|udenad|til fingerspidserne))\b"
    r"|\b(ikke (så )?mange|de færreste|få),? (der )?(\w+ )?(tør|har mod|kan|ville|gør dig)\b|\bdu har (det|viljen|evnen) i dig\b")
"""What the citizen can, told as a fact."""
NEAR = 12
"""So many letters on, a word still belongs to the name of the strength."""
WEAK = re.compile(r"\b(ikke|aldrig|mangler|mister|mistet|ingen|bange|træt|skal|bør|burde|prøv)\b")
FEW = re.compile(r"\bikke (så )?mange\b")
SHOWN = re.compile(
    r"\b(fordi|da|når|hver (dag|gang|morgen|aften|uge|torsdag)|i (\w+ ){0,2}(år|måneder|uger)|alle|selv ?om|trods|uanset"
    r"|altid|det hele|helt alene|uden hjælp|\d+|gange|og alligevel)\b")


def find(text: Text, forms: list[str], said: Said | None) -> list[Finding]:
    """The strengths named in statements, one a sentence; named alone, without what shows it, it is only praise."""
    kept: dict[int, Finding] = {}
    for one in apply(RULES, text, forms):
        at = next(s.start for s in text.sentences if s.start <= one.start < s.end)
        kept.setdefault(at, one)
    told = [sentence for sentence, form in zip(text.sentences, forms, strict=True) if form == "statement"]
    for sentence in told:
        match = NAMED.search(sentence.low) or ABLE.search(sentence.low)
        if sentence.start in kept or match is None or WEAK.search(FEW.sub("få", sentence.low[match.start():match.end() + NEAR])):
            continue
        if said is not None and _is_shown(sentence, match.span(), told, said):
            start, end = sentence.start + match.start(), sentence.start + match.end()
            why = f"»{quote(text.text[start:end])}« nævner en styrke, og du siger også, hvad der viser den."
            kept[sentence.start] = Finding("strength", start, end, "R5-named", why)
    if said is not None:
        kept = {at: one for at, one in kept.items() if one.rule not in BARE or _is_shown(
            next(s for s in text.sentences if s.start == at), (one.start - at, one.end - at), told, said)}
    return list(kept.values())


def _is_shown(sentence: Sentence, span: tuple[int, int], told: list[Sentence], said: Said) -> bool:
    """Whether something the citizen did stands beside the name of the strength."""
    around = sentence.low[:span[0]] + " " + sentence.low[span[1]:]
    mine = [token for token in sentence.tokens if not span[0] <= token.start - sentence.start < span[1]]
    here = shared([stem(token.low) for token in mine if token.low not in FUNCTION_WORDS], said.content)
    others = [other for other in told if other is not sentence]
    return bool(here) or any(shared(content((other,)), said.content) for other in others) or (
        len(mine) > LEAST_SHOWN and SHOWN.search(around) is not None) or any(SHOWN.search(other.low) for other in others)

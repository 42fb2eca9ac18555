"""Strengths that are named with what shows them."""

from pejling_widgets.danish.finding import Finding
from pejling_widgets.danish.patterns import apply, rule
from pejling_widgets.danish.sentences import Text

PRAISE = (
    r"(stærkt|flot|modigt|imponerende|sejt|godt gået|dygtigt|beundringsværdigt|respekt for|imponeret|en styrke"
    r"|en kæmpe styrke"
    r"|en bedrift|godt klaret|hårdt arbejde|ansvarligt|vedholdende|vedholdenhed|omsorgsfuldt|klogt set|fantastisk"
    r"|stort|værd at lægge mærke til)")
QUALITY = (
    r"(vilje\w*|vedholden\w*|udhold\w*|tålmod\w*|styrke\w*|mod|overblik\w*|omsorg\w*|ansvar\w*|erfaring\w*|evne\w*"
    r"|stædig\w*"
    r"|disciplin\w*|grundig\w*|struktur\w*|planlæg\w*|pligtopfyld\w*|engagement|initiativ\w*|rummelig\w*|fleksibel"
    r"|fleksibilitet|kreativ\w*"
    r"|håndelag|fagligh\w*|faglig stolthed|loyal\w*|pålidelig\w*|stabil\w*|gåpåmod|drivkraft|ildhu|humor"
    r"|nysgerrig\w*|opfindsom\w*|lærenem\w*"
    r"|selvdisciplin|selvindsigt|handlekraft\w*|energi|kampgejst|ordenssans|samarbejd\w*|tillid|mødestabil\w*"
    r"|kræfter|god til|gode til|dygtig til|ansvarlig|samvittigheds\w*)")
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


def find(text: Text, forms: list[str]) -> list[Finding]:
    """The strengths named in statements, the first rule that sees one in each sentence."""
    kept: dict[int, Finding] = {}
    for one in apply(RULES, text, forms):
        at = next(s.start for s in text.sentences if s.start <= one.start < s.end)
        kept.setdefault(at, one)
    return list(kept.values())

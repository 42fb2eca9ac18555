"""Advice nobody asked for, persuasion, and asking for permission first."""

import re

from pejling_widgets.danish import hints
from pejling_widgets.danish.citizen import Said
from pejling_widgets.danish.finding import Finding, quote
from pejling_widgets.danish.patterns import apply, rule
from pejling_widgets.danish.questions import Reading
from pejling_widgets.danish.sentences import Sentence, Text
from pejling_widgets.danish.stems import content, shared
from pejling_widgets.danish.words import listed
from pejling_widgets.danish.words.verbs import ORDERS

NOUNS = listed("råd tal kom del leder svar start brug hold mad hop løb sov lån se vær bliv gå få stå øv tro")
"""Imperatives that are also nouns or common forms: orders only at the head of a sentence."""
RULE_SAYS = r"\b(regl\w*|loven|krav(et)?|ifølge)\b"
NOT_ADVICE = (
    r"(du|i) kan (næsten|knap|dårligt|slet|ikke|simpelthen ikke|godt)\b|"
    r"(du|i) (skal|må|kan|bør|behøver|kunne|skulle)( (jo|bare|da|altså|endelig|absolut|slet|også|både|selvfølgelig"
    r"|meget))*"
    r" (ikke (være|skynde|tænke på|bekymre|undskylde|føle|svare|forklare|beslutte|vide)|vide|have tak"
    r"|være velkommen|selv (bestemme|vælge|sige)"
    r"|altid (ringe|skrive|sige|komme)|trygt|gerne|godt|se|mærke|høre|huske|vælge|bestemme|få|have|nå|lide"
    r"|sige (nej|til|fra|stop))")
FREE = "".join(f"(?<!{word} )(?<!{word}, )" for word in (
    "hvad", "hvem", "hvor", "hvordan", "hvornår", "når", "hvis", "at", "fordi", "selvom", "om", "mens", "inden",
    "som", "der", "det", "alt", "ting"))
"""Not in a clause that belongs to something else: »når du skal stå længe«."""
SOFT_WORDS = (
    r"(jo |også |bare |måske |eventuelt |evt |måske også |da |nok |altså |nu |simpelthen |lige |virkelig "
    r"|egentlig |vel |hellere |i stedet |derfor |så |helt klart |måske bare |for eksempel |f\.eks\. |jo bare "
    r"|jo godt |godt |altid |i hvert fald |faktisk |selv )*")
TELLING = (
    rule("A1-you-should", "unasked_advice",
        rf"{FREE}\b(du|i) (bliver |er )?{SOFT_WORDS}(skal|bør|burde|skulle|må hellere|er nødt til at|nødt til at"
        rf"|må prøve|må se at|må i gang|må tage|kunne|kan) {SOFT_WORDS}(?!ikke)\w+",
        "»{q}« er dit bud, ikke borgerens. Prøv først at spørge: »Hvad har du selv tænkt på?«", "statement",
        RULE_SAYS, NOT_ADVICE),
    rule("A1-must", "unasked_advice",
        r"\b(må|skal|bør|burde) (du|i) (jo|bare|lige|nok|hellere|altså|simpelthen) \w+|\b(du|i) (er|bliver) (jo "
        r"|simpelthen |altså |også |desværre |nok )*nødt til\b|\b(du|i) (må|skal) (bare"
        r"|jo|altså|simpelthen) \w+",
        "»{q}« tager valget fra borgeren. Hvad er der at vælge imellem?", "statement", RULE_SAYS),
    rule("A1-so-you-must", "unasked_advice",
        r"\b(så|og) (den|det|dem|der) (må|skal|bør) (du|i) (?!have|vide|gerne)\w+|\bdu må (tænke|se|prøve|tage|lære|finde|søge"
        r"|ringe|skrive"
        r"|øve)\b|\b(har|havde) (nok|jo|vel|da|sikkert) ret\W*$|^\W*((ja|nej|jo|jamen|men|og|okay|nå),? )*(\w+ ){1,3}(skal|må"
        r"|bør|burde) (du|i) (?!lige vide|have tak"
        r"|vide|gerne|godt)(\w+ )*\w+|\bder skal vi have\b|\bså er \w+ (jo )?lige noget for dig\b",
        "»{q}« er dit bud, ikke borgerens. Prøv først at spørge: »Hvad har du selv tænkt på?«", "statement",
        RULE_SAYS + r"|\b(skal|må|bør|burde) (du|i) (\w+ )?(ikke )"),
    rule("A1-clause-order", "unasked_advice",
        rf"(,|\bså|\bog|\bmen) (så )?(bare |endelig |hellere |nu )?({'|'.join(sorted(ORDERS - NOUNS))}) (ikke "
        r"|dig |det |den |dem |en |et |alle |noget |med |i |på |til |for |om |hellere |nu )",
        "»{q}« siger, hvad borgeren skal gøre. Prøv at spørge, hvad borgeren selv ser som næste skridt.", "statement"),
    rule("A2-in-your-place", "unasked_advice",
        r"\b(hvis jeg var (dig|i)|i dit sted|i dine sko|havde jeg været dig|var jeg dig|hvis det var mig)\b",
        "»{q}« flytter blikket fra borgeren til dig. Spørg, hvad borgeren selv hælder til.", "any",
            r"\bhvad\b[^?]*\bi (dit|hans|hendes) sted\b[^?]*\?"),
    rule("A3-i-advise", "unasked_advice",
        r"\b(jeg|vi) (vil|ville|kan|må|kunne)?( \w+)? ?(anbefale\w*|foreslå\w*|foreslår|råde\w*|opfordre\w*)\b"
        r"|\b(mit|et) (godt |bedste |klare )?(råd|forslag|tip|anbefaling) (er|til dig|ville være|vil være"
        r"|kunne være)\b|\bmin anbefaling\b|\bjeg (synes|mener|tænker|tror)( \w+)?,? (at )?(du|i) (\w+ )?(skal"
        r"|skulle|sku|bør|burde|kunne|kan|må|passer|ville passe|vil passe|har brug for|har godt af|ville have|bare|sagtens)\b"
        r"|\b(synes|mener|tænker) jeg( \w+)?,? (at )?(du|i) (\w+ )?(skal|skulle|bør|burde|kunne|kan|må)\b|\bmin erfaring er\b"
        r"|\bjeg (kunne )?(har|tænker)?,? ?(en|et) (idé|forslag|råd)\b[^.?!]{0,20}\bdu\b",
        "»{q}« giver et råd, før borgeren har bedt om det. Spørg først, om det er velkomment.", "statement",
            r"\bhvis du (vil|har lyst|ønsker)\b"),
    rule("A1-maybe-you-should", "unasked_advice",
        r"\bmåske (skulle|kunne|burde) (du|i|man)\b|\bsom du (bør|burde|skulle|kunne)\b|\bså (skal|må|bør) du (da|jo|bare"
        r"|nok|hellere) \w+"
        r"|\b(er|ville være|vil være|må være) (lige )?(det bedste|oplagt|perfekt|noget) for dig\b|\bpasse (perfekt|godt"
        r"|fint) til dig\b"
        r"|\blad være med\b",
        "»{q}« er dit bud, ikke borgerens. Prøv først at spørge: »Hvad har du selv tænkt på?«", "any",
            r"\bhv(ad|ilke[nt]?|ordan)\b"),
    rule("A4-best-thing", "unasked_advice",
        r"\bdet (bedste|klogeste|smarteste|nemmeste|rigtige|vigtigste|eneste rigtige) (er|ville være|vil være"
        r"|du kan gøre|for dig)\b|\b(det )?(ville|vil|kunne|kan) (\w+ )?være (en )?(god idé|idé|mulighed|godt"
        r"|smart|en fordel|klogt|fornuftigt|oplagt|en mulighed|bedre)( for dig)?,? (at|hvis|for)\b|\b(det er"
        r"|det var) (en god idé|klogt|smart|fornuftigt|bedst),? (at|hvis|for)\b|\bdet er (meget |rigtig |jo "
        r"|så )?vigtigt,? (at|du)\b|\bdet (hjælper|virker) (tit |ofte |altid |som regel |faktisk |godt )?at\b"
        r"|\bville jeg (nu |lige |helt klart )*\w+"
        r"|(?<!hvad )(?<!hvem )(?<!hvor )(?<!hvordan )(?<!at )\bman (skal|bør|kan|kunne|må|burde) (jo |også |bare "
        r"|altid |ikke )*(?!mærke|høre|se|sige|forstå)\w+",
        "»{q}« er en løsning, som borgeren ikke har bedt om endnu. Hvad siger borgeren selv?", "statement",
            r"\b(er det vigtigt for dig|du siger|vigtigt for dig)\b"),
)
PERSUADING = (
    rule("A7-answer-expected", "persuasion",
        r"(?<!hvorfor )(?<!hvad )\b((er|var) det (så )?ikke|(ville|vil) det (så )?ikke være) (bare |lidt |også |snarere "
        r"|egentlig |netop "
        r"|måske )?\w+|\btror du (så |nu )?ikke\b|\b(synes"
        r"|mener) du (så |nu )?ikke,? (at )?((du|i) (skulle|skal|burde|kunne|bør)|(det|man) \w+)\b|\bkunne det ikke (være"
        r"|tænkes|hænge)\b",
        "»{q}« argumenterer med et spørgsmålstegn. Spørg, hvordan borgeren selv ser det.", "question",
            r",\ser det ikke\W*$|\bhvad er det\b|\bdet ikke (det|sådan|noget),? (du|i) (selv )?(ville|sagde|mente|tænkte"
            r"|ønskede|aftalte)\b"),
    rule("A7-contradicts", "persuasion",
        r"\bdet er (jo |da |altså |simpelthen )?ikke (rigtigt|sandt)\b|\bdet passer (jo |altså |simpelthen "
        r"|da )?ikke\b|^\W*(jo|jamen|nej),? det (er|kan|gør|skal|har) (det|du"
        r"|da|vi|jo|man)\b|\b(det|vennerne|dem|den|sådan) (skal|må|bør) du (da |jo |bare |altså |slet )*ikke \w+"
        r"|\bdet skal du bare vide\b|\bman er aldrig for \w+|\bkunne vel også\b|\bmen [^.?!]{0,40}\b(jo"
        r"|altså)\b[^.?!]*|\bdu må også\b|\bdet værste, der kan ske\b"
        r"|\bgiv (det|den|dem|ham|hende|jobbet) (nu |da |bare |lige )*(et|en) (chance|forsøg)\b|\b(fortjener|er) (da "
        r"|jo )?(et|en) (chance"
        r"|forsøg)( værd)?\b|\bhvis (du|i) (nu |bare |så )+\w+[^.?!]*\b(var|er|blev|kunne|ville) (det|alt|du"
        r"|problemet) (jo |nok |også )?\w+"
        r"",
        "»{q}« svarer igen. Bliv først ved det, borgeren siger, og spørg så.", "any",
            r"\bsådan er reglen\b|\b(men du (har|er|ville|vil|kan) jo|du tog|du fik|du har fået)\b"),
    rule("A6-cheering", "persuasion",
        r"\bdet skal nok (gå|blive|ordne|komme|løse)\b|\bså (slemt|galt|svært|farligt) (er|kan) det (vel |nok |jo "
        r"|da )*(ikke)?\b|\bdet er (jo |da |altså |nok |bare |slet )*ikke så (slemt|svært|farligt|galt|mærkeligt"
        r"|forfærdeligt|hårdt)\b|\b(op med humøret|hold modet oppe|tænk positivt|se det positive|se lyst på"
        r"|se det som en mulighed|tag dig sammen|kom nu|giv ikke op|bare rolig|det er bare at)\b|\b(du|i) (skal"
        r"|må) (bare|jo bare|ikke) (tro på|komme i gang|tænke positivt|give op|tage dig sammen|se|lade dig"
        r"|bekymre)\b|\bdu kan (jo |da |sagtens |godt |helt sikkert )*(sagtens|godt klare|da godt|jo godt)\b",
        "»{q}« er venligt ment, men kan lukke for det, der er svært. Bliv lidt i det, borgeren siger."),
    rule("A7-arguing", "persuasion",
        r"\b(du|i) ved (jo|da|vel|udmærket)( godt| nok| selv)*\b|\bdu kan (jo|da|vel) (nok |godt |sikkert )*(se"
        r"|forstå|høre)\b|\bdu (må|kan|bør|skal) (da |jo |altså |også |bare |simpelthen )*(kunne )?(indse|forstå"
        r"|acceptere|se i øjnene|erkende|være realistisk|forholde dig)\b|\bdu er nødt til at (indse|forstå"
        r"|acceptere|erkende|være realistisk|se)\b|\b(tro mig|helt ærligt|stol på mig|jeg lover|det lover jeg"
        r"|det kan jeg love|jeg kan love"
        r"|jeg garanterer|jeg er (helt |sikker |ret |rimelig )*(sikker|overbevist) på,? (at )?(du|det))\b"
        r"|\bfor din egen skyld\b|\bdit eget bedste\b|\bdu (har|vil have|ville have) (kun |rigtig )?godt af\b"
        r"|\bdu (vil|ville|kommer til at) (sikkert |helt sikkert |nok |blive )*(blive|være|få det|føle|fortryde"
        r"|opdage|få) (\w+ )?(glad|gladere|bedre|meget|at|det|rigtig)\b",
        "»{q}« trækker i borgeren. Jo mere du argumenterer for, jo mere må borgeren argumentere imod."),
    rule("A8-others", "persuasion",
        r"^\W*(jamen |men |jo,? )?(alle|de fleste|mange) (andre |mennesker |i din situation |ledige "
        r"|borgere )?(søger|finder|kan|gør|har|må|skal|klarer|bliver|oplever)\b|\bandre (i din situation"
        r"|ledige) (\w+ )?(kan|klarer|har|må|finder|søger)\b|\bder (er|findes) (jo |da |faktisk |altså )*(masser|mange"
        r"|nok) (af )?(job|stillinger"
        r"|muligheder|ledige|firmaer|virksomheder|steder)\b|\b(mange|så mange) andre grunde\b|\bkan du (jo |da )ikke vide\b"
        r"|\bdet er (jo |da |altså |faktisk |virkelig |en )+(en )?(god|fin|oplagt|kæmpe"
        r"|fantastisk|unik|rigtig god) (mulighed|chance|idé|ordning|løsning|ting)\b|^\W*(ja|jo|jamen),? men\b"
        r"|\btænk (på,? |dog )(hvor|hvad|alt|at)\b",
        "»{q}« er et argument for din løsning. Spørg hellere, hvad der taler for, set fra borgeren.", "statement"),
)
ASKING_LEAVE = (
    rule("A9-may-i", "asks_permission",
        r"(?<!vi )(?<!derfor )\bmå (jeg|vi) (?!jo\b)(?!(lige )?(sige|komme med) (noget|noet|en ting)( her)?\W*($"
        r"|du\b))(\w+ )*(spørge|fortælle|give|dele|komme|foreslå"
        r"|vise|sige|nævne|stille"
        r"|tilbyde|stoppe"
        r"|afbryde|bryde|forklare|høre|byde|gøre|tage|få|prøve|bruge|have|skrive|ringe|bede|se|opsummere|samle"
        r"|gentage|tænke|supplere|tilføje|notere|holde|læse|lægge)\b",
        "»{q}« lader borgeren bestemme, om der er plads til det. Vent på svaret."),
    rule("A9-is-it-ok", "asks_permission",
        r"\b(er|ville|vil) det (være )?(\w+ )?(okay|ok|i orden|fint|helt fint|helt okay|ok med dig"
        r"|velkomment)\b[^?]{0,40}\b(jeg|vi)\b|(?<!hvad )(?<!hvem )\bhar du (lyst til|mod på|noget imod|brug for"
        r"|interesse i)\b[^?]{0,20}\b(høre|at jeg|jeg|at vi|vi|få|et par|mine|mit|min|nogle)\b|\b(vil|kunne"
        r"|ville) du (\w+ )?(høre|tænke dig at høre|have lyst til at høre|have,? at jeg|have mit|have nogle"
        r"|gerne høre|være interesseret i|vide)\b|\ber du (interesseret|åben|nysgerrig)\b[^?]{0,30}\b(høre|for|på"
        r"|at)\b|\b(skal|kan|må) jeg (\w+ )?(fortælle|give dig|vise|sige(?! (noget|noet|en ting)( her)?\W*($|du\b))|dele"
        r"|forklare|nævne|foreslå)\b"
        r"|\bønsker du,? at jeg\b|\bpasser det dig,? (at|hvis)\b|\bvil det hjælpe,? (at|hvis) jeg\b"
        r"|\ber det (noget,? )?du (vil|kunne tænke dig at|gerne vil|har lyst til at) høre\b",
        "»{q}« giver borgeren et valg, før du fortæller noget.", "question"),
    rule("A9-if-you-like", "asks_permission",
        r"\bhvis (du har lyst|du vil|du synes|det er okay|det er ok|det er i orden|du er interesseret"
        r"|du ønsker det|det passer dig)\b,?[^.?!]{0,30}\b(kan|vil) jeg\b|\bjeg (kan|har"
        r"|vil gerne)\b[^.?!]{0,70}\bhvis (du har lyst|du vil|det er okay|det er i orden|du er interesseret"
        r"|du ønsker)\b",
        "»{q}« lader døren stå åben uden at skubbe."),
)
ASKS_FOR_IT = re.compile(
    r"\bhvad (skal|kan|bør|burde|ville|vil) (jeg|vi|du|man)\b(?! (da |så |dog )?(med|bruge|nytte)\b)[^.!]*\?"
    r"|\bhvad (synes|mener|tænker|foreslår"
    r"|anbefaler|råder) (du|i)\b"
    r"|\bhar (du|i) (et|en|nogle|noget)? ?(gode? )?(råd|forslag|idé|idéer|ideer|tips|bud)\b|\bkan (du"
    r"|i) (ikke )?(hjælpe|foreslå|anbefale|fortælle|give|sige)\b"
    r"|\bhvordan (gør|kommer|kan|skal|finder|søger) (jeg|man)\b[^.!]*\?|\bgiv mig (et|nogle) (råd|tips|bud)\b"
    r"|\bhvad ville du (selv )?gøre\b")
HEARD = re.compile(
    r"^\W*(så )?(du (siger|tænker|synes|oplever|føler|er (\w+ )?(træt|ked|bange|vred))|det (lyder|føles) som"
    r"|jeg (kan )?høre\w*)\b")
CITED = re.compile(
    r"\b(du|i) (siger|fortæller|tænker|synes|føler|oplever|mener|har fået at vide|hører|ved|overvejer|mærker"
    r"|er (\w+ )?(over|bange|ked|i tvivl))\b|\ber (du|i) (\w+ )?(over|bange|ked|i tvivl)\b"
    r"|\b(du er bange|lyder som|lyder det som|jeg hører|jeg kan høre|jeg forstår|forstår jeg|har jeg forstået"
    r"|opfatter jeg)\b|\bsom om\b|\bsamtidig med,? at\b|\bpå den ene side\b|\bselvom du\b|\bat du skal\b")


DUTIES = ("skal", "må", "kan", "bør", "skulle", "kunne")
MUCH_HELD, MOSTLY, HALF = 2, 0.6, 0.5
"""How many content words, and what share of all words, make a duty the citizen's own."""


def find(text: Text, readings: list[Reading], citizen: str, said: Said | None) -> list[Finding]:
    """Advice, persuasion and permission."""
    forms: list[str] = [seen.form for seen in readings]
    leave = apply(ASKING_LEAVE, text, forms)
    found = [one for one in apply(PERSUADING, text, forms) if not _heard(text, one)]
    if not ASKS_FOR_IT.search(citizen.lower()):
        told = apply(TELLING, text, forms) + hints.find(text, forms, citizen) + _orders(text, readings)
        first_leave = min((one.start for one in leave), default=None)
        found += [one for one in told if not (first_leave is not None and one.start >= first_leave)
                  and not _cited(text, one, citizen, said)]
    return leave + _one_a_sentence(text, found)


TALKS_DOWN = re.compile(
    r"\b(skal|må|bør) (du|man)\b|\b(du|man) (skal|må|bør)\b|^\W*(ja |nej |nå |men )*(kom|giv|lad|tro|op med|tag|smil|glem|hold)\b"
    r"|\bpasser (jo |da )?ikke\b|\baldrig for\b|\bvænner\b|\bdu \w+ (jo |da )ikke\b|\bdit? \w+ er (fint|godt|i orden)\b")
"""Where a feeling is talked down with an argument or an order."""


def talked_down(text: Text, hurts: list[Finding], pushed: list[Finding]) -> list[Finding]:
    """Persuasion that lies in making small: »det skal du da ikke tage så tungt«."""
    found = []
    for one in hurts:
        sentence = next(s for s in text.sentences if s.start <= one.start < s.end)
        told = any(sentence.start <= other.start < sentence.end for other in pushed if other.behaviour != "asks_permission")
        if one.behaviour == "trivialising" and not told and TALKS_DOWN.search(sentence.low):
            why = f"»{quote(text.text[one.start:one.end])}« argumenterer med det, borgeren føler. Bliv ved det i stedet."
            found.append(Finding("persuasion", one.start, one.end, "A6-talked-down", why))
    return found


def _orders(text: Text, readings: list[Reading]) -> list[Finding]:
    found = []
    for sentence, seen in zip(text.sentences, readings, strict=True):
        if seen.rule == "Q0-order" and not _is_kind(sentence):
            words = quote(text.text[seen.start:seen.end])
            why = f"»{words}« siger, hvad borgeren skal gøre. Prøv at spørge, hvad borgeren selv ser som næste skridt."
            found.append(Finding("unasked_advice", seen.start, seen.end, "A0-order", why))
    return found


def _is_kind(sentence: Sentence) -> bool:
    """»Hav en god dag«, »tag dig god tid«, »vær velkommen«: an order only by its form."""
    return re.search(
        r"\b(ret mig|tag (dig )?(bare |lige )?(god |den |en )?(tid|stol|pause|kaffe)|vær (så god|velkommen)"
        r"|kom (bare )?(ind|indenfor)"
        r"|sæt dig|, sæt dig|hold da op|lad os|gå ud fra|tænk (engang|bare|sig|dig|hvis)|forestil|lad som om|leg med|sæt nu"
        r"|tal (bare )?(løs|frit)|ring (endelig|bare"
        r"|gerne)|skriv (endelig|bare|gerne)"
        r"|spørg (endelig|bare|gerne)|husk på,? at du (har|er))\b", sentence.low) is not None


def _cited(text: Text, one: Finding, citizen: str, said: Said | None) -> bool:
    """Whether the »advice« is the citizen's own situation given back: »du siger, at du skal …«, »du skal op klokken fem«."""
    sentence = next(s for s in text.sentences if s.start <= one.start < s.end)
    if one.rule not in {"A1-you-should", "A1-must", "A1-so-you-must", "A4-best-thing"}:
        return False
    if said and _own_duty(sentence, citizen.lower(), said):
        return True
    return CITED.search(sentence.low, 0, one.start - sentence.start + 12) is not None


def _own_duty(sentence: Sentence, citizen: str, said: Said) -> bool:
    """Whether the citizen spoke of the duty: the same »skal« and mostly the same words, or at least two of their own."""
    held = len(shared(content((sentence,)), said.content))
    same = any(word in sentence.words and re.search(rf"\b{word}\b", citizen) for word in DUTIES)
    return held >= MUCH_HELD or (same and (held > 0 or said.holds(sentence) >= MOSTLY) and said.holds(sentence) >= HALF)


def _heard(text: Text, one: Finding) -> bool:
    """Whether the sentence says what was heard, and argues nowhere."""
    sentence = next(s for s in text.sentences if s.start <= one.start < s.end)
    return " men " not in sentence.low and HEARD.search(sentence.low) is not None


def _one_a_sentence(text: Text, found: list[Finding]) -> list[Finding]:
    """The first finding of each behaviour in each sentence."""
    kept: dict[tuple[str, int], Finding] = {}
    for one in sorted(found, key=lambda f: f.start):
        at = next((s.start for s in text.sentences if s.start <= one.start < s.end), one.start)
        kept.setdefault((one.behaviour, at), one)
    return list(kept.values())

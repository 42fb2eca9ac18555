"""The questioning tools heard in a reply: scale, exception, perspective, miracle."""

import re

from pejling_widgets.danish.finding import Finding
from pejling_widgets.danish.patterns import Rule, apply, rule
from pejling_widgets.danish.sentences import Text
from pejling_widgets.danish.words.grammar import NUMBERS

PERSON = (
    r"(ven|veninde|venner|kæreste|mand|kone|hustru|mor|far|forældre|bror|søster|søskende|søn|datter|børn|barn"
    r"|børnebørn"
    r"|kollega|kolleger|kollegaer|chef|leder|arbejdsgiver|mentor|nabo|lærer|læge|træner|familie|svigermor"
    r"|bedstemor|bedstefar"
    r"|sagsbehandler|rådgiver|praktiksted|holdkammerat|makker|niece|nevø|farmor|mormor|morfar|farfar|eks|samlever"
    r"|ægtefælle"
    r"|roommate|kammerat|kammerater|mester|storebror|lillebror|storesøster|lillesøster|kusine|fætter|onkel|tante|underviser"
    r"|formand|holdleder"
    r"|afdelingsleder|beboer|kunde|kunder|elev|patient|ekskone|eksmand|bedste ven|bandeleder|præst|psykolog|jordemoder|pædagog)")
ENDING = r"(s|e|en|et|er|ne|erne|ens|ers)?"
"""So that »mor« is not found in »morgen«."""
NAME = r"(?!(?:Du|De|Jer|Jobnet|Jobcent\w+|Kommune\w*)\b)[A-ZÆØÅ][a-zæøåé]+"
"""A first name in the middle of a sentence."""
NUMBER = r"(\d+|nul|en|et|to|tre|fire|fem|seks|syv|otte|ni|ti)"
MARK = (
    r"(ener|toer|treer|firer|femmer|sekser|syver|otter|nier|tier|ettal|total|tretal|firtal|femtal|sekstal|syvtal|ottetal"
    r"|nital|\d+'?er"
    r"|\d-tal)")
VIEWS = (
    r"(sige|siger|sagde|sagt|mene|mener|se|ser|så|set|opdage|opdager|tænke|tænker|tænkte|svare|svarer|lagde mærke"
    r"|lægge mærke|lægger mærke"
    r"|bemærke|fortælle|råde|foreslå|savne|savner|håbe|håber|ønske|kalde|beskrive|nævne|rose|tro|tror|troede|gøre|få øje på"
    r"|opleve"
    r"|synes|føle|pege|fremhæve|have de ser|lægge|brug for)")
THIRD = (
    rf"(han|hun|de|dem|andre|nogen|(din|dit|dine|en|et|den|de|hans|hendes|jeres)( \w+){{0,2}} {PERSON}{ENDING}|{PERSON}(en|et|n"
    rf"|ne|erne)"
    r"|kunderne|kollegerne|chefen|lægen|folk)")
NOT_OTHERS = r"(?!(?:du|jeg|vi|man|der|det|i|den|dette|den her|det her|ske|være|blive|gøre|have|få|I)\b)"
ZERO_TO_TEN = r"(0|1|nul|et|en) ?(-|–|til) ?(10|ti|100|5|fem)"

SCALES = (
    rule("T1-scale", "scale",
        rf"\bpå en skala\b|\bskala(en)? fra\b|\bfra {ZERO_TO_TEN}\b|\b{ZERO_TO_TEN}\b.{{0,40}}\bhvor\b"
        rf"|\bhvor\b[^?]{{0,60}}\bpå skalaen\b",
        "»{q}« sætter tal på, så I kan tale om små forskelle. Spørg bagefter, hvorfor tallet ikke er lavere."),
    rule("T1-not-lower", "scale",
        r"\bhvorfor ikke (et )?(lavere|mindre|nul|0|\d)\b|\bikke (er |er et |er på |står |ligger |sætter dig "
        r"|har sat dig |siger |står på |ligger på )?(et )?(lavere|nul|0|\d-tal|længere nede)\b"
        r"|\bhvad gør,? at (du|det) (er|står|ligger|siger|sætter)[^?]{0,30}\b(\d+|to|tre|fire|fem|seks|syv"
        r"|otte)\b[^?]*\bikke\b"
        r"|\b(\d+|to|tre|fire|fem|seks|syv|otte)(-tal)? og ikke\b",
        "»{q}« får borgeren til at sige, hvad der allerede taler for. Det er skalaens bedste spørgsmål.", "question"),
    rule("T1-one-step", "scale",
        r"\b(et|ét|1|ét enkelt|et enkelt|et lille|et halvt) (trin|point|tal|hak|skridt|tak) (højere|op|opad"
        r"|længere op|mere)\b|\btrin op\b|\bfra (en|et|to|tre|fire|fem|seks|syv|otte|ni|\d)(-er|-tal)? til (en|et"
        r"|to|tre|fire|fem|seks|syv|otte|ni|\d)(-er|-tal)?\b"
        r"|\brykke (dig|tallet|det)\b|\bpå skalaen\b",
        "»{q}« gør forandringen lille nok til at begynde på."),
    rule("T1-mark", "scale",
        rf"\b(til|er|var|være|blev|bliver|ikke|for|i|på|det|hvorfor ikke) (en|et|den|dit|din|det) {MARK}\b|\bikke (bare )?(er"
        rf"|står på|ligger på) (en |et )?({NUMBER}|{MARK})(?=\s?[,?])"
        rf"|\bi (de|dine|din|den|det) ({NUMBER}|{MARK})(?=\s?[,?])|\b(på|op på|ned på) {NUMBER} (og|fremfor"
        rf"|i stedet for) (ikke )?{NUMBER}\b|\b(kom|kommer|komme|nå|nåede) op på {NUMBER}\b",
        "»{q}« bruger tallet til at spørge om det, der allerede er der, eller om det næste lille skridt.", "question"),
    rule("T1-to-reach", "scale",
        rf"\bhvad\b[^?]{{0,40}}\bfor at (komme|nå|blive|ligge|være|stå) (op )?(på |til )?(en |et )?({NUMBER}|{MARK})\b",
        "»{q}« spørger til det, der ville løfte tallet. Lad borgeren finde det mindste trin.", "question"),
    rule("T1-how-much", "scale",
        r"\bhvor (vigtigt?|sikker|sikkert|motiveret|klar|parat|nervøs|tryg|stor lyst|meget (lyst|tror|mod|betyder)) (er"
        r"|er det|har|føler|tror|føles|betyder|på)?( det| du)?\b(?! vi\b)"
        r"|\bhvor (meget|tæt) (er nok|på (en )?ti(er)?)\b|\bhvis (ti|10) er\b|\b(nul|0) (til|er) (ti|10|den|det|helt|slet)\b",
        "»{q}« spørger efter en grad. Spørg bagefter, hvad der gør, at den ikke er lavere.", "question",
            r"\bhvor (meget|mange) (timer|penge|gange)\b"),
    rule("T1-number", "scale",
        r"\b(tallet|det tal|dit tal|tal) (op|oppe|til at stige|ned|stiger|steg|være|holdt)\b|\b(op på|løfte[rt]?|holder"
        r"|hjælpe|hæve[rt]?) (det |dit )?(tallet|tal|det|dig) ?(op|oppe)?( et| ét| en)?( \w+)? ?(trin|tal|hak|point"
        r"|tand)?\b(?= ?\W*(\?|$))"
        r"|\bhvad\b[^?]{0,30}\b(løfte|hæve|rykke|holder|bringer|gør)\b[^?]{0,25}\b(ét|et|en|1)? ?(trin|hak|tal|point|tand"
        r"|tallet)\b|\b(et|ét|en|1) (lille |halvt )?(trin|hak|tand|point) (højere|større|op|mere|bedre|længere)\b"
        rf"|\bhvad gør,? at du ikke (siger|sagde|er på|ligger på) {NUMBER}\b"
        r"|\bat (det|tallet) (var|er) steget\b|\bhvad gør,? at (det|du|tallet) ikke (er|ligger|står)( lavere| mindre| nede|\W*$)",
        "»{q}« arbejder med tallet: hvad der holder det oppe, eller hvad der ville løfte det.", "question"),
)
EXCEPTIONS = (
    rule("T2-when-better", "exception",
        r"\bhvad var der ved (den|det|de)\b|\bhvordan bar du dig ad\b|\b(var|er|kom) tættest på\b"
        r"|\bhvornår\b[^?]{0,60}\b(sidst|bedre|bedst|mindre|mindst|lettere|lettest|nemmere|nemmest|gik godt"
        r"|går godt|lykkedes|lykkes|fungerede|fungerer|svagere|mildere|fri for)\b",
        "»{q}« leder efter den gang, problemet var mindre. Spørg så: Hvad gjorde du anderledes?", "question",
        r"\bhvornår (er|var) (du|i) sidst (søg|vær)\w+"),
    rule("T2-was-there", "exception",
        r"\b(har|er|var|findes|kan|kommer|sker)\b[^?]{0,50}\b(tidspunkt\w*|dage?|gange?|perioder?|situationer?"
        r"|øjeblik\w*|steder|uger?|undtagelse\w*|stunder|dag)\b[^?]{0,30}\b(hvor|da|uden|når)\b"
        r"|\bundtagelse\w*",
        "»{q}« leder efter undtagelsen: den gang, det gik anderledes.", "question"),
    rule("T2-different", "exception",
        r"\bhvad (var|er) (der )?(det|i),? (der )?(\w+ ){0,5}(virkede|fungerede|gjorde det til|hjalp|fik det til"
        r"|gav (dig|jer) (kræfter"
        r"|lyst|mod))|\bhvad (er|var) det,? der (virkede|fungerede|hjalp)\b|\b(de|den) \w+ (dage?|gange?|morgener|morgen|uger?)\b"
        r"[^?]*\bhvad gjorde (du|i)\b|\bhvad gjorde (du|i)\b[^?]{0,20}\b(de|den) (\w+ )?(morgener|dage|uge|aften\w*|gange?)\b"
        r"|\bhvad (var|er|gjorde du|gør du|gjorde i)\b[^?]{0,40}\banderledes\b(?! (hvis|når du vågner))|\b(de"
        r"|den) dage?,? (hvor|det|der|du)\b[^?]{0,50}\b(gik|går|lykke\w+|var|er|har|kan|kom|kommer|føler|klarer"
        r"|får|fik)\b"
        r"|\b(den|sidste) gang,?[^?]{0,50}\b(lykkedes|gik godt|fik|klarede|virkede|kom afsted|gik bedre)\b"
        r"|\bsidst,? (det|du|i)[^?]{0,40}\b(gik godt|lykkedes|fungerede|havde det godt|havde det bedre|gik bedre"
        r"|var let|var nemt|virkede)\b",
        "»{q}« spørger til det, der var anderledes, da det gik bedre.", "question",
            r"\b(ville|hvis|mirakel|sæt nu)\b"),
    rule("T2-tell-of", "exception",
        r"\bfortæl( \w+){0,3} om (en|et) (dag|gang|aften|morgen|uge|periode|tidspunkt),? (hvor|da|du"
        rf"|det)\b|\bhvad gjorde du\b[^?]{{0,15}}\b(de|den) (ene|få|enkelte|{NUMBER}) (gang|gange|dag|dage),? (hvor|da|du"
        r"|det)\b",
        "»{q}« beder om en gang, det gik. Spørg så: Hvad gjorde du anderledes?", "question",
            r"\b(galt|dårlig\w*|værst|værre|svær\w*|hård\w*|ked af|skuffe\w*)\b"),
    rule("T2-managed", "exception",
        r"\bhvornår (har|havde) (du|i) (nogensinde |sidst |før |ellers |faktisk )*(kunnet|turdet|klaret|fået|holdt|følt"
        r"|haft det|oplevet|bevist"
        r"|vist|sagt|talt|sovet|grinet|glædet|troet|stået|gjort|nået|mærket|grebet|givet|sluppet)\b|\bhvornår på (dagen"
        r"|ugen|året|aftenen)\b"
        r"|\bhvornår (kunne|turde|klarede|lykkedes|troede|følte|mærkede|oplevede) (du|det|i)\b",
        "»{q}« leder efter en gang, det gik. Spørg så: Hvad gjorde du?", "question", r"\bførste gang\b"),
    rule("T2-other-times", "exception",
        r"\b(har|var|er) der (\w+ ){0,4}\w+,? (hvor|uden at)\b|\bhvornår (har|kunne|turde|var|er|på) [^?]{0,60}\b(hvor"
        r"|uden at|længere|med dig|og tænkt|og tænkte|nemmere|ro|sidst)\b"
        r"|\bhvad (har|plejer) (du|i)( \w+){0,3} (gjort|at gøre|gøre) (andre gange|før|tidligere|den gang|dengang|de dage"
        r"|når|sidst)\b"
        r"|\bhvad har (du|i)( \w+){0,2} gjort færdigt\b|\bhvad gjorde (du|i)( \w+){0,3} (den gang|dengang|de dage|den dag"
        r"|anderledes|for,? at det)\b"
        r"|\bhvad gjorde (du|i) (selv)?,? (da|så) (du|det)\b|\bhvilke[nt]?\b[^?]{0,40}\b(dig mindst|hvor (du|det) ikke)\b"
        r"|\bhvilke[nt]? \w+ gik (mindst dårligt|bedst|bedre|lettest)\b|\bhvad (hjalp|virkede|fik dig igennem)\b"
        r"|\bhvad var det for (en|et) \w+,? (som )?du \w+ (sidst|selv)\b"
        r"|\bhvad (kan|gør) \w+,? når (det|klokken) (bliver|er)\b|\b(hvornår|hvor|dage|gange)\b[^?]*\bhvad (gjorde"
        r"|lavede) (du|i)\b[^?]*$"
        r"|\bhvor har (du|i) (sidst|før|ellers)\b[^?]{0,40}\b(følt|haft|kunnet|oplevet|turdet|fået)\b",
        "»{q}« leder efter det, der gik eller var anderledes. Spørg så: Hvad gjorde du?", "question",
            r"\b(galt|dårlig\w*|værst|værre|skuffe\w*|værste|forkert)\b|\bom (et|to|tre|fem) år\b"),
)
PERSPECTIVES = (
    rule("T3-others-say", "perspective",
        rf"\b(hvad|hvem|hvordan|hvorfor|hvilke\w*)\b[^?]{{0,60}}\b(din|dit|dine|jeres|en|hans|hendes|nogen|bedste"
        rf"|tidligere|gamle|gode)( \w+)? {PERSON}{ENDING}\b[^?]{{0,60}}\b(sige|siger|mene|mener|se|ser|tænke|tænker"
        r"|svare|beskrive|gøre|fortælle|foreslå|råde|lægge|opleve|oplever|lagde|mærke|pege|fremhæve|savne|kunne"
        r"|tror|bemærke)\b"
        rf"|\b(hvad|hvem|hvordan|hvilke\w*)\b[^?]{{0,40}}\b(ville?|kunne|tror|siger|mener|ser|tænker|vil"
        rf"|mon)\b[^?]{{0,40}}\b(din|dit|dine|jeres|en)( \w+){{0,2}} {PERSON}{ENDING}\b",
        "»{q}« låner et andet par øjne at se med.", "question"),
    rule("T3-if-i-asked", "perspective",
        r"\bhvis jeg (spurgte|ringede til|talte med|mødte|kunne spørge)\b|\bhvis (din|dit|dine|jeres"
        rf"|en)( \w+){{0,2}} {PERSON}{ENDING}\b[^,?]{{0,40}}\b(sad|var|stod|skulle|så|hørte|blev|fik|kunne|fortalte"
        r"|beskrev)\b",
        "»{q}« lader en anden svare, og så kan borgeren høre sig selv udefra."),
    rule("T3-who", "perspective",
        r"\bhvem\b[^?]{0,40}\b(tror mest på|tror på|anderledes|kender|kendte|ser dig|lægger mærke|lagde mærke"
        r"|opdager|bemærker|ville først|har set|ville mærke|ville opdage|ville se|ville blive|ville lægge mærke)\b"
        r"|\b(hvad|hvordan)\b[^?]{0,30}\b(ville|tror du,?)( du)?( \w+){0,2} (råde|sige til|anbefale"
        r"|foreslå)\b[^?]{0,30}\b(ven|veninde|andre|en anden|en i|kollega|kammerat|datter|søn)\b"
        r"|\b(ven|veninde|kollega|anden)\b[^?]{0,40}\b(samme situation|din situation|dit sted)\b"
        r"|\b(set|se det|se|kigge|kig) (fra|med|gennem|igennem)\b(?! (din|dit|dine) (side|stol))[^?]{0,30}\b(andens?"
        r"|andres?|hans|hendes"
        r"|arbejdsgivers?|øjne|synsvinkel|perspektiv|side|sted|stol)\b|\bi (andres|hans|hendes|dine \w+s) øjne\b",
        "»{q}« flytter blikket fra borgerens eget til en andens.", "question"),
    rule("T3-third-person", "perspective",
        rf"\bhv(ad|ordan|em|ilke[nt]?)\b[^?]{{0,30}}\b(ville?|vil|mon|tror du,?( at)?|kan|kunne|skulle|har|siger|sagde|ser"
        rf"|så|tænker|tænkte) (mon |nok |selv |du )*{THIRD}\b[^?]{{0,40}}\b{VIEWS}\b"
        rf"|\bhv(ad|ordan) (sagde|siger|ser|tænker|tænkte|mente|mener) {THIRD}\b|\bhvad har (de|han|hun) (set|sagt|lagt|hørt)\b",
        "»{q}« låner et andet par øjne at se med.", "question", spared=r"hv(ad|ordan) (ville?|vil|kan|kunne|skulle"
            r"|har) (din|dit|dine) (plan|dag|uge|hverdag|drøm|hænder|krop|fremtid)"),
    rule("T3-someone", "perspective",
        rf"\bhv(ad|ordan) (vil|ville|kunne|mon) {NOT_OTHERS}\w+( \w+){{0,3}} (sige|svare|mene|råde|foreslå|lægge mærke"
        rf"|få øje på|opdage|fremhæve|nævne|gøre nu)\b"
        r"|\bhvem\b[^?]{0,50}\b(tror (mest )?på|troet (mest )?på|troede på|ser anderledes|har set|har kendt|kender dig"
        r"|kendt dig|kendt en anden|lagde mærke|lægger mærke|opdager|siger den person)\b"
        r"|\b(vil|ville) den person\b|\bhvordan ville du [^?]{0,25}\bpå en (stærk|god|bedre) dag\b|\bhvad ville du (sige"
        r"|svare|råde)( til)? (en|ham|hende|din|dem) ?(ven\w*|kollega|kammerat|veninde)?\b"
        r"|\bhvem kender du,? (som|der) har\b|\bhvad (har|vil|ville|søger|ser) (en|arbejdsgiveren?|arbejdsgivere?) (chef"
        r"|leder|arbejdsgiver|kunde|mester)?\b[^?]{0,20}\b(brug for|efter|få|se|lægge)\b",
        "»{q}« lader en anden svare, og så kan borgeren høre sig selv udefra.", "question"),
    rule("T3-by-name", "perspective",
        rf"\b[Hh](vad|vordan) (vil|ville|kunne|mon|tror du,?)( at)? {NAME}( \w+){{0,3}} (sige|svare|mene|tænke|råde|gøre|se"
        r"|foreslå|fremhæve|pege|fortælle|beskrive|bemærke|opleve)\b"
        rf"|\b[Hh](vad|vordan) (ser|siger|mener|tænker|beskriver|oplever) {NAME}\b"
        rf"|\b[Hh]vis {NAME} (sad|stod|var|så|hørte|kunne|skulle)\b",
        "»{q}« låner et andet par øjne at se med.", "question", cased=True),
)
MIRACLES = (
    rule("T4-miracle", "miracle",
        r"\bmirak\w+|\btryllestav\w*|\btrylle\w*|\btrylleslag\b|\bi nat\b[^?]{0,60}\b(mens du|medens du|imens du|mens I"
        r"|sker der|skete der)\b|\bvågne\w*\b[^.?!]{0,60}\b(løst|væk|forsvundet|borte|anderledes)\b"
        r"|\b(mens|imens|medens) du sover\b[^.?!]{0,60}\b(løst|løser|væk|sker|forsvinder|forsvundet|borte)\b",
        "»{q}« lader borgeren se en dag uden problemet. Spørg efter de første små tegn.", "any",
            r"\btræt når du vågner\b"),
    rule("T4-imagine", "miracle",
        r"\b(forestil|forestille|forestiller) (dig|jer|du dig)\b|\b(se|ser) (det )?for dig\b|\bsæt nu,?"
        r"|\blad os (sige,? at|sige,? det|forestille os|lege)\b|\bhvis (nu )?(vi|du) (spol\w+|rejs\w+|kigg\w+) (tiden )?frem\b",
        "»{q}« åbner for et billede af det, borgeren gerne vil hen til."),
    rule("T4-picture", "miracle",
        r"\b(tænk dig|tænk hvis|lad som om|leg med tanken)\b|\bet under\b|\bhvis (nu )?(det|alt|livet) (hele )?(var|havde"
        r"|gik|er) (gået|været|som|sådan)\b|\bden (dag|morgen),? (du|det) (er|har|lykkes|kan|sker)\b"
        r"|\b(tænk|spol|gå) (et|to|tre|fem|ti|\d+) (år|måneder) frem\b|\bhelt frit\b|\b(kunne|måtte|skulle) vælge frit\b"
        r"|\bdet er en (\w+) om (et|to|tre|fem|\d+) (år|måneder)\b|\bhvis (?!du |jeg |i )(\w+ ){1,3}(var|er) (væk|løst"
        r"|borte|forsvundet)\b"
        r"|\bsæt (nu|at)?\b[^?]{0,40}\b(var|er|blev) (væk|løst|borte)\b",
        "»{q}« lader borgeren se det for sig, som det skulle være. Spørg efter de første små tegn.", "any",
            r"\b(havde du|kunne du have|burde|skulle have)\b"),
    rule("T4-future", "miracle",
        r"\bom (et|ét|to|tre|fem|ti|seks|fire|nogle|\d+|et halvt) (år|måneder|måned|halvt år)\b|\bhvis (det hele"
        r"|alting|alt|problemet|problemerne|det|dit problem|smerterne|angsten|forhindringen)( \w+)? (var|gik"
        r"|lykkedes|blev) (løst|væk|godt|som|præcis|forsvundet|muligt|perfekt|på plads|lige|ideelt)\b"
        r"|\bhvis alt (var muligt|gik|kunne lade sig gøre)\b|\bhvis (du )?(helt )?frit (kunne|måtte)\b|\bdrøm(me"
        r"|mer|te)?(scenarie\w*|job\w*|dag\w*)\b|\bhvordan (ville|vil|skulle|ser) (en|din|den) (god|gode"
        r"|helt almindelig|perfekte|ideelle|drømme)\w*( \w+)? ?(dag|hverdag|fremtid|arbejdsdag|uge)",
        "»{q}« spørger til den fremtid, borgeren selv ønsker.", "question"),
)
RULES: tuple[Rule, ...] = (*SCALES, *EXCEPTIONS, *PERSPECTIVES, *MIRACLES)
UPWARDS = re.compile(rf"\bhvorfor (er du |er det |ligger du )?ikke (på |en |et |er )?(?P<mark>{NUMBER}|{MARK}|højere|oppe|mere)")
"""»Hvorfor ikke en sekser« of a four: it calls for excuses."""
MARKS = ("nul", "en", "to", "tre", "fir", "fem", "seks", "syv", "ott", "ni", "ti")


def find(text: Text, forms: list[str], citizen: str) -> list[Finding]:
    """The tools that are heard in the text; a scale question that asks why not higher is none."""
    found = apply(RULES, text, forms)
    if any(_asks_upwards(match["mark"], citizen.lower()) for match in UPWARDS.finditer(text.low)):
        found = [one for one in found if one.behaviour != "scale"]
    kept: dict[tuple[str, int], Finding] = {}
    for one in found:
        kept.setdefault((one.behaviour, next(s.start for s in text.sentences if s.start <= one.start < s.end)), one)
    return list(kept.values())


def _asks_upwards(mark: str, citizen: str) -> bool:
    """Whether the mark is higher than the citizen's own."""
    own = [number for word in re.findall(r"\w+", citizen) if (number := _value(word)) is not None]
    asked = _value(mark)
    return mark in {"højere", "oppe", "mere"} or (asked is not None and bool(own) and asked > max(n for n in own if n <= 10))


def _value(word: str) -> int | None:
    """The number a word stands for: »4«, »fire«, »firer«, »8'er«; None for any other word."""
    if digits := re.match(r"\d+", word):
        return int(digits.group())
    if word in NUMBERS:
        return int(NUMBERS[word])
    stems = [number for number, stem in enumerate(MARKS) if word in {f"{stem}er", f"{stem}eren", f"{stem}tal", f"{stem}mer"}]
    return stems[0] if stems else None

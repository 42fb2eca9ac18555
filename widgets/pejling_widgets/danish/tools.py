"""The tools heard in a reply: scale, exception, perspective, miracle, contract, timeout, closing."""

from pejling_widgets.danish.finding import Finding
from pejling_widgets.danish.patterns import Rule, apply, rule
from pejling_widgets.danish.sentences import Text

PERSON = (
    r"(ven|veninde|venner|kæreste|mand|kone|hustru|mor|far|forældre|bror|søster|søskende|søn|datter|børn|barn"
    r"|børnebørn"
    r"|kollega|kolleger|kollegaer|chef|leder|arbejdsgiver|mentor|nabo|lærer|læge|træner|familie|svigermor"
    r"|bedstemor|bedstefar"
    r"|sagsbehandler|rådgiver|praktiksted|holdkammerat|makker|niece|nevø|farmor|mormor|morfar|farfar|eks|samlever"
    r"|ægtefælle"
    r"|roommate|kammerat|kammerater|mester)")
NAME = r"(?!(?:Du|De|Jer|Jobnet|Jobcent\w+|Kommune\w*)\b)[A-ZÆØÅ][a-zæøåé]+"
"""A first name in the middle of a sentence."""
NUMBER = r"(\d+|nul|to|tre|fire|fem|seks|syv|otte|ni|ti)"
MARK = r"(toer|treer|firer|femmer|sekser|syver|otter|nier|tier|\d+'?er)"
DURATION = (
    r"(en|et|to|tre|fem|ti|femten|tyve|femogtyve|tredive|fyrre|femogfyrre|\d+|halvanden|halv) ?(halv |hel |god |lille "
    r"|kort )?(kvarter|time|timer|minut|minutter|kvarters|times)")
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
        rf"\b(til|er|var|være|blev|bliver|ikke) (en|den) {MARK}\b|\bikke (er|står på|ligger på) (en )?({NUMBER}|{MARK})(?=\s?[,?])"
        rf"|\bi (de|dine|din|den|det) ({NUMBER}|{MARK})(?=\s?[,?])",
        "»{q}« bruger tallet til at spørge om det, der allerede er der, eller om det næste lille skridt.", "question"),
)
EXCEPTIONS = (
    rule("T2-when-better", "exception",
        r"\bhvornår\b[^?]{0,60}\b(sidst|bedre|bedst|mindre|mindst|lettere|lettest|nemmere|nemmest|ikke|gik godt"
        r"|går godt|lykkedes|lykkes|fungerede|fungerer|svagere|mildere|fri for)\b",
        "»{q}« leder efter den gang, problemet var mindre. Spørg så: Hvad gjorde du anderledes?", "question",
        r"\bhvornår (er|var) (du|i) sidst (søg|vær)\w+"),
    rule("T2-was-there", "exception",
        r"\b(har|er|var|findes|kan|kommer|sker)\b[^?]{0,50}\b(tidspunkt\w*|dage?|gange?|perioder?|situationer?"
        r"|øjeblik\w*|steder|uger?|undtagelse\w*|stunder|dag)\b[^?]{0,30}\b(hvor|da|uden|når)\b"
        r"|\bundtagelse\w*",
        "»{q}« leder efter undtagelsen: den gang, det gik anderledes.", "question"),
    rule("T2-different", "exception",
        r"\bhvad (var|er|gjorde du|gør du|gjorde i)\b[^?]{0,40}\banderledes\b(?! (hvis|når du vågner))|\b(de"
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
)
PERSPECTIVES = (
    rule("T3-others-say", "perspective",
        rf"\b(hvad|hvem|hvordan|hvorfor|hvilke\w*)\b[^?]{{0,60}}\b(din|dit|dine|jeres|en|hans|hendes|nogen|bedste"
        rf"|tidligere|gamle|gode)( \w+)? {PERSON}\w*\b[^?]{{0,60}}\b(sige|siger|mene|mener|se|ser|tænke|tænker"
        r"|svare|beskrive|gøre|fortælle|foreslå|råde|lægge|opleve|oplever|lagde|mærke|pege|fremhæve|savne|kunne"
        r"|tror|bemærke)\b"
        rf"|\b(hvad|hvem|hvordan|hvilke\w*)\b[^?]{{0,40}}\b(ville?|kunne|tror|siger|mener|ser|tænker|vil"
        rf"|mon)\b[^?]{{0,40}}\b(din|dit|dine|jeres|en)( \w+){{0,2}} {PERSON}\w*",
        "»{q}« låner et andet par øjne at se med.", "question"),
    rule("T3-if-i-asked", "perspective",
        r"\bhvis jeg (spurgte|ringede til|talte med|mødte|kunne spørge)\b|\bhvis (din|dit|dine|jeres"
        rf"|en)( \w+){{0,2}} {PERSON}\w*\b[^,?]{{0,40}}\b(sad|var|stod|skulle|så|hørte|blev|fik|kunne|fortalte"
        r"|beskrev)\b",
        "»{q}« lader en anden svare, og så kan borgeren høre sig selv udefra."),
    rule("T3-who", "perspective",
        r"\bhvem\b[^?]{0,40}\b(tror mest på|tror på|anderledes|kender|kendte|ser dig|lægger mærke|lagde mærke"
        r"|opdager|bemærker|ville først|har set|ville mærke|ville opdage|ville se|ville blive|ville lægge mærke)\b"
        r"|\b(hvad|hvordan)\b[^?]{0,30}\b(ville|tror du,?)( du)?( \w+){0,2} (råde|sige til|anbefale"
        r"|foreslå)\b[^?]{0,30}\b(ven|veninde|andre|en anden|en i|kollega|kammerat|datter|søn)\b"
        r"|\b(ven|veninde|kollega|anden)\b[^?]{0,40}\b(samme situation|din situation|dit sted)\b"
        r"|\b(set|se det|se|kigge|kig) (fra|med|gennem|igennem)\b[^?]{0,30}\b(andens?|andres?|hans|hendes"
        r"|arbejdsgivers?|øjne|synsvinkel|perspektiv|side|sted|stol)\b|\bi (andres|hans|hendes|dine \w+s) øjne\b",
        "»{q}« flytter blikket fra borgerens eget til en andens.", "question"),
    rule("T3-by-name", "perspective",
        rf"\b[Hh](vad|vordan) (vil|ville|kunne|mon|tror du,?)( at)? {NAME}( \w+){{0,3}} (sige|svare|mene|tænke|råde|gøre|se"
        r"|foreslå|fremhæve|pege|fortælle|beskrive|bemærke|opleve)\b"
        rf"|\b[Hh](vad|vordan) (ser|siger|mener|tænker|beskriver|oplever) {NAME}\b"
        rf"|\b[Hh]vis {NAME} (sad|stod|var|så|hørte|kunne|skulle)\b",
        "»{q}« låner et andet par øjne at se med.", "question", cased=True),
)
MIRACLES = (
    rule("T4-miracle", "miracle",
        r"\bmirak\w+|\btryllestav\w*|\btrylle\w*|\btrylleslag\b|\bi nat\b[^?]{0,60}\b(mens|medens|imens|når|hvor"
        r"|sker)\b|\bvågne\w*\b[^.?!]{0,60}\b(løst|væk|forsvundet|borte|anderledes|op)\b"
        r"|\b(mens|imens|medens) du sover\b[^.?!]{0,60}\b(løst|løser|væk|sker|forsvinder|forsvundet|borte)\b",
        "»{q}« lader borgeren se en dag uden problemet. Spørg efter de første små tegn.", "any",
            r"\btræt når du vågner\b"),
    rule("T4-imagine", "miracle",
        r"\b(forestil|forestille|forestiller) (dig|jer|du dig)\b|\b(se|ser) (det )?for dig\b|\bsæt nu,?"
        r"|\blad os (sige|forestille os|lege)\b|\bhvis (nu )?(vi|du) (spol\w+|rejs\w+|kigg\w+) (tiden )?frem\b",
        "»{q}« åbner for et billede af det, borgeren gerne vil hen til."),
    rule("T4-future", "miracle",
        r"\bom (et|ét|to|tre|fem|ti|seks|fire|nogle|\d+|et halvt) (år|måneder|måned|halvt år)\b|\bhvis (det hele"
        r"|alting|alt|problemet|problemerne|det|dit problem|smerterne|angsten|forhindringen)( \w+)? (var|gik"
        r"|lykkedes|blev) (løst|væk|godt|som|præcis|forsvundet|muligt|perfekt|på plads|lige|ideelt)\b"
        r"|\bhvis alt (var muligt|gik|kunne lade sig gøre)\b|\bhvis (du )?(helt )?frit (kunne|måtte)\b|\bdrøm(me"
        r"|mer|te)?(scenarie\w*|job\w*|dag\w*)\b|\bhvordan (ville|vil|skulle|ser) (en|din|den) (god|gode"
        r"|helt almindelig|perfekte|ideelle|drømme)\w*( \w+)? ?(dag|hverdag|fremtid|arbejdsdag|uge)",
        "»{q}« spørger til den fremtid, borgeren selv ønsker.", "question"),
)
CONTRACTS = (
    rule("T5-purpose", "contract",
        r"\bformål\w*\b[^.?!]{0,30}\b(samtale\w*|møde\w*|dag|snak\w*|vi)\b|\b(samtale\w*|møde\w*|snak\w*"
        r"|tid\w*)\b[^.?!]{0,40}\bformål\w*|\bgrunden til,? at vi (sidder|mødes|ses|er her)\b|\bvi (er her"
        r"|sidder her|mødes) i dag\b|\b(dagsorden\w*|spilleregler|ramme\w*) (for|til|er)\b|\bdagsorden\w*",
        "»{q}« siger, hvad samtalen skal bruges til. Så kan borgeren være med til at styre."),
    rule("T5-time", "contract",
        rf"\bvi har (nu |i dag |cirka |ca\.? |omkring |sat |afsat |godt |lidt over )*{DURATION}"
        rf"|\bjeg har (nu |i dag |cirka |sat |afsat )*{DURATION} (til|sammen med|med) (dig|jer|os)\b"
        rf"|\b(jeg|vi) skal bruge {DURATION}\b[^.?!]{{0,20}}\b(sammen|resten|her|i dag)\b",
        "»{q}« gør tiden tydelig for jer begge."),
    rule("T5-topic", "contract",
        r"\bhvad (vil|kunne|ville|skal|er det|håber|ønsker|er vigtigst)\b[^?]{0,60}\b(ud af|bruge (tiden|samtalen"
        r"|mødet|vores tid|dagen|den her)|tale om i dag|snakke om i dag|tale om|nå i dag|have med|nå omkring"
        r"|når i dag|få talt om|få ud|på dagsordenen|handle om)\b|\bhvad skal (vi|der)\b[^?]{0,40}\b(i dag"
        r"|samtalen|mødet)\b|\bhvad\b[^?]{0,40}\bvi (får talt om|taler om|bruger tiden på|når)\b"
        r"|\bhvad\b[^?]{0,40}\b(god samtale|godt møde|tiden godt givet ud)\b",
        "»{q}« lader borgeren være med til at vælge emnet.", "question"),
    rule("T5-today", "contract",
        r"\bi dag (skal|vil|kan) (vi|jeg) (gerne |også |mest |først )?(tale|snakke|se på|kigge på|arbejde med|bruge tiden)\b",
        "»{q}« siger, hvad samtalen handler om. Spørg også, hvad borgeren vil bruge den til."),
    rule("T5-roles", "contract",
        r"\bmin (rolle|opgave) (er|i dag|bliver|her)\b|\bdin rolle\b|\bjeg (styrer|holder øje med"
        r"|holder styr på) (tiden|rammen|uret)\b|\bdu bestemmer\b|\bvores roller\b",
        "»{q}« siger, hvem der gør hvad i samtalen.", "statement"),
    rule("T5-agree", "contract",
        r"\b(er det|lyder det|passer det|giver det) (\w+ )?(okay|ok|fint|rimeligt|rigtigt|i orden|som en god"
        r"|mening|dig)\b[^?]{0,40}\b(plan|ramme|i dag|samtale|samtalen|møde|mødet|måde at bruge)\b",
        "»{q}« beder om et ja til rammen.", "question"),
)
STOPS = r"(stopper|standser|bremser|holder|afbryder)"
SHORT = r"(pause|(en|et) (lille |kort |kort lille )?(pause|øjeblik|sekund|minut))"
TIMEOUTS = (
    rule("T6-pause", "timeout",
        r"\btime-?out\w*|\b(stoppe?|standse?|holde|bremse?) (lige |os |her |lidt |et øjeblik |samtalen )*(op|pause"
        r"|en pause|her|et øjeblik)\b(?! med)|\b(sætte?r?|trykke?r?) (vi )?(lige )?(på )?pause\b"
        r"|\btræde?r? (lige )?(et (lille )?skridt|et par skridt) tilbage\b|\blad os (lige )?(stoppe|standse"
        r"|holde)\b|\blad os (lige )?se på,? (hvordan|hvor) (vi|samtalen)\b",
        "»{q}« løfter jer ud af emnet et øjeblik, så I kan vælge retning igen.", "any",
            r"\b(du|de|han|hun) (stopped|holdt|skal stoppe)\w*"),
    rule("T6-stop-us", "timeout",
        rf"\b(stoppe|standse|bremse|afbryde) (lige )?os\b|\b({STOPS} (jeg|vi)|(jeg|vi) {STOPS}) (lige |os |her |lidt |nu )*(op"
        rf"|os|her|{SHORT})\b(?! for i dag)|\b((vi|jeg) (lige )?tager|tager (vi|jeg)|(vi|os) (lige )?(tage|holde)) (lige |os "
        rf")*{SHORT}\b",
        "»{q}« løfter jer ud af emnet et øjeblik, så I kan vælge retning igen."),
    rule("T6-track", "timeout",
        r"\b(på rette spor|rette vej med samtalen|på vej i den rigtige retning|på sporet|den rigtige retning"
        r"|noget nær det)\b|\b(er|taler|snakker|bruger|handler|er det) (vi |det |det her "
        r"|samtalen )+(\w+ )*(om )?(det rigtige|det vigtigste|det,? (du|vi)|tiden)\b|\b(fortsætte?r?"
        r"|blive?r? ved) (vi )?(med |i |ad )[^?]{0,50}\beller\b|\b(går|kommer|bevæger) (vi"
        r"|samtalen) (\w+ )?(i ring|væk fra|bort fra|skævt)\b|\bvi (er|kom|kommer|er kommet|er røget|er gledet"
        r"|taler)\b[^.?!]{0,30}\b(ud ad|væk fra|langt omkring|et sidespor|andet sted hen|om noget andet"
        r"|mange ting)\b",
        "»{q}« spørger, om samtalen går derhen, hvor borgeren har brug for det."),
    rule("T6-process", "timeout",
        r"\bjeg (lægger mærke til|bemærker|mærker|kan mærke|opdager|ser|kan se|oplever),? at (vi|samtalen|jeg)\b"
        r"|\b(inden|før) (vi|jeg) (går|fortsætter|taler|kommer|snakker) (\w+ )?videre\b|\bhvordan (er|går|har"
        r"|oplever|synes)\b[^?]{0,20}\b(samtalen|vi taler|vi taler om det|vores snak)\b[^?]{0,30}\b(indtil nu"
        r"|lige nu|foreløbig|nu|hidtil|går)\b|\bhalvvejs\b",
        "»{q}« taler om samtalen i stedet for om emnet.", "any", r"\bat vi snart\b"),
)
CLOSINGS = (
    rule("T7-sum-up", "closing",
        r"\b(opsummer\w*|sammenfatte?\w*|samle?r? op|samler vi op|ridse op|runder? (vi |jeg )?af|runde af"
        r"|afrund\w*|slutte? af|slutter (vi )?af)\b|\b(inden|før) (vi|du) (slutter|stopper|går(?! videre| i gang)"
        r"|lukker|siger farvel|runder|skilles)\b|\b(vi har|har vi) (nu |altså |i dag |så )*aftalt\b"
        r"|\bså er aftalen\b|\b(aftalen er,? at|hvad er aftalen)\b"
        r"|\b(vi slutter|slutter vi) (om|snart)\b|\bvi (er|blev) (nu "
        r"|altså |så )?enige om\b|\bvores aftale(r)? (er|bliver|lyder)\b|\b(til sidst|til slut|afslutningsvis)\b"
        r"|\btiden er (ved at være |snart )?gået\b|\bvi (er|skal) (ved at |snart )?(nå til vejs ende|slutte"
        r"|runde af|stoppe)\b",
        "»{q}« samler aftalerne, så begge går hjem med det samme.", "any",
            r"\b(du|de|han|hun) (endte|sagde) til sidst\b"),
    rule("T7-take-along", "closing",
        r"\bhvad (tager|vil du tage|kan du tage|går|har du fået|fik|har været"
        r"|var)\b[^?]{0,30}\b(med (dig )?(herfra|hjem|fra|videre|i dag)|herfra med|med dig|ud af (samtalen|mødet"
        r"|i dag|det her|dagen|den her|vores)|mest (nyttigt|brugbart|værd|værdifuldt)|hjulpet"
        r"|vigtigst for dig i dag|brugbart)\b"
        r"|\bhvordan (har|var|synes|oplevede|oplever)\b[^?]{0,30}\b(samtalen|mødet|snakken|vores tid|det været"
        r"|snak)\b|\bhvad\b[^?]{0,40}\b(næste gang|anderledes næste gang|til næste samtale)\b",
        "»{q}« lader borgeren sige, hvad samtalen gav.", "question"),
    rule("T7-next", "closing",
        r"\bvi (ses|mødes|tales ved|snakkes ved|taler sammen|følger op) (igen |næste gang |om |den |på |når )"
        r"|\bnår vi (ses|mødes|tales|taler sammen) (igen|næste)\b|\btil (vi ses|næste gang|næste møde"
        r"|næste samtale)\b",
        "»{q}« siger, hvornår I følger op."),
)
RULES: tuple[Rule, ...] = (*SCALES, *EXCEPTIONS, *PERSPECTIVES, *MIRACLES, *CONTRACTS, *TIMEOUTS, *CLOSINGS)


def find(text: Text, forms: list[str]) -> list[Finding]:
    """The tools that are heard in the text."""
    return apply(RULES, text, forms)

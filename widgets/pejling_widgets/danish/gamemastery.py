"""The three points of GameMastery heard in a reply: contract, timeout, closing."""

from pejling_widgets.danish.finding import Finding
from pejling_widgets.danish.patterns import Rule, apply, rule
from pejling_widgets.danish.sentences import Text

DURATION = (
    r"(en|et|to|tre|fem|ti|femten|tyve|femogtyve|tredive|fyrre|femogfyrre|\d+|halvanden|halv) ?(halv |hel |god |lille "
    r"|kort )?(kvarter|time|timer|minut|minutter|kvarters|times)")
CONTRACTS = (
    rule("T5-purpose", "contract",
        r"\bformål\w*\b[^.?!]{0,30}\b(samtale\w*|møde\w*|dag|snak\w*|vi)\b|\b(samtale\w*|møde\w*|snak\w*"
        r"|tid\w*)\b[^.?!]{0,40}\bformål\w*|\bgrunden til,? at vi (sidder|mødes|ses|er her)\b|\bvi (er her"
        r"|sidder her|mødes) i dag\b|\b(dagsorden\w*|spilleregler|ramme\w*) (for|til|er)\b|\bdagsorden\w*",
        "»{q}« siger, hvad samtalen skal bruges til. Så kan borgeren være med til at styre."),
    rule("T5-time", "contract",
        rf"\bvi har (kun |nu |i dag |cirka |ca\.? |omkring |sat |afsat |godt |lidt over )*{DURATION}"
        rf"|\bjeg har (nu |i dag |cirka |sat |afsat )*{DURATION} (til|sammen med|med) (dig|jer|os)\b"
        rf"|\b(jeg|vi) skal bruge {DURATION}\b[^.?!]{{0,20}}\b(sammen|resten|her|i dag)\b",
        "»{q}« gør tiden tydelig for jer begge."),
    rule("T5-minutes", "contract",
        rf"\b(vi|os|i dag|mødet|samtalen)\b[^.?!]{{0,60}}\b{DURATION}\b|\b{DURATION}\b[^.?!]{{0,40}}\b(vi|os|i dag|mødet"
        r"|samtalen|sammen)\b",
        "»{q}« siger, hvad tiden skal bruges til.", "any", r"\b(har|er|gik|gået|brugt|talt|igen|tilbage|siden)\b"),
    rule("T5-topic", "contract",
        r"\bhvad (vil|kunne|ville|skal|er det|håber|ønsker|er vigtigst)\b[^?]{0,60}\b((?<!finde )ud af|bruge (tiden|samtalen"
        r"|mødet|vores tid|dagen|den her)|tale om i dag|snakke om i dag|tale om|nå i dag|have med|nå omkring"
        r"|når i dag|få talt om|få ud|på dagsordenen|handle om)\b|\bhvad skal (vi|der)\b[^?]{0,40}\b(i dag"
        r"|samtalen|mødet)\b|\bhvad\b[^?]{0,40}\bvi (får talt om|taler om|bruger tiden på|når)\b"
        r"|\bhvad\b[^?]{0,40}\b(god samtale|godt møde|tiden godt givet ud)\b",
        "»{q}« lader borgeren være med til at vælge emnet.", "question"),
    rule("T5-choose", "contract",
        r"\bhv(ad|ilke[nt]?|ordan)\b[^?]{0,50}\b(vi|planen|mødet|samtalen|tiden|minutter|halve time)\b[^?]{0,50}\b(nå|når"
        r"|bruge|bruger|have med|få med|tale om|snakke? om|snakket om|talt om|starte med"
        r"|begynde med|tage først|tage op|ud af|handle om|på bordet|være enige om|aftale|noget værd|bedst)\b|\bhv(ad"
        r"|ordan) (bruger|skal|kan|kunne|vil|tager|når) vi\b[^?]{0,40}\b(dem|tiden|mødet|minutter\w*|timen?|i dag|først|med"
        r"|ellers)\b"
        r"|\b(kun|bare) (kunne |tage |få |have )*(én|et|ét|en) (ting|emne|punkt)\b|\bhvad er (målet|formålet"
        r"|vigtigst( for dig)?|planen) (for|med|i) (dag|mødet|samtalen|det her)\b|\bhvad er (målet|vigtigst\w*) for i dag\b"
        r"|\bhvad skal der til,? for at (det her|mødet|samtalen|tiden|vores tid)\b|\bhvad (skal|skulle) (der|vi) (komme"
        r"|få) (\w+ ){0,2}ud af (det|den|mødet)\b|\bhvad håber du,? (at )?vi\b|\bhvad er (i orden|okay|ok)"
        r",? at jeg\b|\bhvad har du brug for (fra|af) mig\b|\bskal vi (bruge (tiden|mødet|samtalen)|tage|starte med"
        r"|begynde med)\b[^?]{0,60}\b(i dag|eller|først|tiden)\b",
        "»{q}« lader borgeren være med til at sætte rammen.", "question"),
    rule("T5-today", "contract",
        r"\bi dag (skal|vil|kan) (vi|jeg) (gerne |også |mest |først )?(tale|snakke|se på|kigge på|arbejde med|bruge tiden)\b",
        "»{q}« siger, hvad samtalen handler om. Spørg også, hvad borgeren vil bruge den til."),
    rule("T5-who-does-what", "contract",
        r"\bhvem (af os )?gør hvad\b|\bhvad (tager|gør) du( dig af)?,? og hvad (tager|gør) jeg\b|\b(jeg|du) (skriver"
        r"|noterer|styrer|bestemmer|holder øje)\b[^.?!]{0,40}\b(og|mens) (du|jeg) (bestemmer|siger|vælger|skriver"
        r"|styrer|passer)\b|\bjeg skriver kun\b|\b(ting|punkt) (er|har|skal) (jeg|vi) (nødt til at )?nå\b"
        r"|\bresten er (vores|dit|din)\b|\blad os (aftale|lave en aftale|kun tage|begynde med at aftale)\b"
        r"|\bdet vil jeg gerne aftale med dig\b|\ber det en aftale\b|\bvi har\W+minutter\b",
        "»{q}« aftaler, hvem der gør hvad, og hvad I er enige om."),
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
        r"|holde)\b(?! (os|fast))|\blad os (lige )?se på,? (hvordan|hvor) (vi|samtalen)\b",
        "»{q}« løfter jer ud af emnet et øjeblik, så I kan vælge retning igen.", "any",
            r"\b(du|de|han|hun) (stopped|holdt|skal stoppe)\w*"),
    rule("T6-stop-us", "timeout",
        rf"\b(stoppe|standse|bremse|afbryde) (lige )?os\b|\b({STOPS} (jeg|vi)|(jeg|vi) {STOPS}) (lige |os |her |lidt |nu )*(op"
        rf"|os|her|{SHORT})\b(?! for i dag)|\b((vi|jeg) (lige )?tager|tager (vi|jeg)|(vi|os) (lige )?(tage|holde)) (lige |os "
        rf")*{SHORT}\b",
        "»{q}« løfter jer ud af emnet et øjeblik, så I kan vælge retning igen."),
    rule("T6-between-us", "timeout",
        r"\bnu (taler|snakker) vi om\b|\bde næste (\w+ )?minutter\b|\b(skal|kan) vi lige trække vejret\b"
        r"|\bmå jeg (lige )?(bryde ind|afbryde)\b|\bhvor er vi (nu|henne|på vej hen)\b|\b(den måde"
        r"|måden) (som )?vi (to )?(snakker|taler) (sammen )?(på)?\b|\bvores (møder|samtaler?|snak)\b[^?]{0,40}(\?|\bder\b)"
        r"|\b(resten af|den sidste del af) (mødet|samtalen|tiden|vores tid)\b"
        r"|\ber det her det rigtige\b|\bhvad skal vi lade ligge\b|\bhvad har vi ikke fået (talt|snakket) om\b|\bvi (er"
        r"|har) (nu )?(kommet|bevæget os|været) (\w+ )?(vidt|langt|rundt) omkring\b|\bvi aftalte (noget andet|at)\b"
        r"|\bnu (lukker|lægger|slukker) jeg (\w+ )?(skærmen|computeren|kuglepennen|papirerne|den)\b|\b(din eller min"
        r"|min eller din)\b|\bvi (er )?på vej (det rigtige|et godt|det forkerte) sted hen\b|\b(stoppe|trykke|holde"
        r"|tage) (her|på pause"
        r"|pause|en pause|os et øjeblik)\b|\bhvor (vil|skal) (du|vi)( gerne)?( have)?,? (at )?(vi |hen |lander|lande)\w*",
        "»{q}« taler om samtalen i stedet for om emnet."),
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
        r"|\bjeg (lagde|lægger) mærke til,? at du (sagde|siger|blev|bliver|kiggede|kigger|tav|tier|svarer|svarede|så)\b"
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
        r"|altså |så )?enige om\b|\bvores aftale(r)? (er|bliver|lyder)\b|^\W*(og |så )?(til sidst|til slut"
        r"|afslutningsvis)\b(?! (kunne|gik|var|blev|sagde|måtte))"
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
        r"|snak)\b|\bhvad\b[^?]{0,40}\b(næste gang(?= ?\W*$)|næste gang,? (vi|og)|anderledes næste gang|til næste samtale)",
        "»{q}« lader borgeren sige, hvad samtalen gav.", "question"),
    rule("T7-yield", "closing",
        r"\bhvad har vi (nu )?aftalt\b|\bset fra din stol\b|\bhvad gør (du|jeg),? og hvad gør (jeg|du)\b|\bfik vi (talt"
        r"|snakket) om\b|\bhvad (var|er|har været) (det )?(mest )?(nyttig\w*|brugbar\w*|bedst\w*|værd\w*"
        r"|vigtigst\w*)( for dig)?( i dag| her)?\W*$"
        r"|\b(gjort|gøre) (mere eller mindre|mere|mindre|anderledes)( af)?( næste gang)?\W*$|\b(begynde|starte|tage op"
        r"|gøre) (med |anderledes )?næste gang\W*$|\bhvad (tager|vil du tage) (du )?(selv )?med\b|\binden du (går|rejser dig"
        r"|smutter|tager af sted)\b"
        r"|\binden vi ses( igen)?\b"
        r"|\bvi tager resten\b|\bhvad vi aftalte\b|\bvi (lavede|nåede) i dag\b|\bså har vi aftalt\b"
        r"|\bpasser det med det,? du har\b|\bså ringer (du|jeg)\b[^.?!]*\bog (jeg|du) (sender|ringer|skriver)\b"
        r"|\bså lad os stoppe\b",
        "»{q}« runder af, så begge ved, hvad der gælder."),
    rule("T7-next", "closing",
        r"\bvi (ses|mødes|tales ved|snakkes ved|taler sammen|følger op) (igen |næste gang |om |den |på |når )"
        r"|\bnår vi (ses|mødes|tales|taler sammen) (igen|næste)\b|\btil (vi ses|næste gang|næste møde"
        r"|næste samtale)\b",
        "»{q}« siger, hvornår I følger op."),
)
RULES: tuple[Rule, ...] = (*CONTRACTS, *TIMEOUTS, *CLOSINGS)


def find(text: Text, forms: list[str]) -> list[Finding]:
    """Where the talk itself is steered, each point once in a sentence."""
    kept: dict[tuple[str, int], Finding] = {}
    for one in apply(RULES, text, forms):
        kept.setdefault((one.behaviour, next(s.start for s in text.sentences if s.start <= one.start < s.end)), one)
    return list(kept.values())

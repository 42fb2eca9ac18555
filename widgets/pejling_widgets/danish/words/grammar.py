"""The little words that shape a Danish sentence."""

from pejling_widgets.danish.words import listed

HV = listed("hvad hvem hvordan hvorfor hvor hvornår hvilken hvilket hvilke hvorledes hvormed hvorhen")
"""Words that ask. »Hvis« is not among them: it begins a condition."""

SUBJECTS = listed("du I vi det der han hun de jeg man nogen noget den dette alt alle")
POSSESSIVES = listed("din dit dine jeres hans hendes deres vores min mit mine")

FINITE = listed("""
er var har havde kan kunne vil ville skal skulle må måtte bør burde tør turde gider gad bliver blev får fik går gik
gør gjorde kom ved vidste ser tog gav sagde stod lå sad holdt lod fandt skrev drak spiste løb sov bad hed hedder synes
føles lykkes trives findes mon tænkte talte skete fortalte spurgte mødte hjalp trak brød bandt greb slog sprang steg
skar bar fløj faldt forstod fortrød græd hang lagde led lød nød sank satte slap smed stak tav tvang vandt forsvandt
opgav betød lovede mistede hører
""")
"""Finite verbs that their ending does not show. »Så« is nearly always the adverb, and left out."""

NOT_VERBS = listed("""
der her hver når derfor derover herover overfor for før efter eller over under år mor far bror søster datter sønner
venner kollegaer kolleger chefer timer uger måneder dage ellers andre anden arbejdsgiver arbejdsgivere rådgiver
sagsbehandler mentor leder ord par per heller sikker mer ofter sommer vinter oktober september november december
januar februar opgaver muligheder mennesker nummer minutter kvarter hundrede steder kunder tider ideer idéer evner personer
virksomheder problemer regler biler papirer numre planer grunde fejl sager drømme samtaler ansøgninger forhindringer
ressourcer styrker erfaringer kompetencer tanker følelser
""")
"""Words in -r that are no verbs, or rarely."""

LEAD_INS = listed("""
ja nej jo okay ok nå hm hmm øh øhm tja godt fint super tak mm mmm aha og men altså ah åh spændende interessant nu
jamen hej ej årh årg haha av nåda øv hov uf tjo så for lige bare jeps yes klart netop præcis selvfølgelig uh wow puha
pyh javel jada først dernæst derudover
""")
"""Openings that say nothing about the form of what follows."""

PREPOSITIONS = listed("på i med til for af om hos fra ved under over efter mod ad omkring blandt mellem")

PARENTHETICALS = listed("tror synes tænker mener føler regner")
"""»…, tror du?« at the end asks nothing of its own."""

TAGS = listed("ikke ik ikk vel hva eller sandt okay ok right også")

FUNCTION_WORDS = listed("""
jeg du han hun den det de vi i mig dig ham hende os jer dem sig min mit mine din dit dine hans hendes deres vores
jeres en et og eller men for så at som der er var været være har havde have haft kan kunne vil ville skal skulle må
måtte bør burde bliver blev blive blevet får fik få fået gør gjorde gøre gjort går gik gå gået kom kommer komme kommet
til fra på med om af ved under over efter før mod hos uden inden mellem når hvis da fordi selvom mens ikke ej aldrig
altid også kun bare lige jo nu her dengang engang igen mere mest meget lidt noget nogen nogle alt alle ingen intet
sådan dette denne disse ja nej jamen okay nå tak godt gang sige siger sagde sagt synes tror tænker mener føler lyder
hører forstår ser selv hvad hvem hvor hvordan hvorfor hvornår hvilken hvilket hvilke end ud ind op ned hen hjem væk
tilbage frem rundt helt ret ganske nok måske vel egentlig faktisk virkelig både enten hverken samme anden andet andre
ting måde man ens én ét hver dag
""")
"""Words that carry no content of the citizen's own when mirroring is measured."""

SWAPS = {"jeg": "du", "mig": "dig", "min": "din", "mit": "dit", "mine": "dine", "vi": "i", "os": "jer", "vores": "jeres"}
"""The citizen's »jeg« is the professional's »du«."""

NUMBERS = {"nul": "0", "to": "2", "tre": "3", "fire": "4", "fem": "5", "seks": "6", "syv": "7", "otte": "8", "ni": "9",
    "ti": "10", "elleve": "11", "tolv": "12", "tyve": "20", "tredive": "30", "fyrre": "40", "halvtreds": "50",
    "tres": "60", "hundrede": "100", "tusind": "1000"}

"""Verbs that invite and verbs that order, in the form they take at the head of a sentence."""

from pejling_widgets.danish.words import listed

TELL = listed("fortæl beskriv uddyb forklar vis skitser tegn mal nævn udfold gengiv")
"""Imperatives that always invite the citizen to go on, unless they point at a third person."""

PAIRS: dict[str, set[str]] = {
    "sig": {"mere", "lidt", "noget", "hvad", "hvordan", "endelig", "nærmere", "gerne", "et", "mig", "bare", "frit", "frem", "det"},
    "tænk": {"højt", "bare"},
    "start": {"bare", "ved", "med", "fra", "forfra", "hvor"},
    "begynd": {"bare", "ved", "forfra", "hvor"},
    "gengiv": set(),
    "hør": {"mig"},
    "tal": {"løs", "frit"},
    "snak": {"løs"},
    "forestil": {"dig", "jer"},
    "giv": {"mig", "et", "os", "nogle"},
    "sæt": {"ord", "lidt", "flere", "nogle", "et"},
    "tag": {"mig", "os"},
    "før": {"mig", "os"},
    "led": {"mig"},
    "lad": {"mig", "os", "høre"},
    "hjælp": {"mig", "os"},
    "del": {"dine", "det", "lidt", "din", "noget", "hvad"},
    "fold": {"det", "den"},
    "se": {"for"},
    "bliv": {"ved"},
    "gå": {"videre"},
    "kom": {"med", "gerne", "nærmere"},
    "tænke": {"højt"},
    "fortsæt": set(),
}
"""Imperatives that invite only together with one of these words (an empty set: with any)."""

TELL_INFINITIVES = "fortælle|beskrive|uddybe|forklare|vise|skitsere|tegne|udfolde|nævne"

THIRD_PERSONS = listed("ham hende dem din dit dine jobcentret jobcenteret kommunen arbejdsgiveren lægen chefen lederen "
    "virksomheden sagsbehandleren a-kassen")
"""»Fortæl din læge …« sends the citizen away to tell someone else."""

ORDERS = listed("""
søg husk ring skriv send prøv gå tag kom kontakt meld læs lav find få mød opdater upload aflever bestil spørg køb
start begynd hold brug sørg bed tjek check book vent drop stop glem lad lær tal snak sæt udfyld registrer tilmeld
vær bliv gør giv hent print følg overvej tænk tro undgå lyt kig se vælg lov arbejd download indsend øv sov spis svar
skynd tilføj ret skift stil ansøg mail log medbring forbered notér noter planlæg undersøg fjern slip sig del
stå rejs flyt gem ryd målret ignorer øg forlæng afprøv forhør ryk rund lever betal spar løb cykl flytt sluk tænd luk
åbn pak vask forsøg insister stol brems hæv sænk udvid udskift udvælg kontrollér kontroller aftal træn besøg opsøg
opret slet marker markér underskriv hop grib hæng
""")
"""Imperatives that ask for action."""

ACTIONS = listed("""
søge ringe skrive sende gå tage kontakte melde læse lave finde møde opdatere aflevere bestille spørge starte begynde
bruge tjekke booke udfylde registrere tilmelde hente følge øve svare ansøge besøge cykle tale snakke arbejde prøve
holde lægge opsøge lære dukke hænge køre træne sætte planlægge forberede øge søger ringer skriver sender går tager
kontakter melder læser laver finder møder opdaterer afleverer bestiller spørger starter begynder bruger tjekker
booker udfylder tilmelder henter følger øver svarer ansøger besøger cykler taler snakker arbejder prøver holder
lægger opsøger træner kører sætter planlægger forbereder
""")
"""What someone does in a plan: infinitives and the present."""
SUGGESTED = listed("""
sætte købe låne ringe spørge bruge flytte skrive søge tage sende bede melde gå begynde starte prøve lave få finde bestille
leje lære droppe sælge cykle køre bytte aflevere tilmelde booke kontakte henvende læse øve starte lægge gemme stille
skifte vælge tale snakke gøre
""")
"""»Kan du sætte to alarmer«: what an adviser gets someone to do."""
DONE = listed("""
ringede søgte spurgte tog prøvede sendte skrev gik bad meldte flyttede startede lavede droppede læste fik købte lånte
cyklede kørte begyndte kontaktede besøgte mødte henvendte tilmeldte satte lagde bestilte valgte skiftede sagde talte
snakkede uddannede
""")
"""»Hvis du ringede«: the same in the past."""

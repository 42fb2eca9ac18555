"""Words that join clauses, and words that stand at their edges."""

from pejling_widgets.danish.words import listed

SUBORDINATORS = listed("når hvis da mens imens medens fordi siden selvom selv inden førend efter medmindre indtil idet sæt")
"""They open a clause that only sets the scene: what follows it has its verb first without asking."""
TIMES = listed("gang dag dage gange morgen aften nat uge aften tid sted sommer vinter sekund øjeblik")
"""»Hver gang du ringer …«, »den dag du begynder …« set the scene too."""
CONJUNCTIONS = listed("og men så for eller")
NOMINATIVES = listed("jeg du han hun vi I i man der som")
"""A verb right after one of these has its subject already."""
FRONTS = listed("""
det den dem så nu her der derfor måske heldigvis alligevel bagefter derefter
nok ellers selvfølgelig også samtidig sådan sidst igen pludselig indimellem tit
""")
"""»… i øjeblikket det skal du bare vide«: moved to the front of a statement."""
BEFORE_NO_CLAUSE = listed("""
at som om en et den de din dit dine min mit mine hvad hvem hvor hvordan hvorfor hvornår hvilken hvilket
hvilke prøv og men så eller mon
""")
"""No clause begins right after one of these."""
SAYING = listed("siger tænker mener tror synes føler siges sige mene tro synes ved vide spørge spørger hører forstår undrer")
"""»Hvad vil du sige er vigtigst« is one question, and »siger du« at the end asks nothing."""
MODALS = listed("kan kunne vil ville skal skulle må måtte bør burde tør gider lige gerne godt")
REFLEXIVE = listed("føler følte ser tager viser giver gør har møder melder keder glæder om for med på i til ved")
"""»Sig« after one of these is »himself«."""
TELLS_ALONE = listed("fortæl beskriv uddyb forklar gengiv")
"""Imperatives that are nothing else, wherever they stand."""
WEAK_TAGS = listed("hva hvad ok okay ikke ikk")
NO_TAG_AFTER = listed("""
jeg du han hun den det de vi i mig dig ham hende os jer dem sig der her så da nok jo vist slet endnu stadig alligevel
bare også måske helt bestemt overhovedet desværre absolut heller vist er var har kan vil skal og eller men at på til
med om
""")
"""After these, »ikke« at the end denies, and »ok« describes."""

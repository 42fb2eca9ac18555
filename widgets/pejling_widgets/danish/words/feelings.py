"""Feeling words, in the forms people write; phrases last."""

from pejling_widgets.danish.words import listed

FEELINGS = listed("""
bange ængstelig angst nervøs urolig bekymret bekymrede bekymring bekymringer utryg usikker usikkerhed usikkert utrygt
vred vrede gal rasende irriteret irriterende irritation frustreret frustrerende frustration frustrationer sur bitter
provokeret træt udmattet opgivende opgivet udkørt drænet udbrændt overvældet overvældende overvældede presset stresset
stressende fanget fastlåst afmægtig afmagt magtesløs hjælpeløs ensom alene isoleret svigtet afvist overset såret
skamfuld flov pinligt pinlig ydmyget ydmygende skyld skyldig skam trist sorg sorgfuld nedtrykt modløs modløst håbløs
håbløst håbløshed håbefuld skuffet skuffende skuffelse skuffelser savn savner splittet fortvivlet forvirret
forvirrende hård hårdt hårde tung tungt svær svært svære barsk barskt smertefuldt uretfærdigt uretfærdig urimeligt
glad glæde lettet lettelse stolt stolthed tryg tryghed taknemmelig optimistisk motiveret begejstret ivrig tilfreds
fortrøstningsfuld modig vemodig opgivelse meningsløst meningsløs tomhed rystet chokeret mistroisk mistillid
mistænkeliggjort kontrolleret nedgjort uønsket værdiløs ubrugelig forladt slidt slidsomt ambivalent knust sårbar
sårbart skræmmende skræmt kedeligt trættende opslidende nedslående demotiverende vreden skammen uro uroen frygt
frygten sorgen glæden smerte smerten angsten usikkerheden uvisheden uvished ensomheden ensomt ensomme trætheden
stoltheden skuffelsen lettelsen bekymringen frustrationen nervøsitet nervøsiteten utilpas forlegenhed savnet gejst
gejsten
""")

PHRASES = (
    "nerverne", "i hjertet", "føler dig", "ramte dig", "gik lige ind", "klump i halsen", "knude i maven", "i maven",
    "har fået nok", "fået nok af", "spændt som", "hjerte", "mærkes stadig",
    "ked af", "i knæ", "kørt fast", "har det svært", "lav på", "nederlag", "giver op", "give op", "mister modet",
    "mistet modet", "tabt modet", "mister lysten", "mistet lysten", "går i stå", "hænger i bremsen", "fylder meget",
    "gør ondt", "tænder dig", "går dig på", "tynger", "rammer dig", "under pres", "sat sig spor", "tærer på",
    "gnaver", "bægeret", "plads til mere", "tungt læs", "oppe imod", "klemt", "i vildrede",
    "lyser op", "lyser jo op", "irriterer dig", "skræmmer dig", "sidder i dig", "af ballonen", "glæder dig", "ærgrer dig",
    "piner dig", "stresser dig", "forvirrer dig", "generer dig", "bekymrer dig", "gør dig ",
)
"""Feelings in several words, or said as a picture."""

HEAVY = listed("hård hårdt hårde svær svært svære tung tungt kedeligt alene slidt modig rolig")
"""Words that name a feeling only when the sentence is about the citizen or how it sounds."""

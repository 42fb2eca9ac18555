"""What a hv-question asks for when one word or one number answers it."""

from pejling_widgets.danish.words import listed

HOW = listed("""
mange meget længe ofte tit gammel gamle lang langt lange tidligt sent stor stort store højt høj hurtigt sandsynligt
vigtigt sikker parat klar motiveret tilfreds tæt nær
""")
"""»Hvor mange«, »hvor længe«, »hvor sikker«: a number or a degree."""

WHICH = listed("""
dag dage dato uge ugedag måned år årstal by kommune adresse telefonnummer nummer a-kasse klokkeslæt tidspunkt bus tog
linje mail mailadresse tal fagforening afdeling etage side titel stillingsbetegnelse procent jobcenter kontonummer
skole virksomhed firma alder niveau hold team beløb størrelse nationalitet a-kasser
""")
"""»Hvilken dag«, »hvilket tal«: a name, a date or a figure."""

WHAT_IS_YOUR = listed("""
navn alder adresse telefonnummer nummer cpr cpr-nummer mail mailadresse email e-mail titel stilling løn timeløn
postnummer fødselsdag fødselsdato uddannelse jobtitel stillingsbetegnelse timetal dato klokken
""")

LIVING_PLACES = listed("""
bor boede arbejder arbejdede ligger lå født opvokset henne foregår foregik holder mødes søger søgte står henter gik
går uddannet ansat parkerer læser læste
""")
"""»Hvor bor du«: a place. »Hvor ser du dig selv« is not."""

WHO_FACTS = listed("""
hedder ringer ringede talte snakkede skrev sendte mødte underskrev kontaktede ansatte interviewede fyrede svarede
""")

WHEN_OPEN = listed("""
bedst bedre lettest lettere nemmest nemmere sværest mindst godt fungerer lykkes trives føler oplever mærker tilpas
glad rolig værst tryg troede følte følt oplevede oplevet mærkede mærket lykkedes glædede
""")
"""»Hvornår har du det bedst« asks for circumstances, not for a date."""

WIDE = listed("""
tænker tænkte siger sagde gør gjorde føler følte synes syntes mener mente vil ville ønsker ønskede håber drømmer savner savnede
mærker mærkede hører ser så tror troede ved lærte kan kunne frygter fortryder foretrækker kalder mangler tager får fik brugte
har havde overvejer foreslår opdagede oplevede hæfter lægger
""")
"""»Hvad tænker du« can be answered at any length."""

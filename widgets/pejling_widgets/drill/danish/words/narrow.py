"""What a hv-question asks for when one word or one number answers it."""

HOW = frozenset("""
mange meget længe ofte tit gammel gamle lang langt lange tidligt sent stor stort store højt høj hurtigt sandsynligt
vigtigt sikker parat klar motiveret tilfreds tæt nær
""".split())
"""»Hvor mange«, »hvor længe«, »hvor sikker«: a number or a degree."""

WHICH = frozenset("""
dag dage dato uge ugedag måned år årstal by kommune adresse telefonnummer nummer a-kasse klokkeslæt tidspunkt bus tog
linje mail mailadresse tal fagforening afdeling etage side titel stillingsbetegnelse procent jobcenter kontonummer
skole virksomhed firma alder
""".split())
"""»Hvilken dag«, »hvilket tal«: a name, a date or a figure."""

WHAT_IS_YOUR = frozenset("""
navn alder adresse telefonnummer nummer cpr cpr-nummer mail mailadresse email e-mail titel stilling løn timeløn
postnummer fødselsdag fødselsdato uddannelse jobtitel stillingsbetegnelse timetal dato klokken
""".split())

LIVING_PLACES = frozenset("""
bor boede arbejder arbejdede ligger lå født opvokset henne foregår foregik holder mødes søger søgte står henter gik går
uddannet ansat parkerer læser læste
""".split())
"""»Hvor bor du«: a place. »Hvor ser du dig selv« is not."""

WHO_FACTS = frozenset("""
hedder ringede talte snakkede skrev sendte mødte underskrev kontaktede ansatte interviewede fyrede svarede
""".split())

WHEN_OPEN = frozenset("""
bedst bedre lettest lettere nemmest nemmere sværest mindst godt fungerer lykkes trives føler oplever mærker tilpas glad
rolig værst tryg
""".split())
"""»Hvornår har du det bedst« asks for circumstances, not for a date."""

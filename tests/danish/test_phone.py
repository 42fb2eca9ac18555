"""Replies as they are typed on a phone: no capitals, no commas, no question marks, words run together."""

import pytest
from danish import utterances
from danish.phone import typed

from pejling_widgets.danish import findings, question_form
from pejling_widgets.danish.understanding import understood

RUN_ONS = """
du er træt af det hvad vil du helst|du er træt af det. hvad vil du helst?
hvordan gik det fik du jobbet|hvordan gik det. fik du jobbet?
fortæl mig lige har du søgt jobbet|fortæl mig lige, har du søgt jobbet?
hvis bussen ikke går hvad gør du så|hvis bussen ikke går, hvad gør du så?
haru prøvet det|har du prøvet det
vilu sige mere om det|vil du sige mere om det
har do sovet i nat|har du sovet i nat
når du er træt går du hjem|når du er træt, går du hjem
det er noget møg det skal du bare vide|det er noget møg. det skal du bare vide
han ringede i går om dagen er det svært|han ringede i går. om dagen er det svært
hver morgen står du op klokken fem|hver morgen står du op klokken fem
du lavede det hele selv fortæl mere om det|du lavede det hele selv. fortæl mere om det
det var en god idé ikke|det var en god idé, ikke?
det kan du ikke|det kan du ikke
dagene bliver lange og ensomme kan man sige det sådan|dagene bliver lange og ensomme, kan man sige det sådan?
hvad er det bedste der kan ske|hvad er det bedste der kan ske
hvad tror du er vigtigst|hvad tror du er vigtigst
det er flot hvor er du sej|det er flot. hvor er du sej
Du er træt. Hvad vil du helst?|Du er træt. Hvad vil du helst?
"""
FORMS = """
open|du er træt af det hvad vil du helst
closed|hvordan gik det fik du jobbet
closed|Fortæl mig lige, har du søgt jobbet?
closed|fortæl mig lige har du søgt jobbet
closed|vilu ikk lige udfylde skemaet
closed|må jeg lige sige noget
help|tak fordi du siger det fortæl mere
statement|det er da dejligt det skal du bare vide
closed|så siger vi bare mandag ikk
open|hvem af dine venner kender nogen
closed|kaffe eller te
"""


def rows(table: str) -> list[list[str]]:
    return [line.split("|") for line in table.strip().splitlines()]


@pytest.mark.parametrize(("said", "read"), rows(RUN_ONS))
def test_the_marks_that_are_missing_are_put_in(said: str, read: str) -> None:
    assert understood(said)[0].text == read


@pytest.mark.parametrize(("form", "text"), rows(FORMS))
def test_the_last_move_decides_without_marks_too(form: str, text: str) -> None:
    assert question_form(text) == form


@pytest.mark.parametrize("text", ["må jeg lige sige noget", "vil du ikke lige udfylde skemaet", "fortæl mig lige har du søgt det"])
def test_what_only_sounds_like_an_invitation_is_no_help_question(text: str) -> None:
    assert "help" not in {one.behaviour for one in findings(text)}


def test_the_words_that_are_pointed_at_stand_where_they_were_written() -> None:
    text = "du er træt af det haru overvejet å ringe"
    places = {one.behaviour: text[one.start:one.end] for one in findings(text)}
    assert places["closed"] == "haru overvejet å ringe"


def test_the_form_is_read_without_marks_as_well() -> None:
    seen = utterances.judge_all("development", lambda text, _: utterances.Judgement(question_form(typed(text)), None, None))
    assert sum(one.form == two.form for one, two in seen.values()) / len(seen) >= 0.97


TOOLS = """
strength|Jeg har spillet klaver hver aften i et år.|Alle ti fingre hver aften. Det er omhu.
strength|Jeg kom aldrig for sent, ikke én gang.|Aldrig for sent. Du har styr på din tid.
scale|Jeg siger fire.|Hvorfor ikke en toer?
scale|Jeg siger tre.|Hvad ville løfte det ét trin?
scale|Jeg siger tre.|Hvad gør, at det ikke er et ettal?
-scale|Jeg siger fire.|Hvorfor ikke en sekser?
if_then|Jeg går i stå.|Hvis du går i stå, så ringer du til Kim.
if_then|Jeg går i stå.|Hvis du går i stå, hvad gør du så?
perspective|Jeg tør ikke sende den.|Hvad ville Svend sige til det?
perspective|Jeg tør ikke sende den.|Hvad tror du, hun lagde mærke til?
perspective|Jeg tør ikke sende den.|Hvad ville din gamle mester sige?
-perspective|Jeg står op klokken fem.|Hvordan ser en god morgen ud?
exception|Jeg går altid i stå.|Hvornår har du sidst kunnet holde den længere?
contract|Jeg ved ikke, hvad vi skal.|Vi har tyve minutter. Hvad skal vi nå?
contract|Det er det samme skema hver gang.|I dag lader vi skemaet ligge de første ti minutter. Hvad vil du bruge dem på?
exception|Der var en uge i maj.|Hvad var der ved den uge?
exception|Jeg kom op hver dag dengang.|Hvordan bar du dig ad?
scale|Jeg siger syv.|Hvad skulle der til for at komme på otte?
miracle|Jeg ved ikke, hvad jeg vil.|Tænk fem år frem. Hvad står du op til?
if_then|Jeg får angst i bussen.|Hvad kan du gøre, næste gang det kommer i bussen?
timeout|Ja ja.|Jeg lagde mærke til, at du sagde ja ja. Hvad siger du i virkeligheden?
-asks_permission|Jeg skal have min ydelse.|Må jeg sige noget? Du skal ringe til dem.
-mirror|C er dér, man giver op.|C er ikke at give op.
-feeling|C er dér, man giver op.|C er ikke at give op.
timeout|Nu sidder vi her igen.|Må jeg lige stoppe os? Hvor er vi på vej hen?
closing|Ja, det var vist det.|Hvad tager du med herfra?
miracle|Det er gælden.|Sæt nu, gælden var væk. Hvad gør du først?
"""


@pytest.mark.parametrize(("wanted", "citizen", "reply"), rows(TOOLS))
def test_a_tool_is_heard_without_its_formula_and_without_marks(wanted: str, citizen: str, reply: str) -> None:
    for text in (reply, typed(reply)):
        seen = {one.behaviour for one in findings(text, citizen)}
        assert (wanted.lstrip("-") in seen) is not wanted.startswith("-"), text

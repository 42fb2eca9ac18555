"""Example table: what a reply does. »behaviour|the citizen's line|reply«; a minus says that it does not."""

import pytest

from pejling_widgets.danish import BEHAVIOURS, HURTS, findings

TABLE = """
several_questions||Hvad skete der? Og hvordan havde du det?
several_questions||Hvad tænker du, og hvordan har du det med det?
-several_questions||Hvad tænker du om det?
-several_questions||Må jeg spørge om noget? Hvad betyder arbejde for dig?
-several_questions||Hvad tror du, er vigtigst?
leading||Har du ikke bare brug for en pause?
leading||Synes du ikke, du skulle søge bredere?
leading||Du vil vel gerne i arbejde?
leading||Det er da en god idé, ikke?
-leading||Hvad synes du om det?
-leading||Hvad er det, du ikke kan lide?
exception|Jeg kom kun to dage i sidste uge.|De to dage kom du af sted. Hvad gjorde du de morgener?
exception|Det gik, før hun blev chef.|Hvad var det, der fungerede, før hun kom?
if_then|Jeg når aldrig at ringe.|Når du står med telefonen og ikke ved, hvad du skal sige, hvad hjælper dig i gang?
asks_permission|Jeg ved ikke, hvad det koster.|Jeg har nogle tal på det. Er det noget, du vil høre?
-asks_permission|Jeg er træt.|Må jeg lige komme med noget her?
unasked_advice|Jeg bliver så hidsig.|Kunne man forestille sig, at du talte til ti?
unasked_advice|Jeg kan ikke hente børnene.|Kunne deres far ikke hente dem?
unasked_advice|Min kone siger, jeg skal tage det.|Din kone har nok ret.
-unasked_advice|Jeg ved ikke, om jeg skal sige det.|Du er i tvivl om, hvor meget du skal sige.
-contract|Jeg skal i praktik.|Hvad vil du selv gerne finde ud af derude?
strength|Jeg kan slagte en gris med bind for øjnene efter tredive år.|Tredive år. Du kan faget i søvne.
-mirror|Jeg har gået til alle samtaler.|Du er vred på os.
-mirror|Jeg kom for sent, fordi jeg ikke gad.|Godt, du er ærlig.
-mirror|Jeg har fem år til pensionen.|Du er jo heller ikke den yngste.
accusing_why||Hvorfor har du ikke søgt jobbet?
accusing_why||Hvorfor gjorde du ikke det?
accusing_why||Hvorfor søger du altid det samme?
accusing_why||Hvorfor kom du for sent?
-accusing_why||Hvorfor er det vigtigt for dig?
-accusing_why||Hvorfor er du på 4 og ikke på 2?
either_or||Vil du helst have fuld tid eller deltid?
either_or||Hvad passer dig bedst, morgen eller eftermiddag?
-either_or||Hvad gør du, når du er træt eller ked af det?
unasked_advice||Du skal bare søge noget bredere.
unasked_advice||Du kunne prøve at ringe til dem.
unasked_advice||Prøv at skrive en liste.
unasked_advice||Hvad med at søge i Netto?
unasked_advice||Har du prøvet at ringe til virksomheden?
unasked_advice||Hvis jeg var dig, ville jeg ringe.
unasked_advice||Jeg synes, du skulle tage jobbet.
unasked_advice||Jeg vil anbefale dig at tage kurset.
unasked_advice||Det bedste ville være at tage et kursus.
unasked_advice||Kunne du ikke bare tage bussen?
unasked_advice||Ring til dem i morgen.
-unasked_advice||Fortæl mere om det.
-unasked_advice||Hvad har du selv prøvet?
-unasked_advice||Må jeg komme med et forslag? Du kunne ringe til dem.
-unasked_advice|Hvad synes du, jeg skal gøre?|Du kunne ringe til dem.
-unasked_advice||Du siger, at du skal passe din mor hver dag.
-unasked_advice||Tag dig god tid.
-unasked_advice||Hvad skal du bruge det til?
trivialising||Det skal nok gå.
persuasion||Du ved jo godt, at du skal søge job.
persuasion||Tro mig, det er en god mulighed.
trivialising||Det er da ikke så slemt.
persuasion||Du må forstå, at sådan er det.
-persuasion||Det må være hårdt for dig.
asks_permission||Må jeg dele en tanke?
asks_permission||Er det okay, at jeg fortæller, hvad andre har gjort?
asks_permission||Har du lyst til at høre, hvad jeg tænker?
asks_permission||Vil du høre, hvad andre har gjort?
-asks_permission||Hvad må du gerne?
but_after_mirror||Jeg forstår godt, at du er træt, men du skal søge to job.
but_after_mirror|Jeg er træt af afslag.|Du er træt af alle de afslag, men sådan er det jo.
but_after_mirror||Det lyder hårdt. Men vi er nødt til at komme videre.
-but_after_mirror|Jeg vil gerne arbejde, men jeg er bange for larmen.|Du vil gerne arbejde, men du er bange for larmen.
jargon||Vi skal se på din rådighedsforpligtelse.
jargon||Hvordan ser du på din progression?
-jargon|Hvad er progression?|Progression er, at det går fremad.
mirror|Jeg har sendt fyrre ansøgninger og hører aldrig noget.|Fyrre ansøgninger, og der er stille.
mirror|Jeg har sendt fyrre ansøgninger og hører aldrig noget.|Det lyder opslidende at sende så mange og aldrig høre noget.
mirror|Jeg vil gerne arbejde, men jeg er bange for larmen.|På den ene side vil du i gang, på den anden side skræmmer larmen.
mirror|Det er min mor, der fylder det hele.|Din mor fylder meget lige nu. Hvad har du brug for?
mirror||Du siger, at det er svært at komme op om morgenen.
mirror||Det lyder, som om du er ved at miste modet.
mirror|Ingen ringer tilbage.|Du venter på et svar, der aldrig kommer.
-mirror|Jeg er træt.|Det lyder godt.
-mirror|Jeg er træt.|Jeg forstår, hvad du siger.
-mirror|Jeg er træt af at søge job.|Du skal bare søge noget andet.
-mirror|Jeg er træt af at søge job.|Hvad trætter dig mest?
-mirror|Jeg er træt af at søge job.|Jeg synes også, det er hårdt at søge job.
parroting|Jeg er træt af at søge job.|Du er træt af at søge job.
parroting|Jeg kan ikke sove om natten mere.|Du kan ikke sove om natten mere?
-parroting|Jeg er træt af at søge job.|Det tærer på kræfterne at blive ved.
feeling||Du lyder skuffet.
feeling||Det må være frustrerende.
feeling||Jeg hører, at du er ked af det.
-feeling||Jeg er glad for, at du kom.
-feeling||Hvad skete der så?
strength||Det er stærkt, at du blev ved i tre uger.
strength||Der skal mod til at ringe, når man ryster.
strength||Jeg lægger mærke til, at du stadig møder op hver dag.
strength||Du har alligevel holdt fast i tre år.
strength||Det kræver vilje at stå op klokken fem hver dag.
-strength||Flot!
-strength||Godt gået.
scale||På en skala fra 0 til 10, hvor vigtigt er det for dig?
scale||Hvad gør, at du ikke er på et 2-tal?
scale||Hvad skal der til for at komme ét trin højere?
scale||Hvorfor ikke lavere?
-scale||Hvad tænker du om det?
exception||Hvornår var det sidst lidt lettere?
exception||Har der været dage, hvor det gik bedre?
exception||Hvad var anderledes den dag?
exception||Hvad gjorde du, sidste gang det lykkedes?
-exception||Hvornår er du født?
perspective||Hvad ville din bedste ven sige?
perspective||Hvad tror du, din datter ville lægge mærke til?
perspective||Hvem tror mest på dig?
perspective||Hvis jeg spurgte din gamle chef, hvad ville hun så sige?
perspective||Hvad ville du råde en god ven til?
-perspective||Hvad siger du til det?
miracle||Forestil dig, at der sker et mirakel i nat.
miracle||Hvis problemet var væk i morgen, hvad ville du så gøre?
miracle||Hvordan ser dit liv ud om et år?
-miracle||Hvad gjorde du i går?
contract||Formålet med samtalen er, at vi finder et næste skridt.
contract||Vi har tre kvarter i dag.
contract||Hvad vil du gerne have ud af samtalen i dag?
contract||Hvad er vigtigst for dig, at vi når i dag?
-contract||Hvad er vigtigst for dig?
timeout||Lad os lige stoppe op et øjeblik.
timeout||Er vi på rette spor?
timeout||Jeg lægger mærke til, at vi er kommet væk fra emnet.
timeout||Taler vi om det rigtige?
-timeout||Hvornår stoppede du?
closing||Inden vi slutter, vil jeg gerne samle op.
closing||Hvad tager du med dig herfra?
closing||Vi har aftalt, at du ringer til mester på fredag.
closing||Hvordan har samtalen været for dig?
-closing||Hvad skete der?
if_then||Hvis bussen er aflyst, så ringer jeg til Peter.
if_then||Når jeg mister modet, så går jeg en tur.
-if_then||Hvis jeg var dig, ville jeg ringe.
smart_s||Jeg ringer til tre værksteder i Tjørnemølle på tirsdag.
smart_m||Jeg ringer til tre værksteder i Tjørnemølle på tirsdag.
smart_t||Jeg ringer til tre værksteder i Tjørnemølle på tirsdag.
smart_a||Jeg vil gerne ringe til mester, for jeg savner at bruge hænderne.
smart_r||Jeg ringer til én, det kan jeg nå, mens børnene er i skole.
smart_t||Sende to ansøgninger inden fredag.
-smart_m||Jeg vil være bedre til at søge job.
-smart_t||Jeg vil være bedre til at søge job.
-smart_s||Afklar arbejdsevnen.
-smart_t||Hvad tænker du om tirsdag?
scale||Du siger fire. Hvad gør, at det ikke er to?
scale||Hvad gør det til en syver og ikke en firer?
scale||Hvad skulle der til, for at det blev en firer?
scale||Hvad ville gøre det til en sekser?
scale||Hvad ligger der i de syv?
-scale||Hvad gør, at det ikke er sjovt?
-scale||Hvad ligger der i ordet for dig?
perspective||Hvad ville Lillian sige?
perspective||Hvad ser Kaj i dig, som du ikke selv ser?
-perspective||Hvad vil Jobnet koste dig?
-perspective||Hvad ser du i dig selv?
miracle||Mens du sover, bliver det hele løst. Hvad ser du først i morgen?
-miracle||Hvad gør du, mens du sover hos din søster?
exception||Fortæl om en dag, hvor du fik ti minutter til dig selv.
exception||Hvad gjorde du de tre gange, du kom?
-exception||Fortæl om en dag på fabrikken.
if_then||Hvis du får lyst til at rejse dig, hvad gør du så?
-if_then||Hvad gør du, når du bliver nervøs?
strength||Det kræver, at du kan lede andre.
strength||Det fortæller mig, at du kan holde hovedet koldt.
-strength||Det kræver, at du søger to job.
smart_t||Onsdag: Jeg går en tur til havnen.
timeout||Må jeg lige stoppe os?
timeout||Jeg stopper os lige her.
timeout||Jeg stopper os et sekund.
timeout||Vi standser lige her et øjeblik.
timeout||Nu tager vi lige en pause.
timeout||Skal vi holde en lille pause?
timeout||Vi stopper lige op.
-timeout||Du stopper lige op og kigger.
-timeout||Tager du en pause på jobbet?
closing||Så har vi aftalt, at du ringer på mandag.
closing||Hvad har vi aftalt?
closing||Så er aftalen, at du ringer til mester.
closing||Vi slutter om lidt.
contract||I dag skal vi tale om din plan.
contract||Jeg har en halv time til dig.
contract||Jeg skal bruge ti minutter, og resten er din tid.
contract||Vi skal bruge tyve minutter sammen.
-contract||Jeg har en halv time i bus hver dag.
-mirror|Jeg ringede til dem selv.|Hvor er du sej!
-mirror|Jeg turde ikke ringe til dem.|Næste gang skal du bare ringe.
-mirror|Jeg har fået fire timer i kantinen, og jeg kender dem ikke.|Det er jo kun fire timer, og du kender dem.
-feeling||Det er for din egen skyld.
-leading||Synes du, at du fik noget ud af det i dag?
perspective||Tror du, at det går? Hvad tror du, Lillian ville sige?
-perspective||Hvad ville Du sige?
-timeout||Hvornår holder du en lille pause?
-strength||Det kræver, at du kan dokumentere det.
-feeling||Gør det for børnenes skyld.
feeling||Du føler skyld over for børnene.
-scale||Har du en femmer til bussen?
smart_t||Onsdag ringer jeg til mester.
-mirror|Jeg ringede ikke.|Næste gang ringer du bare.
closing||Hvad er aftalen?
timeout||Nu stopper vi lige op.
-timeout||Vi stopper her for i dag.
-exception||Fortæl om en dag, hvor det var svært.
-exception||Fortæl om den uge, hvor du søgte sidst.
-if_then||Når nervøsiteten ikke fylder, hvad gør du så i stedet?
""".strip().splitlines()


@pytest.mark.parametrize("row", TABLE)
def test_a_reply_is_said_to_do_what_it_does(row: str) -> None:
    wanted, citizen, reply = row.split("|")
    seen = {finding.behaviour for finding in findings(reply, citizen or None)}
    if wanted.startswith("-"):
        assert wanted[1:] not in seen
    else:
        assert wanted in seen


def test_every_behaviour_has_an_example() -> None:
    shown = {row.split("|")[0] for row in TABLE} | {"open", "help", "closed"} | HURTS  # of their own: test_hurting.py
    assert shown >= set(BEHAVIOURS)


@pytest.mark.parametrize("row", TABLE)
def test_a_finding_points_at_words_and_says_why_in_a_danish_sentence(row: str) -> None:
    _, citizen, reply = row.split("|")
    for finding in findings(reply, citizen or None):
        assert reply[finding.start : finding.end].strip()
        assert finding.why[0].isupper() or finding.why[0] == "»"
        assert finding.why.endswith((".", "?", "«", "!"))
        assert "{" not in finding.why


def test_a_question_that_begins_with_what_you_think_is_no_raised_statement() -> None:
    assert {finding.rule for finding in findings("Synes du, at du fik noget ud af det i dag?")} == {"Q6-verb-first"}

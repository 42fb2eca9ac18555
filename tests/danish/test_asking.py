"""Example table: utterances that ask openly or invite."""

import pytest

from pejling_widgets.danish import question_form

OPEN = '''
Hvad tænker du om det?
Hvad skete der så?
Og hvordan har du det med det?
Når du ser tilbage, hvad er du så mest stolt af?
Hvis det lykkedes, hvad ville så være anderledes?
Hvorfor søgte du ikke jobbet?
Hvad tænker du om det
Du siger, at det er svært – hvad er det sværeste?
På hvilken måde har det påvirket dig?
I hvilke situationer oplever du det?
Hvilke tanker gør du dig om fremtiden?
Hvad fylder mest for dig lige nu?
Hvad tror du, er det vigtigste?
Hvad sker der, når du er træt eller ked af det?
Det lyder hårdt. Hvad gør du så?
Hvordan kan det være?
Hvad så?
Hvad ville din bedste ven sige, hvis han var her?
Hvad ville du gøre, tror du?
Hvem ser anderledes på det end dig?
Okay, og hvad er næste skridt for dig?
Når du kommer hjem hvad gør du så?
Du har nævnt din søn flere gange, hvad betyder han for dig?
Hvor ser du dig selv om et år?
Hvor kommer den tanke fra?
Hvordan ville en god dag se ud?
Hvad gør, at du ikke står lavere på skalaen?
Hvad ville f.eks. din søster sige?
»Hvad tænker du?«
Det er godt at høre 😊 Hvad gjorde du? 🙂
Hvad mon der skal til?
Hvad var det sværeste ved den periode
Og hvad så
Hvordan går det?
Hvordan går det med jobsøgningen, og er der noget nyt fra virksomheden? Fortæl ikke for meget. Hvad tænker du?
Hvad er det bedste der kunne ske?
Jamen hvad er det så der holder dig tilbage
Med hvilke øjne ser du på det i dag?
Hvem kunne være en støtte for dig?
Hvilken betydning har det for dig?
Hvad kunne være et lille første skridt?
Hvad skal der til, for at du tør?
Hvilke af dine styrker kan du bruge her?
Hvad mere?
Hvad ellers?
Ud fra det, du fortæller, hvad er så vigtigst?
Lige nu, hvad har du mest brug for?
Sidst talte vi om praktikken. Hvordan er det gået siden?
Hvorfor det?
Hvad gør du, når du bliver nervøs?
Hvis du tænker fem år frem, hvordan ser dit arbejdsliv så ud?
Du nævner din mor. Hvad fylder det?
Hvad drømmer du om?
Hvordan vil du vide, at du er på rette vej?
Hvad vil være anderledes, når du har fået et job?
Hvor mærker du det i kroppen?
Hvor vil du gerne hen med det?
Hvordan kan jeg bedst hjælpe dig?
Hvad har du lyst til at tale om i dag?
hvad siger din krop
Så hvad er planen?
Hvad er du god til?
Hvad kan du lide at lave?
Hvad er det, der gør det svært?
Hvilke muligheder ser du?
Hvad siger du til det?
Hvad siger det om dig?
Hvordan ville du have det med at prøve?
Det er ikke let, det der. Hvad har du mest lyst til
Altså, hvad er det værste, der kan ske?
Du sagde før, at du elskede at bygge. Hvad elskede du ved det?
Sådan helt ærligt: hvad tænker du om planen?
Når vi nu sidder her - hvad håber du på?
Ok. hvordan kan du mærke det?
Hvordan mon din chef ser på det?
Hvad mon der ville ske, hvis du ringede?
Hvad er det, der gør, at du bliver ved?
Hvad ligger der i ordet »nederlag« for dig?
hvad fik dig til at sige ja dengang
Men hvad vil du selv?
Hvad gik godt, og hvad gik mindre godt?
Hvad gik godt og hvad var svært
Hvad ville der skulle til, for at du flyttede dig fra 4 til 5?
Hvad gør, at du siger 6 og ikke 4?
I forhold til økonomien, hvad bekymrer dig så?
Af alt det, du har nævnt, hvad er så det vigtigste?
Hvem i din familie kan du tale med om det?
Til hvem plejer du at gå, når det er svært?
Hvorfor tror du, det gik sådan?
Hvorfor ikke?
Hvordan kan det være, at du valgte murerfaget?
Hvor tror du, det kommer fra?
Hvor er du henne i det her?
Hvad skal jeg vide om dig?
Hvad vil du helst, hvis du helt selv kunne vælge?
Hvad har tidligere hjulpet dig?
Hvilke erfaringer har du med at arbejde i team?
Hvilken slags arbejde kunne give mening for dig?
Hvilket job drømmer du om?
Hvad for noget arbejde kunne du tænke dig?
Hvad nu?
Hvad så nu?
Hvordan så det ud?
hvordan ville det være hvis du fik lov at starte lidt stille op
Hvordan synes du selv, det går
Hvad tænker du om at starte med 10 timer?
Hvad er vigtigt for dig, når du skal vælge arbejdsplads?
Hvad får dig op om morgenen, selvom det er hårdt?
Det giver mening. Hvad skulle der ske, før du turde?
Jeg er lidt nysgerrig - hvad tænkte du?
Jeg tænker på, hvad der var anderledes dengang?
Tak, fordi du deler det. Hvad har du brug for nu? Tag dig god tid.
Hvad har du brug for nu? Der er ingen rigtige svar.
'''.strip().splitlines()

HELP = '''
Fortæl mere om det.
Beskriv en god dag.
Prøv at beskrive, hvordan det var.
Kan du fortælle lidt mere om det?
Vil du uddybe det?
Kan du sige lidt mere om det?
Tænk højt.
Vis mig, hvordan du gør.
Giv mig et eksempel.
Sæt lidt flere ord på det, du kalder uro.
Okay, fortæl.
Har du lyst til at fortælle mere om det?
Du må gerne uddybe, hvad du mener.
Det lyder spændende, fortæl mere!
Uddyb gerne.
Tag mig med ind i en almindelig dag.
Prøv at tage mig med til den dag.
Sig lidt mere om det, er du sød.
Kunne du sætte et par ord på?
Mon du kan uddybe det?
Kan du komme med et eksempel?
Kan du give mig et eksempel?
Vil du prøve at beskrive det?
Vil du fortælle mig, hvad der skete?
Lad mig høre, hvad du tænker.
Beskriv gerne, hvordan en dag ser ud.
Nævn tre ting, du er god til.
Tag mig med tilbage til første arbejdsdag.
Uddyb lige det med chefen.
Jeg vil gerne høre mere om din tid på fabrikken.
Må jeg bede dig fortælle lidt om det?
Sæt ord på, hvad der er svært.
Forklar mig lige, hvad du mener.
Spændende! Fortæl!
Du siger »gået i stå«. Prøv at sige lidt om det.
Vis mig dit CV, så kigger vi på det.
Kan du fortælle om det?
Kan du beskrive det nærmere?
Kan du tegne det for mig?
Så fortæl mig om det
Hvad tænker du? Fortæl mig lidt om det.
Det vil jeg gerne høre mere om. Fortæl!
fortæl lidt mere
Fortæl lidt om, hvorfor du valgte det.
Giv mig et billede af en typisk uge.
Beskriv for mig, hvad du ser.
Beskriv din drømmedag, fra du vågner.
Sig det med dine egne ord.
Sig, hvad du tænker.
Sig bare, hvad du tænker.
Kan du ikke prøve at forklare det?
Vil du uddybe, hvad du mener med »kaos«?
Vil du ikke nok fortælle mere?
Kunne du fortælle mig, hvordan du så på det?
Gider du lige uddybe?
Ville du kunne beskrive det lidt mere?
Kan du prøve at sætte ord på, hvad der skete?
Kan du hjælpe mig med at forstå, hvad der skete?
Hjælp mig med at forstå det.
Tag mig igennem din sidste arbejdsdag.
Prøv at tænke højt.
Prøv lige at fortælle, hvad du gjorde.
Lad os høre om det.
Lad mig høre lidt om din familie.
Mal et billede for mig af det.
Du må gerne fortælle lidt mere.
Vis mig på tegningen, hvor du er.
Skitser lige forløbet for mig.
Hvis du har lyst, så fortæl om det.
Når du er klar, så fortæl mig om det.
Kom med et eksempel.
Giv lige et eksempel på det.
Fortæl mig om en gang, hvor det lykkedes.
Kan du sige noget om, hvad der driver dig?
Uddyb.
Uddyb »presset«.
Pres. Sig lidt mere om det.
'''.strip().splitlines()


@pytest.mark.parametrize("text", OPEN)
def test_an_open_question_leaves_the_answer_to_the_citizen(text: str) -> None:
    assert question_form(text) == "open"


@pytest.mark.parametrize("text", HELP)
def test_an_invitation_to_go_on_is_a_help_question(text: str) -> None:
    assert question_form(text) == "help"

"""Example table: utterances that are closed, or ask nothing."""

import pytest

from pejling_widgets.danish import question_form

CLOSED = '''
Har du søgt job?
Er det løn eller tid, der betyder mest?
Hvad vil du helst, have fuld tid eller deltid?
Du vil gerne arbejde, ikke?
Det er ikke så slemt, vel?
Hvad med at ringe til dem?
Hvor gammel er du?
Hvor længe har du været ledig?
Hvornår begyndte du?
Hvad hedder din kontaktperson?
Hvor bor du?
Hvilken dag passer dig bedst?
Ved du, hvad du vil?
Så du er træt?
Så er du klar?
Har du prøvet at ringe
Hvad er dit telefonnummer?
Hvor mange timer om ugen kan du arbejde?
Hvad tænker du, og er du klar?
Hvis du fik hjælp, ville du så søge det?
Hvorfor ikke bare ringe til dem?
Tror du, hun ville hjælpe?
Kan du huske, hvornår det var?
Det var den 3. maj, ikke?
På en skala fra 0 til 10, hvor vigtigt er det for dig?
Mon ikke det går?
Skal vi kigge på det sammen?
Synes du ikke, det er en god idé?
Er du klar?
Er du klar
Har du det godt?
Tager du bussen?
Skal jeg ringe til dem?
Må jeg spørge om noget?
Kan du lide at arbejde udendørs?
Ville det hjælpe, hvis jeg ringede?
Kender du nogen, der arbejder der?
Føler du dig klar?
Mener du det?
Er det rigtigt forstået, at du gerne vil arbejde mere?
Hvor mange job har du søgt?
Hvor langt har du til arbejde?
Hvornår har du tid?
Hvornår stoppede du på fabrikken?
Hvem er din mentor?
Hvad hedder virksomheden?
Hvilken ugedag passer dig?
Hvor ligger det?
Hvor mange år var du der?
Hvad siger du til at prøve en praktik?
Hvad med praktik?
Du har ikke søgt noget, vel?
Du er vel klar over reglerne?
Så det var det?
Ikke?
Fuldtid eller deltid?
Foretrækker du morgen eller aften?
Vil du have kaffe eller te?
Hvad er bedst for dig: tirsdag eller torsdag?
Kunne du tænke dig at prøve?
Burde du ikke ringe til dem?
Men er det realistisk?
Og det gik godt?
Nå, så du fik jobbet?
Kan vi aftale det?
Kan vi mødes på torsdag
Hvad er din alder?
Hvad er dit CPR-nummer?
Er der noget, du er bange for?
Har du en idé om, hvad der skal til?
Ved du hvorfor?
Hvornår kan du begynde?
Hvis jeg hjalp dig, ville du så ringe?
Når du tænker på jobbet, bliver du så glad?
Kan du huske, hvad vi aftalte?
Skal vi sige tirsdag?
Er det okay, at jeg spørger?
Blev du ked af det?
Gik det godt?
Fik du ringet til dem?
Nåede du at søge?
Har du talt med din læge om det
Det går godt, går det ikke?
Du har da søgt job, har du ikke?
Er du gift eller single?
Er det noget, du har lyst til?
Er det, fordi du er bange?
Kunne det være, fordi du er bange?
Handler det om penge eller om tid?
Hvor mange timer kan du klare?
Hvor meget tjener du?
Hvor ofte ser I hinanden?
Hvor tidligt kan du møde?
Hvor sikker er du på en skala fra 0 til 10?
Hvor på skalaen er du i dag?
Hvornår har vi den næste aftale?
Hvem talte du med?
Hvem hedder din leder?
Hvad hedder du?
Hvad er navnet på din arbejdsplads?
Hvad tid begynder du?
Hvilket år blev du færdig?
Hvilken by bor du i?
Hvad dag er det?
I hvilken by bor du?
Siden hvornår?
Fra hvornår til hvornår?
I hvor mange år?
I hvor lang tid har du gået ledig?
Om hvor længe?
Hvad år er du født?
Skal vi ikke bare sige det?
Var det svært?
Var det ikke svært?
Lykkedes det?
Virker det?
Plejer du at sove godt?
Bor du alene?
Synes du selv, det går godt?
Tænker du på noget bestemt?
Oplever du, at det hjælper?
Passer det dig på mandag?
Må jeg give dig et råd?
Vil du med?
Du vil altså gerne skifte branche?
Du er bange for at fejle?
Det vil sige, at du gerne vil starte nu?
Hvad med om du ringede?
Hvad hvis vi prøvede en praktik?
Hvorfor ikke tage chancen?
Og du har ikke hørt fra dem?
Nogen idéer?
Noget andet?
Andet?
Okay?
På mandag?
Alene?
Mon du har tid?
Er du okay? Du ser træt ud.
Har du brug for hjælp? Så sig endelig til.
Hvor bor du henne
Hvornår var du sidst i arbejde
Hvor gammel er din søn?
Hvor lang er din uddannelse?
Hvad vejer kasserne?
Tør du?
Tror du på det?
Når du siger træt, er det så i kroppen?
Hvad er det for et nummer, jeg kan ringe på?
Hvor høj er lønnen?
Hvornår på dagen er du mest frisk?
Fik du sendt den, eller venter du stadig?
Hvad foretrækker du: at ringe eller at skrive?
Vil du have, at jeg ringer, eller vil du selv?
'''.strip().splitlines()

STATEMENT = '''
Søg mindst to job.
Husk at opdatere dit CV.
Hvor er det flot!
Hvor er det godt, at du kom.
Hvad angår din ydelse, ser jeg på det.
Hver gang du søger, bliver du klogere.
Jeg ved ikke, hvad du mener.
Du er træt af at søge.
Hvad du siger, er vigtigt.
Det er vigtigt, hvad du selv vil.
Så har du altså søgt to job.
Jeg kan høre, hvor meget det fylder.
Prøv at ringe til dem.
Sig til, hvis du får brug for hjælp.
Fortæl din læge, at du er træt.
Hvor dejligt at høre.
Sikke en historie!
Søger du bredere, får du flere svar.
Når du er klar, går vi videre.
Du spørger: »Hvad skal jeg gøre?«
Tak for i dag.
Det var godt, du kom.
Hvor er jeg glad for at høre det.
Hvor fedt!
Sikke meget du har nået!
Uanset hvad du vælger, hjælper jeg dig.
Uanset hvad, så er det din beslutning.
Hvis du vil, kan vi se på det sammen.
Jeg kan ikke sige, hvornår du får svar.
Vi må se, hvad der sker.
Det kommer an på, hvad du selv vil.
Kontakt din læge.
Du skal huske at tjekke ind.
Opdater dit CV inden fredag.
Kom til tiden.
Tal med din mentor om det.
Skriv det ned, så du husker det.
Hvem der end ringer, så tag telefonen.
Hvad du end gør, så er det okay.
Når du er færdig, sender du den til mig.
Har du brug for hjælp, så ring.
Vil du have hjælp, så sig til.
Lad os se på det sammen.
Lad os tage det næste gang.
Jeg hører, at du er træt.
Det lyder som om du er træt.
Vis dit CV til en ven.
Gå ind på Jobnet og søg.
Vær ærlig over for dig selv.
Tænk over det til næste gang.
Giv mig besked, når du ved mere.
Så er vi enige.
Er du i tvivl, så spørg.
Kommer du for sent, mister du din ydelse.
Fint.
Hvilken flot indsats!
Hvor du dog knokler!
Jeg spurgte ham, hvad han ville.
Der er mange, der spørger, hvordan man gør.
Hvad praktikken angår, så aftaler vi det senere.
Jeg forstår, hvorfor du er vred.
Nu ved jeg, hvad du mener.
Send mig lige en mail.
Sæt dig ned.
Sov på det.
Ring, når du ved noget.
Det er ikke så vigtigt, hvor du bor.
Har man først fået foden indenfor, er det lettere.
Det er svært at vide, hvad man skal vælge.
Hvad vi gør nu, er at kigge på dit CV.
Hvordan du griber det an, er op til dig.
Hvorfor du ikke fik jobbet, ved vi ikke.
Hvem du vælger som bisidder, bestemmer du selv.
Hvor end du søger, vil de spørge til det.
Hvor er du dygtig!
Hvor må det have været svært.
Hvor lyder det hårdt.
Hvor har du været modig!
Hvor ærgerligt.
Hvor trist at høre.
Hvor er det ærgerligt at høre, at du ikke fik jobbet
hvor er det bare stærkt
Husk, at du kan ringe.
Bare spring ud i det.
Du må gerne tage en bisidder med.
Du kan fortælle det til din chef.
Så må du fortælle dem det.
Søg nu bare det job.
Glem det.
Lad være med at bekymre dig.
Lad dem ringe til mig.
Jeg vil gerne bede dig sende mig dit CV.
Jeg vil høre, hvad lægen siger, og så vender jeg tilbage.
Jeg ved godt, hvor hårdt det er.
Det må du selv om.
Er du syg, skal du melde det.
Skulle du få brug for mig, så ring.
Vil du videre, må du tage det første skridt.
Så længe du søger, er det fint.
Alt, hvad du siger, bliver mellem os.
Det, du siger, giver god mening.
Når alt kommer til alt, er det dig, der bestemmer.
Du ser træt ud.
Så er det en aftale.
Så skriver vi det ned.
Nu skal du høre.
Først skal du søge, så finder vi ud af resten.
I dag skal vi tale om dit CV.
Her har du mit kort.
Det tror jeg på.
Sådan er det.
Du spørger, hvad jeg synes.
Du undrer dig over, hvorfor de ikke ringer.
Du er i tvivl om, hvad du skal vælge.
Hun sagde: »Hvad vil du her?«
Beskeden kommer på mandag.
Mail mig dit CV.
Meld dig til kurset i dag.
Bestil en tid hos lægen.
Forbered tre spørgsmål til samtalen.
Kig på Jobnet hver dag.
Begynd i det små.
Vælg to opslag, og skriv til dem.
Hold fast i det.
Hold kontakt til dem.
Tag en ting ad gangen.
Tag kontakt til din fagforening.
Læg en plan.
Lav en liste over dine styrker.
Prøv noget nyt.
Prøv at se lyst på det.
Del dit CV på LinkedIn.
Fortæl din kone om det i aften.
Fortæl altid sandheden.
'''.strip().splitlines()


@pytest.mark.parametrize("text", CLOSED)
def test_a_question_with_a_narrow_answer_is_closed(text: str) -> None:
    assert question_form(text) == "closed"


@pytest.mark.parametrize("text", STATEMENT)
def test_what_asks_nothing_is_a_statement(text: str) -> None:
    assert question_form(text) == "statement"

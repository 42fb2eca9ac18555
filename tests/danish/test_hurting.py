"""What hurts is seen as what it is, with its words; what is said warmly, or is the citizen's own, is not."""

import pytest
from danish.phone import typed

from pejling_widgets.danish import HURTS, findings

HURTING = """
judgement|Jeg kan ikke overskue at søge mere.|Du er doven og gider ikke mere.
judgement|Jeg sagde op i vrede.|Det var godt nok dumt.
judgement|Jeg er blevet en brokkerøv, siger min kone.|Ja, du er et brokkehoved.
judgement|Jeg bytter altid vagter.|Du er en dørmåtte.
judgement|Jeg fik ikke søgt.|Det er din egen skyld.
judgement|Jeg kom for sent.|Tag dig nu sammen.
judgement|Jeg har søgt fem.|Fem er jo ikke mange.
judgement|Jeg kan ikke lide min chef.|Du har svært ved at samarbejde.
threat|Jeg kommer ikke på fredag.|Hvis du ikke kommer, stopper din ydelse.
threat|Jeg vil ikke på kurset.|Så bliver du trukket i dagpenge.
threat|Jeg vil ikke i praktik.|Ellers kan vi ikke hjælpe dig.
sarcasm|Jeg har søgt syv steder.|Wow, syv hele steder.
sarcasm|Jeg kan ikke leve af det.|Velkommen til virkeligheden.
pity|Jeg har søgt syv steder.|Syv steder, stakkels dig.
pity|Jeg kan ikke sove.|Årh, hvor er det synd for dig.
trivialising|Jeg er bange for at gå derind.|Det skal du ikke være ked af.
trivialising|Jeg er så ked af det.|Det går nok over.
trivialising|Jeg savner mit arbejde.|Sådan har vi det alle sammen.
trivialising|Jeg kan ikke finde ud af skemaet.|Så svært er det altså ikke.
diagnosis|Jeg ligger bare i sengen.|Det lyder som en depression.
judgement|Jeg passer min datter og kan kun arbejde lidt.|Du valgte jo selv at få hende.
judgement|Jeg er nok en kryster.|En kryster er du da.
judgement|De skrev noget forkert om mig.|Det husker du nok forkert.
judgement|Jeg fik at vide, at jeg skulle møde tirsdag.|Du har vist ikke hørt ordentligt efter.
judgement|Jeg røg op at skændes.|Du har jo et temperamentsproblem.
threat|Jeg kom for sent igen.|En gang mere, og så ryger du ud.
threat|Jeg har ikke fået det kursusbevis.|Uden det bevis får du ikke et job.
sarcasm|Jeg har fået nej fem gange.|Tillykke med jubilæet.
sarcasm|Jeg har set serier hele ugen.|Det er da en dejlig hobby.
sarcasm|Min vejleder sagde, at jeg var dygtig.|Det siger de til alle.
trivialising|Jeg kan ikke med den maskine.|Det er der så mange, der har det svært ved.
trivialising|De glemte mig på listen.|Sådan går det jo nogle gange.
trivialising|Jeg er på en treer.|Tre er jo bedre end ingenting.
diagnosis|Jeg kunne ikke trække vejret i bussen.|Har du angst?
diagnosis|Jeg græd på vej hjem.|Klassisk stress, det der.
diagnosis|Jeg glemmer alting.|Du har nok ADHD.
diagnosis|Jeg vil ikke ringe.|Er det social angst, du har?
"""
KIND = """
Jeg ligger i sengen det meste af ugen.|Det har været en uge, hvor det hele var for meget.
Min søn har ADHD, og jeg er alene.|Du er alene med ham, og ADHD'en fylder.
De siger, at jeg er doven.|Andre kalder dig doven, og det rammer.
Jeg gider ikke stå i et supermarked igen.|Du gider ikke supermarkedet igen.
Jeg mister min ydelse, hvis jeg flytter.|Du er bange for at miste din ydelse.
Jeg er bange for at få det lige så dårligt som sidst.|Sidste gang sidder stadig i dig.
To busser om dagen.|To busser om dagen, det er ikke mange for dig.
Jeg valgte selv at blive hjemme hos ham.|Du valgte at blive hjemme hos ham.
Jeg har fået nok af det hele.|Du har fået nok af det hele.
Jeg har været syg med stress.|Det var stressen, der fik dig til at stoppe op.
Jeg fik nej igen.|Det må have gjort ondt.
"""


def rows(table: str) -> list[list[str]]:
    return [line.split("|") for line in table.strip().splitlines()]


@pytest.mark.parametrize(("kind", "citizen", "reply"), rows(HURTING))
def test_what_hurts_is_seen_with_and_without_marks(kind: str, citizen: str, reply: str) -> None:
    for text in (reply, typed(reply)):
        found = [one for one in findings(text, citizen) if one.behaviour in HURTS]
        assert kind in {one.behaviour for one in found}, text
        assert all(text[one.start:one.end].strip() for one in found)
        assert "mirror" not in {one.behaviour for one in findings(text, citizen)}, "what hurts is no mirror"


@pytest.mark.parametrize(("citizen", "reply"), rows(KIND))
def test_what_is_the_citizens_own_or_kindly_said_does_not_hurt(citizen: str, reply: str) -> None:
    assert not [one for one in findings(reply, citizen) if one.behaviour in HURTS]


ADVICE = """
Jeg er pædagog.|Hvad ville der ske, hvis du søgte som vikar?
Jeg vil gerne i køkken.|Hvad er der i vejen for, at du bare tager jobbet i kantinen?
Jeg keder mig.|Man kunne jo gå ned i en klub.
Jeg mangler penge.|Hvad nu hvis du fik et fritidsjob?
Jeg har ondt i ryggen.|Jeg tænker, at du skulle tale med din læge.
Jeg kommer for sent.|Kan du sætte to alarmer?
Jeg har ingen bil.|Har du overvejet at cykle?
"""
NO_ADVICE = """
Jeg skulle op klokken fem, og det var jeg hver dag.|Du skulle op klokken fem, og du var der.
Jeg ved ikke, om jeg tør.|Hvad skal der til, for at du giver det en chance?
Jeg overvejer et forløb.|Hvad kunne et lille forsøg vise dig?
Jeg kunne måske ringe til min gamle mester.|Hvad ville der ske, hvis du ringede?
Jeg skal hente min pige klokken tre.|Klokken tre skal du hente din pige.
"""


@pytest.mark.parametrize(("citizen", "reply"), rows(ADVICE))
def test_hidden_advice_is_advice(citizen: str, reply: str) -> None:
    for text in (reply, typed(reply)):
        assert "unasked_advice" in {one.behaviour for one in findings(text, citizen)}, text


@pytest.mark.parametrize(("citizen", "reply"), rows(NO_ADVICE))
def test_the_citizens_own_duty_and_an_honest_question_are_no_advice(citizen: str, reply: str) -> None:
    for text in (reply, typed(reply)):
        assert not {one.behaviour for one in findings(text, citizen)} & {"unasked_advice", "persuasion"}, text


@pytest.mark.parametrize("reply", [
    "Tiden læger alle sår.", "Det er vi mange, der kender til.", "Når man har den indstilling, går det, som det går.",
])
def test_what_is_said_of_everybody_makes_it_small(reply: str) -> None:
    for text in (reply, typed(reply)):
        seen = findings(text, "Min far døde i foråret. Jeg har ikke lavet noget siden.")
        assert "trivialising" in {one.behaviour for one in seen}


def test_the_citizens_own_shrug_said_back_as_theirs_is_no_shrug() -> None:
    for reply in ("Jeg lagde mærke til, at du sagde ja ja. Hvad siger du i virkeligheden?", "Du siger ja ja. Hvad mener du?"):
        assert "trivialising" not in {one.behaviour for one in findings(reply, "Ja ja, jeg skal nok søge det.")}
    assert "trivialising" in {one.behaviour for one in findings("Ja ja, det går nok.", "Det går ikke.")}


def test_what_the_citizen_said_of_everybody_is_given_back() -> None:
    seen = {one.behaviour for one in findings("Alle siger, du skal brede dig ud.", "Alle siger, jeg skal søge bredere.")}
    assert not seen & {"trivialising", "judgement"}


@pytest.mark.parametrize(("citizen", "reply", "kind"), [
    ("Jeg er nok lidt af en kryster.", "Ja, lidt af en kryster er du da.", "judgement"),
    ("De siger, jeg mangler papir på det.", "Uden det papir får du ikke et job.", "threat"),
    ("Hvis jeg får angst i bussen, går jeg hjem.", "Du har nok en socialangst.", "diagnosis"),
    ("De skriver »dynamisk team«.", "Du er en af dem, der ser ting alle vegne.", "judgement"),
])
def test_a_blow_is_one_in_another_form_too(citizen: str, reply: str, kind: str) -> None:
    for text in (reply, typed(reply)):
        assert kind in {one.behaviour for one in findings(text, citizen)}, text

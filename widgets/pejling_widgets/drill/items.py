"""The schema of a drill's items: seven forms, each with feedback of its own."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, field_validator, model_validator

from pejling.schema import Id, Line, Strict
from pejling_widgets.danish.finding import HURTS, Behaviour

Text = Annotated[str, StringConstraints(min_length=1, max_length=600, strip_whitespace=True)]

Behaviours = Annotated[tuple[Behaviour, ...], Field(min_length=1, max_length=6)]
"""What the Danish rule engine can find in a reply; one of them is enough."""


class Item(Strict):
    """What every item has."""

    id: Id = Field(description="Fast navn på opgaven. Ændres aldrig, når øvelsen er brugt.")
    tool: Id = Field(description="Id på det redskab, opgaven øver, som »noegleord« eller »timeout«.")
    prompt: Line = Field(description="Hvad man skal gøre, i én sætning.")
    context: str = Field("", max_length=600, description="Situationen i et par sætninger. Kan udelades.")
    rule: Text = Field(description="Reglen bag, i én eller to sætninger. Vises med feedbacken.")


class Label(Strict):
    """One label to choose."""

    id: Id = Field(description="Fast navn på svaret.")
    text: Line = Field(description="Det, deltageren læser.")
    fits: bool = Field(False, description="true: et godt svar. Flere må være gode.")
    feedback: Text = Field(description="Hvad i ordene der viser det, eller hvorfor det ikke passer, og hvad man kan se efter.")
    shows: tuple[Line, ...] = Field((), max_length=6, description="De ord i replikken, der viser det, skrevet præcis som der.")


class Recognise(Item):
    """Say what an utterance is."""

    form: Literal["recognise"]
    speaker: Line = Field("Jobkonsulenten", description="Hvem der siger det.")
    utterance: Text = Field(description="Replikken.")
    labels: tuple[Label, ...] = Field(min_length=2, max_length=6, description="Svarene at vælge imellem.")

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        check_different("labels", [label.id for label in self.labels])
        if not any(label.fits for label in self.labels) or all(label.fits for label in self.labels):
            raise ValueError("mindst ét svar skal have fits: true, og mindst ét må ikke")
        for words in (words for label in self.labels for words in label.shows):
            check_contains(self.utterance, words)
        return self


class Span(Strict):
    """Words that matter in what the citizen says."""

    text: Line = Field(description="Ordene, skrevet præcis som i replikken.")
    nth: int = Field(1, ge=1, le=9, description="Hvilken gang ordene står der, hvis de står der flere gange.")
    why: Text = Field(description="Hvorfor netop de ord er værd at gribe.")
    also: bool = Field(False, description="true: også muligt, men ingen mangel, hvis man ikke har det med.")


class Mark(Item):
    """Mark the words that carry charge."""

    form: Literal["mark"]
    citizen: Text = Field(description="Det, borgeren siger.")
    spans: tuple[Span, ...] = Field(min_length=1, max_length=10, description="Ordene, der er værd at gribe.")
    elsewhere: Text = Field(description="Feedback, når man har markeret ord, der ikke er i spans.")

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        places = sorted(place_of(self.citizen, span.text, span.nth) for span in self.spans)
        if any(one[1] > other[0] for one, other in pairwise(places)):
            raise ValueError("to spans overlapper; skriv dem som ét, eller gør dem kortere")
        if all(span.also for span in self.spans):
            raise ValueError("mindst ét span skal være uden also: true")
        return self


class Want(Strict):
    """Something that makes a reply good."""

    any_of: Behaviours = Field(description="Det, motoren skal finde mindst ét af, for eksempel [open, help].")
    present: Text = Field(description="Feedback, når det er der.")
    absent: Text = Field(description="Feedback, når det mangler: hvad man kan prøve.")

    @field_validator("any_of")
    @classmethod
    def _is_good(cls, any_of: Behaviours) -> Behaviours:
        if never := [name for name in any_of if name == "parroting" or name in HURTS]:
            raise ValueError(f"{never[0]} gør aldrig et svar godt; tag det ud af any_of")
        return any_of


class Avoid(Strict):
    """Something that a good reply does without."""

    any_of: Behaviours = Field(description="Det, motoren ikke skal finde, for eksempel [closed].")
    present: Text = Field(description="Feedback, når det er der: hvad det gør ved samtalen, og hvad man kan prøve.")


class Model(Strict):
    """A reply to compare with."""

    reply: Text = Field(description="Svaret.")
    why: Line = Field(description="Hvorfor det virker, i én linje.")


class Typical(Strict):
    """What many write the first time."""

    reply: Text = Field(description="Det typiske svar.")
    feedback: Text = Field(description="Hvad det gør ved samtalen, og hvad man kan gøre i stedet.")


class Reply(Item):
    """What the two writing forms share."""

    wants: tuple[Want, ...] = Field(min_length=1, max_length=4, description="Det, et godt svar har.")
    avoids: tuple[Avoid, ...] = Field((), max_length=6, description="Det, et godt svar undgår.")
    models: tuple[Model, Model] = Field(description="To gode svar at sammenligne med, når man selv har skrevet.")
    typical: Typical = Field(description="Det typiske svar, der ikke virker, og feedback til det.")


class Write(Reply):
    """Write your own reply to what the citizen says."""

    form: Literal["write"]
    citizen: Text = Field(description="Det, borgeren siger.")


class Rewrite(Reply):
    """Say the same in a better way."""

    form: Literal["rewrite"]
    text: Text = Field(description="Det, der skal skrives om.")
    citizen: str = Field("", max_length=600, description="Det, borgeren har sagt lige før. Kan udelades.")


class Step(Strict):
    """One step to put in order."""

    id: Id = Field(description="Fast navn på trinnet.")
    text: Line = Field(description="Det, deltageren læser.")
    why: Text = Field(description="Hvorfor trinnet har sin plads. Vises, når det står forkert.")


class Pair(Strict):
    """Two steps of which the one comes before the other."""

    first: Id = Field(description="Det trin, der skal komme først.")
    then: Id = Field(description="Det trin, der skal komme efter.")
    feedback: Text = Field(description="Feedback, når de står lige efter hinanden i omvendt orden.")


class Order(Item):
    """Put steps in order."""

    form: Literal["order"]
    steps: tuple[Step, ...] = Field(min_length=3, max_length=8, description="Trinnene, i en god rækkefølge.")
    orders: tuple[tuple[Id, ...], ...] = Field(
        (), max_length=8, description="Andre gode rækkefølger, hver med alle trinnenes id. Den i steps er altid god."
    )
    pairs: tuple[Pair, ...] = Field((), max_length=12, description="Særlig feedback til to trin, der er byttet om.")

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        ids = [step.id for step in self.steps]
        check_different("steps", ids)
        if any(sorted(order) != sorted(ids) for order in self.orders):
            raise ValueError("hver rækkefølge i orders skal have alle trinnenes id, hvert én gang")
        for pair in self.pairs:
            check_known([pair.first, pair.then], ids)
            if pair.first == pair.then:
                raise ValueError(f"pairs: »{pair.first}« kan ikke komme før sig selv")
        return self

    def good_orders(self) -> tuple[tuple[str, ...], ...]:
        """Every order that counts as good, the one they are written in first."""
        return (tuple(step.id for step in self.steps), *self.orders)


class Pile(Strict):
    """One pile."""

    id: Id = Field(description="Fast navn på bunken.")
    text: Line = Field(description="Bunkens overskrift.")


class Card(Strict):
    """One card to sort."""

    id: Id = Field(description="Fast navn på kortet.")
    text: Line = Field(description="Det, der står på kortet.")
    piles: tuple[Id, ...] = Field(min_length=1, max_length=5, description="De bunker, kortet kan høre til i. Flere må være gode.")
    feedback: Text = Field(description="Hvorfor kortet hører til der. Vises, uanset hvor man har lagt det.")


class Sort(Item):
    """Sort cards into piles."""

    form: Literal["sort"]
    piles: tuple[Pile, ...] = Field(min_length=2, max_length=5, description="Bunkerne.")
    cards: tuple[Card, ...] = Field(min_length=2, max_length=10, description="Kortene.")

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        check_different("piles", [pile.id for pile in self.piles])
        check_different("cards", [card.id for card in self.cards])
        for card in self.cards:
            check_known(card.piles, [pile.id for pile in self.piles])
        return self


class Said(Strict):
    """One line of a transcript."""

    speaker: Line = Field(description="Hvem der taler.")
    text: Text = Field(description="Det, der bliver sagt.")


class Spot(Strict):
    """A place between two lines."""

    after: int = Field(ge=0, description="Efter linje nummer … Den første linje er 1; 0 er før den første.")
    fits: bool = Field(False, description="true: et godt sted. Flere må være gode.")
    feedback: Text = Field(description="Hvad der taler for eller imod netop her.")


class Place(Item):
    """Find the place in a transcript where something belongs."""

    form: Literal["place"]
    what: Text = Field(description="Det, der skal placeres, for eksempel en timeout.")
    lines: tuple[Said, ...] = Field(min_length=3, max_length=16, description="Samtalen, linje for linje.")
    spots: tuple[Spot, ...] = Field(min_length=1, max_length=17, description="Steder med hver sin feedback.")
    elsewhere: Text = Field(description="Feedback til alle andre steder.")

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        check_different("spots", [str(spot.after) for spot in self.spots])
        if not any(spot.fits for spot in self.spots):
            raise ValueError("mindst ét sted i spots skal have fits: true")
        if far := [spot.after for spot in self.spots if spot.after > len(self.lines)]:
            raise ValueError(f"der er ingen linje {far[0]}; samtalen har {len(self.lines)}")
        return self


AnyItem = Annotated[Recognise | Mark | Write | Rewrite | Order | Sort | Place, Field(discriminator="form")]


def place_of(text: str, part: str, nth: int = 1) -> tuple[int, int]:
    """Where `part` stands in `text` for the nth time, as (start, end) in characters.

    Raises
    ------
    ValueError
        It does not stand there so many times.
    """
    found = [m.span() for m in re.finditer(re.escape(part), text)]
    if len(found) < nth:
        times = "" if nth == 1 else f" {nth} gange"
        raise ValueError(f"»{part}« står ikke{times} i replikken; skriv ordene præcis som der")
    return found[nth - 1]


def check_contains(text: str, part: str) -> None:
    """Raises ValueError when `part` does not stand in `text`."""
    place_of(text, part)


def check_different(what: str, ids: Sequence[str]) -> None:
    """Raises ValueError when two of the ids are alike."""
    if twice := [name for i, name in enumerate(ids) if name in ids[:i]]:
        raise ValueError(f"{what}: »{twice[0]}« står to gange; giv hver sit")


def check_known(named: Sequence[str], ids: Sequence[str]) -> None:
    """Raises ValueError when something is named that is not among the ids."""
    if unknown := [name for name in named if name not in ids]:
        raise ValueError(f"»{unknown[0]}« findes ikke her; der er {', '.join(ids)}")

"""The schema of an observation: what is watched for, what is seen or not, and what both are asked afterwards."""

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field as Given
from pydantic import model_validator

from pejling.cards import PEJLEMAERKER, Mark
from pejling.exercise.fields import ChoiceField, Field, FieldExercise, LinesField, ScaleField, TextField
from pejling.exercise.fields.choice import Option
from pejling.schema import Id, Line, Strict, check_distinct

MOST_WATCHED = 5


class Behaviour(Strict):
    """Something that can be seen or heard."""

    id: Id = Given(description="Fast navn på adfærden. Ændres aldrig, når øvelsen er brugt; teksten må ændres.")
    mark: Mark = Given(description="Hvor på kortet den hører til: A, B, 1, 2, 3 eller 4.")
    text: Line = Given(description="Det, fagpersonen gør, så det kan ses eller høres.")


class Asked(Strict):
    """A question that both answer for themselves afterwards."""

    id: Id = Given(description="Fast navn på spørgsmålet. Ændres aldrig, når øvelsen er brugt.")
    observed: Line = Given(description="Spørgsmålet til den, der holdt samtalen.")
    observer: Line = Given(description="Spørgsmålet til den, der så på.")


class Content(FieldExercise):
    """An observation."""

    kind: Literal["observation"]
    behaviours: tuple[Behaviour, ...] = Given(min_length=3, max_length=18, description="Hvad der kan ses efter. Tre til fem "
                                              "vælges til hver samtale.")
    seen: tuple[Option, ...] = Given((), max_length=8, description="Hvad der sættes kryds ved: set eller ikke set.")
    asked: Annotated[tuple[Asked, ...], Given(min_length=1, max_length=6)] = Given(
        description="Hvad begge svarer på for sig, før de læser hinandens.")
    expected_minutes: int = Given(40, ge=5, le=120, description="Hvor længe samtalen ventes at vare. Uret siger det stille.")

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        check_distinct("adfærd", [one.id for one in self.behaviours])
        check_distinct("kryds", [one.id for one in self.seen])
        check_distinct("spørgsmål", [one.id for one in self.asked])
        return self

    @cached_property
    def places(self) -> Mapping[str, str]:
        """Mark → title of the places on the map that behaviours belong to, in the map's order."""
        used = {one.mark for one in self.behaviours}
        return {mark: title for mark, title in PEJLEMAERKER.items() if mark in used}

    @cached_property
    def named(self) -> Mapping[str, Field]:
        """What is watched for, what was seen, the professional's own words; and for each behaviour how often and how well."""
        options = tuple(Option(id=one.id, text=one.text) for one in self.behaviours)
        fields: list[Field] = [ChoiceField(
            id="watch", label="Vælg tre til fem ting at se efter", type="multiple", options=options, most=MOST_WATCHED)]
        yes_no = (Option(id="ja", text="Set"), Option(id="nej", text="Ikke set"))
        fields += [ChoiceField(id=f"seen-{one.id}"[:60], label=one.text, type="single", options=yes_no) for one in self.seen]
        fields.append(LinesField(id="quotes", label="Din kollegas egne ord, som de faldt", most=40, longest=300,
                                 help="Én sætning på hver linje. Borgerens ord skriver du ikke."))
        fields += [TextField(id=f"own-{one.id}"[:60], label=one.observed) for one in self.asked]
        found = {field.id: field for field in fields}
        for one in self.behaviours:
            found[f"often/{one.id}"] = ScaleField(id="often", label=f"Hvor tit: {one.text}", low=1, high=7, low_text="aldrig",
                                                  high_text="det meste af samtalen")
            found[f"well/{one.id}"] = ScaleField(id="well", label=f"Hvor godt: {one.text}", low=1, high=7,
                                                 low_text="det virkede imod", high_text="det bar samtalen")
            found[f"example/{one.id}"] = TextField(id="example", label=f"Et eksempel: {one.text}")
        return found

"""The schema of a form: fields that save themselves, a hand-in, and a day it is due."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from pejling.schema import Exercise, Id, Line, Markdown, Strict


class FormField(Strict):
    """What every field has."""

    id: Id = Field(description="Fast navn på feltet.")
    label: Line = Field(description="Det, feltet spørger om.")
    help: Markdown = Field("", description="En kort hjælp under spørgsmålet.")
    required: bool = Field(False, description="true: skal udfyldes, før man kan aflevere.")


class TextField(FormField):
    """A line or a text."""

    type: Literal["text"]
    rows: int = Field(1, ge=1, le=20, description="1: én linje. Flere: et tekstfelt med så mange linjer.")
    longest: int = Field(4000, ge=20, le=10000, description="Hvor mange tegn feltet højst må have.")


class Choice(Strict):
    """One choice of a field."""

    id: Id = Field(description="Fast navn på valget.")
    text: Line = Field(description="Det, deltageren læser.")


class ChoiceField(FormField):
    """Choose one, or several."""

    type: Literal["choice"]
    options: tuple[Choice, ...] = Field(min_length=2, max_length=20, description="Valgene.")
    several: bool = Field(False, description="true: flere må vælges.")


class ScaleField(FormField):
    """A whole number on a scale."""

    type: Literal["scale"]
    low: int = Field(0, ge=0, le=1, description="Skalaens laveste tal.")
    high: int = Field(10, ge=3, le=10, description="Skalaens højeste tal.")
    low_text: Line = Field(description="Hvad det laveste tal betyder.")
    high_text: Line = Field(description="Hvad det højeste tal betyder.")


class TickField(FormField):
    """A box to tick."""

    type: Literal["tick"]


class DateField(FormField):
    """A day."""

    type: Literal["date"]


AnyField = Annotated[TextField | ChoiceField | ScaleField | TickField | DateField, Field(discriminator="type")]


class Content(Exercise):
    """A form."""

    kind: Literal["form"]
    fields: tuple[AnyField, ...] = Field(min_length=1, max_length=40, description="Felterne i rækkefølge.")
    hand_in: bool = Field(True, description="true: der er en knap, som afleverer. false: det gemmes bare.")

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        ids = [f.id for f in self.fields]
        if len(set(ids)) < len(ids):
            raise ValueError("to felter har samme id; giv dem hver sit")
        if self.homework and not self.hand_in:
            raise ValueError("en hjemmeopgave skal kunne afleveres; skriv hand_in: true")
        if self.anonymous:
            raise ValueError("et skema (form) hører til den, der skriver; brug en afstemning (poll) til anonyme svar")
        if self.scope == "course":
            raise ValueError("et skema (form) udfyldes af personer eller grupper")
        return self

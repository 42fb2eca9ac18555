"""The schema of a poll: one or several questions, answered at one's own pace."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from pejling.schema import Exercise, Id, Line, Markdown, Strict


class Option(Strict):
    """One answer that can be chosen, ranked, or stands as an end of a scale."""

    id: Id = Field(description="Fast navn på svaret. Ændres aldrig, når øvelsen er brugt.")
    text: Line = Field(description="Det, deltageren læser.")


class Question(Strict):
    """What every question has."""

    id: Id = Field(description="Fast navn på spørgsmålet.")
    text: Line = Field(description="Spørgsmålet eller udsagnet.")
    help: Markdown = Field("", description="En kort forklaring under spørgsmålet.")
    known: Markdown = Field("", description="Hvad man ved om det. Vises først, når svarene vises.")
    known_source: str = Field("", max_length=400, description="Kilden til det, man ved.")


class Single(Question):
    """Choose one."""

    type: Literal["single"]
    options: tuple[Option, ...] = Field(min_length=2, max_length=12, description="Svarene at vælge imellem.")


class Multiple(Question):
    """Choose several."""

    type: Literal["multiple"]
    options: tuple[Option, ...] = Field(min_length=2, max_length=20, description="Svarene at vælge imellem.")
    most: int | None = Field(None, ge=1, description="Højst så mange valg. Udelades, hvis alle må vælges.")


class Scale(Question):
    """Place oneself on a scale of whole numbers."""

    type: Literal["scale"]
    low: int = Field(1, ge=0, le=1, description="Skalaens laveste tal: 0 eller 1.")
    high: int = Field(5, ge=3, le=10, description="Skalaens højeste tal.")
    low_text: Line = Field(description="Hvad det laveste tal betyder.")
    high_text: Line = Field(description="Hvad det højeste tal betyder.")


class Ranking(Question):
    """Put in order, the most important first."""

    type: Literal["ranking"]
    options: tuple[Option, ...] = Field(min_length=2, max_length=10, description="Det, der skal sættes i rækkefølge.")


class Words(Question):
    """Write one or a few words; shown as words with counts."""

    type: Literal["words"]
    most: int = Field(3, ge=1, le=5, description="Hvor mange svar man højst må skrive.")
    longest: int = Field(40, ge=10, le=200, description="Hvor mange tegn hvert svar højst må have.")


AnyQuestion = Annotated[Single | Multiple | Scale | Ranking | Words, Field(discriminator="type")]


class Content(Exercise):
    """A poll."""

    kind: Literal["poll"]
    questions: tuple[AnyQuestion, ...] = Field(min_length=1, max_length=40, description="Spørgsmålene i rækkefølge.")
    by_organisation: bool = Field(
        False, description="true: svarene vises også for hver organisation for sig, når mindst fem står bag hver."
    )

    @model_validator(mode="after")
    def _names_are_unique(self) -> Self:
        ids = [q.id for q in self.questions]
        if len(set(ids)) < len(ids):
            raise ValueError("to spørgsmål har samme id; giv dem hver sit")
        for question in self.questions:
            options = [o.id for o in getattr(question, "options", ())]
            if len(set(options)) < len(options):
                raise ValueError(f"to svar i spørgsmålet »{question.id}« har samme id; giv dem hver sit")
        if self.scope != "person":
            raise ValueError("en afstemning (poll) besvares af personer; skriv scope: person")
        return self

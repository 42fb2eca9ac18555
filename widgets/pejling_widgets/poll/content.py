"""The schema of a poll: one or several questions, answered at one's own pace."""

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import AliasChoices, model_validator
from pydantic import Field as Given

from pejling.exercise.fields import ChoiceField, Field, FieldExercise, RankingField, ScaleField, WordsField
from pejling.exercise.fields.field import Label
from pejling.exercise.kind import Column
from pejling.schema import Line, Markdown, Strict, check_distinct


class Question(Strict):
    """What a question has besides being a field: its label is called `text`, and something is known about it."""

    label: Label = Given(validation_alias=AliasChoices("text", "label"), description="Spørgsmålet eller udsagnet.")
    required: Literal[False] = Given(False, description="Bruges ikke: i en afstemning må alt springes over.")
    known: Markdown = Given("", description="Hvad man ved om det. Vises først, når svarene vises.")
    known_source: str = Given("", max_length=400, description="Kilden til det, man ved.")

    kept_back: ClassVar[frozenset[str]] = Field.kept_back | {"known", "known_source"}


class Choose(Question, ChoiceField):
    """Choose one (single), or several (multiple)."""

    def columns(self, name: str) -> list[Column]:
        """One for each option where several may be chosen, so that they can be counted."""
        if not self.many:
            return super().columns(name)
        return [Column(f"{name}.{o.id}", f"{self.label} – {o.text}", "1: valgt, 0: ikke valgt") for o in self.options]

    def cells(self, value: Any) -> list[Any]:
        """The option's text, or 1 and 0 for each option."""
        if not self.many:
            return super().cells(value)
        return [None if value is None else int(option.id in value) for option in self.options]


class Place(Question, ScaleField):
    """Place oneself on a scale of whole numbers."""

    low: int = Given(1, ge=0, le=1, description="Skalaens laveste tal: 0 eller 1.")
    high: int = Given(5, ge=3, le=10, description="Skalaens højeste tal.")


class Rank(Question, RankingField):
    """Put in order, the most important first."""


class Write(Question, WordsField):
    """Write one or a few words; shown as words with counts."""


AnyQuestion = Annotated[Choose | Place | Rank | Write, Given(discriminator="type")]


class Content(FieldExercise):
    """A poll."""

    kind: Literal["poll"]
    questions: tuple[AnyQuestion, ...] = Given(min_length=1, max_length=40, description="Spørgsmålene i rækkefølge.")
    by_organisation: bool = Given(
        False, description="true: svarene vises også for hver organisation for sig, når mindst fem står bag hver."
    )
    known_heading: Line = Given("Det ved man", description="Overskriften over det, man ved (known).")

    @cached_property
    def named(self) -> Mapping[str, Field]:
        """Every question by its id."""
        return {question.id: question for question in self.questions}

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        check_distinct("spørgsmål", [question.id for question in self.questions])
        if self.scope != "person":
            raise ValueError("en afstemning (poll) besvares af personer; skriv scope: person")
        return self

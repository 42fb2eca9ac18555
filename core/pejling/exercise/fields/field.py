"""What every field has and can do, whatever its type: the one language of all that is answered in fields."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from functools import cached_property
from random import Random
from typing import Annotated, Any, ClassVar, Self

from pydantic import Field as Given
from pydantic import StringConstraints, ValidationError, model_validator

from pejling.exercise.kind import Column
from pejling.exercise.summary import Distribution, Texts
from pejling.markdown import render
from pejling.schema import Exercise, Id, Line, Markdown, Strict

Label = Annotated[str, StringConstraints(min_length=1, max_length=620, strip_whitespace=True)]
"""A line; room for two that a kind puts together."""


class OnlyIf(Strict):
    """What an earlier answer must be for a field to be asked."""

    field: Id = Given(description="Id på et felt, der står før.")
    is_: tuple[str, ...] = Given(alias="is", min_length=1, description="Svarene, et af dem er nok: valgenes id, ja for et flueben, "
                                 "ja, nej eller ikke for en linje i en tjekliste.")


LAYOUT = ("section", "only_if", "recalls")
"""What only an exercise that `lays_out` its fields can use."""


class Field(Strict):
    """One question of an exercise. A new type is a module with a subclass, a name in `AnyField`, a drawer in `fields.js`.

    One that a single kind has lies in its folder instead, and its `view.js` brings the drawer (`addFieldType`).
    """

    type: str
    id: Id = Given(description="Fast navn på feltet. Ændres aldrig, når øvelsen er brugt.")
    label: Label = Given(description="Det, feltet spørger om.")
    help: Markdown = Given("", description="En kort hjælp under spørgsmålet.")
    required: bool = Given(False, description="true: skal udfyldes, før man kan aflevere.")
    section: Line | None = Given(None, description="Kun i et skema: her begynder et nyt afsnit med den overskrift.")
    only_if: OnlyIf | None = Given(None, description="Kun i et skema: feltet vises kun, når et tidligere svar beder om det.")
    recalls: Id | None = Given(None, description="Kun i et skema: id på et tidligere felt, hvis svar gentages over dette.")

    asked: ClassVar[bool] = True
    """Whether somebody answers it; a figure that is worked out is shown and never asked."""
    written: ClassVar[bool] = False
    """Whether its values are somebody's own words."""
    kept_back: ClassVar[frozenset[str]] = frozenset({"id", "help"})
    """What of the schema a browser does not get."""

    @abstractmethod
    def check(self, value: Any) -> Any:
        """The value as it is kept, or None when it says nothing.

        Raises
        ------
        Refused
            The value does not belong in the field; the message is for the person who answers.
        """

    @abstractmethod
    def meaning(self) -> str:
        """The codebook's line on what a column of the field holds."""

    @abstractmethod
    def spread(self, values: Sequence[Any]) -> Distribution | Texts | None:
        """How the values of several people are spread; None where that is not to be shown."""

    @abstractmethod
    def play(self, chance: Random) -> Any:
        """What a played participant answers."""

    def filled(self, value: Any) -> bool:
        """Whether a kept value is a whole answer."""
        return value is not None

    def show(self, value: Any) -> Any:
        """A kept value as a person reads it."""
        return value

    def columns(self, name: str) -> list[Column]:
        """The field's columns in an export."""
        return [Column(name, self.label, self.meaning())]

    def cells(self, value: Any) -> list[Any]:
        """One value for each of `columns`; None where nothing is answered."""
        return [self.show(value) if self.filled(value) else None]

    def tally(self, values: Sequence[Any], least: int) -> Distribution | Texts | None:
        """How the values of all who have begun are spread; `few` where fewer than `least` have answered this field."""
        answers = self.answers(values)
        shown = self.spread(answers)
        return type(shown)(few=True) if shown and 0 < len(answers) < least else shown

    def answers(self, values: Sequence[Any]) -> list[Any]:
        """Those of the values that count, of all who have begun; None among them is nothing answered."""
        return [value for value in values if self.filled(value)]

    def public(self, name: str) -> dict[str, Any]:
        """What a view draws the field from, with `name` as its id."""
        return {"id": name, **self.drawn}

    @cached_property
    def drawn(self) -> Mapping[str, Any]:
        """What a view draws the field from, made once."""
        unused = {name for name in LAYOUT if getattr(self, name) is None}
        return {**self.model_dump(mode="json", by_alias=True, exclude={*self.kept_back, *unused}), "help_html": render(self.help)}


class FieldExercise(Exercise):
    """An exercise that is answered in fields, each with a name under which states keep its value, as "a/titles"."""

    lays_out: ClassVar[bool] = False
    """Whether its fields may have sections, conditions and what they recall: where its view draws them."""

    @cached_property
    def named(self) -> Mapping[str, Field]:
        """Every field by its name, in the order they are shown."""
        raise NotImplementedError

    @model_validator(mode="after")
    def _lays_out_only_where_it_is_drawn(self) -> Self:
        try:
            fields = () if self.lays_out else tuple(self.named.values())
        except ValidationError:  # no fields can be made of it: the kind's own checks, which come after this, say why in its words
            fields = ()
        for field in fields:
            if used := [name for name in LAYOUT if getattr(field, name) is not None]:
                raise ValueError(f"{used[0]} bruges kun i et skema (form); slet det ved feltet {field.id}")
        return self

    def field_of(self, name: str) -> Field | None:
        """The field that a name in an event belongs to; None when there is none."""
        return self.named.get(name)

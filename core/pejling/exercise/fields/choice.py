"""A choice: one of several, or several of them."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from random import Random
from typing import Any, Literal, Self

from pydantic import Field as Given
from pydantic import model_validator

from pejling.exercise.fields.field import Field
from pejling.exercise.kind import Refused
from pejling.exercise.summary import Distribution
from pejling.schema import Id, Line, Strict, check_distinct


class Option(Strict):
    """One thing that can be chosen."""

    id: Id = Given(description="Fast navn på valget. Ændres aldrig, når øvelsen er brugt.")
    text: Line = Given(description="Det, deltageren læser.")


class ChoiceField(Field):
    """Choose one, kept as its id, or several, kept as ids in the content's order."""

    type: Literal["choice", "single", "multiple"] = Given(
        "choice", description="single: ét valg. multiple: flere. choice: ét, medmindre several er true."
    )
    options: tuple[Option, ...] = Given(min_length=2, max_length=20, description="Valgene i rækkefølge.")
    several: bool = Given(False, description="true: flere må vælges. Det siger type: multiple også.")
    most: int | None = Given(None, ge=1, description="Højst så mange valg. Udelades, hvis alle må vælges.")

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        check_distinct("valg", [option.id for option in self.options])
        if self.type == "single" and self.several:
            raise ValueError("type: single og several: true passer ikke sammen; skriv type: multiple")
        if self.most and not self.many:
            raise ValueError("most bruges kun, hvor flere må vælges; slet det, eller skriv type: multiple")
        return self

    @property
    def many(self) -> bool:
        """Whether several may be chosen."""
        return self.several or self.type == "multiple"

    def check(self, value: Any) -> str | list[str] | None:
        if not self.many:
            chosen: str = chosen_ids(self, self.options, [value])[0]
            return chosen
        ids = chosen_ids(self, self.options, value)
        if self.most and len(ids) > self.most:
            raise Refused(f"Vælg højst {self.most}; du har valgt {len(ids)}.")
        return [option.id for option in self.options if option.id in ids] or None

    def show(self, value: Any) -> str:
        chosen = value if self.many else [value]
        return "; ".join(option.text for option in self.options if option.id in chosen)

    def meaning(self) -> str:
        options = " / ".join(option.text for option in self.options)
        return f"{'Et eller flere valg, adskilt af semikolon' if self.many else 'Ét valg'}: {options}."

    def spread(self, values: Sequence[Any]) -> Distribution:
        """How many chose each option, in the content's order."""
        chosen = [name for value in values for name in (value if self.many else [value])]
        return Distribution.of(len(values), [(o.id, o.text, chosen.count(o.id)) for o in self.options])

    def play(self, chance: Random) -> str | list[str]:
        if not self.many:
            return chance.choice(self.options).id
        most = min(self.most or 3, len(self.options))
        return [option.id for option in chance.sample(self.options, chance.randint(1, most))]

    @cached_property
    def drawn(self) -> Mapping[str, Any]:
        return {**super().drawn, "type": "choice", "several": self.many}


def chosen_ids(field: Field, options: Sequence[Option], value: Any) -> list[str]:
    """The value as ids of options, each at most once; refuses anything else."""
    known = {option.id for option in options}
    if not isinstance(value, list) or not all(isinstance(one, str) and one in known for one in value):
        raise Refused(f"Valget findes ikke under »{field.label}«. Genindlæs siden, og prøv igen.")
    if len(set(value)) < len(value):
        raise Refused(f"Det samme valg står to gange under »{field.label}«.")
    return value

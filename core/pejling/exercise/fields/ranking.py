"""A ranking: options in order, the most important first."""

from collections.abc import Sequence
from random import Random
from typing import Any, Literal, Self

from pydantic import Field as Given
from pydantic import model_validator

from pejling.exercise.fields.choice import Option, chosen_ids
from pejling.exercise.fields.field import Field
from pejling.exercise.kind import Column
from pejling.exercise.summary import Bar, Distribution, mean_of, whole_percent
from pejling.schema import check_distinct


class RankingField(Field):
    """Put in order, kept as ids. What is not complete is kept too, so that nothing is lost, but is no answer yet."""

    type: Literal["ranking"] = "ranking"
    options: tuple[Option, ...] = Given(min_length=2, max_length=10, description="Det, der skal sættes i rækkefølge.")

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        check_distinct("valg", [option.id for option in self.options])
        return self

    def check(self, value: Any) -> list[str] | None:
        return chosen_ids(self, self.options, value) or None

    def filled(self, value: Any) -> bool:
        return value is not None and len(value) == len(self.options)

    def show(self, value: Any) -> str:
        texts = {option.id: option.text for option in self.options}
        return "; ".join(texts[name] for name in value)

    def meaning(self) -> str:
        return f"Plads fra 1 (først) til {len(self.options)}. Tomt: rækkefølgen er ikke gjort færdig."

    def columns(self, name: str) -> list[Column]:
        return [Column(f"{name}.{o.id}", f"{self.label} – {o.text}", self.meaning()) for o in self.options]

    def cells(self, value: Any) -> list[int | None]:
        return [value.index(option.id) + 1 if self.filled(value) else None for option in self.options]

    def spread(self, values: Sequence[list[str]]) -> Distribution:
        """The options with their mean place (1 is first) and how many put them first, the best placed first."""
        places = {o.id: [value.index(o.id) + 1 for value in values] for o in self.options}
        bars = [
            Bar(o.id, o.text, first := places[o.id].count(1), whole_percent(first, len(values)), mean_of(places[o.id]))
            for o in sorted(self.options, key=lambda o: sum(places[o.id]))
        ]
        return Distribution(len(values), bars=tuple(bars), by="place")

    def play(self, chance: Random) -> list[str]:
        return [option.id for option in chance.sample(self.options, len(self.options))]

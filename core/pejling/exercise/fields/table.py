"""A table whose rows one adds: a plan week by week, a task list, levels over time; or a block that is repeated."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from random import Random
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field as Given
from pydantic import model_validator

from pejling.exercise.fields.choice import ChoiceField
from pejling.exercise.fields.date import DateField
from pejling.exercise.fields.field import Field
from pejling.exercise.fields.number import NumberField
from pejling.exercise.fields.scale import ScaleField
from pejling.exercise.fields.text import TextField
from pejling.exercise.kind import Refused
from pejling.schema import Id, Line, Strict, check_distinct

AnyCell = Annotated[TextField | ChoiceField | ScaleField | NumberField | DateField, Given(discriminator="type")]
"""What can stand in a column."""


class Chart(Strict):
    """How a table is drawn as movement: a point for each row that has a place in time and a level."""

    at: Id = Given(description="Kolonnen med tiden: en dato, en uge eller en fase.")
    levels: tuple[Id, ...] = Given(min_length=1, max_length=12, description="De kolonner, der tegnes: tal, skalaer eller valg i "
                                   "rækkefølge fra lavt til højt. Hver bliver en linje.")
    by: Id | None = Given(None, description="En tekstkolonne, som deler tabellen i linjer, for eksempel opgaven. Så er der "
                          "én kolonne i levels.")


class TableField(Field):
    """Rows of the same few fields, kept as a list of {column: value} without what is empty."""

    type: Literal["table"] = "table"
    columns_: tuple[AnyCell, ...] = Given(alias="columns", min_length=1, max_length=16, description="Kolonnerne: felter med id og "
                                          "label, af typen text, number, scale, date eller choice.")
    row_name: Line = Given("række", description="Det, én række hedder, med lille: uge, opgave, dag.")
    most: int = Given(12, ge=1, le=30, description="Hvor mange rækker der højst må være.")
    first: int = Given(1, ge=0, le=12, description="Hvor mange tomme rækker der vises fra begyndelsen.")
    chart: Chart | None = Given(None, description="Tegn tabellen som bevægelse over tid. Kan udelades.")

    written: ClassVar[bool] = True

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        check_distinct("kolonner", [cell.id for cell in self.columns_])
        if self.first > self.most:
            raise ValueError("first kan ikke være mere end most")
        if several := [cell.id for cell in self.columns_ if isinstance(cell, ChoiceField) and cell.many]:
            raise ValueError(f"kolonnen {several[0]} kan kun have ét valg; skriv type: choice uden several")
        if self.chart:
            named = {self.chart.at, *self.chart.levels, *([self.chart.by] if self.chart.by else [])}
            if unknown := sorted(named - self.cells_by_id.keys()):
                raise ValueError(f"chart nævner kolonnen {unknown[0]}, som tabellen ikke har")
            drawable = NumberField | ScaleField | ChoiceField
            if wrong := [name for name in self.chart.levels if not isinstance(self.cells_by_id[name], drawable)]:
                raise ValueError(f"kolonnen {wrong[0]} kan ikke tegnes; levels skal være tal, skalaer eller valg")
            if self.chart.by and len(self.chart.levels) > 1:
                raise ValueError("med by tegnes én kolonne; skriv kun én i levels")
        return self

    @cached_property
    def cells_by_id(self) -> Mapping[str, Field]:
        """Each column's field by its id."""
        return {cell.id: cell for cell in self.columns_}

    def check(self, value: Any) -> list[dict[str, Any]] | None:
        if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
            raise Refused(f"»{self.label}« er en tabel. Genindlæs siden, og prøv igen.")
        if len(value) > self.most:
            raise Refused(f"Der er plads til {self.most} rækker i »{self.label}«.")
        rows = [self._row(number, row) for number, row in enumerate(value, start=1)]
        while rows and not rows[-1]:
            rows.pop()
        return rows or None

    def _row(self, number: int, row: Mapping[str, Any]) -> dict[str, Any]:
        if not row.keys() <= self.cells_by_id.keys():
            raise Refused(f"Række {number} i »{self.label}« har en kolonne, der ikke findes. Genindlæs siden.")
        kept = {name: cell.check(row[name]) for name, cell in self.cells_by_id.items() if row.get(name) is not None}
        return {name: value for name, value in kept.items() if value is not None}

    def show(self, value: Any) -> str:
        """A line for each row, its filled cells with their labels."""
        cells = self.cells_by_id.items()
        return "\n".join("; ".join(f"{cell.label}: {cell.show(row[name])}" for name, cell in cells if name in row) for row in value)

    def meaning(self) -> str:
        return f"Højst {self.most} rækker, én på hver linje: {', '.join(cell.label for cell in self.columns_)}."

    def spread(self, values: Sequence[Any]) -> None:
        """Tables are not told together."""

    def play(self, chance: Random) -> list[dict[str, Any]]:
        return [{name: cell.play(chance) for name, cell in self.cells_by_id.items()} for _ in range(min(3, self.most))]

    @cached_property
    def drawn(self) -> Mapping[str, Any]:
        told = {key: value for key, value in super().drawn.items() if key != "columns_"}
        return {**told, "columns": [cell.public(cell.id) for cell in self.columns_]}

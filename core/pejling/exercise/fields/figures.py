"""What the figures of an exercise come to, and whether they can be worked out at all."""

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Any

from pejling.exercise.fields.field import Field
from pejling.exercise.fields.figure import FigureField
from pejling.exercise.fields.formula import Formula, Tree
from pejling.exercise.fields.number import NumberField
from pejling.exercise.fields.scale import ScaleField
from pejling.exercise.fields.table import TableField


def figures_in(fields: Mapping[str, Field]) -> dict[str, FigureField]:
    """The figures among the fields, each after those that it follows from."""
    found = {name: field for name, field in fields.items() if isinstance(field, FigureField)}
    order = TopologicalSorter({name: field.parsed.fields & found.keys() for name, field in found.items()}).static_order()
    return {name: found[name] for name in order}


def in_words(fields: Mapping[str, Field], answers: Mapping[str, Any]) -> dict[str, str]:
    """What each figure comes to, in words; "" while a number is missing."""
    known = dict(answers)
    told = {}
    for name, figure in figures_in(fields).items():
        told[name] = figure.say(known)
        known[name] = figure.parsed.value(known)
    return told


def check_figures(fields: Mapping[str, Field]) -> None:
    """Refuses a figure that names what is not there or is no number, follows from itself, or divides by what may be nothing."""
    found = {name: field for name, field in fields.items() if isinstance(field, FigureField)}
    for name, figure in found.items():
        for wrong in _wrong_in(figure.parsed, fields):
            raise ValueError(f"tallet {name}: {wrong}")
    try:
        figures_in(fields)
    except CycleError as circle:
        raise ValueError(f"tallene går i ring: {' ← '.join(circle.args[1])}; ét af dem må følge af noget, der skrives") from circle


def _wrong_in(read: Formula, fields: Mapping[str, Field]) -> Iterator[str]:
    for named in sorted(read.names):
        table, _, column = named.partition(".")
        field = fields.get(table)
        if field is None:
            yield f"formlen nævner {table}, men det hedder intet felt her"
        elif column:
            cell = field.cells_by_id.get(column) if isinstance(field, TableField) else None
            if not isinstance(cell, NumberField | ScaleField):
                yield f"formlen nævner {named}, men der er ingen kolonne med tal, der hedder sådan"
        elif not isinstance(field, NumberField | ScaleField | FigureField):
            yield f"formlen regner med {table}, men det er ikke et tal"
    for divisor in read.divisors:
        if _may_be_nothing(divisor, fields):
            yield "formlen deler med noget, der kan være 0; lad feltet begynde ved 1 (low: 1)"


def _may_be_nothing(divisor: Tree, fields: Mapping[str, Field]) -> bool:
    """Whether a divisor is 0 whatever is answered, or is a field that may have 0 in it. What is left comes to no figure."""
    if divisor[0] == "field":
        field = fields.get(divisor[1])
        return isinstance(field, NumberField | ScaleField) and field.low <= 0
    constant = Formula(divisor, frozenset()).value({})
    return constant == 0 and not isinstance(constant, bool)

"""The rules of an exercise that is answered in fields. A kind's `model.py` takes them and adds what is its own."""

from collections.abc import Mapping
from random import Random
from typing import Any

from pejling.exercise.events import check_may_change, text_of, value_of
from pejling.exercise.fields.asked import answers_asked, asked
from pejling.exercise.fields.field import FieldExercise
from pejling.exercise.kind import Column, Ctx, Refused
from pejling.schema import State

PASSED_OVER = 1 / 12
"""How often a played participant passes over a field that is not required."""


def start(content: FieldExercise, ctx: Ctx) -> State:
    """Nothing answered."""
    return {"fields": {}}


def apply(content: FieldExercise, state: State, event: Mapping[str, Any], ctx: Ctx) -> State:
    """The state after one field is set or cleared: `{"type": "set", "field": name, "value": value or null}`."""
    if event.get("type") != "set":
        raise Refused("Det kan man ikke gøre her.")
    check_may_change(ctx)
    field = content.field_of(name := text_of(event, "field"))
    if field is None:
        raise Refused("Feltet findes ikke her. Genindlæs siden, og prøv igen.")
    value = value_of(event)
    kept = None if value is None else field.check(value)
    if kept is not None:
        return {**state, "fields": {**state["fields"], name: kept}}
    return {**state, "fields": {key: old for key, old in state["fields"].items() if key != name}}


def items(content: FieldExercise) -> list[dict[str, Any]]:
    """What a view draws the fields from; what is in them stands in `fields`."""
    return [field.public(name) for name, field in content.named.items()]


def answered(content: FieldExercise, state: State) -> bool:
    """Whether any field has a whole answer in it."""
    return any(field.filled(state["fields"].get(name)) for name, field in content.named.items())


finished = answered
"""One may leave out what one wants."""


def complete(content: FieldExercise, state: State) -> bool:
    """Whether every field that is asked has a whole answer in it."""
    answers = state["fields"]
    return all(field.filled(answers.get(name)) for name, field in asked(content.named, answers).items() if field.asked)


def columns(content: FieldExercise) -> list[Column]:
    """The columns of each field."""
    return [column for name, field in content.named.items() for column in field.columns(name)]


def row(content: FieldExercise, state: State) -> dict[str, Any]:
    """Every column's value. Whose row may be exported is the host's to decide, by `visible`."""
    answers = answers_asked(content.named, state["fields"])
    return {
        column.key: cell
        for name, field in content.named.items()
        for column, cell in zip(field.columns(name), field.cells(answers.get(name)), strict=True)
    }


def play(content: FieldExercise, chance: Random) -> list[dict[str, Any]]:
    """Events that answer most of the fields, as people do: all that are required, and at least one."""
    fields = [(name, field) for name, field in content.named.items() if field.asked]
    some = [one for one in fields if one[1].required or chance.random() > PASSED_OVER]
    return [{"type": "set", "field": name, "value": field.play(chance)} for name, field in some or fields[:1]]

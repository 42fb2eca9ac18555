"""The field language: one module for each type of field, with its schema and everything that is done with its values."""

from typing import Annotated

from pydantic import Field as Given

from pejling.exercise.fields.check_line import CheckLineField
from pejling.exercise.fields.choice import ChoiceField
from pejling.exercise.fields.date import DateField
from pejling.exercise.fields.field import Field, FieldExercise
from pejling.exercise.fields.figure import FigureField
from pejling.exercise.fields.lines import LinesField
from pejling.exercise.fields.number import NumberField
from pejling.exercise.fields.ranking import RankingField
from pejling.exercise.fields.scale import ScaleField
from pejling.exercise.fields.table import TableField
from pejling.exercise.fields.text import TextField
from pejling.exercise.fields.tick import TickField
from pejling.exercise.fields.words import WordsField

__all__ = [
    "AnyField", "CheckLineField", "ChoiceField", "DateField", "Field", "FieldExercise", "FigureField", "LinesField", "NumberField",
    "RankingField", "ScaleField", "TableField", "TextField", "TickField", "WordsField",
]

AnyField = Annotated[
    TextField | LinesField | ChoiceField | RankingField | ScaleField | NumberField | TickField | DateField | WordsField
    | CheckLineField | TableField | FigureField,
    Given(discriminator="type"),
]
"""A field of any type, as it is written in YAML: `type` says which. A new type of field is one more name here."""

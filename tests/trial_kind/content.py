"""The schema of a trial."""

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from pydantic import Field as Given

from pejling.exercise.fields import Field, FieldExercise, TextField
from pejling.schema import Line
from trial_kind.rating import RatingField


class Content(FieldExercise):
    """A trial."""

    kind: Literal["trial_kind"]
    question: Line = Given(description="Det, begge svarer på.")

    @cached_property
    def named(self) -> Mapping[str, Field]:
        """A rating and a note."""
        return {"rating": RatingField(id="rating", label=self.question), "note": TextField(id="note", label="Din note")}

"""The schema of a timer: phases of an exercise, run by the trainer and seen by all."""

from typing import Literal, Self

from pydantic import Field, model_validator

from pejling.schema import Exercise, Id, Line, Markdown, Strict


class Step(Strict):
    """One stretch of time with a task of its own."""

    id: Id = Field(description="Fast navn på trinnet.")
    title: Line = Field(description="Hvad man gør i dette trin, kort.")
    text: Markdown = Field("", description="Hvad man gør, lidt længere.")
    seconds: int = Field(ge=10, le=4 * 3600, description="Hvor længe, i sekunder.")


class Content(Exercise):
    """A timer."""

    kind: Literal["timer"]
    scope: Literal["course"] = "course"
    visible: Literal["plenum"] = "plenum"
    steps: tuple[Step, ...] = Field(min_length=1, max_length=12, description="Trinnene i rækkefølge.")

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        ids = [s.id for s in self.steps]
        if len(set(ids)) < len(ids):
            raise ValueError("to trin har samme id; giv dem hver sit")
        if self.anonymous:
            raise ValueError("et ur (timer) samler ingen svar; slet anonymous")
        return self

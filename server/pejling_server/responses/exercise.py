"""Exercises as a browser gets them: one, a whole day's, and what became of answers."""

from typing import Annotated, Any, Literal

from pydantic import Field

from pejling.exercise.summary import Summary
from pejling.schema import Phase, Role, Scope
from pejling_server.responses import ResponseModel


class ExerciseTitle(ResponseModel):
    """What may be known of an exercise before it is opened."""

    exercise: str
    kind: str
    kind_label: str
    """What trainers call the kind, in Danish."""
    title: str
    minutes: int | None
    gathers: bool
    """Whether it gathers answers."""
    steered: bool
    """Whether the trainer steers it while the class looks on."""
    done: str
    """What is said of those who are done, where "har svaret" does not fit."""
    shows_due: bool
    report: str
    """What the report of it is called, where there is one."""
    """Whether its view tells the due date itself."""


class WaitingExercise(ExerciseTitle):
    """An exercise that was not opened yet."""

    phase: Literal["waiting"]


class ExerciseView(ExerciseTitle):
    """An opened exercise as one viewer may see it."""

    phase: Literal["open", "closed", "revealed"]
    run: str
    round: int
    intro: str
    """HTML."""
    anonymous: bool
    scope: Scope
    sees: str
    """The sentence *hvem ser hvad*."""
    historical: str
    proposal: bool
    source: str
    homework: bool
    due: str | None
    subject: str
    """The viewer's group, or the scope."""
    needs_group: bool
    needs_pair: bool
    """Whether it can be answered only in a group, or a pair, that the viewer is not in."""
    revision: int
    fields: dict[str, int]
    """Field → the revision at which it was last set."""
    saved: str | None
    """When the viewer's answer was last saved, in words."""
    public: dict[str, Any]
    """What the kind's view draws; see its `model.py`."""
    going: bool
    """Whether a clock of it is going."""
    summary: Summary | None
    """What may be shown of everybody's answers now."""


ExerciseState = Annotated[WaitingExercise | ExerciseView, Field(discriminator="phase")]


class CourseHead(ResponseModel):
    """The course a day belongs to."""

    id: str
    title: str
    closed: bool


class DayStates(ResponseModel):
    """Every exercise of a day as one viewer may see it."""

    now: str
    person: str
    name: str
    role: Role | None
    course: CourseHead
    group: str
    """The viewer's group, or ""."""
    now_open: tuple[str, ...]
    """The exercises that are open, the one opened last at the end."""
    exercises: dict[str, ExerciseState]


class Overwritten(ResponseModel):
    """What was written in a field on another page, offered back."""

    field: str
    value: Any


class Result(ResponseModel):
    """What became of one event. `saved` is said only after the commit."""

    id: str
    status: Literal["saved", "refused"]
    reason: str = ""
    phase: Phase | Literal[""] = ""
    revision: int = 0
    fields: dict[str, int] = Field(default_factory=dict)
    saved: str = ""
    """When, as people read it: `kl. 10.42`."""
    public: dict[str, Any] | None = None
    mended: bool = False
    """Whether characters that no text can keep were left out of what was sent."""
    overwritten: Overwritten | None = None


class Results(ResponseModel):
    """What became of a batch's events, in their order."""

    now: str
    results: tuple[Result, ...]

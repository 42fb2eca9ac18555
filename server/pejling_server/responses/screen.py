"""The big screen."""

from pejling.schema import Role
from pejling_server.responses import ResponseModel
from pejling_server.responses.exercise import ExerciseState


class ShownSection(ResponseModel):
    """The section that is shown, and which one comes next."""

    id: str
    title: str
    minutes: int | None
    number: int
    of: int
    next: str | None
    is_break: bool
    slide: int
    """Which of its slides, from 1."""
    html: str
    """The slide."""


class ShownProgress(ResponseModel):
    """How many have answered, how many of them are done, of how many."""

    count: int
    finished: int
    of: int


class GoingClock(ResponseModel):
    """A clock that is going while something else is shown."""

    title: str
    remaining: float


class GoesOn(ResponseModel):
    """When the day goes on, as the trainer has said it."""

    at: str
    """As it is read: 10.35."""
    remaining: float
    """Seconds."""


class ShownNow(ResponseModel):
    """What the big screen shows now."""

    title: str
    code: str | None
    join_url: str | None
    address: str
    section: ShownSection | None
    exercise: ExerciseState | None
    progress: ShownProgress | None
    clock: GoingClock | None
    until: GoesOn | None
    sound: bool
    """Whether a gentle sound tells that a clock has come to its end."""
    people: int
    here: int
    role: Role | None

"""What a leader sees."""

from pejling_server.responses import ResponseModel
from pejling_server.responses.exercise import ExerciseView


class PlannedDay(ResponseModel):
    """A day of the programme, with its date and place."""

    title: str
    date: str | None
    place: str


class PlannedModule(ResponseModel):
    """A module of the programme."""

    title: str
    extent: str
    about: str
    ready: bool
    days: tuple[PlannedDay, ...]


class ForLeaders(ResponseModel):
    """The programme, and every total that was shown to the class."""

    title: str
    people: int
    modules: tuple[PlannedModule, ...]
    totals: tuple[ExerciseView, ...]
    least: int

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


class TriedTool(ResponseModel):
    """A tool that many have tried at their visits."""

    title: str
    at_least: int


class TriedTools(ResponseModel):
    """Which tools many have tried in a round of visits. Numbers are told in whole steps of the least that may be shown."""

    round: int
    at_least: int
    """So many, or a few more, have had a visit."""
    tools: tuple[TriedTool, ...]


class ForLeaders(ResponseModel):
    """The programme, and every total that was shown to the class."""

    title: str
    people: int
    modules: tuple[PlannedModule, ...]
    totals: tuple[ExerciseView, ...]
    tried: tuple[TriedTools, ...]
    least: int

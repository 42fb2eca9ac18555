"""The trainer's console: the course at a glance, a day's agenda, an exercise in detail, and steps taken."""

from typing import Literal

from pejling.schema import Phase, Role, Scope
from pejling_server.responses import ResponseModel
from pejling_server.responses.exercise import ExerciseTitle, ExerciseView


class ScreenPosition(ResponseModel):
    """Where in which day the big screen is; empty where nothing is shown yet."""

    day: str = ""
    section: str = ""
    exercise: str = ""
    slide: int = 0
    """Which of the section's slides, from 1; 0 is the first."""
    until: str | None = None
    """When the screen says that the day goes on."""
    sound: bool = False


class CourseOverview(ResponseModel):
    """The course's settings."""

    id: str
    title: str
    closed: bool
    door_open: bool
    code: str | None
    """Today's."""
    write_own_name: bool
    least: int
    keep_until: str
    example: bool
    rehearsal_of: str | None
    screen: ScreenPosition


class Person(ResponseModel):
    """Someone in the course."""

    id: str
    name: str
    email: str
    role: Role
    organisation: str
    team: str
    job_title: str
    taken: bool
    came: bool
    here: bool
    without_phone: bool


class GroupOfPeople(ResponseModel):
    """A group and the ids of its people."""

    id: str
    name: str
    people: tuple[str, ...]


class ListImport(ResponseModel):
    """A class list that was imported."""

    id: str
    filename: str
    people: int
    made_at: str
    undone: bool


class Homework(ResponseModel):
    """Homework that can still be handed in."""

    title: str
    due: str | None


class DayOverview(ResponseModel):
    """A day of the programme, with the course's date and place."""

    id: str
    title: str
    module: str
    date: str | None
    place: str


class Overview(ResponseModel):
    """The course at a glance."""

    now: str
    course: CourseOverview
    join_url: str | None
    screen_url: str
    people: tuple[Person, ...]
    groups: tuple[GroupOfPeople, ...]
    organisations: tuple[str, ...]
    imports: tuple[ListImport, ...]
    wrong_tries: int
    """Wrong tries with a PIN in the last hour."""
    clock: str
    """What is wrong with the machine's clock; "" when it can be believed."""
    open_homework: tuple[Homework, ...]
    stays: bool
    """Whether the server stays where it is, with an address of its own."""
    days: tuple[DayOverview, ...]
    problems: tuple[str, ...]
    """What is wrong with the content files."""


class ContentRead(ResponseModel):
    """How many mistakes are left in the content files."""

    problems: int


class BrokenExercise(ResponseModel):
    """An exercise whose file cannot be used."""

    id: str
    title: str
    broken: Literal[True] = True


class AgendaExercise(ExerciseTitle):
    """An exercise of the agenda; what belongs to its run is there once it was opened."""

    id: str
    broken: Literal[False] = False
    scope: Scope
    anonymous: bool
    total: bool
    """Whether it is shown only as a total."""
    for_class: bool
    rounds_apart: bool
    """Whether each round is shown before the next one begins, maybe months later."""
    only_author: bool
    rounds: int
    homework: bool
    notes: str
    """HTML."""
    may_share: bool
    phase: Phase
    round: int
    can_undo: bool
    run: str = ""
    count: int = 0
    finished: int = 0
    of: int = 0
    due: str | None = None
    seen: bool = False
    newer_content: bool = False


class SlideTitle(ResponseModel):
    """One of a section's slides on the big screen."""

    after: int
    """How many of the section's exercises come before it."""
    title: str
    """Its own heading; "" where it has none."""


class Section(ResponseModel):
    """One item of the agenda."""

    id: str
    title: str
    minutes: int | None
    planned: int
    optional: bool
    drop: Literal["", "first", "never"]
    notes: str
    slides: tuple[SlideTitle, ...]
    exercises: tuple[AgendaExercise | BrokenExercise, ...]


class Agenda(ResponseModel):
    """A day's agenda with the trainer's notes."""

    id: str
    title: str
    notes: str
    sections: tuple[Section, ...]


class Answerer(ResponseModel):
    """Someone, or a group, that could answer, and how far they are."""

    subject: str
    name: str
    answered: bool
    finished: bool
    handed_in: str | None
    entered_by_trainer: bool


class UnsignedText(ResponseModel):
    """A text in a total, which the trainer can hide by its mark."""

    mark: str
    title: str
    """Of the question it was written to."""
    text: str
    hidden: bool


class ExerciseDetail(AgendaExercise):
    """One exercise as the trainer may see it; `answered` is None where it may not be known."""

    view: ExerciseView | None = None
    answered: tuple[Answerer, ...] | None = None
    texts: tuple[UnsignedText, ...] = ()


class StepTaken(ResponseModel):
    """The exercise's phase and round after a step."""

    phase: Phase
    round: int


class SectionOpened(ResponseModel):
    """How many exercises were opened."""

    opened: int


class DueSet(ResponseModel):
    """The day an answer is due."""

    due: str | None

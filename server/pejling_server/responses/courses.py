"""A course's life: listed, made, its door, its days, rehearsed, closed, deleted."""

from pejling_server.responses import ResponseModel


class ListedCourse(ResponseModel):
    """A course that the viewer trains."""

    id: str
    title: str
    closed: bool
    example: bool
    rehearsal: bool
    people: int
    created_at: str


class ListedCourses(ResponseModel):
    """The courses that the viewer trains, newest first."""

    courses: tuple[ListedCourse, ...]


class CourseMade(ResponseModel):
    """A new course and its console."""

    course: str
    url: str


class DoorState(ResponseModel):
    """Today's code and where it is typed; None when the door is closed."""

    code: str | None
    join_url: str | None


class CourseClosed(ResponseModel):
    """Whether the course takes no more answers."""

    closed: bool


class DeletionReceipt(ResponseModel):
    """What is left of a deleted course."""

    title: str
    deleted_at: str
    counts: dict[str, int]
    """What → how many, in Danish."""
    backups_until: str


class CourseDeleted(ResponseModel):
    """The number of the receipt, and the receipt at once: whoever deletes the last course could not fetch it."""

    receipt: str
    left: DeletionReceipt | None
    """None for a rehearsal, of which no receipt is kept."""


class Rehearsed(ResponseModel):
    """How many answers the played participants gave."""

    answers: int

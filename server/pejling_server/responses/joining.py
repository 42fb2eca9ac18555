"""Ways in: the course of a code, names to choose from, and being inside."""

from pejling_server.responses import ResponseModel


class CourseToJoin(ResponseModel):
    """The course that a code opens."""

    course: str
    title: str
    door_open: bool
    write_own_name: bool
    organisations: tuple[str, ...]


class NameToTake(ResponseModel):
    """A participant whose name begins with the letters."""

    id: str
    name: str
    organisation: str
    team: str
    taken: bool


class NamesFound(ResponseModel):
    """Names to choose one's own from."""

    people: tuple[NameToTake, ...]


class Inside(ResponseModel):
    """Logged in; `pin` is told once, when the name is taken."""

    url: str
    pin: str | None


class LinkUsed(ResponseModel):
    """Logged in by a one-time link."""

    url: str
    needs_password: bool
    name: str
    email: str

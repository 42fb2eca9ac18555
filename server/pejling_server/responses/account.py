"""One's own account."""

from pejling.schema import Role
from pejling_server.responses import ResponseModel


class OwnCourse(ResponseModel):
    """A course the viewer is in."""

    id: str
    title: str
    role: Role
    url: str


class Me(ResponseModel):
    """The viewer and the viewer's courses."""

    person: str
    name: str
    administrator: bool
    login: str
    courses: tuple[OwnCourse, ...]


class OwnLogin(ResponseModel):
    """A device the viewer is logged in on."""

    id: str
    device: str
    since: str
    here: bool
    """Whether it is the one that asks."""


class OwnLogins(ResponseModel):
    """The devices the viewer is logged in on."""

    logins: tuple[OwnLogin, ...]


class LoginEnded(ResponseModel):
    """The login that was ended."""

    ended: str


class NewPin(ResponseModel):
    """A new PIN, told this once."""

    pin: str

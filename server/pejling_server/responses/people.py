"""The people of a course: one person, links, groups."""

from pejling_server.responses import ResponseModel


class PersonChanged(ResponseModel):
    """The person it was about."""

    person: str


class OneTimeLink(ResponseModel):
    """A one-time link, as text and as a QR code."""

    link: str
    qr: str
    """A data URI."""


class Invited(OneTimeLink):
    """The person who was invited, and the link to give them."""

    person: str


class Divided(ResponseModel):
    """How many groups were made."""

    groups: int


class GroupMade(ResponseModel):
    """A new, empty group."""

    group: str

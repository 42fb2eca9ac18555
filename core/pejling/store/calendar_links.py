"""Calendar links: the secret address of a person's own calendar, which its owner can take back."""

from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select

from pejling.ids import fingerprint, new_token
from pejling.store.tables import calendar_links


class Owner(NamedTuple):
    """Whose calendar it is."""

    course: str
    person: str


def make(c: Connection, course: str, person: str) -> str:
    """A new secret for the person's calendar; one from before is no longer good."""
    remove(c, course, [person])
    token = new_token()
    c.execute(insert(calendar_links).values(token_hash=fingerprint(token), course=course, person=person))
    return token


def remove(c: Connection, course: str, people: list[str]) -> None:
    """Take the links back."""
    c.execute(delete(calendar_links).where(calendar_links.c.course == course, calendar_links.c.person.in_(people)))


def exists(c: Connection, course: str, person: str) -> bool:
    """Whether the person's calendar has an address now."""
    query = select(calendar_links.c.token_hash).where(calendar_links.c.course == course, calendar_links.c.person == person)
    return c.execute(query).first() is not None


def owner_of(c: Connection, token: str) -> Owner | None:
    """Whose calendar the secret opens, or None."""
    query = select(calendar_links.c.course, calendar_links.c.person)
    row = c.execute(query.where(calendar_links.c.token_hash == fingerprint(token))).one_or_none()
    return Owner(*row) if row else None

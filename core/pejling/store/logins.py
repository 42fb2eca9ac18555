"""Logins, one-time links and passwords. A login is a row, and ending it is deleting the row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection, bindparam, delete, insert, or_, select, update

from pejling.dates import iso
from pejling.errors import Invalid
from pejling.ids import fingerprint, new_id, new_token
from pejling.people.cells import check_email
from pejling.permissions import Actor
from pejling.schema import Role
from pejling.store.records import Account, Device, Link, columns
from pejling.store.tables import links, logins, members, persons

LOGIN_DAYS = 180
"""A course runs for months; a participant's phone stays logged in as long."""
TRAINER_DAYS = 14
LINK_HOURS = 24
LEAST_PASSWORD, MOST_PASSWORD = 10, 200

_hasher = PasswordHasher()


@dataclass(frozen=True)
class Login:
    """Who a cookie belongs to."""

    id: str
    actor: Actor
    name: str
    course: str
    """The course it was made for; "" for a login by password."""


# Asked at every request and every way in, so they are built once.
_KNOWN = select(logins.c.id).where(logins.c.token_hash == bindparam("token_hash"))
_INSERT = insert(logins)


def start(c: Connection, person: str, course: str | None, device: str, now: datetime, *, days: int = LOGIN_DAYS,
          token: str = "") -> str:
    """A new login's token, for the cookie; with `token`, that one's: the same login again when it was begun before.

    A login begun in a course holds for that course alone.
    """
    token = token or new_token()
    if c.execute(_KNOWN, {"token_hash": fingerprint(token)}).first():
        return token
    c.execute(_INSERT, {
        "token_hash": fingerprint(token), "id": new_id(), "person": person, "course": course, "device": device[:80],
        "started_at": iso(now), "ends_at": iso(now + timedelta(days=days)),
    })
    return token


# Asked at every request, so it is built once. A row for each course the person is in, or one without a course.
_LOGIN = (
    select(
        logins.c.id, logins.c.course, persons.c.id.label("person"), persons.c.name, persons.c.administrator,
        members.c.course.label("member_of"), members.c.role,
    )
    .join(persons, persons.c.id == logins.c.person)
    .outerjoin(members, members.c.person == persons.c.id)
    .where(logins.c.ends_at > bindparam("now"))
)
_FIND = _LOGIN.where(logins.c.token_hash == bindparam("token_hash"))
_FIND_BY_ID = _LOGIN.where(logins.c.id == bindparam("login"))


def find(c: Connection, token: str, now: datetime) -> Login | None:
    """The login behind a cookie, with every role its person has today, or None."""
    return _login(c.execute(_FIND, {"token_hash": fingerprint(token), "now": iso(now)}).all())


def with_id(c: Connection, login: str, now: datetime) -> Login | None:
    """The login of this id, as `find` gives it, or None."""
    return _login(c.execute(_FIND_BY_ID, {"login": login, "now": iso(now)}).all())


def _login(rows: Sequence[Any]) -> Login | None:
    if not rows:
        return None
    one = rows[0]
    found: Mapping[str, Role] = {
        row.member_of: row.role for row in rows if row.member_of and one.course in (None, row.member_of)
    }
    actor = Actor(one.person, found, administrator=one.administrator and one.course is None, everywhere=one.course is None)
    return Login(one.id, actor, one.name, one.course or "")


def roles(c: Connection, person: str) -> Mapping[str, Role]:
    """Course id → role."""
    found = c.execute(select(members.c.course, members.c.role).where(members.c.person == person))
    return {row.course: row.role for row in found}


def of_person(c: Connection, person: str) -> list[Device]:
    """The person's logins, the newest first."""
    query = select(*columns(Device, logins)).where(logins.c.person == person)
    return [Device(*row) for row in c.execute(query.order_by(logins.c.started_at.desc(), logins.c.id))]


def ids_of(c: Connection, person: str, course: str) -> list[str]:
    """The person's logins that hold in a course."""
    where = (logins.c.person == person, or_(logins.c.course == course, logins.c.course.is_(None)))
    return list(c.execute(select(logins.c.id).where(*where)).scalars())


def begun_in(c: Connection, course: str) -> list[str]:
    """The logins that hold in this course alone; they go with it."""
    return list(c.execute(select(logins.c.id).where(logins.c.course == course)).scalars())


def end(c: Connection, login: str, person: str) -> bool:
    """End one of the person's own logins; False when it is none of them."""
    return bool(c.execute(delete(logins).where(logins.c.id == login, logins.c.person == person)).rowcount)


def end_all(c: Connection, person: str, course: str) -> list[str]:
    """End every login of a person that holds in a course; gives their ids."""
    ended = ids_of(c, person, course)
    c.execute(delete(logins).where(logins.c.id.in_(ended)))
    return ended


def end_others(c: Connection, login: str, person: str) -> list[str]:
    """End every login of a person but this one, which from now on holds wherever the person is; gives their ids."""
    others = list(c.execute(select(logins.c.id).where(logins.c.person == person, logins.c.id != login)).scalars())
    c.execute(delete(logins).where(logins.c.id.in_(others)))
    c.execute(update(logins).where(logins.c.id == login).values(course=None))
    return others


def forget_ended(c: Connection, now: datetime) -> int:
    """Delete logins and links whose time is up: which device, and when, is nobody's business then. Gives how many."""
    return sum(c.execute(delete(table).where(table.c.ends_at <= iso(now))).rowcount for table in (logins, links))


def make_link(c: Connection, person: str, course: str | None, now: datetime) -> str:
    """A token that logs this person in once, within a day."""
    token = new_token()
    ends_at = iso(now + timedelta(hours=LINK_HOURS))
    c.execute(delete(links).where(links.c.ends_at < iso(now)))
    c.execute(insert(links).values(token_hash=fingerprint(token), person=person, course=course, ends_at=ends_at))
    return token


def peek_link(c: Connection, token: str, now: datetime) -> Link | None:
    """The unused link. Does not use it up."""
    query = select(*columns(Link, links, persons)).join(persons, persons.c.id == links.c.person)
    row = c.execute(query.where(links.c.token_hash == fingerprint(token), links.c.ends_at > iso(now))).one_or_none()
    return Link(*row) if row else None


def use_link(c: Connection, token: str, now: datetime) -> Link | None:
    """The link, used up; None when it is unknown, used or too old."""
    link = peek_link(c, token, now)
    if link is not None:
        c.execute(delete(links).where(links.c.token_hash == link.token_hash))
    return link


def set_password(c: Connection, person: str, password: str) -> None:
    """Store the argon2 hash of a new password and end nothing.

    Raises
    ------
    Invalid
        Shorter than ten characters, or longer than 200.
    """
    if len(password) > MOST_PASSWORD:
        raise Invalid(f"Adgangskoden må højst være på {MOST_PASSWORD} tegn.")
    if len(password) < LEAST_PASSWORD:
        raise Invalid(f"Adgangskoden skal være på mindst {LEAST_PASSWORD} tegn. En lille sætning er let at huske.")
    c.execute(update(persons).where(persons.c.id == person).values(password_hash=_hasher.hash(password)))


def set_email(c: Connection, person: str, email: str) -> None:
    """The e-mail a person logs in by.

    Raises
    ------
    Invalid
        It is no e-mail, or someone else logs in by it.
    """
    written = email.strip().lower()
    if not written or check_email(written):
        raise Invalid("Det er ikke en e-mail. Den skal se ud som navn@arbejdsplads.dk.")
    if email_is_taken(c, written, person):
        raise Invalid("En anden logger allerede ind med den e-mail. Brug en anden.")
    c.execute(update(persons).where(persons.c.id == person).values(email=written))


def password_of(c: Connection, person: str) -> str | None:
    """The hash of the person's password, or None when there is none."""
    found: str | None = c.execute(select(persons.c.password_hash).where(persons.c.id == person)).scalar()
    return found


def email_is_taken(c: Connection, email: str, person: str = "") -> bool:
    """Whether someone else, who is no participant, has this e-mail: it is what they log in by."""
    query = select(persons.c.id).join(members, members.c.person == persons.c.id)
    query = query.where(persons.c.email == email.strip().lower(), persons.c.email != "", persons.c.id != person)
    return c.execute(query.where(members.c.role != "participant").limit(1)).first() is not None


def with_password(c: Connection, email: str) -> Account | None:
    """The person with this e-mail who has a password."""
    query = select(*columns(Account, persons)).where(persons.c.email == email.strip().lower())
    query = query.where(persons.c.email != "", persons.c.password_hash.is_not(None)).order_by(persons.c.id)
    row = c.execute(query.limit(1)).one_or_none()
    return Account(*row) if row else None


def password_fits(password_hash: str | None, password: str) -> bool:
    """Whether the password is right. Takes as long when there is none to compare with."""
    try:
        _hasher.verify(password_hash or _nobodys(), password)
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


@cache
def _nobodys() -> str:
    return _hasher.hash(new_token())

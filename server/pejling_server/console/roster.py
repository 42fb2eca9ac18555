"""The people: the class list in and out again, corrections, names set free, groups, invitations."""

import random
from typing import Annotated, Literal

import segno
from fastapi import APIRouter, Request
from pydantic import Field, StringConstraints

from pejling.dates import danish_day
from pejling.errors import Invalid
from pejling.people.classlist import clean_name
from pejling.people.mixing import mix
from pejling.store import groups, logins, people
from pejling_server.access import Viewer, allow, app_of, end_at_once
from pejling_server.app_state import AppState
from pejling_server.responses.people import Divided, GroupMade, Invited, OneTimeLink, PersonChanged
from pejling_server.typed import Given, Typed

router = APIRouter()

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=120)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]{12}$")]


class OnePerson(Typed):
    """Someone to add, or the corrections to someone."""

    name: Annotated[str, StringConstraints(strip_whitespace=True, max_length=80)] | None = None
    organisation: Text | None = None
    organisation_type: Literal["jobcenter", "a-kasse", "andet"] = "andet"
    team: Text | None = None
    job_title: Text | None = None
    email: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] | None = None


class Invitation(Typed):
    """A trainer or leader to let in by a one-time link."""

    name: Annotated[str, StringConstraints(strip_whitespace=True, max_length=80)]
    email: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] = ""
    role: Literal["trainer", "leader"]


class Size(Given):
    """How many there should be in each group."""

    size: Annotated[int, Field(ge=2, le=12)]


class Here(Given):
    """Whether someone without a phone is here."""

    here: bool


class Placing(Given):
    """A person and the group to be in; None for no group."""

    person: Id
    group: Id | None


@router.post("/api/console/{course}/people")
def add(course: str, given: OnePerson, request: Request, viewer: Viewer = allow("run course")) -> PersonChanged:
    """Put one participant on the list, for instance someone who comes unannounced."""
    app = app_of(request)
    name = clean_name(given.name or "")
    with app.store.write() as c:
        organisation = None
        if given.organisation:
            organisation = people.organisation_id(c, course, given.organisation, given.organisation_type)
        person = people.add(c, course, name, "participant", organisation=organisation, team=given.team or "",
                            job_title=given.job_title or "", email=given.email or "", by_trainer=True)
        groups.place_latecomer(c, course, person)
    app.pubsub.publish(course, "people", "people")
    return PersonChanged(person=person)


@router.post("/api/console/{course}/people/{person}")
def correct(
    course: str, person: str, given: OnePerson, request: Request, viewer: Viewer = allow("run course")
) -> PersonChanged:
    """Correct a person's name, place of work, team, job title or e-mail."""
    app = app_of(request)
    values = given.model_dump(exclude_none=True)
    if "name" in values:
        values["name"] = clean_name(values["name"])
    with app.store.write() as c:
        others = people.member(c, course, person).role != "participant" and person != viewer.actor.person
        if others and not values.keys().isdisjoint(("name", "email")):  # on all their courses, not on this one alone
            raise Invalid("Undervisere og ledere skriver selv deres navn og e-mail, når de vælger adgangskode.")
        people.change(c, course, person, values)
    app.pubsub.publish(course, "people", "people")
    return PersonChanged(person=person)


@router.post("/api/console/{course}/people/{person}/take-out")
def take_out(course: str, person: str, request: Request, viewer: Viewer = allow("run course")) -> PersonChanged:
    """Take someone out of the course, with the logins and what only that person wrote."""
    app = app_of(request)
    with app.store.write() as c:
        people.member(c, course, person)
        if person == viewer.actor.person:
            raise Invalid("Du kan ikke tage dig selv ud af holdet.")
        ended = logins.ids_of(c, person, course)
        people.take_out(c, course, person)
    app.jobs.look()  # files that were made of the course go, too
    end_at_once(request, ended)
    app.pubsub.publish(course, "people", "people")
    return PersonChanged(person=person)


@router.post("/api/console/{course}/people/{person}/free")
def set_free(course: str, person: str, request: Request, viewer: Viewer = allow("run course")) -> PersonChanged:
    """Forgotten PIN: end the person's logins and let the name be taken again, with a new PIN."""
    app = app_of(request)
    with app.store.write() as c:
        if people.member(c, course, person).role != "participant":
            raise Invalid("Kun deltagere har en PIN-kode.")
        people.free_name(c, course, person, danish_day(app.now()))
        ended = logins.end_all(c, person, course)
    end_at_once(request, ended)
    app.pubsub.publish(course, "people", "people")
    return PersonChanged(person=person)


@router.post("/api/console/{course}/people/{person}/here")
def mark_here(
    course: str, person: str, given: Here, request: Request, viewer: Viewer = allow("run course")
) -> PersonChanged:
    """Say that a participant without a phone is here today, or is not."""
    app = app_of(request)
    with app.store.write() as c:
        if people.member(c, course, person).role != "participant":
            raise Invalid("Kun deltagere kan være her uden telefon.")
        people.mark_here(c, course, person, danish_day(app.now()), here=given.here)
        if given.here:
            groups.place_latecomer(c, course, person)
    app.pubsub.publish(course, "people", "people")
    return PersonChanged(person=person)


@router.post("/api/console/{course}/invitation")
def invite(course: str, given: Invitation, request: Request, viewer: Viewer = allow("run course")) -> Invited:
    """A one-time link for another trainer or a leader; valid for a day."""
    app = app_of(request)
    with app.store.write() as c:
        if logins.email_is_taken(c, given.email):
            raise Invalid("Der er allerede en underviser eller leder med den e-mail. Brug en anden, eller lad feltet stå tomt.")
        person = people.add(c, course, clean_name(given.name), given.role, email=given.email)
        token = logins.make_link(c, person, course, app.now())
    app.pubsub.publish(course, "people", "people")
    link = _shown_link(app, request, token)
    return Invited(person=person, link=link.link, qr=link.qr)


@router.post("/api/console/{course}/people/{person}/link")
def new_link(course: str, person: str, request: Request, viewer: Viewer = allow("run course")) -> OneTimeLink:
    """A new one-time link for a trainer or leader of the course."""
    app = app_of(request)
    with app.store.write() as c:
        if people.member(c, course, person).role == "participant":
            raise Invalid("Deltagere kommer ind med kode og PIN, ikke med link.")
        token = logins.make_link(c, person, course, app.now())
    return _shown_link(app, request, token)


def _shown_link(app: AppState, request: Request, token: str) -> OneTimeLink:
    """The link as text, and as a QR code to put in the page: an address of its own would carry the token into logs."""
    link = app.address(request, f"/ind/{token}")
    return OneTimeLink(link=link, qr=segno.make(link, micro=False).svg_data_uri(light="#fff", border=3, scale=6))


@router.post("/api/console/{course}/groups")
def divide(course: str, given: Size, request: Request, viewer: Viewer = allow("run course")) -> Divided:
    """Divide those who have come (or, before anyone has, all on the list) into groups across organisations."""
    app = app_of(request)
    with app.store.write() as c:
        came = people.those_who_came(c, course)
        if not came:
            raise Invalid("Der er ingen deltagere på holdet endnu.")
        division = mix({p.id: p.organisation for p in came}, given.size, random.SystemRandom().randrange(2**31))
        groups.divide(c, course, division)
    app.pubsub.publish(course, "all", "course")
    return Divided(groups=len(division))


@router.post("/api/console/{course}/groups/move")
def place(course: str, given: Placing, request: Request, viewer: Viewer = allow("run course")) -> PersonChanged:
    """Move one person to another group, or out of the groups."""
    app = app_of(request)
    with app.store.write() as c:
        people.member(c, course, given.person)
        groups.move(c, course, given.person, given.group)
    app.pubsub.publish(course, "all", "course")
    return PersonChanged(person=given.person)


@router.post("/api/console/{course}/groups/new")
def one_more(course: str, request: Request, viewer: Viewer = allow("run course")) -> GroupMade:
    """One more group, empty."""
    app = app_of(request)
    with app.store.write() as c:
        group = groups.add_group(c, course)
    app.pubsub.publish(course, "all", "course")
    return GroupMade(group=group)


"""Calendars of visits: a file for one visit, and a person's own feed behind a secret link that its owner can take back."""

from fastapi import APIRouter, Request, Response
from sqlalchemy import Connection

from pejling.dates import parse
from pejling.errors import Invalid, NotFound
from pejling.ids import fingerprint
from pejling.store import calendar_links, courses, people, visits
from pejling.store.records import Visit
from pejling_server.access import Viewer, allow, app_of
from pejling_server.files import disposition
from pejling_server.responses import Saved
from pejling_server.responses.supervision import CalendarLink
from pejling_supervision import calendars
from pejling_supervision.rules import Person

router = APIRouter()

ICS = "text/calendar; charset=utf-8"
NO_ANSWER = "ingen-svar@pejling.invalid"
"""Nobody's address: a calendar wants one, and nothing is to be answered."""


@router.get("/hold/{course}/besoeg/{visit}/kalender.ics", include_in_schema=False)
def visit_file(course: str, visit: str, request: Request, viewer: Viewer = allow("visit")) -> Response:
    """A visit's calendar file; of one that was called off, the file that takes it out again. For those who sit in it."""
    app = app_of(request)
    with app.store.read() as c:
        found = visits.get(c, course, visit)
        if viewer.actor.person not in {found.observed, *found.observers}:
            raise NotFound("Besøget er ikke dit.")
        if not found.starts_at:
            raise Invalid("Besøget har ingen dato endnu. Aftal en, og hent så filen.")
        made = calendars.visit_file(_in_calendar(found, _names(c, course)), _organizer(c, course))
    return Response(made, media_type=ICS, headers=disposition("aflyst-besøg.ics" if found.cancelled else "besøg.ics", shown=False))


@router.get("/kalender/{token}", include_in_schema=False)
def feed(token: str, request: Request, viewer: Viewer = allow("public")) -> Response:
    """What a calendar fetches again and again: its owner's visits that have a date. The secret in the address is the key."""
    app = app_of(request)
    with app.store.read() as c:
        owner = calendar_links.owner_of(c, token.removesuffix(".ics"))
        if owner is None or owner.person not in (names := _names(c, owner.course)):
            raise NotFound("Kalenderen findes ikke længere. Hent en ny adresse på siden »Mine besøg«.")
        own = [_in_calendar(visit, names) for visit in visits.of_person(c, owner.course, owner.person)]
        made = calendars.feed(owner.person, own, _organizer(c, owner.course))
    etag = f'"{fingerprint(made.decode())[:32]}"'
    headers = {"ETag": etag, "Cache-Control": "private, no-cache"}
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers=headers)
    return Response(made, media_type=ICS, headers=headers)


@router.post("/api/course/{course}/calendar-link")
def make_link(course: str, request: Request, viewer: Viewer = allow("visit")) -> CalendarLink:
    """A new secret address of one's own calendar; an earlier one ends. It is told once, and cannot be looked up."""
    app = app_of(request)
    with app.store.write() as c:
        token = calendar_links.make(c, course, viewer.actor.person)
    return CalendarLink(url=app.address(request, f"/kalender/{token}.ics"))


@router.post("/api/course/{course}/calendar-link/remove")
def remove_link(course: str, request: Request, viewer: Viewer = allow("visit")) -> Saved:
    """Take the address back: it opens nothing any more."""
    with app_of(request).store.write() as c:
        calendar_links.remove(c, course, [viewer.actor.person])
    return Saved()


def _names(c: Connection, course: str) -> dict[str, Person]:
    return {one.id: Person(one.id, one.name) for one in people.listed(c, course, "participant")}


def _organizer(c: Connection, course: str) -> calendars.Organizer:
    return calendars.Organizer(courses.get(c, course).title, NO_ANSWER)


def _in_calendar(visit: Visit, names: dict[str, Person]) -> calendars.Visit:
    known = [names.get(one, Person(one, "En, der er gået fra")) for one in (visit.observed, *visit.observers)]
    start = parse(visit.starts_at) if visit.starts_at else None
    return calendars.Visit(visit.id, known[0], tuple(known[1:]), start, parse(visit.changed_at), visit.place,
                           sequence=visit.sequence, cancelled=visit.cancelled)

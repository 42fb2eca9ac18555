"""A person's own visits: whom they visit and who visits them, agreed between the two."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from pydantic import Field, StringConstraints
from sqlalchemy import Connection

from pejling.alphabet import danish_order
from pejling.dates import danish_day, parse
from pejling.errors import Denied, Invalid, NotFound
from pejling.exercise.subject import of_person
from pejling.store import answers, calendar_links, courses, people, runs, tool_totals, visits
from pejling.store.records import Member, Visit
from pejling_server.access import Viewer, allow, app_of
from pejling_server.app_state import AppState
from pejling_server.days import card_for
from pejling_server.exercise import view
from pejling_server.pages import page
from pejling_server.responses import Saved
from pejling_server.responses.supervision import OwnVisit, OwnVisits, Tool
from pejling_server.supervision.wording import CONVERSATIONS, clock_of, day_of, moment_in, tools_of
from pejling_server.typed import Given, Typed

router = APIRouter()

MOST_TOOLS = 6
LocalTime = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$")]


class Agreed(Typed):
    """What the two have agreed of a visit; no time: there is none yet."""

    at: LocalTime | None
    place: Annotated[str, StringConstraints(strip_whitespace=True, max_length=120)] = ""
    conversation: Annotated[str, StringConstraints(max_length=60)] = ""
    tools: Annotated[tuple[Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,60}$")], ...], Field(max_length=MOST_TOOLS)] = ()


class Held(Given):
    """Whether the visit was held."""

    held: bool


@router.get("/hold/{course}/besoeg", include_in_schema=False, response_class=HTMLResponse)
def my_visits_page(course: str, request: Request, viewer: Viewer = allow("visit")) -> HTMLResponse:
    """The page that closes a day: who visits whom, when, and what is to be tried."""
    with app_of(request).store.read() as c:
        row = courses.get(c, course)
    return page("visits.html", course=row, viewer=viewer)


@router.get("/api/course/{course}/visits")
def my_visits(course: str, request: Request, viewer: Viewer = allow("visit")) -> OwnVisits:
    """The viewer's own visits in every round, and what can be chosen for them."""
    app, me = app_of(request), viewer.actor.person
    tools = tools_of(app)
    with app.store.read() as c:
        names = {one.id: one for one in people.listed(c, course, "participant")}
        reasons = {one.id: one.reason for one in visits.partners_in(c, course)}
        own = visits.of_person(c, course, me)
        practised = _practised(app, c, course, me, list(tools))
        has_link = calendar_links.exists(c, course, me)
    return OwnVisits(
        visits=tuple(shown(visit, names, reasons.get(visit.partners or "", ""), me) for visit in own),
        tools=tuple(Tool(id=tool, title=title) for tool, title in tools.items()), practised=practised,
        conversations=CONVERSATIONS, calendar=has_link,
    )


def shown(visit: Visit, names: Mapping[str, Member], reason: str, me: str) -> OwnVisit:
    """A visit as one of those who sit in it sees it."""
    return OwnVisit(
        id=visit.id, round=visit.round, to_me=visit.observed == me,
        observed=names[visit.observed].name if visit.observed in names else "",
        observers=tuple(names[one].name for one in visit.observers if one in names),
        organisations=tuple(sorted({names[one].organisation for one in (visit.observed, *visit.observers)
                                    if one != me and one in names and names[one].organisation}, key=danish_order)),
        reason=reason, starts_at=visit.starts_at, day=day_of(visit), clock=clock_of(visit), place=visit.place,
        conversation=visit.conversation, tools=visit.tools, cancelled=visit.cancelled, held=visit.held_on_day is not None,
    )


@router.post("/api/course/{course}/visits/{visit}")
def agree(course: str, visit: str, given: Agreed, request: Request, viewer: Viewer = allow("visit")) -> Saved:
    """Say when and where the visit is, of what sort the conversation, and which tools are to be tried."""
    app = app_of(request)
    if given.conversation and given.conversation not in CONVERSATIONS:
        raise Invalid("Vælg samtalen på listen.")
    if unknown := set(given.tools) - set(tools_of(app)):
        raise Invalid(f"Redskabet findes ikke: {', '.join(sorted(unknown))}. Vælg på listen.")
    starts = moment_in(given.at, app.now()) if given.at else None
    with app.store.write() as c:
        own = own_visit(c, viewer, visit)
        visits.arrange(c, own, app.now(), starts_at=starts, place=given.place, conversation=given.conversation, tools=given.tools)
    publish(app, course, own)
    return Saved()


@router.post("/api/course/{course}/visits/{visit}/cancel")
def call_off(course: str, visit: str, request: Request, viewer: Viewer = allow("visit")) -> Saved:
    """Call the visit off; a new date puts it on again."""
    app = app_of(request)
    with app.store.write() as c:
        own = own_visit(c, viewer, visit)
        visits.cancel(c, own, app.now())
    publish(app, course, own)
    return Saved()


@router.post("/api/course/{course}/visits/{visit}/held")
def be_held(course: str, visit: str, given: Held, request: Request, viewer: Viewer = allow("visit")) -> Saved:
    """Say that the visit was held, which the trainer may know, or take that back."""
    app = app_of(request)
    today = danish_day(app.now())
    with app.store.write() as c:
        own = own_visit(c, viewer, visit)
        if not given.held and visits.is_closed(c, own):
            raise Invalid("I har alle skrevet under på, at besøget er holdt.")
        if own.cancelled and given.held:
            raise Invalid("Besøget er aflyst. Giv det en dato igen, før det kan være holdt.")
        if own.starts_at and danish_day(parse(own.starts_at)) > today and given.held:
            raise Invalid("Besøget ligger ude i fremtiden. Flyt det, hvis det blev holdt før.")
        visits.set_held(c, own, (danish_day(parse(own.starts_at)) if own.starts_at else today) if given.held else None)
        if given.held:
            tool_totals.recount(c, course, own, courses.get(c, course).least)
    publish(app, course, own)
    return Saved()


def publish(app: AppState, course: str, visit: Visit) -> None:
    """Tell the two, and the trainer, that something about the visit is another."""
    for topic in ("people", *(of_person(person).key for person in (visit.observed, *visit.observers))):
        app.pubsub.publish(course, topic, "visits")


def own_visit(c: Connection, viewer: Viewer, visit: str, *, to_change: bool = True) -> Visit:
    """The visit, if the viewer sits in it, and the course is open where it is to be changed."""
    if to_change and courses.get(c, viewer.course).closed_at:
        raise Denied("Holdet er afsluttet, så besøg kan ikke ændres mere.")
    found = visits.get(c, viewer.course, visit)
    if viewer.actor.person not in {found.observed, *found.observers}:
        raise NotFound("Besøget er ikke dit.")
    return found


def _practised(app: AppState, c: Connection, course: str, me: str, tools: list[str]) -> tuple[str, ...]:
    """The tools that the person has drilled: a proposal of what to try."""
    drills = {card_for(app, tool).head.drill: tool for tool in tools}
    found = []
    for run in runs.current(c, course).values():
        answer = answers.find(c, run.id, of_person(me).key) if run.exercise in drills and not run.anonymous else None
        loaded = view.content_of(c, run) if answer else None
        if answer and loaded and loaded.kind.answered(loaded.content, answer.state):
            found.append(drills[run.exercise])
    return tuple(sorted(found))

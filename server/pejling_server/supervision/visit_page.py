"""A visit's own page: its forms as the viewer's seat may see them, the last agreement, and the signing."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from sqlalchemy import Connection

from pejling.dates import danish_day, iso, parse
from pejling.errors import Invalid
from pejling.exercise.fields import FieldExercise
from pejling.exercise.subject import Subject
from pejling.schema import SEATS, State
from pejling.store import answers, courses, people, runs, tool_totals, visits
from pejling.store.records import Visit
from pejling_server.access import Viewer, allow, app_of
from pejling_server.app_state import AppState
from pejling_server.exercise import view
from pejling_server.pages import page
from pejling_server.responses import Saved
from pejling_server.responses.exercise import CourseHead, DayStates
from pejling_server.responses.supervision import Noted, PlannedVisit, VisitFacts
from pejling_server.supervision.forms import AGREEMENT, FORMS, OBSERVATION, is_locked, told
from pejling_server.supervision.own_visits import own_visit, publish, shown
from pejling_server.supervision.plan_view import planned_visit
from pejling_server.supervision.wording import tools_of
from pejling_supervision.seen_alike import seen_by_both

router = APIRouter()


@router.get("/hold/{course}/besoeg/{visit}", include_in_schema=False, response_class=HTMLResponse)
def visit_page(course: str, visit: str, request: Request, viewer: Viewer = allow("visit")) -> HTMLResponse:
    """The page for two: preparation, conversation, feedback, agreement."""
    app = app_of(request)
    with app.store.read() as c:
        row = courses.get(c, course)
        found = own_visit(c, viewer, visit, to_change=False)
        opened = set(runs.current(c, course))
    if not row.closed_at and not set(FORMS) <= opened:
        _open_forms(app, course)
    return page("visit.html", course=row, viewer=viewer, visit=found, observes=viewer.actor.person != found.observed, forms=FORMS)


@router.get("/api/course/{course}/visits/{visit}/exercises")
def forms_of_visit(course: str, visit: str, request: Request, viewer: Viewer = allow("visit")) -> DayStates:
    """The visit's forms as the viewer's seat may see them, as a day's exercises are told."""
    app, me = app_of(request), viewer.actor.person
    with app.store.read() as c:
        row = courses.get(c, course)
        found = own_visit(c, viewer, visit, to_change=False)
        present = runs.current(c, course)
        states = {one: view.view_for(app, c, present[one], "participant", me, found.id) for one in FORMS if one in present}
    return DayStates.model_validate({
        "now": iso(app.now()), "person": me, "name": viewer.name, "role": viewer.role, "group": "", "now_open": (),
        "course": CourseHead(id=course, title=row.title, closed=row.closed_at is not None), "exercises": states,
    })


@router.get("/api/course/{course}/visits/{visit}")
def visit_facts(course: str, visit: str, request: Request, viewer: Viewer = allow("visit")) -> VisitFacts:
    """What stands round the forms: the last agreement, what others will see, who has signed."""
    app, me = app_of(request), viewer.actor.person
    tools = tools_of(app)
    with app.store.read() as c:
        found = own_visit(c, viewer, visit, to_change=False)
        names = {one.id: one for one in people.listed(c, course, "participant")}
        signed = visits.signed(c, found)
        last = _last_agreement(c, course, found, me)
        alike = _seen_by_both(c, course, found, me)
        closed, has_words = visits.is_closed(c, found), visits.has_words(c, found)
        least = courses.get(c, course).least
    who = {one: names[one].name for one in (found.observed, *found.observers) if one in names}
    told = planned_visit(tools, found)
    return VisitFacts(
        visit=shown(found, names, "", me), tools=told.tools, last=last, closed=closed, has_words=has_words, i_signed=me in signed,
        signed=tuple(name for person, name in who.items() if person in signed), trainer_sees=_in_words(told, who),
        alike=_in_agreement(*alike) if alike else "", leader_sees=_for_leaders(told, least), least=least,
    )


def _in_words(told: PlannedVisit, who: Mapping[str, str]) -> tuple[Noted, ...]:
    """What a trainer gets of a visit, field by field."""
    observers = " og ".join(who[one] for one in told.observers if one in who)
    when = " ".join(part for part in (told.day, told.clock, told.place) if part)
    return (
        Noted(label="Hvem", text=f"{observers} hos {who.get(told.observed, '')}"),
        Noted(label="Hvornår og hvor", text=when or "ikke aftalt"),
        Noted(label="Samtale", text=told.conversation or "ikke valgt"),
        Noted(label="Redskaber", text=", ".join(told.tools) or "ingen valgt"),
        Noted(label="Holdt", text="ja" if told.held else "ja, når I alle har skrevet under"),
    )


def _seen_by_both(c: Connection, course: str, visit: Visit, me: str) -> tuple[list[bool], list[bool]] | None:
    """What the people of this visit have both rated, at all visits they have had together; None until both have locked this one."""
    run = runs.current(c, course).get(OBSERVATION)
    loaded = view.content_of(c, run) if run else None
    if not run or not loaded or not isinstance(loaded.content, FieldExercise):
        return None
    both: dict[str, tuple[State, State]] = {}
    together = {visit.observed, *visit.observers}
    for one in visits.of_person(c, course, me):
        seats = [Subject("pair", one.id, (seat,)) for seat in SEATS]
        if {one.observed, *one.observers} == together and all(is_locked(c, run, loaded, seat) for seat in seats):
            found = {seat.seats[0]: answers.find(c, run.id, seat.key) for seat in seats}
            if (own := found["observed"]) and (other := found["observer"]):
                both[one.id] = own.state, other.state
    return seen_by_both(loaded.content, both.values()) if visit.id in both else None


def _in_agreement(observed: list[bool], observer: list[bool]) -> str:
    """How far they saw the same, in words."""
    from pejling_supervision.agreement import agreement  # loaded when it is first needed, for the memory it takes

    return agreement(observed, observer).in_words


def _for_leaders(told: PlannedVisit, least: int) -> tuple[Noted, ...]:
    """What a leader gets that the visit has a part in: never the visit, only what many have in common."""
    many = f"tæller med i, hvor mange i runden der har prøvet {{}}; vises, når det er mindst {least}, og kun i hele trin på {least}"
    return (
        Noted(label="Besøg", text=f"tæller med i, hvor mange i runden der har haft besøg, når det er mindst {least}"),
        Noted(label="Redskaber", text=many.format(" og ".join(told.tools)) if told.tools else "ingen valgt, så der tælles ingen"),
    )


@router.post("/api/course/{course}/visits/{visit}/sign")
def sign(course: str, visit: str, request: Request, viewer: Viewer = allow("visit")) -> Saved:
    """Agree that the visit was held, having seen what others will see of it; when all have, nothing is changed any more."""
    app = app_of(request)
    today = danish_day(app.now())
    with app.store.write() as c:
        found = own_visit(c, viewer, visit)
        on = danish_day(parse(found.starts_at)) if found.starts_at else today
        if found.cancelled or on > today:
            raise Invalid("Besøget er ikke holdt endnu. Ret datoen på »Mine besøg«, hvis det er.")
        visits.sign(c, found, viewer.actor.person, on)
        if visits.is_closed(c, found):
            tool_totals.recount(c, course, found, courses.get(c, course).least)
    publish(app, course, found)
    return Saved()


@router.post("/api/course/{course}/visits/{visit}/erase")
def erase(course: str, visit: str, request: Request, viewer: Viewer = allow("visit")) -> Saved:
    """Delete all that is written of the visit. The one who was observed owns it, and nobody else may."""
    app = app_of(request)
    with app.store.write() as c:
        found = own_visit(c, viewer, visit, to_change=False)
        if found.observed != viewer.actor.person:
            raise Invalid("Noten er din kollegas. Kun den, der holdt samtalen, kan slette den.")
        visits.erase(c, course, found)
    publish(app, course, found)
    return Saved()


def _open_forms(app: AppState, course: str) -> None:
    with app.store.write() as c:
        present = runs.current(c, course)
        for name in FORMS:
            if name not in present:
                loaded = app.library.find(name)
                runs.pin(c, loaded.digest, name, loaded.text)
                runs.open_round(c, course, name, loaded.digest, anonymous=False, now=app.now())


def _last_agreement(c: Connection, course: str, visit: Visit, me: str) -> tuple[Noted, ...]:
    """What was agreed at the last visit to the same person, if the viewer was there."""
    run = runs.current(c, course).get(AGREEMENT)
    earlier = [one for one in visits.of_person(c, course, me)
               if one.observed == visit.observed and one.id != visit.id and _when(one) < _when(visit)]
    for one in reversed(earlier) if run else ():
        if run and (last := told(c, run, Subject("pair", one.id))):
            return last
    return ()


def _when(visit: Visit) -> tuple[int, str]:
    return visit.round, visit.starts_at or ""

"""The trainer's plan of supervision: partners for all rounds, changed by hand, and visits moved and called off."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Request
from pydantic import Field, StringConstraints
from sqlalchemy import Connection

from pejling.errors import Invalid
from pejling.store import people, visits, wishes
from pejling_server.access import Viewer, allow, app_of
from pejling_server.app_state import AppState
from pejling_server.responses import Saved
from pejling_server.responses.supervision import PlanChanged, PlanLaid, SupervisionPlan
from pejling_server.supervision.plan_view import plan_as_it_is
from pejling_server.supervision.wording import moment_in
from pejling_server.typed import Given, Typed
from pejling_supervision import mending
from pejling_supervision.mending import Groups
from pejling_supervision.obstacles import Impossible
from pejling_supervision.planning import MOST_ROUNDS, keep, lay, of_course

router = APIRouter()

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]{12}$")]
Round = Annotated[int, Field(ge=1, le=MOST_ROUNDS)]


class Rounds(Given):
    """For how many rounds partners are planned."""

    rounds: Round


class Wished(Given):
    """What two people wish; None takes it back."""

    person: Id
    other: Id
    wish: Literal["together", "apart"] | None


class Led(Given):
    """Who leads a person; None for nobody on the course."""

    person: Id
    leader: Id | None


class Away(Given):
    """Whether someone is out of a round."""

    round: Round
    person: Id
    away: bool


class Joined(Given):
    """Someone is put together with others in a round, whatever that breaks when `anyway`."""

    round: Round
    person: Id
    to: Annotated[tuple[Id, ...], Field(min_length=1, max_length=2)]
    anyway: bool = False


class Swapped(Given):
    """Two people change places in a round."""

    round: Round
    person: Id
    other: Id
    anyway: bool = False


class Arranged(Typed):
    """When and where a visit is; None: it has no date yet."""

    at: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$")] | None
    place: Annotated[str, StringConstraints(strip_whitespace=True, max_length=120)] = ""


@router.get("/api/console/{course}/supervision")
def look(course: str, request: Request, viewer: Viewer = allow("run course")) -> SupervisionPlan:
    """The plan as it is, what it breaks, and where those without a partner could be."""
    return plan_as_it_is(app_of(request), course)


@router.post("/api/console/{course}/supervision/plan")
def plan(course: str, given: Rounds, request: Request, viewer: Viewer = allow("run course")) -> PlanLaid:
    """Lay all rounds that have not begun, together; or say what makes it impossible, and change nothing."""
    app = app_of(request)
    try:
        laid = lay(app.store, course, given.rounds, app.now())
    except Impossible as found:
        return PlanLaid(laid=0, obstacles=tuple(dict.fromkeys(obstacle.text for obstacle in found.obstacles)))
    _told(app, course)
    return PlanLaid(laid=laid, obstacles=())


@router.post("/api/console/{course}/supervision/wish")
def wish(course: str, given: Wished, request: Request, viewer: Viewer = allow("run course")) -> Saved:
    """Note that two people wish to be together, or not to be."""
    app = app_of(request)
    with app.store.write() as c:
        _check_participants(c, course, given.person, given.other)
        wishes.set_wish(c, course, given.person, given.other, given.wish)
    _told(app, course)
    return Saved()


@router.post("/api/console/{course}/supervision/leader")
def lead(course: str, given: Led, request: Request, viewer: Viewer = allow("run course")) -> Saved:
    """Note who leads whom: those two are never partners."""
    app = app_of(request)
    with app.store.write() as c:
        _check_participants(c, course, given.person, *([given.leader] if given.leader else []))
        wishes.set_leader(c, course, given.person, given.leader)
    _told(app, course)
    return Saved()


@router.post("/api/console/{course}/supervision/away")
def be_away(course: str, given: Away, request: Request, viewer: Viewer = allow("run course")) -> Saved:
    """Someone is out of a round, or in it after all; the partner is then without one, and is proposed a place."""
    app = app_of(request)
    with app.store.write() as c:
        _check_participants(c, course, given.person)
        wishes.set_absent(c, course, given.round, given.person, given.away)
        if given.away and (groups := _groups(c, course, given.round)):
            keep(c, course, given.round, mending.without(groups, given.person), app.now())
    _told(app, course)
    return Saved()


@router.post("/api/console/{course}/supervision/join")
def join(course: str, given: Joined, request: Request, viewer: Viewer = allow("run course")) -> PlanChanged:
    """Put someone with others: a third in a pair, or the partner of someone who has none or sits in a trio."""
    def change(groups: Groups) -> Groups:
        if given.person in given.to or len(set(given.to)) < len(given.to):
            raise Invalid("Vælg forskellige personer.")
        placed = {person: set(group) for group in groups for person in group}
        if len(given.to) == 2 and placed.get(given.to[0]) != set(given.to):
            raise Invalid("De to er ikke længere et par. Hent siden igen.")
        if len(given.to) == 1 and len(placed.get(given.to[0], ())) == 2:
            raise Invalid("Vedkommende har fået en makker. Hent siden igen.")
        return mending.moved(groups, given.person, given.to)

    return _changed(app_of(request), course, given.round, (given.person, *given.to), change, anyway=given.anyway)


@router.post("/api/console/{course}/supervision/swap")
def swap(course: str, given: Swapped, request: Request, viewer: Viewer = allow("run course")) -> PlanChanged:
    """Let two people change places."""
    def change(groups: Groups) -> Groups:
        if not {given.person, given.other} <= {person for group in groups for person in group}:
            raise Invalid("En af de to har ingen makker i runden. Hent siden igen.")
        if any({given.person, given.other} <= set(group) for group in groups):
            raise Invalid("De to er allerede sammen. Vælg to fra hver sit par.")
        return mending.swapped(groups, given.person, given.other)

    return _changed(app_of(request), course, given.round, (given.person, given.other), change, anyway=given.anyway)


@router.post("/api/console/{course}/supervision/visits/{visit}")
def arrange(course: str, visit: str, given: Arranged, request: Request, viewer: Viewer = allow("run course")) -> Saved:
    """Move a visit to another time or place, or take its date away."""
    app = app_of(request)
    with app.store.write() as c:
        known = visits.get(c, course, visit)
        starts = moment_in(given.at, app.now()) if given.at else None
        visits.arrange(c, known, app.now(), starts_at=starts, place=given.place, conversation=known.conversation, tools=known.tools)
    _told(app, course)
    return Saved()


@router.post("/api/console/{course}/supervision/visits/{visit}/cancel")
def cancel(course: str, visit: str, request: Request, viewer: Viewer = allow("run course")) -> Saved:
    """Call a visit off."""
    app = app_of(request)
    with app.store.write() as c:
        visits.cancel(c, visits.get(c, course, visit), app.now())
    _told(app, course)
    return Saved()


def _changed(app: AppState, course: str, number: int, who: tuple[str, ...], change: Callable[[Groups], Groups], *,
             anyway: bool) -> PlanChanged:
    """Change a round's groups, unless that breaks something and it was not said to be done anyway."""
    now: datetime = app.now()
    with app.store.write() as c:
        _check_participants(c, course, *who)
        known = of_course(c, course)
        if number > len(known.plan):
            raise Invalid("Runden er ikke planlagt endnu.")
        groups = change(known.plan[number - 1])
        breaks = mending.newly_broken(known.wanted, known.plan, mending.with_round(known.plan, number, groups))
        if breaks and not anyway:
            return PlanChanged(saved=False, breaks=breaks)
        keep(c, course, number, groups, now)
    _told(app, course)
    return PlanChanged(saved=True, breaks=breaks)


def _groups(c: Connection, course: str, number: int) -> Groups:
    plan = of_course(c, course).plan
    return plan[number - 1] if number <= len(plan) else []


def _check_participants(c: Connection, course: str, *who: str) -> None:
    for person in who:
        if people.member(c, course, person).role != "participant":
            raise Invalid("Kun deltagere har makkere.")


def _told(app: AppState, course: str) -> None:
    """The plan is another: tell the trainers, and everybody's page of own visits."""
    app.pubsub.publish(course, "all", "visits")

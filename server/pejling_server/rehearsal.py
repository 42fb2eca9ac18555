"""A rehearsal: the course with twelve played participants, who answer when asked, and are wiped afterwards."""

import random
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import Connection, select, update
from starlette.concurrency import run_in_threadpool

from pejling.errors import Invalid, NotFound
from pejling.ids import new_id, new_token
from pejling.people.mixing import mix
from pejling.permissions import Actor
from pejling.store import Store, courses, groups, pairs, people, removal, runs
from pejling.store.records import Run
from pejling.store.tables import members
from pejling_server.access import Viewer
from pejling_server.app_state import AppState
from pejling_server.exercise import apply, view
from pejling_widgets.library import Loaded

PLAYED = (
    ("Anna Prøve", "Jobcenter Prøvestad"), ("Bilal Prøve", "Jobcenter Prøvestad"), ("Clara Prøve", "Jobcenter Prøvestad"),
    ("David Prøve", "Jobcenter Prøvestad"), ("Elin Prøve", "Jobcenter Prøvestad"), ("Frode Prøve", "Jobcenter Prøvestad"),
    ("Gry Prøve", "Prøvestads A-kasse"), ("Hassan Prøve", "Prøvestads A-kasse"), ("Ida Prøve", "Prøvestads A-kasse"),
    ("Jonas Prøve", "Prøvestads A-kasse"), ("Karen Prøve", "Prøvestads A-kasse"), ("Lars Prøve", "Prøvestads A-kasse"),
)


def begin(c: Connection, course: str, trainer: str, now: datetime) -> str:
    """A rehearsal of the course, with the trainer in it; gives its id."""
    title = courses.get(c, course).title
    new = courses.create(c, f"Generalprøve: {title}"[:120], now, rehearsal_of=course)
    people.join(c, new, trainer, "trainer")
    organisation_of = {}
    for name, house_name in PLAYED:
        kind = "jobcenter" if house_name.startswith("Jobcenter") else "a-kasse"
        organisation = people.organisation_id(c, new, house_name, kind)
        person = people.add(c, new, name, "participant", organisation=organisation, played=True)
        organisation_of[person] = organisation
    c.execute(update(members).where(members.c.course == new, members.c.played).values(taken=True))
    groups.divide(c, new, mix(organisation_of, 4, seed=1))
    _pair(c, new, list(organisation_of))
    return new


def _pair(c: Connection, course: str, played: list[str]) -> None:
    """Pairs across the two organisations for two rounds: in the second they have changed seats."""
    half = len(played) // 2
    for one, other in zip(played[:half], played[half:], strict=True):
        pairs.add(c, course, 1, {one: "observer", other: "observed"})
        pairs.add(c, course, 2, {one: "observed", other: "observer"})


async def answer(app: AppState, course: str, exercise: str) -> int:
    """Every played participant answers the open exercise, each in an own way; gives how many events were saved.

    Raises
    ------
    Invalid
        The course is no rehearsal, or the exercise is not open.
    """
    run, loaded, played = await run_in_threadpool(_stage, app, course, exercise)
    saved = 0
    for person in played:
        events = loaded.kind.play(loaded.content, random.SystemRandom())
        if not events:
            continue
        viewer = Viewer(Actor(person, MappingProxyType({course: "participant"})), course, "", "")
        ballot = new_token()[:40] if run.anonymous else None
        sent = [apply.Sent(id=new_id(), run=run.id, event=event, ballot=ballot) for event in events]
        results = await apply.submit(app, viewer, apply.Batch(device="generalproeve", events=sent))
        saved += sum(result.status == "saved" for result in results)
    return saved


def _stage(app: AppState, course: str, exercise: str) -> tuple[Run, Loaded, list[str]]:
    """The open exercise and who plays."""
    with app.store.read() as c:
        if not courses.get(c, course).rehearsal_of:
            raise Invalid("Kun i en generalprøve kan spillede deltagere svare.")
        run = runs.current(c, course).get(exercise)
        if run is None or run.phase != "open":
            raise Invalid("Åbn øvelsen først, så svarer de.")
        query = select(members.c.person).where(members.c.course == course, members.c.played)
        return run, view.content_of(c, run), sorted(str(p) for p in c.execute(query).scalars())


def end(store: Store, course: str, now: datetime) -> str:
    """Wipe the rehearsal; gives the course it was a rehearsal of.

    Raises
    ------
    NotFound
        The course is no rehearsal.
    """
    with store.read() as c:
        back = courses.get(c, course).rehearsal_of
    if not back:
        raise NotFound("Det er ikke en generalprøve.")
    removal.remove_course(store, course, now)
    return back

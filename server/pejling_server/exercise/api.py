"""The exercise API: the states of a day, one exercise, and answers.

What is asked for most goes out as it is made; that it fits its model is tested, not checked again for each phone.
"""

import gzip
from typing import Any

import orjson
from fastapi import APIRouter, Request, Response
from sqlalchemy import Connection

from pejling.dates import iso
from pejling.errors import NotFound
from pejling.store import courses, groups, runs
from pejling.store.records import Run
from pejling_server.access import LoginNeeded, Viewer, allow, app_of
from pejling_server.app_state import AppState
from pejling_server.days import exercises_of_day
from pejling_server.exercise import apply, view
from pejling_server.responses.exercise import DayStates, ExerciseState, Results

router = APIRouter()

QUICKLY = 3
"""Gzip's level: four fifths of what the best one saves, in a quarter of the time."""


@router.get("/api/course/{course}/day/{day:path}", response_model=DayStates)
def states_of_day(course: str, day: str, request: Request, viewer: Viewer = allow("see day")) -> Response:
    """Every exercise of a day as this viewer may see it, in one answer, compressed: it is all that a second visit costs."""
    app = app_of(request)
    with app.store.read() as c:
        row = courses.get(c, course)
        present = runs.current(c, course)
        group = groups.of_person(c, course, viewer.actor.person)
        ids = exercises_of_day(app, day)
        view.prefetch(c, [present[e] for e in ids if e in present], viewer.role or "participant", viewer.actor.person)
        shown = {exercise: _state(app, c, viewer, exercise, present) for exercise in ids}
    opened = sorted((r for r in present.values() if r.phase == "open" and r.exercise in shown), key=lambda r: r.opened_at)
    states = {
        "now": iso(app.now()), "person": viewer.actor.person, "name": viewer.name, "role": viewer.role,
        "course": {"id": course, "title": row.title, "closed": row.closed_at is not None},
        "group": view.group_name(group.number) if group else "",
        "now_open": [r.exercise for r in opened], "exercises": shown,
    }
    body = orjson.dumps(states)
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(body, media_type="application/json")
    packed = gzip.compress(body, QUICKLY)
    return Response(packed, media_type="application/json", headers={"Content-Encoding": "gzip", "Vary": "Accept-Encoding"})


@router.get("/api/course/{course}/exercise/{exercise}", response_model=ExerciseState)
def state_of_exercise(course: str, exercise: str, request: Request, viewer: Viewer = allow("see day")) -> Response:
    """One exercise as this viewer may see it."""
    app = app_of(request)
    with app.store.read() as c:
        state = _state(app, c, viewer, exercise, runs.current(c, course))
    return Response(orjson.dumps(state), media_type="application/json")


@router.post("/api/course/{course}/answers")
async def answer(course: str, batch: apply.Batch, request: Request, viewer: Viewer = allow("answer")) -> Results:
    """Apply a batch of events; every result is told after the commit."""
    app = app_of(request)
    writer = request.headers.get("x-pejling-person")
    if writer and writer != viewer.actor.person:
        raise LoginNeeded  # someone else has logged in on the device since: only its writer sends it
    results = await apply.submit(app, viewer, batch)
    return Results(now=iso(app.now()), results=tuple(results))


def _state(app: AppState, c: Connection, viewer: Viewer, exercise: str, present: dict[str, Run]) -> dict[str, Any]:
    if run := present.get(exercise):
        return view.view_for(app, c, run, viewer.role or "participant", viewer.actor.person)
    loaded = app.library.exercises.get(exercise)
    if loaded is None:
        raise NotFound("Øvelsen findes ikke. Den kan være taget ud af dagen.")
    return view.waiting(loaded)

"""The big screen: what it shows now, and moving it on."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Request
from pydantic import Field, StringConstraints
from sqlalchemy import Connection

from pejling.dates import danish_day
from pejling.exercise.subject import COURSE
from pejling.markdown import render
from pejling.store import answers, courses, people, runs
from pejling.store.records import Run
from pejling_server.access import Viewer, allow, app_of
from pejling_server.app_state import AppState
from pejling_server.days import day_of
from pejling_server.exercise import progress, view
from pejling_server.responses.console import ScreenPosition
from pejling_server.responses.exercise import ExerciseView, WaitingExercise
from pejling_server.responses.screen import GoingClock, ShownNow, ShownProgress, ShownSection
from pejling_server.typed import Given

router = APIRouter()

Name = Annotated[str, StringConstraints(max_length=60)]


class Position(Given):
    """Where in the day the screen is."""

    day: Name
    section: Name = ""
    exercise: Name = ""
    slide: int = Field(0, ge=0, le=1000)
    """Which of the section's slides, from 1; 0 is the first."""


@router.get("/api/course/{course}/screen")
def shown_now(course: str, request: Request, viewer: Viewer = allow("see screen")) -> ShownNow:
    """Join code, the section, and the exercise in the phase it is in: results only when they are revealed."""
    app = app_of(request)
    with app.store.read() as c:
        row = courses.get(c, course)
        position = row.screen or {}
        code = row.code if row.door_open and courses.code_is_todays(row, app.now()) else None
        present = runs.current(c, course)
        exercise: ExerciseView | WaitingExercise | None = None
        far = None
        if run := present.get(position.get("exercise", "")):
            loaded = view.content_of(c, run)
            exercise = ExerciseView(**view.view_for(app, c, run, "screen"))
            far = progress.progress(c, run, loaded)
        elif coming := app.library.exercises.get(position.get("exercise", "")):
            exercise = WaitingExercise(**view.waiting(coming))
        going = _clock(app, c, present, position.get("exercise", ""))
        here = app.pubsub.here(course) | people.marked_here(c, course, danish_day(app.now()))
        participants = {p.id for p in people.listed(c, course, "participant")}
    section = _section(app, position)
    return ShownNow(
        title=row.title, code=code, join_url=app.address(request, f"/k/{code}") if code else None,
        address=app.address(request, "/"), section=section, exercise=exercise,
        progress=ShownProgress(**asdict(far)) if far else None, clock=going, people=len(participants),
        here=len(participants & here), role=viewer.role,
    )


@router.post("/api/console/{course}/screen")
def move_screen(course: str, given: Position, request: Request, viewer: Viewer = allow("run course")) -> ScreenPosition:
    """Show a section, or an exercise in it, on the big screen."""
    app = app_of(request)
    with app.store.write() as c:
        courses.show_on_screen(c, course, given.model_dump())
    app.pubsub.publish(course, "screen", "screen")
    return ScreenPosition(**given.model_dump())


def _clock(app: AppState, c: Connection, present: dict[str, Run], shown: str) -> GoingClock | None:
    """A clock that is going while the screen shows something else: its step and the seconds left."""
    for exercise, run in present.items():
        loaded = view.content_of(c, run)
        if not loaded.kind.steered or run.phase != "open" or exercise == shown:
            continue
        state = answers.find(c, run.id, COURSE.key)
        if state and (clock := loaded.kind.clock(loaded.content, state.state, view.ctx_of(app, run, "screen"))):
            return GoingClock(title=clock.title, remaining=clock.remaining)
    return None


def _section(app: AppState, position: dict[str, Any]) -> ShownSection | None:
    if not position.get("day"):
        return None
    day = day_of(app, position["day"])
    sections = day.agenda.sections
    found = next((s for s in sections if s.id == position.get("section")), None)
    if found is None:
        return None
    place = sections.index(found)
    coming = next((s.title for s in sections[place + 1:] if not s.optional), None)
    slide = min(max(position.get("slide", 0), 1), len(found.slides))
    return ShownSection(
        id=found.id, title=found.title, minutes=found.minutes, number=place + 1, of=len(sections), next=coming,
        slide=slide, html=render(found.slides[slide - 1].source, beside=day.path.parent),
    )

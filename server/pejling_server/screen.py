"""The big screen: what it shows now, and moving it on."""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Request
from pydantic import Field, StringConstraints
from sqlalchemy import Connection

from pejling.dates import danish_clock, danish_day, iso, parse
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
from pejling_server.responses.screen import GoesOn, GoingClock, ShownNow, ShownProgress, ShownSection
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


class Clock(Given):
    """The clock on the screen: set, moved or taken away, and whether it is heard."""

    minutes: int | None = Field(None, ge=1, le=240)
    """How long from now; None moves the one that is set."""
    add: int = Field(0, ge=-240, le=240)
    """Minutes to move it by."""
    off: bool = False
    sound: bool | None = None
    """Whether a sound tells that the time has come; None leaves it as it is."""


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
    until = parse(position["until"]) if position.get("until") else None
    return ShownNow(
        title=row.title, code=code, join_url=app.address(request, f"/k/{code}") if code else None,
        address=app.address(request, "/"), section=section, exercise=exercise,
        progress=ShownProgress(**asdict(far)) if far else None, clock=going, people=len(participants),
        here=len(participants & here), role=viewer.role, sound=bool(position.get("sound")),
        until=GoesOn(at=danish_clock(until), remaining=(until - app.now()).total_seconds()) if until else None,
    )


@router.post("/api/console/{course}/screen")
def move_screen(course: str, given: Position, request: Request, viewer: Viewer = allow("run course")) -> ScreenPosition:
    """Show a section, or an exercise in it, on the big screen."""
    app = app_of(request)
    with app.store.write() as c:
        before = courses.get(c, course).screen or {}
        position = given.model_dump() | {"sound": before.get("sound", False)}
        if (before.get("day"), before.get("section")) == (given.day, given.section):
            position["until"] = before.get("until")
        elif minutes := _break_of(app, given):
            position["until"] = _in_minutes(app.now(), minutes)
        courses.show_on_screen(c, course, position)
    app.pubsub.publish(course, "screen", "screen")
    return ScreenPosition(**position)


@router.post("/api/console/{course}/screen/clock")
def set_clock(course: str, given: Clock, request: Request, viewer: Viewer = allow("run course")) -> ScreenPosition:
    """Say on the screen when the day goes on, or move it, or take it away."""
    app = app_of(request)
    with app.store.write() as c:
        position = dict(courses.get(c, course).screen or {})
        if given.sound is not None:
            position["sound"] = given.sound
        if given.off:
            position["until"] = None
        elif given.minutes:
            position["until"] = _in_minutes(app.now(), given.minutes)
        elif position.get("until"):
            position["until"] = iso(max(parse(position["until"]) + timedelta(minutes=given.add), app.now()))
        courses.show_on_screen(c, course, position)
    app.pubsub.publish(course, "screen", "screen")
    return ScreenPosition(**position)


def _in_minutes(now: datetime, minutes: int) -> str:
    """So many minutes on, as a whole minute of the clock: nobody begins at 10.35 and a half."""
    return iso((now + timedelta(minutes=minutes, seconds=30)).replace(second=0, microsecond=0))


def _break_of(app: AppState, position: Position) -> int:
    """The minutes of the pause that is shown; 0 when it is none."""
    if not position.day:
        return 0
    sections = day_of(app, position.day).agenda.sections
    return next((s.minutes or 0 for s in sections if s.id == position.section and s.is_break), 0)


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
        is_break=found.is_break, slide=slide, html=render(found.slides[slide - 1].source, beside=day.path.parent),
    )

"""Running an exercise: open, close, look, reveal, next round, reset, undo, due."""

import random
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request
from pydantic import StringConstraints
from sqlalchemy import Connection

from pejling.dates import danish_day, end_of_day, parse
from pejling.errors import Invalid, NotFound
from pejling.exercise import host
from pejling.exercise.audience import is_total
from pejling.people.mixing import mix
from pejling.store import courses, groups, people, runs
from pejling.store.records import Run
from pejling_server.access import Viewer, allow, app_of
from pejling_server.app_state import AppState
from pejling_server.days import day_of, days_with, programme_of
from pejling_server.exercise import view
from pejling_server.responses import Saved
from pejling_server.responses.console import DueSet, SectionOpened, StepTaken
from pejling_server.typed import Given, day_in

router = APIRouter()

GROUP_SIZE = 4
"""People in each group, where the trainer has not said."""

Step = Literal["open", "close", "peek", "reveal", "hide", "again", "reset", "undo"]


class Move(Given):
    """What the trainer does with an exercise."""

    do: Step
    phase: str = ""
    """The phase the console showed when the button was pressed; "" to do it anyway."""


class Whole(Given):
    """A section of a day."""

    section: Annotated[str, StringConstraints(max_length=80)]


class OneText(Given):
    """An unsigned text, by its mark, and whether it is to be hidden."""

    mark: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{24}$")]
    hidden: bool


class Due(Given):
    """When an answer is due; None takes the date away."""

    day: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")] | None


@router.post("/api/console/{course}/exercise/{exercise}")
def move(course: str, exercise: str, given: Move, request: Request, viewer: Viewer = allow("run course")) -> StepTaken:
    """Take one step with an exercise; gives its new phase and round."""
    app = app_of(request)
    with app.store.write() as c:
        present = runs.current(c, course).get(exercise)
        if given.phase and given.phase != (present.phase if present else "waiting"):
            raise Invalid("Øvelsen har ændret sig, siden du så den – måske fra en anden enhed. Se efter, og prøv igen.")
        _step(app, c, course, exercise, present, given.do)
        after = runs.current(c, course).get(exercise)
    if present is not None and present.anonymous and (after is None or after.id != present.id or after.phase != "open"):
        app.voters.drop(present.id)
    app.pubsub.publish(course, "all", exercise)
    app.pubsub.publish(course, "all", "course")  # groups may have been made
    app.pubsub.publish(course, "answers", exercise)
    return StepTaken(phase=after.phase if after else "waiting", round=after.round if after else 0)


@router.post("/api/console/{course}/day/{day}/open")
def open_section(course: str, day: str, given: Whole, request: Request, viewer: Viewer = allow("run course")) -> SectionOpened:
    """Open every exercise of a section that was not opened yet, as a practice ground needs it; gives how many."""
    app = app_of(request)
    sections = day_of(app, day).agenda.sections
    chosen = next((s for s in sections if s.id == given.section), None)
    if chosen is None:
        raise NotFound("Afsnittet findes ikke længere. Hent siden igen.")
    with app.store.write() as c:
        present = runs.current(c, course)
        new = [e for e in chosen.exercises if e not in present and e in app.library.exercises]
        for exercise in new:
            _open(app, c, course, exercise, None, again=False)
    for exercise in new:
        app.pubsub.publish(course, "all", exercise)
    return SectionOpened(opened=len(new))


@router.post("/api/console/{course}/exercise/{exercise}/text")
def hide_text(course: str, exercise: str, given: OneText, request: Request, viewer: Viewer = allow("run course")) -> Saved:
    """Hide one unsigned text of a total from everybody, or show it again."""
    app = app_of(request)
    with app.store.write() as c:
        run = _started(runs.current(c, course).get(exercise))
        if all(one.mark != given.mark for one in view.unsigned_texts(app, c, run, view.content_of(c, run))):
            raise NotFound("Teksten findes ikke i det samlede resultat. Hent siden igen.")
        runs.withhold(c, run, given.mark, hidden=given.hidden)
    app.pubsub.publish(course, "all", exercise)
    app.pubsub.publish(course, "answers", exercise)
    return Saved()


@router.post("/api/console/{course}/exercise/{exercise}/due")
def set_due(course: str, exercise: str, given: Due, request: Request, viewer: Viewer = allow("run course")) -> DueSet:
    """Set the day an answer is due, at its end in Denmark."""
    app = app_of(request)
    due = end_of_day(day_in(given.day, danish_day(app.now()))) if given.day else None
    with app.store.write() as c:
        runs.set_due(c, _started(runs.current(c, course).get(exercise)), due)
    app.pubsub.publish(course, "all", exercise)
    return DueSet(due=given.day)


def _step(app: AppState, c: Connection, course: str, exercise: str, present: Run | None, do: Step) -> None:
    if do in ("open", "again"):
        _open(app, c, course, exercise, present, again=do == "again")
    elif do == "undo":
        runs.undo_reset(c, course, exercise, app.now())
    else:
        run = _started(present)
        loaded = view.content_of(c, run)
        total, outside = is_total(loaded.content), host.outside(loaded.kind, loaded.content)
        if do == "close":
            runs.close(c, run)
        elif do == "peek":
            if not total:
                raise Invalid("Her er der ikke et samlet resultat at kigge på.")
            runs.peek(c, run, outside)
        elif do == "reveal":
            runs.reveal(c, run, total=total, outside=outside)
        elif do == "hide":
            runs.hide(c, run)
        else:
            runs.reset(c, run, app.now())


def _open(app: AppState, c: Connection, course: str, exercise: str, present: Run | None, *, again: bool) -> None:
    loaded = app.library.find(exercise)
    if loaded.content.scope == "group" and not groups.current(c, course):
        _divide(c, course)
    runs.pin(c, loaded.digest, loaded.id, loaded.text)
    run = runs.open_round(c, course, exercise, loaded.digest, loaded.content.anonymous, app.now(), again=again)
    if loaded.content.homework and (present is None or again):
        runs.set_due(c, runs.get(c, course, run), _default_due(app, c, course, exercise))


def _default_due(app: AppState, c: Connection, course: str, exercise: str) -> Any:
    """The evening before the course's next day, or None when its date is not known."""
    order = [d.id for d in programme_of(app).days() if d.dated]
    shown = days_with(app, exercise)
    dates = courses.days(c, course)
    last = [d for d in shown if d in order]
    after = order[order.index(last[-1]) + 1:] if last else []
    coming = next((dates[d].on_day for d in after if d in dates and dates[d].on_day), None)
    if coming is None:
        return None
    day = end_of_day(date.fromisoformat(coming))
    return parse((day.replace(hour=0, minute=0)).isoformat())


def _divide(c: Connection, course: str) -> None:
    """A group exercise was opened before the groups were made: mixed groups of four, which can still be moved."""
    if came := people.those_who_came(c, course):
        chance = random.SystemRandom().randrange(2**31)
        groups.divide(c, course, mix({p.id: p.organisation for p in came}, GROUP_SIZE, chance))


def _started(run: Run | None) -> Run:
    if run is None:
        raise NotFound("Øvelsen er ikke åbnet endnu.")
    return run

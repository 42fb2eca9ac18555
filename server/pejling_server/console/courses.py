"""A course's life: made, copied, opened to the room, rehearsed, closed, deleted with a receipt."""

from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import Field, StringConstraints

from pejling.dates import danish_day
from pejling.errors import Invalid
from pejling.people.folding import same_text
from pejling.store import courses, logins, people, removal
from pejling.store.records import Receipt
from pejling_server import rehearsal
from pejling_server.access import Viewer, allow, app_of, end_at_once
from pejling_server.days import day_of
from pejling_server.responses import Goto, Saved
from pejling_server.responses.courses import (
    CourseClosed,
    CourseDeleted,
    CourseMade,
    DeletionReceipt,
    DoorState,
    ListedCourse,
    ListedCourses,
    Rehearsed,
)
from pejling_server.typed import Given, Typed, day_in

router = APIRouter()

Title = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
DayText = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]


class Named(Typed):
    """A course's title."""

    title: Title


class CourseSettings(Typed):
    """What a trainer may change about a course; what is left out stays as it is."""

    title: Title | None = None
    write_own_name: bool | None = None
    least: Annotated[int, Field(ge=1, le=1000)] | None = None
    keep_until: DayText | None = None


class Door(Given):
    """Whether people may come in."""

    open: bool


class DayPlan(Typed):
    """When and where a day is held."""

    day: Annotated[str, StringConstraints(max_length=60)]
    date: DayText | None
    place: Annotated[str, StringConstraints(max_length=200, strip_whitespace=True)] = ""


@router.get("/api/courses")
def my_courses(request: Request, viewer: Viewer = allow("see courses")) -> ListedCourses:
    """The courses the viewer trains, newest first."""
    app = app_of(request)
    with app.store.read() as c:
        rows = [row for row in courses.of_trainer(c, viewer.actor.person) if row.id in viewer.actor.roles]
        return ListedCourses(courses=tuple(
            ListedCourse(id=r.id, title=r.title, closed=r.closed_at is not None, example=r.example,
                         rehearsal=bool(r.rehearsal_of), people=people.count(c, r.id), created_at=r.created_at)
            for r in rows
        ))


@router.post("/api/courses")
def make(given: Named, request: Request, viewer: Viewer = allow("make course")) -> CourseMade:
    """A new course, with its maker as trainer."""
    app = app_of(request)
    with app.store.write() as c:
        course = courses.create(c, given.title, app.now())
        people.join(c, course, viewer.actor.person, "trainer")
    return CourseMade(course=course, url=f"/underviser/{course}")


@router.post("/api/console/{course}/copy")
def copy(course: str, given: Named, request: Request, viewer: Viewer = allow("run course")) -> CourseMade:
    """A new course like this one, without its people, answers and dates."""
    app = app_of(request)
    with app.store.write() as c:
        new = courses.copy(c, course, given.title, app.now())
        people.join(c, new, viewer.actor.person, "trainer")
    return CourseMade(course=new, url=f"/underviser/{new}")


@router.post("/api/console/{course}/settings")
def settle(course: str, given: CourseSettings, request: Request, viewer: Viewer = allow("run course")) -> Saved:
    """Change the course's settings."""
    app = app_of(request)
    keep = day_in(given.keep_until, danish_day(app.now())) if given.keep_until else None
    if keep and keep <= danish_day(app.now()):
        raise Invalid("Slettedatoen skal ligge i fremtiden. Vil du slette nu, så brug »Slet holdet«.")
    with app.store.write() as c:
        courses.change(c, course, title=given.title, write_own_name=given.write_own_name, least=given.least, keep_until=keep)
    app.pubsub.publish(course, "people", "course")
    return Saved()


@router.post("/api/console/{course}/door")
def door(course: str, given: Door, request: Request, viewer: Viewer = allow("run course")) -> DoorState:
    """Open the door, which gives today's code, or close it."""
    app = app_of(request)
    with app.store.write() as c:
        code = courses.open_door(c, course, app.now()) if given.open else None
        if not given.open:
            courses.close_door(c, course)
    app.pubsub.publish(course, "screen", "screen")
    return DoorState(code=code, join_url=app.address(request, f"/k/{code}") if code else None)


@router.post("/api/console/{course}/day")
def plan_day(course: str, given: DayPlan, request: Request, viewer: Viewer = allow("run course")) -> Saved:
    """Say when and where one of the programme's days is held."""
    app = app_of(request)
    day_of(app, given.day)
    on = day_in(given.date, danish_day(app.now())) if given.date else None
    with app.store.write() as c:
        courses.set_day(c, course, given.day, on, given.place)
    return Saved()


@router.post("/api/console/{course}/close")
def close(course: str, request: Request, viewer: Viewer = allow("run course")) -> CourseClosed:
    """Close the course: nobody can answer any more."""
    app = app_of(request)
    with app.store.write() as c:
        courses.close(c, course, app.now())
    app.pubsub.publish(course, "all", "course")
    return CourseClosed(closed=True)


@router.post("/api/console/{course}/reopen")
def reopen(course: str, request: Request, viewer: Viewer = allow("run course")) -> CourseClosed:
    """Open a closed course again."""
    app = app_of(request)
    with app.store.write() as c:
        courses.reopen(c, course)
    app.pubsub.publish(course, "all", "course")
    return CourseClosed(closed=False)


@router.post("/api/console/{course}/delete")
def delete(course: str, given: Named, request: Request, viewer: Viewer = allow("run course")) -> CourseDeleted:
    """Delete the course for good; its title must be written to confirm. Gives the receipt."""
    app = app_of(request)
    with app.store.read() as c:
        row, ended = courses.get(c, course), logins.begun_in(c, course)
    if same_text(row.title) != same_text(given.title):
        raise Invalid("Navnet passer ikke. Skriv holdets navn, som det står øverst, for at slette det.")
    receipt = removal.remove_course(app.store, course, app.now())
    app.jobs.look()  # files that were made of it go with it
    # Told here and now: whoever deletes the last course is no trainer any more, and could not fetch it.
    with app.store.read() as c:
        left = None if row.rehearsal_of else _receipt(courses.receipt(c, receipt))
    app.pubsub.publish(course, "all", "course")
    end_at_once(request, ended)
    return CourseDeleted(receipt=receipt, left=left)


@router.get("/api/receipt/{receipt}")
def receipt(receipt: str, request: Request, viewer: Viewer = allow("see courses")) -> DeletionReceipt:
    """What is left of a deleted course: that it was deleted, how much, and until when backups hold it."""
    app = app_of(request)
    with app.store.read() as c:
        return _receipt(courses.receipt(c, receipt))


@router.post("/api/console/{course}/rehearsal")
def rehearse(course: str, request: Request, viewer: Viewer = allow("run course")) -> CourseMade:
    """A copy of the course with twelve played participants, to try the day on."""
    app = app_of(request)
    with app.store.write() as c:
        new = rehearsal.begin(c, course, viewer.actor.person, app.now())
    return CourseMade(course=new, url=f"/underviser/{new}")


@router.post("/api/console/{course}/rehearsal/answers/{exercise}")
async def let_them_answer(course: str, exercise: str, request: Request, viewer: Viewer = allow("run course")) -> Rehearsed:
    """The played participants answer an open exercise."""
    app = app_of(request)
    return Rehearsed(answers=await rehearsal.answer(app, course, exercise))


@router.post("/api/console/{course}/rehearsal/end")
def end_rehearsal(course: str, request: Request, viewer: Viewer = allow("run course")) -> Goto:
    """Wipe a rehearsal; gives the way back to the course it was for."""
    app = app_of(request)
    back = rehearsal.end(app.store, course, app.now())
    app.jobs.look()
    return Goto(url=f"/underviser/{back}")


def _receipt(row: Receipt) -> DeletionReceipt:
    return DeletionReceipt(title=row.title, deleted_at=row.deleted_at, counts=row.counts, backups_until=row.backups_until_day)



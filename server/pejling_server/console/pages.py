"""The pages of those who run a course: the list of courses, the console, the big screen, the leader's page."""

import io

import segno
from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from pejling.dates import danish_day
from pejling.errors import NotFound
from pejling.store import courses, logins
from pejling_server.access import COOKIE, Viewer, allow, app_of, screen_key
from pejling_server.pages import page

router = APIRouter(default_response_class=HTMLResponse)


@router.get("/underviser", include_in_schema=False)
def list_courses(viewer: Viewer = allow("see courses")) -> HTMLResponse:
    """The trainer's courses, and making a new one."""
    return page("courses.html", viewer=viewer)


@router.get("/underviser/{course}", include_in_schema=False)
def console(course: str, request: Request, viewer: Viewer = allow("run course")) -> HTMLResponse:
    """The console, where a trainer runs the day."""
    with app_of(request).store.read() as c:
        row = courses.get(c, course)
    return page("console.html", course=row, viewer=viewer)


@router.get("/skaerm/{course}", include_in_schema=False)
def show_screen(course: str, request: Request, viewer: Viewer = allow("see screen")) -> HTMLResponse:
    """The big screen. Keyboard and clicker move it where the course's trainer is logged in; elsewhere it only shows."""
    app = app_of(request)
    with app.store.read() as c:
        row = courses.get(c, course)
        login = logins.find(c, request.cookies.get(COOKIE, ""), app.now())
    steers = login is not None and login.actor.roles.get(course) == "trainer"
    return page("screen.html", course=row, key=screen_key(app.key, course, danish_day(app.now())), steers=steers)


@router.get("/api/course/{course}/code.svg")
def code_as_picture(course: str, request: Request, viewer: Viewer = allow("see screen")) -> Response:
    """The QR code that opens the course on a phone, as SVG; only while the door is open."""
    app = app_of(request)
    with app.store.read() as c:
        row = courses.get(c, course)
    if not (row.code and row.door_open and courses.code_is_todays(row, app.now())):
        raise NotFound("Døren er lukket, så der er ingen kode.")
    out = io.BytesIO()
    code = segno.make(app.address(request, f"/k/{row.code}"), error="m", micro=False)
    code.save(out, kind="svg", light="#fff", dark="#000", border=3, omitsize=True)
    return Response(out.getvalue(), media_type="image/svg+xml")


@router.get("/leder/{course}", include_in_schema=False)
def for_leader(course: str, request: Request, viewer: Viewer = allow("see aggregates")) -> HTMLResponse:
    """The leader's page: the programme and what was revealed to the class, as totals."""
    with app_of(request).store.read() as c:
        row = courses.get(c, course)
    return page("leader.html", course=row, viewer=viewer)

"""The pages a participant sees: joining, logging in, home, the day, hand-outs, privacy, and what went wrong."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sqlalchemy import Connection

from pejling.alphabet import danish_order
from pejling.dates import DENMARK, danish_clock, danish_date, danish_day, days_after, parse
from pejling.errors import NotFound
from pejling.markdown import render
from pejling.programme import Handout, Programme, ProgrammeDay, handout_path
from pejling.store import answers, courses, people, runs
from pejling.store.records import Run
from pejling_server.access import Viewer, allow, app_of, find_viewer, start_page
from pejling_server.app_state import AppState
from pejling_server.assets import asset, respond
from pejling_server.days import day_of, programme_of
from pejling_server.exercise import view
from pejling_server.rendering import Pages, Still

router = APIRouter(default_response_class=HTMLResponse)

DAY = "EEEE 'den' d. MMMM"

_days = Pages()


@cache
def templates() -> Environment:
    """The templates, every value escaped and every name known."""
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )
    made.globals |= {"asset": asset, "course": None}
    made.filters |= {"day_in_words": _day_in_words, "day_short": _day_short}
    return made


def page(template: str, status_code: int = 200, /, **values: Any) -> HTMLResponse:
    """A page made from a template. Pages are personal and change, so a browser asks each time."""
    html = templates().get_template(template).render(**values)
    return HTMLResponse(html, status_code, headers={"Cache-Control": "private, no-cache"})


def error_page(request: Request, status: int, reason: str = "", reference: str = "") -> HTMLResponse:
    """What a person sees instead of the page: what is wrong, and a way on."""
    parts = request.url.path.split("/")
    course = parts[2] if len(parts) > 2 and parts[1] in ("hold", "underviser", "leder") else ""
    home = f"/hold/{course}" if course and parts[1] == "hold" else "/"
    login = f"/hold/{course}/ind" if home != "/" else "/login"
    return page("error.html", status, status=status, reason=reason, reference=reference, home=home, login=login)


# Before a login


@router.get("/", include_in_schema=False)
def front(request: Request, viewer: Viewer = allow("public")) -> HTMLResponse:
    """The code field, and the courses that this browser is already in."""
    app = app_of(request)
    known = find_viewer(request)
    with app.store.read() as c:
        own = [(_title(c, course), start_page(course, role)) for course, role in known.actor.roles.items()]
    return page("front.html", own=sorted(own, key=lambda one: danish_order(one[0])), name=known.name)


@router.get("/k/{code}", include_in_schema=False)
def join(code: str, request: Request, viewer: Viewer = allow("public")) -> HTMLResponse:
    """Joining with a code. The code is looked up by the page's script, so that wrong ones are counted."""
    known = find_viewer(request)
    return page("join.html", inside=sorted(known.actor.roles), name=known.name)


@router.get("/ind/{token}", include_in_schema=False)
def link(token: str, viewer: Viewer = allow("public")) -> HTMLResponse:
    """A one-time link. Nothing happens before its button is pressed, since mail scanners open every link."""
    return page("link.html")


@router.get("/login", include_in_schema=False)
def login(viewer: Viewer = allow("public")) -> HTMLResponse:
    """Trainers and leaders log in with e-mail and password."""
    return page("login.html")


@router.get("/hold/{course}/ind", include_in_schema=False)
def log_in_again(course: str, request: Request, viewer: Viewer = allow("public")) -> HTMLResponse:
    """A participant at home, or whose login has run out: name and PIN."""
    with app_of(request).store.read() as c:
        row = courses.get(c, course)
    return page("pin.html", course=row)


# In the course


@router.get("/hold/{course}", include_in_schema=False)
def home(course: str, request: Request, viewer: Viewer = allow("see course")) -> HTMLResponse:
    """The participant's home: today, the programme, own homework."""
    app = app_of(request)
    programme = programme_of(app)
    with app.store.read() as c:
        row = courses.get(c, course)
        held = courses.days(c, course)
        homework = _homework(app, c, viewer, programme)
        freed = people.member(c, course, viewer.actor.person).freed_on_day
    dates = {day: date.fromisoformat(one.on_day) if one.on_day else None for day, one in held.items()}
    places = {day: one.place for day, one in held.items()}
    today = danish_day(app.now())
    return page(
        "home.html", course=row, viewer=viewer, programme=programme, dates=dates, places=places, today=today,
        first=_first(programme, dates, today), homework=homework, freed=date.fromisoformat(freed) if freed else None,
        may_answer=viewer.role in ("participant", "trainer"),
    )


@router.get("/hold/{course}/dag/{day}", include_in_schema=False)
def show_day(course: str, day: str, request: Request, viewer: Viewer = allow("see day")) -> Response:
    """A day. Its bytes are the same for everyone in the course; the script fills in what is one's own."""
    app = app_of(request)
    known = day_of(app, day)
    with app.store.read() as c:
        row = courses.get(c, course)

    def wrap(still: Still) -> str:
        template = templates().get_template("day.html")
        return template.render(course=row, day=known.entry, agenda=still.day, intro=still.intro, content=still.html)

    made = _days.of(known.path, app.library, f"{row.id} {row.title}", wrap)
    return respond(request, made.body, made.packed, "text/html; charset=utf-8", made.etag, "private, no-cache")


@router.get("/hold/{course}/handout/{handout}", include_in_schema=False)
def show_handout(course: str, handout: str, request: Request, viewer: Viewer = allow("see course")) -> HTMLResponse:
    """A hand-out, made for paper."""
    app = app_of(request)
    day, found = _find_handout(programme_of(app), handout)
    path = handout_path(day, found.id, app.settings.roots)
    text = path.read_text("utf-8-sig")
    with app.store.read() as c:
        row = courses.get(c, course)
    own_title = text.startswith("# ")
    return page("handout.html", course=row, day=day, handout=found, content=render(text, path.parent), own_title=own_title)


@router.get("/hold/{course}/privatliv", include_in_schema=False)
def privacy(course: str, request: Request, viewer: Viewer = allow("see course")) -> HTMLResponse:
    """What is kept of whom, who sees it, and until when: the course's own facts."""
    with app_of(request).store.read() as c:
        row = courses.get(c, course)
        trainers = [person.name for person in people.listed(c, course, "trainer")]
        leaders = len(people.listed(c, course, "leader"))
    until = date.fromisoformat(row.keep_until_day)
    gone = days_after(until, courses.BACKUP_DAYS)
    return page("privacy.html", course=row, trainers=trainers, leaders=leaders, until=until, gone=gone,
                backup_days=courses.BACKUP_DAYS)


# What the pages are made of


def _title(c: Connection, course: str) -> str:
    return courses.get(c, course).title


def _first(programme: Programme, dates: Mapping[str, date | None], today: date) -> ProgrammeDay | None:
    """The day to begin with: today's, else the next one, else the last one that was; the first when none has a date."""
    dated = [(on, day) for day in programme.days() if (on := dates.get(day.id))]
    coming = [pair for pair in dated if pair[0] >= today]
    if dated:
        return min(coming, key=_on)[1] if coming else max(dated, key=_on)[1]
    return next(programme.days(), None)


def _on(pair: tuple[date, ProgrammeDay]) -> date:
    return pair[0]


def _homework(app: AppState, c: Connection, viewer: Viewer, programme: Programme) -> list[dict[str, Any]]:
    """The viewer's own homework that was given: title, due date, how far it is, and where it stands."""
    given = []
    for run in runs.current(c, viewer.course).values():
        try:
            loaded = view.content_of(c, run)
            place = app.library.find(run.exercise).day
        except NotFound:
            continue  # its file is gone; what was written can still be had from "my data"
        day = next((day for day in programme.days() if day.folder == place), None)
        if day is None or not loaded.content.homework:
            continue
        subject = view.desk_of(c, run, loaded.content, viewer.actor.person, viewer.role).subject
        answer = answers.find(c, run.id, subject.key) if subject else None
        begun = answer is not None and loaded.kind.answered(loaded.content, answer.state)
        handed_in = answer.state.get("handed_in") if answer else None
        given.append({
            "title": loaded.content.title, "url": f"/hold/{viewer.course}/dag/{day.id}#oevelse-{run.exercise}",
            "due": parse(run.due_at) if run.due_at else None, "late": _is_late(app, run) and not handed_in,
            "open": run.phase == "open",
            "status": _how_far(handed_in, begun),
            "done": bool(handed_in),
        })
    return sorted(given, key=lambda item: (item["done"], item["due"] is None, str(item["due"])))


def _how_far(handed_in: str | None, begun: bool) -> str:
    if handed_in:
        return f"Afleveret {_moment(handed_in)}"
    return "Begyndt, ikke afleveret" if begun else "Ikke begyndt"


def _is_late(app: AppState, run: Run) -> bool:
    return run.due_at is not None and parse(run.due_at) < app.now()


def _moment(stored: str) -> str:
    when = parse(stored)
    return f"{danish_date(danish_day(when), 'd. MMMM')} kl. {danish_clock(when)}"


def _find_handout(programme: Programme, handout: str) -> tuple[ProgrammeDay, Handout]:
    for day in programme.days():
        for found in day.handouts:
            if found.id == handout:
                return day, found
    raise NotFound("Arket findes ikke i programmet. Gå til holdets side, og vælg det derfra.")


def _day_in_words(value: Any) -> str:
    """`torsdag den 3. december`, with the time when there is one."""
    if isinstance(value, date) and not hasattr(value, "hour"):
        return danish_date(value, DAY)
    return f"{danish_date(value.astimezone(DENMARK).date(), DAY)} kl. {danish_clock(value)}"


def _day_short(value: date) -> str:
    """`3. december 2026`."""
    return danish_date(value)

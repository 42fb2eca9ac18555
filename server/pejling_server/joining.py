"""Into a course: by code and name, by PIN on another device, by one-time link or password; and out again."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from typing import Annotated, TypeVar

from fastapi import APIRouter, Request, Response
from pydantic import Field, StringConstraints
from sqlalchemy import Connection

from pejling.errors import Denied, Invalid, NotFound
from pejling.ids import CODE_LETTERS, new_pin, new_token, repeated_pin, repeated_token, typed_code
from pejling.people.classlist import clean_name
from pejling.schema import Role
from pejling.store import courses, groups, logins, people
from pejling.store.records import Course
from pejling_server import example
from pejling_server.access import Viewer, address_of, allow, app_of, drop_login, end_at_once, set_login, start_page
from pejling_server.app_state import AppState
from pejling_server.responses import Goto
from pejling_server.responses.joining import CourseToJoin, Inside, LinkUsed, NamesFound, NameToTake
from pejling_server.throttle import CODE, PASSWORD_ADDRESS, PASSWORD_NAME, PIN_ADDRESS, PIN_NAME, Attempt, network_of
from pejling_server.typed import Given, Typed

router = APIRouter()

T = TypeVar("T")
IdempotencyKey = Annotated[str, StringConstraints(pattern=r"^([A-Za-z0-9_-]{16,64})?$")]
"""Made by the client for one act: sent again with the same key, because the answer was lost, it is done once and answered
the same. What is answered follows from the key, so that nothing need be remembered, not even over a restart."""
Short = Annotated[str, StringConstraints(strip_whitespace=True, max_length=80)]


class Code(Given):
    """A join code as typed."""

    code: Short


class Letters(Code):
    """The first letters of one's name."""

    letters: Short


class Taking(Code):
    """A name on the list that someone says is theirs."""

    person: Short
    pin: Short = ""
    key: IdempotencyKey = ""


class NewName(Code, Typed):
    """Someone who is not on the list."""

    name: Short
    organisation: Annotated[str, StringConstraints(strip_whitespace=True, max_length=120)] = ""
    key: IdempotencyKey = ""


class Pin(Given):
    """A name and its PIN, on another device."""

    person: Short = ""
    name: Short = ""
    pin: Short


class Token(Given):
    """What a one-time link carries."""

    token: Annotated[str, StringConstraints(max_length=100)]
    key: IdempotencyKey = ""


class Password(Given):
    """A trainer's or leader's e-mail and password."""

    email: Annotated[str, StringConstraints(max_length=200)]
    password: Annotated[str, Field(max_length=200)]


@router.post("/api/join/code")
async def look_up(given: Code, request: Request, viewer: Viewer = allow("public")) -> CourseToJoin:
    """The course a code opens, or a kind word about why it opens none."""
    app = app_of(request)
    async with _code_tried(request) as attempt:
        with app.store.read() as c:
            course = _course(c, app, given.code)
            names = tuple(people.organisation_names(c, course.id).values())
        attempt.right = True
    return CourseToJoin(course=course.id, title=course.title, door_open=course.door_open,
                        write_own_name=course.write_own_name, organisations=names)


@router.post("/api/join/names")
async def find_names(given: Letters, request: Request, viewer: Viewer = allow("public")) -> NamesFound:
    """Participants whose name begins with the letters: two at least, and only while the door is open."""
    app = app_of(request)
    async with _code_tried(request) as attempt:
        with app.store.read() as c:
            course = _course(c, app, given.code)
            attempt.right = True
            _check_open(course)
            found = people.starting_with(c, course.id, given.letters)
    return NamesFound(people=tuple(
        NameToTake(id=p.id, name=p.name, organisation=p.organisation, team=p.team, taken=p.taken) for p in found
    ))


@router.post("/api/join/take")
async def take_name(given: Taking, request: Request, response: Response, viewer: Viewer = allow("public")) -> Inside:
    """In, under a name nobody has taken yet; the PIN is told this once, and again to the same request."""
    app = app_of(request)

    def enter(c: Connection) -> tuple[str, str, str]:
        course = _open_course(c, app, given.code)
        person = people.member(c, course.id, given.person)
        if person.role != "participant":
            raise NotFound("Navnet er ikke på deltagerlisten.")
        if person.taken and not _came_by(c, app, course.id, given.person, given.key):
            raise Denied("Navnet er allerede i brug på en anden enhed. Skriv PIN-koden, eller bed underviseren om hjælp.")
        return _come_in(c, app, request, course.id, given.person, given.key)

    async with _code_tried(request) as attempt:
        with app.store.read() as c:
            _course(c, app, given.code)
        attempt.right = True
    return _inside(app, response, *await _written(app, enter))


@router.post("/api/join/new")
async def write_name(given: NewName, request: Request, response: Response, viewer: Viewer = allow("public")) -> Inside:
    """In, under a name of one's own, where the trainer allows it."""
    app = app_of(request)

    def enter(c: Connection) -> tuple[str, str, str]:
        course = _open_course(c, app, given.code)
        if not course.write_own_name:
            raise Denied("Dit navn skal stå på deltagerlisten. Sig det til underviseren, der kan sætte dig på.")
        name = clean_name(given.name)
        again = [p for p in people.namesakes(c, course.id, name) if _came_by(c, app, course.id, p, given.key)]
        if again:
            return _come_in(c, app, request, course.id, again[0], given.key)
        names = people.organisation_names(c, course.id)
        organisation = next((i for i, name in names.items() if name == given.organisation), None)
        if names and organisation is None:
            raise Invalid("Vælg, hvor du arbejder.")
        person = people.add(c, course.id, name, "participant", organisation=organisation)
        return _come_in(c, app, request, course.id, person, given.key)

    async with _code_tried(request) as attempt:
        with app.store.read() as c:
            _course(c, app, given.code)
        attempt.right = True
    return _inside(app, response, *await _written(app, enter))


def _came_by(c: Connection, app: AppState, course: str, person: str, key: str) -> bool:
    """Whether this very request has let the person in before: its answer was lost on the way."""
    return bool(key) and people.pin_fits(c, course, person, repeated_pin(app.key, course, person, key), app.key)


def _come_in(c: Connection, app: AppState, request: Request, course: str, person: str, key: str) -> tuple[str, str, str]:
    """The name is taken: the login's token, the course, and the PIN."""
    pin = people.take_name(c, course, person, app.key, repeated_pin(app.key, course, person, key) if key else new_pin())
    groups.place_latecomer(c, course, person)
    token = repeated_token(app.key, course, person, key) if key else new_token()
    return _log_in(c, app, request, person, course, token), course, pin


@router.post("/api/join/pin")
async def join_by_pin(given: Taking, request: Request, response: Response, viewer: Viewer = allow("public")) -> Inside:
    """In on another device, with the PIN of a name that is taken."""
    app = app_of(request)
    async with _code_tried(request) as attempt:
        with app.store.read() as c:
            course = _course(c, app, given.code)
        attempt.right = True
        _check_open(course)
    return await _by_pin(request, response, course.id, Pin(person=given.person, pin=given.pin))


@router.post("/api/course/{course}/pin")
async def back_by_pin(
    course: str, given: Pin, request: Request, response: Response, viewer: Viewer = allow("public")
) -> Inside:
    """Back in, at home or when the login has ended, with name and PIN; needs no code."""
    return await _by_pin(request, response, course, given)


async def _by_pin(request: Request, response: Response, course: str, given: Pin) -> Inside:
    app = app_of(request)
    with app.store.read() as c:
        maybe = [given.person] if given.person else people.namesakes(c, course, given.name)

    def enter(c: Connection) -> str:
        fitting = [person for person in maybe if people.pin_fits(c, course, person, given.pin, app.key)]
        return _log_in(c, app, request, fitting[0], course) if len(fitting) == 1 else ""

    # Counted for those whom it is a try at, so that another spelling or order of the name is no new one.
    limits = [(PIN_ADDRESS, network_of(address_of(request))), *((PIN_NAME, (course, who)) for who in maybe or [given.name])]
    async with app.throttle.attempt(*limits, course=course) as attempt:
        token = await _written(app, enter)
        attempt.right = bool(token)
    if not token:
        raise Denied("Navn og PIN passer ikke sammen. PIN-koden har seks tal. Underviseren kan give dig en ny.")
    return _inside(app, response, token, course)


@router.post("/api/link")
async def use_link(given: Token, request: Request, response: Response, viewer: Viewer = allow("public")) -> LinkUsed:
    """In by a one-time link; it is used up by this."""
    app = app_of(request)

    token = repeated_token(app.key, given.token, given.key) if given.key else new_token()

    def enter(c: Connection) -> LinkUsed | None:
        link = logins.use_link(c, given.token, app.now())
        if link is None:
            return _entered_before(c, app, token)
        logins.start(c, link.person, link.course, _device(request), app.now(), days=logins.TRAINER_DAYS, token=token)
        return _where_to(c, link.person, link.course or "")

    async with _code_tried(request) as attempt:
        entered = await _written(app, enter)
        attempt.right = entered is not None
    if entered is None:
        raise Denied("Linket er brugt eller for gammelt. Et link virker én gang og i et døgn. Bed om et nyt.")
    set_login(response, token, secure=app.settings.secure, days=logins.TRAINER_DAYS)
    return entered


def _entered_before(c: Connection, app: AppState, token: str) -> LinkUsed | None:
    """What the same request was answered before, while its login lasts; None for another one."""
    login = logins.find(c, token, app.now())
    return _where_to(c, login.actor.person, login.course) if login else None


def _where_to(c: Connection, person: str, course: str) -> LinkUsed:
    roles = logins.roles(c, person)
    role = roles.get(course, "trainer")
    course = course or next((own.id for own in courses.of_trainer(c, person)), next(iter(roles), ""))
    name, email = people.name_and_email(c, person)
    return LinkUsed(
        url=start_page(course, role) if course else "/underviser", needs_password=logins.password_of(c, person) is None,
        name="" if name == example.TRAINER else name, email=email,
    )


@router.post("/api/password")
async def use_password(
    given: Password, request: Request, response: Response, viewer: Viewer = allow("public")
) -> Goto:
    """In by e-mail and password."""
    app = app_of(request)
    limits = [(PASSWORD_ADDRESS, network_of(address_of(request))), (PASSWORD_NAME, given.email.strip().casefold())]
    async with app.throttle.attempt(*limits) as attempt:
        with app.store.read() as c:
            known = logins.with_password(c, given.email)
        fits = await asyncio.to_thread(logins.password_fits, known.password_hash if known else None, given.password)
        attempt.right = bool(known and fits)
    if not known or not fits:
        raise Denied("E-mail og adgangskode passer ikke sammen. Har du ikke en adgangskode, så brug dit link.")

    def enter(c: Connection) -> tuple[str, Mapping[str, Role]]:
        token = logins.start(c, known.id, None, _device(request), app.now(), days=logins.TRAINER_DAYS)
        return token, logins.roles(c, known.id)

    token, roles = await _written(app, enter)
    set_login(response, token, secure=app.settings.secure, days=logins.TRAINER_DAYS)
    leads = [course for course, role in roles.items() if role == "leader"]
    return Goto(url=start_page(leads[0], "leader") if leads and "trainer" not in roles.values() else "/underviser")


@router.post("/api/logout")
def log_out(request: Request, response: Response, viewer: Viewer = allow("public")) -> Goto:
    """Out, on this device."""
    app = app_of(request)
    if viewer.login:
        with app.store.write() as c:
            logins.end(c, viewer.login, viewer.actor.person)
        end_at_once(request, [viewer.login])
    drop_login(response, secure=app.settings.secure)
    return Goto(url="/")


async def _written(app: AppState, work: Callable[[Connection], T]) -> T:
    """What the work gives, once it is committed; other requests are answered meanwhile, however long a writer takes."""
    return await asyncio.wrap_future(app.write_queue.write(work))


def _course(c: Connection, app: AppState, typed: str) -> Course:
    code = typed_code(typed)
    course = courses.with_code(c, code, app.now())
    if course is not None:
        return course
    if courses.code_was_used(c, code):
        raise Denied("Koden gjaldt kun den dag, den blev vist. Bed underviseren om dagens kode.")
    odd = sorted({letter for letter in code if letter not in CODE_LETTERS})
    if len(code) != 6:
        raise NotFound(f"En kode har 6 tegn. Du har skrevet {len(code)}.")
    hint = f" Tegnet {odd[0]} bruges aldrig i en kode." if odd else ""
    raise NotFound(f"Der er ikke noget hold med den kode.{hint} Se efter på skærmen, og prøv igen.")


def _open_course(c: Connection, app: AppState, typed: str) -> Course:
    course = _course(c, app, typed)
    _check_open(course)
    return course


def _check_open(course: Course) -> None:
    if not course.door_open:
        raise Denied("Døren er lukket lige nu. Sig til underviseren, at du gerne vil ind.")


def _code_tried(request: Request) -> AbstractAsyncContextManager[Attempt]:
    """A try with a code or a link; it is wrong until it is said to be right."""
    return app_of(request).throttle.attempt((CODE, network_of(address_of(request))))


def _log_in(c: Connection, app: AppState, request: Request, person: str, course: str, token: str = "") -> str:
    return logins.start(c, person, course, _device(request), app.now(), token=token or new_token())


def _inside(app: AppState, response: Response, token: str, course: str, pin: str | None = None) -> Inside:
    set_login(response, token, secure=app.settings.secure, days=logins.LOGIN_DAYS)
    app.pubsub.publish(course, "people", "people")
    return Inside(url=f"/hold/{course}", pin=pin)


def _device(request: Request) -> str:
    """A word people know their device by; nothing finer is kept of it."""
    agent = request.headers.get("user-agent", "")
    for mark, name in (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android-telefon"), ("Windows", "Windows-pc"),
                       ("Macintosh", "Mac"), ("Linux", "Linux-pc")):
        if mark in agent:
            return name
    return "anden enhed"

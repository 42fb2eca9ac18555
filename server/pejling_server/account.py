"""One's own account: who am I, my logins, my password, my PIN, my data."""

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import StringConstraints
from sqlalchemy import Connection

from pejling.dates import danish_day, iso
from pejling.errors import Denied
from pejling.people.classlist import clean_name
from pejling.store import answers, courses, groups, logins, people, runs, visits
from pejling.store.records import Visit
from pejling_server.access import Viewer, allow, app_of, end_at_once, start_page
from pejling_server.exercise import view
from pejling_server.responses import Saved
from pejling_server.responses.account import LoginEnded, Me, NewPin, OwnCourse, OwnLogin, OwnLogins
from pejling_server.throttle import PASSWORD_NAME
from pejling_server.typed import Given, Typed

router = APIRouter()


class NewPassword(Typed):
    """What to log in with from now on, and what to be called."""

    password: Annotated[str, StringConstraints(max_length=200)]
    old: Annotated[str, StringConstraints(max_length=200)] = ""
    """The password there is; asked for where there is one."""
    name: Annotated[str, StringConstraints(strip_whitespace=True, max_length=80)] = ""
    email: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] = ""


class EndLogin(Given):
    """The login to end."""

    end: Annotated[str, StringConstraints(max_length=12)]


@router.get("/api/me")
def who_am_i(request: Request, viewer: Viewer = allow("self")) -> Me:
    """The viewer and the viewer's courses."""
    app = app_of(request)
    mine = []
    with app.store.read() as c:
        for course, role in viewer.actor.roles.items():
            mine.append(OwnCourse(id=course, title=courses.get(c, course).title, role=role, url=start_page(course, role)))
    return Me(person=viewer.actor.person, name=viewer.name, administrator=viewer.actor.administrator, login=viewer.login,
              courses=tuple(mine))


@router.post("/api/me/password")
async def choose_password(given: NewPassword, request: Request, viewer: Viewer = allow("self")) -> Saved:
    """Set one's password, and with it one's name and the e-mail to log in by. Participants have a PIN instead."""
    if set(viewer.actor.roles.values()) <= {"participant"} and not viewer.actor.administrator:
        raise Denied("Deltagere bruger en PIN-kode i stedet for en adgangskode.")
    app, me = app_of(request), viewer.actor.person
    with app.store.read() as c:
        present, elsewhere = logins.password_of(c, me), set(logins.roles(c, me)) - set(viewer.actor.roles)
        more = bool(elsewhere) or (people.is_administrator(c, me) and not viewer.actor.administrator)
    if present is None and more:  # else a link that a colleague made in one course would give all there is
        raise Denied("Du er også på andre hold eller passer serveren. Vælg adgangskode med det link, serveren viser, når den "
                     "startes.")
    async with app.throttle.attempt((PASSWORD_NAME, me)) as attempt:
        fits = present is None or await asyncio.to_thread(logins.password_fits, present, given.old)
        attempt.right = fits
    if not fits:
        raise Denied("Skriv først den adgangskode, du har nu.")

    def change(c: Connection) -> list[str]:
        logins.set_password(c, me, given.password)
        if given.email:
            logins.set_email(c, me, given.email)
        if given.name:
            people.change(c, "", me, {"name": clean_name(given.name)})
        return logins.end_others(c, viewer.login, me)

    end_at_once(request, await asyncio.wrap_future(app.write_queue.write(change)))
    return Saved()


@router.get("/api/me/logins")
def my_logins(request: Request, viewer: Viewer = allow("self")) -> OwnLogins:
    """The devices I am logged in on."""
    with app_of(request).store.read() as c:
        rows = logins.of_person(c, viewer.actor.person)
    return OwnLogins(logins=tuple(
        OwnLogin(id=r.id, device=r.device, since=r.started_at, here=r.id == viewer.login) for r in rows
    ))


@router.post("/api/me/logins")
def end_login(given: EndLogin, request: Request, viewer: Viewer = allow("self")) -> LoginEnded:
    """End one of my logins, for instance on a phone I have lost."""
    with app_of(request).store.write() as c:
        ended = logins.end(c, given.end, viewer.actor.person)
    if ended:
        end_at_once(request, [given.end])
    return LoginEnded(ended=given.end)


@router.post("/api/course/{course}/new-pin")
def renew_pin(course: str, request: Request, viewer: Viewer = allow("see own data")) -> NewPin:
    """A new PIN for oneself; the old one no longer fits."""
    app = app_of(request)
    if viewer.role != "participant":
        raise Denied("Kun deltagere har en PIN-kode.")
    with app.store.write() as c:
        pin = people.take_name(c, course, viewer.actor.person, app.key)
    return NewPin(pin=pin)


@router.get("/api/course/{course}/my-data")
def my_data(course: str, request: Request, viewer: Viewer = allow("see own data")) -> JSONResponse:
    """Everything kept about the viewer in this course, as a file. Anonymous answers cannot be in it: nobody can find them."""
    app = app_of(request)
    me = viewer.actor.person
    with app.store.read() as c:
        member, row = people.member(c, course, me), courses.get(c, course)
        group = groups.of_person(c, course, me)
        written = []
        for answer in answers.of_person(c, me):
            run = runs.get_any(c, answer.run)
            if run and run.course == course:
                written.append({"øvelse": view.content_of(c, run).content.title, "runde": run.round,
                                "gemt": answer.saved_at, "svar": answer.state})
        data = {
            "hold": row.title, "navn": member.name, "e-mail": member.email, "organisation": member.organisation,
            "team": member.team, "stilling": member.job_title, "rolle": member.role,
            "sat som til stede uden telefon": people.days_marked(c, viewer.course, me),
            "navnet sat frit": member.freed_on_day or "",
            "sat på listen eller frit, efter at øvelser var åbnet": "ja" if member.added_after else "",
            "gruppe": view.group_name(group.number) if group else "", "skrevet": written,
            "enheder": [{"enhed": r.device, "siden": r.started_at} for r in logins.of_person(c, me)],
            "besøg": [_in_own_data(visit, me) for visit in visits.of_person(c, course, me)],
            "slettes efter": row.keep_until_day, "hentet": iso(app.now()),
            "om kvitteringer": "For hver gang, din enhed har gemt noget, husker serveren et mærke med øvelsen og dagen i to "
                               "måneder, så intet gemmes to gange. Det siger ikke, hvis det er, så det kan ikke findes frem her.",
            "om anonyme svar": "De er ikke med, for de kan ikke føres tilbage til dig.",
        }
    name = f"mine-data-{danish_day(app.now())}.json"
    return JSONResponse(data, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _in_own_data(visit: Visit, me: str) -> dict[str, Any]:
    """A visit as one's own data: when, in which seat, what was to be tried. Who the other is, is the other's."""
    return {"runde": visit.round, "rolle": "holder samtalen" if visit.observed == me else "iagttager",
            "tidspunkt": visit.starts_at or "", "sted": visit.place, "samtale": visit.conversation,
            "redskaber": list(visit.tools), "aflyst": "ja" if visit.cancelled else "", "holdt": visit.held_on_day or ""}

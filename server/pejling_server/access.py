"""Who is asking, and may they: the cookie, the signed screen link, and the one door every route has.

A route says `viewer: Viewer = allow("answer")`; a route without it does not start (`check_every_route`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from fastapi import Depends, Response
from fastapi.routing import APIRoute
from itsdangerous import BadSignature, URLSafeSerializer
from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection

from pejling.dates import danish_day
from pejling.permissions import NOBODY, READS, RULES, Actor, Subject, may
from pejling.schema import Role
from pejling.store import logins
from pejling_server.read_token import login_of

if TYPE_CHECKING:
    from pejling_server.app_state import AppState

COOKIE = "pejling"


class LoginNeeded(Exception):
    """Nobody is logged in, and the page is not open to all."""


class Forbidden(Exception):
    """Someone is logged in who may not do this."""


@dataclass(frozen=True)
class Viewer:
    """The one who asks, and the course it is about."""

    actor: Actor
    course: str
    login: str
    """The login's id; "" for nobody and for a screen."""
    name: str
    reads_only: bool = False
    """Asks with a read-only token instead of a cookie."""

    @property
    def role(self) -> Role | None:
        """The role in the course it is about."""
        return self.actor.roles.get(self.course)


def app_of(connection: HTTPConnection) -> "AppState":
    """The running server's app."""
    app: AppState = connection.app.state.app
    return app


def end_at_once(connection: HTTPConnection, ended: Iterable[str]) -> None:
    """Close the open streams and kernels of logins that were ended: whoever may no longer look sees nothing more."""
    app_of(connection).end_at_once(ended)


class Allow:
    """The check of one action; a FastAPI dependency."""

    def __init__(self, action: str) -> None:
        if action not in RULES:
            raise KeyError(f"permissions.RULES has no action {action!r}")
        self.action = action

    async def __call__(self, request: HTTPConnection) -> Viewer:
        """The viewer, if the action is allowed; raises LoginNeeded or Forbidden."""
        course = str(request.path_params.get("course", ""))
        viewer = await look_up_viewer(request, course)
        if viewer.reads_only and self.action not in READS:
            raise Forbidden
        if may(viewer.actor, self.action, Subject(course, viewer.actor.person)):
            return viewer
        if viewer.actor.person or viewer.actor.roles:
            raise Forbidden
        raise LoginNeeded


def allow(action: str) -> Any:
    """The default value of a handler's `viewer`: nobody gets past who may not do `action`."""
    return Depends(Allow(action))


async def look_up_viewer(connection: HTTPConnection, course: str = "") -> Viewer:
    """As `find_viewer`, for the event loop."""
    if app_of(connection).store.file:  # a look-up in a local file is quicker than the way to a thread and back
        return find_viewer(connection, course)
    return await run_in_threadpool(find_viewer, connection, course)


def find_viewer(connection: HTTPConnection, course: str = "") -> Viewer:
    """Who the cookie or the screen's signed link belongs to; nobody when there is none."""
    app = app_of(connection)
    key = connection.query_params.get("k", "")
    if key and course and screen_link_fits(app.key, key, course, danish_day(app.now())):
        return Viewer(Actor("", MappingProxyType({course: "screen"})), course, "", "")
    kind, _, shown = connection.headers.get("authorization", "").partition(" ")
    if kind.casefold() == "bearer" and (reads_as := login_of(app.key, shown)):
        with app.store.read() as c:
            login = logins.with_id(c, reads_as, app.now())
        return Viewer(login.actor, course, login.id, login.name, reads_only=True) if login else Viewer(NOBODY, course, "", "")
    token = connection.cookies.get(COOKIE, "")
    if token:
        with app.store.read() as c:
            login = logins.find(c, token, app.now())
        if login:
            return Viewer(login.actor, course, login.id, login.name)
    return Viewer(NOBODY, course, "", "")


def start_page(course: str, role: str) -> str:
    """Where someone of this role begins in a course."""
    return {"trainer": f"/underviser/{course}", "leader": f"/leder/{course}"}.get(role, f"/hold/{course}")


def screen_key(key: bytes, course: str, day: date) -> str:
    """The signature in the big screen's link of one day: whoever copies it from the wall has it no longer than that."""
    return URLSafeSerializer(key, salt="screen").dumps([course, day.isoformat()])


def screen_link_fits(key: bytes, signed: str, course: str, today: date) -> bool:
    """Whether the link was made here for this course, today or (for a screen left on over midnight) yesterday."""
    try:
        named = URLSafeSerializer(key, salt="screen").loads(signed)
    except BadSignature:
        return False
    return named in [[course, day.isoformat()] for day in (today, today - timedelta(days=1))]


def set_login(response: Response, token: str, *, secure: bool, days: int) -> None:
    """Give the browser its cookie: unreadable to scripts, not sent from other sites."""
    response.set_cookie(COOKIE, token, max_age=days * 86400, httponly=True, secure=secure, samesite="lax", path="/")


def drop_login(response: Response, *, secure: bool) -> None:
    """Take the cookie back."""
    response.delete_cookie(COOKIE, httponly=True, secure=secure, samesite="lax", path="/")


def address_of(request: HTTPConnection) -> str:
    """The address a request comes from; the proxy's word is believed only from the trusted proxy."""
    direct = request.client.host if request.client else ""
    trusted = app_of(request).settings.trusted_proxy
    if trusted and direct == trusted:
        return request.headers.get("x-forwarded-for", direct).split(",")[-1].strip()
    return direct


def action_of(route: Any) -> str | None:
    """The action a route asks for, or None when it asks for nothing."""
    if isinstance(route, APIRoute):
        for dependency in route.dependant.dependencies:
            if isinstance(dependency.call, Allow):
                return dependency.call.action
    return None


def check_every_route(routes: Iterable[Any]) -> None:
    """Refuse to start with a route that asks nobody.

    Raises
    ------
    RuntimeError
        Names the routes without a rule.
    """
    open_ones = [route.path for route in routes if action_of(route) is None]
    if open_ones:
        raise RuntimeError(f"routes without a permission rule: {', '.join(open_ones)}")

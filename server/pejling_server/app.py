"""The application: every router, the guard round them, and what runs beside them."""

import gc
import logging
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import anyio.to_thread
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import DataError, DBAPIError
from starlette.exceptions import HTTPException

from pejling.errors import ContentError, Denied, Invalid, NotFound
from pejling.ids import new_id
from pejling.jobs.supervisor import FOLDER, Supervisor
from pejling.store.disk import FULL, code_of
from pejling_server import (
    account,
    assets,
    book,
    calendar,
    cards,
    data_api,
    joining,
    kernel_pages,
    leader,
    live,
    openapi,
    pages,
    screen,
    uploads,
)
from pejling_server.access import Forbidden, LoginNeeded, check_every_route
from pejling_server.app_state import AppState
from pejling_server.console import agenda, class_list, downloads, roster, runs
from pejling_server.console import courses as console_courses
from pejling_server.console import pages as console_pages
from pejling_server.content_watch import ContentWatch
from pejling_server.exercise import api as exercise_api
from pejling_server.guard import Guard
from pejling_server.jobs import api as jobs_api
from pejling_server.jobs import worker
from pejling_server.jobs.kinds import KINDS
from pejling_server.maintenance import Maintenance
from pejling_server.responses import Problem
from pejling_server.supervision import calendars, note, own_visits, visit_page
from pejling_server.supervision import console as supervision_console
from pejling_server.throttle import TooMany
from pejling_server.typed import LIKE_CPR

log = logging.getLogger("pejling")

ROUTERS = (
    assets.router, joining.router, account.router, exercise_api.router, live.router, screen.router, leader.router,
    agenda.router, runs.router, roster.router, supervision_console.router, own_visits.router, visit_page.router,
    note.router, calendars.router, class_list.router,
    console_courses.router, downloads.router, jobs_api.router, console_pages.router, calendar.router,
    cards.router, data_api.router, book.router, pages.router, openapi.router,
)


THREADS = 16
"""Handlers that run at the same time. More only take the processor from each other."""
NOT_TOLD: Any = {"tracing": False, "metrics": False, "logs": False, "operation_spans": False}
"""FastAPI's own telemetry: nobody here reads it, and it costs a tenth of every answer."""


def every_route() -> Iterator[Any]:
    """Every route of the application, the kernel gate's apart."""
    return (route for router in ROUTERS for route in router.routes)


def routed(lifespan: Any = None) -> FastAPI:
    """The application with every route and nothing behind them: enough to describe the API."""
    check_every_route(every_route())
    app = FastAPI(title="Pejling", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None, telemetry=NOT_TOLD,
                  responses={"4XX": {"model": Problem}, "5XX": {"model": Problem}})
    for router in ROUTERS:
        app.include_router(router)
    return app


def build(state: AppState) -> FastAPI:
    """The application of one state. Refuses to be built with a route that asks nobody for leave."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        state.pubsub.begin()
        uploads.sweep(state.settings.data)
        gc.collect()
        gc.freeze()  # what is here now stays: the collector need not walk through it again in the class rush
        anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
        with state.jobs, Maintenance(state), ContentWatch(state):
            async with kernel_pages.running(app):
                yield
        state.pubsub.end()
        state.close()

    state.jobs = _supervise(state)
    app = routed(lifespan)
    app.state.app = state
    kernel_pages.mount(app, state)  # has a check of its own: every route there asks for the kernel's owner
    app.add_middleware(Guard, base_url=state.settings.base_url)
    for error, status in ((NotFound, 404), (Denied, 403), (Invalid, 422)):
        app.add_exception_handler(error, _saying(status))
    app.add_exception_handler(LoginNeeded, _login_needed)
    app.add_exception_handler(TooMany, _too_many)
    app.add_exception_handler(Forbidden, _forbidden)
    app.add_exception_handler(RequestValidationError, _unreadable)
    app.add_exception_handler(HTTPException, _no_such_page)
    app.add_exception_handler(ContentError, _broken_content)
    app.add_exception_handler(DataError, _cannot_be_kept)
    app.add_exception_handler(DBAPIError, _cannot_write)
    app.add_exception_handler(Exception, _failed)
    return app


def _supervise(state: AppState) -> Supervisor:
    """The jobs of this server, with a worker that knows where everything lies."""
    return Supervisor(
        store=state.store, folder=state.settings.data / FOLDER, kinds=KINDS, command=[sys.executable, "-m", worker.MODULE],
        start=worker.start_of(state.settings), write=state.write_queue.write, clock=state.now,
        changed=lambda course, person: state.pubsub.publish(course, f"person:{person}", "jobs"),
    )


def _answer(request: Request, status: int, text: str, fields: str = "") -> Response:
    """JSON for scripts, a page for people."""
    if request.url.path.startswith("/api/"):
        return JSONResponse(Problem(reason=text, fields=fields).model_dump(), status)
    return pages.error_page(request, status, text)


def _saying(status: int):  # type: ignore[no-untyped-def]  # FastAPI's handler type is wider than it says
    def handler(request: Request, error: Exception) -> Response:
        return _answer(request, status, str(error))

    return handler


def _login_needed(request: Request, _error: Exception) -> Response:
    return _answer(request, 401, "Du er ikke logget ind på denne enhed.")


def _too_many(request: Request, error: Exception) -> Response:
    answer = _answer(request, 429, str(error))
    answer.headers["Retry-After"] = str(int(error.wait) + 1 if isinstance(error, TooMany) else 60)
    return answer


def _forbidden(request: Request, _error: Exception) -> Response:
    return _answer(request, 403, "Det har du ikke adgang til.")


def _unreadable(request: Request, error: Exception) -> Response:
    found = error.errors() if isinstance(error, RequestValidationError) else ()
    if reason := next((str(e["msg"]) for e in found if e["type"] == LIKE_CPR), ""):
        return _answer(request, 422, reason)
    known = [e for e in found if e["type"] != "extra_forbidden"]  # a field of that name is the sender's invention
    fields = sorted({".".join(str(part) for part in e["loc"] if part != "body") for e in known} - {""})
    log.info("unreadable request to %s: %s", request.scope["route"].path, ", ".join(fields))
    return _answer(request, 422, "Det, der blev sendt, kunne ikke læses. Hent siden igen, og prøv en gang til.",
                   fields=", ".join(fields))


def _no_such_page(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    if status == 404:
        return _answer(request, 404, "Siden findes ikke. Adressen kan være skrevet forkert.")
    return _answer(request, status, "Det kan man ikke her. Gå tilbage, og prøv igen.")


def _broken_content(request: Request, error: Exception) -> Response:
    log.warning("content cannot be used: %s", error)
    return _answer(request, 500, "Dagen kan ikke vises, for der er en fejl i dens filer. Underviseren kan se hvilken i styringen.")


def _cannot_be_kept(request: Request, error: Exception) -> Response:
    """The database has no room for such a value: sent again, it would be refused again."""
    log.warning("a value the database cannot hold: %s", code_of(error))
    text = "Der er noget i det, du har skrevet, som ikke kan gemmes. Skriv det på en anden måde, og prøv igen."
    return _answer(request, 422, text)


def _cannot_write(request: Request, error: Exception) -> Response:
    reference, code = new_id()[:6], code_of(error)
    log.error("the database refused, reference %s: %s", reference, code)
    full = code in FULL
    text = ("Der er ikke plads på serverens disk, så intet kan gemmes lige nu. Det, du har skrevet, ligger på din enhed."
            if full else "Serveren kunne ikke gemme lige nu. Din enhed prøver igen.")
    return _answer(request, 503, f"{text} (fejl {reference})")


def _failed(request: Request, error: Exception) -> Response:
    reference = new_id()[:6]
    log.error("a request failed, reference %s", reference, exc_info=error)
    return _answer(request, 500, f"Noget gik galt hos os. Prøv igen, og sig fejl {reference} til underviseren, hvis det sker igen.")

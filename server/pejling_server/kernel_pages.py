"""Kernel pages: Voilà behind its gate, for the viewers who may have a kernel."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI
from starlette.requests import HTTPConnection
from starlette.routing import Mount

from pejling.notebook import not_still, read_notebook
from pejling.permissions import Actor
from pejling.places import content_root, own_content
from pejling.programme import notebook_path
from pejling.store import courses, logins
from pejling.temporary import FOLDER
from pejling_server.access import find_viewer
from pejling_server.app_state import AppState
from pejling_server.days import programme_of
from pejling_server.guard import Guard
from pejling_server.read_token import read_token
from pejling_server.voila.child import Child
from pejling_server.voila.gate import KernelViewer, gate_router, kept_running
from pejling_server.voila.kernels import Kernels
from pejling_server.voila.templates import Templates

FOR_TRAINERS = {"galleri.ipynb": "widgets/gallery.ipynb", "rediger.ipynb": "widgets/rediger.ipynb",
                "overblik.ipynb": "modules/4-opfoelgning/overblik.ipynb"}
"""Pages of no day, by their names in the address."""


def mount(app: FastAPI, state: AppState) -> None:
    """Put the gate at /jupyter. Voilà itself is not started before someone opens a kernel page."""
    data = state.settings.data
    seen = {"PEJLING_API": state.own_url} if state.own_url else {}
    closed, content = [data, *state.settings.secret_files], own_content(data)
    child = Child(environment=seen, closed=closed, content=content, temporary=data / FOLDER)
    templates = Templates(environment=seen, closed=closed, content=content, temporary=data / FOLDER)
    kernels = Kernels(child.end_kernel)
    guard = Guard(app, state.settings.base_url)

    def viewer(connection: HTTPConnection) -> KernelViewer | None:
        found = find_viewer(connection)
        course = found.login and _course_of(state, found.actor)
        token = read_token(state.key, found.login)
        return KernelViewer(found.login, found.name, found.actor.person, course, token) if course else None

    def notebooks(asking: KernelViewer) -> Mapping[str, Path]:
        return notebooks_for(state, asking)

    routes = gate_router(child, kernels, viewer, lambda connection: guard.own_origin(connection.headers), notebooks,
                         templates)
    app.router.routes.append(Mount("/jupyter", routes=routes))
    app.state.voila = child
    app.state.kernels = kernels
    app.state.templates = templates


def _course_of(state: AppState, actor: Actor) -> str:
    """The course that a kernel page is about: the newest one the viewer trains, else the one taken part in."""
    with state.store.read() as c:
        trained = courses.of_trainer(c, actor.person)
    if held := next((course.id for course in trained if course.id in actor.roles), ""):
        return held
    return next((course for course, role in actor.roles.items() if role == "participant"), "")


@asynccontextmanager
async def running(app: FastAPI) -> AsyncIterator[None]:
    """Round the server's life: kernels end with their login, those left behind after a while, and Voilà with the server."""
    state, loop, kernels = app.state.app, asyncio.get_running_loop(), app.state.kernels

    def end_kernels(login: str) -> None:
        asyncio.run_coroutine_threadsafe(kernels.end_login(login), loop)

    state.end_kernels = end_kernels
    async with kept_running(app.state.voila, kernels, app.state.templates):
        yield


def notebooks_for(state: AppState, asking: KernelViewer) -> Mapping[str, Path]:
    """The notebooks this viewer may open with a kernel: days that are no still pages, and for trainers the gallery."""
    with state.store.read() as c:
        roles = logins.roles(c, asking.person)
    found = {}
    for day in programme_of(state).days():
        path = notebook_path(day, state.settings.roots)
        if not_still(read_notebook(path)):
            found[f"{day.id}.ipynb"] = path
    if "trainer" in roles.values():
        found |= {name: content_root() / place for name, place in FOR_TRAINERS.items()}
    return found

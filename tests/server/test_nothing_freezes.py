"""Whoever waits for the database waits alone: everybody else is answered meanwhile."""

import ast
import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest
from serving import Client

import pejling_server
from pejling.store import FILE

SECONDS = 10
"""A stuck server answers nobody before its own wait for the database ends, after thirty."""


@pytest.fixture
def held(house: Any) -> Iterator[sqlite3.Connection]:
    """The database, in the hands of another process that writes for as long as the test likes."""
    with closing(sqlite3.connect(house.served.data / FILE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield other


def link_of(house: Any) -> str:
    [leader] = [p for p in house.trainer.get(f"/api/console/{house.course}")["people"] if p["role"] == "leader"]
    link: str = house.trainer.post(f"/api/console/{house.course}/people/{leader['id']}/link")["link"]
    return link.rsplit("/", 1)[1]


def password_of(house: Any) -> dict[str, str]:
    given = {"email": "merete@eksempel.dk", "password": "lidt længere end ti"}
    house.trainer.post("/api/me/password", given)
    return given


WAYS_IN: dict[str, Callable[[Any], tuple[str, dict[str, str]]]] = {
    "pin": lambda house: (f"/api/course/{house.course}/pin", {"person": house.participant.person, "pin": house.participant.pin}),
    "link": lambda house: ("/api/link", {"token": link_of(house)}),
    "password": lambda house: ("/api/password", password_of(house)),
}


@pytest.fixture(params=WAYS_IN)
def way_in(request: pytest.FixtureRequest, house: Any) -> tuple[str, dict[str, str]]:
    """An address and what to send there to come in; asked for before the database is held."""
    return WAYS_IN[request.param](house)


def test_a_login_that_waits_for_the_database_keeps_nobody_else_waiting(house: Any, way_in: Any, held: sqlite3.Connection) -> None:
    path, body = way_in
    comer = Client(house.served.url)
    with ThreadPoolExecutor(1) as other:
        coming: Future[httpx.Response] = other.submit(comer.http.post, path, json=body, timeout=40)
        try:
            began = time.monotonic()
            while time.monotonic() < began + 1.5:  # a password is looked at for a tenth of that before anything is written
                answer = house.participant.http.get(f"/api/course/{house.course}/exercise/myter-og-fakta", timeout=SECONDS)
                assert answer.status_code == 200
            assert not coming.done(), "nobody is called logged in before it is committed"
        finally:
            held.execute("ROLLBACK")
        assert coming.result(40).status_code == 200
    assert comer.http.get("/api/me").status_code == 200


def test_no_coroutine_of_the_server_writes_by_itself() -> None:
    """What runs in the event loop and waits for the database lets everybody wait: it writes through the write queue."""
    found = []
    for file in Path(pejling_server.__file__).parent.rglob("*.py"):
        for coroutine in (node for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.AsyncFunctionDef)):
            calls = (node.func for node in ast.walk(coroutine) if isinstance(node, ast.Call))
            found += [f"{file.name}: {coroutine.name}" for call in calls
                      if isinstance(call, ast.Attribute) and ast.unparse(call).endswith("store.write")]
    assert found == []

"""A real store, on SQLite and on PostgreSQL, and a course with people of two organisations in it.

A test that asks for `store` runs on both. What is about SQLite's own files is marked `sqlite`, and runs there only.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from postgres import LACKING, find_programs, serve_postgres
from sqlalchemy import text

from pejling.store import Store, courses, migrate, people, runs
from pejling.store.tables import metadata

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
DIGEST = "0" * 32


@dataclass(frozen=True)
class Class:
    """A course with a trainer, a leader and ten participants, five of each organisation."""

    course: str
    trainer: str
    leader: str
    people: tuple[str, ...]
    jobcenter: str
    akasse: str


@pytest.fixture
def now() -> datetime:
    return NOW


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "store" in metafunc.fixturenames:
        sqlite_only = metafunc.definition.get_closest_marker("sqlite")
        metafunc.parametrize("store", ["sqlite"] if sqlite_only else ["sqlite", "postgres"], indirect=True, scope="function")


@pytest.fixture(scope="session")
def database() -> Iterator[str]:
    """The address of a database on a PostgreSQL of our own; it holds today's tables and no row."""
    programs = find_programs()
    if programs is None:
        pytest.skip(LACKING)
    with serve_postgres(programs) as server:
        url = server.new_database()
        Store(url).close()
        yield url


@pytest.fixture
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "sqlite":
        made = Store.at(tmp_path / "data")
        yield made
        made.close()
        return
    made = Store(request.getfixturevalue("database"))
    yield made
    with made.engine.begin() as c:
        for table in reversed(metadata.sorted_tables):
            c.execute(table.delete())
        c.execute(text("UPDATE alembic_version SET version_num = :head"), {"head": migrate.head()})
    made.close()


@pytest.fixture
def klass(store: Store) -> Class:
    """The class, with the exercise `oevelse` pinned and none opened."""
    with store.write() as c:
        course = courses.create(c, "Hold Nord", NOW)
        jobcenter = people.organisation_id(c, course, "Jobcenter Nord", "jobcenter")
        akasse = people.organisation_id(c, course, "A-kassen", "a-kasse")
        participants = tuple(
            people.add(c, course, f"Deltager {n}", "participant", organisation=jobcenter if n % 2 else akasse)
            for n in range(10)
        )
        trainer = people.add(c, course, "Tove Træner", "trainer", email="tove@eksempel.dk")
        leader = people.add(c, course, "Lis Leder", "leader", email="lis@eksempel.dk")
        runs.pin(c, DIGEST, "oevelse", "title: Øvelse\n")
    return Class(course, trainer, leader, participants, jobcenter, akasse)

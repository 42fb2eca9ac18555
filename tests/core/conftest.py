"""A real store in a folder of its own, and a course with people of two organisations in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pejling.store import Store, courses, people, runs

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


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store.at(tmp_path / "data")
    yield made
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

"""A database of many years: what a class waits while one person is taken out of it, an old course deleted, a copy made.

The old courses are written straight into the database, a row here and a row there, as a life of many courses leaves them.
"""

import asyncio
import random
import secrets
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from chores import answers_during, back_up
from clients import Phone, answer, join
from course import CHOICE, FIELD, POLL, Course, course_of
from sqlalchemy import insert

from pejling.dates import danish_day, iso
from pejling.store import Store, courses, people, runs
from pejling.store.tables import answers, events

PEOPLE, EXERCISES, EVENTS = 60, 20, 25
"""Of each old course; and events for each person in each exercise. About 7 MB."""
THEN = datetime.now(UTC) - timedelta(days=30)
"""Not so long ago that the ids of events are forgotten meanwhile."""
LOOK_EVERY = 0.02
"""Seconds between two requests of someone who only looks."""


def measure(folder: Path, megabytes: int, clients: int, quiet: float) -> dict[str, Any]:
    """The longest waits for an answer and for a look at an exercise, in quiet and while each of three is done."""
    with course_of(folder, clients) as course:
        old = _fill(course.served.data, megabytes)
        size = (course.served.data / "pejling.sqlite3").stat().st_size / 1e6
        told = asyncio.run(_class(course, old, quiet))
        return {"megabytes": round(size), "clients": clients, "during": told}


async def _class(course: Course, old: list[str], quiet: float) -> dict[str, Any]:
    phones = [Phone(course.served.url) for _ in course.names]
    for phone, name in zip(phones, course.names, strict=True):
        await join(phone, course.code, name)
        await answer(phone, course.runs[POLL], FIELD, CHOICE, anonymous=True)
    leaving = [phone.person for phone in phones[:2]]
    doomed = {"first_out": lambda: _take_out(course, leaving[0]), "second_out": lambda: _take_out(course, leaving[1]),
              "course": lambda: _delete(course, old[0]), "backup": lambda: back_up(course.served.data)}
    chores: dict[str, Callable[[], str]] = {"quiet": lambda: time.sleep(quiet) or "", **doomed}
    told = {}
    for name, chore in chores.items():
        doing = asyncio.create_task(asyncio.to_thread(chore))
        looks = asyncio.create_task(_looks_during(course, phones[-1], doing))
        told[name] = await answers_during(course, phones[2:-1], doing) | {"longest_look": await looks}
    for phone in phones:
        phone.close()
    return told


async def _looks_during(course: Course, phone: Phone, chore: "asyncio.Future[str]") -> float:
    """The longest wait of someone who only looks at an exercise, again and again."""
    longest = 0.0
    while not chore.done():
        began = time.perf_counter()
        await phone.call("GET", f"/api/course/{course.id}/exercise/{POLL}")
        longest = max(longest, time.perf_counter() - began)
        await asyncio.sleep(LOOK_EVERY)
    return longest


def _take_out(course: Course, person: str) -> str:
    course.trainer.http.timeout = 120
    course.trainer.post(f"/api/console/{course.id}/people/{person}/take-out")
    return ""


def _delete(course: Course, old: str) -> str:
    course.trainer.post(f"/api/console/{old}/delete", {"title": "Et gammelt hold"})
    return ""


def _fill(data: Path, megabytes: int) -> list[str]:
    """Old courses until the database is that large; gives their ids. The class's trainer trains them, too."""
    store, chance, made = Store.at(data), random.Random(1), list[str]()
    with store.write() as c:
        trainer = people.any_trainer(c)
        runs.pin(c, "0" * 32, "en-oevelse", "title: En øvelse\n")
    assert trainer is not None
    while (data / "pejling.sqlite3").stat().st_size < megabytes * 1e6:
        made.append(_old_course(store, chance, trainer))
        store.close()
    return made


def _old_course(store: Store, chance: random.Random, trainer: str) -> str:
    with store.write() as c:
        course = courses.create(c, "Et gammelt hold", THEN)
        people.join(c, course, trainer, "trainer")
        persons = [people.add(c, course, f"Deltager {n}", "participant") for n in range(PEOPLE)]
        opened = [runs.open_round(c, course, f"oevelse-{n}", "0" * 32, anonymous=False, now=THEN) for n in range(EXERCISES)]
    for run in opened:
        chance.shuffle(persons)
        answered = [
            {"run": run, "subject": f"person:{person}", "state": {"fields": {"t": "ord " * chance.randrange(20, 700)}},
             "revision": EVENTS, "fields": {"t": [EVENTS, "telefon1"]}, "saved_at": iso(THEN), "entered_by": "",
             "answered": True, "finished": True}
            for person in persons
        ]
        happened = [{"mark": secrets.token_hex(16), "run": run, "on_day": danish_day(THEN).isoformat()}
                    for _ in range(PEOPLE * EVENTS)]
        with store.write() as c:
            c.execute(insert(answers), answered)
            c.execute(insert(events), happened)
    return course

"""A class with its pages open: what each costs in memory, and how soon the trainer's counter knows of an answer."""

import asyncio
import contextlib
import random
import re
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any, TypeVar

from clients import Phone, answer, join, quantile, read_day
from course import CHOICE, DAY, FIELD, POLL, Course, course_of
from memory import memory_of
from serving import ROOT

WITHIN = 10.0
"""Seconds in which everybody answers."""
LONGEST_WAIT = 30.0
AT_A_TIME = 20


class Screen:
    """What one open stream heard, and when."""

    def __init__(self) -> None:
        self.heard: list[tuple[float, list[str]]] = []
        self.woken = asyncio.Event()

    def hear(self, changed: list[str], when: float) -> None:
        """Called with each message."""
        if changed:  # the first message only says that the stream is open
            self.heard.append((when, changed))
            self.woken.set()

    def most_in_a_second(self) -> int:
        """The most messages that came within any one second."""
        times = [when for when, _ in self.heard]
        return max((sum(start <= when < start + 1.0 for when in times) for start in times), default=0)


S = TypeVar("S", bound=Screen)


def memory(folder: Path, sizes: tuple[int, ...]) -> list[dict[str, Any]]:
    """The server's memory with so many people in, each with the day read and a live stream open."""

    async def grow(course: Course) -> list[dict[str, Any]]:
        found, inside = [], 0
        async with contextlib.AsyncExitStack() as stay:
            for size in sizes:
                await stay.enter_async_context(everybody_in(course, course.names[inside:size]))
                inside = size
                await asyncio.sleep(2.0)  # what was only for the moment is given back
                used = memory_of(course.served.process.pid)
                found.append({"people": size, "pss": round(used.share, 1), "rss": round(used.resident, 1),
                              "processes": used.processes})
        return found

    with course_of(folder, max(sizes), None) as course:
        return asyncio.run(grow(course))


def counter(folder: Path, phones: int, within: float = WITHIN) -> dict[str, Any]:
    """From an answer's acknowledgement until the trainer has fetched a count that holds it; and messages a second."""
    with course_of(folder, phones) as course:
        return asyncio.run(_count(course, within))


async def _count(course: Course, within: float) -> dict[str, Any]:
    known: list[tuple[float, int]] = []
    screen, acknowledged, lost = Screen(), [], []
    trainer, pause = trainers_phone(course), console_pause()

    async def watch() -> None:
        """As the console does: after a message about the exercise, and the console's own pause, it is fetched again."""
        while True:
            await screen.woken.wait()
            await asyncio.sleep(pause)
            screen.woken.clear()
            detail = await trainer.call("GET", f"/api/console/{course.id}/exercise/{POLL}")
            known.append((time.perf_counter(), detail["count"]))

    async def vote(phone: Phone, after: float) -> None:
        await asyncio.sleep(after)
        try:
            await answer(phone, course.runs[POLL], FIELD, CHOICE, anonymous=True)
            acknowledged.append(time.perf_counter())
        except Exception as error:  # noqa: BLE001  # whatever it was, this answer was not acknowledged
            lost.append(f"{type(error).__name__}: {error}"[:200])

    async with everybody_in(course, course.names) as (phones, screens):
        opened = asyncio.Event()
        tasks = [asyncio.create_task(trainer.follow(screen.hear, opened)), asyncio.create_task(watch())]
        async with asyncio.timeout(LONGEST_WAIT):
            await opened.wait()
        await asyncio.sleep(1.0)  # who came in is told first
        screen.heard.clear()
        chance = random.Random(1)
        await asyncio.gather(*(vote(phone, chance.uniform(0, within)) for phone in phones))
        deadline = time.monotonic() + LONGEST_WAIT
        while time.monotonic() < deadline and (not known or known[-1][1] < len(acknowledged)):  # noqa: ASYNC110  # see below
            await asyncio.sleep(0.05)  # a counter has no event for "enough"
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    trainer.close()
    waits = [next((when - done for when, count in known if count > rank and when >= done), LONGEST_WAIT)
             for rank, done in enumerate(sorted(acknowledged))]
    return {
        "phones": len(phones), "console_pause": pause, "failures": len(lost), "why": sorted(set(lost))[:3], "seconds": within,
        "p50": quantile(waits, 0.5), "p95": quantile(waits, 0.95), "max": max(waits, default=None),
        "trainer_messages": screen.most_in_a_second(), "phone_messages": max(s.most_in_a_second() for s in screens),
        "lost": len(acknowledged) - course.stored_ballots(),
    }


def console_pause() -> float:
    """How many seconds the console gathers messages before it looks: read from its script, so that the two agree."""
    script = (ROOT / "server" / "pejling_server" / "static" / "console" / "follow.js").read_text(encoding="utf-8")
    found = re.search(r"^const GATHER = (\d+);", script, re.MULTILINE)
    return int(found[1]) / 1000 if found else 0.0


def trainers_phone(course: Course) -> Phone:
    """A light client with the trainer's login."""
    token = course.trainer.http.cookies["pejling"]
    return Phone(course.served.url, cookie=f"pejling={token}", course=course.id)


@contextlib.asynccontextmanager
async def everybody_in(
    course: Course, names: list[str], screen_of: Callable[[Phone, int], S] = lambda _phone, _number: Screen()
) -> AsyncIterator[tuple[list[Phone], list[S]]]:
    """These people have joined, read the day, and follow it on the screens that `screen_of` makes of phone and number."""
    phones: list[Phone] = []
    screens: list[S] = []
    followers = []
    turn = asyncio.Semaphore(AT_A_TIME)

    async def come_in(name: str) -> None:
        phone, opened = Phone(course.served.url), asyncio.Event()
        async with turn:
            await join(phone, course.code, name)
            await read_day(phone, DAY)
            screen = screen_of(phone, len(followers))
            followers.append(asyncio.create_task(phone.follow(screen.hear, opened)))
            async with asyncio.timeout(LONGEST_WAIT):
                await opened.wait()
        phones.append(phone)
        screens.append(screen)

    try:
        await asyncio.gather(*(come_in(name) for name in names))
        for screen in screens:
            screen.heard.clear()
        yield phones, screens
    finally:
        for follower in followers:
            follower.cancel()
        await asyncio.gather(*followers, return_exceptions=True)
        for phone in phones:
            phone.close()

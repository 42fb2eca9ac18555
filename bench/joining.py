"""From the first request to the committed answer: everybody scans the code in the same moment."""

import asyncio
from pathlib import Path
from typing import Any

from clients import Phone, Timed, all_at_once, answer, join, read_day
from course import CHOICE, DAY, FIELD, POLL, Course, course_of
from memory import memory_of


def measure(folder: Path, clients: int, exercises: tuple[str, ...] | None = (POLL,)) -> dict[str, Any]:
    """So many clients join, read the day and vote; gives times, failures, and whether every vote was stored."""
    with course_of(folder, clients, exercises) as course:
        before = memory_of(course.served.process.pid)
        timed = asyncio.run(_class(course))
        after = memory_of(course.served.process.pid)
        stored = course.stored_ballots()
    return timed.figures() | {"lost": timed.clients - len(timed.failures) - stored, "processes": after.processes,
                              "cpu": round(after.cpu - before.cpu, 3)}


async def _class(course: Course) -> Timed:
    phones = [Phone(course.served.url) for _ in course.names]

    async def take_part(phone: Phone, name: str) -> None:
        await join(phone, course.code, name)
        day = await read_day(phone, DAY)
        await answer(phone, day["exercises"][POLL]["run"], FIELD, CHOICE, anonymous=True)

    timed = await all_at_once([lambda p=phone, n=name: take_part(p, n) for phone, name in zip(phones, course.names, strict=True)])
    for phone in phones:
        phone.close()
    return timed

"""What a look at the whole day costs the server's processor, before the results are shown and after, with every answer given."""

import asyncio
import random
import secrets
from pathlib import Path
from typing import Any

from clients import Phone, Timed, all_at_once, join, read_day
from course import DAY, Course, course_of
from memory import memory_of

from pejling.places import content_root
from pejling_widgets.library import Library

ROUNDS = 5
AT_A_TIME = 50
"""Events in one batch."""


def measure(folder: Path, people: int) -> dict[str, Any]:
    """CPU milliseconds of the server per look, and how long everybody waits who looks at once when all is shown."""
    with course_of(folder, people, None) as course:
        return asyncio.run(_class(course))


async def _class(course: Course) -> dict[str, Any]:
    phones = [Phone(course.served.url) for _ in course.names]
    for number, (phone, name) in enumerate(zip(phones, course.names, strict=True)):
        await join(phone, course.code, name)
        await _answer_all(course, phone, number)
    before = await _cost(course, phones)
    for exercise in course.runs:
        await asyncio.to_thread(course.trainer.do, exercise, "reveal")
    timed = await _everybody(phones)
    after = await _cost(course, phones)
    for phone in phones:
        phone.close()
    return {"before_ms": before, "after_ms": after, "kb": round(phones[0].received / 1000), **timed.figures()}


async def _answer_all(course: Course, phone: Phone, number: int) -> None:
    """Answers to the whole day as each kind plays them; a group's by whoever comes."""
    library = Library.load([content_root()])
    for exercise, run in course.runs.items():
        loaded = library.exercises[exercise]
        if loaded.content.scope in ("person", "group"):
            ballot = {"ballot": phone.ballot} if loaded.content.anonymous else {}
            events = [{"id": secrets.token_hex(12), "run": run, "event": event, **ballot}
                      for event in loaded.kind.play(loaded.content, random.Random(number))]
            for start in range(0, len(events), AT_A_TIME):
                batch = {"device": phone.device, "events": events[start:start + AT_A_TIME]}
                await phone.call("POST", f"/api/course/{phone.course}/answers", batch)


async def _everybody(phones: list[Phone]) -> Timed:
    async def look(phone: Phone) -> None:
        await read_day(phone, DAY)

    return await all_at_once([lambda p=phone: look(p) for phone in phones])


async def _cost(course: Course, phones: list[Phone]) -> float:
    """CPU milliseconds of one look."""
    pid = course.served.process.pid
    began = memory_of(pid).cpu
    for _ in range(ROUNDS):
        await _everybody(phones)
    return (memory_of(pid).cpu - began) / (ROUNDS * len(phones)) * 1000

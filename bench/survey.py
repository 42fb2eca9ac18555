"""A survey of relational coordination: everybody answers in the same moment, and then it is shown with all of them there."""

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any

from clients import Failed, Phone, all_at_once, quantile
from course import Course, course_of
from following import everybody_in
from page import Page
from reveal import shown_to_all

SURVEY = "rk-maaling"
ROLES = ("jobcenter", "a-kasse")
ITEMS = ("frequency", "timely", "accurate", "problem-solving", "shared-goals", "shared-knowledge", "respect")


def measure(folder: Path, people: int) -> dict[str, Any]:
    """How long the answers take until they are committed, and then the reveal until each page has the figures."""
    with course_of(folder, people, (SURVEY,)) as course:
        return asyncio.run(_class(course))


async def _class(course: Course) -> dict[str, Any]:
    run = course.trainer.state(SURVEY)["run"]
    async with everybody_in(course, course.names, lambda phone, n: Page(phone, SURVEY, n)) as (_, pages):
        tasks: list[Callable[[], Awaitable[None]]] = [partial(_rate, page.phone, run, n) for n, page in enumerate(pages)]
        answered = await all_at_once(tasks)
        await asyncio.sleep(1.0)
        began = time.perf_counter()
        waits = await shown_to_all(pages, began, partial(course.trainer.do, SURVEY, "reveal"))
    return {"answered_p95": quantile(answered.seconds, 0.95), "shown_p95": quantile(waits, 0.95),
            "failures": len(answered.failures) + len(pages) - len(waits)}


async def _rate(phone: Phone, run: str, number: int) -> None:
    own, about = ROLES[number % 2], ROLES[(number + 1) % 2]
    fields = {"role": own, **{f"{about}/{item}": str(1 + (number + at) % 5) for at, item in enumerate(ITEMS)}}
    events = [{"id": secrets.token_hex(12), "run": run, "event": {"type": "set", "field": name, "value": value}}
              for name, value in fields.items()]
    told = await phone.call("POST", f"/api/course/{phone.course}/answers", {"device": phone.device, "events": events})
    if any(result["status"] != "saved" for result in told["results"]):
        raise Failed(str(told["results"]))

"""The trainer shows the result while everybody has the page open: how soon the last of them has it."""

import asyncio
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from clients import answer, quantile
from course import CHOICE, FIELD, POLL, Course, course_of
from following import everybody_in
from page import Page

LONGEST_WAIT = 30.0


def measure(folder: Path, people: int) -> dict[str, Any]:
    """From the trainer's press until a page has fetched the summary; the page's own jitter is in it."""
    with course_of(folder, people) as course:
        return asyncio.run(_class(course))


async def _class(course: Course) -> dict[str, Any]:
    async with everybody_in(course, course.names, lambda phone, n: Page(phone, POLL, n)) as (_, pages):
        for page in pages:
            await answer(page.phone, course.runs[POLL], FIELD, CHOICE, anonymous=True)
        await asyncio.sleep(1.0)
        waits = await shown_to_all(pages, time.perf_counter(), partial(course.trainer.do, POLL, "reveal"))
    return {"p50": quantile(waits, 0.5), "p95": quantile(waits, 0.95), "max": max(waits, default=None),
            "failures": len(pages) - len(waits)}


async def shown_to_all(pages: Sequence[Page], began: float, reveal: Callable[[], Any]) -> list[float]:
    """Seconds from `began` until each page has the summary; a page that never gets it is missing."""
    keeping_up = [asyncio.create_task(page.keep_up()) for page in pages]
    await asyncio.to_thread(reveal)
    while time.perf_counter() < began + LONGEST_WAIT and not all(map(_shown, pages)):  # noqa: ASYNC110  # see below
        await asyncio.sleep(0.05)  # a page has no event for "shown"
    for task in keeping_up:
        task.cancel()
    await asyncio.gather(*keeping_up, return_exceptions=True)
    return [min(times) - began for page in pages if (times := _shown(page))]


def _shown(page: Page) -> list[float]:
    """When the page had the summary, each time."""
    return [fetch.got for fetch in page.fetched if fetch.view["summary"]]

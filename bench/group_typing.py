"""Everybody types in groups: what one writes, the others of the group fetch, and nobody else does."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clients import Failed, answer, quantile, read_day
from course import DAY, Course, course_of
from following import everybody_in
from page import Page

BOARD, SECTIONS = "aftaler-om-samarbejde", ("jobcenter-goer", "a-kasse-goer", "sammen-goer", "holder-op")
EVERY = 2.0
"""Seconds between two of a person's answers: typing is sent when it pauses."""
AFTERWARDS = 3.0
"""Seconds in which the last of it is fetched."""


@dataclass(frozen=True)
class Written:
    """An answer that was acknowledged."""

    by: Page
    sent: float
    acknowledged: float
    revision: int
    """The group's answer from then on."""


def measure(folder: Path, people: int, within: float) -> dict[str, Any]:
    """How long a fetch takes, how soon the group has what was written, and how many answers were acknowledged in that time."""
    with course_of(folder, people, (BOARD,)) as course:
        return asyncio.run(_class(course, within))


async def _class(course: Course, within: float) -> dict[str, Any]:
    written: list[Written] = []
    lost: list[str] = []
    async with everybody_in(course, course.names, lambda phone, n: Page(phone, BOARD, n)) as (_, pages):
        group = {page: (await read_day(page.phone, DAY))["group"] for page in pages}
        sections = {page: SECTIONS[sum(group[other] == group[page] for other in pages[:number]) % len(SECTIONS)]
                    for number, page in enumerate(pages)}  # a section has no room for a note of each
        await asyncio.sleep(1.0)  # who came in is told first
        keeping_up = [asyncio.create_task(page.keep_up()) for page in pages]
        began = time.perf_counter()
        await asyncio.gather(*(_write(course, page, section, began + within, written, lost) for page, section in sections.items()))
        await asyncio.sleep(AFTERWARDS)
        for task in keeping_up:
            task.cancel()
        ended = await asyncio.gather(*keeping_up, return_exceptions=True)
    lost += [f"{type(error).__name__}: {error}" for error in ended if not isinstance(error, asyncio.CancelledError)]
    fetches = [fetch.got - fetch.asked for page in pages for fetch in page.fetched]
    seen = [_seen(one, page) for one in written for page in pages if page is not one.by and group[page] == group[one.by]]
    return {
        "fetch_p50": quantile(fetches, 0.5), "fetch_p95": quantile(fetches, 0.95), "seen_p95": quantile(seen, 0.95),
        "acknowledged": sum(one.acknowledged <= began + within for one in written), "fetches": len(fetches),
        "failures": len(lost), "why": sorted(set(lost))[:3],
    }


async def _write(course: Course, page: Page, section: str, until: float, written: list[Written], lost: list[str]) -> None:
    """One person's note, which grows until the time is up."""
    field = f"{section}/{''.join(page.chance.choices('abcdefghij', k=10))}"
    now, words = time.perf_counter(), "Vi ringer"
    due = now + page.chance.uniform(0, min(EVERY, (until - now) / 2))
    while due < until:
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        sent, words = time.perf_counter(), f"{words} igen"
        try:
            told = await answer(page.phone, course.runs[BOARD], field, words, anonymous=False)
            written.append(Written(page, sent, time.perf_counter(), told["revision"]))
        except (Failed, OSError, asyncio.IncompleteReadError) as error:
            lost.append(f"{type(error).__name__}: {error}"[:200])
        due = max(due + EVERY, time.perf_counter())


def _seen(one: Written, page: Page) -> float:
    """Seconds from sending until the page had it; all that there were, when it never had."""
    got: Sequence[float] = [fetch.got for fetch in page.fetched if fetch.view["revision"] >= one.revision]
    return min(got, default=one.sent + 60.0) - one.sent

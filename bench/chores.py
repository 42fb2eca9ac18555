"""Answers while the heavy work runs beside them: a day report, an import, a backup."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from clients import Phone, answer, join, quantile
from course import CHOICE, DAY, FIELD, POLL, Course, class_list, course_of, import_list, names
from serving import ROOT, Client

A_SECOND = 30.0
"""Answers a second of the whole class: sixty people, each every other second."""
QUIET = 5.0
"""Seconds without chores, to compare with; and how long each chore is repeated."""


def measure(folder: Path, clients: int, quiet: float = QUIET) -> dict[str, Any]:
    """The time from sending an answer to its acknowledgement, in quiet and while each chore runs.

    Without `quiet` seconds the chores run once and all together, and nothing else is measured.
    """
    with course_of(folder, clients, None) as course:
        sheet = class_list(names(200))
        chores: dict[str, Callable[[], str]] = {
            "report_page": lambda: _have_made(course, "day-report-page", day=DAY),
            "report_pdf": lambda: _have_made(course, "day-report-pdf", day=DAY),
            "export": lambda: _have_made(course, "answers-sheet"),
            "import": lambda: _import(course, sheet),
            "backup": lambda: back_up(course.served.data),
        }
        return asyncio.run(_class(course, chores, quiet))


async def _class(course: Course, chores: dict[str, Callable[[], str]], quiet: float) -> dict[str, Any]:
    phones = [Phone(course.served.url) for _ in course.names]
    for phone, name in zip(phones, course.names, strict=True):
        await join(phone, course.code, name)
        await answer(phone, course.runs[POLL], FIELD, CHOICE, anonymous=True)  # the day has begun
    told = {}
    if quiet:
        told["quiet"] = await answers_during(course, phones, asyncio.create_task(asyncio.sleep(quiet, "")))
    for name, chore in chores.items() if quiet else ():
        told[name] = await answers_during(course, phones, asyncio.create_task(asyncio.to_thread(_again, chore, quiet)))
    together = asyncio.gather(*(asyncio.to_thread(_again, chore, quiet) for chore in chores.values()))
    told["together"] = await answers_during(course, phones, asyncio.ensure_future(together))
    for phone in phones:
        phone.close()
    return told


async def answers_during(course: Course, phones: list[Phone], chore: "asyncio.Future[Any]") -> dict[str, Any]:
    """Answers at a steady pace for as long as the chore runs; a slow answer does not slow the next person down."""
    waits: list[float] = []
    lost: list[str] = []
    sent = []
    free = asyncio.Queue[Phone]()
    for phone in phones:
        free.put_nowait(phone)

    async def one(phone: Phone) -> None:
        began = time.perf_counter()
        try:
            await answer(phone, course.runs[POLL], FIELD, CHOICE, anonymous=True)
            waits.append(time.perf_counter() - began)
        except Exception as error:  # noqa: BLE001  # whatever it was, this answer was not acknowledged
            lost.append(f"{type(error).__name__}: {error}"[:200])
        free.put_nowait(phone)

    began = time.perf_counter()
    while not chore.done():
        phone = await free.get()
        sent.append(asyncio.create_task(one(phone)))
        await asyncio.sleep(max(0.0, began + len(sent) / A_SECOND - time.perf_counter()))
    took = time.perf_counter() - began
    await asyncio.gather(*sent)
    result = chore.result()
    return {"seconds": round(took, 2), "answers": len(waits), "failures": len(lost), "why": sorted(set(lost))[:3],
            "p50": quantile(waits, 0.5), "p95": quantile(waits, 0.95), "max": max(waits, default=None),
            "not_done": [text for text in (result if isinstance(result, list) else [result]) if text]}


def _again(chore: Callable[[], str], seconds: float) -> str:
    """Do the chore again and again for so many seconds, once at least; gives what could not be done, else ""."""
    began = time.perf_counter()
    failed = chore()
    while not failed and time.perf_counter() < began + seconds:
        failed = chore()
    return failed


def _have_made(course: Course, kind: str, **arguments: str) -> str:
    """Ask for a file, wait for it and fetch it; gives why it could not be had, else ""."""
    trainer = Client(course.served.url, course=course.id)
    trainer.http.cookies.update(course.trainer.http.cookies)
    job = trainer.ended(trainer.ask(kind, **arguments))
    if job["state"] == "failed":
        return f"{kind}: {job['reason']}"
    found = trainer.http.get(f"/api/console/{course.id}/jobs/{job['id']}/file", timeout=120)
    return "" if found.status_code == 200 else f"{kind}: {found.status_code}"


def _import(course: Course, sheet: bytes) -> str:
    """A class list of 200 into a new course."""
    trainer = Client(course.served.url)
    trainer.http.cookies.update(course.trainer.http.cookies)
    trainer.course = trainer.post("/api/courses", {"title": "Et hold mere"})["course"]
    import_list(trainer, sheet)
    return ""


def back_up(data: Path) -> str:
    """`kit.py backup` while the server runs; gives why it could not be done, else ""."""
    paths = os.pathsep.join(str(ROOT / name) for name in ("core", "widgets", "supervision", "server"))
    command = [sys.executable, "-m", "pejling_server", "backup", "--data", str(data)]
    ran = subprocess.run(command, env={**os.environ, "PYTHONPATH": paths}, capture_output=True, text=True, check=False)
    return "" if ran.returncode == 0 else f"backup: {ran.returncode}"

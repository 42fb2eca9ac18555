"""A real server with a course of many people, ready to be joined."""

import contextlib
import io
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import openpyxl
from api_paths import api
from serving import Client, Served, serve

DAY = "viden-og-samarbejde"
POLL, FIELD, CHOICE = "myter-og-fakta", "a-kasse-er-fagforening", "passer"
FIRST = ("Anders", "Birgit", "Carl", "Ditte", "Erik", "Freja", "Gustav", "Hanne", "Inge", "Jesper", "Kirsten", "Lasse",
         "Mette", "Niels", "Ole", "Pia", "Rikke", "Søren", "Tove", "Vibeke")
LAST = ("Abel", "Bech", "Dahl", "Eskildsen", "Friis", "Gram", "Holst", "Iversen", "Juhl", "Krogh", "Lund", "Munk")
HOUSES = (("Jobcenter Havbæk", "jobcenter"), ("Sundets A-kasse", "a-kasse"))


@dataclass
class Course:
    """A course on a running server."""

    served: Served
    trainer: Client
    id: str
    code: str
    names: list[str]
    runs: dict[str, str]
    """Exercise → its open run."""

    def stored_ballots(self, exercise: str = POLL) -> int:
        """How many anonymous answers the database holds: read from the file, not asked of the server."""
        with contextlib.closing(sqlite3.connect(f"file:{self.served.data / 'pejling.sqlite3'}?mode=ro", uri=True)) as c:
            return int(c.execute("SELECT count(*) FROM ballots WHERE run = ?", [self.runs[exercise]]).fetchone()[0])


def names(many: int) -> list[str]:
    """So many different names, of which no two letters fit more than a phone is shown."""
    made = [f"{first} {last}bo" for last, first in product(LAST, FIRST)]
    if many > len(made):
        raise ValueError(f"there are names for {len(made)}, not {many}")
    return made[:many]


def class_list(people: list[str]) -> bytes:
    """An Excel sheet of people from two organisations."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Navn", "Organisation", "Organisationstype", "Team", "Stilling", "E-mail"])
    for number, name in enumerate(people):
        sheet.append([name, *HOUSES[number % 2], f"Team {number % 5 + 1}", "Rådgiver", ""])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@contextlib.contextmanager
def course_of(data: Path, many: int, exercises: tuple[str, ...] | None = (POLL,)) -> Iterator[Course]:
    """A fresh server, a class list of so many, an open door, and these exercises open (None: all of the day's)."""
    with serve(data) as served:
        trainer = Client(served.url).by_link(served.trainer_link)
        course = trainer.course = trainer.post(api("/api/courses"), {"title": "Et stort hold"})["course"]
        people = names(many)
        import_list(trainer, class_list(people))
        trainer.post(api(f"/api/console/{course}/day"), {"day": DAY, "date": "2027-02-02", "place": "Sal A"})
        code = trainer.post(api(f"/api/console/{course}/door"), {"open": True})["code"]
        trainer.post(api(f"/api/console/{course}/groups"), {"size": 4})
        for exercise in everything(trainer) if exercises is None else exercises:
            trainer.do(exercise, "open")
        runs = {e["id"]: e["run"] for e in _agenda(trainer) if e["phase"] == "open"}
        yield Course(served, trainer, course, code, people, runs)


def import_list(trainer: Client, sheet: bytes) -> Any:
    """Import a class list, as the console does; gives what was told."""
    told = trainer.http.post(api(f"/api/console/{trainer.course}/class-list"), params={"filename": "hold.xlsx", "commit": True},
                             content=sheet, headers={"Content-Type": "application/octet-stream"})
    if told.status_code != 200 or not told.json()["imported"]:
        raise AssertionError(told.text[:500])
    return told.json()


def everything(trainer: Client) -> list[str]:
    """The ids of all the day's exercises."""
    return [exercise["id"] for exercise in _agenda(trainer)]


def _agenda(trainer: Client) -> list[dict[str, Any]]:
    agenda = trainer.get(api(f"/api/console/{trainer.course}/day/{DAY}"))
    return [exercise for section in agenda["sections"] for exercise in section["exercises"]]

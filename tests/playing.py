"""Plays a whole day over HTTP: twenty-four people of two organisations, a trainer, and everything they did, remembered."""

import io
import json
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
from serving import Client, serve

from pejling.places import content_root
from pejling_widgets.library import Library

NAMES = ("Anders", "Birgit", "Carl", "Ditte", "Erik", "Freja", "Gustav", "Hanne", "Inge", "Jesper", "Kirsten", "Lasse")
LIBRARY = Library.load([content_root()])


def class_list() -> bytes:
    """A class list as a municipality would send it: twelve from each organisation."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Navn", "Organisation", "Organisationstype", "Team", "Stilling", "E-mail"])
    for house, kind, surname in (("Jobcenter Havbæk", "jobcenter", "Hav"), ("Sundets A-kasse", "a-kasse", "Sund")):
        for number, name in enumerate(NAMES):
            sheet.append([f"{name} {surname}bo", house, kind, f"Team {number % 3 + 1}", "Rådgiver", ""])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@dataclass
class Played:
    """A day that has been played: who did what, and where it was stored."""

    data: Path
    trainer: Client
    people: list[Client]
    course: str
    # (exercise, round) → subject (or ballot key) → field → value
    did: dict[tuple[str, int], dict[str, dict[str, Any]]] = field(default_factory=dict)
    handed_in: set[str] = field(default_factory=set)
    seen: dict[tuple[str, int], dict[str, Any]] = field(default_factory=dict)
    """(exercise, round) → the summary a participant saw after the reveal."""


@contextmanager
def play_day(data: Path, day_id: str) -> Iterator[Played]:
    """The whole day, played to its end on a server that still runs."""
    with serve(data) as served:
        trainer = Client(served.url).by_link(served.trainer_link)
        course = trainer.post("/api/courses", {"title": "Holdet fra Havbæk og Sundet"})["course"]
        trainer.course = course
        answer = trainer.http.post(f"/api/console/{course}/class-list", params={"filename": "hold.xlsx", "commit": True},
                                   content=class_list(), headers={"Content-Type": "application/octet-stream"})
        assert answer.status_code == 200, answer.text
        assert answer.json()["imported"]
        assert len(answer.json()["people"]) == 24
        trainer.post(f"/api/console/{course}/day", {"day": day_id, "date": "2027-02-02", "place": "Sal A"})
        code = trainer.post(f"/api/console/{course}/door", {"open": True})["code"]
        names = [p["name"] for p in trainer.get(f"/api/console/{course}")["people"] if p["role"] == "participant"]
        with ThreadPoolExecutor(8) as pool:
            people = list(pool.map(lambda name: Client(served.url).join(code, name), names))
        assert {p.course for p in people} == {course}
        trainer.post(f"/api/console/{course}/groups", {"size": 4})
        day = Played(data, trainer, people, course)
        agenda = trainer.get(f"/api/console/{course}/day/{day_id}")
        for section in agenda["sections"]:
            for exercise in section["exercises"]:
                trainer.post(f"/api/console/{course}/screen", {"day": day_id, "section": section["id"], "exercise": exercise["id"]})
                _play(day, exercise)
        yield day


def _play(day: Played, exercise: dict[str, Any]) -> None:
    name, loaded = exercise["id"], LIBRARY.exercises[exercise["id"]]
    for number in range(1, exercise["rounds"] + 1):
        day.trainer.do(name, "open" if number == 1 else "again")
        day.did[name, number] = {}
        if exercise["kind"] == "timer":
            for event in ({"type": "start"}, {"type": "add", "seconds": 60}, {"type": "pause"}):
                assert day.trainer.events(name, [event])[0]["status"] == "saved"
        else:
            writers = _one_of_each_group(day) if exercise["scope"] == "group" else day.people
            with ThreadPoolExecutor(8) as pool:
                list(pool.map(partial(_answer, day, loaded, number), range(len(writers)), writers))
        if exercise["homework"]:
            continue  # stays open till the next day
        day.trainer.do(name, "close")
        day.trainer.do(name, "reveal")
        if exercise["kind"] != "timer":
            day.seen[name, number] = day.people[0].state(name)["summary"]


def _one_of_each_group(day: Played) -> list[Client]:
    groups = day.trainer.get(f"/api/console/{day.course}")["groups"]
    by_person = {client.person: client for client in day.people}
    return [by_person[group["people"][0]] for group in groups]


def _answer(day: Played, loaded: Any, number: int, seed: int, client: Client) -> None:
    events = loaded.kind.play(loaded.content, Random(f"{loaded.id} {number} {seed}"))
    if not events:
        return
    results = client.events(loaded.id, events)
    assert [r["status"] for r in results] == ["saved"] * len(events), results
    kept = {event["field"]: event["value"] for event in events if event["type"] == "set"}
    view = client.state(loaded.id)
    subject = client.ballots[view["run"]] if view["anonymous"] else view["subject"]
    key = subject if subject != "person" else client.person
    day.did[loaded.id, number][key] = kept
    if any(event["type"] == "hand_in" for event in events):
        day.handed_in.add(client.person)


def rows_of(day: Played, query: str, *values: Any) -> list[Any]:
    with sqlite3.connect(f"file:{day.data / 'pejling.sqlite3'}?mode=ro", uri=True) as c:
        return c.execute(query, values).fetchall()


def runs_of(day: Played) -> dict[tuple[str, int], Any]:
    rows = rows_of(day, "SELECT exercise, round, id, phase, anonymous FROM runs WHERE course = ? AND reset_at IS NULL", day.course)
    return {(row[0], row[1]): row[2:] for row in rows}


def as_kept(exercise: str, fields: dict[str, Any]) -> dict[str, Any]:
    """What was answered, with the choices of a multiple question in the content's order, as the kind keeps them."""
    content: Any = LIBRARY.exercises[exercise].content
    kept = dict(fields)
    for asked in (*getattr(content, "questions", ()), *getattr(content, "fields", ())):
        several = getattr(asked, "type", "") == "multiple" or getattr(asked, "several", False)
        if several and asked.id in kept:
            kept[asked.id] = [o.id for o in asked.options if o.id in kept[asked.id]]
    return kept


def flat(fields: dict[str, Any]) -> str:
    return json.dumps(fields, sort_keys=True)


"""Twenty-four people of two organisations and a trainer go through the whole of Modul 1, over HTTP.

What is stored afterwards is compared with what they did, answer by answer.
"""

import io
import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest
from serving import Client, serve

from pejling.places import content_root
from pejling_widgets.library import Library

DAY = "viden-og-samarbejde"
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


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    """The whole day, once."""
    data = tmp_path_factory.mktemp("hold æøå")
    with serve(data) as served:
        trainer = Client(served.url).by_link(served.trainer_link)
        course = trainer.post("/api/kurser", {"title": "Modul 1 med Havbæk og Sundet"})["course"]
        trainer.course = course
        answer = trainer.http.post(f"/api/styr/{course}/deltagerliste", params={"filename": "hold.xlsx", "commit": True},
                                   content=class_list(), headers={"Content-Type": "application/octet-stream"})
        assert answer.status_code == 200, answer.text
        assert answer.json()["imported"]
        assert len(answer.json()["people"]) == 24
        trainer.post(f"/api/styr/{course}/dag", {"day": DAY, "date": "2027-02-02", "place": "Sal A"})
        code = trainer.post(f"/api/styr/{course}/doer", {"open": True})["code"]
        names = [p["name"] for p in trainer.get(f"/api/styr/{course}")["people"] if p["role"] == "participant"]
        with ThreadPoolExecutor(8) as pool:
            people = list(pool.map(lambda name: Client(served.url).join(code, name), names))
        assert {p.course for p in people} == {course}
        trainer.post(f"/api/styr/{course}/grupper", {"size": 4})
        day = Played(data, trainer, people, course)
        agenda = trainer.get(f"/api/styr/{course}/dag/{DAY}")
        for section in agenda["sections"]:
            for exercise in section["exercises"]:
                trainer.post(f"/api/styr/{course}/skaerm", {"day": DAY, "section": section["id"], "exercise": exercise["id"]})
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
    groups = day.trainer.get(f"/api/styr/{day.course}")["groups"]
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


def _stored(day: Played, query: str, *values: Any) -> list[Any]:
    with sqlite3.connect(f"file:{day.data / 'pejling.sqlite3'}?mode=ro", uri=True) as c:
        return c.execute(query, values).fetchall()


def _runs(day: Played) -> dict[tuple[str, int], Any]:
    rows = _stored(day, "SELECT exercise, round, id, phase, anonymous FROM runs WHERE course = ? AND reset_at IS NULL", day.course)
    return {(row[0], row[1]): row[2:] for row in rows}


def test_every_exercise_of_the_day_was_run_in_all_its_rounds(played: Played) -> None:
    wanted = {(e.id, r) for e in LIBRARY.exercises.values() if e.day == "1-viden-og-samarbejde"
              for r in range(1, e.content.rounds + 1)}
    runs = _runs(played)
    assert set(runs) == wanted
    left_open = {name for (name, _), run in runs.items() if run[1] == "open"}
    assert left_open == {"hjemmeopgave-modul-1"}


def test_signed_answers_are_stored_as_they_were_given(played: Played) -> None:
    compared = 0
    numbers = {f"group:{gid}": f"Gruppe {n}" for gid, n in _stored(played, 'SELECT id, number FROM "groups"')}
    for key, (run, _phase, anonymous) in _runs(played).items():
        if anonymous or not played.did[key]:
            continue
        rows = _stored(played, "SELECT subject, state FROM answers WHERE run = ?", run)
        stored = {numbers.get(subject, subject.removeprefix("person:")): json.loads(state)["fields"] for subject, state in rows}
        assert stored == {who: _as_kept(key[0], fields) for who, fields in played.did[key].items()}, key
        compared += sum(len(fields) for fields in stored.values())
    assert compared > 150


def test_ballots_are_stored_as_they_were_given_and_by_nobody(played: Played) -> None:
    compared = 0
    for key, (run, _phase, anonymous) in _runs(played).items():
        if not anonymous:
            continue
        stored = [json.loads(state)["fields"] for (state,) in _stored(played, "SELECT state FROM ballots WHERE run = ?", run)]
        given = [_as_kept(key[0], fields) for fields in played.did[key].values()]
        assert Counter(map(_flat, stored)) == Counter(map(_flat, given)), key
        assert _stored(played, "SELECT * FROM answers WHERE run = ?", run) == []
        assert _stored(played, "SELECT * FROM events WHERE run = ?", run) == []
        compared += len(stored)
    assert compared > 120


def test_what_the_class_saw_agrees_with_what_was_stored(played: Played) -> None:
    checked = 0
    for (name, number), summary in played.seen.items():
        content = LIBRARY.exercises[name].content
        if content.kind != "poll":
            continue
        for question in content.questions:  # type: ignore[attr-defined]
            shown = summary["questions"][question.id]
            given = [f[question.id] for f in played.did[name, number].values() if question.id in f]
            assert shown["n"] == len(given), (name, question.id)
            if question.type == "single":
                counts = Counter(given)
                assert {o["id"]: o["count"] for o in shown["rows"]} == {o.id: counts[o.id] for o in question.options}
                checked += 1
    assert checked >= 12


def test_the_second_round_stands_beside_the_first(played: Played) -> None:
    second = played.seen["myter-og-fakta", 2]
    assert second["before"]["questions"] == played.seen["myter-og-fakta", 1]["questions"]


def test_homework_is_read_by_its_writer_only(played: Played) -> None:
    rows = _stored(played, "SELECT subject, state FROM answers JOIN runs ON runs.id = answers.run WHERE exercise = ?",
                   "hjemmeopgave-modul-1")
    assert {subject.removeprefix("person:") for subject, state in rows if json.loads(state)["handed_in"]} == played.handed_in
    detail = played.trainer.get(f"/api/styr/{played.course}/oevelse/hjemmeopgave-modul-1")
    words = [v for fields in played.did["hjemmeopgave-modul-1", 1].values() for v in fields.values()
             if isinstance(v, str) and len(v) > 20]
    assert words
    assert not [word for word in words if word in json.dumps(detail, ensure_ascii=False)]
    assert sum(bool(one["handed_in"]) for one in detail["answered"]) == len(played.handed_in)


def _as_kept(exercise: str, fields: dict[str, Any]) -> dict[str, Any]:
    """What was answered, with the choices of a multiple question in the content's order, as the kind keeps them."""
    questions = {q.id: q for q in getattr(LIBRARY.exercises[exercise].content, "questions", ())}
    kept = dict(fields)
    for name, question in questions.items():
        if question.type == "multiple" and name in kept:
            kept[name] = [o.id for o in question.options if o.id in kept[name]]
    return kept


def _flat(fields: dict[str, Any]) -> str:
    return json.dumps(fields, sort_keys=True)


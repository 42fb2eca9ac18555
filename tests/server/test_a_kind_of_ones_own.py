"""A kind with two seats, made of a folder and a line, is carried by server, preview and rehearsal as the others are."""

import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from coroutines import apart
from fastapi.testclient import TestClient
from trial_kind import KIND

from pejling.exercise.summary import Summary
from pejling.jobs.kind import Work
from pejling.places import content_root
from pejling.store import Store, courses, logins, pairs, people
from pejling_server import rehearsal
from pejling_server.access import COOKIE
from pejling_server.app import build
from pejling_server.app_state import AppState, Settings
from pejling_server.jobs import answers_sheet
from pejling_widgets import kinds
from pejling_widgets.library import Library
from pejling_widgets.preview import Preview

TRIAL = """\
kind: trial_kind
title: Hvor ofte spejlede du?
question: Hvor ofte blev der spejlet?
scope: seat
visible: pair
source: Prøve
proposal: true
"""
WORD = "kanariefugl"


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    monkeypatch.setitem(kinds._BY_NAME, KIND.name, KIND)  # the line
    folder = tmp_path / "content" / "modules" / "3-supervision" / "exercises"
    folder.mkdir(parents=True)
    (folder / "proeve-spejl.yaml").write_text(TRIAL, encoding="utf-8")
    found = Library.load([content_root(), tmp_path / "content"])
    assert not found.problems
    return found


@dataclass
class Room:
    """A course with pairs, in a server in this process."""

    app: AppState
    course: str
    run: str = ""

    def client(self, person: str) -> TestClient:
        with self.app.store.write() as c:
            token = logins.start(c, person, self.course, "prøve", self.app.now())
        address = "http://127.0.0.1:8080"
        client = TestClient(build(self.app), base_url=address, headers={"Origin": address})
        client.cookies.set(COOKIE, token)
        return client

    def view(self, client: TestClient) -> Any:
        answer = client.get(f"/api/course/{self.course}/exercise/proeve-spejl")
        assert answer.status_code == 200, answer.text
        return answer.json()

    def send(self, client: TestClient, *events: dict[str, Any]) -> list[Any]:
        run = self.view(client)["run"]
        sent = [{"id": f"event-{datetime.now(UTC).timestamp()}-{i}".replace(".", "-"), "run": run, "event": event}
                for i, event in enumerate(events)]
        answer = client.post(f"/api/course/{self.course}/answers", json={"device": "proeve-enhed", "events": sent})
        assert answer.status_code == 200, answer.text
        return list(answer.json()["results"])

    def step(self, client: TestClient, do: str) -> None:
        answer = client.post(f"/api/console/{self.course}/exercise/proeve-spejl", json={"do": do})
        assert answer.status_code == 200, answer.text


@pytest.fixture
def room(tmp_path: Path, library: Library) -> Iterator[Room]:
    settings = Settings(data=tmp_path, roots=(content_root(), tmp_path / "content"))
    app = AppState(settings, Store.at(tmp_path), library)
    with app.store.write() as c:
        course = courses.create(c, "Et hold", app.now())
    yield Room(app, course)
    app.close()


def paired(room: Room, count: int) -> tuple[TestClient, list[tuple[TestClient, TestClient]]]:
    """The trainer, and `count` pairs as (observer, observed)."""
    found = []
    with room.app.store.write() as c:
        trainer = people.add(c, room.course, "Tove Træner", "trainer")
        for number in range(count):
            two = [people.add(c, room.course, f"{name} {number}", "participant") for name in ("Ole", "Set")]
            pairs.add(c, room.course, 1, {two[0]: "observer", two[1]: "observed"})
            found.append(two)
    return room.client(trainer), [(room.client(a), room.client(b)) for a, b in found]


def rate(value: int) -> dict[str, Any]:
    return {"type": "set", "field": "rating", "value": value}


def test_the_observed_locks_first_and_then_both_read_each_other(room: Room) -> None:
    trainer, [(observer, observed)] = paired(room, 1)
    room.step(trainer, "open")
    assert room.view(observer)["public"]["seat"] == "observer"
    assert "makker" in room.view(observer)["sees"]
    note = {"type": "set", "field": "note", "value": WORD}
    assert [r["status"] for r in room.send(observer, rate(6), note, {"type": "lock"})] == ["saved"] * 3
    assert WORD not in str(room.view(observed)), "the observed has not locked an own view yet"
    room.send(observed, rate(3))
    assert "other" not in room.view(observed)["public"]
    assert "other" not in room.view(observer)["public"]
    told = room.send(observed, {"type": "lock"})[0]["public"]
    assert told["other"]["fields"] == {"rating": 6, "note": WORD}
    assert room.view(observer)["public"]["other"]["fields"] == {"rating": 3}


def test_nobody_outside_the_pair_has_its_words_and_a_mean_takes_five(room: Room, tmp_path: Path) -> None:
    trainer, two_by_two = paired(room, 3)
    room.step(trainer, "open")
    for observer, observed in two_by_two:
        room.send(observer, rate(6), {"type": "set", "field": "note", "value": WORD})
        room.send(observed, rate(2))
    detail = trainer.get(f"/api/console/{room.course}/exercise/proeve-spejl").json()
    assert (detail["count"], detail["of"]) == (6, 6)
    assert {one["name"] for one in detail["answered"]} == {f"{name} {n}" for name in ("Ole", "Set") for n in range(3)}
    assert detail["view"]["summary"] is None, "nothing is told while it is open"
    room.step(trainer, "close")
    room.step(trainer, "reveal")
    seen = trainer.get(f"/api/console/{room.course}/exercise/proeve-spejl")
    rating, states = seen.json()["view"]["summary"]["parts"]
    assert (rating["whole"]["n"], rating["whole"]["mean"]) == (6, 4.0)
    assert [set(json.loads(state)["fields"]) for (state,) in states["rows"]] == [{"rating"}] * 6
    assert WORD not in seen.text
    other = two_by_two[1][0].get(f"/api/course/{room.course}/exercise/proeve-spejl")
    assert other.json()["summary"] is None
    assert WORD.encode() not in trainer.get(f"/api/console/{room.course}/export/proeve-spejl.csv").content
    work = Work(room.app, room.course, answers_sheet.NoArguments(), tmp_path, lambda percent, doing: None)
    with zipfile.ZipFile(answers_sheet.KIND.run(work).file) as book:
        sheets = b"".join(book.read(part) for part in book.namelist())
    assert b"Hvor ofte spejlede du?" in sheets
    assert WORD.encode() not in sheets
    with room.app.store.read() as c:
        laid = c.exec_driver_sql("SELECT state FROM ballots").fetchall()
    assert WORD not in str(laid), "what is laid apart behind a total holds no words"


def test_four_answers_make_no_mean(room: Room) -> None:
    trainer, two_by_two = paired(room, 2)
    room.step(trainer, "open")
    for both in two_by_two:
        for one in both:
            room.send(one, rate(5))
    room.step(trainer, "reveal")
    assert room.view(trainer)["summary"] == json.loads(json.dumps(Summary(too_few=True, least=5).json))


def test_who_has_no_partner_is_told_and_can_write_nothing(room: Room) -> None:
    trainer, _ = paired(room, 1)
    room.step(trainer, "open")
    with room.app.store.write() as c:
        alone = people.add(c, room.course, "Ene", "participant")
    client = room.client(alone)
    assert room.view(client)["needs_pair"]
    [result] = room.send(client, rate(4))
    assert result["status"] == "refused"
    assert "makker" in result["reason"]


def test_a_change_is_told_to_the_pair_and_the_trainer_and_nobody_else(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    trainer, two_by_two = paired(room, 2)
    room.step(trainer, "open")
    told: set[str] = set()
    monkeypatch.setattr(room.app.pubsub, "publish", lambda _course, topic, _what: told.add(topic))
    room.send(two_by_two[0][0], rate(4))
    with room.app.store.read() as c:
        first = next(p for p in pairs.in_round(c, room.course, 1) if len(told & {f"person:{who}" for who in p.seats}))
    assert told == {"answers", *(f"person:{who}" for who in first.seats)}


def test_played_pairs_answer_in_a_rehearsal(room: Room) -> None:
    trainer, _ = paired(room, 1)
    with room.app.store.write() as c:
        person = next(p.id for p in people.listed(c, room.course, "trainer"))
        played = rehearsal.begin(c, room.course, person, room.app.now())
    room.course = played
    client = room.client(person)
    room.step(client, "open")
    assert apart(rehearsal.answer(room.app, played, "proeve-spejl")) == 24, "twelve people: a rating and a lock each"
    detail = client.get(f"/api/console/{played}/exercise/proeve-spejl").json()
    assert (detail["count"], detail["finished"], detail["of"]) == (12, 12, 12)
    assert trainer is not client


def test_the_preview_lets_one_try_both_seats(library: Library) -> None:
    shown = Preview(library.find("proeve-spejl"))
    assert shown.head["seat"] == "observed"
    shown._receive(None, {"seat": "observer"}, None)
    shown._receive(None, {"event": rate(6)}, None)
    shown._receive(None, {"seat": "observed"}, None)
    assert shown.public["fields"] == {}
    shown._receive(None, {"event": rate(2)}, None)
    shown._receive(None, {"event": {"type": "lock"}}, None)
    assert "other" not in shown.public, "the observer has not locked"
    shown._receive(None, {"seat": "observer"}, None)
    assert shown.public["other"]["fields"] == {"rating": 2}

"""What no page of ours sends: each gets a sentence, nothing is lost by it, and nobody can fill the log with it."""

import json
import secrets
import socket
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from postgres import LACKING, find_programs, serve_postgres
from serving import Client, Served, serve

from pejling.store import FILE
from pejling_server.database import ADDRESS

HOMEWORK, FIELD, DAY = "hjemmeopgave-modul-1", "hvad-skete", "viden-og-samarbejde"
DEEP = "[" * 900 + "]" * 900
JSON = {"Content-Type": "application/json"}


def log_of(served: Served) -> int:
    """How much has been logged."""
    return sum(file.stat().st_size for file in (served.data / "log").iterdir())


def answers_with(run: str, value: str) -> bytes:
    """A batch with one event, its value as it stands in the JSON."""
    event = f'{{"type": "set", "field": "{FIELD}", "value": {value}}}'
    return f'{{"device": "telefon01", "events": [{{"id": "{secrets.token_hex(12)}", "run": "{run}", "event": {event}}}]}}'.encode()


def test_events_and_requests_that_are_far_too_deep_are_refused_and_fill_no_log(house: Any) -> None:
    house.trainer.do(HOMEWORK, "open")
    run, before = house.participant.state(HOMEWORK)["run"], log_of(house.served)
    for _ in range(60):
        answer = house.participant.http.post(
            f"/api/course/{house.course}/answers", content=answers_with(run, DEEP), headers=JSON)
        assert (answer.status_code, "kunne ikke læses" in answer.text) == (422, True)
    answer = house.nobody.http.post("/api/join/code", content=b'{"code": ' + DEEP.encode() + b"}", headers=JSON)
    assert answer.status_code == 422
    assert log_of(house.served) - before < 6000, "some lines, and not one for each"


def test_an_event_whose_type_is_no_word_is_refused_and_fills_no_log(house: Any) -> None:
    house.trainer.do(HOMEWORK, "open")
    before = log_of(house.served)
    for odd in (["set"], {}, None, 7):
        (result,) = house.participant.events(HOMEWORK, [{"type": odd, "field": {}, "value": None}])
        assert (result["status"], result["reason"]) == ("refused", "Det kan man ikke gøre her.")
    assert log_of(house.served) == before


@pytest.mark.parametrize(("day", "says"), [
    ("9999-12-31", "Vælg en dato mellem"), ("0001-01-01", "Vælg en dato mellem"), ("2027-02-30", "findes ikke"),
])
def test_a_day_that_is_nowhere_near_is_refused_and_the_pages_go_on(house: Any, day: str, says: str) -> None:
    console = f"/api/console/{house.course}"
    for path, body in (("day", {"day": DAY, "date": day}), ("settings", {"keep_until": day}),
                       (f"exercise/{HOMEWORK}/due", {"day": day})):
        status, reason = house.trainer.refused(f"{console}/{path}", body)
        assert status == 422
        assert says in reason or "fremtiden" in reason
    for path in ("kalender.ics", "privatliv", f"dag/{DAY}"):
        assert house.trainer.http.get(f"/hold/{house.course}/{path}").status_code == 200


def test_a_day_in_the_year_9999_that_is_stored_already_stops_no_page(house: Any) -> None:
    with sqlite3.connect(house.served.data / FILE, timeout=30) as database:
        before, = database.execute("SELECT keep_until_day FROM courses WHERE id = ?", [house.course]).fetchone()
        database.execute("UPDATE courses SET keep_until_day = '9999-12-31' WHERE id = ?", [house.course])
        database.execute("UPDATE course_days SET on_day = '9999-12-31' WHERE course = ?", [house.course])
    try:
        for path in (f"/hold/{house.course}/privatliv", f"/hold/{house.course}/kalender.ics", f"/hold/{house.course}",
                     f"/api/console/{house.course}", f"/api/leader/{house.course}", f"/underviser/{house.course}"):
            assert house.trainer.http.get(path).status_code in (200, 403), path
    finally:
        with sqlite3.connect(house.served.data / FILE, timeout=30) as database:
            database.execute("UPDATE courses SET keep_until_day = ? WHERE id = ?", [before, house.course])


@pytest.mark.parametrize(("line", "status"), [
    (b"Host: [", b"421"), (b"Host: 127.0.0.1:x", b"200"), (b"", b"421"), (b"Host: \xff", b"421"),
    (b"Host: 127.0.0.1\r\nCookie: pejling=\xff\xfe", b"200"), (b"Host: 127.0.0.1\r\nOrigin: http://[", b"200"),
])
def test_a_head_with_nonsense_in_it_is_answered(house: Any, line: bytes, status: bytes) -> None:
    host, port = house.served.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=20) as browser:
        browser.sendall(b"GET / HTTP/1.1\r\n" + line + (b"\r\n" if line else b"") + b"Connection: close\r\n\r\n")
        assert browser.recv(12) == b"HTTP/1.1 " + status


def test_a_page_from_nowhere_may_change_nothing(house: Any) -> None:
    answer = house.trainer.http.post("/api/logout", json={}, headers={"Origin": "http://["})
    assert answer.status_code == 403


# NUL, which PostgreSQL keeps in no text


@pytest.fixture(params=["sqlite", "postgres"])
def anywhere(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """A server with either database."""
    if request.param == "sqlite":
        with serve(tmp_path / "data") as served:
            yield served
        return
    programs = find_programs()
    if programs is None:
        pytest.skip(LACKING)
    with serve_postgres(programs) as server:
        monkeypatch.setenv(ADDRESS, server.new_database())
        with serve(tmp_path / "data") as served:
            yield served


def test_a_nul_is_left_out_and_the_rest_is_kept(anywhere: Served) -> None:
    trainer = Client(anywhere.url).by_link(anywhere.trainer_link)
    course = trainer.post("/api/courses", {"title": "Hold\0 Nord"})["course"]
    console = f"/api/console/{course}"
    trainer.post(f"{console}/people", {"name": "Asta\0 Ene", "organisation": "Jobcenter\0 Vest"})
    trainer.post(f"{console}/day", {"day": DAY, "date": "2027-05-03", "place": "Lokale\0 2"})
    told = trainer.get(console)
    assert told["course"]["title"] == "Hold Nord"
    assert ("Asta Ene", "Jobcenter Vest") in [(p["name"], p["organisation"]) for p in told["people"]]
    assert "Lokale 2" in [day["place"] for day in told["days"]]
    code = trainer.post(f"{console}/door", {"open": True})["code"]
    person = Client(anywhere.url).join(code, "Asta Ene")
    trainer.course = course
    trainer.do(HOMEWORK, "open")
    run = person.state(HOMEWORK)["run"]
    sent = person.http.post(f"/api/course/{course}/answers", content=answers_with(run, '"før\\u0000 efter"'), headers=JSON)
    [result] = sent.json()["results"]
    assert (result["status"], result["mended"]) == ("saved", True)
    assert person.state(HOMEWORK)["public"]["fields"][FIELD] == "før efter"
    for path in ("/api/course/%00", f"/api/course/{course}/exercise/%00", f"/hold/{course}?k=%00", "/k/%00", "/ind/%00"):
        assert person.http.get(path).status_code == 404, path
    assert person.refused("/api/join/code", {"code": "\0"})[0] in (404, 422)
    assert json.loads(person.http.get("/api/me").content)["person"] == person.person

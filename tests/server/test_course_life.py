"""A course from its making to its receipt, as its trainer runs it."""

import io
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import openpyxl
import pytest
from serving import Client

from pejling.places import content_root
from pejling_widgets.library import Library

LIBRARY = Library.load([content_root()])


@pytest.fixture
def course(house: Any) -> str:
    """A new course of the trainer's."""
    made = house.trainer.post("/api/courses", {"title": "Prøvehold"})["course"]
    house.trainer.course = made
    yield made
    house.trainer.course = house.course


def add(house: Any, course: str, *names: str, organisation: str = "Jobcenter Nord") -> None:
    """Put people on the list."""
    for name in names:
        house.trainer.post(f"/api/console/{course}/people", {"name": name, "organisation": organisation})


def door(house: Any, course: str, *, is_open: bool = True) -> str:
    """Open or close the door; gives the code."""
    return str(house.trainer.post(f"/api/console/{course}/door", {"open": is_open})["code"])


def sheet(rows: list[list[Any]]) -> bytes:
    """An Excel file with these rows."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def upload(house: Any, course: str, data: bytes, name: str = "hold.xlsx", *, commit: bool = False, **more: Any) -> Any:
    """Send a class list."""
    return house.trainer.http.post(
        f"/api/console/{course}/class-list", params={"filename": name, "commit": commit, **more}, content=data,
        headers={"Content-Type": "application/octet-stream"},
    )


def participants(house: Any, course: str) -> list[Any]:
    """Those on the list, as the console has them."""
    return [p for p in house.trainer.get(f"/api/console/{course}")["people"] if p["role"] == "participant"]


def test_a_wrong_code_is_answered_kindly_and_says_what_is_wrong(house: Any, course: str) -> None:
    status, reason = house.nobody.refused("/api/join/code", {"code": "ABC"})
    assert (status, "6 tegn" in reason) == (404, True)
    status, reason = house.nobody.refused("/api/join/code", {"code": "ABC0EF"})
    assert "Tegnet 0 bruges aldrig" in reason
    code = door(house, course)
    assert house.nobody.post("/api/join/code", {"code": f" {code.lower()[:3]} {code.lower()[3:]} "})["course"] == course


def test_a_closed_door_lets_nobody_new_in_and_says_so(house: Any, course: str) -> None:
    add(house, course, "Pia Sen")
    code = door(house, course)
    door(house, course, is_open=False)
    status, reason = house.nobody.refused("/api/join/names", {"code": code, "letters": "Pi"})
    assert status == 403
    assert "Døren er lukket" in reason


def test_a_taken_name_needs_its_pin_and_the_trainer_can_set_it_free(house: Any, course: str) -> None:
    add(house, course, "Ole Olsen")
    code = door(house, course)
    first = Client(house.served.url).join(code, "Ole Olsen")
    second = Client(house.served.url)
    assert "allerede i brug" in second.refused("/api/join/take", {"code": code, "person": first.person})[1]
    wrong = f"{(int(first.pin) + 1) % 1_000_000:06d}"
    assert second.refused("/api/join/pin", {"code": code, "person": first.person, "pin": wrong})[0] == 403
    second.post("/api/join/pin", {"code": code, "person": first.person, "pin": f"{first.pin[:3]} {first.pin[3:]}"})
    assert second.get("/api/me")["name"] == "Ole Olsen"
    fresh = second.post(f"/api/course/{course}/new-pin")["pin"]
    third = Client(house.served.url)
    if fresh != first.pin:  # one time in a million they are alike
        assert third.refused(f"/api/course/{course}/pin", {"name": "ole olsen", "pin": first.pin})[0] == 403
    third.post(f"/api/course/{course}/pin", {"name": "ole olsen", "pin": fresh})
    house.trainer.post(f"/api/console/{course}/people/{first.person}/free")
    assert first.http.get("/api/me").status_code == 401
    assert Client(house.served.url).join(code, "Ole Olsen").pin


def test_a_code_is_read_in_spite_of_stops_dashes_and_what_cannot_be_seen(house: Any, course: str) -> None:
    code = door(house, course)
    for typed in (f"{code}.", f"\u200b{code}\ufeff", f"{code[:3]}-{code[3:]}", f"{code[:3]}\u2011{code[3:].lower()}", f"»{code}«",
                  "".join(chr(ord(letter) + 0xFEE0) for letter in code)):
        assert house.nobody.post("/api/join/code", {"code": typed})["course"] == course


def test_namesakes_come_in_from_home_each_with_their_own_pin(house: Any, course: str) -> None:
    add(house, course, "Mette Søndergård")
    add(house, course, "Søndergård, Mette", organisation="A-kassen")
    code = door(house, course)
    both = [Client(house.served.url).join(code, name) for name in ("Mette Søndergård", "Søndergård, Mette")]
    for one in both:
        home = Client(house.served.url)
        home.post(f"/api/course/{course}/pin", {"name": "mette  soendergaard", "pin": one.pin})
        assert home.get("/api/me")["person"] == one.person


def test_a_pin_is_guessed_no_oftener_in_other_spellings_of_the_name(house: Any, course: str) -> None:
    add(house, course, "Søren Kjær Ågård")
    person = Client(house.served.url).join(door(house, course), "Søren Kjær Ågård").person
    spelled = ["Søren Kjær Ågård", "soren kjaer agard", "Ågård, Søren Kjær", "SOEREN KJÆR AAGAARD", "Kjær Søren Ågård",
        "søren-kjær ågård"]
    answers = [house.nobody.refused(f"/api/course/{course}/pin", {"name": name, "pin": "0"})[0] for name in spelled * 2]
    assert answers == [403] * 10 + [429] * 2
    assert house.nobody.refused(f"/api/course/{course}/pin", {"person": person, "pin": "0"})[0] == 429


def test_someone_without_a_phone_is_counted_as_here_and_comes_into_the_groups(house: Any, course: str) -> None:
    for name in ("Anna Først", "Bo Uden Telefon", "Cille Borte"):
        add(house, course, name)
    code = door(house, course)
    Client(house.served.url).join(code, "Anna Først")

    def standing() -> dict[str, tuple[bool, bool]]:
        people = house.trainer.get(f"/api/console/{course}")["people"]
        return {p["name"]: (p["came"], p["here"]) for p in people if p["role"] == "participant"}

    people = {p["name"]: p["id"] for p in house.trainer.get(f"/api/console/{course}")["people"]}
    bo = people["Bo Uden Telefon"]
    house.trainer.post(f"/api/console/{course}/people/{bo}/here", {"here": True})
    assert standing()["Bo Uden Telefon"] == (True, True)
    assert standing()["Cille Borte"] == (False, False)
    assert house.trainer.get(f"/api/course/{course}/screen")["here"] == 1
    house.trainer.post(f"/api/console/{course}/groups", {"size": 4})
    (group,) = house.trainer.get(f"/api/console/{course}")["groups"]
    assert set(group["people"]) == {people["Anna Først"], bo}
    house.trainer.post(f"/api/console/{course}/people/{bo}/here", {"here": False})
    assert standing()["Bo Uden Telefon"] == (False, False)
    trainer = people[next(name for name in people if name not in standing())]
    assert house.trainer.refused(f"/api/console/{course}/people/{trainer}/here", {"here": True})[0] == 422
    assert house.other_trainer.refused(f"/api/console/{course}/people/{bo}/here", {"here": True})[0] == 403


def test_pins_are_stored_only_as_keyed_hashes(house: Any) -> None:
    pin = house.participant.pin
    with sqlite3.connect(f"file:{house.served.data / 'pejling.sqlite3'}?mode=ro", uri=True) as c:
        assert pin not in "".join(c.iterdump())
        key = (house.served.data / "secret.key").read_text().strip()
        assert key not in "".join(c.iterdump())
    assert (house.served.data / "secret.key").stat().st_mode & 0o077 == 0


def test_one_writes_ones_own_name_only_where_the_trainer_allows_it(house: Any, course: str) -> None:
    add(house, course, "Anna Først")
    code = door(house, course)
    new = {"code": code, "name": "Uanmeldt Gæst", "organisation": "Jobcenter Nord"}
    assert "deltagerlisten" in house.nobody.refused("/api/join/new", new)[1]
    house.trainer.post(f"/api/console/{course}/settings", {"write_own_name": True})
    guest = Client(house.served.url)
    assert guest.post("/api/join/new", new)["pin"]
    assert guest.get("/api/me")["name"] == "Uanmeldt Gæst"
    assert "CPR" in Client(house.served.url).refused("/api/join/new", {**new, "name": "Ib 010190-1234"})[1]


def test_two_hundred_people_behind_one_address_all_get_in(house: Any, course: str) -> None:
    names = [f"Deltager Nummer{n:03d}" for n in range(200)]
    data = sheet([["Navn", "Organisation", "Organisationstype"], *[[n, "Jobcenter Stor", "jobcenter"] for n in names]])
    assert upload(house, course, data, commit=True).status_code == 200
    code = door(house, course)

    def come_in(name: str) -> float:
        client = Client(house.served.url)
        began = time.monotonic()
        found = client.post("/api/join/names", {"code": code, "letters": name[9:]})["people"]
        person = next(p["id"] for p in found if p["name"] == name)
        assert client.post("/api/join/take", {"code": code, "person": person})["pin"]
        client.http.close()
        return time.monotonic() - began

    began = time.monotonic()
    with ThreadPoolExecutor(20) as pool:
        waits = list(pool.map(come_in, names))
    assert time.monotonic() - began < 60
    assert max(waits) < 10
    came = [p for p in house.trainer.get(f"/api/console/{course}")["people"] if p["taken"]]
    assert len(came) == 200


def test_a_list_with_a_mistake_is_told_row_by_row_and_nobody_is_imported(house: Any, course: str) -> None:
    data = sheet([["Navn", "Organisation", "Organisationstype"], ["Grete Ny", "Jobcenter Øst", "jobcenter"],
                  ["", "Jobcenter Øst", "jobcenter"], ["Bo 010190-1234", "Jobcenter Øst", "jobcenter"]])
    seen = upload(house, course, data).json()
    assert [p["row"] for p in seen["problems"]] == [3, 4]
    assert "010190" not in str(seen)
    assert upload(house, course, data, commit=True).status_code == 422
    assert [p for p in house.trainer.get(f"/api/console/{course}")["people"] if p["role"] == "participant"] == []


def test_an_import_can_be_undone_until_someone_has_joined(house: Any, course: str) -> None:
    data = sheet([["Navn", "Organisation", "Organisationstype"], ["Grete Ny", "Jobcenter Øst", "jobcenter"]])
    made = upload(house, course, data, commit=True).json()["imported"]
    assert house.trainer.post(f"/api/console/{course}/import/{made}/undo")["people"] == 1
    again = upload(house, course, data, commit=True).json()["imported"]
    seen = upload(house, course, data).json()
    assert (seen["ok"], seen["problems"], [one["change"] for one in seen["people"]]) == (True, [], ["unchanged"])
    assert upload(house, course, data, commit=True).json()["imported"] is None
    assert len(participants(house, course)) == 1
    Client(house.served.url).join(door(house, course), "Grete Ny")
    assert "allerede kommet ind" in house.trainer.refused(f"/api/console/{course}/import/{again}/undo")[1]


def test_a_list_taken_in_again_with_a_column_more_doubles_nobody(house: Any, course: str) -> None:
    add(house, course, "Søren Kjær", "Lund, Mette", "Åse Bo")
    data = sheet([["Navn", "Arbejdssted", "Team", "Mail"], ["Søren Kjær", "jobcenter nord", "Nord", "s@x.example"],
                  ["Mette Lund", "Jobcenter Nord", "Syd", ""], ["Aase Bo", "Jobcenter-Nord", "", ""],
                  ["Ny Navn", "A-kassen", "", ""]])
    seen = upload(house, course, data).json()
    assert [(one["name"], one["change"]) for one in seen["people"]] == [
        ("Søren Kjær", "changed"), ("Lund, Mette", "changed"), ("Åse Bo", "changed"), ("Ny Navn", "new"),
    ]
    assert upload(house, course, data, commit=True, seen=seen["mark"]).json()["imported"]
    assert sorted((p["name"], p["organisation"], p["team"]) for p in participants(house, course)) == [
        ("Aase Bo", "Jobcenter Nord", ""), ("Lund, Mette", "Jobcenter Nord", "Syd"), ("Ny Navn", "A-kassen", ""),
        ("Søren Kjær", "Jobcenter Nord", "Nord"),
    ]
    assert {one["change"] for one in upload(house, course, data).json()["people"]} == {"unchanged"}


def test_a_doubt_about_a_person_is_asked_and_the_answer_is_what_happens(house: Any, course: str) -> None:
    add(house, course, "Søren Kjær")
    data = sheet([["Navn", "Arbejdssted"], ["Soren Kjaer", "Jobcenter Nord"]])
    (problem,) = upload(house, course, data).json()["problems"]
    assert upload(house, course, data, commit=True).status_code == 422
    same, other = (choice["key"] for choice in problem["choices"])
    assert [one["change"] for one in upload(house, course, data, confirmed=[same]).json()["people"]] == ["changed"]
    upload(house, course, data, commit=True, confirmed=[other])
    assert sorted(p["name"] for p in participants(house, course)) == ["Soren Kjaer", "Søren Kjær"]


def test_an_import_does_nothing_else_than_its_preview_showed(house: Any, course: str) -> None:
    data = sheet([["Navn", "Arbejdssted"], ["Grete Ny", "Jobcenter Øst"], ["Ib Ny", "Jobcenter Øst"]])
    mark = upload(house, course, data).json()["mark"]
    add(house, course, "Grete Ny", organisation="Jobcenter Øst")
    answer = upload(house, course, data, commit=True, seen=mark)
    assert (answer.status_code, "ændret" in answer.json()["reason"]) == (422, True)
    assert len(participants(house, course)) == 1


def test_what_cannot_be_judged_in_a_file_is_pointed_out(house: Any, course: str) -> None:
    data = "Hvem;Hvor\nŁukasz Bo;Solby\nIb Ek;Solby\nAsta Øst 010190-1234;Solby".encode("cp1250", "replace")
    seen = upload(house, course, data, "hold.csv").json()
    assert [one["key"] for one in seen["questions"] if one["needed"]] == ["tegn", "overskrifter", "name", "organisation"]
    assert seen["first"]["columns"] == ["A", "B"]
    assert seen["first"]["rows"][0] == {"row": 1, "cells": ["Hvem", "Hvor"]}
    assert "010190" not in str(seen)
    pointed = ["tegn=cp1250", "overskrifter=1", "name=0", "organisation=1"]
    seen = upload(house, course, data, "hold.csv", pointed=pointed).json()
    assert [one["name"] for one in seen["people"]] == ["Łukasz Bo", "Ib Ek"]
    assert [one["row"] for one in seen["problems"]] == [4]


@pytest.mark.parametrize(("name", "data"), [
    ("hold.xlsm", sheet([["Navn"]])), ("hold.xlsx", b"PK\x03\x04 not a zip"), ("hold.xlsx", b"\xd0\xcf\x11\xe0" + b"x" * 600),
    ("hold.csv", b"\x00\x01\x02" * 50), ("hold.exe", b"MZ"), ("hold.xlsx", b""),
])
def test_what_is_no_class_list_gets_a_sentence_within_two_seconds(house: Any, course: str, name: str, data: bytes) -> None:
    began = time.monotonic()
    answer = upload(house, course, data, name)
    assert time.monotonic() - began < 20  # ten times the goal
    assert len(answer.json()["reason"] if answer.status_code == 422 else answer.json()["problems"][0]["wrong"]) > 10


def test_a_file_of_fifty_megabytes_is_refused_before_it_is_read(house: Any, course: str) -> None:
    answer = upload(house, course, b"x" * 50_000_000)
    assert answer.status_code == 413
    assert "5 MB" in answer.json()["reason"]


def test_groups_mix_organisations_and_a_latecomer_finds_the_smallest(house: Any, course: str) -> None:
    add(house, course, *[f"Nord {n}" for n in "ABCDEF"])
    add(house, course, *[f"Syd {n}" for n in "ABCDEF"], organisation="Syds A-kasse")
    house.trainer.post(f"/api/console/{course}/groups", {"size": 4})
    seen = house.trainer.get(f"/api/console/{course}")
    app_of = {p["id"]: p["organisation"] for p in seen["people"]}
    assert [sorted(app_of[p] for p in g["people"]).count("Syds A-kasse") for g in seen["groups"]] == [2, 2, 2]
    first = seen["groups"][0]["people"][0]
    house.trainer.post(f"/api/console/{course}/groups/move", {"person": first, "group": seen["groups"][1]["id"]})
    add(house, course, "Sen Gæst")
    after = house.trainer.get(f"/api/console/{course}")
    late = next(p["id"] for p in after["people"] if p["name"] == "Sen Gæst")
    assert late in after["groups"][0]["people"]


def test_a_new_division_leaves_what_the_old_groups_wrote(house: Any, course: str) -> None:
    add(house, course, "Ane A", "Bo B", "Cy C", "Di D")
    code = door(house, course)
    people = {name: Client(house.served.url).join(code, name) for name in ("Ane A", "Bo B", "Cy C", "Di D")}
    house.trainer.post(f"/api/console/{course}/groups", {"size": 2})
    house.trainer.do("aftaler-om-samarbejde", "open")
    section = LIBRARY.exercises["aftaler-om-samarbejde"].content.sections[0]  # type: ignore[attr-defined]
    field = f"{section.id}/abcdefgh" if section.many else section.id
    ane = people["Ane A"]
    said = {"type": "set", "field": field, "value": "Vi ringer mandag"}
    assert ane.events("aftaler-om-samarbejde", [said])[0]["status"] == "saved"
    house.trainer.post(f"/api/console/{course}/groups", {"size": 4})
    assert ane.state("aftaler-om-samarbejde")["public"]["fields"] == {field: "Vi ringer mandag"}


def test_fewer_than_five_are_never_shown(house: Any, course: str) -> None:
    add(house, course, *[f"Person {n}" for n in "ABCDE"])
    code = door(house, course)
    clients = [Client(house.served.url).join(code, f"Person {n}") for n in "ABCDE"]
    question = LIBRARY.exercises["rolledilemma"].content.questions[0]  # type: ignore[attr-defined]
    vote = {"type": "set", "field": question.id, "value": question.options[0].id}
    for number, expected in ((4, True), (5, False)):
        house.trainer.do("rolledilemma", "open" if number == 4 else "again")
        for client in clients[:number]:
            assert client.events("rolledilemma", [vote])[0]["status"] == "saved"
        assert clients[0].state("rolledilemma")["summary"] is None
        house.trainer.do("rolledilemma", "reveal")
        for viewer in (clients[0], house.trainer):
            assert bool(viewer.state("rolledilemma")["summary"].get("too_few")) is expected


def test_the_limit_is_raised_never_lowered_and_locked_by_answers(house: Any, course: str) -> None:
    settings = f"/api/console/{course}/settings"
    assert "aldrig være under 5" in house.trainer.refused(settings, {"least": 4})[1]
    house.trainer.post(settings, {"least": 7})
    add(house, course, "En Enkelt")
    client = Client(house.served.url).join(door(house, course), "En Enkelt")
    house.trainer.do("hvem-er-her", "open")
    client.events("hvem-er-her", [{"type": "set", "field": "erfaring", "value": "over-10"}])
    assert "låst" in house.trainer.refused(settings, {"least": 8})[1]


def test_a_seen_total_takes_no_more_answers(house: Any, course: str) -> None:
    add(house, course, "En Enkelt")
    house.trainer.do("hvem-er-her", "open")
    house.trainer.do("hvem-er-her", "close")
    house.trainer.do("hvem-er-her", "open")
    house.trainer.do("hvem-er-her", "close")
    house.trainer.do("hvem-er-her", "peek")
    assert "ny runde" in house.trainer.refused(f"/api/console/{course}/exercise/hvem-er-her", {"do": "open"})[1]
    assert house.trainer.do("hvem-er-her", "again") == {"phase": "open", "round": 2}


def test_what_has_no_total_cannot_be_peeked_at(house: Any, course: str) -> None:
    add(house, course, "En Enkelt")
    for step in ("open", "close"):
        house.trainer.do("case-indsatsplan", step)
    path = f"/api/console/{course}/exercise/case-indsatsplan"
    assert "samlet resultat" in house.trainer.refused(path, {"do": "peek"})[1]
    assert house.trainer.do("case-indsatsplan", "open")["phase"] == "open"


def test_a_reset_can_be_undone_and_brings_everything_back(house: Any, course: str) -> None:
    add(house, course, "En Enkelt")
    client = Client(house.served.url).join(door(house, course), "En Enkelt")
    house.trainer.do("hvem-er-her", "open")
    client.events("hvem-er-her", [{"type": "set", "field": "erfaring", "value": "over-10"}])
    house.trainer.do("hvem-er-her", "reset")
    assert client.state("hvem-er-her")["phase"] == "waiting"
    house.trainer.do("hvem-er-her", "undo")
    assert client.state("hvem-er-her")["public"]["fields"] == {"erfaring": "over-10"}


def test_a_stale_console_is_told_instead_of_doing_the_wrong_thing(house: Any, course: str) -> None:
    house.trainer.do("hvem-er-her", "open")
    status, reason = house.trainer.refused(f"/api/console/{course}/exercise/hvem-er-her", {"do": "open", "phase": "waiting"})
    assert status == 422
    assert "har ændret sig" in reason


def test_an_answer_is_entered_for_someone_without_a_phone(house: Any, course: str) -> None:
    add(house, course, "Uden Telefon")
    person = next(p["id"] for p in house.trainer.get(f"/api/console/{course}")["people"] if p["name"] == "Uden Telefon")
    house.trainer.do("hvem-er-her", "open")
    result = house.trainer.events(
        "hvem-er-her", [{"type": "set", "field": "erfaring", "value": "over-10"}], subject=f"person:{person}"
    )[0]
    assert result["status"] == "saved"
    assert result["public"] is None
    listed = house.trainer.get(f"/api/console/{course}/exercise/hvem-er-her")["answered"]
    assert [one["entered_by_trainer"] for one in listed if one["name"] == "Uden Telefon"] == [True]


def test_a_rehearsal_is_played_by_twelve_and_wiped(house: Any, course: str) -> None:
    made = house.trainer.post(f"/api/console/{course}/rehearsal")["course"]
    house.trainer.course = made
    for exercise in ("hvem-er-her", "myter-og-fakta", "case-indsatsplan", "hjemmeopgave-modul-1"):
        house.trainer.do(exercise, "open")
        assert house.trainer.post(f"/api/console/{made}/rehearsal/answers/{exercise}")["answers"] > 12
    house.trainer.do("myter-og-fakta", "reveal")
    assert house.trainer.state("myter-og-fakta")["summary"]["n"] == 12
    assert house.trainer.post(f"/api/console/{made}/rehearsal/end")["url"].endswith(course)
    assert house.trainer.http.get(f"/api/console/{made}").status_code == 403
    assert "Kun i en generalprøve" in house.trainer.refused(f"/api/console/{course}/rehearsal/answers/hvem-er-her")[1]


def test_a_copy_has_the_organisations_and_no_people(house: Any, course: str) -> None:
    add(house, course, "Kun Her")
    new = house.trainer.post(f"/api/console/{course}/copy", {"title": "Næste hold"})["course"]
    seen = house.trainer.get(f"/api/console/{new}")
    assert seen["organisations"] == ["Jobcenter Nord"]
    assert [p["role"] for p in seen["people"]] == ["trainer"]


def test_an_invited_trainer_runs_the_course_too(house: Any, course: str) -> None:
    link = house.trainer.post(f"/api/console/{course}/invitation", {"name": "Med Underviser", "role": "trainer"})["link"]
    other = Client(house.served.url).by_link(link)
    other.post("/api/me/password", {"password": "en lang sætning her"})
    assert other.get(f"/api/console/{course}")["course"]["title"] == "Prøvehold"
    assert "mindst 10 tegn" in other.refused("/api/me/password", {"password": "kort", "old": "en lang sætning her"})[1]


def test_a_closed_course_takes_no_answers_and_opens_again(house: Any, course: str) -> None:
    add(house, course, "En Enkelt")
    client = Client(house.served.url).join(door(house, course), "En Enkelt")
    house.trainer.do("hvem-er-her", "open")
    house.trainer.post(f"/api/console/{course}/close")
    vote = {"type": "set", "field": "erfaring", "value": "over-10"}
    assert "lukket" in client.events("hvem-er-her", [vote])[0]["reason"]
    house.trainer.post(f"/api/console/{course}/reopen")
    assert client.events("hvem-er-her", [vote])[0]["status"] == "saved"


def test_a_deleted_course_leaves_a_receipt_and_no_word(house: Any, course: str) -> None:
    add(house, course, "Zxqvora Særnavn")
    client = Client(house.served.url).join(door(house, course), "Zxqvora Særnavn")
    house.trainer.do("hjemmeopgave-modul-1", "open")
    field = next(f for f in LIBRARY.exercises["hjemmeopgave-modul-1"].content.fields if f.type == "text")  # type: ignore[attr-defined]
    assert client.events("hjemmeopgave-modul-1", [{"type": "set", "field": field.id, "value": "Qwxzord"}])[0]["status"] == "saved"
    assert client.get(f"/api/course/{course}/my-data")["skrevet"][0]["svar"]["fields"] == {field.id: "Qwxzord"}
    assert "Navnet passer ikke" in house.trainer.refused(f"/api/console/{course}/delete", {"title": "Forkert"})[1]
    receipt = house.trainer.post(f"/api/console/{course}/delete", {"title": "prøvehold"})["receipt"]
    told = house.trainer.get(f"/api/receipt/{receipt}")
    assert told["counts"]["svar"] == 1
    assert told["backups_until"]
    assert client.http.get(f"/api/course/{course}/day/viden-og-samarbejde").status_code in (401, 403)
    live = b"".join(p.read_bytes() for p in house.served.data.glob("pejling.sqlite3*"))
    assert b"Zxqvora" not in live
    assert b"Qwxzord" not in live


def test_a_leader_sees_revealed_totals_and_no_name(house: Any) -> None:
    seen = house.leader.get(f"/api/leader/{house.course}")
    text = str(seen)
    assert "Aisha" not in text
    assert next(m["title"] for m in seen["modules"]) == "Viden & samarbejde"


def test_a_whole_section_of_the_practice_ground_opens_at_once(house: Any, course: str) -> None:
    sections = house.trainer.get(f"/api/console/{course}/day/oevebanen")["sections"]
    large = max(sections, key=lambda section: len(section["exercises"]))
    opened = house.trainer.post(f"/api/console/{course}/day/oevebanen/open", {"section": large["id"]})["opened"]
    assert opened == len(large["exercises"]) >= 3
    again = house.trainer.get(f"/api/console/{course}/day/oevebanen")["sections"]
    phases = {e["phase"] for section in again if section["id"] == large["id"] for e in section["exercises"]}
    assert phases == {"open"}
    assert house.trainer.post(f"/api/console/{course}/day/oevebanen/open", {"section": large["id"]})["opened"] == 0


def test_a_trainer_says_who_they_are_and_logs_in_by_it(house: Any, course: str) -> None:
    link = house.trainer.post(f"/api/console/{course}/invitation", {"name": "Foreløbigt Navn", "role": "trainer"})["link"]
    client = Client(house.served.url).by_link(link)
    me = {"password": "en god lang sætning", "name": "Rigtige Navn", "email": "rigtige@eksempel.dk"}
    assert "ikke en e-mail" in client.refused("/api/me/password", {**me, "email": "rigtige"})[1]
    client.post("/api/me/password", me)
    assert client.get("/api/me")["name"] == "Rigtige Navn"
    again = Client(house.served.url)
    again.post("/api/password", {"email": "Rigtige@Eksempel.dk", "password": me["password"]})
    assert again.get("/api/me")["name"] == "Rigtige Navn"
    taken = house.trainer.post(f"/api/console/{course}/invitation", {"name": "En Anden", "role": "trainer"})["link"]
    assert "En anden logger allerede ind" in Client(house.served.url).by_link(taken).refused("/api/me/password", me)[1]


def test_a_group_exercise_that_is_opened_first_makes_its_groups(house: Any, course: str) -> None:
    add(house, course, *[f"Nord {n}" for n in "ABCD"])
    add(house, course, *[f"Syd {n}" for n in "ABCD"], organisation="Syds A-kasse")
    house.trainer.do("case-indsatsplan", "open")
    sizes = [len(group["people"]) for group in house.trainer.get(f"/api/console/{course}")["groups"]]
    assert sizes == [4, 4]

"""The API says what it answers: each JSON route has a frozen model, and real answers fit it to the letter."""

import secrets
from typing import Any, get_args

import api_models
import pytest
from pydantic import ValidationError
from serving import Client

from pejling_server.app import every_route
from pejling_server.responses import ResponseModel

FILES = {
    "/api/openapi.json", "/api/course/{course}/live", "/api/course/{course}/code.svg", "/api/course/{course}/my-data",
    "/api/console/{course}/class-list-template", "/api/console/{course}/export/{exercise}.csv",
    "/api/console/{course}/jobs/{job}/file",
}
"""What is no JSON answer: files to keep, a picture, the stream."""
DAY, POLL, WORDS = "viden-og-samarbejde", "myter-og-fakta", "hvordan-ser-vi-hinanden"


def json_routes() -> list[Any]:
    """The API's routes that answer with JSON."""
    return [route for route in every_route() if route.path.startswith("/api/") and route.path not in FILES]


def models_in(annotation: Any) -> set[Any]:
    """The models that an annotation is made of."""
    inner = [one for one in get_args(annotation) if not isinstance(one, str)]
    return {model for one in inner for model in models_in(one)} if inner else {annotation}


@pytest.mark.parametrize("route", json_routes(), ids=lambda route: f"{min(route.methods)} {route.path}")
def test_a_json_route_has_a_frozen_model(route: Any) -> None:
    models = {model for model in models_in(route.response_model) if isinstance(model, type)}
    assert models
    assert all(issubclass(model, ResponseModel) and model.model_config["frozen"] for model in models)


def test_the_files_are_routes() -> None:
    assert {route.path for route in every_route()} >= FILES


def test_an_answer_with_a_field_too_many_or_of_another_type_is_found() -> None:
    for wrong in (b'{"saved": true, "more": 1}', b'{"saved": "ja"}', b"{}[]"):
        with pytest.raises(ValidationError):
            api_models.check_answer("POST", "/api/me/password", wrong)


def test_only_trainers_read_the_description_of_the_api(house: Any) -> None:
    told = house.trainer.get("/api/openapi.json")
    paths = {route.path.replace(":path", "") for route in every_route() if route.path.startswith("/api/")}
    assert set(told["paths"]) == paths - {"/api/openapi.json"}
    assert not [name for name in told["components"]["schemas"] if "__" in name or name.endswith(("-Input", "-Output"))]
    others = (house.nobody, house.participant, house.leader)
    assert [who.http.get("/api/openapi.json").status_code for who in others] == [401, 403, 403]


def test_every_json_answer_of_a_played_course_fits_its_model(house: Any) -> None:
    api_models.seen.clear()
    link = invited(house.other_trainer, house.other_course, "Med Underviser", "trainer")
    trainer = Client(house.served.url).by_link(link)
    trainer.post("/api/me/password", {"password": "en lang sætning her", "name": "Med Underviser", "email": "med@eksempel.dk"})
    Client(house.served.url).post("/api/password", {"email": "med@eksempel.dk", "password": "en lang sætning her"})
    course = trainer.course = trainer.post("/api/courses", {"title": "Hold til at se på"})["course"]
    here = f"/api/console/{course}"
    for path, given in (("settings", {"write_own_name": True}), ("day", {"day": DAY, "date": "2027-02-02"}), ("content", None)):
        trainer.post(f"{here}/{path}", given)
    code = trainer.post(f"{here}/door", {"open": True})["code"]
    play_people(trainer, here)
    phone = play_phone(house.served.url, trainer, code, here)
    play_exercise(trainer, phone, here)
    play_supervision(trainer, phone, here)
    read_data(trainer, course)
    leader = Client(house.served.url).by_link(invited(trainer, course, "Lis Leder", "leader"))
    assert leader.get(f"/api/leader/{course}")["people"] == 4
    end_course(trainer, here)
    assert {(min(r.methods), r.path) for r in json_routes()} - api_models.seen == set()


def read_data(trainer: Client, course: str) -> None:
    """The course as tables, and a token to read them with."""
    trainer.post(f"/api/console/{course}/read-token")
    trainer.get("/api/data")
    for what in ("days", "people", "exercises", f"answers/{POLL}", f"summary/{POLL}", f"table/{POLL}/x", "file"):
        trainer.get(f"/api/data/{course}/{what}")


def invited(trainer: Client, course: str, name: str, role: str) -> str:
    """A one-time link for someone new."""
    return str(trainer.post(f"/api/console/{course}/invitation", {"name": name, "role": role})["link"])


def play_people(trainer: Client, here: str) -> None:
    """A class list in and out again, and one person added, corrected, marked as here, set free and taken out."""
    answer = trainer.http.post(f"{here}/class-list", params={"filename": "hold.csv", "commit": True},
                               content="Navn;Organisation\nKarsten Friis;Jobcenter Solby\n")
    api_models.check_answer("POST", f"{here}/class-list", answer.content)
    trainer.post(f"{here}/import/{answer.json()['imported']}/undo")
    for name in ("Anna Bech", "Bo Dahl"):
        person = trainer.post(f"{here}/people", {"name": name, "organisation": "Jobcenter Solby"})["person"]
    one = f"{here}/people/{person}"
    for path, given in (("", {"team": "Nord"}), ("/here", {"here": True}), ("/free", None), ("/take-out", None)):
        trainer.post(f"{one}{path}", given)


def play_phone(url: str, trainer: Client, code: str, here: str) -> Client:
    """Someone who joins, comes back on another device, and looks at the own account."""
    phone, other = Client(url).join(code, "Anna Bech"), Client(url)
    phone.post("/api/join/code", {"code": code})
    other.post("/api/join/pin", {"code": code, "person": phone.person, "pin": phone.pin})
    other.post("/api/logout")
    other.post(f"/api/course/{phone.course}/pin", {"person": phone.person, "pin": phone.pin})
    Client(url).post("/api/join/new", {"code": code, "name": "Ny Navnesen", "organisation": "Jobcenter Solby"})
    phone.get("/api/me")
    (first, *_) = phone.get("/api/me/logins")["logins"]
    other.post("/api/me/logins", {"end": first["id"]})
    again = Client(url)
    again.post(f"/api/course/{phone.course}/pin", {"person": phone.person, "pin": phone.pin})
    again.course, again.person = phone.course, phone.person
    again.post(f"/api/course/{phone.course}/new-pin")
    return again


def play_exercise(trainer: Client, phone: Client, here: str) -> None:
    """A day with an exercise opened, answered, shown on the screen and revealed; and groups."""
    sections = trainer.get(f"{here}/day/{DAY}")["sections"]
    section = next(s["id"] for s in sections if POLL in [e["id"] for e in s["exercises"]])
    trainer.post(f"{here}/day/{DAY}/open", {"section": section})
    trainer.post(f"{here}/groups", {"size": 2})
    group = trainer.post(f"{here}/groups/new")["group"]
    trainer.post(f"{here}/groups/move", {"person": phone.person, "group": group})
    trainer.post(f"{here}/screen", {"day": DAY, "section": "", "exercise": POLL})
    trainer.post(f"{here}/screen/clock", {"minutes": 5})
    view = phone.state(POLL)
    field = next(iter(view["public"]["questions"]))
    event = {"type": "set", "field": field["id"], "value": field.get("low") or field["options"][0]["id"]}
    sent = {"id": secrets.token_hex(12), "run": view["run"], "event": event, "ballot": secrets.token_urlsafe(32)}
    (result,) = phone.post(f"/api/course/{phone.course}/answers", {"device": phone.device, "events": [sent]})["results"]
    assert result["status"] == "saved", result
    for who, path in ((phone, f"/api/course/{phone.course}/day/{DAY}"), (trainer, f"{here}/exercise/{POLL}"), (trainer, here)):
        who.get(path)
    trainer.post(f"{here}/exercise/hjemmeopgave-modul-1", {"do": "open"})
    trainer.post(f"{here}/exercise/hjemmeopgave-modul-1/due", {"day": "2027-03-01"})
    trainer.get(f"/api/course/{phone.course}/screen")


def play_supervision(trainer: Client, phone: Client, here: str) -> None:
    """Two partners and their visit, moved, called off, held; and everything the trainer changes by hand."""
    third = trainer.post(f"{here}/people", {"name": "Cilla Åby", "organisation": "Jobcenter Solby"})["person"]
    other = next(p["id"] for p in trainer.get(here)["people"] if p["name"] == "Ny Navnesen")
    plan = f"{here}/supervision"
    trainer.post(f"{plan}/wish", {"person": phone.person, "other": other, "wish": "together"})
    trainer.post(f"{plan}/leader", {"person": phone.person, "leader": None})
    trainer.post(f"{plan}/plan", {"rounds": 1})
    trainer.post(f"{plan}/away", {"round": 1, "person": third, "away": True})
    trainer.post(f"{plan}/join", {"round": 1, "person": third, "to": [phone.person, other], "anyway": True})
    trainer.post(f"{plan}/join", {"round": 1, "person": other, "to": [phone.person], "anyway": True})
    fourth = trainer.post(f"{here}/people", {"name": "Dan Holm", "organisation": "Jobcenter Solby"})["person"]
    trainer.post(f"{plan}/join", {"round": 1, "person": fourth, "to": [third], "anyway": True})
    trainer.post(f"{plan}/swap", {"round": 1, "person": other, "other": third, "anyway": True})
    visit = trainer.get(plan)["rounds"][0]["partners"][0]["visits"][0]["id"]
    trainer.post(f"{plan}/visits/{visit}", {"at": "2027-03-30T10:00"})
    trainer.post(f"{plan}/visits/{visit}/cancel")
    mine = f"/api/course/{phone.course}/visits"
    own = phone.get(mine)["visits"][0]["id"]
    phone.post(f"{mine}/{own}", {"at": None, "tools": ["livshjulet"]})
    phone.http.get(f"/hold/{phone.course}/besoeg/{own}")
    for path in ("", "/exercises"):
        phone.get(f"{mine}/{own}{path}")
    phone.post(f"{mine}/{own}/sign")
    visited = next(one["id"] for one in phone.get(mine)["visits"] if one["to_me"])
    phone.post(f"{mine}/{visited}/erase")
    phone.post(f"{mine}/{own}/held", {"held": True})
    phone.post(f"{mine}/{own}/held", {"held": False})
    phone.post(f"{mine}/{own}/cancel")
    phone.post(f"/api/course/{phone.course}/calendar-link")
    phone.post(f"/api/course/{phone.course}/calendar-link/remove")


def end_course(trainer: Client, here: str) -> None:
    """Links, a copy, a rehearsal, closed, opened again and deleted."""
    leader = next(p["id"] for p in trainer.get(here)["people"] if p["role"] == "leader")
    trainer.post(f"{here}/people/{leader}/link")
    trainer.post(f"{here}/copy", {"title": "Næste hold"})
    played = f"/api/console/{trainer.post(f'{here}/rehearsal')['course']}"
    for exercise in (POLL, WORDS):
        trainer.post(f"{played}/exercise/{exercise}", {"do": "open"})
        trainer.post(f"{played}/rehearsal/answers/{exercise}")
    trainer.post(f"{played}/exercise/{WORDS}", {"do": "reveal"})
    word = trainer.get(f"{played}/exercise/{WORDS}")["texts"][0]
    trainer.post(f"{played}/exercise/{WORDS}/text", {"mark": word["mark"], "hidden": True})
    trainer.post(f"{played}/rehearsal/end")
    job = trainer.ask("answers-sheet")
    trainer.ended(job)
    trainer.post(f"{here}/jobs/{job}/remove")
    trainer.post(f"{here}/close")
    trainer.post(f"{here}/reopen")
    receipt = trainer.post(f"{here}/delete", {"title": "Hold til at se på"})["receipt"]
    assert len(trainer.get("/api/courses")["courses"]) == 2
    trainer.get(f"/api/receipt/{receipt}")

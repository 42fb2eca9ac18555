"""What is sent again because its answer was lost is done once, and answered the same."""

import secrets
import sqlite3
from typing import Any

from serving import Client


def people_called(house: Any, name: str) -> int:
    with sqlite3.connect(f"file:{house.served.data / 'pejling.sqlite3'}?mode=ro", uri=True) as c:
        return int(c.execute("SELECT count(*) FROM persons WHERE name = ?", [name]).fetchone()[0])


def test_a_name_that_is_taken_twice_by_the_same_request_has_one_pin(house) -> None:
    client, code = Client(house.served.url), house.served.join_code
    found = client.post("/api/join/names", {"code": code, "letters": "Ka"})["people"]
    free = next(p for p in found if not p["taken"])
    sent = {"code": code, "person": free["id"], "key": secrets.token_urlsafe(16)}
    first = client.post("/api/join/take", sent)
    again = Client(house.served.url).post("/api/join/take", sent)
    assert again == first
    assert len(first["pin"]) == 6
    status, reason = Client(house.served.url).refused("/api/join/take", {**sent, "key": secrets.token_urlsafe(16)})
    assert (status, "i brug" in reason) == (403, True), "another device has another key"
    back = Client(house.served.url).post("/api/join/pin", {"code": code, "person": free["id"], "pin": first["pin"]})
    assert back["url"] == first["url"]


def test_a_name_of_ones_own_is_written_on_the_list_once(house) -> None:
    house.trainer.post(f"/api/console/{house.course}/settings", {"write_own_name": True})
    organisation = house.trainer.get(f"/api/console/{house.course}")["organisations"][0]
    sent = {"code": house.served.join_code, "name": "Zofia Gange-To", "organisation": organisation,
            "key": secrets.token_urlsafe(16)}
    answers = [Client(house.served.url).post("/api/join/new", sent) for _ in range(3)]
    assert answers[0] == answers[1] == answers[2]
    assert people_called(house, "Zofia Gange-To") == 1
    Client(house.served.url).post("/api/join/new", {**sent, "key": secrets.token_urlsafe(16)})
    assert people_called(house, "Zofia Gange-To") == 2, "someone else of that name"


def test_a_one_time_link_lets_the_same_browser_in_twice_and_nobody_else(house) -> None:
    made = house.trainer.post(f"/api/console/{house.course}/invitation", {"name": "Ny Underviser", "role": "trainer"})
    token = made["link"].rsplit("/", 1)[1]
    sent = {"token": token, "key": secrets.token_urlsafe(16)}
    first, second = Client(house.served.url), Client(house.served.url)
    assert first.post("/api/link", sent) == second.post("/api/link", sent)
    assert second.get("/api/me")["name"] == "Ny Underviser"
    assert "brugt" in Client(house.served.url).refused("/api/link", {**sent, "key": secrets.token_urlsafe(16)})[1]
    assert "brugt" in Client(house.served.url).refused("/api/link", {"token": token})[1]


def test_a_login_from_a_courses_link_holds_for_that_course_alone(house) -> None:
    """A co-trainer who makes a login link for a colleague does not get the colleague's other courses."""
    trainer = house.trainer.person
    link = house.trainer.post(f"/api/console/{house.course}/people/{trainer}/link")["link"]
    stolen = Client(house.served.url).by_link(link)
    assert [c["id"] for c in stolen.get("/api/me")["courses"]] == [house.course]
    assert not stolen.get("/api/me")["administrator"]
    assert [c["id"] for c in stolen.get("/api/courses")["courses"]] == [house.course]
    assert stolen.http.get(f"/api/console/{house.other_course}").status_code == 403
    assert stolen.refused("/api/courses", {"title": "Endnu et"})[0] == 403
    status, reason = stolen.refused("/api/me/password", {"password": "en lang adgangskode"})
    assert (status, "andre hold" in reason) == (403, True)


def test_a_trainers_email_is_changed_by_its_owner_alone_and_is_one_persons(house) -> None:
    address = f"/api/console/{house.course}"
    made = house.trainer.post(f"{address}/invitation", {"name": "Eva Ejer", "role": "trainer", "email": "eva@eksempel.dk"})
    owner = Client(house.served.url).by_link(made["link"])
    owner.post("/api/me/password", {"password": "en lille sætning", "email": "eva@eksempel.dk"})
    for changed in ({"email": "overtaget@eksempel.dk"}, {"name": "En Anden"}):
        status, reason = house.trainer.refused(f"{address}/people/{made['person']}", changed)
        assert (status, "selv" in reason) == (422, True)
    again = {"name": "Falsk Eva", "role": "trainer", "email": "Eva@Eksempel.dk"}
    assert "allerede" in house.trainer.refused(f"{address}/invitation", again)[1]
    Client(house.served.url).post("/api/password", {"email": "eva@eksempel.dk", "password": "en lille sætning"})


def test_a_new_password_asks_for_the_old_one_and_ends_other_logins(house) -> None:
    made = house.trainer.post(f"/api/console/{house.course}/invitation", {"name": "Per Pas", "role": "trainer"})
    first = Client(house.served.url).by_link(made["link"])
    first.post("/api/me/password", {"password": "den første sætning", "email": "per@eksempel.dk"})
    other = Client(house.served.url)
    other.post("/api/password", {"email": "per@eksempel.dk", "password": "den første sætning"})
    assert "har nu" in other.refused("/api/me/password", {"password": "en helt ny sætning"})[1]
    other.post("/api/me/password", {"password": "en helt ny sætning", "old": "den første sætning"})
    assert first.http.get("/api/me").status_code == 401
    assert other.get("/api/me")["name"] == "Per Pas"


def test_a_stream_ends_at_once_when_its_login_does(house) -> None:
    client = Client(house.served.url)
    made = house.trainer.post(f"/api/console/{house.course}/people", {"name": "Strøm Strømsen", "organisation": ""})
    client.join(house.served.join_code, "Strøm Strømsen")
    with client.http.stream("GET", f"/api/course/{house.course}/live", timeout=20) as stream:
        lines = stream.iter_lines()
        assert next(line for line in lines if line.startswith("data:")) == "data: []"
        house.trainer.post(f"/api/console/{house.course}/people/{made['person']}/take-out")
        assert not [line for line in lines if line.startswith("data:") and '"now' in line], "it is over"
    assert client.http.get("/api/me").status_code == 401

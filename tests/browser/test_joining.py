"""Into the course by code, on a phone and a laptop, over an address that is not this machine's own loopback."""

import time
from collections.abc import Callable
from typing import Any

from browser.classroom import Classroom
from browser.pages.day import Day
from browser.pages.home import Home
from browser.pages.join import Join
from browser.watching import LAPTOP, NO_NETWORK, PHONE, SMALL_PHONE, Device, Held
from playwright.sync_api import expect
from serving import Client

OPENING = "hvem-er-her"
INSIDE_WITHIN = 10.0
"""Seconds from the join page to the course, people's own reading left out."""


def test_a_phone_and_a_laptop_join_by_code_and_vote(room: Classroom, device: Callable[..., Device]) -> None:
    room.trainer.do(OPENING, "open")
    for kind, name in ((PHONE, "Astrid Lund"), (LAPTOP, "Hassan Malik")):
        one = device(kind)
        join, home, day = Join(one.page), Home(one.page), Day(one.page)
        one.go("/")
        assert one.page.evaluate("isSecureContext") is False, "the address is one that browsers do not trust"
        join.code.fill(f" {room.code[:3].lower()} {room.code[3:].lower()}")
        began = time.monotonic()
        join.onward.click()
        join.pick(name)
        join.read_pin()
        join.written_down.click()
        home.to_the_day.wait_for()
        assert time.monotonic() - began < INSIDE_WITHIN
        home.to_the_day.click()
        poll = day.wait_for(OPENING)
        expect(day.me).to_contain_text(name)
        poll.choose("4–10 år")
        poll.wait_saved()
    stored = [state["fields"] for state in room.stored(OPENING).values()]
    assert stored == [{"erfaring": "4-til-10"}, {"erfaring": "4-til-10"}]


def test_saved_is_said_when_the_database_has_it_and_not_before(room: Classroom, device: Callable[..., Device]) -> None:
    room.trainer.do(OPENING, "open")
    one = room.seat(device(PHONE), "Bjarne Toft")
    held = Held(one.page)
    poll = Day(one.page).wait_for(OPENING)
    poll.choose("1–3 år")
    held.wait()
    expect(poll.saved).to_contain_text("Gemmer …")
    expect(poll.option("1–3 år")).to_be_checked()
    assert "Gemt" not in poll.saved.inner_text()
    assert room.fields(OPENING, "Bjarne Toft") == {}
    held.let_go()
    poll.wait_saved()
    assert room.fields(OPENING, "Bjarne Toft") == {"erfaring": "1-til-3"}


def test_a_page_that_is_loaded_again_comes_back_as_it_was(room: Classroom, device: Callable[..., Device]) -> None:
    room.trainer.do(OPENING, "open")
    one = room.seat(device(PHONE), "Camilla Dam")
    poll = Day(one.page).wait_for(OPENING)
    poll.choose("Under 1 år")
    poll.wait_saved()
    one.page.reload()
    expect(poll.root).to_contain_text("Spørgsmål 2 af 4")
    poll.wait_saved()
    poll.button("Forrige").click()
    expect(poll.option("Under 1 år")).to_be_checked()


def test_a_taken_name_asks_for_the_pin_on_another_device(room: Classroom, device: Callable[..., Device]) -> None:
    first, second = device(LAPTOP), device(SMALL_PHONE)
    second.forgive("status of 403")
    join = Join(first.page)
    first.go(f"/k/{room.code}")
    join.pick("Gitte Bang")
    pin = join.read_pin()
    join = Join(second.page)
    second.go(f"/k/{room.code}")
    join.letters.fill("gi")
    expect(join.name("Gitte Bang")).to_contain_text("er inde allerede")
    join.name("Gitte Bang").click()
    join.pin.fill("000000" if pin != "000000" else "111111")
    join.log_in.click()
    expect(join.trouble).to_contain_text("Navn og PIN passer ikke sammen")
    join.pin.fill(f"{pin[:3]} {pin[3:]}")
    join.log_in.click()
    Home(second.page).to_the_day.wait_for()


def test_a_name_whose_answer_was_lost_is_pressed_again_and_tells_the_pin(room: Classroom, device: Callable[..., Device]) -> None:
    one, elsewhere = device(PHONE), Client(room.served.url)
    one.forgive(*NO_NETWORK)
    join = Join(one.page)
    one.go(f"/k/{room.code}")

    def lose(route: Any) -> None:
        elsewhere.http.post("/api/join/take", json=route.request.post_data_json)  # it arrives, and nothing comes back
        route.abort()

    one.page.route("**/api/join/take", lose)
    join.pick("Fie Vestergaard")
    expect(join.trouble).not_to_be_empty()
    one.page.unroute("**/api/join/take")
    one.page.reload()
    join.letters.fill("fi")
    expect(join.name("Fie Vestergaard")).to_contain_text("er inde allerede")
    join.name("Fie Vestergaard").click()
    pin = join.read_pin()
    join.written_down.click()
    Home(one.page).to_the_day.wait_for()
    person = next(p["id"] for p in room.trainer.get(f"/api/console/{room.course}")["people"] if p["name"] == "Fie Vestergaard")
    elsewhere.post("/api/join/pin", {"code": room.code, "person": person, "pin": pin})


def test_a_wrong_code_says_what_to_do(room: Classroom, device: Callable[..., Device]) -> None:
    one = device(SMALL_PHONE)
    one.forgive("status of 404")
    one.go("/")
    join = Join(one.page)
    join.code.fill("AB")
    join.onward.click()
    expect(join.trouble).to_contain_text("En kode har 6 tegn")
    expect(join.code).to_be_visible()


def test_a_closed_door_is_told_and_opens_again(room: Classroom, device: Callable[..., Device]) -> None:
    room.trainer.post(f"/api/console/{room.course}/door", {"open": False})
    one = device(PHONE)
    one.go(f"/k/{room.code}")
    one.page.get_by_text("Døren er lukket for nye lige nu").wait_for()
    room.trainer.post(f"/api/console/{room.course}/door", {"open": True})
    one.page.get_by_role("button", name="Prøv igen").click()
    Join(one.page).letters.wait_for()

"""A stream is believed while messages come, and no longer; what it would have told is seen all the same."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from browser.classroom import Classroom, hand_over
from browser.pages.day import Day
from browser.watching import LAPTOP, NO_NETWORK, PHONE, Device
from playwright.sync_api import expect

POLL = "hvem-er-her"
HOMEWORK = "hjemmeopgave-modul-1"
CLOCK = "case-tid"
AWAY = re.compile("Der er ikke forbindelse|Serveren svarer ikke|Forbindelsen er væk")

HELD_BACK = """
window.EventSource = class {
  static CLOSED = 2;
  constructor() { window.streams = [...(window.streams ?? []), this]; this.readyState = 1; setTimeout(() => this.onopen?.()); }
  close() { this.readyState = 2; }
};
"""
"""Streams that open and never bring anything, as through a proxy that holds them back; a test may let one speak."""


def opened(one: Device) -> None:
    """The exercise is seen to be open."""
    expect(Day(one.page).exercise(POLL).root).to_contain_text("Åben nu")


def held_back(room: Classroom, one: Device, name: str) -> Any:
    """A day's page whose stream never brings anything, with its time in the test's hands."""
    one.context.add_init_script(HELD_BACK)
    one.page.clock.install()
    room.seat(one, name)
    Day(one.page).wait_for(POLL)
    one.page.wait_for_function("window.streams?.length === 1")
    return one.page


def test_a_stream_that_opens_and_brings_nothing_is_not_believed(room: Classroom, device: Callable[..., Device]) -> None:
    phone = device(PHONE)
    page = held_back(room, phone, "Astrid Lund")
    room.trainer.do(POLL, "open")
    page.clock.fast_forward(21_000)
    opened(phone)


def test_a_stream_that_falls_silent_is_opened_again_within_40_seconds(room: Classroom, device: Callable[..., Device]) -> None:
    phone = device(PHONE)
    page = held_back(room, phone, "Bjarne Toft")
    page.evaluate("streams[0].onmessage({ data: '[]' })")
    room.trainer.do(POLL, "open")
    page.clock.run_for(30_000)
    expect(Day(page).exercise(POLL).root).not_to_contain_text("Åben nu")
    page.clock.run_for(11_000)
    opened(phone)
    assert page.evaluate("streams.map(({ readyState }) => readyState)") == [2, 1]


def test_the_network_coming_back_is_heeded_whatever_the_stream_looks_like(room: Classroom, device: Callable[..., Device]) -> None:
    phone = device(PHONE)
    page = held_back(room, phone, "Camilla Dam")
    page.evaluate("streams[0].onmessage({ data: '[]' })")
    room.trainer.do(POLL, "open")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    opened(phone)


def test_an_answer_on_its_way_in_the_network_that_went_is_sent_in_the_one_that_came(
    room: Classroom, device: Callable[..., Device]
) -> None:
    room.trainer.do(POLL, "open")
    phone = room.seat(device(PHONE), "Dennis Krogh")
    phone.forgive(*NO_NETWORK)
    poll = Day(phone.page).wait_for(POLL)
    poll.root.get_by_role("radio").first.wait_for()
    lost: list[Any] = []
    phone.page.route("**/answers", lambda route: lost.append(route) if not lost else route.continue_())
    with phone.page.expect_request("**/answers"):
        poll.choose("Mere end 10 år")
    phone.page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(poll.saved).to_contain_text("Gemt kl.", timeout=5_000)  # before the first is given up
    assert room.fields(POLL, "Dennis Krogh") == {"erfaring": "over-10"}


@pytest.mark.parametrize("where", ["the phone", "the console", "the big screen", "the leader's page"])
def test_when_nothing_comes_through_the_page_says_so(room: Classroom, device: Callable[..., Device], where: str) -> None:
    one = device(PHONE if where == "the phone" else LAPTOP)
    one.forgive(*NO_NETWORK)
    if where == "the phone":
        room.seat(one, "Ellen Åkjær")
        Day(one.page).wait_for(POLL)
    else:
        hand_over(room.trainer, one)
        one.go({"the console": f"/underviser/{room.course}", "the leader's page": f"/leder/{room.course}",
                "the big screen": room.trainer.get(f"/api/console/{room.course}")["screen_url"]}[where])
        one.page.get_by_text({"the console": "Storskærmen", "the leader's page": "Samlede resultater",
                              "the big screen": "Scan koden"}[where]).first.wait_for()
    expect(one.page.get_by_text(AWAY)).to_have_count(0)
    one.context.set_offline(True)
    expect(one.page.get_by_text(AWAY)).to_be_visible()
    expect(one.page.get_by_text(AWAY)).to_be_in_viewport()
    one.context.set_offline(False)
    expect(one.page.get_by_text(AWAY)).to_have_count(0)


def test_a_clock_runs_on_though_the_devices_own_is_put_right(room: Classroom, device: Callable[..., Device]) -> None:
    phone = room.seat(device(PHONE), "Fie Vestergaard")
    room.trainer.do(CLOCK, "open")
    clock = Day(phone.page).wait_for(CLOCK)
    run = room.trainer.get(f"/api/console/{room.course}/exercise/{CLOCK}")["view"]["run"]
    sent = {"id": "ur-startes-nu", "run": run, "event": {"type": "start"}}
    room.trainer.post(f"/api/course/{room.course}/answers", {"device": "underviser", "events": [sent]})
    digits = clock.root.get_by_role("timer")
    clock.says("tilbage")
    before = digits.inner_text()
    phone.page.evaluate("{ const now = Date.now; Date.now = () => now() + 3600_000; }")
    expect(digits).not_to_have_text(before)
    clock.says("tilbage")

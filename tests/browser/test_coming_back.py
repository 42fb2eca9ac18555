"""A browser that keeps no cookies is told so, and what was private stays so when someone presses Back after logging out."""

import os
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from browser.classroom import Classroom
from browser.conftest import QUIET
from browser.pages.day import Day
from browser.pages.home import Home
from browser.pages.join import Join
from browser.watching import LAPTOP, PHONE, Device, open_device
from playwright.sync_api import expect
from run_all import find_browser

HOMEWORK = "hjemmeopgave-modul-1"
SECRET = "Det her er kun mit."
NOTHING_PRIVATE = re.compile("Log ind først|Du er ikke logget ind|De to første bogstaver|Hvad er koden")
NOT_KEPT = "Din browser husker dig ikke"


def drop_cookies(device: Device) -> None:
    """As a browser does that keeps none."""
    def without(route: Any) -> None:
        answer = route.fetch()
        headers = {name: value for name, value in answer.headers.items() if name != "set-cookie"}
        device.context.clear_cookies()
        route.fulfill(response=answer, headers=headers)

    device.page.route(re.compile("/api/(join|course/[^/]+/pin|password|link)"), without)


def test_whose_browser_keeps_no_cookies_is_told_so_and_what_to_do(room: Classroom, device: Callable[..., Device]) -> None:
    phone = device(PHONE)
    phone.forgive("status of 401")
    drop_cookies(phone)
    phone.go(f"/k/{room.code}")
    join = Join(phone.page)
    join.pick("Astrid Lund")
    pin = join.read_pin()
    join.written_down.click()
    expect(phone.page.get_by_role("heading", name=NOT_KEPT)).to_be_focused()
    expect(phone.page.get_by_text("Tillad cookies for")).to_be_visible()
    phone.go(f"{room.home}/ind")
    phone.page.get_by_label("Dit navn").fill("Astrid Lund")
    phone.page.get_by_label("PIN-kode").fill(pin)
    phone.page.get_by_role("button", name="Log ind").click()
    expect(phone.page.get_by_role("heading", name=NOT_KEPT)).to_be_visible()
    phone.go(room.home)
    expect(phone.page.get_by_text("gemmer din browser ikke den cookie")).to_be_visible()
    phone.page.unroute_all()
    phone.go(f"{room.home}/ind")
    phone.page.get_by_label("Dit navn").fill("Astrid Lund")
    phone.page.get_by_label("PIN-kode").fill(pin)
    phone.page.get_by_role("button", name="Log ind").click()
    Home(phone.page).log_out.wait_for()


@pytest.fixture(params=[True, False], ids=["page kept alive", "page fetched"])
def returning(request: Any, playwright: Any, room: Classroom) -> Iterator[Device]:
    """A browser with and without the back/forward cache, which the tests' browser has switched off."""
    off = ["--disable-back-forward-cache"] if request.param else []
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    browser = playwright.chromium.launch(executable_path=find_browser(os.environ), args=[*QUIET, *root], ignore_default_args=off)
    with open_device(browser, room.served.url, **LAPTOP) as one:
        one.forgive("status of 401")
        one.context.add_init_script("window.addEventListener('pageshow', ({ persisted }) => { window.wasKept = persisted; })")
        yield one
    browser.close()


def test_back_after_logging_out_shows_nothing_private(room: Classroom, returning: Device) -> None:
    page = returning.page
    room.trainer.do(HOMEWORK, "open")
    returning.go(f"/k/{room.code}")
    join = Join(page)
    join.pick("Bjarne Toft")
    pin = join.read_pin()
    join.written_down.click()
    home = Home(page)
    home.to_the_day.click()
    form = Day(page).wait_for(HOMEWORK)
    form.field("Hvad skete der?").fill(SECRET)
    form.wait_saved()
    returning.go(room.home)
    home.log_out.click()
    page.get_by_label("Holdets kode").wait_for()
    for _ in range(4):  # the home, the day, the home, and the page with the PIN
        page.go_back(wait_until="commit")
        expect(page.get_by_text(NOTHING_PRIVATE).first).to_be_visible()
        seen = page.evaluate("document.body.innerText + [...document.querySelectorAll('textarea')].map(({ value }) => value)")
        private = (SECRET, pin, f"{pin[:3]} {pin[3:]}", "Bjarne Toft")
        assert not [words for words in private if words in seen]


def test_back_while_logged_in_shows_the_page_again(room: Classroom, returning: Device, request: Any) -> None:
    room.trainer.do(HOMEWORK, "open")
    room.seat(returning, "Camilla Dam")
    form = Day(returning.page).wait_for(HOMEWORK)
    form.field("Hvad skete der?").fill(SECRET)
    form.wait_saved()
    returning.go(room.home)
    returning.page.go_back(wait_until="commit")
    expect(form.field("Hvad skete der?")).to_be_visible()
    expect(form.field("Hvad skete der?")).to_have_value(SECRET)
    assert returning.page.evaluate("window.wasKept") is ("alive" in request.node.name)

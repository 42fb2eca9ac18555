"""Every page at three widths, light and dark: axe finds nothing serious, and nothing is wider than the screen."""

from collections.abc import Iterator
from contextlib import ExitStack
from random import Random
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser.classroom import DAY, NAMES, Classroom, hand_over, make_classroom
from browser.pages.day import Day
from browser.watching import SMALL_PHONE, Device, open_device
from playwright.sync_api import expect
from serving import Client, Served

from pejling.places import content_root
from pejling_widgets.library import Library

WIDTHS = (320, 390, 1280)
LOOKS = ("light", "dark")
BAD = ("serious", "critical")
LIBRARY = Library.load([content_root()])


@pytest.fixture(scope="module")
def lived_in(served: Served, any_trainer: Client) -> Classroom:
    """A course with groups, and a long name on the list."""
    room = make_classroom(served, any_trainer, "Beskæftigelsesindsatsens tværorganisatoriske kompetenceudviklingsforløb")
    long_name = "Anne-Margrethe Wolfeschlegelsteinhausenbergerdorff-Kristoffersen"
    room.trainer.post(f"/api/console/{room.course}/people", {"name": long_name, "organisation": "Sundets A-kasse"})
    for name in (*NAMES, long_name):
        room.join(name)
    room.trainer.post(f"/api/console/{room.course}/groups", {"size": 4})
    return room


@pytest.fixture
def small(browser: Any, lived_in: Classroom) -> Iterator[Device]:
    """A small phone; other widths are made of it without loading the page again."""
    with ExitStack() as stack:
        one = stack.enter_context(open_device(browser, lived_in.served.url, **SMALL_PHONE))
        yield one
    one.check()


def inspect(one: Device) -> None:
    """The page as it stands now, at every width, light and dark; and with large text on a phone."""
    found = []
    for width in WIDTHS:
        one.page.set_viewport_size({"width": width, "height": 800})
        wide = one.page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            found.append(f"{width} px: the page is {wide} px wide: {one.page.evaluate(TOO_WIDE)}")
        for look in LOOKS:
            one.page.emulate_media(color_scheme=look, reduced_motion="reduce")
            for told in Axe().run(one.page).response["violations"]:
                where = f"{width} px, {look}: {told['id']}"
                found += [f"{where}: {node['target']} {node['failureSummary']}" for node in told["nodes"] if told["impact"] in BAD]
    one.page.set_viewport_size({"width": 390, "height": 800})
    for text in (175, 200) if one.page.locator(".pj-s-all").count() == 0 else ():  # the wall has its own size of type
        one.page.evaluate("(percent) => { document.documentElement.style.fontSize = `${percent}%`; }", text)
        wide = one.page.evaluate("document.documentElement.scrollWidth")
        if wide > 390:
            found.append(f"text at {text} %: the page is {wide} px wide: {one.page.evaluate(TOO_WIDE)}")
    one.page.evaluate("document.documentElement.style.fontSize = ''")
    assert found == [], f"{one.page.url}\n" + "\n".join(found)


TOO_WIDE = """() => [...document.querySelectorAll("main *")]
  .filter((el) => el.getBoundingClientRect().right > document.documentElement.clientWidth + 1).slice(0, 5)
  .map((el) => `${el.tagName}.${el.className}`).join(", ")"""


@pytest.mark.parametrize("path", ["/", "/login", "/ind/et-brugt-link", "/k/{code}", "/k/FORKERT", "/hold/{course}/ind"],
                         ids=["front", "login", "link", "join", "wrong-code", "pin"])
def test_pages_before_a_login(lived_in: Classroom, small: Device, path: str) -> None:
    small.forgive("status of 404")
    small.go(path.format(code=lived_in.code, course=lived_in.course))
    if path.startswith("/k/{"):
        small.page.get_by_label("De to første bogstaver i dit navn").fill("an")
        small.page.get_by_role("button", name="Anne-Margrethe").wait_for()
    if path == "/k/FORKERT":
        small.page.get_by_role("heading", name="Koden virker ikke").wait_for()
    inspect(small)


@pytest.mark.parametrize("path", ["", "/privatliv", "/handout/programoversigt", "/handout/indsatsplan-skabelon"],
                         ids=["home", "privacy", "programme", "template"])
def test_pages_of_the_course(lived_in: Classroom, small: Device, path: str) -> None:
    lived_in.seat(small, NAMES[0], lived_in.home + path)
    small.page.get_by_role("heading", level=1).first.wait_for()
    inspect(small)


def test_the_step_that_shows_the_pin(room: Classroom, small: Device) -> None:
    small.go(f"/k/{room.code}")
    small.page.get_by_label("De to første bogstaver i dit navn").fill("ast")
    small.page.get_by_role("button", name="Astrid Lund").click()
    small.page.get_by_role("button", name="Jeg har skrevet den ned").wait_for()
    inspect(small)


@pytest.mark.parametrize("path", ["/findes-ikke", "/hold/{course}"], ids=["not-found", "not-logged-in"])
def test_pages_that_say_what_went_wrong(lived_in: Classroom, small: Device, path: str) -> None:
    small.forgive("status of 404", "status of 401")
    small.go(path.format(course=lived_in.course))
    inspect(small)


def test_the_day_before_anything_is_open(room: Classroom, small: Device) -> None:
    room.seat(small, NAMES[0])
    Day(small.page).exercise("dagens-udbytte").says("Åbnes af underviseren")
    inspect(small)


@pytest.mark.parametrize("phase", ["open", "answered", "revealed"])
def test_the_day_with_every_exercise(lived_in: Classroom, small: Device, phase: str) -> None:
    agenda = lived_in.trainer.get(f"/api/console/{lived_in.course}/day/{DAY}")
    ids = [one["id"] for section in agenda["sections"] for one in section["exercises"]]
    for name in ids:
        lived_in.trainer.http.post(f"/api/console/{lived_in.course}/exercise/{name}", json={"do": "open"})
    if phase != "open":
        answer_all(lived_in, ids)
    if phase == "revealed":
        for name in ids:
            lived_in.trainer.do(name, "close")
            lived_in.trainer.do(name, "reveal")
    lived_in.seat(small, NAMES[0])
    told = {"open": "Åben nu", "answered": "Åben nu", "revealed": "Resultatet er vist"}[phase]
    for name in ids:
        exercise = Day(small.page).exercise(name)
        exercise.says(told)
        expect(exercise.root.locator(".pj-frame-body > div > *").first).to_be_attached()
    inspect(small)


def answer_all(room: Classroom, ids: list[str]) -> None:
    """Everybody answers everything, as in a rehearsal."""
    for name in ids:
        loaded = LIBRARY.exercises[name]
        for seed, who in enumerate(NAMES):
            if events := loaded.kind.play(loaded.content, Random(f"{name} {seed}")):
                room.join(who).events(name, events)


def test_an_answer_that_was_held_back_and_one_that_was_refused(room: Classroom, small: Device) -> None:
    room.trainer.do("hjemmeopgave-modul-1", "open")
    room.seat(small, NAMES[1])
    form = Day(small.page).wait_for("hjemmeopgave-modul-1")
    form.hand_in.click()
    form.field("Hvad skete der?").fill("010190-1234")
    form.says("Det ligner et CPR-nummer")
    form.field("Hvad overraskede dig?").fill("x" * 9000)
    form.says("9.000 tegn")
    inspect(small)


@pytest.mark.parametrize("page", ["/underviser", "/underviser/{course}", "/skaerm/{course}?k={key}", "/leder/{course}"],
                         ids=["courses", "console", "screen", "leader"])
def test_pages_of_trainer_and_leader(lived_in: Classroom, small: Device, page: str) -> None:
    trainer = lived_in.trainer
    overview = trainer.get(f"/api/console/{lived_in.course}")
    trainer.post(f"/api/console/{lived_in.course}/screen", {"day": DAY, "section": "myter", "exercise": "myter-og-fakta"})
    if page.startswith("/leder"):
        link = trainer.post(f"/api/console/{lived_in.course}/invitation", {"name": "Leder Ledersen", "role": "leader"})["link"]
        hand_over(Client(lived_in.served.url).by_link(link), small)
    elif not page.startswith("/skaerm"):
        hand_over(trainer, small)
    small.go(page.format(course=lived_in.course, key=overview["screen_url"].rpartition("k=")[2]))
    small.page.get_by_role("heading").first.wait_for()
    small.page.wait_for_load_state("load")
    inspect(small)

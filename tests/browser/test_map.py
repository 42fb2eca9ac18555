"""The map of the tools: cards are opened, read and marked by keys and by thumb, and lead to their drills and sheets."""

from collections.abc import Callable
from typing import Any

from browser.classroom import NAMES, Classroom
from browser.pages.day import Day, Exercise
from browser.pages.keyboard import Keyboard
from browser.test_accessible import inspect
from browser.watching import LAPTOP, SMALL_PHONE, Device
from playwright.sync_api import expect

MAP = "pejlemaerker-kort"
TRIED = "Jeg har prøvet i en samtale"


def open_map(room: Classroom, one: Device, name: str) -> Exercise:
    """The map on someone's screen, with Livshjulet's button there to press."""
    room.trainer.do(MAP, "open")
    room.seat(one, name, f"{room.home}/dag/oevebanen")
    found = Day(one.page).wait_for(MAP)
    found.button("Livshjulet").wait_for()
    return found


def heading(shown: Exercise, title: str) -> Any:
    return shown.root.get_by_role("heading", name=title, exact=True)


def test_a_card_is_opened_marked_and_left_by_keys(room: Classroom, device: Callable[..., Device]) -> None:
    one = device(LAPTOP)
    shown, keys = open_map(room, one, NAMES[0]), Keyboard(one.page)
    keys.press(shown.button("Livshjulet"))
    expect(heading(shown, "Livshjulet")).to_be_focused()
    keys.to(shown.option("Intet mærke endnu"))
    for text in ("Jeg har læst", "Jeg har øvet", TRIED):
        one.page.keyboard.press("ArrowDown")
        expect(shown.option(text)).to_be_checked()
    shown.wait_saved()
    expect(heading(shown, "En typisk fejl")).to_be_visible()
    keys.press(shown.button("Motivationsskalaen"))
    expect(heading(shown, "Motivationsskalaen")).to_be_focused()
    keys.press(shown.button("Til oversigten").first)
    expect(shown.button("Motivationsskalaen")).to_be_focused()
    expect(shown.button("Livshjulet")).to_have_accessible_name("Livshjulet prøvet")
    assert [state["fields"] for state in room.stored(MAP).values()] == [{"livshjulet": "proevet"}]


def test_on_a_small_phone_a_mark_comes_back_and_the_card_leads_on(room: Classroom, device: Callable[..., Device]) -> None:
    one = device(SMALL_PHONE)
    shown = open_map(room, one, NAMES[1])
    inspect(one)
    shown.button("Undtagelsesspørgsmål").click()
    shown.choose(TRIED)
    shown.wait_saved()
    inspect(one)
    one.page.reload()
    expect(shown.button("Undtagelsesspørgsmål")).to_contain_text("prøvet")
    shown.button("Undtagelsesspørgsmål").click()
    shown.root.get_by_role("link", name="Øv redskabet").click()
    expect(Day(one.page).exercise("drill-undtagelsesspoergsmaal").root).to_be_in_viewport()
    shown.root.get_by_role("link", name="Ark med hjælpespørgsmål").click()
    expect(one.page.get_by_role("heading", level=1)).to_have_text("Undtagelsesspørgsmål")
    inspect(one)
    one.page.get_by_role("link", name="Til kortet").click()
    expect(one.page.get_by_role("heading", name="Hvor den passer")).to_be_visible()
    inspect(one)

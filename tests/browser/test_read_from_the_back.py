"""Results on the wall, at the sizes that projectors have: large enough for the back of the room, and nothing cut."""

from collections.abc import Callable
from typing import Any

import pytest
from browser.classroom import DAY, NAMES, Classroom, hand_over
from browser.watching import LAPTOP, Device
from playwright.sync_api import expect

POLL = "hvordan-ser-vi-hinanden"
PROJECTORS = ((1920, 1080), (1366, 768), (1280, 720), (1024, 768))
WORDS = (
    "travlhed", "kontrol", "samtaler", "regler", "papirarbejde", "gode kolleger", "hjælpsomme", "pressede", "svære at få fat i",
    "skemaer", "jura", "medlemmer", "fagligt stærke", "rådighedsvurdering", "dokumentation", "kassetænkning", "venlige",
    "målstyring", "virksomhedsrettede", "mange møder", "frustration", "systemer", "telefonkø", "ordentlighed", "tillid",
    "bureaukrati", "erfarne", "tålmodige", "stolthed", "usynlige",
)
SMALLEST = 0.0209
"""Of the screen's height: what stands on the wall is no smaller."""

TYPE = """() => [...document.querySelectorAll(".pj-s-view *")]
  .filter((el) => [...el.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()) && el.checkVisibility())
  .filter((el) => !el.closest(".pj-visually-hidden"))
  .map((el) => parseFloat(getComputedStyle(el).fontSize))"""
WHOLE = """() => [...document.querySelectorAll(".pj-poll-cloud li")]
  .map((li) => [li, li.getBoundingClientRect()])
  .filter(([, at]) => at.top >= 0 && at.bottom <= innerHeight && at.right <= innerWidth)
  .map(([li]) => li.querySelector(".pj-said").textContent)"""


@pytest.fixture
def wall(room: Classroom, device: Callable[..., Device]) -> Any:
    """The words of ten people, all different, and a sentence from each, shown on the wall."""
    room.trainer.do(POLL, "open")
    for number, name in enumerate(NAMES):
        wish = f"Nummer {number}: at vi venter timer i telefonen, og at borgeren sidder lige ved siden af os"
        said = {"ord-om-dem": list(WORDS[3 * number:3 * number + 3]), "kender-arbejdsdag": 1 + number % 5,
                "vil-have-dem-til-at-vide": [wish]}
        results = room.join(name).events(POLL, [{"type": "set", "field": k, "value": v} for k, v in said.items()])
        assert {one["status"] for one in results} == {"saved"}
    room.trainer.do(POLL, "close")
    room.trainer.do(POLL, "reveal")
    section = next(s["id"] for s in room.trainer.get(f"/api/console/{room.course}/day/{DAY}")["sections"]
                   for e in s["exercises"] if e["id"] == POLL)
    room.trainer.post(f"/api/console/{room.course}/screen", {"day": DAY, "section": section, "exercise": POLL})
    screen = device(LAPTOP)
    hand_over(room.trainer, screen)
    screen.go(room.trainer.get(f"/api/console/{room.course}")["screen_url"])
    screen.page.locator(".pj-poll-cloud").first.wait_for()
    return screen.page


def settled(page: Any) -> None:
    """Until the type has found its size."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


@pytest.mark.parametrize(("width", "height"), PROJECTORS)
def test_thirty_words_and_their_split_are_read_from_the_back(wall: Any, width: int, height: int) -> None:
    wall.set_viewport_size({"width": width, "height": height})
    settled(wall)
    assert min(wall.evaluate(TYPE)) >= SMALLEST * height
    assert wall.evaluate("document.documentElement.scrollWidth") <= width
    assert sorted(wall.evaluate(WHOLE)) == sorted(2 * WORDS)  # all, and each again under its organisation
    expect(wall.get_by_text("Fortsætter")).to_be_hidden()


def test_what_is_short_takes_the_room_there_is(wall: Any) -> None:
    wall.set_viewport_size({"width": 1920, "height": 1080})
    while "3 af 6" not in wall.locator(".pj-poll-where").inner_text():
        wall.keyboard.press("PageDown")
    settled(wall)
    assert min(wall.evaluate(TYPE)) >= 0.027 * 1080


def test_what_is_longer_than_the_screen_is_paged_through_and_never_cut(wall: Any) -> None:
    wall.set_viewport_size({"width": 1024, "height": 768})
    while "6 af 6" not in wall.locator(".pj-poll-where").inner_text():
        wall.keyboard.press("PageDown")
        assert wall.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "none"
    settled(wall)
    expect(wall.get_by_text("Fortsætter")).to_be_visible()
    everything = set(wall.locator(".pj-poll-cloud .pj-said").all_inner_texts())
    assert len(everything) == len(NAMES)
    seen: set[str] = set()
    while True:
        seen |= set(wall.evaluate(WHOLE))
        onward = "Math.min(scrollY + innerHeight * 0.8, document.documentElement.scrollHeight - innerHeight)"
        target = wall.evaluate(onward)
        if target - wall.evaluate("scrollY") < 8:
            break
        wall.keyboard.press("PageDown")
        wall.wait_for_function("(target) => Math.abs(scrollY - target) < 3", arg=target)
    assert seen == everything
    expect(wall.get_by_text("Fortsætter")).to_be_hidden()

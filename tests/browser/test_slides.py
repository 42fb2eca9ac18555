"""A section is a slide: every part of every day's prose on the wall, whole, and large enough for the back of the room."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from browser.classroom import DAY, Classroom, hand_over
from browser.watching import LAPTOP, Device
from playwright.sync_api import expect

from pejling.agenda import read_day
from pejling.markdown import render
from pejling.places import content_root

SHOTS = os.environ.get("PEJLING_SHOTS", "")
"""A folder for pictures of every slide, to be looked at."""
DAYS = sorted(path for path in (content_root() / "modules").glob("**/dag.ipynb") if path.parent.name != "_template")
READABLE = 28 / 1080
"""Of the screen's height: what a slide says is no smaller."""
LAID = """async ([html, screen]) => {
  const { Slide } = await import(screen.replace("screen.js", "slides.js"));
  const place = document.querySelector(".pj-s-slide");
  window.one = new Slide(place);
  window.one.show(html);
  const words = (el) => el.textContent.replace(/\\s+/g, "");
  const whole = Object.assign(document.createElement("div"), { innerHTML: html });
  const heading = /^H/.test(whole.firstElementChild.tagName) ? words(whole.firstElementChild) : "";
  const pages = [];
  do {
    const strip = document.querySelector(".pj-s-strip").getBoundingClientRect();
    pages.push({
      words: words(place).slice(pages.length && heading ? heading.length : 0),
      bottom: place.getBoundingClientRect().bottom - strip.top, low: strip.bottom - innerHeight,
      over: document.documentElement.scrollWidth - innerWidth,
      size: Math.min(...[...place.querySelectorAll("*")]
        .filter((el) => [...el.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
        .map((el) => parseFloat(getComputedStyle(el).fontSize))),
    });
  } while (window.one.step(1));
  window.one.turn(0);
  return { pages, whole: words(whole) };
}"""


@pytest.fixture
def wall(room: Classroom, device: Callable[..., Device]) -> Any:
    """The big screen at the first section of a day."""
    room.trainer.post(f"/api/console/{room.course}/screen", {"day": DAY, "section": "velkommen"})
    screen = device(LAPTOP)
    hand_over(room.trainer, screen)
    screen.go(room.trainer.get(f"/api/console/{room.course}")["screen_url"])
    expect(screen.page.locator(".pj-s-slide h2")).to_have_text("Velkommen")
    return screen.page


def test_every_slide_of_every_day_is_whole_and_read_from_the_back(wall: Any) -> None:
    script = wall.evaluate("document.querySelector('script[src*=\"screen.js\"]').src")
    for width, height in ((1920, 1080), (1280, 720), (1366, 768), (1024, 768)):
        wall.set_viewport_size({"width": width, "height": height})
        for path in DAYS:
            for section in read_day(path).sections:
                for number, slide in enumerate(section.slides, 1):
                    name = f"{path.parent.name}-{section.id}-{number}-{width}"
                    laid = wall.evaluate(LAID, [render(slide.source, beside=path.parent), script])
                    assert "".join(page["words"] for page in laid["pages"]) == laid["whole"], name
                    for page in laid["pages"]:
                        assert page["bottom"] <= 0.5, (name, page)
                        assert page["low"] <= 0.5, (name, page)
                        assert page["over"] <= 0, (name, page)
                        assert page["size"] is None or page["size"] >= READABLE * height - 0.1, (name, page)
                    if SHOTS and width in (1920, 1024):
                        for at in range(len(laid["pages"])):
                            wall.evaluate("(at) => window.one.turn(at)", at)
                            wall.screenshot(path=Path(SHOTS) / f"{name}-{at + 1}.png")


def test_the_clicker_takes_a_sections_slides_and_exercises_in_the_order_of_the_notebook(wall: Any) -> None:
    here = wall.locator(".pj-s-body h2, .pj-s-body h3").first
    for title in ("Hvem er her i dag?", "Programmet, og hvor vi er i det"):
        wall.keyboard.press("PageDown")
        expect(here).to_have_text(title)


def test_the_clicker_turns_the_pages_of_a_long_slide_and_comes_back_to_its_last(wall: Any, room: Classroom) -> None:
    wall.set_viewport_size({"width": 480, "height": 420})  # small enough for the table of modules to take several pages
    room.trainer.post(f"/api/console/{room.course}/screen", {"day": DAY, "section": "velkommen", "slide": 2})
    place = wall.locator(".pj-s-pages")
    expect(place).to_have_attribute("data-pages", re.compile(r"1 / \d"))
    last = int(place.get_attribute("data-pages").split(" / ")[1])
    for page in range(1, last + 1):
        expect(place).to_have_attribute("data-pages", f"{page} / {last}")
        expect(place.get_by_role("heading")).to_have_text("Programmet, og hvor vi er i det")
        wall.keyboard.press("PageDown")
    expect(place).to_contain_text("Du får en opgave med hjem i dag")
    wall.keyboard.press("PageUp")
    expect(place).to_have_attribute("data-pages", f"{last} / {last}")

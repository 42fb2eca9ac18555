"""The big screen in plenum: one group's plan at a time, the clock that is going, and what is known."""

from collections.abc import Callable
from typing import Any

from browser.classroom import DAY, NAMES, Classroom, hand_over
from browser.watching import LAPTOP, PHONE, Device
from playwright.sync_api import expect

BOARD = "case-indsatsplan"
MYTHS = "myter-og-fakta"


def _sections(room: Classroom) -> dict[str, str]:
    """Exercise → its section."""
    sections = room.trainer.get(f"/api/console/{room.course}/day/{DAY}")["sections"]
    return {e["id"]: s["id"] for s in sections for e in s["exercises"]}


def _show(room: Classroom, exercise: str) -> None:
    place = {"day": DAY, "section": _sections(room)[exercise], "exercise": exercise}
    room.trainer.post(f"/api/console/{room.course}/screen", place)


def _screen(room: Classroom, device: Callable[..., Device]) -> Any:
    screen = device(LAPTOP)
    hand_over(room.trainer, screen)
    screen.go(room.trainer.get(f"/api/console/{room.course}")["screen_url"])
    return screen.page


def _plans(room: Classroom) -> dict[str, str]:
    """Group → what it wrote; every group writes under two of the six headings."""
    for name in NAMES:
        room.join(name)
    room.trainer.post(f"/api/console/{room.course}/groups", {"size": 3})
    room.trainer.do(BOARD, "open")
    by_id = {client.person: client for client in room.inside.values()}
    told = {}
    for group in room.trainer.get(f"/api/console/{room.course}")["groups"]:
        told[group["name"]] = f"Personens ord i {group['name']}"
        writes = [{"type": "set", "field": "personens-maal", "value": told[group["name"]]},
                  {"type": "set", "field": "naeste-skridt", "value": "Ringe på fredag"}]
        assert {r["status"] for r in by_id[group["people"][0]].events(BOARD, writes)} == {"saved"}
    room.trainer.do(BOARD, "close")
    room.trainer.do(BOARD, "reveal")
    return told


def test_plenum_takes_one_groups_plan_at_a_time_on_screen_and_phone(room: Classroom, device: Callable[..., Device]) -> None:
    plans = _plans(room)
    assert len(plans) == 3
    _show(room, BOARD)
    page = _screen(room, device)
    groups = page.locator(".pj-board-group")
    for number, (group, text) in enumerate(plans.items(), start=1):
        expect(groups).to_have_count(1)
        expect(groups).to_contain_text(group)
        expect(groups).to_contain_text(text)
        expect(groups.locator(".pj-board-group-case")).not_to_be_empty()
        expect(groups).to_contain_text("Intet skrevet under »Det svære valg«")
        expect(page.get_by_text(f"{number} af 3 grupper")).to_be_visible()
        if number < len(plans):
            page.keyboard.press("PageDown")
    page.keyboard.press("PageUp")
    expect(groups).to_contain_text(plans["Gruppe 2"])

    phone = room.seat(device(PHONE), NAMES[0]).page
    board = phone.locator(f"[data-exercise={BOARD}]")
    board.get_by_role("button", name="Gruppe 3").click()
    expect(board.locator(".pj-board-plenum")).to_contain_text(plans["Gruppe 3"])
    board.get_by_role("button", name="Alle", exact=True).click()
    expect(board.locator(".pj-board-group")).to_have_count(3)


def test_a_clock_that_is_going_stays_in_sight_when_the_screen_shows_something_else(
    room: Classroom, device: Callable[..., Device]
) -> None:
    day = room.trainer.get(f"/api/console/{room.course}/day/{DAY}")
    clock = next(e["id"] for s in day["sections"] for e in s["exercises"] if e["kind"] == "timer")
    room.trainer.do(clock, "open")
    room.trainer.do(MYTHS, "open")
    _show(room, MYTHS)
    page = _screen(room, device)
    expect(page.locator(".pj-s-progress")).to_be_visible()
    expect(page.get_by_role("timer")).to_have_count(0)
    room.trainer.events(clock, [{"type": "start"}])
    expect(page.get_by_role("timer")).to_be_visible()
    first = page.locator(".pj-s-clock-left").inner_text()
    expect(page.locator(".pj-s-clock-left")).not_to_have_text(first)
    room.trainer.events(clock, [{"type": "pause"}])
    expect(page.get_by_role("timer")).to_have_count(0)


def test_what_is_known_can_be_talked_over_though_too_few_have_answered(room: Classroom, device: Callable[..., Device]) -> None:
    room.trainer.do(MYTHS, "open")
    for name in NAMES[:4]:
        question = room.join(name).state(MYTHS)["public"]["questions"][0]
        room.join(name).events(MYTHS, [{"type": "set", "field": question["id"], "value": question["options"][0]["id"]}])
    room.trainer.do(MYTHS, "close")
    room.trainer.do(MYTHS, "reveal")
    _show(room, MYTHS)
    page = _screen(room, device)
    expect(page.get_by_text("Færre end 5 har svaret")).to_be_visible()
    expect(page.get_by_text("Det ved man")).to_be_visible()
    expect(page.locator(".pj-bars")).to_have_count(0)


PLAYED = """() => {
  window.played = 0;
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...args) { window.played += 1; return start.apply(this, args); };
}"""


def test_a_pause_says_when_the_day_goes_on_and_counts_down_to_it(room: Classroom, device: Callable[..., Device]) -> None:
    course = f"/api/console/{room.course}"
    shown = room.trainer.post(f"{course}/screen", {"day": DAY, "section": "pause-formiddag"})
    assert ":00.000" in shown["until"], "a whole minute"
    page = _screen(room, device)
    timer = page.get_by_role("timer")
    expect(timer).to_contain_text("Vi begynder igen kl. ")
    first = page.locator(".pj-s-until-left").inner_text()
    expect(page.locator(".pj-s-until-left")).not_to_have_text(first)
    again = room.trainer.post(f"{course}/screen", {"day": DAY, "section": "pause-formiddag"})
    assert again["until"] == shown["until"], "the pause is not begun anew"
    later = room.trainer.post(f"{course}/screen/clock", {"add": 5, "sound": True})["until"]
    assert later > shown["until"]
    expect(timer.locator("strong")).not_to_be_empty()
    page.evaluate(PLAYED)
    room.trainer.post(f"{course}/screen/clock", {"add": -60})
    expect(timer).to_have_text("Nu begynder vi igen")
    page.wait_for_function("() => window.played === 2")
    room.trainer.post(f"{course}/screen/clock", {"off": True})
    expect(timer).to_have_count(0)
    assert room.trainer.post(f"{course}/screen", {"day": DAY, "section": "myter"})["until"] is None
    assert room.trainer.post(f"{course}/screen/clock", {"minutes": 10})["until"]
    expect(timer).to_contain_text("Til kl. ")

"""A visit with two pages open: taps are seen at once and none is lost without a network; each rates alone before reading."""

import re
from collections.abc import Callable
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from browser.classroom import NAMES, Classroom, hand_over
from browser.watching import NO_NETWORK, PHONE, Device
from playwright.sync_api import expect

TABLET = {"viewport": {"width": 820, "height": 1180}, "has_touch": True}


def check_accessible(one: Device) -> None:
    """Axe finds nothing serious, light and dark, and nothing is wider than the screen."""
    for look in ("light", "dark"):
        one.page.emulate_media(color_scheme=look, reduced_motion="reduce")
        found = [told for told in Axe().run(one.page).response["violations"] if told["impact"] in ("serious", "critical")]
        assert not found, [(told["id"], [node["target"] for node in told["nodes"]]) for told in found]
    width = one.page.viewport_size["width"]
    assert one.page.evaluate("document.documentElement.scrollWidth") <= width
    one.page.emulate_media(color_scheme="light")


def test_a_conversation_is_counted_without_a_network_and_both_rate_alone(room: Classroom, device: Callable[..., Device]) -> None:
    observer_name, observed_name = NAMES[:2]
    observer, observed = room.join(observer_name), room.join(observed_name)
    plan = f"/api/console/{room.course}/supervision"
    room.trainer.post(f"{plan}/wish", {"person": observer.person, "other": observed.person, "wish": "together"})
    room.trainer.post(f"{plan}/plan", {"rounds": 1})
    visit = next(one["id"] for one in observed.get(f"/api/course/{room.course}/visits")["visits"] if one["to_me"])
    tablet, phone = device(TABLET), device(PHONE)
    tablet.forgive(*NO_NETWORK)
    page = f"/hold/{room.course}/besoeg/{visit}"
    room.seat(tablet, observer_name, page)
    room.seat(phone, observed_name, page)
    taps = tablet.page.locator(".pj-observation-tap")
    for text in ("Venter tre", "Gentager"):
        tablet.page.get_by_role("checkbox", name=re.compile(text)).check()
    tablet.page.context.set_offline(True)
    tablet.page.get_by_role("button", name="Samtalen begynder").click()
    expect(taps).to_have_count(2)
    box: Any = taps.first.bounding_box()
    assert box["height"] >= 56

    at_once = tablet.page.evaluate("""() => {
      const button = document.querySelector(".pj-observation-tap"), seen = [];
      for (let n = 0; n < 40; n += 1) {
        button.dispatchEvent(new PointerEvent("pointerdown", { button: 0, bubbles: true, cancelable: true }));
        seen.push(button.querySelector(".pj-observation-count").textContent);
      }
      return seen;
    }""")
    assert at_once == [str(n) for n in range(1, 41)], "drawn before anything is sent"
    assert taps.first.bounding_box() == box, "nothing moves under a finger"
    taps.nth(1).tap()
    tablet.page.get_by_role("button", name="Fortryd sidste tryk").tap()
    taps.nth(1).tap()
    expect(tablet.page.locator(".pj-observation-count").nth(1)).to_have_text("1")
    tablet.page.context.set_offline(False)
    expect(tablet.page.get_by_text(re.compile(r"^Gemt kl")).last).to_be_visible()
    tablet.page.reload()
    for at, told in enumerate(("40", "1")):
        expect(tablet.page.locator(".pj-observation-count").nth(at)).to_have_text(told)

    check_accessible(tablet)
    tablet.page.get_by_role("button", name="Samtalen er slut").click()
    check_accessible(tablet)
    tablet.page.get_by_label("Hvad så og hørte du lykkes").fill("Du ventede længe.")
    tablet.page.get_by_role("button", name="Lås mit syn").click()
    expect(tablet.page.get_by_text("Dit syn er låst. Du ser din kollegas")).to_be_visible()
    expect(phone.page.get_by_text("Du ventede længe.")).to_have_count(0)
    phone.page.get_by_label("Hvad lykkedes for dig").fill("Jeg tav.")
    phone.page.get_by_role("button", name="Lås mit syn").click()
    expect(phone.page.get_by_text("Du ventede længe.")).to_be_visible()
    expect(tablet.page.get_by_text("Jeg tav.")).to_be_visible()
    check_accessible(phone)
    phone.go(f"/hold/{room.course}/besoeg")
    phone.page.get_by_role("button", name="Aftal besøget").first.click()
    check_accessible(phone)


def test_a_trainer_mends_a_partner_who_cannot_come_with_two_taps(room: Classroom, device: Callable[..., Device]) -> None:
    laptop = device()
    hand_over(room.trainer, laptop)
    laptop.go(f"/underviser/{room.course}#makkerpar")
    laptop.page.get_by_label("Runder i alt").select_option("1")
    laptop.page.get_by_role("button", name="Læg planen").click()
    first = laptop.page.get_by_role("region", name="Runde 1")
    first.get_by_role("button", name=re.compile("Ellen Åkjær *: ret")).click()
    laptop.page.get_by_role("button", name="Kan ikke i runde 1").click()
    expect(first.get_by_text("har ingen makker i runden")).to_be_visible()
    first.get_by_role("button", name="(bliver tre)").first.click()
    laptop.page.get_by_role("button", name="Gør det alligevel").or_(laptop.page.get_by_text("er nu sammen med")).first.wait_for()
    expect(first.get_by_text("har ingen makker i runden")).to_have_count(0)
    check_accessible(laptop)
    laptop.page.set_viewport_size({"width": 390, "height": 800})
    check_accessible(laptop)

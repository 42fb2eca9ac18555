"""The survey of relational coordination in a browser: on a phone and on by keys, every button of the console, and its report."""

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pypdf
from axe_playwright_python.sync_playwright import Axe
from browser.classroom import CLASS, NAMES, Classroom, hand_over
from browser.pages.day import Day
from browser.pages.keyboard import Keyboard
from browser.test_accessible import BAD, inspect
from browser.watching import LAPTOP, PHONE, Device
from playwright.sync_api import expect

from pejling.places import content_root
from pejling_widgets.library import Library
from pejling_widgets.relational_coordination.content import IDS

SURVEY, DAY, AGREED = "rk-maaling", "samtalerne-dag-2", "rk-aftaler"
CONTENT: Any = Library.load([content_root()]).find(SURVEY).content
SECONDS_A_TAP = 18
"""To read a question and its five answers, and tap: a slow reader."""
LONGEST = 180


def tap_answer(shown: Any, number: int, text: str) -> None:
    """Tap an answer to the question with this number."""
    shown.root.locator("fieldset").nth(number).locator("label").filter(has_text=text).first.tap()


def test_the_survey_takes_three_minutes_of_taps_and_goes_on_elsewhere(room: Classroom, device: Callable[..., Device]) -> None:
    room.trainer.do(SURVEY, "open")
    day = f"{room.home}/dag/{DAY}"
    phone = room.seat(device(PHONE), NAMES[0], day)
    shown = Day(phone.page).wait_for(SURVEY)
    shown.root.locator("label").filter(has_text="Jobcenter").first.tap()
    shown.wait_saved()
    shown.button("Begynd").tap()
    taps = 2
    for number, item in enumerate(CONTENT.wording[:4]):
        tap_answer(shown, number, item.answers[3])
        taps += 1
    shown.wait_saved()
    assert [told for told in Axe().run(phone.page).response["violations"] if told["impact"] in BAD] == []
    # The phone goes flat: the rest is answered by keys on a laptop, where it had come to.
    laptop = room.seat(device(LAPTOP), NAMES[0], day)
    again, keys = Day(laptop.page).wait_for(SURVEY), Keyboard(laptop.page)
    expect(again.root.get_by_role("heading", name="Om A-kasse")).to_be_visible()
    expect(again.root.locator("input:checked")).to_have_count(4)
    for number, _ in enumerate(CONTENT.wording[4:], start=4):
        keys.to(again.root.locator("fieldset").nth(number).locator("input").first)
        laptop.page.keyboard.press("Space")
        laptop.page.keyboard.press("ArrowDown")
        taps += 1
    again.says("Du har svaret på det hele.")
    again.wait_saved()
    stored = room.fields(SURVEY, NAMES[0])
    assert [stored[f"a-kasse/{name}"] for name in IDS] == ["4"] * 4 + ["2"] * 3
    assert taps == 2 + len(IDS)
    assert taps * SECONDS_A_TAP <= LONGEST
    expect(shown.root.locator("input:checked")).to_have_count(7)


def rate(room: Classroom, kinder: int = 0) -> None:
    """Everybody answers over HTTP, each for the own organisation."""
    for who, (name, house) in enumerate(CLASS):
        own, about = ("a-kasse", "jobcenter") if "kasse" in house else ("jobcenter", "a-kasse")
        places = [min(5, 2 + kinder + (who + number) % 3) for number in range(len(IDS))]
        events = [{"type": "set", "field": "role", "value": own}]
        events += [{"type": "set", "field": f"{about}/{item}", "value": str(at)} for item, at in zip(IDS, places, strict=True)]
        assert {one["status"] for one in room.join(name).events(SURVEY, events)} == {"saved"}


def test_every_button_of_the_console_is_pressed_and_the_report_is_made(room: Classroom, device: Callable[..., Device]) -> None:
    one = device(LAPTOP)
    hand_over(room.trainer, one)
    one.go(f"/underviser/{room.course}?dag={DAY}")
    page = one.page
    page.get_by_role("button", name="Målingen").first.click()
    card = page.locator(f"#oevelse-{SURVEY}")

    def press(name: str, then: str) -> None:
        button = card.get_by_role("button", name=f"{name} {CONTENT.title}")
        if not button.is_visible():
            card.get_by_role("button", name="Mere").click()
        button.click()
        if name == "Nulstil":
            page.get_by_role("dialog").get_by_role("button", name=name, exact=True).click()
        expect(card.locator(".pj-c-phase")).to_contain_text(then)

    press("Åbn", "Åben")
    press("Nulstil", "Ikke åbnet")
    press("Fortryd nulstilling", "Lukket")
    press("Åbn igen", "Åben")
    rate(room)
    expect(card.locator(".pj-c-progress")).to_contain_text("10 af 1")
    press("Luk", "Lukket")
    expect(card.locator(".pj-c-next")).to_have_text(f"Vis resultatet {CONTENT.title}")
    press("Kig først", "Lukket")
    expect(card.get_by_text("Jobcenter om A-kasse").first).to_be_visible()
    expect(card.get_by_role("button", name="Åbn igen")).to_have_count(0)
    press("Vis resultatet", "Resultatet er vist")
    press("Skjul igen", "Lukket")
    press("Vis resultatet", "Resultatet er vist")
    agreements_come_back(room, page)
    press("Åbn 2. runde", "Åben")
    rate(room, kinder=2)
    expect(card.locator(".pj-c-progress")).to_contain_text("10 af 1")
    press("Luk", "Lukket")
    press("Vis resultatet", "Resultatet er vist")
    expect(card.get_by_text("Runde for runde").first).to_be_visible()
    made_reports(page)
    phone = room.seat(device(PHONE), NAMES[0], f"{room.home}/dag/{DAY}")
    Day(phone.page).wait_for(SURVEY).says("Hvad har flyttet sig?")
    inspect(phone)


def agreements_come_back(room: Classroom, page: Any) -> None:
    """Agreements that were shown are opened again from the console, with what was written."""
    room.join(NAMES[0])
    room.trainer.post(f"/api/console/{room.course}/groups", {"size": 4})
    room.trainer.do(AGREED, "open")
    events = [{"type": "set", "field": "dato-1", "value": "2027-03-01"}, {"type": "set", "field": "ejer-1", "value": "Teamlederne"}]
    assert {told["status"] for told in room.join(NAMES[0]).events(AGREED, events)} == {"saved"}
    room.trainer.do(AGREED, "reveal")
    page.reload()
    page.get_by_role("button", name="Begge retninger").first.click()
    card = page.locator(f"#oevelse-{AGREED}")
    card.get_by_role("button", name="Mere").click()
    card.get_by_role("button", name="Åbn igen").click()
    expect(card.locator(".pj-c-phase")).to_contain_text("Åben")
    assert room.join(NAMES[0]).state(AGREED)["public"]["fields"] == {"dato-1": "2027-03-01", "ejer-1": "Teamlederne"}


def made_reports(page: Any) -> None:
    """The three forms of the report, pressed in the console, and what lies in them."""
    with page.expect_download(timeout=120_000) as pdf:
        page.get_by_role("button", name=f"RK-rapport (PDF): {CONTENT.title}", exact=True).click()
    read = pypdf.PdfReader(io.BytesIO(pdf.value.path().read_bytes()))
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
    text = "".join(one.extract_text() for one in read.pages)
    assert "ikke RC Survey" in text
    with page.expect_download(timeout=120_000) as sheet:
        page.get_by_role("button", name=f"RK-rapport (Excel): {CONTENT.title}", exact=True).click()
    book = openpyxl.load_workbook(io.BytesIO(sheet.value.path().read_bytes()))
    assert "Kodebog" in book.sheetnames
    page.get_by_role("button", name=f"RK-rapport (webside): {CONTENT.title}", exact=True).click()
    ready = page.get_by_role("link", name=f"Åbn RK-rapport (webside): {CONTENT.title}")
    expect(ready).to_be_visible(timeout=120_000)
    with page.expect_popup() as opened:
        ready.click()
    expect(opened.value.get_by_text("De to retninger ved siden af hinanden").first).to_be_visible()
    expect(opened.value.locator("svg, img").first).to_be_visible()

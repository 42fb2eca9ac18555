"""Files to take home in a real browser: how far they are, the file when it is ready, and why when it cannot be made."""

from collections.abc import Callable
from typing import Any

from browser.classroom import DAY, Classroom, hand_over
from browser.watching import LAPTOP, Device
from playwright.sync_api import expect

PDF = "Dagsrapport (PDF): Viden & samarbejde"
PAGE = "Dagsrapport (webside): Viden & samarbejde"


def _console(room: Classroom, device: Callable[..., Device]) -> tuple[Device, Any]:
    laptop = device(LAPTOP)
    hand_over(room.trainer, laptop)
    laptop.go(f"/underviser/{room.course}?dag={DAY}")
    return laptop, laptop.page


def test_a_report_says_that_it_is_being_made_and_then_is_there(room: Classroom, device: Callable[..., Device]) -> None:
    _, page = _console(room, device)
    with page.expect_download(timeout=120_000) as found:
        page.get_by_role("button", name="Dagsrapport (PDF)", exact=True).click()
        expect(page.get_by_role("button", name="Laver Dagsrapport (PDF) …")).to_be_disabled()
    assert found.value.suggested_filename.startswith("Dagsrapport – Viden & samarbejde")
    assert found.value.path().read_bytes().startswith(b"%PDF")
    expect(page.get_by_role("button", name="Dagsrapport (PDF)", exact=True)).to_be_enabled()
    page.reload()
    with page.expect_download() as again:
        page.get_by_role("link", name=f"Hent {PDF}").click()
    assert again.value.path().read_bytes() == found.value.path().read_bytes(), "it lies there, and is not made once more"
    page.get_by_role("button", name=f"Slet {PDF}").click()
    expect(page.get_by_role("link", name=f"Hent {PDF}")).to_have_count(0)


def test_a_page_that_is_reloaded_meanwhile_finds_its_report(room: Classroom, device: Callable[..., Device]) -> None:
    _, page = _console(room, device)
    page.get_by_role("button", name="Dagsrapport (webside)", exact=True).click()
    expect(page.get_by_role("progressbar", name=PAGE)).to_be_visible()
    page.reload()
    ready = page.get_by_role("link", name=f"Åbn {PAGE}")
    expect(ready).to_be_visible(timeout=120_000)
    with page.expect_popup() as opened:
        ready.click()
    expect(opened.value.get_by_role("heading", name="Viden & samarbejde").first).to_be_visible()


def test_a_report_is_stopped(room: Classroom, device: Callable[..., Device]) -> None:
    _, page = _console(room, device)
    page.get_by_role("button", name="Dagsrapport (PDF)", exact=True).click()
    page.get_by_role("button", name=f"Stop {PDF}").click()
    expect(page.get_by_text(f"{PDF} er stoppet.").first).to_be_visible()
    expect(page.get_by_role("button", name="Dagsrapport (PDF)", exact=True)).to_be_enabled()
    assert room.trainer.get(f"/api/console/{room.course}/jobs")["jobs"] == []


def test_a_file_that_cannot_be_made_says_why_and_the_console_stays(room: Classroom, device: Callable[..., Device]) -> None:
    laptop, page = _console(room, device)
    failed = {"id": "abcdefghjkmn", "kind": "day-report-pdf", "arguments": {"day": DAY}, "label": PDF, "state": "failed",
              "percent": 0, "doing": "", "reason": "Her er ingen browser.", "filename": "", "shown": False, "kept_until": None}
    answers = {"GET": {"jobs": [failed]}, "POST": {"id": failed["id"]}}
    page.route("**/jobs", lambda route: route.fulfill(json=answers[route.request.method]))
    page.get_by_role("button", name="Dagsrapport (PDF)", exact=True).click()
    expect(page.get_by_role("list", name="Det, du har bedt om").get_by_text("Her er ingen browser.")).to_be_visible()
    expect(page.get_by_role("button", name=f"Prøv igen {PDF}")).to_be_enabled()
    expect(page.get_by_role("heading", name="Hent")).to_be_visible()
    laptop.forgive("500")
    page.unroute("**/jobs")
    page.route("**/jobs", lambda route: route.fulfill(status=500, json={"reason": "Serveren er syg."}))
    page.get_by_role("button", name="Alle svar (Excel)").click()
    expect(page.get_by_text("Serveren er syg.").first).to_be_visible()

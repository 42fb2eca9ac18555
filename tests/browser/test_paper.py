"""What is called one sheet is one sheet of paper, and a form on it has room to write."""

import io
from collections.abc import Callable

import pypdf
from browser.classroom import NAMES, Classroom
from browser.watching import LAPTOP, Device

ONE_SHEET = ("supervisionsguide", "besoeg-forberedelse-og-samtale", "besoeg-feedback", "hvor-tit-og-hvor-godt",
             "gamemastery-lommekort")


def test_what_is_called_one_sheet_is_printed_on_one(room: Classroom, device: Callable[..., Device]) -> None:
    one = room.seat(device(LAPTOP), NAMES[0], f"{room.home}/handout/{ONE_SHEET[0]}")
    pages = {}
    for sheet in ONE_SHEET:
        one.go(f"{room.home}/handout/{sheet}")
        paper = one.page.pdf(prefer_css_page_size=True)
        pages[sheet] = len(pypdf.PdfReader(io.BytesIO(paper)).pages)
    assert pages == dict.fromkeys(ONE_SHEET, 1)


def test_on_paper_a_form_without_headings_has_most_of_its_width_to_write_on(room: Classroom, device: Callable[..., Device]) -> None:
    one = room.seat(device(LAPTOP), NAMES[0], f"{room.home}/handout/besoeg-feedback")
    one.page.emulate_media(media="print")
    asked, room_to_write = (one.page.locator("table").first.locator("tr").last.locator("td").nth(n).bounding_box() for n in (0, 1))
    assert asked
    assert room_to_write
    assert room_to_write["width"] > 1.5 * asked["width"]
    assert not one.page.locator("thead").first.is_visible()

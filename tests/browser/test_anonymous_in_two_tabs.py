"""An anonymous answer in two tabs of one browser: nothing is written over in silence, and nothing is told that is not so."""

from collections.abc import Callable
from typing import Any

from browser.classroom import Classroom
from browser.pages.day import Day, Exercise
from browser.watching import LAPTOP, Device
from playwright.sync_api import expect

POLL = "hvordan-ser-vi-hinanden"
THEM = "Hvilke ord falder dig ind, når du tænker på den anden organisation?"


def word(of: Exercise) -> Any:
    return of.root.get_by_role("group", name=THEM).get_by_role("textbox").first


def test_a_word_that_was_saved_is_not_told_as_written_over(room: Classroom, device: Callable[..., Device]) -> None:
    room.trainer.do(POLL, "open")
    one = room.seat(device(LAPTOP), "Hassan Malik")
    poll = Day(one.page).wait_for(POLL)
    word(poll).press_sequentially("Casen")
    poll.wait_saved()
    with one.page.expect_response(lambda got: "/exercise/" in got.url or "/day/" in got.url):
        room.trainer.do(POLL, "close")
    poll.says("Lukket")
    expect(poll.use_other).to_have_count(0)


def test_typing_on_in_an_older_tab_offers_back_what_was_written_meanwhile(room: Classroom, device: Callable[..., Device]) -> None:
    room.trainer.do(POLL, "open")
    one = room.seat(device(LAPTOP), "Hassan Malik")
    older = Day(one.page).wait_for(POLL)
    word(older).press_sequentially("Casen")
    older.wait_saved()
    other = one.context.new_page()
    other.goto(one.page.url)
    newer = Day(other).wait_for(POLL)
    newer.button("Forrige").click()
    expect(word(newer)).to_have_value("Casen")
    word(newer).fill("Kaffen")
    newer.wait_saved()
    word(older).press_sequentially(" fra i morges")
    older.says(f"I et andet vindue eller på en anden enhed stod der i »{THEM}«:")
    older.says("Kaffen")
    older.wait_saved()
    assert [ballot["ord-om-dem"] for ballot in room.ballots(POLL)] == [["Casen fra i morges"]]
    older.use_other.click()
    older.wait_saved()
    assert [ballot["ord-om-dem"] for ballot in room.ballots(POLL)] == [["Kaffen"]]

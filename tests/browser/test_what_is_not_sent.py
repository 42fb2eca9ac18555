"""What may not be sent or cannot be kept stays in its field, with the reason and a way on; all other text arrives whole."""

from collections.abc import Callable

import pytest
from browser.classroom import Classroom
from browser.pages.day import Day
from browser.watching import LAPTOP, PHONE, Device
from playwright.sync_api import expect

HOMEWORK = "hjemmeopgave-modul-1"
POLL = "hvem-er-her"
TOLD = "Hvad skete der?"
NUMBER = "010190-1234"


def test_a_number_like_a_cpr_number_leaves_no_trace(room: Classroom, device: Callable[..., Device]) -> None:
    room.trainer.do(HOMEWORK, "open")
    one = room.seat(device(PHONE), "Astrid Lund")
    sent: list[str] = []
    one.page.on("request", lambda request: sent.append(request.post_data or ""))
    form = Day(one.page).wait_for(HOMEWORK)
    form.field(TOLD).press_sequentially(f"Hun ringede, {NUMBER}")
    form.says(f"Det ligner et CPR-nummer ({NUMBER})")
    expect(form.saved).to_have_text("Det sidste, du skrev, er ikke gemt.")
    for seen in (form.not_cpr, form.field(TOLD)):  # the reason is told where it is seen, in a long form too
        expect(seen).to_be_in_viewport(ratio=1)
    expect(form.field(TOLD)).to_have_value(f"Hun ringede, {NUMBER}")
    assert NUMBER not in str(one.kept())
    assert not [body for body in sent if NUMBER in body]
    one.page.wait_for_timeout(1000)  # what was typed before the last digit is overtaken by the text without the number
    assert room.fields(HOMEWORK, "Astrid Lund") == {"hvad-skete": "Hun ringede, …"}
    assert NUMBER[:9] not in str(one.kept())
    expect(form.field(TOLD)).to_have_value(f"Hun ringede, {NUMBER}")
    form.field(TOLD).fill("Hun ringede.")
    form.wait_saved()
    expect(form.not_cpr).to_have_count(0)
    assert room.fields(HOMEWORK, "Astrid Lund") == {"hvad-skete": "Hun ringede."}
    assert not [body for body in sent if NUMBER in body]


def test_a_number_that_is_none_can_be_sent_anyway(room: Classroom, device: Callable[..., Device]) -> None:
    room.trainer.do(HOMEWORK, "open")
    one = room.seat(device(PHONE), "Bjarne Toft")
    form = Day(one.page).wait_for(HOMEWORK)
    form.field(TOLD).fill(f"Ordrenummer {NUMBER}")
    form.not_cpr.click()
    form.wait_saved()
    expect(form.not_cpr).to_have_count(0)
    form.field(TOLD).press_sequentially(" igen")
    expect(form.saved).not_to_contain_text("ikke gemt")
    form.wait_saved()
    expect(form.not_cpr).to_have_count(0)
    one.page.reload()
    expect(form.field(TOLD)).to_have_value(f"Ordrenummer {NUMBER} igen")


def test_a_number_parted_over_two_fields_is_held_in_the_second_one(room: Classroom, device: Callable[..., Device]) -> None:
    room.trainer.do(HOMEWORK, "open")
    one = room.seat(device(PHONE), "Jonas Brix")
    form = Day(one.page).wait_for(HOMEWORK)
    form.field(TOLD).fill("Hun er 010190")
    form.wait_saved()
    fields = form.root.get_by_role("textbox")
    fields.nth(1).press_sequentially("1234 er resten")
    form.says("Det ligner et CPR-nummer")
    one.page.wait_for_timeout(1000)  # what was typed before the last digit is overtaken by the text without the number
    assert "1234" not in str(room.fields(HOMEWORK, "Jonas Brix"))


def test_half_an_emoji_is_told_once_and_the_rest_is_saved_and_shown(room: Classroom, device: Callable[..., Device]) -> None:
    room.trainer.do(HOMEWORK, "open")
    one = room.seat(device(PHONE), "Gitte Bang")
    form = Day(one.page).wait_for(HOMEWORK)
    form.field(TOLD).focus()
    form.field(TOLD).evaluate(
        "(field) => { field.value = 'Det gik godt \\ud83d'; field.dispatchEvent(new Event('input', { bubbles: true })); }"
    )
    expect(form.saved).to_contain_text("uden et tegn, der ikke kan gemmes")
    assert room.fields(HOMEWORK, "Gitte Bang") == {"hvad-skete": "Det gik godt "}
    form.field(TOLD).blur()
    expect(form.field(TOLD)).to_have_value("Det gik godt ")
    form.field(TOLD).press_sequentially("🩷")
    expect(form.saved).not_to_contain_text("uden et tegn")
    form.wait_saved()
    assert room.fields(HOMEWORK, "Gitte Bang") == {"hvad-skete": "Det gik godt 🩷"}


def test_twenty_thousand_letters_stay_and_say_how_long_they_are(room: Classroom, device: Callable[..., Device]) -> None:
    room.trainer.do(HOMEWORK, "open")
    one = room.seat(device(LAPTOP), "Camilla Dam")
    sent: list[str] = []
    one.page.on("request", lambda request: sent.append(request.post_data or ""))
    form = Day(one.page).wait_for(HOMEWORK)
    form.field(TOLD).fill("å" * 20_000)
    form.says("20.000 tegn")
    form.says("4.000")
    expect(form.saved).to_have_text("Det sidste, du skrev, er ikke gemt.")
    expect(form.field(TOLD)).to_have_value("å" * 20_000)
    assert not [body for body in sent if "ååå" in body]
    form.field(TOLD).fill("å" * 4_000)
    form.wait_saved()
    assert room.fields(HOMEWORK, "Camilla Dam") == {"hvad-skete": "å" * 4_000}


@pytest.mark.parametrize("text", [
    "👩🏽‍💻 og 🇩🇰 på samme tid",
    "שלום, det går godt: مرحبا بكم",
    "<script>document.title = 'ramt'</script> & \"citat\" <b>",
    "To linjer\n\n    med indryk\tog tabulator",
], ids=["emoji", "right-to-left", "script", "lines"])
def test_text_comes_back_as_it_was_written(room: Classroom, device: Callable[..., Device], text: str) -> None:
    room.trainer.do(HOMEWORK, "open")
    one, other = room.seat(device(PHONE), "Dennis Krogh"), room.seat(device(LAPTOP), "Dennis Krogh")
    form = Day(one.page).wait_for(HOMEWORK)
    form.field(TOLD).fill(text)
    form.wait_saved()
    assert room.fields(HOMEWORK, "Dennis Krogh") == {"hvad-skete": text}
    expect(Day(other.page).exercise(HOMEWORK).field(TOLD)).to_have_value(text)
    assert "ramt" not in one.page.title() + other.page.title()


def test_script_in_a_name_is_shown_as_text(room: Classroom, device: Callable[..., Device]) -> None:
    name = "<img src=x onerror=document.title='ramt'>"
    room.trainer.post(f"/api/console/{room.course}/people", {"name": name, "organisation": "Jobcenter Havbæk"})
    one = device(PHONE)
    one.go(f"/k/{room.code}")
    one.page.get_by_label("De to første bogstaver i dit navn").fill("<i")
    one.page.get_by_role("button", name=name).click()
    expect(one.page.get_by_role("heading", level=1)).to_have_text(f"Velkommen, {name}")
    one.page.get_by_role("button", name="Jeg har skrevet den ned").click()
    one.page.wait_for_url("**/hold/**")
    one.page.get_by_text(name).wait_for()
    one.go(room.day)
    expect(Day(one.page).me).to_contain_text(name)
    assert "ramt" not in one.page.title()
    assert one.page.locator("img[src=x]").count() == 0


def test_words_over_their_length_are_told_and_not_sent(room: Classroom, device: Callable[..., Device]) -> None:
    room.trainer.do(POLL, "open")
    one = room.seat(device(PHONE), "Ida Skov")
    poll = Day(one.page).wait_for(POLL)
    for _ in range(3):
        poll.next.click()
    poll.field("Svar 1 af 2").fill("a" * 200)
    poll.says("Højst 80 tegn")
    expect(poll.field("Svar 1 af 2")).to_have_value("a" * 200)
    poll.says("ikke gemt")
    assert room.fields(POLL, "Ida Skov") == {}

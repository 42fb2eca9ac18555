"""What a trainer enters for someone else goes through the same outbox: once, in its owner's name, and nothing is lost."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from browser.classroom import Classroom, hand_over
from browser.watching import NO_NETWORK, Device
from playwright.sync_api import Dialog, Locator, expect

SIGNED, ANONYMOUS, BOARD = "hvem-er-her", "hvordan-ser-vi-hinanden", "case-indsatsplan"
NUMBER = "010190-1234"


def console(room: Classroom, one: Device) -> Device:
    """The trainer's console, open on this device."""
    hand_over(room.trainer, one)
    one.forgive(*NO_NETWORK)
    one.go(f"/underviser/{room.course}")
    return one


def entering(one: Device, exercise: str) -> Locator:
    """The dialog in which an answer to the exercise is entered."""
    card = one.page.locator(f"#oevelse-{exercise}")  # its section is folded out, since it is open
    card.get_by_role("button", name="Indtast").click()
    dialog: Locator = one.page.get_by_role("dialog")
    return dialog


def choose(dialog: Locator, name: str) -> None:
    """For whom it is."""
    select = dialog.locator("#indtast-for")
    select.select_option(label=select.locator("option", has_text=name).inner_text())


def answer(dialog: Locator, exercise: str) -> None:
    """The exercise's first question."""
    if exercise == SIGNED:
        dialog.get_by_text("Under 1 år").click()
    else:
        dialog.get_by_role("textbox").first.fill("ro")


def lose_the_first_receipt(one: Device) -> list[str]:
    """What is sent from now on. The first of it arrives, and its receipt does not."""
    sent: list[str] = []

    def handle(route: Any) -> None:
        sent.append(route.request.post_data)
        if len(sent) == 1:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    one.page.route("**/answers", handle)
    return sent


def saved(dialog: Locator) -> None:
    """The dialog says that all is saved, and when, once."""
    expect(dialog.locator(".pj-saved-text")).to_contain_text("Gemt kl. ")
    expect(dialog.locator(".pj-saved-text")).not_to_contain_text("kl. kl.")


def not_saved(dialog: Locator) -> None:
    """The dialog says that it is not saved yet."""
    expect(dialog.locator(".pj-saved-text")).to_contain_text("Ikke gemt endnu")


@pytest.mark.parametrize("exercise", [SIGNED, ANONYMOUS])
def test_an_entered_answer_whose_receipt_was_lost_is_sent_again_and_counts_once(
    room: Classroom, device: Callable[..., Device], exercise: str
) -> None:
    room.trainer.do(exercise, "open")
    one = console(room, device())
    dialog = entering(one, exercise)
    choose(dialog, "Dennis Krogh")
    sent = lose_the_first_receipt(one)
    answer(dialog, exercise)
    saved(dialog)
    assert len(sent) == 2
    assert sent[0] == sent[1]
    assert not [name for name in one.kept() if name.startswith(("pejling:ud:", "pejling:stemme:"))]
    if exercise == SIGNED:
        assert list(room.stored(SIGNED)) == [f"person:{room.join('Dennis Krogh').person}"]
        assert [revision for (revision,) in room.query("SELECT answers.revision FROM answers JOIN runs ON runs.id = answers.run "
                                                       "WHERE course = ?", room.course)] == [1]
    else:
        assert len(room.ballots(ANONYMOUS)) == 1


def test_an_anonymous_answer_entered_for_others_is_never_on_the_trainers_device(
    room: Classroom, device: Callable[..., Device]
) -> None:
    room.trainer.do(ANONYMOUS, "open")
    one = console(room, device())
    dialog = entering(one, ANONYMOUS)
    choose(dialog, "Dennis Krogh")
    expect(dialog.get_by_role("textbox").first).to_be_visible()
    one.context.set_offline(True)
    before = set(one.kept())
    answer(dialog, ANONYMOUS)
    not_saved(dialog)
    expect(dialog).to_contain_text("Det ligger ikke på enheden, så luk ikke siden.")
    assert set(one.kept()) == before
    one.context.set_offline(False)
    saved(dialog)
    assert len(room.ballots(ANONYMOUS)) == 1


def test_a_number_like_a_cpr_number_is_held_in_the_dialog_and_sent_only_when_it_is_said_to_be_none(
    room: Classroom, device: Callable[..., Device]
) -> None:
    room.trainer.post(f"/api/console/{room.course}/groups", {"size": 5})
    room.trainer.do(BOARD, "open")
    one = console(room, device())
    dialog = entering(one, BOARD)
    choose(dialog, "Gruppe 1")
    sent: list[str] = []
    one.page.on("request", lambda request: sent.append(request.post_data or ""))
    dialog.get_by_role("textbox").first.fill(f"Ring til {NUMBER}")
    expect(dialog.locator(".pj-frame-notes")).to_contain_text(f"Det ligner et CPR-nummer ({NUMBER})")
    one.page.once("dialog", Dialog.dismiss)  # asked whether to close: no
    dialog.get_by_role("button", name="Færdig").click()
    expect(dialog.get_by_role("textbox").first).to_have_value(f"Ring til {NUMBER}")
    assert not any(NUMBER in words for words in [*sent, json.dumps(one.kept())])
    dialog.get_by_role("button", name="Det er ikke et CPR-nummer – gem alligevel").click()
    saved(dialog)
    (state,) = room.stored(BOARD).values()
    assert NUMBER in json.dumps(state)


def test_two_people_entered_without_network_arrive_each_in_their_own_name(room: Classroom, device: Callable[..., Device]) -> None:
    room.trainer.do(SIGNED, "open")
    one = console(room, device())
    dialog = entering(one, SIGNED)
    choose(dialog, "Astrid Lund")
    expect(dialog.get_by_text("Under 1 år")).to_be_visible()
    one.context.set_offline(True)
    one.page.on("dialog", Dialog.accept)  # asked whether to leave the one before: yes
    for name, words in (("Dennis Krogh", "Under 1 år"), ("Gitte Bang", "Mere end 10 år")):
        choose(dialog, name)
        dialog.get_by_text(words).click()
        not_saved(dialog)
    one.context.set_offline(False)
    saved(dialog)
    assert room.fields(SIGNED, "Dennis Krogh") == {"erfaring": "under-1"}
    assert list(room.fields(SIGNED, "Gitte Bang")) == ["erfaring"]
    assert room.fields(SIGNED, "Gitte Bang") != {"erfaring": "under-1"}


def test_a_window_closed_with_something_unsaved_asks_as_logging_out_does_and_sends_it_when_it_is_opened_again(
    room: Classroom, device: Callable[..., Device]
) -> None:
    room.trainer.do(SIGNED, "open")
    one = console(room, device())
    dialog = entering(one, SIGNED)
    choose(dialog, "Dennis Krogh")
    one.context.route("**/answers", lambda route: route.abort())
    dialog.get_by_text("Under 1 år").click()
    not_saved(dialog)
    with one.page.expect_event("close"), one.page.expect_event("dialog") as asked:
        one.page.once("dialog", Dialog.accept)
        one.page.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    assert room.stored(SIGNED) == {}
    one.page = one.context.new_page()
    one.go("/underviser")
    one.page.get_by_role("button", name="Log ud på denne enhed").click()
    one.page.get_by_role("dialog", name="Noget er ikke gemt endnu").get_by_role("button", name="Bliv her").click()
    one.context.unroute("**/answers")
    with one.page.expect_response("**/answers"):
        one.go(f"/underviser/{room.course}")
    expect(one.page.locator(f"#oevelse-{SIGNED} li", has_text="Dennis Krogh")).to_contain_text("indtastet af underviser")
    assert room.fields(SIGNED, "Dennis Krogh") == {"erfaring": "under-1"}

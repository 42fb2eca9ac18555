"""The network goes, the server stops, the page is loaded again: what was written arrives, once."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from browser.classroom import Classroom, free_folder, make_classroom
from browser.conftest import IN_THE_ROOM
from browser.pages.day import Day, Exercise
from browser.watching import LAPTOP, NO_NETWORK, PHONE, Device
from playwright.sync_api import expect
from serving import Client, serve

HOMEWORK = "hjemmeopgave-modul-1"
POLL = "hvem-er-her"
TOLD = "Hvad skete der?"


def homework(one: Device) -> Exercise:
    """The homework on the day's page, ready to be written in."""
    form = Day(one.page).wait_for(HOMEWORK)
    form.field(TOLD).wait_for()
    return form


@pytest.mark.parametrize("kind", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_what_is_written_without_network_is_sent_when_it_is_back(
    room: Classroom, device: Callable[..., Device], kind: dict[str, Any]
) -> None:
    room.trainer.do(HOMEWORK, "open")
    one = room.seat(device(kind), "Astrid Lund")
    one.forgive(*NO_NETWORK)
    form = homework(one)
    one.context.set_offline(True)
    form.field(TOLD).press_sequentially("Jeg ringede til Fie.")
    form.choose("Noget andet")
    form.wait_not_saved()
    expect(form.saved).to_be_in_viewport(ratio=1)
    assert room.stored(HOMEWORK) == {}
    one.context.set_offline(False)
    form.wait_saved()
    assert room.fields(HOMEWORK, "Astrid Lund") == {"hvad-skete": "Jeg ringede til Fie.", "hvad-proevede-jeg": "andet"}
    assert not [name for name in one.kept() if name.startswith("pejling:ud:")]


def test_an_answer_whose_receipt_was_lost_counts_once(room: Classroom, device: Callable[..., Device]) -> None:
    room.trainer.do(POLL, "open")
    one = room.seat(device(PHONE), "Bjarne Toft")
    one.forgive(*NO_NETWORK)
    sent: list[str] = []

    def lose_the_first_receipt(route: Any) -> None:
        sent.append(route.request.post_data)
        if len(sent) == 1:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    one.page.route("**/answers", lose_the_first_receipt)
    poll = Day(one.page).wait_for(POLL)
    poll.choose("Mere end 10 år")
    poll.wait_saved()
    assert len(sent) == 2
    assert sent[0] == sent[1]
    runs = room.query("SELECT answers.revision, answers.run FROM answers JOIN runs ON runs.id = answers.run WHERE course = ?",
                      room.course)
    assert [revision for revision, _ in runs] == [1]
    assert len(room.query("SELECT mark FROM events WHERE run = ?", runs[0][1])) == 1


def test_two_tabs_that_both_lost_the_network_send_each_word_once(room: Classroom, device: Callable[..., Device]) -> None:
    room.trainer.do(HOMEWORK, "open")
    one = room.seat(device(LAPTOP), "Camilla Dam")
    one.forgive(*NO_NETWORK)
    form = homework(one)
    other = one.context.new_page()
    other.goto(one.page.url)
    second = Day(other).wait_for(HOMEWORK)
    one.context.set_offline(True)
    form.field(TOLD).fill("Skrevet i det ene vindue")
    second.field("Hvad overraskede dig?").fill("Skrevet i det andet")
    form.wait_not_saved()
    second.wait_not_saved()
    one.context.set_offline(False)
    form.wait_saved()
    second.wait_saved()
    assert room.fields(HOMEWORK, "Camilla Dam") == {"hvad-skete": "Skrevet i det ene vindue", "overraskede": "Skrevet i det andet"}
    expect(form.field("Hvad overraskede dig?")).to_have_value("Skrevet i det andet")


def test_a_server_that_stopped_gets_what_was_written_meanwhile(
    browser: Any, device: Callable[..., Device], tmp_path_factory: pytest.TempPathFactory
) -> None:
    data = free_folder(tmp_path_factory.mktemp("stop"))
    with serve(data, *IN_THE_ROOM) as served:
        room = make_classroom(served, Client(served.url).by_link(served.trainer_link))
        room.trainer.do(HOMEWORK, "open")
        room.trainer.do("myter-og-fakta", "open")
        one = room.seat(device(PHONE, home=served.url), "Ellen Åkjær")
        one.forgive(*NO_NETWORK)
        form, myths = homework(one), Day(one.page).wait_for("myter-og-fakta")
        form.field(TOLD).fill("Før strømmen gik.")
        form.wait_saved()
        served.kill()
        form.field(TOLD).press_sequentially(" Efter strømmen gik.")
        myths.root.get_by_role("radio").first.check()
        form.wait_not_saved()
        myths.wait_not_saved()
        with pytest.raises(Exception, match="ERR_CONNECTION_REFUSED"):
            one.page.reload()
    with serve(data, *IN_THE_ROOM, "--port", served.url.rsplit(":", 1)[1]) as again:
        room.served = again
        one.go(room.day)
        form, myths = homework(one), Day(one.page).wait_for("myter-og-fakta")
        expect(form.field(TOLD)).to_have_value("Før strømmen gik. Efter strømmen gik.")
        form.wait_saved()
        myths.wait_saved()
        assert room.fields(HOMEWORK, "Ellen Åkjær") == {"hvad-skete": "Før strømmen gik. Efter strømmen gik."}
        assert len(room.ballots("myter-og-fakta")) == 1


def test_a_page_left_open_while_the_server_is_away_sends_by_itself(
    device: Callable[..., Device], tmp_path_factory: pytest.TempPathFactory
) -> None:
    data = free_folder(tmp_path_factory.mktemp("stop"))
    with serve(data, *IN_THE_ROOM) as served:
        room = make_classroom(served, Client(served.url).by_link(served.trainer_link))
        room.trainer.do(HOMEWORK, "open")
        one = room.seat(device(LAPTOP, home=served.url), "Ida Skov")
        one.forgive(*NO_NETWORK)
        form = homework(one)
        served.kill()
        form.field(TOLD).press_sequentially("Ingen rører siden.")
        form.wait_not_saved()
    with serve(data, *IN_THE_ROOM, "--port", served.url.rsplit(":", 1)[1]) as again:
        room.served = again
        form.wait_saved()
        assert room.fields(HOMEWORK, "Ida Skov") == {"hvad-skete": "Ingen rører siden."}
        room.trainer.do(POLL, "open")
        expect(Day(one.page).exercise(POLL).root).to_contain_text(re.compile("Åben nu"), timeout=30_000)

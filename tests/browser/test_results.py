"""Results: shown when the trainer shows them, never before, never of fewer than five; an anonymous vote stays on its device."""

import json
from collections.abc import Callable

from browser.classroom import NAMES, Classroom
from browser.pages.day import Day
from browser.watching import LAPTOP, PHONE, Device
from playwright.sync_api import expect

SIGNED = "hvem-er-her"
ANONYMOUS = "hvordan-ser-vi-hinanden"
MYTHS = "myter-og-fakta"
CLAIM = "»A-kassen er en del af fagforeningen.«"


def vote(room: Classroom, exercise: str, names: tuple[str, ...], values: dict[str, object]) -> None:
    """Let others answer over HTTP."""
    for name in names:
        results = room.join(name).events(exercise, [{"type": "set", "field": k, "value": v} for k, v in values.items()])
        assert {one["status"] for one in results} == {"saved"}


def test_phone_and_laptop_see_the_bars_when_the_trainer_shows_them(room: Classroom, device: Callable[..., Device]) -> None:
    room.trainer.do(SIGNED, "open")
    vote(room, SIGNED, NAMES[2:], {"erfaring": "1-til-3"})
    polls = []
    for kind, name in ((PHONE, NAMES[0]), (LAPTOP, NAMES[1])):
        poll = Day(room.seat(device(kind), name).page).wait_for(SIGNED)
        poll.choose("Under 1 år")
        poll.wait_saved()
        polls.append(poll)
    room.trainer.do(SIGNED, "close")
    for poll in polls:
        poll.says("Der er lukket for svar. Underviseren viser svarene for alle.")
        expect(poll.bars).to_have_count(0)
        assert "\u00a0svar" not in poll.root.inner_text()
    room.trainer.do(SIGNED, "reveal")
    for poll in polls:
        poll.says("Resultatet er vist")
        poll.says("Alle 10\u00a0svar")
        expect(poll.bars.filter(has_text="1–3 år").first).to_contain_text("8 (80\u00a0%)")
        expect(poll.bars.filter(has_text="Under 1 år").first).to_contain_text("dit svar")
        poll.says("Jobcenter Havbæk 5\u00a0svar")
        poll.says("Sundets A-kasse 5\u00a0svar")


def test_fewer_than_five_are_never_shown(room: Classroom, device: Callable[..., Device]) -> None:
    room.trainer.do(SIGNED, "open")
    vote(room, SIGNED, NAMES[:4], {"erfaring": "1-til-3"})
    poll = Day(room.seat(device(PHONE), NAMES[0]).page).wait_for(SIGNED)
    room.trainer.do(SIGNED, "close")
    room.trainer.do(SIGNED, "reveal")
    poll.says("For få svar til at vise")
    poll.says("mindst 5 svar")
    expect(poll.bars).to_have_count(0)


def test_the_phone_says_the_limit_of_its_own_course(room: Classroom, device: Callable[..., Device]) -> None:
    room.trainer.post(f"/api/console/{room.course}/settings", {"least": 8})
    room.trainer.do(ANONYMOUS, "open")
    vote(room, ANONYMOUS, NAMES[1:8], {"kender-arbejdsdag": 3, "faar-fat-i": 2})
    vote(room, ANONYMOUS, NAMES[8:], {"kender-arbejdsdag": 4})
    poll = Day(room.seat(device(PHONE), NAMES[0]).page).wait_for(ANONYMOUS)
    poll.says("først når mindst 8 har svaret")
    room.trainer.do(ANONYMOUS, "close")
    room.trainer.do(ANONYMOUS, "reveal")
    poll.button("Vis alle spørgsmål").click()
    poll.says("9\u00a0svar")
    poll.says("Færre end 8 har svaret på spørgsmålet, så svarene vises ikke.")
    assert "fem" not in poll.root.inner_text().split()


def test_an_anonymous_vote_has_its_key_on_the_device_only(room: Classroom, device: Callable[..., Device]) -> None:
    room.trainer.do(ANONYMOUS, "open")
    one = room.seat(device(PHONE), NAMES[0])
    poll = Day(one.page).wait_for(ANONYMOUS)
    poll.field("Svar 1 af 3").fill("regler")
    poll.wait_saved()
    place = next(name for name in one.kept() if name.startswith("pejling:stemme:"))
    ballot = json.loads(one.kept()[place])
    assert len(ballot["key"]) >= 32
    assert [fields["ord-om-dem"][0] for fields in room.ballots(ANONYMOUS)] == ["regler"]
    everything = b"".join(path.read_bytes() for path in room.served.data.rglob("*") if path.is_file())
    assert ballot["key"].encode() not in everything
    assert not room.query("SELECT * FROM answers JOIN runs ON runs.id = answers.run WHERE course = ?", room.course)
    assert not room.query("SELECT * FROM events JOIN runs ON runs.id = events.run WHERE course = ?", room.course)
    one.page.reload()
    poll.button("Forrige").click()
    expect(poll.field("Svar 1 af 3")).to_have_value("regler")
    room.trainer.do(ANONYMOUS, "close")
    poll.says("Lukket")
    expect(poll.field("Svar 1 af 3")).to_have_value("regler")
    assert ballot["key"] not in str(one.kept())


def test_a_second_device_is_told_that_an_anonymous_vote_stays_where_it_was_given(
    room: Classroom, device: Callable[..., Device]
) -> None:
    room.trainer.do(MYTHS, "open")
    phone, laptop = room.seat(device(PHONE), NAMES[3]), room.seat(device(LAPTOP), NAMES[3])
    on_phone, on_laptop = Day(phone.page).wait_for(MYTHS), Day(laptop.page).wait_for(MYTHS)
    on_phone.choose("Passer ikke")
    on_phone.wait_saved()
    on_laptop.choose("Passer")
    on_laptop.says("Du har allerede svaret på en anden enhed. Du kan kun rette svaret der, fordi det er anonymt.")
    expect(on_laptop.root.get_by_role("radio", checked=True)).to_have_count(0)
    assert [list(fields.values()) for fields in room.ballots(MYTHS)] == [["passer-ikke"]]
    on_phone.choose("Det kommer an på")
    on_phone.wait_saved()
    assert len(room.ballots(MYTHS)) == 1


def test_the_second_round_stands_beside_the_first(room: Classroom, device: Callable[..., Device]) -> None:
    first = room.join(NAMES[0])
    room.trainer.do(MYTHS, "open")
    question = first.state(MYTHS)["public"]["questions"][0]["id"]
    poll = Day(room.seat(device(PHONE), NAMES[0]).page).wait_for(MYTHS)
    vote(room, MYTHS, NAMES[:6], {question: "passer"})
    room.trainer.do(MYTHS, "close")
    room.trainer.do(MYTHS, "again")
    vote(room, MYTHS, NAMES[:6], {question: "passer-ikke"})
    room.trainer.do(MYTHS, "close")
    room.trainer.do(MYTHS, "reveal")
    poll.says("2. runde")
    poll.says(CLAIM)
    before, after = (poll.root.get_by_role("figure").filter(has_text=f"{number}. runde") for number in (1, 2))
    expect(before.locator(".pj-bar").filter(has_text="6 (100\u00a0%)")).to_contain_text("Passer")
    expect(after.locator(".pj-bar").filter(has_text="6 (100\u00a0%)")).to_contain_text("Passer ikke")
    expect(poll.bars).to_have_count(6)
    poll.says("Det ved man")

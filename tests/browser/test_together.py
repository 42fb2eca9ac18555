"""What others do reaches a page: the group's words, the trainer's steps, and what happened while the phone slept."""

from collections.abc import Callable

from browser.classroom import NAMES, Classroom
from browser.pages.day import Day
from browser.watching import LAPTOP, PHONE, Device
from playwright.sync_api import expect

BOARD = "case-indsatsplan"
POSTS = "aftaler-om-samarbejde"
POLL = "hvem-er-her"
LAST = "dagens-udbytte"
HOMEWORK = "hjemmeopgave-modul-1"
GOAL = "Det vil personen selv"
NO_GROUP = "Du er ikke i en gruppe endnu – sig det til underviseren."


def test_someone_without_a_group_is_told_and_gets_one(room: Classroom, device: Callable[..., Device]) -> None:
    room.trainer.do(POSTS, "open")
    one = room.seat(device(PHONE), NAMES[0])
    day = Day(one.page)
    board = day.wait_for(POSTS)
    people = room.trainer.get(f"/api/console/{room.course}")["people"]
    person = next(p["id"] for p in people if p["name"] == NAMES[0])
    room.trainer.post(f"/api/console/{room.course}/groups/move", {"person": person, "group": None})
    board.says(NO_GROUP)
    for name in NAMES[1:]:
        room.join(name)
    room.trainer.post(f"/api/console/{room.course}/groups", {"size": 4})
    expect(day.me).to_contain_text("Gruppe")
    expect(board.root).not_to_contain_text(NO_GROUP)
    board.button("Skriv et opslag under Det gør vi sammen").click()
    board.field("Det gør vi sammen, opslag 1").fill("Ringer på fredag")
    board.wait_saved()


def test_two_phones_of_a_group_see_each_others_words_without_losing_their_place(
    room: Classroom, device: Callable[..., Device]
) -> None:
    for name in NAMES:
        room.join(name)
    room.trainer.post(f"/api/console/{room.course}/groups", {"size": 4})
    room.trainer.do(BOARD, "open")
    groups = room.trainer.get(f"/api/console/{room.course}")["groups"]
    by_id = {client.person: name for name, client in room.inside.items()}
    mine = [by_id[person] for person in groups[0]["people"]]
    other = by_id[groups[1]["people"][0]]
    pages = [room.seat(device(kind), name) for kind, name in ((PHONE, mine[0]), (LAPTOP, mine[1]), (PHONE, other))]
    first, second, elsewhere = (Day(one.page).wait_for(BOARD) for one in pages)
    first.field(GOAL).press_sequentially("Et arbejde")
    second.field("Det svære valg").press_sequentially("Byen eller")
    expect(first.field("Det svære valg")).to_have_value("Byen eller")
    expect(second.field(GOAL)).to_have_value("Et arbejde")
    expect(first.field(GOAL)).to_be_focused()
    expect(second.field("Det svære valg")).to_be_focused()
    pages[0].page.keyboard.type(" tæt på")
    pages[1].page.keyboard.type(" faget")
    expect(first.field("Det svære valg")).to_have_value("Byen eller faget")
    expect(second.field(GOAL)).to_have_value("Et arbejde tæt på")
    expect(elsewhere.field(GOAL)).to_have_value("")
    first.wait_saved()
    second.wait_saved()


def test_the_now_bar_leads_to_what_the_trainer_opened(room: Classroom, device: Callable[..., Device]) -> None:
    one = room.seat(device(PHONE), NAMES[0])
    day = Day(one.page)
    day.wait_for(POLL)
    expect(day.now).to_have_count(0)
    room.trainer.do(LAST, "open")
    day.now.wait_for()
    title = day.exercise(LAST).title
    expect(day.now).to_have_text(f"Nu: {title.inner_text()}")
    expect(title).not_to_be_in_viewport()
    day.now.click()
    expect(title).to_be_in_viewport()
    expect(title).to_be_focused()
    expect(day.now).to_have_count(0)
    room.trainer.do(POLL, "open")
    expect(day.now).to_have_text("Nu: Hvem er her i dag?")
    room.trainer.do(POLL, "close")
    room.trainer.do(LAST, "close")
    expect(day.now).to_have_count(0)


def test_homework_left_open_does_not_stand_in_the_way_of_what_is_open_now(room: Classroom, device: Callable[..., Device]) -> None:
    room.trainer.do(POLL, "open")
    room.trainer.do(HOMEWORK, "open")
    day = Day(room.seat(device(LAPTOP), NAMES[1]).page)
    expect(day.now).to_have_text("Nu: Hvem er her i dag?")


def test_a_phone_that_slept_looks_again_when_it_wakes(room: Classroom, device: Callable[..., Device]) -> None:
    one = device(PHONE)
    one.page.clock.install()
    room.seat(one, NAMES[2])
    poll = Day(one.page).wait_for(POLL)
    poll.says("Åbnes af underviseren")
    show(one, hidden=True)
    one.page.clock.fast_forward(90_000)
    room.trainer.do(POLL, "open")
    one.page.clock.run_for(3_000)
    poll.says("Åbnes af underviseren")
    show(one, hidden=False)
    poll.says("Åben nu")
    poll.choose("1–3 år")
    poll.wait_saved()


def show(one: Device, *, hidden: bool) -> None:
    """Put the page away, or take it out again, as a phone's screen does."""
    one.page.evaluate(
        """(hidden) => {
          Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
          Object.defineProperty(document, "visibilityState", { configurable: true, get: () => hidden ? "hidden" : "visible" });
          document.dispatchEvent(new Event("visibilitychange"));
        }""", hidden)

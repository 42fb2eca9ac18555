"""Without a pointer: joining, answering every kind of question, writing a post, and handing in the homework."""

from collections.abc import Callable

from browser.classroom import NAMES, Classroom
from browser.pages.day import Day
from browser.pages.home import Home
from browser.pages.join import Join
from browser.pages.keyboard import Keyboard
from browser.watching import LAPTOP, Device
from playwright.sync_api import expect

OPENING = "hvem-er-her"
SCALE = "raadighed-graazoner"
RANKING = "arbejdsmarkedsparathed"
POSTS = "aftaler-om-samarbejde"
HOMEWORK = "hjemmeopgave-modul-1"


def test_joining_and_going_to_the_day(room: Classroom, device: Callable[..., Device]) -> None:
    one = device(LAPTOP)
    one.go("/")
    keys, join = Keyboard(one.page), Join(one.page)
    keys.write(join.code, room.code)
    one.page.keyboard.press("Enter")
    expect(join.letters).to_be_focused()
    one.page.keyboard.type("ja")
    expect(join.names).to_have_count(0)
    one.page.keyboard.press("Backspace")
    one.page.keyboard.press("Backspace")
    one.page.keyboard.type("jo")
    keys.press(join.name("Jonas Brix"))
    join.read_pin()
    keys.press(join.written_down)
    keys.press(Home(one.page).to_the_day)
    Day(one.page).wait_for(OPENING)


def test_the_first_tab_skips_to_the_content(room: Classroom, device: Callable[..., Device]) -> None:
    one = room.seat(device(LAPTOP), NAMES[0])
    Day(one.page).wait_for(OPENING)
    one.page.keyboard.press("Tab")
    skip = one.page.get_by_role("link", name="Gå til indholdet")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    one.page.keyboard.press("Enter")
    expect(one.page.get_by_role("main")).to_be_focused()


def test_single_multiple_and_words(room: Classroom, device: Callable[..., Device]) -> None:
    room.trainer.do(OPENING, "open")
    one = room.seat(device(LAPTOP), NAMES[1])
    keys, poll = Keyboard(one.page), Day(one.page).wait_for(OPENING)
    keys.to(poll.option("Under 1 år"))
    one.page.keyboard.press("Space")
    one.page.keyboard.press("ArrowDown")
    expect(poll.option("1–3 år")).to_be_checked()
    keys.press(poll.next)
    for text in ("Samtaler med ledige", "Noget helt andet"):
        keys.press(poll.option(text), "Space")
        expect(poll.option(text)).to_be_checked()
    keys.press(poll.next)
    keys.to(poll.option("I denne uge"))
    one.page.keyboard.press("Space")
    keys.press(poll.next)
    keys.write(poll.field("Svar 1 af 2"), "en aftale")
    one.page.keyboard.press("Enter")
    expect(poll.field("Svar 2 af 2")).to_be_focused()
    one.page.keyboard.type("et nummer")
    poll.wait_saved()
    assert room.fields(OPENING, NAMES[1]) == {
        "erfaring": "1-til-3", "opgaver": ["samtaler", "andet"], "kontakt": "denne-uge",
        "turen-vaerd": ["en aftale", "et nummer"],
    }


def test_a_scale(room: Classroom, device: Callable[..., Device]) -> None:
    room.trainer.do(SCALE, "open")
    one = room.seat(device(LAPTOP), NAMES[2])
    keys, poll = Keyboard(one.page), Day(one.page).wait_for(SCALE)
    steps = poll.root.get_by_role("radio")
    keys.to(steps.first)
    one.page.keyboard.press("ArrowRight")
    one.page.keyboard.press("ArrowRight")
    expect(steps.nth(2)).to_be_checked()
    poll.wait_saved()
    [fields] = room.ballots(SCALE)
    assert len(fields) == 1
    keys.press(poll.button("Fjern svaret"))
    expect(poll.root.get_by_role("radio", checked=True)).to_have_count(0)
    poll.wait_saved()
    assert room.ballots(SCALE) == [{}]


def test_a_ranking(room: Classroom, device: Callable[..., Device]) -> None:
    room.trainer.do(RANKING, "open")
    one = room.seat(device(LAPTOP), NAMES[3])
    keys, poll = Keyboard(one.page), Day(one.page).wait_for(RANKING)
    keys.press(poll.button("Helbred, og hvad hun kan holde til"))
    keys.press(poll.button("Uddannelse og faglig kunnen"))
    poll.says("Tryk på det, der skal være nummer 3.")
    up = poll.button("Flyt Uddannelse og faglig kunnen op")
    keys.to(up, "Shift+Tab")
    one.page.keyboard.press("Enter")
    expect(poll.root.get_by_role("listitem").first).to_contain_text("Uddannelse og faglig kunnen")
    expect(up).to_be_focused()
    poll.wait_saved()
    [fields] = room.ballots(RANKING)
    assert [len(order) for order in fields.values()] == [2]


def test_a_post_on_a_board(room: Classroom, device: Callable[..., Device]) -> None:
    for name in NAMES[:5]:
        room.join(name)
    room.trainer.post(f"/api/console/{room.course}/groups", {"size": 4})
    room.trainer.do(POSTS, "open")
    one = room.seat(device(LAPTOP), NAMES[4])
    keys, board = Keyboard(one.page), Day(one.page).wait_for(POSTS)
    keys.press(board.button("Skriv et opslag under Det gør vi sammen"))
    expect(board.field("Det gør vi sammen, opslag 1")).to_be_focused()
    one.page.keyboard.type("Fælles frokost hver måned")
    board.wait_saved()
    [state] = room.stored(POSTS).values()
    assert list(state["fields"].values()) == ["Fælles frokost hver måned"]
    keys.press(board.button("Slet opslag 1 under Det gør vi sammen"))
    expect(board.button("Fortryd")).to_be_focused()
    one.page.keyboard.press("Enter")
    expect(board.field("Det gør vi sammen, opslag 1")).to_have_value("Fælles frokost hver måned")


def test_the_homework_is_filled_in_and_handed_in(room: Classroom, device: Callable[..., Device]) -> None:
    room.trainer.do(HOMEWORK, "open")
    one = room.seat(device(LAPTOP), NAMES[5])
    keys, form = Keyboard(one.page), Day(one.page).wait_for(HOMEWORK)
    keys.press(form.hand_in)
    expect(one.page.locator(":focus")).to_have_attribute("type", "radio")
    form.says("Skal udfyldes, før du afleverer.")
    one.page.keyboard.press("Space")
    keys.write(form.field("Hvad skete der?"), "Vi talte sammen.")
    keys.to(form.root.get_by_role("radio", name="0, Slet ikke"))
    for _ in range(7):
        one.page.keyboard.press("ArrowRight")
    form.wait_saved()
    keys.press(form.hand_in)
    form.says("Afleveret")
    form.wait_saved()
    state = room.stored(HOMEWORK)[f"person:{room.join(NAMES[5]).person}"]
    assert state["handed_in"]
    assert state["fields"] == {"hvad-proevede-jeg": "ringede", "hvad-skete": "Vi talte sammen.", "sikker": 7}
    keys.press(form.button("Ret igen"))
    expect(form.field("Hvad skete der?")).to_be_editable()


def test_a_dialog_is_left_by_escape_and_gives_the_focus_back(room: Classroom, device: Callable[..., Device]) -> None:
    one = room.seat(device(LAPTOP), NAMES[6], room.home)
    keys = Keyboard(one.page)
    new_pin = one.page.get_by_role("button", name="Få en ny PIN-kode")
    keys.press(new_pin)
    one.page.get_by_role("dialog").wait_for()
    one.page.keyboard.press("Escape")
    expect(one.page.get_by_role("dialog")).to_have_count(0)
    expect(new_pin).to_be_focused()

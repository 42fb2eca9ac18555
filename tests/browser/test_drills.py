"""Drills: every form is answered by thumb and by keys, and gets feedback that points at words, after the reply and not before."""

from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import pytest
from browser.classroom import NAMES, Classroom, free_folder, hand_over, make_classroom
from browser.conftest import IN_THE_ROOM
from browser.drills import ALL_FORMS, BY_FORM, DAY, FORMS, ON_PURPOSE, SHIPPED, lay_out_drills, tried_on_purpose
from browser.pages.drill import Drill, Hand, Keys, Thumb
from browser.received import received, secrets, texts
from browser.test_accessible import inspect
from browser.watching import LAPTOP, NO_NETWORK, PHONE, SMALL_PHONE, Device
from playwright.sync_api import expect
from serving import Client, Served, serve

from pejling.places import content_root
from pejling_widgets.library import Library

LIBRARY = Library.load([content_root()])
GALLERY: Any = LIBRARY.find(ALL_FORMS).content
REPLIES: dict[str, Any] = {
    "recognise": "Åbent spørgsmål",
    "mark": ["træt", "ansvar", "alt"],
    "write": "Du gider ikke stå i et supermarked igen. Hvad vil du hellere?",
    "rewrite": "Har du søgt noget, og hvor mange?",
    "order": [step.text for item in GALLERY.practice if item.form == "order" for step in item.steps],
    "sort": {card.text: "Proces" for item in GALLERY.practice if item.form == "sort" for card in item.cards},
    "place": "Her, efter linje 4",
}
CHECK = (("recognise", "Lukket spørgsmål"), ("mark", ["stolt"]), ("rewrite", "Hvad gør det svært?"))
POINTS_AT_WORDS = ("recognise", "mark", "write", "rewrite")
WRITTEN = ("write", "rewrite")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server whose programme has a day of drills."""
    data = free_folder(tmp_path_factory.mktemp("drills"))
    lay_out_drills(data)
    with serve(data, *IN_THE_ROOM) as served:
        yield served


@pytest.fixture(scope="module")
def course(served: Served) -> Classroom:
    """A course where every drill is open; each test is somebody of their own in it."""
    room = make_classroom(served, Client(served.url).by_link(served.trainer_link))
    for name in (ALL_FORMS, *BY_FORM.values(), *SHIPPED, ON_PURPOSE):
        room.trainer.do(name, "open")
    return room


def content_of(name: str) -> Any:
    """The content of one of the day's own drills: a task of the gallery's, and its last round."""
    form = next((form for form, drill in BY_FORM.items() if drill == name), None)
    practice = tuple(item for item in GALLERY.practice if form in (None, item.form))
    return GALLERY.model_copy(update={"practice": practice})


def sit_down(course: Classroom, one: Device, name: str, drill: str = ALL_FORMS) -> Drill:
    """The drill on someone's screen, ready for the next reply."""
    course.seat(one, name, f"{course.home}/dag/{DAY}")
    found = Drill(one.page, drill)
    found.prompt.wait_for()
    return found


@pytest.mark.parametrize(("hand", "kind", "name"), [(Thumb, PHONE, NAMES[0]), (Keys, LAPTOP, NAMES[1])], ids=["thumb", "keys"])
def test_a_drill_is_gone_through_and_comes_back_as_it_was(
    course: Classroom, device: Callable[..., Device], hand: Callable[[Any], Hand], kind: dict[str, Any], name: str
) -> None:
    one = device(kind)
    drill = sit_down(course, one, name)
    does = hand(one.page) if hand is Keys else hand()
    for number, form in enumerate(FORMS, 1):
        assert drill.where() == f"Øvelse {number} af {len(FORMS)}"
        answer_and_read(drill, does, form)
        drill.go_on(does)
    drill.says("uden feedback undervejs")
    for form, reply in CHECK:
        drill.answer(does, form, reply)
        expect(drill.ask).to_have_count(0)
        expect(drill.feedback).to_have_count(0)
        drill.go_on(does)
    drill.wait_saved()
    assert course.stored(ALL_FORMS)[f"person:{course.join(name).person}"]["handed_in"] is None
    does.press(drill.finish)
    drill.says("sad 2 af 3")
    expect(drill.prompt).to_have_text("Gå runden igennem")
    before = walk_back(drill, does)
    assert all("Reglen bag:" in text for text in before)
    one.page.reload()
    drill.says("Gå runden igennem")
    assert walk_back(drill, does) == before


def answer_and_read(drill: Drill, does: Hand, form: str) -> None:
    """Reply, and read what comes: the words it is about, what to try, and after the own reply two others."""
    if form != "order":  # the steps stand in an order from the start
        does.press(drill.ask)
        expect(drill.hint).to_contain_text("først.")
    drill.answer(does, form, REPLIES[form])
    expect(drill.feedback).to_have_count(0)
    expect(drill.models).to_have_count(0)
    does.press(drill.ask)
    drill.wait_feedback()
    assert drill.entries.count() >= 1
    drill.says("Reglen bag:")
    assert (drill.marks.count() > 0) == (form in POINTS_AT_WORDS)
    expect(drill.models).to_have_count(2 if form in WRITTEN else 0)
    drill.wait_saved()


def walk_back(drill: Drill, does: Hand) -> list[str]:
    """What each task shows, from the end to the first, with what is chosen; back at the end afterwards."""
    seen = []
    for _ in range(len(FORMS) + len(CHECK)):
        does.press(drill.back)
        expect(drill.prompt).to_be_focused()
        chosen = drill.task.evaluate("""(el) => [...el.querySelectorAll("input:checked, [aria-pressed=true], textarea")]
          .map((one) => one.value || one.textContent)""")
        seen.append(f"{drill.where()}\n{drill.task.inner_text()}\n{chosen}")
    does.press(drill.root.get_by_role("button", name="Oversigt", exact=True))
    return seen


def test_feedback_comes_when_the_network_is_back(course: Classroom, device: Callable[..., Device]) -> None:
    one = device(PHONE)
    one.forgive(*NO_NETWORK)
    drill = sit_down(course, one, NAMES[2], BY_FORM["write"])
    drill.reply.press_sequentially("Du gider ikke stå i et ")
    drill.wait_saved()
    one.context.set_offline(True)
    drill.reply.press_sequentially("supermarked igen. Hvad vil du hellere?")
    drill.ask.tap()
    expect(drill.root.get_by_role("button", name="Læser …")).to_be_visible()
    drill.wait_not_saved()
    expect(drill.feedback).to_have_count(0)
    one.context.set_offline(False)
    drill.wait_feedback()
    expect(drill.models).to_have_count(2)
    drill.wait_saved()
    text = "Du gider ikke stå i et supermarked igen. Hvad vil du hellere?"
    expect(drill.reply).to_have_value(text)
    state = course.stored(BY_FORM["write"])[f"person:{course.join(NAMES[2]).person}"]
    assert state["fields"]["spejl-og-spoerg"] == text
    assert state["tries"]["spejl-og-spoerg"]["n"] == 1


def test_typing_on_after_asking_offline_takes_the_asking_back_and_loses_nothing(
    course: Classroom, device: Callable[..., Device]
) -> None:
    one = device(PHONE)
    one.forgive(*NO_NETWORK)
    room = make_classroom(course.served, course.trainer)
    room.trainer.do(BY_FORM["write"], "open")
    drill = sit_down(room, one, NAMES[0], BY_FORM["write"])
    one.context.set_offline(True)
    drill.reply.press_sequentially("Du gider ikke supermarked.")
    drill.ask.tap()
    drill.reply.press_sequentially(" Hvad vil du hellere?")
    expect(drill.ask).to_be_visible()
    drill.onward.tap()
    drill.back.tap()
    drill.ask.tap()
    drill.ask.or_(drill.root.get_by_role("button", name="Læser …")).first.wait_for()
    one.context.set_offline(False)
    drill.wait_feedback()
    drill.wait_saved()
    expect(drill.root.get_by_text("nåede ikke med")).to_have_count(0)
    expect(drill.root.get_by_text("blev ikke gemt")).to_have_count(0)
    text = "Du gider ikke supermarked. Hvad vil du hellere?"
    expect(drill.reply).to_have_value(text)
    state = room.stored(BY_FORM["write"])[f"person:{room.join(NAMES[0]).person}"]
    assert (state["fields"]["spejl-og-spoerg"], state["tries"]["spejl-og-spoerg"]["n"]) == (text, 1)


def test_a_reply_with_a_cpr_number_is_held_and_the_drill_does_not_wait_for_it(
    course: Classroom, device: Callable[..., Device]
) -> None:
    one = device(PHONE)
    room = make_classroom(course.served, course.trainer)
    room.trainer.do(BY_FORM["write"], "open")
    drill = sit_down(room, one, NAMES[0], BY_FORM["write"])
    drill.reply.press_sequentially("Hvad har 010190-1234 gjort?")
    drill.ask.tap()
    drill.says("Det ligner et CPR-nummer (010190-1234)")
    expect(drill.ask).to_be_visible()
    expect(drill.root.get_by_role("button", name="Læser …")).to_have_count(0)
    drill.reply.fill("Hvad har hun gjort?")
    drill.ask.tap()
    drill.wait_feedback()
    stored = str(room.stored(BY_FORM["write"])[f"person:{room.join(NAMES[0]).person}"])
    assert "0101" not in stored


def test_a_retry_that_is_half_written_is_where_one_comes_back(course: Classroom, device: Callable[..., Device]) -> None:
    one = device(PHONE)
    drill = sit_down(course, one, NAMES[3], BY_FORM["rewrite"])
    drill.answer(Thumb(), "rewrite", "Har du søgt?")
    drill.ask.tap()
    drill.wait_feedback()
    drill.again.tap()
    expect(drill.prompt).to_be_focused()
    drill.reply.fill("Hvad har du gjort")
    drill.wait_saved()
    one.page.reload()
    expect(drill.reply).to_have_value("Hvad har du gjort")
    expect(drill.feedback).to_have_count(0)


def test_a_number_like_a_cpr_number_is_taken_out_and_the_reply_gets_feedback(
    course: Classroom, device: Callable[..., Device]
) -> None:
    one = device(PHONE)
    sent: list[str] = []
    one.page.on("request", lambda request: sent.append(request.post_data or ""))
    drill = sit_down(course, one, NAMES[4], BY_FORM["rewrite"])
    drill.reply.fill("Hvad har")
    drill.wait_saved()
    drill.reply.fill("Hvad har 010190-1234 gjort i denne uge?")
    drill.says("Det ligner et CPR-nummer (010190-1234)")
    drill.reply.blur()
    drill.ask.tap()
    expect(drill.reply).to_have_value("Hvad har 010190-1234 gjort i denne uge?")
    expect(drill.feedback).to_have_count(0)
    expect(drill.not_cpr).to_have_count(1)
    drill.reply.fill("Hvad har du gjort i denne uge?")
    expect(drill.not_cpr).to_have_count(0)
    drill.ask.tap()
    drill.wait_feedback()
    drill.wait_saved()
    assert not [body for body in sent if "010190" in body]


def test_a_reply_that_is_too_long_stays_when_one_looks_at_the_task_before(
    course: Classroom, device: Callable[..., Device]
) -> None:
    drill = sit_down(course, device(PHONE), NAMES[9], BY_FORM["write"])
    drill.reply.fill("å" * 2001)
    drill.says("2.001 tegn er for langt")
    drill.go_on(Thumb())
    drill.back.tap()
    expect(drill.reply).to_have_value("å" * 2001)
    drill.says("Det sidste, du skrev, er ikke gemt.")
    drill.reply.fill("Hvad vil du?")
    drill.wait_saved()


def reports(course: Classroom) -> list[list[str]]:
    """What the trainer reads of feedback that did not fit: prompt, feedback, reply, rule."""
    found = course.trainer.state(BY_FORM["write"])["summary"]["parts"]
    return [row for part in found if part["shape"] == "table" for row in part["rows"]]


def test_feedback_that_does_not_fit_is_sent_with_or_without_the_reply(
    course: Classroom, device: Callable[..., Device]
) -> None:
    drill = sit_down(course, device(PHONE), NAMES[5], BY_FORM["write"])
    text = "Prøv nu bare noget andet, kære Jonas."
    drill.answer(Thumb(), "write", text)
    drill.ask.tap()
    drill.wait_feedback()
    first = drill.entries.first
    for words, told, seen in (("Meld uden mit svar", "uden dit svar", ""), ("Meld med mit svar", "sammen med dit svar", text)):
        first.get_by_text("Det passer ikke").tap()
        first.get_by_role("button", name=words).tap()
        expect(first).to_contain_text(told)
        drill.wait_saved()
        [(_prompt, _feedback, sent, _rule)] = reports(course)
        assert sent == seen
        first.get_by_role("button", name="Træk tilbage").tap()
        expect(first.get_by_text("Det passer ikke")).to_be_visible()
        drill.wait_saved()
        assert reports(course) == []


def test_ten_replies_that_are_bad_on_purpose_are_never_praised_and_ten_good_ones_never_sent_back(
    course: Classroom, device: Callable[..., Device]
) -> None:
    praised: list[list[str]] = [[], []]
    for which, name in enumerate(NAMES[3:5]):
        one = device(PHONE)
        drill = sit_down(course, one, name, ON_PURPOSE)
        for n, (item, *replies) in enumerate(tried_on_purpose()):
            if n:
                drill.go_on(Thumb())
            drill.reply.fill(replies[which])
            Thumb().press(drill.ask)
            drill.wait_feedback()
            said = drill.entries.all_inner_texts()
            assert one.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            if any("Det virker" in text for text in said):
                praised[which].append(item["id"])
            if which:
                assert any("Det virker" in text or "Maskinen er i tvivl" in text for text in said), (item["id"], said)
    bad, good = praised
    assert bad == []
    assert len(good) >= 8, "the rest is in doubt, and says so"


KEYS = {"fits", "shows", "also", "spans", "orders", "pairs", "wants", "avoids", "spots", "models", "typical", "entries"}
"""What else would tell which replies are good."""


@pytest.mark.parametrize(("name", "who"), list(zip(SHIPPED, NAMES[6:9], strict=True)), ids=SHIPPED)
def test_nothing_that_belongs_to_after_the_reply_is_in_what_the_browser_receives(
    course: Classroom, device: Callable[..., Device], name: str, who: str
) -> None:
    content: Any = LIBRARY.find(name).content
    hidden = {item.id: secrets(content, item) for item in content.items}
    assert all(hidden.values())
    one = device(PHONE)
    answers: list[Any] = []
    one.page.on("response", lambda answer: None if answer.url.endswith("/live") else answers.append(answer))
    drill = sit_down(course, one, who, name)
    before = received(answers)
    assert content.items[0].prompt in before.texts
    assert [text for told in hidden.values() for text in told if text in before.everything] == []
    assert before.names & KEYS == set()

    first, *others = content.items
    events = LIBRARY.find(name).kind.play(content, Random(1))
    mine = [e for e in events if e["type"] == "set" or (e["type"] == "answer" and e["item"] == first.id)]
    answers.clear()
    assert {result["status"] for result in course.join(who).events(name, mine)} == {"saved"}
    one.page.reload()
    drill.prompt.wait_for()
    after = received(answers)
    assert first.rule in after.everything
    own = hidden[first.id] | {text for _, text in texts(mine)}
    assert [text for item in others for text in hidden[item.id] - own if text in after.everything] == []


def test_the_trainer_sees_each_task_from_five_replies_and_never_a_word(
    served: Served, course: Classroom, device: Callable[..., Device]
) -> None:
    room = make_classroom(served, course.trainer)
    name = BY_FORM["write"]
    room.trainer.do(name, "open")
    text = "Hvad er kirsebærgrønt for dig?"
    answer = {"type": "answer", "item": "spejl-og-spoerg", "value": text}
    for who in NAMES[:4]:
        room.join(who).events(name, [answer])
    one = device(LAPTOP)
    said: list[Any] = []
    one.page.on("response", lambda answer: None if answer.url.endswith("/live") else said.append(answer))
    hand_over(room.trainer, one)
    one.go(f"/underviser/{room.course}?dag={DAY}")
    console = one.page.get_by_role("article", name="Kun write")
    task = console.get_by_role("region", name="Holdets svar").locator("[data-key=spejl-og-spoerg]")
    expect(task).to_contain_text("for få")
    expect(task.locator(".pj-bar")).to_have_count(0)
    room.join(NAMES[4]).events(name, [answer])
    expect(task).to_contain_text("5\u00a0svar")
    expect(task.locator(".pj-bar")).to_have_count(3)
    expect(console.get_by_text("for få")).to_have_count(3)  # the last round's tasks have no replies yet
    told = received(said).everything
    assert content_of(name).items[0].prompt in told
    assert "kirsebærgrønt" not in told + one.page.content()


@pytest.mark.parametrize("state", ["task", "feedback", "end"])
def test_every_form_is_easy_to_read_at_every_width(course: Classroom, device: Callable[..., Device], state: str) -> None:
    room = make_classroom(course.served, course.trainer)
    shown = [ALL_FORMS] if state == "end" else list(BY_FORM.values())
    for name in shown:
        room.trainer.do(name, "open")
        if state != "task":
            content = content_of(name)
            events = LIBRARY.find(ALL_FORMS).kind.play(content, Random(2))
            wanted = ("answer",) if state == "feedback" else ("answer", "set")
            room.join(NAMES[0]).events(name, [e for e in events if e["type"] in wanted])
    one = device(SMALL_PHONE)
    drill = sit_down(room, one, NAMES[0], shown[-1])
    for name in shown:
        drill = Drill(one.page, name)
        if state == "feedback":
            drill.back.click()
            expect(drill.told).to_be_visible()
            for details in drill.root.locator("details").all():
                details.evaluate("el => { el.open = true; }")
    expect(drill.finish if state == "end" else drill.prompt).to_be_visible()
    inspect(one)
    if state == "end":
        drill.finish.click()
        drill.says("Gå runden igennem")
        inspect(one)

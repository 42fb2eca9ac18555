"""The trainer's pages in a real browser: a day is run, people and groups are put in order, the screen shows what it may."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser.classroom import DAY, NAMES, Classroom, hand_over, make_classroom
from browser.watching import Device, open_device
from playwright.sync_api import Locator, Page, expect
from run_all import HOW_TO_GET_A_BROWSER, find_browser
from serving import Client, Served, serve

SIGNED, ANONYMOUS, BOARD, TIMER = "hvem-er-her", "hvordan-ser-vi-hinanden", "case-indsatsplan", "case-tid"
SECTION_OF = {SIGNED: "velkommen", ANONYMOUS: "hinanden", BOARD: "cases", TIMER: "cases"}


@pytest.fixture(scope="module")
def browser(playwright: Any) -> Iterator[Any]:
    """An installed Chromium, Chrome or Edge."""
    program = os.environ.get("PEJLING_BROWSER") or find_browser(os.environ)
    if not program:
        pytest.skip(HOW_TO_GET_A_BROWSER)
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    browser = playwright.chromium.launch(executable_path=program, args=["--disable-gpu", *(["--no-sandbox"] if as_root else [])])
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for the file."""
    with serve(tmp_path_factory.mktemp("console")) as served:
        yield served


@pytest.fixture(scope="module")
def any_trainer(served: Served) -> Client:
    """The example course's trainer, who makes the others."""
    return Client(served.url).by_link(served.trainer_link)


@pytest.fixture
def room(served: Served, any_trainer: Client) -> Classroom:
    """A course of the test's own: ten people of two organisations."""
    return make_classroom(served, any_trainer)


@pytest.fixture
def laptop(browser: Any, room: Classroom) -> Iterator[Device]:
    """The trainer's laptop with the console open; asked for console errors at the end."""
    with ExitStack() as stack:
        one = stack.enter_context(open_device(browser, room.served.url, viewport={"width": 1280, "height": 900}))
        hand_over(room.trainer, one)
        one.go(f"/underviser/{room.course}")
        expect(one.page.get_by_role("heading", name="Viden & samarbejde")).to_be_visible()
        yield one
    one.check()


def card(page: Page, exercise: str) -> Locator:
    """An exercise's card, in its section folded out."""
    section = page.locator(f"#afsnit-{SECTION_OF[exercise]}")
    fold = section.locator(".pj-c-section-head .pj-c-fold")
    if fold.get_attribute("aria-expanded") == "false":
        fold.click()
    return page.locator(f"#oevelse-{exercise}")


def press(where: Locator | Page, name: str) -> None:
    """Press the button whose name begins so."""
    where.get_by_role("button", name=name).first.click()


def vote(room: Classroom, exercise: str, names: tuple[str, ...], field: str, value: Any) -> None:
    """Others answer over HTTP."""
    for name in names:
        assert room.join(name).events(exercise, [{"type": "set", "field": field, "value": value}])[0]["status"] == "saved"


def screen_of(laptop: Device, room: Classroom) -> Page:
    """The big screen, opened by its signed link in a window of the same browser."""
    page: Page = laptop.context.new_page()
    page.goto(room.served.url + room.trainer.get(f"/api/console/{room.course}")["screen_url"])
    return page


def test_an_exercise_is_opened_closed_and_shown_and_the_screen_shows_no_sooner(room: Classroom, laptop: Device) -> None:
    screen = screen_of(laptop, room)
    expect(screen.get_by_text(room.code[:3])).to_be_visible()
    one = card(laptop.page, SIGNED)
    press(one, "Åbn ")
    expect(one.get_by_text("0 af 10 har svaret")).to_be_visible()
    vote(room, SIGNED, NAMES[:6], "erfaring", "1-til-3")
    expect(one.get_by_text("0 af 10 er færdige, 6 er i gang")).to_be_visible()
    expect(one.get_by_text("Mangler (4)")).to_be_visible()
    expect(screen.get_by_text("0 af 10 er færdige, 6 er i gang")).to_be_visible()
    one.get_by_role("button", name="Luk ").focus()
    laptop.page.keyboard.press("Enter")
    expect(one.get_by_text("Lukket")).to_be_visible()
    expect(one.get_by_role("button", name="Vis resultatet")).to_be_focused()
    expect(screen.get_by_text("Der er lukket for svar.")).to_be_visible()
    expect(one.locator(".pj-bars")).to_have_count(0)
    expect(screen.locator(".pj-bars")).to_have_count(0)
    press(one, "Vis resultatet")
    expect(one.locator(".pj-bar", has_text="1–3 år").first).to_contain_text("6 (100\u00a0%)")
    expect(screen.locator(".pj-bar", has_text="1–3 år").first).to_contain_text("6 (100\u00a0%)")
    press(one, "Mere")
    press(one, "Nulstil")
    laptop.page.get_by_role("dialog").get_by_role("button", name="Nulstil").click()
    expect(one.get_by_text("Ikke åbnet")).to_be_visible()
    press(one, "Fortryd nulstilling")
    expect(one.get_by_text("0 af 10 er færdige, 6 er i gang")).to_be_visible()


def test_fewer_than_five_are_shown_to_nobody_and_an_anonymous_list_names_nobody(room: Classroom, laptop: Device) -> None:
    one = card(laptop.page, ANONYMOUS)
    press(one, "Åbn ")
    expect(one.get_by_role("button", name="Luk ")).to_be_visible()
    field = room.trainer.state(ANONYMOUS)["public"]["questions"][0]
    value = {"scale": field.get("low"), "words": ["ro"]}.get(field["type"]) or field["options"][0]["id"]
    vote(room, ANONYMOUS, NAMES[:4], field["id"], value)
    expect(one.get_by_text("4 af 10 har svaret")).to_be_visible()
    expect(one.get_by_text("ingen kan se, hvem der har svaret hvad")).to_be_visible()
    expect(one.get_by_text(NAMES[0])).to_have_count(0)
    press(one, "Luk ")
    told = laptop.page.get_by_role("dialog")
    expect(told).to_contain_text("Kun 4 har svaret, og et resultat vises først fra 5.")
    told.get_by_role("button", name="Luk alligevel").click()
    press(one, "Vis resultatet")
    expect(one.get_by_text("Færre end 5 har svaret, så resultatet vises ikke for nogen.")).to_be_visible()
    screen = screen_of(laptop, room)
    expect(screen.get_by_text("Færre end 5 har svaret, så resultatet vises ikke.")).to_be_visible()


def test_a_step_that_another_device_has_taken_is_told_and_the_card_is_put_right(room: Classroom, laptop: Device) -> None:
    laptop.forgive("422")

    def too_late(route: Any) -> None:
        if route.request.method == "POST":
            room.trainer.do(SIGNED, "open")
        route.continue_()

    one = card(laptop.page, SIGNED)
    laptop.page.route(f"**/exercise/{SIGNED}", too_late)
    press(one, "Åbn ")
    expect(laptop.page.get_by_text("Øvelsen har ændret sig, siden du så den").first).to_be_visible()
    expect(one.get_by_role("button", name="Luk ")).to_be_visible()


def test_a_lost_connection_is_told_and_found_again(room: Classroom, laptop: Device) -> None:
    laptop.forgive("ERR_")
    laptop.context.set_offline(True)
    expect(laptop.page.locator("#forbindelse")).to_contain_text("prøver igen")
    room.trainer.do(SIGNED, "open")
    laptop.context.set_offline(False)
    expect(laptop.page.locator("#forbindelse")).to_be_empty()
    expect(card(laptop.page, SIGNED).get_by_role("button", name="Luk ")).to_be_visible()


def test_an_answer_is_entered_for_someone_without_a_phone(room: Classroom, laptop: Device) -> None:
    one = card(laptop.page, SIGNED)
    press(one, "Åbn ")
    press(one, "Indtast svar for en uden telefon")
    dialog = laptop.page.get_by_role("dialog")
    dialog.get_by_label("Hvem svarer?").select_option(label=f"{NAMES[3]} · Jobcenter Havbæk")
    dialog.get_by_text("Under 1 år").click()
    expect(dialog.get_by_text("Gemt kl.")).to_be_visible()
    press(dialog, "Færdig")
    expect(one.get_by_text("0 af 10 er færdige, 1 er i gang")).to_be_visible()
    expect(one.locator("li", has_text=NAMES[3])).to_contain_text("i gang, indtastet af underviser")
    (state,) = room.stored(SIGNED).values()
    assert state["fields"] == {"erfaring": "under-1"}


def test_groups_are_made_with_one_button_and_moved_by_keyboard(room: Classroom, laptop: Device) -> None:
    laptop.page.get_by_role("link", name="Grupper").click()
    laptop.page.get_by_label("Personer i hver").fill("5")
    press(laptop.page, "Lav blandede grupper")
    expect(laptop.page.get_by_role("heading", name="Gruppe 2")).to_be_visible()
    first = laptop.page.locator(".pj-c-group").first
    expect(first.locator("li")).to_have_count(5)
    choice = first.locator("select").first
    name = (choice.get_attribute("aria-label") or "").removeprefix("Flyt ").removesuffix(" til")
    choice.focus()
    laptop.page.keyboard.press("ArrowDown")
    expect(first.locator("li")).to_have_count(4)
    expect(laptop.page.locator(".pj-c-group").nth(1)).to_contain_text(name)
    expect(laptop.page.locator("#besked")).to_contain_text(f"{name} er flyttet til Gruppe 2.")
    moved = next(p["id"] for p in room.trainer.get(f"/api/console/{room.course}")["people"] if p["name"] == name)
    assert moved in room.trainer.get(f"/api/console/{room.course}")["groups"][1]["people"]


def test_a_class_list_with_a_bad_row_names_it_and_imports_nobody(room: Classroom, laptop: Device, tmp_path: Path) -> None:
    page = laptop.page
    page.get_by_role("link", name="Deltagere", exact=False).first.click()
    bad, good = tmp_path / "hold.csv", tmp_path / "hold rettet.csv"
    bad.write_text("Navn;Organisation\nKarla Ny;Jobcenter Havbæk\n;Sundets A-kasse\n", "utf-8-sig")
    good.write_text("Navn;Organisation\nKarla Ny;Jobcenter Havbæk\nLeif Ny;Sundets A-kasse\n", "utf-8-sig")
    page.set_input_files("input[type=file]", bad)
    expect(page.get_by_text("Række 3, Navn:")).to_be_visible()
    expect(page.get_by_text("Navnet mangler.")).to_be_visible()
    expect(page.get_by_role("button", name="på holdet", exact=False).filter(has_text="deltager")).to_have_count(0)
    page.set_input_files("input[type=file]", good)
    press(page, "Sæt 2\u00a0deltagere på holdet")
    expect(page.get_by_role("row", name="Leif Ny")).to_be_visible()
    press(page, "Fortryd importen af hold rettet.csv")
    page.get_by_role("dialog").get_by_role("button", name="Fortryd importen").click()
    expect(page.get_by_role("row", name="Leif Ny")).to_have_count(0)
    people = room.trainer.get(f"/api/console/{room.course}")["people"]
    assert {p["name"] for p in people if p["role"] == "participant"} == set(NAMES)


def test_what_cannot_be_judged_in_a_list_is_pointed_out_in_its_first_rows(
    room: Classroom, laptop: Device, tmp_path: Path
) -> None:
    page = laptop.page
    page.get_by_role("link", name="Deltagere", exact=False).first.click()
    odd = tmp_path / "hold uden navne.csv"
    odd.write_text("Hvem;Hvor;Kaldet\nKarla Ny;Jobcenter Havbæk;Kalle\nLeif Ny;Sundets A-kasse;Leffe\n", "utf-8")
    page.set_input_files("input[type=file]", odd)
    first = page.get_by_role("region", name="Filens første rækker")
    expect(first.get_by_role("cell", name="Karla Ny")).to_be_visible()
    name = page.get_by_label("Hvilken kolonne er navnet?")
    expect(name).to_have_value("0")
    page.get_by_label("Hvilken række er overskrifterne?").select_option("1")
    press(page, "Læs listen sådan")
    expect(page.get_by_role("button", name="Sæt 2\u00a0deltagere på holdet")).to_be_visible()
    page.get_by_text("Sådan er filen læst").click()
    page.get_by_label("Hvilken kolonne er navnet?").select_option("2")
    expect(page.get_by_role("region", name="Deltagere i filen").get_by_role("rowheader", name="Kalle")).to_be_visible()
    page.get_by_label("Hvilken kolonne er navnet?").select_option("1")
    expect(page.get_by_role("button", name="Læs listen sådan")).to_be_visible()  # now no column is the workplace
    press(page, "Læg filen væk")


def test_a_post_is_hidden_from_the_class_and_the_screen(room: Classroom, laptop: Device) -> None:
    room.trainer.post(f"/api/console/{room.course}/groups", {"size": 5})
    one = card(laptop.page, BOARD)
    press(one, "Åbn ")
    expect(one.get_by_role("button", name="Luk ")).to_be_visible()
    section = room.trainer.state(BOARD)["public"]["sections"][0]
    name = next(n for n in NAMES if room.join(n).state(BOARD)["subject"] == "Gruppe 1")
    field = section["id"] if not section["many"] else f"{section['id']}/abc123"
    vote(room, BOARD, (name,), field, "Det her skal ikke op at hænge")
    press(one, "Skjul opslaget fra Gruppe 1")
    expect(one.get_by_text("Skjult for holdet")).to_be_visible()
    expect(one.get_by_text("indtastet af underviser")).to_have_count(0)
    press(one, "Luk ")
    press(one, "Vis resultatet")
    screen = screen_of(laptop, room)
    expect(screen.locator(".pj-board-plenum")).to_be_visible()
    expect(screen.get_by_text("Det her skal ikke op at hænge")).to_have_count(0)


def test_an_unsigned_word_is_hidden_by_itself(room: Classroom, laptop: Device) -> None:
    one = card(laptop.page, ANONYMOUS)
    press(one, "Åbn ")
    expect(one.get_by_role("button", name="Luk ")).to_be_visible()
    vote(room, ANONYMOUS, NAMES[:5], "ord-om-dem", ["travle"])
    vote(room, ANONYMOUS, NAMES[5:], "ord-om-dem", ["Dovne!"])
    expect(one.get_by_text("10 af 10 har svaret")).to_be_visible()  # else it is asked whether so few are to be all
    press(one, "Luk ")
    press(one, "Vis resultatet")
    press(one, "Skjul en tekst")
    press(one, "Skjul »Dovne«")
    expect(one.get_by_text("Skjult for holdet")).to_be_visible()
    expect(one.locator(".pj-poll-cloud").first).to_contain_text("travle")
    expect(one.locator(".pj-poll-cloud").first).not_to_contain_text("Dovne")
    press(one, "Vis igen")
    expect(one.locator(".pj-poll-cloud").first).to_contain_text("Dovne")


def test_a_clicker_moves_the_screen_from_its_own_window_and_from_the_console(room: Classroom, laptop: Device) -> None:
    screen = screen_of(laptop, room)
    expect(screen.get_by_text(room.code[:3])).to_be_visible()
    screen.keyboard.press("PageDown")
    expect(screen.get_by_role("heading", name="Velkommen")).to_be_visible()
    laptop.page.bring_to_front()
    laptop.page.keyboard.press("PageDown")
    expect(screen.get_by_role("heading", name="Hvem er her i dag?")).to_be_visible()
    expect(laptop.page.locator("#panel-skaerm + p")).to_contain_text("Hvem er her i dag?")
    laptop.page.keyboard.press("PageUp")
    expect(screen.get_by_role("heading", name="Velkommen")).to_be_visible()


def test_a_screen_without_the_trainers_login_shows_but_does_not_steer(browser: Any, room: Classroom) -> None:
    link = room.trainer.get(f"/api/console/{room.course}")["screen_url"]
    room.trainer.post(f"/api/console/{room.course}/screen", {"day": DAY, "section": "myter", "exercise": ""})
    with open_device(browser, room.served.url) as projector:
        projector.go(link)
        expect(projector.page.get_by_role("heading", name="Myter og fakta")).to_be_visible()
        projector.page.keyboard.press("PageDown")
        room.trainer.post(f"/api/console/{room.course}/screen", {"day": DAY, "section": "frokost", "exercise": ""})
        expect(projector.page.get_by_role("heading", name="Frokost")).to_be_visible()
        projector.check()
    assert room.trainer.get(f"/api/console/{room.course}")["course"]["screen"]["section"] == "frokost"


def test_a_mistake_in_a_content_file_is_told_with_place_and_remedy_and_goes_when_it_is_mended(
    browser: Any, tmp_path: Path
) -> None:
    own = tmp_path / "content" / "modules" / "1-viden-og-samarbejde" / "exercises" / "rolledilemma.yaml"
    own.parent.mkdir(parents=True)
    own.write_text("kind: poll\ntitel: Rolledilemmaet\n")
    with serve(tmp_path) as other:
        trainer = Client(other.url).by_link(other.trainer_link)
        with open_device(browser, other.url) as one:
            hand_over(trainer, one)
            one.go(f"/underviser/{trainer.course}")
            told = one.page.get_by_role("region", name="Fejl i indholdet")
            expect(told).to_contain_text("rolledilemma.yaml, linje 2")
            expect(told).to_contain_text("mente du »title«?")
            expect(card(one.page, SIGNED).get_by_role("button", name="Åbn ")).to_be_visible()
            own.unlink()
            press(told, "Læs filerne igen")
            expect(told).to_have_count(0)
            one.check()


def test_what_is_being_typed_stays_while_others_answer(room: Classroom, laptop: Device) -> None:
    laptop.page.get_by_role("link", name="Deltagere", exact=False).first.click()
    name = laptop.page.locator("[name='ny:name']")
    name.fill("Rosa Halvvejs")
    laptop.page.locator("[name='ny:team']").focus()  # what is typed in a field that is left stays, too
    room.trainer.post(f"/api/console/{room.course}/people", {"name": "Villy Sen", "organisation": "Sundets A-kasse"})
    expect(laptop.page.get_by_role("row", name="Villy Sen")).to_be_visible()
    expect(name).to_have_value("Rosa Halvvejs")
    expect(laptop.page.locator("[name='ny:team']")).to_be_focused()


def test_a_leader_sees_what_was_shown_and_no_name(browser: Any, room: Classroom) -> None:
    room.trainer.do(SIGNED, "open")
    vote(room, SIGNED, NAMES[:6], "erfaring", "1-til-3")
    invited = room.trainer.post(f"/api/console/{room.course}/invitation", {"name": "Lis Leder", "role": "leader"})
    assert invited["qr"].startswith("data:image/svg+xml")
    leader = Client(room.served.url).by_link(invited["link"])
    with open_device(browser, room.served.url) as one:
        hand_over(leader, one)
        one.go(f"/leder/{room.course}")
        expect(one.page.get_by_text("Der er endnu ikke vist nogen resultater")).to_be_visible()
        room.trainer.do(SIGNED, "close")
        room.trainer.do(SIGNED, "reveal")
        expect(one.page.locator(".pj-bar", has_text="1–3 år").first).to_contain_text("6 (100\u00a0%)")
        assert not any(name in one.page.inner_text("main") for name in NAMES)
        assert Axe().run(one.page).response["violations"] == []
        one.check()


def test_the_last_course_is_deleted_with_a_receipt_that_can_be_read(room: Classroom, laptop: Device) -> None:
    page = laptop.page
    page.get_by_role("link", name="Indstillinger").click()
    page.locator("[name='slet:title']").fill("noget andet")
    laptop.forgive("422")
    press(page, "Slet holdet for altid")
    expect(page.get_by_text("Navnet passer ikke.").first).to_be_visible()
    page.locator("[name='slet:title']").fill(room.trainer.get(f"/api/console/{room.course}")["course"]["title"])
    laptop.forgive("403", "404", "401")
    press(page, "Slet holdet for altid")
    expect(page.get_by_role("dialog", name="Holdet er slettet")).to_contain_text("10 deltagere")
    page.get_by_role("link", name="Til mine hold").click()
    expect(page.get_by_role("heading", name="Slettede hold")).to_be_visible()


def test_every_view_of_the_console_is_accessible_and_fits_a_phone(room: Classroom, laptop: Device) -> None:
    room.trainer.post(f"/api/console/{room.course}/groups", {"size": 4})
    room.trainer.do(TIMER, "open")
    found = []
    for view in ("dagen", "deltagere", "grupper", "indstillinger"):
        laptop.go(f"/underviser/{room.course}#{view}")
        expect(laptop.page.locator("#faner [aria-current=page]")).to_have_attribute("href", f"#{view}")
        for width in (320, 1280):
            laptop.page.set_viewport_size({"width": width, "height": 800})
            assert laptop.page.evaluate("document.documentElement.scrollWidth") <= width, (view, width)
            told = Axe().run(laptop.page).response["violations"]
            found += [(view, width, one["id"]) for one in told if one["impact"] in ("serious", "critical")]
    assert found == []

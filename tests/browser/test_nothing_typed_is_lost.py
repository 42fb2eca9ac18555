"""What was typed stays with its writer: closed meanwhile, two devices, a login that ended, logging out."""

from collections.abc import Callable

from browser.classroom import Classroom
from browser.pages.day import Day, Exercise
from browser.pages.home import Home
from browser.pages.join import Join
from browser.watching import LAPTOP, NO_NETWORK, PHONE, Device, Held
from playwright.sync_api import expect
from serving import Client

HOMEWORK = "hjemmeopgave-modul-1"
TOLD = "Hvad skete der?"


def test_an_exercise_closed_while_one_typed_shows_the_text_in_a_box(room: Classroom, device: Callable[..., Device]) -> None:
    room.trainer.do(HOMEWORK, "open")
    one = room.seat(device(PHONE), "Astrid Lund")
    held = Held(one.page)
    form = Day(one.page).wait_for(HOMEWORK)
    form.field(TOLD).fill("Vi blev enige om at ringe sammen.")
    held.wait()
    room.trainer.do(HOMEWORK, "close")
    held.let_go()
    form.says("Dit svar nåede ikke med: Øvelsen er lukket")
    expect(form.lost_text).to_have_value("Vi blev enige om at ringe sammen.")
    assert room.stored(HOMEWORK) == {}
    one.page.reload()
    expect(form.lost_text).to_have_value("Vi blev enige om at ringe sammen.")
    form.remove.click()
    expect(form.lost_text).to_have_count(0)
    one.page.reload()
    form.says("Lukket")
    expect(form.lost_text).to_have_count(0)
    assert "ringe sammen" not in str(one.kept())


def test_what_another_device_wrote_is_offered_back(room: Classroom, device: Callable[..., Device]) -> None:
    room.trainer.do(HOMEWORK, "open")
    phone, laptop = device(PHONE), device(LAPTOP)
    phone.forgive(*NO_NETWORK)
    room.seat(phone, "Bjarne Toft")
    join = Join(laptop.page)
    laptop.go(f"/k/{room.code}")
    join.pick("Bjarne Toft")
    join.pin.fill(room.join("Bjarne Toft").pin)
    join.log_in.click()
    Home(laptop.page).to_the_day.click()
    on_phone, on_laptop = Day(phone.page).wait_for(HOMEWORK), Day(laptop.page).wait_for(HOMEWORK)
    on_phone.field(TOLD).fill("Fra telefonen")
    on_phone.wait_saved()
    expect(on_laptop.field(TOLD)).to_have_value("Fra telefonen")
    phone.context.set_offline(True)
    on_phone.field(TOLD).fill("Fra telefonen i toget")
    on_phone.wait_not_saved()
    on_laptop.field(TOLD).fill("Fra den bærbare")
    on_laptop.wait_saved()
    phone.context.set_offline(False)
    on_phone.says("I et andet vindue eller på en anden enhed stod der i »Hvad skete der?«:")
    on_phone.says("Fra den bærbare")
    on_phone.wait_saved()
    assert room.fields(HOMEWORK, "Bjarne Toft") == {"hvad-skete": "Fra telefonen i toget"}
    on_phone.use_other.click()
    on_phone.wait_saved()
    expect(on_phone.field(TOLD)).to_have_value("Fra den bærbare")
    expect(on_phone.use_other).to_have_count(0)
    expect(on_laptop.field(TOLD)).to_have_value("Fra den bærbare")
    expect(on_laptop.use_other).to_have_count(0)
    assert room.fields(HOMEWORK, "Bjarne Toft") == {"hvad-skete": "Fra den bærbare"}


def two_tabs(one: Device) -> tuple[Exercise, Exercise]:
    """The homework in two tabs of one browser."""
    first = Day(one.page).wait_for(HOMEWORK)
    first.field(TOLD).wait_for()
    other = one.context.new_page()
    other.goto(one.page.url)
    second = Day(other).wait_for(HOMEWORK)
    second.field(TOLD).wait_for()
    return first, second


def test_a_draft_held_in_an_older_tab_offers_back_the_newer_text_and_says_so_in_both(
    room: Classroom, device: Callable[..., Device]
) -> None:
    room.trainer.do(HOMEWORK, "open")
    older, newer = two_tabs(room.seat(device(LAPTOP), "Hassan Malik"))
    older.field(TOLD).fill("Sagen har nummer 010190-1234.")
    older.says("Det ligner et CPR-nummer")
    expect(newer.field(TOLD)).to_have_value("Sagen har nummer ….")
    newer.field(TOLD).fill("Det nyeste, jeg ved.")
    newer.wait_saved()
    older.says("Det ligner et CPR-nummer")
    older.not_cpr.click()
    older.says("I et andet vindue eller på en anden enhed stod der i »Hvad skete der?«:")
    older.says("Det nyeste, jeg ved.")
    newer.says("Her havde du skrevet:")
    newer.use_other.click()
    newer.wait_saved()
    assert room.fields(HOMEWORK, "Hassan Malik") == {"hvad-skete": "Det nyeste, jeg ved."}


def test_typing_on_in_an_older_tab_offers_back_what_was_written_meanwhile(room: Classroom, device: Callable[..., Device]) -> None:
    room.trainer.do(HOMEWORK, "open")
    older, newer = two_tabs(room.seat(device(LAPTOP), "Hassan Malik"))
    older.field(TOLD).press_sequentially("Først")
    older.wait_saved()
    expect(newer.field(TOLD)).to_have_value("Først")
    with older.page.expect_response(lambda got: got.url.endswith(f"/exercise/{HOMEWORK}") and "Det nyeste" in got.text()):
        newer.field(TOLD).fill("Det nyeste, jeg ved.")
    expect(older.field(TOLD)).to_have_value("Først")
    older.says("Her havde du skrevet:")
    older.field(TOLD).press_sequentially(" og sidst")
    older.says("I et andet vindue eller på en anden enhed stod der i »Hvad skete der?«:")
    older.says("Det nyeste, jeg ved.")
    newer.says("Her havde du skrevet:")
    older.wait_saved()
    assert room.fields(HOMEWORK, "Hassan Malik") == {"hvad-skete": "Først og sidst"}


def test_a_field_that_tells_only_that_it_was_changed_is_saved(room: Classroom, device: Callable[..., Device]) -> None:
    room.trainer.do(HOMEWORK, "open")
    form = Day(room.seat(device(PHONE), "Jonas Brix").page).wait_for(HOMEWORK)
    sent: list[str] = []
    form.page.on("request", lambda request: sent.append(request.url) if request.url.endswith("/answers") else None)
    fill_in = "field => { field.value = 'Sat ind af et hjælpemiddel.'; field.dispatchEvent(new Event('change', {bubbles: true})) }"
    form.field(TOLD).evaluate(fill_in)
    form.wait_saved()
    assert room.fields(HOMEWORK, "Jonas Brix") == {"hvad-skete": "Sat ind af et hjælpemiddel."}
    form.field("Hvad overraskede dig?").press_sequentially("Skrevet.")
    form.wait_saved()
    before = len(sent)
    with form.page.expect_response("**/answers"):
        form.field("Hvad overraskede dig?").press_sequentially(" Mere.")
        form.field(TOLD).focus()
    form.wait_saved()
    assert len(sent) == before + 1  # leaving the field sends nothing again


def test_a_login_that_ended_asks_for_the_pin_and_sends(room: Classroom, device: Callable[..., Device]) -> None:
    room.trainer.do(HOMEWORK, "open")
    one = room.seat(device(PHONE), "Camilla Dam")
    one.forgive("status of 401", "status of 403")
    day = Day(one.page)
    form = day.wait_for(HOMEWORK)
    form.field(TOLD).fill("Før jeg blev logget ud.")
    form.wait_saved()
    end_logins(room, "Camilla Dam")
    form.field(TOLD).press_sequentially(" Og efter.")
    day.pin_dialog.wait_for()
    expect(form.saved).to_contain_text("Ikke gemt endnu – log ind igen")
    assert room.fields(HOMEWORK, "Camilla Dam") == {"hvad-skete": "Før jeg blev logget ud."}
    day.pin_dialog.get_by_label("PIN-kode").fill("12")
    day.pin_dialog.get_by_role("button", name="Log ind", exact=True).click()
    expect(day.pin_dialog.get_by_role("alert")).to_contain_text("PIN passer ikke")
    day.give_pin(room.join("Camilla Dam").pin)
    form.wait_saved()
    assert room.fields(HOMEWORK, "Camilla Dam") == {"hvad-skete": "Før jeg blev logget ud. Og efter."}
    expect(form.field(TOLD)).to_be_focused()


def test_words_are_sent_only_as_the_one_who_wrote_them(room: Classroom, device: Callable[..., Device]) -> None:
    room.trainer.do(HOMEWORK, "open")
    one = room.seat(device(LAPTOP), "Dennis Krogh")
    one.forgive(*NO_NETWORK, "status of 40")
    form = Day(one.page).wait_for(HOMEWORK)
    one.page.route("**/answers", lambda route: route.abort())
    form.field(TOLD).fill("Dennis skrev det her.")
    form.wait_not_saved()
    one.page.unroute_all()
    end_logins(room, "Dennis Krogh")
    room.seat(one, "Fie Vestergaard")
    form = Day(one.page).wait_for(HOMEWORK)
    expect(form.field(TOLD)).to_have_value("")
    form.field("Hvad overraskede dig?").fill("Fie skrev det her.")
    form.wait_saved()
    texts = {name: room.fields(HOMEWORK, name) for name in ("Dennis Krogh", "Fie Vestergaard")}
    assert texts == {"Dennis Krogh": {}, "Fie Vestergaard": {"overraskede": "Fie skrev det her."}}
    again = Client(room.served.url)
    again.post(f"/api/course/{room.course}/pin", {"name": "Dennis Krogh", "pin": room.join("Dennis Krogh").pin})
    again.course, again.person, again.pin = room.course, room.join("Dennis Krogh").person, room.join("Dennis Krogh").pin
    room.inside["Dennis Krogh"] = again
    room.seat(one, "Dennis Krogh")
    form = Day(one.page).wait_for(HOMEWORK)
    form.wait_saved()
    expect(form.field(TOLD)).to_have_value("Dennis skrev det her.")
    assert room.fields(HOMEWORK, "Dennis Krogh") == {"hvad-skete": "Dennis skrev det her."}


def test_logging_out_with_something_unsent_asks_first(room: Classroom, device: Callable[..., Device]) -> None:
    room.trainer.do(HOMEWORK, "open")
    one = room.seat(device(PHONE), "Ellen Åkjær")
    one.forgive(*NO_NETWORK)
    one.page.route("**/answers", lambda route: route.abort())
    form = Day(one.page).wait_for(HOMEWORK)
    form.field(TOLD).fill("Ikke nået frem.")
    form.wait_not_saved()
    one.go(room.home)
    home = Home(one.page)
    home.log_out.click()
    home.stay.click()
    expect(home.question).to_have_count(0)
    home.log_out.click()
    home.out_anyway.click()
    one.page.get_by_label("Holdets kode").wait_for()
    one.page.unroute_all()
    one.go(f"{room.home}/ind")
    one.page.get_by_label("Dit navn").fill("Ellen Åkjær")
    one.page.get_by_label("PIN-kode").fill(room.join("Ellen Åkjær").pin)
    one.page.get_by_role("button", name="Log ind").click()
    Home(one.page).to_the_day.click()
    form = Day(one.page).wait_for(HOMEWORK)
    form.wait_saved()
    assert room.fields(HOMEWORK, "Ellen Åkjær") == {"hvad-skete": "Ikke nået frem."}


def test_logging_out_with_all_saved_asks_nothing(room: Classroom, device: Callable[..., Device]) -> None:
    room.trainer.do(HOMEWORK, "open")
    one = room.seat(device(PHONE), "Gitte Bang")
    form = Day(one.page).wait_for(HOMEWORK)
    form.field(TOLD).fill("Nået frem.")
    form.wait_saved()
    one.go(room.home)
    Home(one.page).log_out.click()
    one.page.get_by_label("Holdets kode").wait_for()
    assert "Nået frem" not in str(one.kept())


def end_logins(room: Classroom, name: str) -> None:
    """End all of someone's logins, as after a lost phone."""
    person = room.join(name)
    logins = person.get("/api/me/logins")["logins"]
    for login in sorted(logins, key=lambda one: bool(one["here"])):  # one's own last
        person.post("/api/me/logins", {"end": login["id"]})

"""What a device sends is not believed: who it is, when it may, what it may, and how much."""

import json
import secrets
import sqlite3
from typing import Any

import pytest
from serving import Client

from pejling.places import content_root
from pejling_widgets.library import Library

LIBRARY = Library.load([content_root()])


def stored(house: Any, query: str, *values: Any) -> list[Any]:
    """Rows as they stand in the database file."""
    with sqlite3.connect(f"file:{house.served.data / 'pejling.sqlite3'}?mode=ro", uri=True) as c:
        return c.execute(query, values).fetchall()


def opened(house: Any, exercise: str) -> str:
    """The id of the exercise's run, opened if it is not."""
    if house.trainer.state(exercise)["phase"] != "open":
        house.trainer.do(exercise, "open")
    return str(house.trainer.state(exercise)["run"])


def everything(house: Any) -> list[Any]:
    """Every stored answer, to see that nothing changed."""
    return stored(house, "SELECT run, subject, state, revision FROM answers ORDER BY run, subject")


def test_nobody_writes_in_another_persons_name(house: Any) -> None:
    opened(house, "hvem-er-her")
    before = everything(house)
    results = house.participant.events(
        "hvem-er-her", [{"type": "set", "field": "erfaring", "value": "over-10"}], subject=f"person:{house.colleague.person}"
    )
    assert results[0]["status"] == "refused"
    assert everything(house) == before


def test_a_participant_does_not_run_the_clock_or_hide_posts(house: Any) -> None:
    opened(house, "case-tid")
    before = everything(house)
    for event in ({"type": "start"}, {"type": "reset"}, {"type": "add", "seconds": 60}, {"type": "set", "field": "x", "value": 1}):
        assert house.participant.events("case-tid", [event])[0]["status"] == "refused", event
    assert everything(house) == before


def test_what_is_known_about_a_myth_is_not_sent_before_it_is_shown(house: Any) -> None:
    content = LIBRARY.exercises["myter-og-fakta"].content
    known = [q.known for q in content.questions if q.known]  # type: ignore[attr-defined]
    assert len(known) >= 10
    opened(house, "myter-og-fakta")
    page = house.participant.http.get(f"/hold/{house.course}/dag/viden-og-samarbejde").text
    day = json.dumps(house.participant.get(f"/api/course/{house.course}/day/viden-og-samarbejde"), ensure_ascii=False)
    one = json.dumps(house.participant.state("myter-og-fakta"), ensure_ascii=False)
    sent = json.dumps(house.participant.events("myter-og-fakta", [
        {"type": "set", "field": content.questions[0].id, "value": content.questions[0].options[0].id},  # type: ignore[attr-defined]
    ]), ensure_ascii=False)
    scripts = house.participant.http.get("/widgets/poll/view.js").text
    for text in known:
        words = text[25:85]
        assert len(words) > 40
        for place in (page, day, one, sent, scripts):
            assert words not in place


def test_trainer_notes_are_not_sent_to_participants(house: Any) -> None:
    notes = [e.content.trainer_note for e in LIBRARY.exercises.values() if e.content.trainer_note]
    assert notes
    page = house.participant.http.get(f"/hold/{house.course}/dag/viden-og-samarbejde").text
    day = json.dumps(house.participant.get(f"/api/course/{house.course}/day/viden-og-samarbejde"), ensure_ascii=False)
    assert not [n for n in notes if n[:40] in page or n[:40] in day]


def test_a_closed_exercise_takes_nothing_and_says_so(house: Any) -> None:
    run = opened(house, "virksomheders-rekruttering")
    house.trainer.do("virksomheders-rekruttering", "close")
    question = LIBRARY.exercises["virksomheders-rekruttering"].content.questions[0]  # type: ignore[attr-defined]
    event = {"type": "set", "field": question.id, "value": question.options[0].id}
    sent = {"id": secrets.token_hex(12), "run": run, "event": event}
    answer = house.participant.post(f"/api/course/{house.course}/answers", {"device": house.participant.device, "events": [sent]})
    result = answer["results"][0]
    assert (result["status"], result["phase"]) == ("refused", "closed")
    assert "lukket" in result["reason"]
    assert not stored(house, "SELECT 1 FROM answers WHERE run = ?", run)


@pytest.mark.parametrize("value", [0, 500, -1, 3.5, True, "3", None, [], {"a": 1}, 10**30])
def test_a_value_outside_the_scale_is_not_stored(house: Any, value: Any) -> None:
    run = opened(house, "raadighed-graazoner")
    question = LIBRARY.exercises["raadighed-graazoner"].content.questions[0]  # type: ignore[attr-defined]
    client = house.participant
    result = client.events("raadighed-graazoner", [{"type": "set", "field": question.id, "value": value}])[0]
    kept = [json.loads(state)["fields"] for (state,) in stored(house, "SELECT state FROM ballots WHERE run = ?", run)]
    assert all(question.id not in fields for fields in kept)
    assert result["status"] == ("saved" if value is None else "refused")


def test_the_same_event_twice_is_one_event(house: Any) -> None:
    run = opened(house, "hvem-er-her")
    client = house.newcomer("Gorm Lindegaard")
    event = {"id": secrets.token_hex(12), "run": run, "event": {"type": "set", "field": "erfaring", "value": "over-10"}}
    batch = {"device": client.device, "events": [event, event]}
    for _ in range(2):
        assert {r["status"] for r in client.post(f"/api/course/{client.course}/answers", batch)["results"]} == {"saved"}
    assert stored(house, "SELECT revision FROM answers WHERE run = ? AND subject = ?", run, f"person:{client.person}") == [(1,)]


def test_an_event_id_of_someone_else_is_an_event_of_ones_own(house: Any) -> None:
    run = opened(house, "hvem-er-her")
    one, other = house.newcomer("Emil Thorup"), house.newcomer("Kasper Nørremark")
    event = {"id": secrets.token_hex(12), "run": run, "event": {"type": "set", "field": "erfaring", "value": "over-10"}}
    one.post(f"/api/course/{one.course}/answers", {"device": one.device, "events": [event]})
    event["event"]["value"] = "under-1"
    result = other.post(f"/api/course/{one.course}/answers", {"device": other.device, "events": [event]})["results"][0]
    assert (result["status"], result["revision"]) == ("saved", 1), "neither swallowed nor told of the other"
    states = [one.state("hvem-er-her")["public"]["fields"], other.state("hvem-er-her")["public"]["fields"]]
    assert [fields["erfaring"] for fields in states] == ["over-10", "under-1"]


def test_one_person_has_one_ballot(house: Any) -> None:
    run = opened(house, "rolledilemma")
    client = house.newcomer("Nadia Holm Petersen")
    question = LIBRARY.exercises["rolledilemma"].content.questions[0]  # type: ignore[attr-defined]
    vote = {"type": "set", "field": question.id, "value": question.options[0].id}
    before = len(stored(house, "SELECT 1 FROM ballots WHERE run = ?", run))
    assert client.events("rolledilemma", [vote])[0]["status"] == "saved"
    second = Client(house.served.url)
    second.http.cookies.update(client.http.cookies)
    second.course = client.course
    refused = second.events("rolledilemma", [vote])[0]
    assert refused["status"] == "refused"
    assert "anden enhed" in refused["reason"]
    assert len(stored(house, "SELECT 1 FROM ballots WHERE run = ?", run)) == before + 1


def test_an_anonymous_answer_is_counted_and_nothing_more_while_it_is_open(house: Any) -> None:
    run = opened(house, "rolledilemma")
    detail = house.trainer.get(f"/api/console/{house.course}/exercise/rolledilemma")
    assert detail["answered"] is None
    assert detail["view"]["summary"] is None
    assert detail["count"] == len(stored(house, "SELECT 1 FROM ballots WHERE run = ?", run))


def test_a_trainer_does_not_write_where_only_the_author_may(house: Any) -> None:
    opened(house, "hjemmeopgave-modul-1")
    content = LIBRARY.exercises["hjemmeopgave-modul-1"].content
    field = next(f for f in content.fields if f.type == "text")  # type: ignore[attr-defined]
    result = house.trainer.events(
        "hjemmeopgave-modul-1", [{"type": "set", "field": field.id, "value": "x"}], subject=f"person:{house.participant.person}"
    )[0]
    assert result["status"] == "refused"


@pytest.mark.parametrize(("headers", "status"), [
    ({"Origin": "https://ond.example"}, 403), ({"Origin": "null"}, 403), ({}, 403),
    ({"Content-Type": "text/plain"}, 415), ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
])
def test_a_post_from_a_foreign_page_is_refused(house: Any, headers: dict[str, str], status: int) -> None:
    run = opened(house, "hvem-er-her")
    event = {"id": secrets.token_hex(12), "run": run, "event": {"type": "set", "field": "erfaring", "value": "over-10"}}
    body = json.dumps({"device": "fremmedside", "events": [event]})
    own = {"Origin": house.served.url} if "Content-Type" in headers else {"Content-Type": "application/json"}
    http = house.participant.http
    request = http.build_request("POST", f"/api/course/{house.course}/answers", content=body, headers={**own, **headers})
    if "Origin" not in {**own, **headers}:
        del request.headers["Origin"]
    before = everything(house)
    assert http.send(request).status_code == status
    assert everything(house) == before


def test_a_foreign_name_that_points_here_is_refused(house: Any) -> None:
    answer = house.participant.http.get(f"/api/course/{house.course}/day/viden-og-samarbejde", headers={"Host": "ond.example"})
    assert answer.status_code == 421


def test_five_megabytes_of_text_are_refused_with_a_sentence(house: Any) -> None:
    run = opened(house, "hjemmeopgave-modul-1")
    field = next(f for f in LIBRARY.exercises["hjemmeopgave-modul-1"].content.fields if f.type == "text")  # type: ignore[attr-defined]
    event = {"id": secrets.token_hex(12), "run": run, "event": {"type": "set", "field": field.id, "value": "å" * 5_000_000}}
    status, reason = house.participant.refused(f"/api/course/{house.course}/answers", {"device": "telefon1", "events": [event]})
    assert status == 413
    assert "10.000 tegn" in reason


@pytest.mark.parametrize("text", [
    "👩🏽‍🦽 fint 🎉", "שלום وداعا", "a\u202eb", "<script>alert(1)</script>", "' OR 1=1 --", "=1+1", "🩷 \U0001fadf", "a\tb\vc",
])
def test_odd_text_is_kept_as_it_was_written(house: Any, text: str) -> None:
    opened(house, "hjemmeopgave-modul-1")
    field = next(f for f in LIBRARY.exercises["hjemmeopgave-modul-1"].content.fields if f.type == "text")  # type: ignore[attr-defined]
    result = house.participant.events("hjemmeopgave-modul-1", [{"type": "set", "field": field.id, "value": text}])[0]
    assert (result["status"], result["mended"]) == ("saved", False)
    assert house.participant.state("hjemmeopgave-modul-1")["public"]["fields"][field.id] == text


@pytest.mark.parametrize(("text", "kept"), [
    ("god\\u0000 dag", "god dag"), ("en halv \\ud83d", "en halv "), ("\\udd25\\ud83e\\ude77", "🩷"), ("\\u0000", None),
    ("\\uffff\\u0007!", "!"),
])
def test_what_no_text_can_keep_is_left_out_and_the_writer_is_told(house: Any, text: str, kept: str | None) -> None:
    run = opened(house, "hjemmeopgave-modul-1")
    field = next(f for f in LIBRARY.exercises["hjemmeopgave-modul-1"].content.fields if f.type == "text")  # type: ignore[attr-defined]
    event = {"id": secrets.token_hex(12), "run": run, "event": {"type": "set", "field": field.id, "value": "TEXT"}}
    sent = json.dumps({"device": "telefon1", "events": [event]}).replace("TEXT", text)
    answer = house.participant.http.post(
        f"/api/course/{house.course}/answers", content=sent.encode(), headers={"Content-Type": "application/json"}
    )
    (result,) = answer.json()["results"]
    assert (result["status"], result["mended"]) == ("saved", True)
    assert result["public"]["fields"].get(field.id) == kept
    assert house.participant.state("hjemmeopgave-modul-1")["public"]["fields"].get(field.id) == kept


def test_a_cpr_like_number_is_not_stored_unless_its_writer_says_it_is_none(house: Any) -> None:
    run = opened(house, "hjemmeopgave-modul-1")
    field = next(f for f in LIBRARY.exercises["hjemmeopgave-modul-1"].content.fields if f.type == "text")  # type: ignore[attr-defined]
    event = {"type": "set", "field": field.id, "value": "Ordre 010190-1234 er sendt"}
    refused = house.colleague.events("hjemmeopgave-modul-1", [event])[0]
    assert refused["status"] == "refused"
    assert "CPR" in refused["reason"]
    assert "010190" not in refused["reason"]
    assert not stored(house, "SELECT 1 FROM answers WHERE run = ? AND subject = ?", run, f"person:{house.colleague.person}")
    assert house.colleague.events("hjemmeopgave-modul-1", [event], not_cpr=True)[0]["status"] == "saved"


def test_a_cpr_number_parted_over_two_fields_or_two_items_is_not_stored(house: Any) -> None:
    run = opened(house, "hjemmeopgave-modul-1")
    texts = [f for f in LIBRARY.exercises["hjemmeopgave-modul-1"].content.fields if f.type == "text"]  # type: ignore[attr-defined]
    one, other = texts[:2]
    house.trainer.post(f"/api/console/{house.course}/people", {"name": "Karsten Friis", "organisation": "Jobcenter Solby"})
    newcomer = house.newcomer("Karsten Friis")
    first, second = newcomer.events("hjemmeopgave-modul-1", [
        {"type": "set", "field": one.id, "value": "Borgeren er 010190"},
        {"type": "set", "field": other.id, "value": "1234 er resten"},
    ])
    assert (first["status"], second["status"]) == ("saved", "refused")
    assert "CPR" in second["reason"]
    (kept,) = stored(house, "SELECT state FROM answers WHERE run = ? AND subject = ?", run, f"person:{newcomer.person}")
    assert "1234" not in kept[0]


CPR_LIKE = ("610190-1234", "01.01.1990 - 1234", "010190\n1234", "0 1 0 1 9 0 1 2 3 4")


@pytest.mark.parametrize("number", CPR_LIKE)
def test_a_cpr_like_number_is_refused_wherever_a_person_types(house: Any, number: str) -> None:
    course, colleague = house.course, house.colleague.person
    typed = [
        ("/api/courses", {"title": f"Hold {number}"}), (f"/api/console/{course}/copy", {"title": f"Hold {number}"}),
        (f"/api/console/{course}/settings", {"title": f"Hold {number}"}),
        (f"/api/console/{course}/day", {"day": "viden-og-samarbejde", "date": "2026-11-21", "place": f"Lokale {number}"}),
        (f"/api/console/{course}/invitation", {"name": "Bo", "role": "leader", "email": f"{number}@x.example"}),
        ("/api/me/password", {"password": "en lang adgangskode", "name": number}),
        *((f"/api/console/{course}/people/{colleague}", {field: f"x {number}"})
          for field in ("name", "organisation", "team", "job_title", "email")),
        (f"/api/console/{course}/people", {"name": "Ny", "team": "Hold 010190", "job_title": "1234"}),
    ]
    for path, body in typed:
        status, reason = house.trainer.refused(path, body)
        assert (status, "CPR" in reason) == (422, True), (path, body)
        assert "1234" not in reason
    named = {"filename": f"{number}.csv"}
    sent = house.trainer.http.post(f"/api/console/{course}/class-list", params=named, content=b"Navn;Organisation")
    assert (sent.status_code, "CPR" in sent.json()["reason"]) == (422, True)


def test_script_in_a_name_stays_text(house: Any) -> None:
    name = "<img src=x onerror=alert(1)>"
    house.trainer.post(f"/api/console/{house.course}/people", {"name": name, "organisation": "Jobcenter Solby"})
    client = house.newcomer(name)
    for path in ("", "/dag/viden-og-samarbejde", "/privatliv"):
        page = client.http.get(f"/hold/{house.course}{path}")
        assert page.status_code == 200
        assert name not in page.text
        assert "unsafe-inline" not in page.headers["content-security-policy"]
    assert name not in house.trainer.http.get(f"/underviser/{house.course}").text


def test_an_ended_login_opens_nothing(house: Any) -> None:
    client = house.newcomer("Henriette Juul")
    cookies = dict(client.http.cookies)
    assert client.get("/api/me")["name"] == "Henriette Juul"
    client.post("/api/logout")
    again = Client(house.served.url)
    again.http.cookies.update(cookies)
    assert again.http.get("/api/me").status_code == 401


def test_a_one_time_link_works_once(house: Any) -> None:
    person = next(p["id"] for p in house.trainer.get(f"/api/console/{house.course}")["people"] if p["role"] == "leader")
    link = house.trainer.post(f"/api/console/{house.course}/people/{person}/link")["link"]
    Client(house.served.url).by_link(link)
    status, reason = Client(house.served.url).refused("/api/link", {"token": link.rsplit("/", 1)[1]})
    assert status == 403
    assert "én gang" in reason


def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites(house: Any) -> None:
    client = Client(house.served.url)
    found = client.post("/api/join/names", {"code": house.served.join_code, "letters": "Fa"})["people"][0]
    answer = client.http.post("/api/join/take", json={"code": house.served.join_code, "person": found["id"]})
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie


def test_secrets_are_not_in_the_logs(house: Any) -> None:
    log = "".join(p.read_text() for p in (house.served.data / "log").glob("*"))
    assert house.served.join_code not in log
    assert house.served.trainer_link.rsplit("/", 1)[1] not in log
    assert house.participant.pin not in log
    assert "Aisha" not in log

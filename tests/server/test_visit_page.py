"""The page of a visit: each rates alone and reads the other's when both are locked; both sign; nobody else has a word of it."""

import contextlib
import re
import secrets
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from serving import Client, serve

from pejling.store import FILE, Store, backup, transfer
from pejling_server.app import every_route
from pejling_server.read_token import read_token
from pejling_server.supervision.forms import AGREEMENT, FORMS, OBSERVATION, PREPARATION

WORDS = (f"kanariefugl{n}" for n in count())
"""A new one for each field."""


@dataclass
class Visit:
    """A visit to Anna by Bo, with others on the course; and everyone who should have nothing of it."""

    trainer: Client
    leader: Client
    course: str
    id: str
    anna: Client
    bo: Client
    cilla: Client

    @property
    def path(self) -> str:
        return f"/api/course/{self.course}/visits/{self.id}"

    def forms(self, who: Client) -> Any:
        return who.get(f"{self.path}/exercises")["exercises"]

    def send(self, who: Client, form: str, *events: dict[str, Any]) -> list[Any]:
        run = self.forms(who)[form]["run"]
        sent = [{"id": secrets.token_hex(12), "run": run, "event": event, "pair": self.id} for event in events]
        results: list[Any] = who.post(f"/api/course/{self.course}/answers", {"device": who.device, "events": sent})["results"]
        return results

    def saved(self, who: Client, form: str, *events: dict[str, Any]) -> None:
        assert [one["status"] for one in self.send(who, form, *events)] == ["saved"] * len(events)

    def open(self) -> None:
        for who in (self.anna, self.bo):
            assert who.http.get(f"/hold/{self.course}/besoeg/{self.id}").status_code == 200

    def look_at_yourself(self, who: Client, text: str) -> None:
        self.saved(who, OBSERVATION, put("own-lykkedes", text), {"type": "lock"})


def put(field: str, value: Any) -> dict[str, Any]:
    return {"type": "set", "field": field, "value": value}


@pytest.fixture
def visit(house: Any) -> Visit:
    trainer = house.trainer
    course = trainer.post("/api/courses", {"title": "Besøgsholdet"})["course"]
    names = ("Anna Ærø", "Bo Dahl", "Cilla Holm", "Dan Krogh")
    ids = {name: trainer.post(f"/api/console/{course}/people", {"name": name, "organisation": "Jobcenter Nord"})["person"]
           for name in names}
    code = trainer.post(f"/api/console/{course}/door", {"open": True})["code"]
    anna, bo, cilla = (Client(house.served.url).join(code, name) for name in names[:3])
    link = trainer.post(f"/api/console/{course}/invitation", {"name": "Lis Leder", "role": "leader"})["link"]
    leader = Client(house.served.url).by_link(link)
    wish = {"person": ids["Anna Ærø"], "other": ids["Bo Dahl"], "wish": "together"}
    trainer.post(f"/api/console/{course}/supervision/wish", wish)
    assert trainer.post(f"/api/console/{course}/supervision/plan", {"rounds": 1})["laid"] == 1
    own = anna.get(f"/api/course/{course}/visits")["visits"]
    made = Visit(trainer, leader, course, next(one["id"] for one in own if one["to_me"]), anna, bo, cilla)
    made.open()
    return made


def test_the_observer_is_read_when_both_have_locked_and_the_observed_locks_first(visit: Visit) -> None:
    tap = {"type": "tap", "tap": "t1", "behaviour": "venter", "second": 9}
    visit.saved(visit.bo, OBSERVATION, tap, put("quotes", ["Hvad så?"]))
    visit.look_at_yourself(visit.bo, "Du ventede.")
    assert "other" not in visit.forms(visit.anna)[OBSERVATION]["public"]
    assert "other" not in visit.forms(visit.bo)[OBSERVATION]["public"]
    visit.look_at_yourself(visit.anna, "Jeg tav.")
    seen = visit.forms(visit.anna)[OBSERVATION]["public"]["other"]
    assert (seen["fields"]["own-lykkedes"], len(seen["taps"]), seen["seat"]) == ("Du ventede.", 1, "observer")
    assert visit.forms(visit.bo)[OBSERVATION]["public"]["other"]["fields"]["own-lykkedes"] == "Jeg tav."
    (refused,) = visit.send(visit.anna, OBSERVATION, put("own-lykkedes", "Jeg tav slet ikke."))
    assert "låst" in refused["reason"]


def test_both_lock_in_the_same_moment_and_neither_had_read_the_other_before(visit: Visit) -> None:
    for who, text in ((visit.anna, "Jeg tav."), (visit.bo, "Du ventede.")):
        visit.saved(who, OBSERVATION, put("own-lykkedes", text))
    run = visit.forms(visit.anna)[OBSERVATION]["run"]

    def press(who: Client) -> Any:
        sent = [{"id": secrets.token_hex(12), "run": run, "event": {"type": "lock"}, "pair": visit.id}]
        return who.post(f"/api/course/{visit.course}/answers", {"device": who.device, "events": sent})["results"][0]

    with ThreadPoolExecutor() as both:
        results = list(both.map(press, (visit.anna, visit.bo)))
    assert [one["status"] for one in results] == ["saved", "saved"]
    assert ["other" in one["public"] for one in results].count(True) == 1, "whoever came last reads at once, the other hears of it"
    for who in (visit.anna, visit.bo):
        assert visit.forms(who)[OBSERVATION]["public"]["other"]["done"]


def test_the_two_write_the_preparation_together_and_a_third_has_no_place_in_it(visit: Visit) -> None:
    visit.saved(visit.anna, PREPARATION, put("maal", "Ét skridt."))
    assert visit.forms(visit.bo)[PREPARATION]["public"]["fields"] == {"maal": "Ét skridt."}
    assert visit.cilla.http.get(f"{visit.path}/exercises").status_code == 404
    assert visit.cilla.http.get(f"/hold/{visit.course}/besoeg/{visit.id}").status_code == 404
    run = visit.forms(visit.anna)[PREPARATION]["run"]
    for pair in (visit.id, "abcdefghjkmn"):
        sent = [{"id": secrets.token_hex(12), "run": run, "event": put("maal", "Mit."), "pair": pair}]
        given = {"device": visit.cilla.device, "events": sent}
        (result,) = visit.cilla.post(f"/api/course/{visit.course}/answers", given)["results"]
        assert (result["status"], "makker" in result["reason"]) == ("refused", True)
    assert visit.forms(visit.bo)[PREPARATION]["public"]["fields"] == {"maal": "Ét skridt."}


def test_how_far_two_saw_the_same_is_told_to_them_alone_and_says_when_it_is_too_little(visit: Visit) -> None:
    back = Visit(**{**vars(visit), "id": next(one["id"] for one in visit.anna.get(f"/api/course/{visit.course}/visits")["visits"]
                                              if not one["to_me"])})
    for one, observed, observer in ((visit, visit.anna, visit.bo), (back, visit.bo, visit.anna)):
        names = [item["id"] for item in one.forms(observed)[OBSERVATION]["public"]["items"] if item["id"].startswith("often/")][:6]
        for who, step in ((observed, 3), (observer, 1)):
            assert one.anna.get(one.path)["alike"] == ""
            one.saved(who, OBSERVATION, *(put(name, 2 if number < step else 1) for number, name in enumerate(names)))
            one.look_at_yourself(who, "Set.")
        told = [who.get(one.path)["alike"] for who in (one.anna, one.bo)]
        assert told[0] == told[1]
        assert told[0].startswith("4 af 6" if one is visit else "8 af 12")
        assert ("for få" in told[0]) is (one is visit)
        assert ("κ er 0,33" in told[0]) is (one is back)
    assert "alike" not in str(visit.trainer.get(f"/api/console/{visit.course}/supervision"))


def test_one_visit_is_never_mixed_up_with_the_return_visit(visit: Visit) -> None:
    back = next(one["id"] for one in visit.anna.get(f"/api/course/{visit.course}/visits")["visits"] if not one["to_me"])
    visit.saved(visit.anna, PREPARATION, put("maal", "Mit mål."))
    other = Visit(**{**vars(visit), "id": back})
    assert other.forms(visit.anna)[PREPARATION]["public"]["fields"] == {}
    other.saved(visit.bo, PREPARATION, put("maal", "Bos mål."))
    assert visit.forms(visit.bo)[PREPARATION]["public"]["fields"] == {"maal": "Mit mål."}
    assert (visit.forms(visit.anna)[OBSERVATION]["public"]["seat"], other.forms(visit.anna)[OBSERVATION]["public"]["seat"]) == (
        "observed", "observer")


def test_when_both_have_signed_the_visit_is_held_and_nothing_is_changed_any_more(visit: Visit) -> None:
    visit.saved(visit.anna, AGREEMENT, put("proev", "At tie lidt længere."))
    sees = {one["label"]: one["text"] for one in visit.anna.get(visit.path)["trainer_sees"]}
    assert sees["Hvem"] == "Bo Dahl hos Anna Ærø"
    visit.anna.post(f"{visit.path}/sign")
    facts = visit.bo.get(visit.path)
    assert (facts["signed"], facts["i_signed"], facts["closed"]) == (["Anna Ærø"], False, False)
    visit.saved(visit.bo, AGREEMENT, put("styrke", "Roen."))
    visit.bo.post(f"{visit.path}/sign")
    (refused,) = visit.send(visit.bo, AGREEMENT, put("styrke", "Noget andet."))
    assert "skrevet under" in refused["reason"]
    assert visit.anna.get(visit.path)["visit"]["held"]
    assert visit.anna.refused(f"{visit.path}/held", {"held": False})[0] == 422


def test_the_next_visit_opens_with_the_last_agreement_for_those_who_were_there(visit: Visit) -> None:
    visit.saved(visit.anna, AGREEMENT, put("proev", "At tie lidt længere."))
    for who in (visit.anna, visit.bo):
        who.post(f"{visit.path}/sign")
    visit.trainer.post(f"/api/console/{visit.course}/supervision/plan", {"rounds": 2})
    (following,) = [one["id"] for one in visit.anna.get(f"/api/course/{visit.course}/visits")["visits"]
                    if one["to_me"] and one["round"] == 2]
    facts = visit.anna.get(f"/api/course/{visit.course}/visits/{following}")
    assert facts["last"] == [{"label": "Én ting at prøve", "text": "At tie lidt længere."}]
    observer = facts["visit"]["observers"][0]
    if observer == "Cilla Holm":
        assert visit.cilla.get(f"/api/course/{visit.course}/visits/{following}")["last"] == []


def test_the_one_who_was_observed_owns_the_note(visit: Visit) -> None:
    visit.look_at_yourself(visit.anna, "Jeg tav.")
    visit.saved(visit.bo, OBSERVATION, put("own-lykkedes", "Du ventede."))
    note = f"/hold/{visit.course}/besoeg/{visit.id}/note"
    assert "Jeg tav." in visit.anna.http.get(note).text
    assert "Du ventede." not in visit.anna.http.get(note).text, "the observer has not locked yet"
    visit.saved(visit.bo, OBSERVATION, {"type": "lock"})
    (document,) = [_unpacked(visit.anna.http.get(f"{note}.docx").content).decode(errors="replace")]
    assert all(text in document for text in ("Jeg tav.", "Du ventede.", "Hvad så og hørte du lykkes?", "Bo Dahl hos Anna Ærø"))
    assert visit.bo.http.get(f"{note}.docx").status_code == 404
    shown = visit.anna.http.get(note).text
    assert "Du ventede." in shown
    assert "Hvad så og hørte du lykkes?" in shown
    assert visit.bo.http.get(note).status_code == 404
    assert visit.bo.refused(f"{visit.path}/erase")[0] == 422


def test_a_phone_number_or_an_address_is_not_kept_at_a_visit_unless_its_writer_says_that_it_is_none(visit: Visit) -> None:
    run = visit.forms(visit.anna)[PREPARATION]["run"]
    for text in ("Ring til ham på 27 12 34 56.", "Hun bor på Nørregade 12."):
        (refused,) = visit.send(visit.anna, PREPARATION, put("maal", text))
        assert (refused["status"], "telefonnummer eller en adresse" in refused["reason"]) == ("refused", True)
        event = {"id": secrets.token_hex(12), "run": run, "event": put("maal", text), "pair": visit.id, "not_cpr": True}
        given = {"device": visit.anna.device, "events": [event]}
        assert visit.anna.post(f"/api/course/{visit.course}/answers", given)["results"][0]["status"] == "saved"


# A canary in every field


def fill_every_field(visit: Visit) -> list[str]:
    """Anna and Bo write a word of its own in every field of every form; gives the words."""
    used = []
    for who, form in ((visit.anna, PREPARATION), (visit.anna, OBSERVATION), (visit.bo, OBSERVATION), (visit.bo, AGREEMENT)):
        for item in visit.forms(who)[form]["public"]["items"]:
            word = next(WORDS)
            value: Any = {"text": word, "lines": [word]}.get(item["type"])
            if value:
                visit.saved(who, form, put(item["id"], value))
                used.append(word)
    return used


def every_answer(visit: Visit, who: Client) -> Iterator[tuple[str, bytes]]:
    """(address, body) of every GET that this person can make in the course."""
    values = {"course": visit.course, "visit": visit.id, "person": visit.anna.person, "day": "viden-og-samarbejde"}
    for route in every_route():
        if "GET" not in route.methods or route.path.endswith("/live"):
            continue
        for exercise in FORMS if "{exercise}" in route.path else ("",):
            path = re.sub(r"\{(\w+)(?::path)?\}", lambda m, e=exercise: {**values, "exercise": e}.get(m[1], "x"), route.path)  # type: ignore[misc]
            yield path, _unpacked(who.http.get(path).content)


def as_a_kernel(house: Any, who: Client) -> Client:
    """What this person's kernel page can ask for: it has a read-only token of its viewer's login, and nothing else."""
    with contextlib.closing(sqlite3.connect(house.served.data / FILE)) as database:
        (login,) = database.execute("SELECT id FROM logins WHERE person = ?", (who.person,)).fetchone()
    kernel = Client(house.served.url)
    kernel.http.headers["Authorization"] = f"Bearer {read_token((house.served.data / 'secret.key').read_bytes(), login)}"
    return kernel


def elsewhere(who: Client, url: str) -> Client:
    """The same person's device at another address."""
    moved = Client(url)
    moved.http.cookies.update(who.http.cookies)
    return moved


def test_neither_a_kernels_token_nor_a_restored_backup_opens_a_pairs_words(visit: Visit, house: Any, tmp_path: Path) -> None:
    words = fill_every_field(visit)

    def found_by(who: Client) -> set[str]:
        return {path for path, body in every_answer(visit, who) if any(word.encode() in body for word in words)}

    for who in (visit.trainer, visit.cilla):
        kernel = as_a_kernel(house, who)
        assert kernel.http.get("/api/data").status_code == 200
        assert found_by(kernel) == set()
    made = visit.trainer.post(f"/api/console/{visit.course}/read-token")
    kernel = Client(house.served.url)
    kernel.http.headers["Authorization"] = f"Bearer {made['token']}"
    assert found_by(kernel) == set()
    store = Store.at(house.served.data)
    try:
        copy = transfer.export(store, house.served.data, tmp_path / "alt.zip")
    finally:
        store.close()
    transfer.restore(copy, tmp_path / "ny")
    with serve(tmp_path / "ny") as restored:
        for who in (visit.trainer, visit.cilla):
            assert found_by(elsewhere(who, restored.url)) == set()
        own = elsewhere(visit.anna, restored.url).http.get(f"{visit.path}/exercises").text
        assert [word for word in words if word in own]


def test_a_pairs_words_are_nowhere_but_with_the_pair_and_after_deletion_not_on_disk(visit: Visit, house: Any) -> None:
    words = fill_every_field(visit)
    assert len(words) > 30
    for who, allowed in ((visit.trainer, False), (visit.leader, False), (visit.cilla, False), (house.nobody, False),
                         (house.other_trainer, False), (visit.anna, True), (visit.bo, True)):
        found = {path for path, body in every_answer(visit, who) if any(word.encode() in body for word in words)}
        assert bool(found) is allowed, found
        if allowed:
            own, note = f"/api/course/{visit.course}", f"/hold/{visit.course}/besoeg/{visit.id}/note"
            one_by_one = {f"{start}/{form}" for start in (f"{own}/exercise", f"/api/data/{visit.course}/answers") for form in FORMS}
            all_in_one = f"/api/data/{visit.course}/file"  # the same answers, as pandas reads them without a server
            known = {f"{visit.path}/exercises", visit.path, f"{own}/my-data", note, f"{note}.docx", all_in_one}
            assert found <= known | one_by_one
    own = visit.bo.http.get(f"/api/course/{visit.course}/my-data").text
    hers = visit.anna.http.get(f"/api/course/{visit.course}/my-data").text
    assert not [word for word in words if word in own and word in hers], "no word is in both persons' own data"
    visit.trainer.course = visit.course
    for made in (visit.trainer.made("answers-sheet"), visit.trainer.made("day-report-page", day="viden-og-samarbejde")):
        assert not [word for word in words if word.encode() in _unpacked(made.content)]
    for form in FORMS:
        body = visit.trainer.http.get(f"/api/console/{visit.course}/export/{form}.csv").content
        assert not [word for word in words if word.encode() in body]
    copied = visit.trainer.post(f"/api/console/{visit.course}/copy", {"title": "Næste hold"})["course"]
    assert not [word for word in words if word.encode() in visit.trainer.http.get(f"/api/console/{copied}/supervision").content]
    for log in house.served.data.rglob("*.log*"):
        assert not [word for word in words if word.encode() in log.read_bytes()]
    visit.anna.post(f"{visit.path}/erase")
    backups = house.served.data / backup.FOLDER
    outside_backups = [file for file in house.served.data.rglob("*") if file.is_file() and not file.is_relative_to(backups)]
    assert not [file for file in outside_backups if any(word.encode() in file.read_bytes() for word in words)]


def _unpacked(content: bytes) -> bytes:
    """What is in a file, unzipped where it is a zip."""
    import io
    import zipfile

    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())

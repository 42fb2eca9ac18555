"""A total that was seen never changes, so that no difference between two of them tells what one person answered.

Everybody answers »over 10 år«, and Anna »under 1 år«: whoever can make her answer leave the total, or come into it, has it.
"""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from serving import Client

SIGNED, ANONYMOUS = "hvem-er-her", "dagens-udbytte"
ANNA = "Anna Aagaard"
NORD = (ANNA, "Bo Bang", "Cilla Crone", "Ditte Dam", "Erik Eg", "Frida Fog")
SYD = ("Gorm Gram", "Hanne Holm", "Ib Iversen", "Jane Juul", "Kaj Krog")
HERS, THEIRS = "under-1", "over-10"


@dataclass
class Room:
    """A course with two organisations in it."""

    trainer: Client
    leader: Client
    course: str
    inside: dict[str, Client]

    def post(self, path: str, body: Any = None) -> Any:
        """As the trainer, in the course."""
        return self.trainer.post(f"/api/console/{self.course}/{path}", body)

    def person(self, name: str) -> str:
        """Somebody's id."""
        return str(next(p["id"] for p in self.trainer.get(f"/api/console/{self.course}")["people"] if p["name"] == name))

    def answer(self, *names: str) -> None:
        """These answer the signed exercise, each the same in both rounds."""
        for name in names:
            value = HERS if name == ANNA else THEIRS
            assert self.inside[name].events(SIGNED, [{"type": "set", "field": "erfaring", "value": value}])[0]["status"] == "saved"

    def enter(self, name: str, exercise: str, field: str, value: Any) -> dict[str, Any]:
        """The trainer enters an answer for someone; gives what came of it."""
        self.trainer.ballots.clear()
        event = {"type": "set", "field": field, "value": value}
        return dict(self.trainer.events(exercise, [event], subject=f"person:{self.person(name)}")[0])

    def seen(self, viewer: Client | None = None) -> dict[str, dict[str, int]]:
        """The totals of the signed exercise by organisation, "" for all."""
        summary = (viewer or self.inside["Bo Bang"]).state(SIGNED)["summary"]
        question = next(part for part in summary["parts"] if part["id"] == "erfaring")
        shown = {"": question["whole"], **{one["label"]: one["shown"] for one in question["split"]}}
        return {name: {bar["id"]: bar["count"] for bar in one["bars"] if bar["count"]} for name, one in shown.items()}


@pytest.fixture
def room(house: Any) -> Any:
    made = house.trainer.post("/api/courses", {"title": "Hold med to huse"})["course"]
    house.trainer.course = made
    for name in (*NORD, *SYD):
        organisation = "Jobcenter Nord" if name in NORD else "A-kassen Syd"
        house.trainer.post(f"/api/console/{made}/people", {"name": name, "organisation": organisation})
    code = house.trainer.post(f"/api/console/{made}/door", {"open": True})["code"]
    inside = {name: Client(house.served.url).join(code, name) for name in (*NORD, *SYD)}
    link = house.trainer.post(f"/api/console/{made}/invitation", {"name": "Lis Leder", "role": "leader"})["link"]
    leader = Client(house.served.url).by_link(link)
    yield Room(house.trainer, leader, made, inside)
    house.trainer.course = house.course


BEFORE = {"": {HERS: 1, THEIRS: 10}, "Jobcenter Nord": {HERS: 1, THEIRS: 5}, "A-kassen Syd": {THEIRS: 5}}


def correct_her_workplace(room: Room) -> None:
    room.post(f"people/{room.person(ANNA)}", {"organisation": "A-kassen Syd"})


def take_her_out(room: Room) -> None:
    room.post(f"people/{room.person(ANNA)}/take-out")


def enter_over_her_answer(room: Room) -> None:
    room.trainer.do(SIGNED, "hide")
    told = room.enter(ANNA, SIGNED, "erfaring", None)
    assert (told["status"], "tager ikke imod flere svar" in told["reason"]) == ("refused", True)
    room.trainer.do(SIGNED, "reveal")


@pytest.mark.parametrize("trick", [correct_her_workplace, take_her_out, enter_over_her_answer])
def test_nothing_that_is_changed_afterwards_changes_it(room: Room, trick: Callable[[Room], None]) -> None:
    room.trainer.do(SIGNED, "open")
    room.answer(*NORD, *SYD)
    room.trainer.do(SIGNED, "reveal")
    assert room.seen() == BEFORE
    trick(room)
    assert room.seen() == room.seen(room.trainer) == BEFORE


def test_a_round_shown_beside_a_later_one_is_seen_too(room: Room) -> None:
    room.trainer.do(SIGNED, "open")
    room.answer(*NORD[1:], *SYD)
    room.trainer.do(SIGNED, "close")
    room.trainer.do(SIGNED, "again")
    room.answer(*NORD[1:], *SYD)
    room.trainer.do(SIGNED, "reveal")
    room.trainer.do(SIGNED, "reset")
    status, reason = room.trainer.refused(f"/api/console/{room.course}/exercise/{SIGNED}", {"do": "open"})
    assert status == 422
    assert "ny runde" in reason
    room.trainer.do(SIGNED, "reveal")
    assert room.seen()[""] == {THEIRS: 10}


def test_an_organisation_that_is_corrected_before_it_is_seen_counts_as_corrected(room: Room) -> None:
    room.trainer.do(SIGNED, "open")
    room.answer(*NORD, *SYD)
    correct_her_workplace(room)
    room.trainer.do(SIGNED, "reveal")
    assert room.seen() == {"": {HERS: 1, THEIRS: 10}, "Jobcenter Nord": {THEIRS: 5}, "A-kassen Syd": {HERS: 1, THEIRS: 5}}


@pytest.mark.parametrize("entered", [0, 1])
def test_what_the_trainer_entered_does_not_count_towards_the_five(room: Room, entered: int) -> None:
    room.trainer.do(SIGNED, "open")
    room.answer(*NORD[: 5 - entered])
    for name in SYD[:entered]:
        assert room.enter(name, SIGNED, "erfaring", THEIRS)["status"] == "saved"
    room.trainer.do(SIGNED, "reveal")
    for viewer in (room.trainer, room.inside[ANNA]):
        assert bool(viewer.state(SIGNED)["summary"].get("too_few")) is bool(entered)


@pytest.mark.parametrize("entered", [0, 1])
def test_nor_does_a_ballot_that_the_trainer_entered(room: Room, entered: int) -> None:
    room.trainer.do(ANONYMOUS, "open")
    field = room.inside[ANNA].state(ANONYMOUS)["public"]["questions"][0]
    value = field.get("low") if field["type"] == "scale" else field["options"][0]["id"]
    for name in NORD[: 5 - entered]:
        assert room.inside[name].events(ANONYMOUS, [{"type": "set", "field": field["id"], "value": value}])[0]["status"] == "saved"
    for name in SYD[:entered]:
        assert room.enter(name, ANONYMOUS, field["id"], value)["status"] == "saved"
    room.trainer.do(ANONYMOUS, "reveal")
    (shared,) = room.leader.get(f"/api/leader/{room.course}")["totals"]
    assert bool(shared["summary"].get("too_few")) is bool(entered)
    for viewer in (room.trainer, room.inside[ANNA]):
        assert bool(viewer.state(ANONYMOUS)["summary"].get("too_few")) is bool(entered)


PUPPETS = ("Pia Prøve", "Per Prøve", "Palle Prøve", "Petra Prøve")


def come_later(room: Room) -> list[Client]:
    """Four names that the trainer puts on the list and takes."""
    code = room.post("door", {"open": True})["code"]
    for name in PUPPETS:
        room.post("people", {"name": name, "organisation": "Jobcenter Nord"})
    return [Client(room.trainer.url).join(code, name) for name in PUPPETS]


def one_answer(client: Client, exercise: str) -> tuple[str, dict[str, Any]]:
    """A field of the exercise, and an event that answers it."""
    field = client.state(exercise)["public"]["questions"][0]
    value = field.get("low") if field["type"] == "scale" else field["options"][0]["id"]
    return field["id"], {"type": "set", "field": field["id"], "value": value}


@pytest.mark.parametrize("exercise", [SIGNED, ANONYMOUS])
def test_four_names_added_after_the_opening_show_nobody_the_fifth_ones_answer(room: Room, exercise: str) -> None:
    room.trainer.do(exercise, "open")
    anna = room.inside[ANNA]
    _, event = one_answer(anna, exercise)
    for client in (anna, *come_later(room)):
        assert client.events(exercise, [event])[0]["status"] == "saved"
    room.trainer.do(exercise, "close")
    room.trainer.do(exercise, "peek")
    assert room.trainer.state(exercise)["summary"]["too_few"]
    room.trainer.do(exercise, "reveal")
    for viewer in (room.trainer, anna):
        summary = viewer.state(exercise)["summary"]
        assert (summary["too_few"], summary["entered"], summary["least"], summary["parts"]) == (True, 4, 5, [])
    (shared,) = room.leader.get(f"/api/leader/{room.course}")["totals"]
    assert shared["summary"]["too_few"]


@pytest.mark.parametrize("exercise", [SIGNED, ANONYMOUS])
def test_nor_do_four_names_that_were_set_free_after_the_opening(room: Room, exercise: str) -> None:
    room.trainer.do(exercise, "open")
    _, event = one_answer(room.inside[ANNA], exercise)
    code, taken_over = room.post("door", {"open": True})["code"], []
    for name in SYD[:4]:
        room.post(f"people/{room.person(name)}/free")
        taken_over.append(Client(room.trainer.url).join(code, name))
    for client in (room.inside[ANNA], *taken_over):
        assert client.events(exercise, [event])[0]["status"] == "saved"
    room.trainer.do(exercise, "reveal")
    summary = room.trainer.state(exercise)["summary"]
    assert (summary["too_few"], summary["entered"]) == (True, 4)


@pytest.mark.parametrize("exercise", [SIGNED, ANONYMOUS])
def test_they_count_beside_five_others_and_from_the_next_round_on(room: Room, exercise: str) -> None:
    room.trainer.do(exercise, "open")
    _, event = one_answer(room.inside[ANNA], exercise)
    later = come_later(room)
    for client in (*(room.inside[name] for name in NORD[:5]), *later):
        assert client.events(exercise, [event])[0]["status"] == "saved"
    room.trainer.do(exercise, "reveal")
    summary = room.inside[ANNA].state(exercise)["summary"]
    assert (summary["too_few"], summary["entered"], summary["n"]) == (False, 4, 9), "everybody sees how many they were"
    room.trainer.do(exercise, "again")
    for client in (room.inside[ANNA], *later):
        assert client.events(exercise, [event])[0]["status"] == "saved"
    room.trainer.do(exercise, "reveal")
    summary = room.inside[ANNA].state(exercise)["summary"]
    assert (summary["too_few"], summary["entered"], summary["n"]) == (False, 0, 5)


@pytest.mark.parametrize("exercise", [SIGNED, ANONYMOUS])
def test_only_participants_can_be_answered_for(room: Room, exercise: str) -> None:
    room.trainer.do(exercise, "open")
    for name in ("Lis Leder", room.trainer.get("/api/me")["name"]):
        question = room.trainer.state(exercise)["public"]["questions"][0]
        told = room.enter(name, exercise, question["id"], None)
        assert (told["status"], told["reason"]) == ("refused", "Kun deltagere svarer her.")


def test_a_leader_gets_nobodys_own_words(room: Room) -> None:
    room.trainer.do(SIGNED, "open")
    words = next(q for q in room.inside[ANNA].state(SIGNED)["public"]["questions"] if q["type"] == "words")
    for name in (*NORD, *SYD):
        value = [f"Min chef siger nej, hilsen {name.split()[0]}"[: words["longest"]]]
        room.inside[name].events(SIGNED, [{"type": "set", "field": words["id"], "value": value}])
    room.trainer.do(SIGNED, "reveal")
    assert "chef" in str(room.inside[ANNA].state(SIGNED)["summary"])
    told = room.leader.get(f"/api/leader/{room.course}")
    assert "chef" not in str(told)
    (total,) = told["totals"]
    question = next(part for part in total["summary"]["parts"] if part["id"] == words["id"])
    assert (question["whole"]["n"], question["whole"]["bars"]) == (11, [])
    assert [one["shown"]["bars"] for one in question["split"]] == [[], []]


def test_whoever_has_a_name_is_told_that_it_was_set_free(room: Room) -> None:
    assert "frit" not in room.inside[ANNA].http.get(f"/hold/{room.course}").text
    room.post(f"people/{room.person(ANNA)}/free")
    code = room.post("door", {"open": True})["code"]
    again = Client(room.trainer.url).join(code, ANNA)
    assert "Underviseren satte dit navn frit" in again.http.get(f"/hold/{room.course}").text
    assert again.get(f"/api/course/{room.course}/my-data")["navnet sat frit"]


def test_an_unsigned_text_is_hidden_from_everybody_and_shown_again(room: Room) -> None:
    room.trainer.do(SIGNED, "open")
    words = next(q for q in room.inside[ANNA].state(SIGNED)["public"]["questions"] if q["type"] == "words")
    for name, word in zip(NORD, ("Idiot!", "idiot", *["Tillid"] * 4), strict=True):
        room.inside[name].events(SIGNED, [{"type": "set", "field": words["id"], "value": [word]}])
    address = f"/api/console/{room.course}/exercise/{SIGNED}"
    assert room.trainer.get(address)["texts"] == [], "nothing is told before the round has ended"
    room.trainer.do(SIGNED, "reveal")
    ugly = next(one for one in room.trainer.get(address)["texts"] if "idiot" in one["text"].casefold())

    def seen_by(viewer: Client) -> str:
        return str(viewer.state(SIGNED)["summary"])

    room.post(f"exercise/{SIGNED}/text", {"mark": ugly["mark"], "hidden": True})
    for viewer in (room.inside[ANNA], room.trainer):
        assert "idiot" not in seen_by(viewer).casefold()
        part = next(one for one in viewer.state(SIGNED)["summary"]["parts"] if one["id"] == words["id"])
        assert (part["whole"]["n"], [bar["text"] for bar in part["whole"]["bars"]]) == (6, ["Tillid"])
    assert [one["hidden"] for one in room.trainer.get(address)["texts"] if one["mark"] == ugly["mark"]] == [True]
    assert "idiot" not in room.trainer.made("day-report-page", day="viden-og-samarbejde").text.casefold()
    with zipfile.ZipFile(io.BytesIO(room.trainer.made("answers-sheet").content)) as sheets:
        assert all(b"idiot" not in sheets.read(name).lower() for name in sheets.namelist())
    room.post(f"exercise/{SIGNED}/text", {"mark": ugly["mark"], "hidden": False})
    assert "idiot" in seen_by(room.inside[ANNA]).casefold()
    status, _ = room.trainer.refused(f"{address}/text", {"mark": "0" * 24, "hidden": True})
    assert status == 404

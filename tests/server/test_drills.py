"""What of a drill reaches whom, through the real server."""

import json
from random import Random
from typing import TYPE_CHECKING

from serving import ROOT, Client

from pejling_widgets.library import Library

if TYPE_CHECKING:
    from server.conftest import House

DRILL = "galleri-drill"
REPLY = "Har du hemmeligt søgt noget?"


def play(client: Client, seed: int) -> None:
    """The whole drill, with a reply of one's own in it."""
    loaded = Library.load([ROOT]).find(DRILL)
    events = [e for e in loaded.kind.play(loaded.content, Random(seed)) if e.get("item") != "luk-op"]
    events.append({"type": "answer", "item": "luk-op", "value": REPLY})
    assert {result["status"] for result in client.events(DRILL, events)} == {"saved"}


def test_a_trainer_sees_items_from_five_and_no_one_sees_a_word(house: "House") -> None:
    trainer = house.trainer
    trainer.do(DRILL, "open")
    taken = {house.participant.person, house.colleague.person}
    people = trainer.get(f"/api/console/{house.course}")["people"]
    free = [p["name"] for p in people if p["role"] == "participant" and p["id"] not in taken]
    everyone = [house.participant, house.colleague, *(house.newcomer(name) for name in free[:4])]
    seen = []
    for n, client in enumerate(everyone):
        play(client, n)
        seen.append(next(p for p in trainer.state(DRILL)["summary"]["parts"] if p["id"] == "luk-op")["whole"])
    assert [(one["few"], one["n"], len(one["bars"])) for one in seen] == [(True, 0, 0)] * 4 + [(False, 5, 3)] * 2
    for path in (f"/api/course/{house.course}/exercise/{DRILL}", f"/api/console/{house.course}/exercise/{DRILL}"):
        told = json.dumps(trainer.get(path), ensure_ascii=False)
        assert "hemmeligt" not in told
    report = {"type": "wrong_feedback", "item": "luk-op", "rule": "mangler-open-help", "share_text": True}
    assert house.participant.events(DRILL, [report])[0]["status"] == "saved"
    (reports,) = [part for part in trainer.state(DRILL)["summary"]["parts"] if part["shape"] == "table"]
    assert [dict(zip(reports["head"], row, strict=True))["Svar"] for row in reports["rows"]] == [REPLY]
    trainer.do(DRILL, "close")
    trainer.do(DRILL, "reveal")
    assert house.leader.http.get(f"/api/course/{house.course}/exercise/{DRILL}").status_code in (403, 404) or (
        house.leader.state(DRILL)["summary"] is None
    )
    assert house.colleague.state(DRILL)["summary"] is None
    assert house.colleague.state(DRILL)["public"]["fields"]["luk-op"] == REPLY


def test_names_added_after_the_opening_do_not_make_five(house: "House") -> None:
    trainer = house.trainer
    trainer.course = trainer.post("/api/courses", {"title": "Hold med dukker"})["course"]
    try:
        console = f"/api/console/{trainer.course}"
        code = trainer.post(f"{console}/door", {"open": True})["code"]
        clients = []
        for n, name in enumerate(("Anna Ene", "Pia Prøve", "Per Prøve", "Palle Prøve", "Petra Prøve")):
            if n == 1:
                trainer.do(DRILL, "open")
            trainer.post(f"{console}/people", {"name": name, "organisation": "Jobcenter Nord"})
            clients.append(Client(house.served.url).join(code, name))
        for n, client in enumerate(clients):
            play(client, n)
        shown = next(p for p in trainer.state(DRILL)["summary"]["parts"] if p["id"] == "luk-op")["whole"]
        assert (shown["few"], shown["n"], shown["bars"]) == (True, 0, [])
    finally:
        trainer.course = house.course

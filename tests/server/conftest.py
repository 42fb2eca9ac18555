"""One real server for the tests of this folder, with two courses and someone of each kind."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from serving import Client, Served, serve


@dataclass
class House:
    """Who is in the house. Course A is the example course; B belongs to another trainer."""

    served: Served
    nobody: Client
    participant: Client
    colleague: Client
    trainer: Client
    leader: Client
    stranger: Client
    """A participant of course B."""
    other_trainer: Client
    course: str
    other_course: str

    def newcomer(self, name: str) -> Client:
        """One more participant of course A."""
        return Client(self.served.url).join(self.served.join_code, name)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A running server with its people."""
    with serve(tmp_path_factory.mktemp("hus")) as served:
        trainer = Client(served.url).by_link(served.trainer_link)
        people = trainer.get(f"/api/console/{trainer.course}")["people"]
        leader_id = next(p["id"] for p in people if p["role"] == "leader")
        link = trainer.post(f"/api/console/{trainer.course}/people/{leader_id}/link")["link"]
        leader = Client(served.url).by_link(link)
        other = trainer.post("/api/courses", {"title": "Et andet hold"})["course"]
        link = trainer.post(f"/api/console/{other}/invitation", {"name": "Bodil Anden", "role": "trainer"})["link"]
        other_trainer = Client(served.url).by_link(link)
        other_trainer.course = other
        trainer.post(f"/api/console/{other}/people", {"name": "Carla Fremmed", "organisation": "Jobcenter Vest"})
        code = trainer.post(f"/api/console/{other}/door", {"open": True})["code"]
        yield House(
            served, Client(served.url), Client(served.url).join(served.join_code, "Aisha Rahmani"),
            Client(served.url).join(served.join_code, "Jette Overgaard"), trainer, leader,
            Client(served.url).join(code, "Carla Fremmed"), other_trainer, trainer.course, other,
        )

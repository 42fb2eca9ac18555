"""Devices that write all the time and never give up: what is not acknowledged is sent again, under the same ids."""

import secrets
import socket
import sqlite3
import threading
import time
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from serving import Client, Served

from pejling.store import FILE, backup
from pejling.store.answers import mark

HOMEWORK = "hjemmeopgave-modul-1"
FIELD = "hvad-skete"
EVERYONE = ("Aisha Rahmani", "Bente Krogsgaard", "Christian Mølby", "Dorthe Aaskov", "Emil Thorup", "Gorm Lindegaard",
            "Henriette Juul", "Ibrahim Saleh", "Jette Overgaard", "Kasper Nørremark", "Lone Østerby", "Mikkel Aagaard")
"""Participants of the example course."""


@dataclass
class Pen:
    """One participant's device. It counts: its n-th event writes n, so that the last number tells what was lost."""

    client: Client
    run: str
    batch: int = 1
    every: float = 0.0
    """Seconds from one request to the next."""
    written: int = 0
    """Events made, acknowledged or not."""
    acknowledged: list[str] = field(default_factory=list)
    """The marks by which the server remembers them."""
    refusals: list[tuple[int, str]] = field(default_factory=list)
    """Status and reason whenever the server said that it could not save."""
    waiting: list[dict[str, Any]] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    """Seconds that each acknowledged request took."""
    faults: list[str] = field(default_factory=list)
    """What no server may answer."""

    def write(self, how_many: int | None = None) -> bool:
        """Send what waits, or something new; gives whether the server said that it is saved."""
        if not self.waiting:
            for _ in range(how_many or self.batch):
                self.written += 1
                event = {"type": "set", "field": FIELD, "value": str(self.written)}
                self.waiting.append({"id": secrets.token_hex(12), "run": self.run, "event": event})
        began = time.monotonic()
        try:
            answer = self.client.http.post(f"/api/course/{self.client.course}/answers",
                                           json={"device": self.client.device, "events": self.waiting})
        except httpx.TransportError:
            return False
        if answer.status_code != 200:
            self.refusals.append((answer.status_code, answer.json()["reason"]))
            if answer.status_code != 503:
                self.faults.append(answer.text)
            return False
        results = answer.json()["results"]
        self.faults += [str(r) for r in results if r["status"] != "saved"]
        self.waits.append(time.monotonic() - began)
        own = f"person:{self.client.person}"
        self.acknowledged += [mark(r["id"], self.run, own) for r in results if r["status"] == "saved"]
        self.waiting = []
        return True

    def write_until(self, stop: threading.Event) -> None:
        """Go on; after a failure with a little patience, as a phone has."""
        while not stop.is_set():
            began = time.monotonic()
            saved = self.write()
            stop.wait(max(0.0, self.every - (time.monotonic() - began)) if saved else 0.05)


def enter_as_trainer(served: Served) -> Client:
    """The trainer, in by the link that each start prints; it works once."""
    return Client(served.url).by_link(served.trainer_link)


def pens(served: Served, names: Iterable[str] = EVERYONE[:6], *, trainer: Client | None = None, batch: int = 1,
         every: float = 0.0) -> list[Pen]:
    """Participants with the homework open before them."""
    trainer = trainer or enter_as_trainer(served)
    trainer.do(HOMEWORK, "open")
    run = trainer.state(HOMEWORK)["run"]
    return [Pen(Client(served.url).join(served.join_code, name), run, batch, every) for name in names]


@dataclass
class Writing:
    """Pens at work in threads of their own, until the block ends."""

    pens: list[Pen]
    stop: threading.Event = field(default_factory=threading.Event)
    threads: list[threading.Thread] = field(default_factory=list)

    def __enter__(self) -> "Writing":
        self.threads = [threading.Thread(target=pen.write_until, args=(self.stop,), daemon=True) for pen in self.pens]
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop.set()
        for thread in self.threads:
            thread.join(timeout=60)
            assert not thread.is_alive()

    @property
    def acknowledged(self) -> int:
        """Events that the server has called saved so far."""
        return sum(len(pen.acknowledged) for pen in self.pens)

    def wait_for(self, acknowledged: int, seconds: float = 60) -> None:
        """Until so many events are acknowledged."""
        wait_until(lambda: self.acknowledged >= acknowledged, seconds, f"{acknowledged} acknowledged answers")


def wait_until(met: Any, seconds: float, what: str) -> float:
    """Wait for a condition; gives the seconds it took."""
    began = time.monotonic()
    while not met():
        assert time.monotonic() - began < seconds, f"{what}: not within {seconds:.0f} s"
        time.sleep(0.02)
    return time.monotonic() - began


def finish(all_pens: list[Pen]) -> None:
    """Let every pen get through what it still holds."""
    for pen in all_pens:
        wait_until(lambda pen=pen: not pen.waiting or pen.write(), 30, "the last words get through")


@dataclass(frozen=True)
class Kept:
    """What a database holds of the homework."""

    events: list[str]
    answers: dict[str, tuple[int, str]]
    """Subject → how often it was changed, and the number that stands there."""


def kept_in(file: Path) -> Kept:
    """Read as it lies on the disk."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as c:
        return Kept(
            [row[0] for row in c.execute("SELECT mark FROM events")],
            {row[0]: (row[1], row[2]) for row in c.execute(
                "SELECT subject, revision, json_extract(state, '$.fields.hvad-skete') FROM answers")},
        )


def check_nothing_lost(kept: Kept, all_pens: list[Pen], *, finished: bool) -> tuple[int, int]:
    """How many acknowledged events are lost, and how many events took effect twice. Raises on any of them."""
    stored = set(kept.events)
    lost = sum(event not in stored for pen in all_pens for event in pen.acknowledged)
    assert lost == 0, f"{lost} acknowledged answers are not in the database"
    assert len(stored) == len(kept.events)
    assert [pen.faults for pen in all_pens if pen.faults] == []
    twice = 0
    for pen in all_pens:
        changes, number = kept.answers.get(f"person:{pen.client.person}", (0, "0"))
        # Each event is one change, and writes its own number: more changes than the number are doubles.
        twice += max(0, changes - int(number))
        assert changes <= int(number), "an event took effect twice"
        assert changes >= int(number), "an event was left out"
        assert len(pen.acknowledged) <= changes <= pen.written
        if finished:
            assert changes == pen.written == len(pen.acknowledged)
    return lost, twice


def check_sound(data: Path) -> None:
    """The start's own check: read from end to end. Raises when the database is not sound."""
    backup.check(data / FILE)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])



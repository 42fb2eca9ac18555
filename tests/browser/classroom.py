"""A course of its own for each test: a class list, a trainer over HTTP, and a look into the database."""

import json
import sqlite3
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from browser.watching import Device
from serving import Client, Served

DAY = "viden-og-samarbejde"
CLASS = (
    ("Astrid Lund", "Jobcenter Havbæk"), ("Bjarne Toft", "Jobcenter Havbæk"), ("Camilla Dam", "Jobcenter Havbæk"),
    ("Dennis Krogh", "Jobcenter Havbæk"), ("Ellen Åkjær", "Jobcenter Havbæk"), ("Fie Vestergaard", "Sundets A-kasse"),
    ("Gitte Bang", "Sundets A-kasse"), ("Hassan Malik", "Sundets A-kasse"), ("Ida Skov", "Sundets A-kasse"),
    ("Jonas Brix", "Sundets A-kasse"),
)
NAMES = tuple(name for name, _ in CLASS)


@dataclass
class Classroom:
    """One course with its trainer and its participants."""

    served: Served
    trainer: Client
    course: str
    code: str
    inside: dict[str, Client] = field(default_factory=dict)

    @property
    def day(self) -> str:
        """The day's page."""
        return f"/hold/{self.course}/dag/{DAY}"

    @property
    def home(self) -> str:
        """The participant's home."""
        return f"/hold/{self.course}"

    def join(self, name: str) -> Client:
        """In over HTTP, once; later calls give the same client."""
        if name not in self.inside:
            self.inside[name] = Client(self.served.url).join(self.code, name)
        return self.inside[name]

    def seat(self, device: Device, name: str, path: str = "") -> Device:
        """Let a browser have the login of someone who has joined, and open the day."""
        hand_over(self.join(name), device)
        device.go(path or self.day)
        return device

    def query(self, sql: str, *values: Any) -> list[Any]:
        """Rows of the server's database as they are committed now."""
        with sqlite3.connect(f"file:{self.served.data / 'pejling.sqlite3'}?mode=ro", uri=True) as c:
            return c.execute(sql, values).fetchall()

    def stored(self, exercise: str) -> dict[str, Any]:
        """Subject → state of the signed answers to the newest run of an exercise."""
        rows = self.query(
            "SELECT subject, state FROM answers WHERE run = (SELECT id FROM runs WHERE course = ? AND exercise = ? "
            "AND reset_at IS NULL ORDER BY round DESC LIMIT 1)", self.course, exercise)
        return {subject: json.loads(state) for subject, state in rows}

    def fields(self, exercise: str, name: str) -> dict[str, Any]:
        """What one person's signed answer holds in the database; empty when there is none."""
        found: dict[str, Any] = self.stored(exercise).get(f"person:{self.join(name).person}", {}).get("fields", {})
        return found

    def ballots(self, exercise: str) -> list[dict[str, Any]]:
        """The fields of all anonymous ballots in an exercise."""
        rows = self.query("SELECT state FROM ballots JOIN runs ON runs.id = ballots.run WHERE course = ? AND exercise = ?",
                          self.course, exercise)
        return [json.loads(state)["fields"] for (state,) in rows]


def hand_over(client: Client, device: Device) -> None:
    """Give a client's login to a browser."""
    token = client.http.cookies["pejling"]
    device.context.add_cookies([{"name": "pejling", "value": token, "url": device.home, "httpOnly": True}])


def make_classroom(served: Served, trainer: Client, title: str = "Hold 4 – Havbæk og Sundet") -> Classroom:
    """A new course with a class list, a date and an open door."""
    own = Client(served.url)
    own.http.cookies.update(trainer.http.cookies)
    own.course = own.post("/api/courses", {"title": title})["course"]
    lines = ["Navn;Organisation;Organisationstype;Team"]
    lines += [f"{name};{house};{'a-kasse' if 'kasse' in house else 'jobcenter'};Team 1" for name, house in CLASS]
    answer = own.http.post(f"/api/console/{own.course}/class-list", params={"filename": "hold.csv", "commit": True},
                           content="\n".join(lines).encode("utf-8-sig"), headers={"Content-Type": "application/octet-stream"})
    assert answer.json()["imported"], answer.text
    own.post(f"/api/console/{own.course}/day", {"day": DAY, "date": "2027-02-02", "place": "Mødelokale 2"})
    code = own.post(f"/api/console/{own.course}/door", {"open": True})["code"]
    return Classroom(served, own, own.course, code)


def free_folder(parent: Path) -> Path:
    """A data folder whose name holds what names may hold."""
    folder = parent / "prøve æøå"
    folder.mkdir()
    return folder

"""One participant at the homework in a real browser, and what the database holds of it at the same moment."""

import json
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from browser.pages.day import SAVED, Day, Exercise
from robust.writing import FIELD, HOMEWORK
from serving import Client

from pejling.store import FILE

TOLD = "Hvad skete der?"
CHOICE = "hvad-proevede-jeg"
CHOICES = {"spurgte-ind": "Spørge ind til et nej", "virksomhed": "Spørge en virksomhed", "andet": "Noget andet"}
"""Of the homework's choices: what is stored, and what its line begins with."""
DAY = "viden-og-samarbejde"


@dataclass
class Words:
    """The homework's long field, on the page and in the database."""

    page: Any
    client: Client
    data: Path

    @property
    def form(self) -> Exercise:
        """The exercise on the page."""
        return Exercise(self.page, HOMEWORK)

    @property
    def field(self) -> Any:
        """The long field."""
        return self.form.field(TOLD)

    def open(self, home: str) -> None:
        """Open the day, and wait until the homework is drawn."""
        self.page.goto(f"{home}/hold/{self.client.course}/dag/{DAY}")
        Day(self.page).wait_for(HOMEWORK)
        self.field.wait_for()
        self.form.saved.wait_for(state="attached")

    def type(self, text: str) -> None:
        """What a person types instead of what was there."""
        self.field.fill(text)

    def choose(self, option: str, seconds: float = 30) -> None:
        """Press one of the choices, and wait until the page calls it saved; it is in the database then."""
        self.form.choose(CHOICES[option])
        began = time.monotonic()
        while not SAVED.match(self.shown()[0]):
            assert time.monotonic() - began < seconds, f"still »{self.shown()[0]}« after {seconds} s"
            self.page.wait_for_timeout(10)
        assert self.stored(CHOICE) == option

    def shown(self) -> tuple[str, str]:
        """What the line says about saving, and the text that stands in the field, at one moment."""
        line, text = self.page.evaluate(
            """([exercise, label]) => {
              const root = document.querySelector(`[data-exercise="${exercise}"]`);
              const field = [...root.querySelectorAll("textarea")].find((one) => one.labels[0].textContent.includes(label));
              return [root.querySelector(".pj-saved").textContent, field.value];
            }""", [HOMEWORK, TOLD])
        return line, text

    def stored(self, field: str = FIELD) -> str:
        """What the database holds, committed."""
        row = self._row()
        return str(json.loads(row[0])["fields"].get(field, "")) if row else ""

    def doubled(self) -> int:
        """Changes beyond one for each event that the database knows."""
        row = self._row()
        with closing(sqlite3.connect(f"file:{self.data / FILE}?mode=ro", uri=True)) as c:
            events = c.execute(
                "SELECT count(*) FROM events JOIN answers USING (run) WHERE subject = ?", (f"person:{self.client.person}",)
            ).fetchone()[0]
        return int(row[1]) - int(events) if row else 0

    def _row(self) -> Any:
        with closing(sqlite3.connect(f"file:{self.data / FILE}?mode=ro", uri=True, timeout=30)) as c:
            return c.execute("SELECT state, revision FROM answers WHERE subject = ?", (f"person:{self.client.person}",)).fetchone()

    def wait_saved(self, text: str, seconds: float = 30) -> float:
        """Wait until the page calls this text saved; it is in the database then. Gives the seconds it took."""
        began = time.monotonic()
        while True:
            line, standing = self.shown()
            if SAVED.match(line):
                stored = self.stored()
                assert stored == standing, f"»{line}« was said of »{standing}«, and the database holds »{stored}«"
                if standing == text:
                    return time.monotonic() - began
            assert time.monotonic() - began < seconds, f"still »{line}« after {seconds} s"
            self.page.wait_for_timeout(20)

    def wait_not_saved(self, seconds: float = 10) -> float:
        """Wait until the page says that something is not saved; gives the seconds it took."""
        began = time.monotonic()
        while "Ikke gemt endnu" not in self.shown()[0]:
            assert time.monotonic() - began < seconds, f"no warning: »{self.shown()[0]}«"
            self.page.wait_for_timeout(20)
        return time.monotonic() - began

"""Reads the course server's data API. Every call asks anew, so that what is shown is what is true now.

The same calls read an export file, where there is no server: what is shown then is what was true when the file was made.
"""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import parse_qs, quote

import httpx
import pandas as pd

ADDRESS, TOKEN, VIEWER = "PEJLING_API", "HTTP_X_PEJLING_TOKEN", "HTTP_X_PEJLING_VIEWER"
"""Where a kernel page's kernel finds the server, its own read-only token, and whom it is for."""
SECONDS = 30
EXAMPLE = Path(__file__).with_name("example_course.json")


class NotReached(Exception):
    """The course server cannot be reached, or does not know the token."""


class NotAllowed(Exception):
    """This viewer may not see that; the message says why, in Danish."""


class _Source(Protocol):
    """Where tables are read."""

    def courses(self) -> list[dict[str, Any]]: ...

    def read(self, course: str, what: str) -> dict[str, Any]: ...


@dataclass(frozen=True)
class Course:
    """One course as its viewer may see it."""

    id: str
    title: str
    role: str
    """What the viewer is in it: trainer, participant or leader."""
    _source: _Source

    def days(self) -> pd.DataFrame:
        """The programme's days with their dates, a row each."""
        return self._frame("days")

    def people(self) -> pd.DataFrame:
        """The participants, a row each; trainers only."""
        return self._frame("people")

    def exercises(self) -> pd.DataFrame:
        """The exercises that were opened, a row for each round: kind, phase, how many have answered and are done."""
        return self._frame("exercises")

    def answers(self, exercise: str) -> pd.DataFrame:
        """The answers that may be had one by one, a row for each person or group and round.

        For a trainer those of an exercise that is shown with names; of an author's own only what is shared. A participant
        gets only the own. Empty for answers that are shown only together: see `summary`.
        """
        return self._frame(f"answers/{quote(exercise)}")

    def summary(self, exercise: str) -> pd.DataFrame:
        """What may be shown of everybody's answers now: a row for each question, organisation and answer, with its count.

        Fewer than five never make a total: then `few` is true and the numbers are missing.
        """
        return self._frame(f"summary/{quote(exercise)}")

    def table(self, exercise: str, part: str) -> pd.DataFrame:
        """One part of the summary that is a table, as "ties": a column for each of its heads, its rounds under each other."""
        return self._frame(f"table/{quote(exercise)}/{quote(part)}")

    def save(self, path: str | Path) -> Path:
        """Write everything this viewer may read to a file, which `course(file=…)` reads where there is no server.

        It holds what the calls give, names too for a trainer; only this machine's own user may open it.
        """
        return _write_own(Path(path), self._source.read(self.id, "file"))

    def _frame(self, what: str) -> pd.DataFrame:
        found = self._source.read(self.id, what)
        keys = [column["key"] for column in found["columns"]]
        frame = pd.DataFrame(found["rows"], columns=keys)
        frame.attrs["columns"] = {column["key"]: column for column in found["columns"]}
        frame.attrs["note"] = found["note"]
        return frame


def example() -> Course:
    """A made-up course with played answers, to try an analysis on."""
    return course(file=EXAMPLE)


def courses(*, address: str = "", token: str = "") -> pd.DataFrame:
    """The viewer's courses, a row each: id, title, role."""
    return pd.DataFrame(_Server(*_where(address, token)).courses(), columns=["id", "title", "role"])


def course(course_id: str = "", *, address: str = "", token: str = "", file: str | Path = "") -> Course:
    """The course with this id; without one, the kernel page's own, or the viewer's only one.

    With `file`, an export file from the console or from `Course.save`, no server is asked.

    Raises
    ------
    NotReached
        There is no server at the address, or the token holds no longer; or the file cannot be read.
    NotAllowed
        The viewer is not in that course, or is in several and none is named.
    """
    source: _Source = _opened(Path(file)) if file else _Server(*_where(address, token))
    known = source.courses()
    wanted = course_id or parse_qs(os.environ.get(VIEWER, "")).get("course", [""])[0]
    found = [one for one in known if one["id"] == wanted] if wanted else known
    if len(found) == 1:
        return Course(**found[0], _source=source)
    names = ", ".join(f"{one['id']} ({one['title']})" for one in known) or "ingen"
    if wanted:
        raise NotAllowed(f"Du er ikke på et hold med id {wanted}. Dine hold er: {names}.")
    raise NotAllowed(f"Sig, hvilket hold det gælder: course(\"id\"). Dine hold er: {names}.")


@dataclass(frozen=True)
class _Server:
    """A course server, asked as the token's viewer."""

    address: str
    token: str

    def courses(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = _get(self.address, self.token, "/api/data")["courses"]
        return found

    def read(self, course: str, what: str) -> dict[str, Any]:
        return _get(self.address, self.token, f"/api/data/{course}/{what}")


@dataclass(frozen=True)
class _File:
    """An export file, which holds what its viewer could read when it was made."""

    path: Path
    content: dict[str, Any]

    def courses(self) -> list[dict[str, Any]]:
        return [self.content["course"]]

    def read(self, course: str, what: str) -> dict[str, Any]:
        tables: dict[str, dict[str, Any]] = self.content["tables"]
        if what == "file":
            return self.content
        if found := tables.get(what):
            return found
        if what == "people":
            raise NotAllowed("Filen har ingen deltagerliste. Den er hentet af en, der ikke må læse den.")
        _, _, exercise = what.partition("/")
        name, _, part = exercise.partition("/")
        if part and f"summary/{name}" in tables:
            return {"columns": [], "rows": [], "note": "Der er ikke noget, du kan se samlet endnu."}
        raise NotAllowed(f"Der er ingen øvelse »{name}« i filen. Den er fra {self.content['made_at']}; hent en ny, hvis øvelsen "
                         "er åbnet siden.")


def _opened(path: Path) -> _File:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if {"course", "made_at", "tables"} <= set(content):
            return _File(path, content)
    except OSError as error:
        raise NotReached(f"Filen {path} kan ikke læses ({error.strerror}). Hent den i styringen under »Hent«.") from error
    except (ValueError, TypeError):
        pass
    raise NotReached(f"Filen {path} er ikke et hold fra Pejling. Den rigtige hentes i styringen under »Hent« og ender på .json.")


def _write_own(path: Path, content: dict[str, Any]) -> Path:
    new = path.with_name(f"{path.name}.new")
    new.touch(0o600)
    new.chmod(0o600)
    new.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
    return new.replace(path)


def _where(address: str, token: str) -> tuple[str, str]:
    known = (address or os.environ.get(ADDRESS, "")).rstrip("/"), token or os.environ.get(TOKEN, "")
    if not all(known):
        raise NotReached("Her er ingen kursusserver at læse fra. På en kernel-side er den der af sig selv; i JupyterLab skal du "
                         "skrive course(address=\"…\", token=\"…\") med den adresse og det token, styringen viser under »Hent«.")
    return known


def _get(address: str, token: str, path: str) -> dict[str, Any]:
    own = address.startswith("https://127.0.0.1")  # this machine's own server, whose certificate is for another name
    try:
        answer = httpx.get(f"{address}{path}", headers={"Authorization": f"Bearer {token}"}, timeout=SECONDS, trust_env=False,
                           verify=not own)
    except httpx.HTTPError as error:
        raise NotReached(f"Kursusserveren på {address} svarer ikke. Se efter, om den kører.") from error
    if answer.status_code == 401:
        raise NotReached("Tokenet gælder ikke længere. Lav et nyt i styringen under »Hent«, eller log ind og åbn siden igen.")
    if answer.status_code in (403, 404):
        raise NotAllowed(str(answer.json()["reason"]))
    if answer.status_code != 200:
        raise NotReached(f"Kursusserveren kunne ikke svare ({answer.status_code}). Prøv igen om lidt.")
    found: dict[str, Any] = answer.json()
    return found

"""Reads the course server's data API. Every call asks anew, so that what is shown is what is true now."""

import os
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, quote

import httpx
import pandas as pd

ADDRESS, TOKEN, VIEWER = "PEJLING_API", "HTTP_X_PEJLING_TOKEN", "HTTP_X_PEJLING_VIEWER"
"""Where a kernel page's kernel finds the server, its own read-only token, and whom it is for."""
SECONDS = 30


class NotReached(Exception):
    """The course server cannot be reached, or does not know the token."""


class NotAllowed(Exception):
    """This viewer may not see that; the message says why, in Danish."""


@dataclass(frozen=True)
class Course:
    """One course as its viewer may see it."""

    id: str
    title: str
    role: str
    """What the viewer is in it: trainer, participant or leader."""
    _address: str
    _token: str

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

    def _frame(self, what: str) -> pd.DataFrame:
        found = _get(self._address, self._token, f"/api/data/{self.id}/{what}")
        keys = [column["key"] for column in found["columns"]]
        frame = pd.DataFrame(found["rows"], columns=keys)
        frame.attrs["columns"] = {column["key"]: column for column in found["columns"]}
        frame.attrs["note"] = found["note"]
        return frame


def courses(*, address: str = "", token: str = "") -> pd.DataFrame:
    """The viewer's courses, a row each: id, title, role."""
    return pd.DataFrame(_courses(*_where(address, token)), columns=["id", "title", "role"])


def course(course_id: str = "", *, address: str = "", token: str = "") -> Course:
    """The course with this id; without one, the kernel page's own, or the viewer's only one.

    Raises
    ------
    NotReached
        There is no server at the address, or the token holds no longer.
    NotAllowed
        The viewer is not in that course, or is in several and none is named.
    """
    where = _where(address, token)
    known = _courses(*where)
    wanted = course_id or parse_qs(os.environ.get(VIEWER, "")).get("course", [""])[0]
    found = [one for one in known if one["id"] == wanted] if wanted else known
    if len(found) == 1:
        return Course(**found[0], _address=where[0], _token=where[1])
    names = ", ".join(f"{one['id']} ({one['title']})" for one in known) or "ingen"
    if wanted:
        raise NotAllowed(f"Du er ikke på et hold med id {wanted}. Dine hold er: {names}.")
    raise NotAllowed(f"Sig, hvilket hold det gælder: course(\"id\"). Dine hold er: {names}.")


def _where(address: str, token: str) -> tuple[str, str]:
    known = (address or os.environ.get(ADDRESS, "")).rstrip("/"), token or os.environ.get(TOKEN, "")
    if not all(known):
        raise NotReached("Her er ingen kursusserver at læse fra. På en kernel-side er den der af sig selv; i JupyterLab skal du "
                         "skrive course(address=\"…\", token=\"…\") med den adresse og det token, styringen viser under »Hent«.")
    return known


def _courses(address: str, token: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = _get(address, token, "/api/data")["courses"]
    return found


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

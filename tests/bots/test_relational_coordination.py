"""Eighteen people of three roles answer before and after; every number that is shown is worked out again with pandas.

The survey is the shipped one with a third role, set up as a trainer does: an own copy of the file in the data folder.
"""

import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pandas as pd
import pytest
from scipy.stats import t, ttest_ind
from serving import Client, serve

import pejling_client
from pejling.places import content_root

SURVEY, PATH = "rk-maaling", "modules/2-samtalerne/dag-2/exercises/rk-maaling.yaml"
ROLES = {"jobcenter": "Jobcenter", "a-kasse": "A-kasse", "leder": "Leder"}
ITEMS = ("frequency", "timely", "accurate", "problem-solving", "shared-goals", "shared-knowledge", "respect")
RC2 = {1: 1, 2: 3, 3: 5, 4: 4, 5: 2}
PEOPLE = [f"{'Person'} {letter}{letter.lower()}" for letter in "ABCDEFGHIJKLMNOPQR"]
SKIPPED = {(1, 17, "a-kasse", "respect")}
"""One leader skips a question about the A-kasse in the first round."""
LEADER = "  - {id: leder, text: Leder, spoken: ledelsen, people: 6}\n"


@dataclass
class Measured:
    """The course after both rounds, and every answer as it was tapped."""

    trainer: Client
    people: list[Client]
    raw: pd.DataFrame
    url: str


def role_of(person: int) -> str:
    return list(ROLES)[person // 6]


def tapped(number: int, person: int, about: str, item: str) -> int | None:
    """What a person taps: the A-kasse is kinder about the jobcentre in the second round."""
    if (number, person, about, item) in SKIPPED:
        return None
    chance = Random(f"{number} {person} {about} {item}")
    kinder = 1.6 if (number, role_of(person), about) == (2, "a-kasse", "jobcenter") else 0
    return min(5, max(1, round(chance.gauss(2.6 + kinder, 0.8))))


def answer(number: int, pair: tuple[int, Client]) -> list[dict[str, Any]]:
    person, client = pair
    own = role_of(person)
    taps = {(about, item): tapped(number, person, about, item) for about, item in product(ROLES, ITEMS) if about != own}
    events = [{"type": "set", "field": "role", "value": own}]
    events += [{"type": "set", "field": f"{a}/{i}", "value": str(place)} for (a, i), place in taps.items() if place]
    assert {result["status"] for result in client.events(SURVEY, events)} == {"saved"}
    return [{"round": number, "person": person, "from": own, "to": about, "item": item, "place": place}
            for (about, item), place in taps.items()]


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Measured]:
    home = tmp_path_factory.mktemp("rk")
    own = home / "content" / Path(PATH)
    own.parent.mkdir(parents=True)
    shipped = (content_root() / PATH).read_text(encoding="utf-8")
    own.write_text(shipped.replace("own_role: false", f"{LEADER}own_role: false"), encoding="utf-8")
    with serve(home) as served:
        trainer = Client(served.url).by_link(served.trainer_link)
        trainer.course = trainer.post("/api/courses", {"title": "Hold RK"})["course"]
        for name in PEOPLE:
            trainer.post(f"/api/console/{trainer.course}/people", {"name": name, "organisation": "Huset"})
        code = trainer.post(f"/api/console/{trainer.course}/door", {"open": True})["code"]
        people = [Client(served.url).join(code, name) for name in PEOPLE]
        rows: list[dict[str, Any]] = []
        for number in (1, 2):
            trainer.do(SURVEY, "open" if number == 1 else "again")
            with ThreadPoolExecutor(4) as pool:
                for told in pool.map(lambda pair, n=number: answer(n, pair), enumerate(people)):
                    rows += told
            trainer.do(SURVEY, "close")
        trainer.do(SURVEY, "reveal")
        yield Measured(trainer, people, pd.DataFrame(rows), served.url)


def indices(measured: Measured) -> pd.DataFrame:
    """Each respondent's index about each role in each round, by rc2; a rating counts with five of seven."""
    raw = measured.raw.assign(score=measured.raw["place"])
    frequency = raw["item"] == "frequency"
    raw.loc[frequency, "score"] = raw.loc[frequency, "place"].map(RC2)
    wide = raw.pivot_table(index=["round", "from", "to", "person"], columns="item", values="score", dropna=False).dropna(how="all")
    wide = wide[wide.notna().sum(axis=1) >= 5]
    return wide.assign(index=wide[list(ITEMS)].mean(axis=1), whole=wide[list(ITEMS)].notna().all(axis=1))


def part(measured: Measured, name: str, client: Client | None = None) -> dict[str, Any]:
    summary = (client or measured.people[0]).state(SURVEY)["summary"]
    return next(one for one in summary["parts"] if one["id"] == name)


def test_every_tie_is_what_pandas_makes_of_the_raw_answers(measured: Measured) -> None:
    found = indices(measured).loc[2]
    ties = {(a, b): figure for a, b, figure in part(measured, "network")["ties"]}
    assert len(ties) == 6
    for (a, b), figure in ties.items():
        own = found.loc[a, b]["index"]
        half = t.ppf(0.975, len(own) - 1) * own.sem()
        assert figure["n"] == len(own) == 6
        assert figure["value"] == round(own.mean(), 2)
        assert figure["low"] == pytest.approx(max(1, own.mean() - half), abs=0.011)
        assert figure["high"] == pytest.approx(min(5, own.mean() + half), abs=0.011)


def test_every_dimension_is_what_pandas_makes_of_the_raw_answers(measured: Measured) -> None:
    found = indices(measured).loc[2]
    rows = part(measured, "dimensions")["rows"]
    names = dict(zip(("Hyppig kommunikation", "Rettidig kommunikation", "Korrekt kommunikation", "Problemløsende kommunikation",
                      "Fælles mål", "Fælles viden", "Gensidig respekt"), ITEMS, strict=True))
    ids = {text: name for name, text in ROLES.items()}
    assert len(rows) == 42
    for a, b, dimension, n, value, *_ in rows:
        own = found.loc[ids[a], ids[b]][names[dimension]]
        assert (n, value) == (6, round(own.mean(), 2))


def test_shifts_are_welchs_and_in_words(measured: Measured) -> None:
    found = indices(measured)["index"]
    words = {}
    for _, direction, before, now, difference, low, high, said in part(measured, "shifts")["rows"]:
        a, b = ({text: name for name, text in ROLES.items()}[text] for text in direction.split(" om "))
        test = ttest_ind(found.loc[2, a, b], found.loc[1, a, b], equal_var=False).confidence_interval(0.95)
        assert difference == pytest.approx(now - before)
        coarse = 0.11 if (a, b) == ("leder", "a-kasse") else 0.02
        assert (low, high) == (pytest.approx(test.low, abs=coarse), pytest.approx(test.high, abs=coarse))
        words[direction] = said
        assert said == ("kan ikke skelnes fra ingen ændring" if low <= 0 <= high else words[direction])
    assert words["A-kasse om Jobcenter"] == "er højere end før"


def test_one_who_skipped_in_a_tie_of_six_cannot_be_worked_out(measured: Measured) -> None:
    hold = reading(measured)
    ties, dimensions = hold.table(SURVEY, "ties"), hold.table(SURVEY, "dimensions")
    first = ties[(ties["round"] == 1) & (ties["Fra"] == "Leder") & (ties["Om"] == "A-kasse")].iloc[0]
    assert first["Tal"] == round(first["Tal"], 1)
    directions = set(zip(dimensions[dimensions["round"] == 1]["Fra"], dimensions[dimensions["round"] == 1]["Om"], strict=True))
    assert len(directions) == 5
    assert ("Leder", "A-kasse") not in directions


def test_the_report_says_the_same_numbers_in_every_form(measured: Measured) -> None:
    found = indices(measured)["index"]
    book = openpyxl.load_workbook(io.BytesIO(measured.trainer.made("exercise-report-sheet", exercise=SURVEY).content))
    ids = {text: name for name, text in ROLES.items()}
    sheet = next(sheet for sheet in book if sheet.title.startswith("Hver retning"))
    head, *rows = sheet.iter_rows(values_only=True)
    assert head[:5] == ("Runde", "Fra", "Om", "Svar", "Tal")
    assert len(rows) == 12
    for number, a, b, n, value, *_ in rows:
        own = found.loc[number, ids[str(a)], ids[str(b)]]
        skipped = (number, a, b) == (1, "Leder", "A-kasse")
        assert (n, value) == (len(own), round(own.mean(), 1 if skipped else 2))
    codebook = {(row[0], row[1]): row[2] for row in book["Kodebog"].iter_rows(values_only=True)}
    assert "95 %" in str(codebook[sheet.title, "Mindst"])
    page = measured.trainer.made("exercise-report-page", exercise=SURVEY).text
    for a, b in product(ROLES, ROLES):
        if a != b:
            assert f"{found.loc[2, a, b].mean():.2f}".rstrip("0").replace(".", ",") in page
    assert "ikke RC Survey" in page
    assert "<script" not in page


def test_the_trainer_reads_nobodys_answers_one_by_one(measured: Measured) -> None:
    assert reading(measured).answers(SURVEY).empty
    state = measured.trainer.state(SURVEY)
    assert state["public"]["fields"] == {}
    assert not [one for one in state["summary"]["parts"] if one["shape"] == "record"]


def test_everybody_gets_the_same_summary_and_leaders_too(measured: Measured) -> None:
    first, last = (client.state(SURVEY)["summary"] for client in (measured.people[0], measured.people[-1]))
    assert first == last
    assert part(measured, "network", measured.trainer) == part(measured, "network")


def test_the_page_with_a_kernel_reads_the_course_as_its_viewer(measured: Measured) -> None:
    page = measured.trainer.http.get("/jupyter/voila/render/rk-udforsk.ipynb", timeout=120)
    assert page.status_code == 200
    assert "Hold RK" in page.text
    assert "opdigtede svar" not in page.text
    assert "uden at fare vild" not in page.text, "the trainer's note stays out"


def reading(measured: Measured) -> pejling_client.Course:
    made = measured.trainer.post(f"/api/console/{measured.trainer.course}/read-token")
    return pejling_client.course(made["course"], address=measured.url, token=made["token"])

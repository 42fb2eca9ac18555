"""Joblogs of people who do not exist, with a truth that is known: the example that ships, and what the tests are measured by.

Nothing here is anybody's: names, numbers and jobs are drawn. The true values are in `Truth`, so that whoever tries the analysis can
see whether it finds them.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from pejling.analysis.places import municipalities, ways

HEADINGS = ("Person", "Job", "Dato", "Status", "Stillingskode", "Stillingsbetegnelse", "Arbejdskommune", "Bopælskommune", "Ydelse",
            "Ledig fra", "Ledig til", "Tidligere stillingskode", "Uddannelse", "A-kasse", "Sektor", "Risikogruppe", "Gruppe")


@dataclass(frozen=True)
class Truth:
    """What is built into the example."""

    a_week: float = 1.6
    """Applications per week with benefit before the course, in both groups."""
    spread: float = 0.35
    """Standard deviation between people of the logarithm of their own pace."""
    effect: float = 1.25
    """How many times as many the group „kursus“ sends after it."""
    fields: int = 3
    """Occupations a person searches in before; the group „kursus“ searches in `wider` more after."""
    wider: int = 1
    near: float = 0.7
    """Share of the applications within the home municipality."""
    duplicates: float = 0.0
    """Share of entries that are there twice."""
    missing_place: float = 0.0
    logging_change: float = 1.0
    """From the month of `change`, each application is noted with this probability times what it was: nobody searches otherwise."""
    benefit_weeks: int = 40
    """Longest time with benefit that is drawn, in weeks; the shortest is 8."""


@dataclass(frozen=True)
class Example:
    """One example: how many people, when, and the truth in it."""

    people: int = 400
    first: date = date(2024, 9, 2)
    months: int = 24
    change: date = date(2025, 9, 1)
    """The day of the course."""
    truth: Truth = Truth()
    seed: int = 1


_CODES = ("531110", "532120", "422610", "411010", "522310", "933310", "911210", "834310", "711510", "712310", "251210", "241110",
          "235910", "226110", "334310", "513110", "941210", "721220", "752220", "961310")
_FUNDS = ("A-kasse Nord", "A-kasse Midt", "A-kasse Syd")
_TITLES = "Opdigtet stilling"


def rows(example: Example) -> Iterator[tuple[str, ...]]:
    """The rows of the file, in order of person and date, as text; the same for the same example."""
    rng = np.random.default_rng(example.seed)
    truth = example.truth
    last = example.first + timedelta(days=round(example.months * 30.44))
    codes = [code for code in municipalities() if municipalities()[code].placed]
    close = {code: [way.workplace for way in ways() if way.home == code and 0 < way.km <= 60] or codes for code in codes}
    job = 0
    for person in range(example.people):
        group = "kursus" if person % 2 else "sammenligning"
        mark = f"opdigtet-{person:07d}"
        home = codes[int(rng.integers(len(codes)))]
        about = (("dagpenge", "kontanthjælp jobparat")[person % 5 == 0], ("ufaglært", "faglært", "mellemlang")[person % 3],
                 _FUNDS[int(rng.integers(3))], ("privat", "offentlig")[person % 4 == 0], ("nej", "ja")[bool(rng.random() < 0.2)])
        jobs = rng.permutation(len(_CODES))
        pace = truth.a_week * float(np.exp(rng.normal(-truth.spread**2 / 2, truth.spread)))
        start = example.first + timedelta(days=int(rng.integers(0, max(1, (last - example.first).days - 60))))
        end = min(last, start + timedelta(days=7 * int(rng.integers(8, truth.benefit_weeks + 1)) - 1))
        fixed = (home, about[0], start.strftime("%d-%m-%Y"), end.strftime("%d-%m-%Y"), _CODES[jobs[0]], *about[1:], group)
        logged = False
        day = start
        while day <= end:
            after = day >= example.change
            taught = after and group == "kursus"
            sent = int(rng.poisson(pace * (truth.effect if taught else 1.0)))
            wide = truth.fields + (truth.wider if taught else 0)
            for _ in range(sent):
                if after and rng.random() > truth.logging_change:
                    continue
                on = min(end, day + timedelta(days=int(rng.integers(7))))
                where = home if rng.random() < truth.near else close[home][int(rng.integers(len(close[home])))]
                code = _CODES[jobs[int(rng.integers(wide))]]
                job += 1
                place = "" if rng.random() < truth.missing_place else where
                entries = [(on, "Søgt")]
                if rng.random() < 0.3:
                    entries.append((min(last, on + timedelta(days=int(rng.integers(1, 30)))), "Afslag"))
                if rng.random() < truth.duplicates:
                    entries.append(entries[0])
                for when, status in entries:
                    logged = True
                    yield (mark, f"j{job}", when.strftime("%d-%m-%Y"), status, code, _TITLES, place, *fixed)
            day += timedelta(days=7)
        if not logged:
            yield (mark, "", "", "", "", "", "", *fixed)


def write(example: Example, path: Path) -> None:
    """The example as a CSV file, with semicolons, as Danish programs make it."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADINGS)
        writer.writerows(rows(example))

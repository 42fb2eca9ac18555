"""The joblog analysis from 10,000 applications to 10 million, beside the same questions asked by pandas, in one run.

`python bench/joblog.py [--rows 10000 100000 1000000]`: each size in a process of its own, so that its memory is its own. Goals for
10 million on two quiet cores: read in ≤ 40 s, six questions ≤ 15 s, each within 1 GB.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "core"))
NAMES = ("Person", "Job", "Dato", "Status", "Stillingskode", "Arbejdskommune", "Bopælskommune", "Ydelse", "Ledig fra", "Ledig til",
         "Tidligere stillingskode", "Uddannelse", "Gruppe")
A_PERSON = 67
"""Applications, on average: 10 million are 150,000 people."""
CHUNK = 250_000


def write(path: Path, rows: int) -> None:
    """A file of `rows` applications of people who do not exist, in no order."""
    import numpy as np
    import pandas as pd

    from pejling.analysis.places import municipalities

    rng = np.random.default_rng(1)
    people = max(50, rows // A_PERSON)
    places = np.array(list(municipalities()))
    codes = np.array([f"{group}{rest}" for group in range(1, 10) for rest in ("11110", "22220")])
    home, start, length = rng.integers(0, 98, people), rng.integers(0, 400, people), rng.integers(100, 320, people)
    with path.open("w", encoding="utf-8", newline="") as file:
        for at in range(0, rows, CHUNK):
            many = min(CHUNK, rows - at)
            person = rng.integers(0, people, many)
            begun = np.datetime64("2024-09-02") + start[person].astype("timedelta64[D]")
            columns = (
                np.char.add("p", person.astype(str)),
                np.char.add("j", rng.integers(0, int(rows * 0.8), many).astype(str)),
                begun + (rng.random(many) * length[person]).astype(int).astype("timedelta64[D]"),
                np.array(["Søgt", "Afslag", "Samtale"])[rng.choice(3, many, p=[0.75, 0.2, 0.05])],
                codes[(person + rng.integers(0, 6, many)) % len(codes)],
                places[np.where(rng.random(many) < 0.7, home[person], rng.integers(0, 98, many))], places[home[person]],
                np.where(person % 5 == 0, "kontanthjælp jobparat", "dagpenge"),
                begun, begun + length[person].astype("timedelta64[D]"),
                codes[person % len(codes)], np.array(["ufaglært", "faglært", "mellemlang"])[person % 3],
                np.where(person % 2 == 0, "kursus", "sammenligning"))
            chunk = pd.DataFrame(dict(zip(NAMES, columns, strict=True)))
            chunk.to_csv(file, sep=";", index=False, header=at == 0)


def pejling(path: Path, folder: Path) -> dict[str, float]:
    """Seconds to read the file in, and to answer the six questions."""
    from pejling.analysis import estimates, measures, star
    from pejling.analysis.joblog import open_joblog
    from pejling.analysis.joblog_import import import_joblog

    began = time.monotonic()
    import_joblog(path, folder / "data", key=b"k" * 32, scratch=folder / "tmp", today=date(2027, 1, 1))
    read = time.monotonic()
    joblog = open_joblog(folder / "data", scratch=folder / "spill")
    estimates.rate(measures.intensity(joblog), "applications", "weeks", joblog, ("arm",))
    measures.by_week(joblog, ("arm",)).execute()
    estimates.mean(measures.breadth(joblog), "distance", joblog, ("arm",))
    estimates.mean(measures.geography(joblog), "away", joblog, ("arm",))
    measures.distances(joblog, ("education",)).execute()
    star.dagpenge(joblog).group_by("colour").count().execute()
    return {"read": read - began, "asked": time.monotonic() - read}


def pandas(path: Path, _: Path) -> dict[str, float]:
    """The same by pandas: the file, each job once, a rate, weeks, breadth at five levels, municipalities, colours."""
    import pandas as pd

    began = time.monotonic()
    rows = pd.read_csv(path, sep=";", dtype=str)
    for name in ("Dato", "Ledig fra", "Ledig til"):
        rows[name] = pd.to_datetime(rows[name])
    read = time.monotonic()
    first = rows.sort_values(["Person", "Job", "Dato"]).drop_duplicates(["Person", "Job"])
    people = rows.drop_duplicates("Person").set_index("Person")
    weeks = ((people["Ledig til"] - people["Ledig fra"]).dt.days + 1) / 7
    sent = first.groupby("Person").size().reindex(people.index, fill_value=0)
    (sent / weeks).groupby(people.Gruppe).mean()
    first.groupby((first.Dato - first["Ledig fra"]).dt.days // 7).size()
    for digits in (1, 2, 3, 4, 6):
        counted = first.groupby(["Person", first.Stillingskode.str[:digits]]).size()
        total = counted.groupby("Person").sum()
        (1 - (counted**2).groupby("Person").sum() / total**2).mean()
    (first.Arbejdskommune != first["Bopælskommune"]).groupby(first.Person).mean().groupby(people.Gruppe).mean()
    pd.cut(sent / weeks, [-1, 0, 1.5, 1e9]).value_counts()
    return {"read": read - began, "asked": time.monotonic() - read}


def measure(which: str, path: Path) -> dict[str, float]:
    """Seconds and megabytes of one of the two, in a process of its own."""
    ran = subprocess.run([sys.executable, __file__, "--only", which, str(path)], capture_output=True, text=True, check=True)
    told: dict[str, float] = json.loads(ran.stdout)
    return told


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 100_000, 1_000_000, 10_000_000])
    parser.add_argument("--only", nargs=2)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="pejling-joblog-") as made:
        if given.only:
            which, path = given.only
            told: dict[str, Any] = {"pejling": pejling, "pandas": pandas}[which](Path(path), Path(made))
            told["mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(json.dumps(told))
            return
        print("| applications | file MB | read s | six questions s | MB | pandas: read s | questions s | MB |")
        print("|---" * 8 + "|")
        for rows in given.rows:
            path = Path(made) / "udtraek.csv"
            write(path, rows)
            own, other = measure("pejling", path), measure("pandas", path)
            print(f"| {rows:,} | {path.stat().st_size / 1e6:.0f} | " + " | ".join(
                f"{one[name]:.3g}" for one in (own, other) for name in ("read", "asked", "mb")) + " |", flush=True)


if __name__ == "__main__":
    main()

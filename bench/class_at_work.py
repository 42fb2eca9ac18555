"""A class at work in this checkout and, to compare with, in an older one: the same phones, turn about, another server.

`measure` starts this file once for each turn, in a process that finds the packages of the checkout that is measured.
"""

import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Sizes:
    """How many people do what."""

    joining: tuple[int, ...]
    typing: tuple[int, ...]
    typing_seconds: float
    reveal: int
    day: int
    rounds: int
    """The middle of so many is told of each figure."""


FAILURES = "failures"

GOALS = {
    "60 join and vote at once, p95 s": 0.4, "200 join and vote at once, p95 s": 1.2,
    "60 join and vote, server's CPU ms each": 5.0, "200 join and vote, server's CPU ms each": 5.0,
    "60 type in groups, fetch p95 s": 0.35, "200 type in groups, fetch p95 s": 1.4,
    "60 are shown the result, p95 s": 0.6, "60 answer a survey at once, p95 s": 0.6,
    "60 are shown the survey, p95 s": 0.6, "60 look at the whole day after, server's CPU ms each": 9.0,
}
"""What is aimed at, by the name of the figure."""


def measure(checkouts: Mapping[str, Path], sizes: Sizes) -> dict[str, dict[str, float]]:
    """Checkout → figure → the middle of all rounds; of failures, all there were."""
    found: dict[str, list[dict[str, float]]] = {name: [] for name in checkouts}
    for _ in range(sizes.rounds):
        for name, root in checkouts.items():
            command = [sys.executable, __file__, str(root), json.dumps(asdict(sizes))]
            ran = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
            found[name].append(json.loads(ran.stdout))
    return {name: {what: _middle(what, [one[what] for one in rounds]) for what in rounds[0]} for name, rounds in found.items()}


def _middle(what: str, values: list[float]) -> float:
    return sum(values) if what == FAILURES else statistics.median(values)


def _one_turn(sizes: Sizes, folder: Path) -> dict[str, float]:
    import day_cost
    import group_typing
    import joining
    import reveal
    import survey

    told: dict[str, Any] = {}
    failures = 0
    for people in sizes.joining:
        came = joining.measure(folder / f"joining-{people}", people)
        told[f"{people} join and vote at once, p95 s"] = came["p95"]
        told[f"{people} join and vote, server's CPU ms each"] = came["cpu"] * 1000 / people
        failures += came["failures"] + max(0, came["lost"])
    for people in sizes.typing:
        typed = group_typing.measure(folder / f"typing-{people}", people, sizes.typing_seconds)
        told[f"{people} type in groups, fetch p50 s"] = typed["fetch_p50"]
        told[f"{people} type in groups, fetch p95 s"] = typed["fetch_p95"]
        told[f"{people} type in groups, written to seen by the group, p95 s"] = typed["seen_p95"]
        told[f"{people} type in groups, answers acknowledged in {sizes.typing_seconds:g} s"] = typed["acknowledged"]
        failures += typed["failures"]
    shown = reveal.measure(folder / "reveal", sizes.reveal)
    told[f"{sizes.reveal} are shown the result, p95 s"] = shown["p95"]
    rated = survey.measure(folder / "survey", sizes.reveal)
    told[f"{sizes.reveal} answer a survey at once, p95 s"] = rated["answered_p95"]
    told[f"{sizes.reveal} are shown the survey, p95 s"] = rated["shown_p95"]
    day = day_cost.measure(folder / "day", sizes.day)
    told[f"{sizes.day} look at the whole day before, server's CPU ms each"] = day["before_ms"]
    told[f"{sizes.day} look at the whole day after, server's CPU ms each"] = day["after_ms"]
    told[f"{sizes.day} look at the whole day at once after, p95 s"] = day["p95"]
    return told | {FAILURES: failures + shown["failures"] + rated["failures"] + day["failures"]}


if __name__ == "__main__":
    root = Path(sys.argv[1])
    sys.path += [str(root / part) for part in ("core", "widgets", "supervision", "server", "tests")]
    with tempfile.TemporaryDirectory(prefix="pejling-bench-", ignore_cleanup_errors=True) as made:
        print(json.dumps(_one_turn(Sizes(**json.loads(sys.argv[2])), Path(made))))

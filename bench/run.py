"""`kit.py bench`: Pejling beside plain Voilà and Voilà's preheated pool, with a real client for each, in one run.

Everything is on loopback and ends with the run. Writes RESULTS.md and cost.svg.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path += [str(ROOT / name) for name in ("core", "widgets", "supervision", "server", "tests")]

import browser  # noqa: E402  # the packages are found from here on
import chores  # noqa: E402
import class_at_work  # noqa: E402
import following  # noqa: E402
import joining  # noqa: E402
import large_database  # noqa: E402
import machine  # noqa: E402
import plain_voila  # noqa: E402
import report  # noqa: E402

GALLERY_FIELD, GALLERY_CHOICE = "kort-samtale", "enig"


@dataclass(frozen=True)
class Sizes:
    """How much is measured."""

    pejling: tuple[int, ...]
    whole_day: tuple[int, ...]
    voila: tuple[int, ...]
    gallery: tuple[int, ...]
    rounds: int
    """How often Pejling's clients come; the middle round is told."""
    counter: int
    counter_seconds: float
    busy: int
    busy_seconds: float
    megabytes: int
    """Of the large database; and the people who answer meanwhile are those of `busy`."""
    class_at_work: class_at_work.Sizes
    with_browser: bool = True


SIZES = {
    "full": Sizes((1, 10, 30, 60, 120, 200), (60, 200), (1, 10, 30, 60), (1, 10, 30, 60), 3, 200, 10.0, 60, 5.0, 300,
                  class_at_work.Sizes((60, 200), (60, 200), 10.0, 60, 60, 3)),
    "quick": Sizes((1, 10, 30, 60), (60,), (1, 10), (1,), 1, 60, 5.0, 30, 2.0, 100,
                   class_at_work.Sizes((60,), (60,), 5.0, 60, 60, 1)),
    "tiny": Sizes((1, 5), (5,), (1,), (), 1, 5, 1.0, 5, 0.0, 2,
                  class_at_work.Sizes((5,), (5,), 1.0, 5, 5, 1), with_browser=False),
}


def main(words: list[str]) -> int:
    """Measure, write, and say where; the exit code is 1 when an answer was lost."""
    parser = argparse.ArgumentParser(prog="kit.py bench")
    parser.add_argument("--quick", action="store_const", const="quick", dest="size", default="full")
    parser.add_argument("--tiny", action="store_const", const="tiny", dest="size", help="for the tests")
    parser.add_argument("--out", type=Path, default=HERE, help="where RESULTS.md and cost.svg are written")
    parser.add_argument("--against", type=Path, help="an older checkout, measured turn about with this one as a class at work")
    given = parser.parse_args(words)
    began = time.monotonic()
    found = {"size": given.size, "machine": machine.describe()}
    with tempfile.TemporaryDirectory(prefix="pejling-bench-", ignore_cleanup_errors=True) as folder:
        found |= _measure(SIZES[given.size], Path(folder))
        checkouts = {machine.commit_of(given.against): given.against} if given.against else {}
        at_work = class_at_work.measure(checkouts | {"this": ROOT}, SIZES[given.size].class_at_work)
        found["class_at_work"] = _say("a class at work", at_work)
    found["minutes"] = round((time.monotonic() - began) / 60, 1)
    given.out.mkdir(parents=True, exist_ok=True)
    text = report.write(found, given.out)
    print(f"\n{text.partition('## How')[0].strip()}\n\n{report.NAME} og {report.PLOT} er skrevet.", flush=True)
    return 1 if report.lost(found) else 0


def _measure(sizes: Sizes, folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = {name: [] for name in ("joining", "whole_day", "voila", "pool", "gallery")}
    number = 0

    def fresh() -> Path:
        nonlocal number
        number += 1
        return folder / f"data-{number}"

    for clients in sizes.pejling:  # side by side: each size of the three right after one another
        found["joining"].append(_say(f"Pejling, {clients}", _middle(lambda n=clients: joining.measure(fresh(), n), sizes.rounds)))
        if clients in sizes.voila:
            found["voila"].append(_say(f"Voilà, {clients}", _voila(plain_voila.DAY, clients)))
            found["pool"].append(_say(f"Voilà's pool, {clients}", _voila(plain_voila.DAY, clients, pool=True)))
    for clients in sizes.whole_day:
        found["whole_day"].append(_say(f"Pejling, all open, {clients}", joining.measure(fresh(), clients, None)))
    for clients in sizes.gallery:
        told = _voila(plain_voila.GALLERY, clients, answering=GALLERY_FIELD, value=GALLERY_CHOICE)
        found["gallery"].append(_say(f"Voilà, gallery, {clients}", told))
    found["memory"] = _say("memory", following.memory(fresh(), (0, *sizes.pejling)))
    found["counter"] = _say("counter", following.counter(fresh(), sizes.counter, sizes.counter_seconds))
    found["chores"] = _say("chores", chores.measure(fresh(), sizes.busy, sizes.busy_seconds))
    large = large_database.measure(fresh(), sizes.megabytes, sizes.busy, sizes.busy_seconds)
    found["large"] = _say("large database", large)
    found["browser"] = _say("browser", browser.measure(fresh())) if sizes.with_browser else None
    return found


def _voila(notebook: Path, clients: int, **more: Any) -> dict[str, Any]:
    """Voilà's figures; a Voilà that does not come up is told and ends nothing else."""
    try:
        return plain_voila.measure(notebook, clients, **more)
    except plain_voila.Failed as error:
        return {"clients": clients, "left_out": str(error).splitlines()[0][:200]}


def _middle(measure: Callable[[], dict[str, Any]], rounds: int) -> dict[str, Any]:
    """The round with the middle p95, with the worst of all rounds for max, failures and lost."""
    found = sorted((measure() for _ in range(rounds)), key=lambda one: one["p95"] or float("inf"))
    slowest = max((one["max"] for one in found if one["max"] is not None), default=None)
    worst = {name: max(one[name] for one in found) for name in ("failures", "lost")}
    return found[len(found) // 2] | worst | {"max": slowest, "rounds": rounds}


def _say(what: str, told: Any) -> Any:
    """Tell on standard error how it goes; gives what it was told."""
    short = told
    if isinstance(told, dict) and "p95" in told:
        short = {name: told[name] for name in ("p50", "p95", "max", "failures")}
    print(f"{time.strftime('%H:%M:%S')} {what}: {short}"[:200], file=sys.stderr, flush=True)
    return told


if __name__ == "__main__":
    os.environ.pop("PEJLING_DATA", None)
    sys.exit(main(sys.argv[1:]))

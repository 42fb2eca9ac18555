"""`python counting.py ADDRESS NUMBER HOW_MANY`: one of several processes that write to the same database at once.

Waits for a line on standard input, so that all begin together; gives the seconds of each write, as JSON.
"""

import json
import sys
import time
from datetime import UTC, datetime

from sqlalchemy import select, update

from pejling.store import Store, answers
from pejling.store.tables import runs, settings


def count(address: str, number: str, how_many: int) -> list[float]:
    """Raise a shared counter and save an answer, each in one transaction, so many times."""
    store, now = Store(address), datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
    with store.read() as c:
        run = c.execute(select(runs.c.id)).scalar_one()
    print("ready", flush=True)  # noqa: T201  # to the test
    sys.stdin.readline()
    seconds = []
    for turn in range(how_many):
        began = time.monotonic()
        with store.write() as c:
            counted = int(c.execute(select(settings.c.value).where(settings.c.name == "tal")).scalar_one())
            before = answers.find(c, run, f"person:{number}")
            answers.save(c, run, f"person:{number}", before, {"fields": {"tal": counted}}, now, field="tal", device="d")
            answers.remember_event(c, f"{number}-{turn}", run, f"person:{number}", now)
            c.execute(update(settings).where(settings.c.name == "tal").values(value=str(counted + 1)))
        seconds.append(time.monotonic() - began)
    store.close()
    return seconds


if __name__ == "__main__":
    print(json.dumps(count(sys.argv[1], sys.argv[2], int(sys.argv[3]))))  # noqa: T201  # to the test

"""What is forgotten when its time is up, without anyone asking."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from pejling.store import Store, answers, courses, logins, runs

EVENT_DAYS = 60
"""The ids of events are kept so long: a device that was away for two months sends nothing twice."""


@dataclass(frozen=True)
class Forgotten:
    """How much was deleted."""

    receipts: tuple[str, ...] = ()
    """Receipts of courses whose retention date had passed."""
    runs: int = 0
    """Runs that were reset more than 30 days ago."""
    events: int = 0
    logins: int = 0
    """Logins and links that had ended."""


def forget_what_is_due(store: Store, now: datetime) -> Forgotten:
    """Delete it, in one transaction; writes nothing when there is nothing."""
    with store.write() as c:
        return Forgotten(
            receipts=tuple(courses.remove(c, course, now) for course in courses.overdue(c, now)),
            runs=runs.forget_reset(c, now),
            events=answers.forget_events(c, now - timedelta(days=EVENT_DAYS)),
            logins=logins.forget_ended(c, now),
        )

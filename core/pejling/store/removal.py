"""Removal in steps: the ids of events, which are most of the rows, go first, a few at a time, and others write in between.

Nobody sees a difference while that goes on: an event's id only keeps a device from doing the same thing twice. The rest of
a course, or of a run, is small and goes in one transaction.
"""

import time
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, or_, select

from pejling.dates import danish_day
from pejling.store import Store, courses, runs
from pejling.store.tables import courses as courses_table
from pejling.store.tables import events
from pejling.store.tables import runs as runs_table

AT_A_TIME, MOST_AT_A_TIME = 100, 300
"""Rows at first, and at most: each lies in a page of its own, and who writes next waits until they are on the disk."""
STEP_SECONDS = 0.03
"""What others wait for a step: on a disk or a machine that has much to do the steps get smaller."""
REST_SECONDS = 0.02
"""The next writer's turn: whoever lets go of a lock and takes it again at once is often the first to get it."""


def remove_course(store: Store, course: str, now: datetime) -> str:
    """Delete the course and all that was written in it, as `courses.remove`; gives the receipt's id."""
    of_course = or_(courses_table.c.id == course, courses_table.c.rehearsal_of == course)
    _forget(store, events.c.run.in_(select(runs_table.c.id).join(courses_table).where(of_course)))
    with store.write() as c:
        return courses.remove(c, course, now)


def forget_resets(store: Store, now: datetime) -> int:
    """Delete for good what was reset more than 30 days ago, as `runs.forget_reset`; gives how many runs."""
    _forget(store, events.c.run.in_(select(runs_table.c.id).where(runs.past_undoing(now))))
    with store.write() as c:
        return runs.forget_reset(c, now)


def forget_events(store: Store, now: datetime, kept: timedelta) -> int:
    """Delete the ids of events so old that no device sends them again; gives how many."""
    return _forget(store, events.c.on_day < danish_day(now - kept).isoformat())


def _forget(store: Store, where: ColumnElement[bool]) -> int:
    with store.read() as c:
        ids = list(c.execute(select(events.c.mark).where(where)).scalars())
    left, many = ids, AT_A_TIME
    while left:
        with store.write() as c:
            began = time.monotonic()
            c.execute(delete(events).where(events.c.mark.in_(left[:many])))
        left = left[many:]
        quick = time.monotonic() - began < STEP_SECONDS
        many = min(MOST_AT_A_TIME, many * 2) if quick else max(1, many // 2)
        time.sleep(REST_SECONDS)
    return len(ids)

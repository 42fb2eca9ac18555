"""Whether the machine's clock can be believed, before anything is deleted because its time has come.

The last day that was believed is kept in the database. A day far after it, or before it, is in doubt until the clock has gone
on from there for a day without another jump: a clock that is wrong for a minute, or for an evening, deletes nothing. A laptop
that was off for a month is in the same case, and pays with a day.
"""

import json
import logging
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, Table, func, select

from pejling.dates import danish_day, iso, parse
from pejling.store import Store
from pejling.store.tables import answers, courses, logins, runs, settings

log = logging.getLogger("pejling.clock")

AHEAD, BEHIND = timedelta(days=3), timedelta(days=1)
"""How far a day may lie after, and before, the last one that was believed: a weekend off, a time zone that was set right."""
PROBATION = timedelta(days=1)
OFF = timedelta(days=45)
"""How long the machine may have been off while its clock is in doubt: a laptop that is taken out once a month."""
JUMP = timedelta(days=2)
"""A difference between the clock and the time that has passed in this process; less may be a machine that slept."""
_NAME = "clock"


@dataclass(frozen=True)
class _Known:
    day: str
    """The last day that was believed."""
    since: str = ""
    """When the clock jumped to where it is now; "" when it is not in doubt."""
    last: str = ""
    """When it was last looked at since then, to the day."""


class Clock:
    """Looks at the clock; ask it before each thing that is done because of the date."""

    def __init__(self, store: Store, passed: Callable[[], float] = time.monotonic) -> None:
        self.in_doubt_after: date | None = None
        """The last day that was believed, as long as today is not."""
        self._store = store
        self._passed = passed
        self._looked: tuple[datetime, float] | None = None

    def believe(self, now: datetime) -> bool:
        """Whether things may be deleted because it is this late."""
        jumped = self._jumped(now)
        with self._store.read() as c:
            before = _read(c)
            known = _judged(before or _Known(_newest(c, now)), now, jumped=jumped)
        if known != before:
            with self._store.write() as c:
                c.execute(settings.delete().where(settings.c.name == _NAME))
                c.execute(settings.insert().values(name=_NAME, value=json.dumps(asdict(known))))
        if known.since and (before is None or before.since != known.since):
            log.warning("the clock says %s, but %s was the last day believed: nothing is deleted by date until the clock has "
                        "gone on for a day", danish_day(now), known.day)
        self.in_doubt_after = date.fromisoformat(known.day) if known.since else None
        return not known.since

    def _jumped(self, now: datetime) -> bool:
        """Whether the clock has gone much further, or back, than the time that has passed since it was last looked at."""
        passed = self._passed()
        before, self._looked = self._looked, (now, passed)
        return before is not None and abs((now - before[0]) - timedelta(seconds=passed - before[1])) > JUMP


def _judged(known: _Known, now: datetime, *, jumped: bool) -> _Known:
    today, believed = danish_day(now), date.fromisoformat(known.day)
    if believed - BEHIND <= today <= believed + AHEAD:
        return _Known(max(today, believed).isoformat())
    goes_on = known.since and not jumped and timedelta(0) <= now - parse(known.last) <= OFF
    if not goes_on:
        return _Known(known.day, iso(now), iso(now))
    if now - parse(known.since) >= PROBATION:
        return _Known(today.isoformat())
    return known if danish_day(parse(known.last)) == today else replace(known, last=iso(now))


def _read(c: Connection) -> _Known | None:
    value = c.execute(select(settings.c.value).where(settings.c.name == _NAME)).scalar()
    return _Known(**json.loads(value)) if value else None


def _newest(c: Connection, now: datetime) -> str:
    """The day of the last commit that has a time, in a database that does not know yet; today in an empty one."""
    times: tuple[tuple[Table, str], ...] = ((answers, "saved_at"), (runs, "opened_at"), (logins, "started_at"),
                                            (courses, "created_at"))
    found = [c.execute(select(func.max(table.c[column]))).scalar() for table, column in times]
    return danish_day(max((parse(time) for time in found if time), default=now)).isoformat()

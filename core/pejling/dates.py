"""Time as Pejling keeps it (UTC, ISO 8601) and as Danes say it (Europe/Copenhagen)."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date

DENMARK = ZoneInfo("Europe/Copenhagen")


def iso(moment: datetime) -> str:
    """The moment as it is stored: UTC with milliseconds, so that text order is time order."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def parse(stored: str) -> datetime:
    """The moment behind a stored text, aware."""
    return datetime.fromisoformat(stored)


def danish_day(moment: datetime) -> date:
    """The day it is in Denmark at that moment."""
    return moment.astimezone(DENMARK).date()


def danish_clock(moment: datetime) -> str:
    """The time as people say it: `10.42`."""
    return moment.astimezone(DENMARK).strftime("%H.%M")


def when_in_words(moment: datetime, now: datetime) -> str:
    """When something was, as people say it now: `kl. 10.42`, or `3. maj kl. 10.42` when it was another day."""
    clock = f"kl. {danish_clock(moment)}"
    return clock if danish_day(moment) == danish_day(now) else f"{danish_date(danish_day(moment), 'd. MMMM')} {clock}"


def danish_date(day: date, form: str = "d. MMMM y") -> str:
    """A day in words, `3. maj 2027`; `form` is a CLDR pattern, for example `EEEE d. MMMM`."""
    return format_date(day, form, locale="da_DK")


def end_of_day(day: date, hour: int = 23, minute: int = 59) -> datetime:
    """A moment late on a Danish day, aware."""
    return datetime.combine(day, time(hour, minute), tzinfo=DENMARK)


def days_after(day: date, days: int) -> date:
    """That many days later; the last day there is, when that is beyond it."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max

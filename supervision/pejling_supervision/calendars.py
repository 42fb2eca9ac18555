"""Calendars of visits: a file for one visit, the file that takes it back, and a feed for each person (RFC 5545, 5546).

A calendar knows a visit by its UID, which never changes, and believes the higher SEQUENCE. All are published to be read and
ask for no answer, so nobody's address is in them but the organizer's. Nothing here is about the citizen.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from pejling.dates import DENMARK
from pejling_supervision.rules import Person, listed

if TYPE_CHECKING:
    from icalendar import Event

ZONE = """\
BEGIN:VTIMEZONE
TZID:Europe/Copenhagen
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""
"""The EU's rule since 1996. What icalendar 7.3.0 makes from the zone's name begins summer time an hour late."""
MINUTES = 65
"""Ten to prepare, up to forty for the conversation, fifteen for feedback."""
FRAME = ("Forberedelse ca. 10 minutter, samtale 30–40 minutter, feedback 15 minutter. "
         "Bliver besøget aflyst, og står det her endnu, så slet det selv.")
REFRESH = timedelta(hours=1)
"""How often a calendar is asked to fetch its feed again."""

Method = Literal["PUBLISH", "CANCEL"]


@dataclass(frozen=True, slots=True)
class Organizer:
    """Who stands as the one who calls the visit."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Visit:
    """When who sits in on whose conversation."""

    id: str
    observed: Person
    observers: tuple[Person, ...]
    start: datetime | None
    """With its zone; None while no date is agreed."""
    changed: datetime
    place: str = ""
    minutes: int = MINUTES
    sequence: int = 0
    """Rises with every change: what does not rise, a calendar takes for old."""
    cancelled: bool = False

    def moved(self, now: datetime, start: datetime | None, place: str = "") -> "Visit":
        """The visit at another time or place, or without a date for the time being."""
        return replace(self, start=start, place=place, changed=now, sequence=self.sequence + 1)

    def called_off(self, now: datetime) -> "Visit":
        """The visit, not to be held."""
        return replace(self, cancelled=True, changed=now, sequence=self.sequence + 1)


def visit_file(visit: Visit, organizer: Organizer) -> bytes:
    """The calendar file of a visit; of one that was called off, the file that takes it out of the calendar.

    Many calendars only import a file and leave alone what is taken back: the text in it says so.

    Raises
    ------
    ValueError
        The visit has no date.
    """
    names = listed([observer.name for observer in visit.observers])
    title = f"Kollegial supervision: {names} besøger {visit.observed.name}"
    return _calendar("CANCEL" if visit.cancelled else "PUBLISH", [_event(visit, title, organizer)])


def feed(person: str, visits: Iterable[Visit], organizer: Organizer) -> bytes:
    """The calendar that this person subscribes to: their own visits that have a date and are to be held."""
    own = [visit for visit in visits if person in {visit.observed.id, *(observer.id for observer in visit.observers)}]
    held = sorted((visit for visit in own if visit.start and not visit.cancelled), key=lambda visit: (visit.start, visit.id))
    return _calendar("PUBLISH", [_event(visit, _title_for(person, visit), organizer) for visit in held], name="Mine besøg")


def _title_for(person: str, visit: Visit) -> str:
    if person == visit.observed.id:
        return f"{listed([observer.name for observer in visit.observers])} besøger din samtale"
    beside = [observer.name for observer in visit.observers if observer.id != person]
    return f"Du besøger {visit.observed.name}" + (f" sammen med {listed(beside)}" if beside else "")


def _event(visit: Visit, title: str, organizer: Organizer) -> "Event":
    from icalendar import Event, vCalAddress  # large, and few courses have visits

    if visit.start is None or visit.start.tzinfo is None:
        raise ValueError("a visit in a calendar has a date with its zone")
    start = visit.start.astimezone(DENMARK)
    event = Event()
    event.add("uid", f"{visit.id}-besoeg@pejling")
    event.add("sequence", visit.sequence)
    event.add("dtstamp", visit.changed.astimezone(UTC))
    # The hour that comes twice in October has a name of its own in UTC only.
    event.add("dtstart", start.astimezone(UTC) if start.fold else start)
    event.add("duration", timedelta(minutes=visit.minutes))
    event.add("summary", title)
    event.add("description", FRAME)
    if visit.place:
        event.add("location", visit.place)
    event.add("status", "CANCELLED" if visit.cancelled else "CONFIRMED")
    address = vCalAddress(f"mailto:{_one_line(organizer.email)}")
    address.params["cn"] = _one_line(organizer.name)
    event.add("organizer", address)
    return event


def _one_line(text: str) -> str:
    """Without line breaks and quotation marks, which would end the parameter."""
    return " ".join(text.replace('"', "'").split())


def _calendar(method: Method, events: Sequence["Event"], name: str = "") -> bytes:
    from icalendar import Calendar, Timezone, vDuration

    found = Calendar()
    found.add("prodid", "-//Pejling//DA")
    found.add("version", "2.0")
    found.add("method", method)
    if name:
        found.add("x-wr-calname", name)
        found.add("refresh-interval", vDuration(REFRESH), parameters={"value": "DURATION"})
        found.add("x-published-ttl", vDuration(REFRESH))
    found.add_component(Timezone.from_ical(ZONE))
    for event in events:
        found.add_component(event)
    file: bytes = found.to_ical()
    return file

"""Visits in calendars: each test is a way in which other programs' calendars have gone wrong."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from pejling.dates import DENMARK
from pejling_supervision.calendars import Organizer, Visit, feed, visit_file
from pejling_supervision.rules import Person

ANNA, BO, CILLA = (Person(name[0].lower(), name) for name in ("Anna Ærø", "Bo Østergård", "Cilla Åby"))
HOUSE = Organizer("Kursusholdet", "kursus@example.org")
NOW = datetime(2026, 3, 1, 8, tzinfo=UTC)


def visit(**changes: Any) -> Visit:
    return Visit(**{"id": "v1", "observed": ANNA, "observers": (BO,), "start": datetime(2026, 3, 27, 10, tzinfo=DENMARK),
                    "changed": NOW, "place": "Lokale 3, 1. sal", **changes})


def read(file: bytes) -> tuple[Any, list[Any]]:
    calendar = Calendar.from_ical(file)
    return calendar, calendar.walk("VEVENT")


def moment(calendar: Any, event: Any) -> datetime:
    """When the event begins by the zone that the file brings along, whatever this computer knows of zones."""
    start: datetime = event.decoded("dtstart")
    (zone,) = calendar.walk("VTIMEZONE")
    return start if start.tzname() == "UTC" else start.replace(tzinfo=zone.to_tz(lookup_tzid=False))


def test_the_method_stands_on_the_calendar_and_nowhere_else() -> None:
    for file, method in ((visit_file(visit(), HOUSE), b"PUBLISH"), (visit_file(visit().called_off(NOW), HOUSE), b"CANCEL"),
                         (feed("a", [visit()], HOUSE), b"PUBLISH")):
        head, _, rest = file.partition(b"BEGIN:VTIMEZONE")
        assert b"METHOD:" + method + b"\r\n" in head
        assert b"METHOD" not in rest


def test_a_moved_visit_is_the_same_one_with_a_higher_number_and_a_new_stamp() -> None:
    first = visit()
    later = first.moved(NOW + timedelta(days=1), datetime(2026, 4, 1, 13, tzinfo=DENMARK), "Lokale 4")
    gone = later.called_off(NOW + timedelta(days=2))
    events = [read(visit_file(one, HOUSE))[1][0] for one in (first, later, gone)]
    assert len({str(event["uid"]) for event in events}) == 1
    assert [event["sequence"] for event in events] == [0, 1, 2]
    assert [event.decoded("dtstamp") for event in events] == [NOW, NOW + timedelta(days=1), NOW + timedelta(days=2)]
    assert events[1].decoded("dtstart") == datetime(2026, 4, 1, 13, tzinfo=DENMARK)
    assert str(events[1]["location"]) == "Lokale 4"
    in_feed = read(feed("a", [later], HOUSE))[1][0]
    assert (in_feed["uid"], in_feed["sequence"]) == (events[1]["uid"], 1)


def test_a_cancelled_visit_says_so_in_all_three_places() -> None:
    calendar, (event,) = read(visit_file(visit().called_off(NOW), HOUSE))
    assert (calendar["method"], event["status"]) == ("CANCEL", "CANCELLED")
    assert str(event["organizer"]) == "mailto:kursus@example.org"
    assert "slet det selv" in event["description"]


def test_nobody_is_asked_for_an_answer_and_nobody_s_address_is_given() -> None:
    for file in (visit_file(visit(), HOUSE), visit_file(visit().called_off(NOW), HOUSE), feed("b", [visit()], HOUSE)):
        assert b"ATTENDEE" not in file
        assert re.findall(rb"[^\s:]+@[^\s;]+", file.replace(b"v1-besoeg@pejling", b"")) == [b"kursus@example.org"]
        assert b"ORGANIZER" in file


@pytest.mark.parametrize(("day", "offset"), [((3, 28), 1), ((3, 29), 2), ((3, 30), 2), ((10, 24), 2), ((10, 25), 1), ((10, 26), 1)])
def test_ten_o_clock_is_ten_o_clock_on_both_sides_of_a_clock_change(day: tuple[int, int], offset: int) -> None:
    start = datetime(2026, *day, 10, tzinfo=DENMARK)
    for given in (start, start.astimezone(UTC)):
        file = visit_file(visit(start=given), HOUSE)
        assert f"DTSTART;TZID=Europe/Copenhagen:2026{day[0]:02}{day[1]:02}T100000".encode() in file
        calendar, (event,) = read(file)
        assert moment(calendar, event).utcoffset() == timedelta(hours=offset)
        assert moment(calendar, event).astimezone(UTC) == start.astimezone(UTC)


def test_the_zone_in_the_file_agrees_with_the_real_one_every_half_hour_around_its_changes() -> None:
    days = ((2026, 3, 28), (2026, 10, 24), (2027, 3, 27), (2027, 10, 30))
    starts = [datetime(*day, tzinfo=UTC) + timedelta(minutes=30 * step) for day in days for step in range(96)]
    visits = [visit(id=f"v{place}", start=start) for place, start in enumerate(starts)]
    calendar, events = read(feed("a", visits, HOUSE))
    assert [moment(calendar, event).astimezone(UTC) for event in events] == starts
    zone = calendar.walk("VTIMEZONE")[0].to_tz(lookup_tzid=False)
    assert [f"{start.astimezone(zone):%c}" for start in starts] == [f"{start.astimezone(DENMARK):%c}" for start in starts]


def test_the_hour_that_comes_twice_is_the_right_one_and_a_visit_lasts_as_long_through_a_change() -> None:
    for hour in (0, 1):  # 2.30 in summer time, and again in winter time
        start = datetime(2026, 10, 25, hour, 30, tzinfo=UTC)
        _, (event,) = read(visit_file(visit(start=start), HOUSE))
        assert event.decoded("dtstart").astimezone(UTC) == start
        assert event.decoded("duration") == timedelta(minutes=65)


def test_danish_letters_and_long_lines_come_through() -> None:
    long = "Mødelokale Ærøskøbing på første sal, til højre for køkkenet; ring på – æøå " * 3
    file = visit_file(visit(place=long), Organizer("Åse Øst: \"kursus\"\r\nATTENDEE:mailto:x@y.dk, æ", "kursus@example.org"))
    assert all(len(line) <= 75 for line in file.split(b"\r\n"))
    assert b"\n" not in file.replace(b"\r\n", b"")
    _, (event,) = read(file)
    assert str(event["location"]) == long
    assert str(event["summary"]) == "Kollegial supervision: Bo Østergård besøger Anna Ærø"
    assert "attendee" not in event
    assert event["organizer"].params["cn"] == "Åse Øst: 'kursus' ATTENDEE:mailto:x@y.dk, æ"


def test_a_line_break_in_a_name_is_no_new_property() -> None:
    _, (event,) = read(visit_file(visit(place="Her\r\nATTENDEE:mailto:x@y.dk", observed=Person("a", "A\nSTATUS:CANCELLED")), HOUSE))
    assert "attendee" not in event
    assert event["status"] == "CONFIRMED"


def test_a_feed_holds_ones_own_visits_that_are_to_be_held() -> None:
    visits = [
        visit(), visit(id="v2", observed=BO, observers=(ANNA, CILLA)), visit(id="v3", observed=CILLA, observers=(BO,)),
        visit(id="v4").called_off(NOW), visit(id="v5", start=None), visit(id="v6").moved(NOW, None),
    ]
    calendar, events = read(feed("a", visits, HOUSE))
    assert [(str(event["uid"]), str(event["summary"])) for event in events] == [
        ("v1-besoeg@pejling", "Bo Østergård besøger din samtale"),
        ("v2-besoeg@pejling", "Du besøger Bo Østergård sammen med Cilla Åby"),
    ]
    assert calendar["refresh-interval"].dt == timedelta(hours=1)
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H" in feed("a", visits, HOUSE)
    assert feed("a", visits, HOUSE) == feed("a", visits[::-1], HOUSE)


def test_an_empty_feed_is_a_calendar() -> None:
    calendar, events = read(feed("a", [], HOUSE))
    assert (calendar["method"], events) == ("PUBLISH", [])


@pytest.mark.parametrize("start", [None, datetime(2026, 3, 27, 10)])  # noqa: DTZ001  # that is the mistake
def test_a_file_of_a_visit_needs_a_date_with_its_zone(start: datetime | None) -> None:
    with pytest.raises(ValueError, match="a date with its zone"):
        visit_file(visit(start=start), HOUSE)

"""The course's days come out as a calendar that can be fetched again."""

from datetime import date
from typing import Any

from icalendar import Calendar


def test_a_day_has_a_date_a_place_and_a_name_that_stays(house: Any) -> None:
    plan = {"day": "viden-og-samarbejde", "date": "2027-05-03", "place": "Sal B, 1. sal"}
    seen = []
    for moved in ("2027-05-03", "2027-05-04"):
        house.trainer.post(f"/api/console/{house.course}/day", {**plan, "date": moved})
        answer = house.participant.http.get(f"/hold/{house.course}/kalender.ics")
        assert answer.headers["content-type"].startswith("text/calendar")
        events = Calendar.from_ical(answer.content).walk("VEVENT")
        (event,) = [e for e in events if str(e["uid"]).endswith("-viden-og-samarbejde@pejling")]
        assert event.decoded("dtstart") == date.fromisoformat(moved)
        assert str(event["location"]) == "Sal B, 1. sal"
        seen.append(str(event["uid"]))
    assert seen[0] == seen[1]

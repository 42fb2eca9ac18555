"""The course's days as a calendar file, with names that stay, so that fetching it again moves a day and adds none."""

from datetime import date

from fastapi import APIRouter, Request, Response

from pejling.dates import days_after
from pejling.store import courses
from pejling_server.access import Viewer, allow, app_of
from pejling_server.days import programme_of

router = APIRouter()


@router.get("/hold/{course}/kalender.ics", include_in_schema=False)
def calendar(course: str, request: Request, viewer: Viewer = allow("see course")) -> Response:
    """Every day that has a date, as a whole day with its place."""
    from icalendar import Calendar, Event  # large, and few fetch a calendar

    app = app_of(request)
    with app.store.read() as c:
        row = courses.get(c, course)
        dates = courses.days(c, course)
    found = Calendar()
    found.add("prodid", "-//Pejling//DA")
    found.add("version", "2.0")
    for day in programme_of(app).days():
        planned = dates.get(day.id)
        if planned is None or not planned.on_day:
            continue
        on = date.fromisoformat(planned.on_day)
        event = Event()
        event.add("uid", f"{course}-{day.id}@pejling")
        event.add("dtstamp", app.now())
        event.add("summary", f"{day.title} – {row.title}")
        event.add("dtstart", on)
        event.add("dtend", days_after(on, 1))
        if planned.place:
            event.add("location", planned.place)
        found.add_component(event)
    headers = {"Content-Disposition": 'attachment; filename="kursusdage.ics"'}
    return Response(found.to_ical(), media_type="text/calendar; charset=utf-8", headers=headers)

"""What a leader sees: the programme, the dates, and totals that were revealed to the class. No names, no words."""

from typing import Any

from fastapi import APIRouter, Request

from pejling.store import courses, people, runs
from pejling_server.access import Viewer, allow, app_of
from pejling_server.days import programme_of
from pejling_server.exercise import view

router = APIRouter()


@router.get("/api/leader/{course}")
def for_leaders(course: str, request: Request, viewer: Viewer = allow("see aggregates")) -> dict[str, Any]:
    """The programme with its dates, and every total that was revealed."""
    app = app_of(request)
    with app.store.read() as c:
        row = courses.get(c, course)
        dates = courses.days(c, course)
        totals = []
        for run in runs.current(c, course).values():
            loaded = view.content_of(c, run)
            if view.summary(app, c, run, loaded, "leader") is not None:
                totals.append(view.view_for(app, c, run, "leader"))
        count = people.count(c, course)
    modules = [
        {"title": m.title, "extent": m.extent, "about": m.about, "ready": m.ready,
         "days": [{"title": d.title, "date": dates[d.id].on_day if d.id in dates else None,
                   "place": dates[d.id].place if d.id in dates else ""} for d in m.days]}
        for m in programme_of(app).modules
    ]
    return {"title": row.title, "people": count, "modules": modules, "totals": totals, "least": row.least}

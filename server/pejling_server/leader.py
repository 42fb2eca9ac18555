"""What a leader sees: the programme, the dates, totals that were revealed, tools that many have tried. No names, no words."""

from fastapi import APIRouter, Request

from pejling.store import courses, people, runs, tool_totals
from pejling_server.access import Viewer, allow, app_of
from pejling_server.days import programme_of
from pejling_server.exercise import view
from pejling_server.responses.exercise import ExerciseView
from pejling_server.responses.leader import ForLeaders, PlannedDay, PlannedModule, TriedTool, TriedTools
from pejling_server.supervision.wording import tools_of

router = APIRouter()


@router.get("/api/leader/{course}")
def for_leaders(course: str, request: Request, viewer: Viewer = allow("see aggregates")) -> ForLeaders:
    """The programme with its dates, and every total that was revealed."""
    app = app_of(request)
    with app.store.read() as c:
        row = courses.get(c, course)
        dates = courses.days(c, course)
        totals = []
        for run in runs.current(c, course).values():
            loaded = view.content_of(c, run)
            if view.summary(app, c, run, loaded, "leader") is not None:
                totals.append(ExerciseView(**view.view_for(app, c, run, "leader")))
        count = people.count(c, course)
        tried = tool_totals.for_leaders(c, course, row.least)
    tools = tools_of(app) if tried else {}
    modules = tuple(
        PlannedModule(title=m.title, extent=m.extent, about=m.about, ready=m.ready, days=tuple(
            PlannedDay(title=d.title, date=dates[d.id].on_day if d.id in dates else None,
                       place=dates[d.id].place if d.id in dates else "") for d in m.days
        ))
        for m in programme_of(app).modules
    )
    return ForLeaders(title=row.title, people=count, modules=modules, totals=tuple(totals), least=row.least,
                      tried=tuple(TriedTools(round=one.round, at_least=one.people, tools=tuple(
                          TriedTool(title=tools.get(tool, tool), at_least=number) for tool, number in one.tools.items()
                      )) for one in tried))

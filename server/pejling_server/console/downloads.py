"""One exercise's answers as CSV, made while one waits; what takes longer is a job."""

from fastapi import APIRouter, Request, Response

from pejling.errors import NotFound
from pejling.export import to_csv
from pejling.reports import tables
from pejling.store import courses
from pejling_server.access import Viewer, allow, app_of
from pejling_server.console import report_data
from pejling_server.files import disposition

router = APIRouter()


@router.get("/api/console/{course}/export/{exercise}.csv")
def export_exercise(course: str, exercise: str, request: Request, viewer: Viewer = allow("run course")) -> Response:
    """One exercise's sheet, as a Danish Excel reads CSV."""
    app = app_of(request)
    with app.store.read() as c:
        title = courses.get(c, course).title
        rounds = report_data.rounds_of(app, c, course, exercise)
        table = tables.of_exercise(rounds) if rounds else None
    if table is None:
        raise NotFound("Øvelsen er ikke åbnet endnu, eller den samler ingen svar.")
    return Response(to_csv(table), media_type="text/csv; charset=utf-8", headers=disposition(f"{table.name} – {title}.csv"))

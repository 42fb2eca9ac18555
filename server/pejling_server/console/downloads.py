"""What the trainer takes home: the answers as Excel and CSV, and the day report."""

from datetime import date
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from sqlalchemy import Connection

from pejling.dates import danish_clock, danish_date, danish_day
from pejling.errors import NotFound
from pejling.export import Table, to_csv
from pejling.reports import tables
from pejling.store import courses
from pejling_server.access import Viewer, allow, app_of
from pejling_server.app_state import AppState
from pejling_server.console import report_data, report_jobs

router = APIRouter()

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NOTE = "Kun til holdets undervisere. Se arket »Læs mig«."
_NOT_IN_NAMES = frozenset('/\\:*?"<>|')


@router.get("/api/console/{course}/export.xlsx")
def export_course(course: str, request: Request, viewer: Viewer = allow("run course")) -> Response:
    """Everything of the course that a trainer may take home, one sheet for each exercise that was opened."""
    from pejling.excel import to_xlsx  # Excel's library is large, and few days need it

    app = app_of(request)
    with app.store.read() as c:
        title = courses.get(c, course).title
        opened = report_data.rounds_of_course(app, c, course)
        read_me = _read_me(app, c, course, list(opened.values()))
        members = tables.class_list(report_data.members_of(c, course))
    exercises = [rounds for rounds in opened.values() if tables.of_exercise(rounds)]
    sheets = [table for rounds in exercises if (table := tables.of_exercise(rounds))]
    book = to_xlsx([read_me, *sheets, tables.hand_ins(exercises), members], title, NOTE)
    return _file(book, XLSX, f"{title} – svar {danish_day(app.now())}.xlsx")


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
    return _file(to_csv(table), "text/csv; charset=utf-8", f"{table.name} – {title}.csv")


@router.get("/api/console/{course}/day-report/{day}.html")
def day_report_page(course: str, day: str, request: Request, viewer: Viewer = allow("run course")) -> Response:
    """The day report as a page that can be sent, opened anywhere, and printed."""
    app = app_of(request)
    with app.store.read() as c:
        report = report_data.report_of_day(app, c, course, day)
    page = report_jobs.make_html(report)
    name = f"Dagsrapport – {report.title} – {report.course}.html"
    return _file(page.encode(), "text/html; charset=utf-8", name, policy=report_jobs.policy_of(page))


@router.get("/api/console/{course}/day-report/{day}.pdf")
def day_report_pdf(course: str, day: str, request: Request, viewer: Viewer = allow("run course")) -> Response:
    """The day report as a tagged PDF; refused with a way out where no browser can print it."""
    app = app_of(request)
    with app.store.read() as c:
        report = report_data.report_of_day(app, c, course, day)
    return _file(report_jobs.make_pdf(report), "application/pdf", f"Dagsrapport – {report.title} – {report.course}.pdf")


def _read_me(app: AppState, c: Connection, course: str, exercises: list[list[tables.Round]]) -> Table:
    row, now = courses.get(c, course), app.now()
    kept = danish_date(date.fromisoformat(row.keep_until_day))
    made = f"{danish_date(danish_day(now))} kl. {danish_clock(now)}"
    return tables.read_me(row.title, made, kept, max(row.least, 5), [r for r in exercises if tables.of_exercise(r)])


def _file(body: bytes, media_type: str, name: str, policy: str = "") -> Response:
    """A file to keep; a page may also be looked at in the browser, under a policy of its own."""
    clean = "".join(" " if ch in _NOT_IN_NAMES or not ch.isprintable() else ch for ch in name)
    clean = " ".join(clean.split())
    plain = clean.encode("ascii", "replace").decode().replace("?", "_")
    how = "inline" if policy else "attachment"
    headers = {"Content-Disposition": f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(clean)}"}
    return Response(body, media_type=media_type, headers=headers | ({"Content-Security-Policy": policy} if policy else {}))

"""All answers of a course as one Excel file: a sheet for each exercise that was opened."""

from datetime import date

from pejling.dates import danish_clock, danish_date, danish_day
from pejling.export import Table
from pejling.jobs.kind import JobKind, Made, Work
from pejling.reports import tables
from pejling.schema import Strict
from pejling.store import courses
from pejling.store.records import Course
from pejling_server.app_state import AppState
from pejling_server.console import report_data
from pejling_server.files import XLSX, file_name

NOTE = "Kun til holdets undervisere. Se arket »Læs mig«."


class NoArguments(Strict):
    """The course says it all."""


def _make(work: Work[AppState]) -> Made:
    from pejling.excel import to_xlsx  # Excel's library is large, and few days need it

    app, course = work.context, work.course
    work.tell(5, "Læser svarene")
    with app.store.read() as c:
        row = courses.get(c, course)
        members = tables.class_list(report_data.members_of(c, course))
    opened = report_data.rounds_of_course(app, course)
    exercises = [rounds for rounds in opened.values() if tables.of_exercise(rounds)]
    work.tell(50, "Skriver arkene")
    sheets = [table for rounds in exercises if (table := tables.of_exercise(rounds))]
    book = to_xlsx([_read_me(app, row, exercises), *sheets, tables.hand_ins(exercises), members], row.title, NOTE)
    file = work.folder / "svar.xlsx"
    file.write_bytes(book)
    return Made(file, file_name(f"{row.title} – svar {danish_day(app.now())}.xlsx"), XLSX)


def _read_me(app: AppState, course: Course, exercises: list[list[tables.Round]]) -> Table:
    now = app.now()
    kept = danish_date(date.fromisoformat(course.keep_until_day))
    made = f"{danish_date(danish_day(now))} kl. {danish_clock(now)}"
    return tables.read_me(course.title, made, kept, max(course.least, 5), exercises)


KIND = JobKind[AppState]("answers-sheet", NoArguments, lambda app, course, given: "Alle svar (Excel)", _make)

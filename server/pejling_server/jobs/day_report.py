"""The report of a day: what the class was shown, as a page and as PDF."""

from pejling.jobs.kind import Work
from pejling.reports.data import DayReport
from pejling.schema import Strict
from pejling_server.app_state import AppState
from pejling_server.console import report_data
from pejling_server.days import day_of
from pejling_server.jobs.reports import as_page_and_pdf


class DayOfReport(Strict):
    """The day that the report is about."""

    day: str


def _called(app: AppState, _course: str, given: DayOfReport) -> tuple[str, str]:
    return DayReport.label, day_of(app, given.day).agenda.title


def _read(work: Work[AppState]) -> DayReport:
    work.tell(5, "Læser det, holdet har fået vist")
    return report_data.report_of_day(work.context, work.course, work.arguments.day)


PAGE_KIND, PDF_KIND = as_page_and_pdf("day-report", DayOfReport, _called, _read)

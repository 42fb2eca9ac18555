"""Reports: a program of its own draws one as a page, and an installed browser prints that as PDF. The day report is one."""

import base64
import hashlib
import logging
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from pejling.errors import Invalid
from pejling.jobs.kind import JobKind, Made, Work
from pejling.jobs.programs import run_within
from pejling.reports.browser import NotPrinted, find_browser, print_page
from pejling.reports.data import DayReport, ExerciseReport
from pejling.schema import Strict
from pejling_server.app_state import AppState
from pejling_server.console import report_data
from pejling_server.days import day_of
from pejling_server.files import file_name

log = logging.getLogger("pejling.reports")

DRAW_SECONDS, PRINT_SECONDS = 120, 60
HTML, PDF = "text/html; charset=utf-8", "application/pdf"
_PRINT_IT = "Lav i stedet rapporten som webside, vælg Udskriv i din browser, og gem den som PDF."
NO_BROWSER = f"Her på serveren er ingen browser, der kan lave PDF. {_PRINT_IT}"
NOT_PRINTED = f"Serverens browser kunne ikke lave PDF lige nu. {_PRINT_IT}"
FAILED = "Rapporten kunne ikke laves. Prøv igen om lidt. Svarene er der stadig, og du kan hente dem som Excel."


class DayOfReport(Strict):
    """The day that the report is about."""

    day: str


def _page(work: Work[AppState]) -> Made:
    report = _read(work)
    return Made(draw(report, work), f"{_name(report)}.html", HTML)


def _pdf(work: Work[AppState]) -> Made:
    check_browser()
    report = _read(work)
    return Made(printed(draw(report, work), work), f"{_name(report)}.pdf", PDF)


def check_browser() -> None:
    """Refuses a PDF where nothing can print one, before anything is drawn."""
    if not find_browser(os.environ):
        raise Invalid(NO_BROWSER)


def printed(page: Path, work: Work[AppState]) -> Path:
    """The page as PDF; Invalid when the browser cannot."""
    work.tell(80, "Laver PDF")
    pdf = work.folder / "rapport.pdf"
    try:
        print_page(page, pdf, PRINT_SECONDS, work.folder)
    except NotPrinted as error:
        log.error("a report was not printed: %s", error)
        raise Invalid(NOT_PRINTED) from error
    return pdf


def _called(form: str) -> Callable[[AppState, str, DayOfReport], str]:
    return lambda app, course, given: f"Dagsrapport ({form}): {day_of(app, given.day).agenda.title}"


PAGE_KIND = JobKind[AppState]("day-report-page", DayOfReport, _called("webside"), _page)
PDF_KIND = JobKind[AppState]("day-report-pdf", DayOfReport, _called("PDF"), _pdf)


def draw(report: DayReport | ExerciseReport, work: Work[AppState]) -> Path:
    """The report as one HTML file.

    Raises
    ------
    Invalid
        It could not be made.
    """
    work.tell(40, "Tegner figurerne")
    data, out = work.folder / "data.json", work.folder / "rapport.html"
    data.write_text(report.model_dump_json(), encoding="utf-8")
    about = "day" if isinstance(report, DayReport) else "exercise"
    command = [sys.executable, "-m", "pejling.reports.page", about, str(data), str(out)]
    try:
        run_within(command, DRAW_SECONDS, {**os.environ, "TMPDIR": str(work.folder)})
    except (OSError, subprocess.SubprocessError) as error:
        # The cause, not what it said: an error in a cell could repeat what people wrote.
        said = (getattr(error, "stderr", "") or "").strip().splitlines()
        log.error("a report was not made: %s, %s", type(error).__name__, said[-1].partition(":")[0] if said else "")
        raise Invalid(FAILED) from error
    return out


def policy_of(page: str) -> str:
    """The page's own content policy: its style sheet and its figures, and nothing else."""
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256((style[1] if style else "").encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; frame-ancestors 'none'"


def _read(work: Work[AppState]) -> DayReport:
    work.tell(5, "Læser det, holdet har fået vist")
    return report_data.report_of_day(work.context, work.course, work.arguments.day)


def _name(report: DayReport) -> str:
    return file_name(f"Dagsrapport – {report.title} – {report.course}")

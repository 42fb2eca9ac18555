"""Reports: a program of its own draws one as a page, and an installed browser prints that as PDF."""

import base64
import hashlib
import logging
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pejling.errors import Invalid
from pejling.jobs.kind import JobKind, Made, Work
from pejling.jobs.programs import run_within
from pejling.reports.browser import NotPrinted, find_browser, print_page
from pejling.reports.data import DayReport, ExerciseReport
from pejling.schema import Strict
from pejling_server.app_state import AppState
from pejling_server.files import file_name

log = logging.getLogger("pejling.reports")

DRAW_SECONDS, PRINT_SECONDS = 120, 60
HTML, PDF = "text/html; charset=utf-8", "application/pdf"
_PRINT_IT = "Lav i stedet rapporten som webside, vælg Udskriv i din browser, og gem den som PDF."
NO_BROWSER = f"Her på serveren er ingen browser, der kan lave PDF. {_PRINT_IT}"
NOT_PRINTED = f"Serverens browser kunne ikke lave PDF lige nu. {_PRINT_IT}"
FAILED = "Rapporten kunne ikke laves. Prøv igen om lidt. Svarene er der stadig, og du kan hente dem som Excel."

Report = DayReport | ExerciseReport
Called = Callable[[AppState, str, Any], tuple[str, str]]
"""From the app, the course and a job's arguments: the report's name, and the title of what it is about."""


def as_page_and_pdf(
    name: str, arguments: type[Strict], called: Called, read: Callable[[Work[AppState]], Report],
) -> tuple[JobKind[AppState], JobKind[AppState]]:
    """The two kinds of job that make a report: `called` tells what is made, `read` gives what is in it."""

    def page(work: Work[AppState]) -> Made:
        report = read(work)
        return Made(_draw(report, work), f"{name_of(report)}.html", HTML)

    def pdf(work: Work[AppState]) -> Made:
        if not find_browser(os.environ):  # before anything is drawn
            raise Invalid(NO_BROWSER)
        report = read(work)
        return Made(_print(_draw(report, work), work), f"{name_of(report)}.pdf", PDF)

    return (
        JobKind(f"{name}-page", arguments, in_form(called, "webside"), page),
        JobKind(f"{name}-pdf", arguments, in_form(called, "PDF"), pdf),
    )


def in_form(called: Called, form: str) -> Callable[[AppState, str, Any], str]:
    """A job's label: what it makes, in which form, and what that is about."""

    def label(app: AppState, course: str, given: Any) -> str:
        report, about = called(app, course, given)
        return f"{report} ({form}): {about}"

    return label


def name_of(report: Report) -> str:
    """What a report's file is called, without its ending."""
    return file_name(f"{report.label} – {report.title} – {report.course}")


def policy_of(page: str) -> str:
    """The page's own content policy: its style sheet and its figures, and nothing else."""
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256((style[1] if style else "").encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; frame-ancestors 'none'"


def _draw(report: Report, work: Work[AppState]) -> Path:
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


def _print(page: Path, work: Work[AppState]) -> Path:
    """The page as PDF; Invalid when the browser cannot."""
    work.tell(80, "Laver PDF")
    pdf = work.folder / "rapport.pdf"
    try:
        print_page(page, pdf, PRINT_SECONDS, work.folder)
    except NotPrinted as error:
        log.error("a report was not printed: %s", error)
        raise Invalid(NOT_PRINTED) from error
    return pdf

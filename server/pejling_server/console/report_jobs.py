"""Report jobs: has the day report made beside the server; a program of its own draws it, a browser prints it."""

import base64
import hashlib
import logging
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from pejling.errors import Invalid
from pejling.reports.browser import NotPrinted, find_browser, print_page, run_within
from pejling.reports.data import DayReport

log = logging.getLogger("pejling.reports")

DRAW_SECONDS, PRINT_SECONDS = 120, 60
WAIT_SECONDS = 90
_PRINT_IT = "Åbn i stedet dagsrapporten som side, vælg Udskriv i din browser, og gem den som PDF."
NO_BROWSER = f"Her på serveren er ingen browser, der kan lave PDF. {_PRINT_IT}"
NOT_PRINTED = f"Serverens browser kunne ikke lave PDF lige nu. {_PRINT_IT}"
FAILED = "Dagsrapporten kunne ikke laves. Prøv igen om lidt. Svarene er der stadig, og du kan hente dem som Excel."

_one_at_a_time = threading.Lock()


def make_html(report: DayReport) -> str:
    """The report as one HTML file.

    Raises
    ------
    Invalid
        It could not be made, or another report is taking its time.
    """
    with _folder() as folder:
        return _draw(report, folder).read_text("utf-8")


def make_pdf(report: DayReport) -> bytes:
    """The report as a tagged PDF; raises as `make_html`, and where no browser can print it."""
    if not find_browser(os.environ):
        raise Invalid(NO_BROWSER)
    with _folder() as folder:
        page, pdf = _draw(report, folder), folder / "rapport.pdf"
        try:
            print_page(page, pdf, PRINT_SECONDS)
        except NotPrinted as error:
            log.error("the day report was not printed: %s", error)
            raise Invalid(NOT_PRINTED) from error
        return pdf.read_bytes()


def policy_of(page: str) -> str:
    """The page's own content policy: its style sheet and its figures, and nothing else."""
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256((style[1] if style else "").encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; frame-ancestors 'none'"


@contextmanager
def _folder() -> Iterator[Path]:
    """A folder that only this program's user can read, gone afterwards; one report is made at a time."""
    if not _one_at_a_time.acquire(timeout=WAIT_SECONDS):
        raise Invalid("Der bliver lavet en anden rapport lige nu. Prøv igen om et øjeblik.")
    try:
        with TemporaryDirectory(prefix="pejling-", ignore_cleanup_errors=True) as made:
            yield Path(made)
    finally:
        _one_at_a_time.release()


def _draw(report: DayReport, folder: Path) -> Path:
    data, out = folder / "data.json", folder / "dagsrapport.html"
    data.write_text(report.model_dump_json(), encoding="utf-8")
    command = [sys.executable, "-m", "pejling.reports.day", str(data), str(out)]
    try:
        run_within(command, DRAW_SECONDS, os.environ)
    except (OSError, subprocess.SubprocessError) as error:
        # The cause, not what it said: an error in a cell could repeat what people wrote.
        said = (getattr(error, "stderr", "") or "").strip().splitlines()
        log.error("the day report was not made: %s, %s", type(error).__name__, said[-1].partition(":")[0] if said else "")
        raise Invalid(FAILED) from error
    return out

"""Every kind of job. A new one is a module here and a line below."""

from collections.abc import Mapping

from pejling.jobs.kind import JobKind
from pejling_server.app_state import AppState
from pejling_server.jobs import answers_sheet, day_report, exercise_report

KINDS: Mapping[str, JobKind[AppState]] = {
    kind.name: kind for kind in (answers_sheet.KIND, day_report.PAGE_KIND, day_report.PDF_KIND, *exercise_report.KINDS)
}

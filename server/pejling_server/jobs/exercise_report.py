"""The report of one exercise: all its rounds that the class was shown, as a page, as PDF, and as Excel with a codebook."""

from collections.abc import Iterator
from typing import Any

from pejling.errors import Invalid
from pejling.exercise.kind import Column
from pejling.exercise.summary import as_table
from pejling.export import Table
from pejling.jobs.kind import JobKind, Made, Work
from pejling.reports.data import ExerciseReport
from pejling.schema import Strict
from pejling_server.app_state import AppState
from pejling_server.console import report_data
from pejling_server.files import XLSX
from pejling_server.jobs.reports import as_page_and_pdf, in_form, name_of

NOT_SHOWN = "Vis først svarene for holdet. Rapporten rummer det, holdet har fået vist, og ikke andet."
NOTE = "Kun det, holdet har fået vist. Færre end fem står aldrig bag et tal."
_ROUND = Column("round", "Runde", "Runde 1 er den første gang, øvelsen blev åbnet")


class OfExercise(Strict):
    """The exercise that the report is about."""

    exercise: str


def _sheet(work: Work[AppState]) -> Made:
    from pejling.excel import to_xlsx  # Excel's library is large, and few days need it

    report = _read(work)
    file = work.folder / "tal.xlsx"
    file.write_bytes(to_xlsx([*_tables(report), _notes(report)], report.title, NOTE))
    return Made(file, f"{name_of(report)}.xlsx", XLSX)


def _tables(report: ExerciseReport) -> Iterator[Table]:
    """A sheet for each part, its rounds under each other; every column with its line in the codebook."""
    meanings = dict(report.notes)
    found: dict[str, list[tuple[int, Any]]] = {}
    for shown in report.exercises:
        for part in shown.summary.parts:
            table = as_table(part)
            found.setdefault(table.id, []).append((shown.rounds, table))
    for rounds in found.values():
        _, latest = rounds[-1]
        columns = [Column(f"c{at}", head or "Hvad", meanings.get(head, "Som overskriften siger"))
                   for at, head in enumerate(latest.head)]
        rows = [{"round": number, **{f"c{at}": cell for at, cell in enumerate(row)}}
                for number, table in rounds for row in table.rows]
        yield Table(latest.title, [_ROUND, *columns], rows)


def _notes(report: ExerciseReport) -> Table:
    columns = (Column("about", "Emne", "Hvad linjen handler om"), Column("text", "Tekst", "Det, man skal vide"))
    return Table("Sådan læses tallene", columns, [{"about": about, "text": text} for about, text in report.notes])


def _read(work: Work[AppState]) -> ExerciseReport:
    work.tell(5, "Læser det, holdet har fået vist")
    report = report_data.report_of_exercise(work.context, work.course, work.arguments.exercise)
    if not report.exercises:
        raise Invalid(NOT_SHOWN)
    return report


def _called(app: AppState, course: str, given: OfExercise) -> tuple[str, str]:
    report = report_data.report_of_exercise(app, course, given.exercise)
    return report.label, report.title


KINDS = (
    *as_page_and_pdf("exercise-report", OfExercise, _called, _read),
    JobKind[AppState]("exercise-report-sheet", OfExercise, in_form(_called, "Excel"), _sheet),
)

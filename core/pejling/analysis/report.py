"""The report on a joblog: a notebook that anybody may edit, run on an imported joblog and written as a page, PDF or Excel."""

import json
import os
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from pejling.analysis import answers
from pejling.analysis.answers import Answer, Choice
from pejling.analysis.codebook import COLUMNS, WORDS
from pejling.analysis.joblog import Joblog, open_joblog
from pejling.excel import to_xlsx
from pejling.exercise.kind import Column
from pejling.export import Table
from pejling.reports.browser import print_page
from pejling.reports.page import write_page
from pejling.reports.parts import Html, part

NOTEBOOK = Path(__file__).parent / "joblograpport.ipynb"
FOLDER, CHOICE = "PEJLING_JOBLOG", "PEJLING_JOBLOG_CHOICE"
"""Variables that tell the notebook where the joblog lies, and what to look at."""
TITLE = "Joblog-rapport"
PRINTING_SECONDS = 120
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
Progress = Callable[[float, str], None]


def write_report(folder: Path, out: Path, choice: Choice, *, work: Path, progress: Progress = lambda share, what: None) -> None:
    """Write the report on the joblog in `folder` to `out`, by its ending: .html, .pdf (tagged) or .xlsx (with a codebook).

    Raises
    ------
    NotPrinted
        A PDF was asked for, and no browser is installed.
    """
    work.mkdir(parents=True, exist_ok=True, mode=0o700)
    if out.suffix == ".xlsx":
        progress(0.1, "Regner")
        out.write_bytes(to_xlsx(_tables(open_joblog(folder), choice), TITLE, "Bag hvert tal står mindst fem personer."))
        return
    progress(0.1, "Regner og tegner")
    page = out if out.suffix == ".html" else work / "rapport.html"
    chosen = json.dumps({"turn": choice.turn.isoformat(), "by": choice.by, "extracted": choice.extracted.isoformat()})
    write_page(NOTEBOOK, TITLE, page, {FOLDER: str(folder), CHOICE: chosen}, work=work)
    if out.suffix == ".pdf":
        progress(0.8, "Laver PDF")
        print_page(page, out, PRINTING_SECONDS, work)


def read() -> tuple[Joblog, Choice, dict[str, Any]]:
    """For the notebook: the joblog, what is looked at, and what `import_joblog` said of the file."""
    folder = Path(os.environ[FOLDER])
    chosen = json.loads(os.environ[CHOICE])
    choice = Choice(date.fromisoformat(chosen["turn"]), tuple(chosen["by"]), date.fromisoformat(chosen["extracted"]))
    return open_joblog(folder), choice, imported(folder)


def imported(folder: Path) -> dict[str, Any]:
    """What was said of the file when it came in."""
    said: dict[str, Any] = json.loads((folder / "imported.json").read_text(encoding="utf-8"))
    return said


def groupings(folder: Path) -> tuple[str, ...]:
    """The columns of the joblog that people can be grouped by."""
    return tuple(name for name in WORDS if name in imported(folder)["columns"] and name != "benefit")


def cover(said: dict[str, Any], choice: Choice) -> Html:
    """The report's head."""
    labels = {column.name: column.label for column in COLUMNS}
    first, last = (f"{date.fromisoformat(said[end]):%d-%m-%Y}" for end in ("first", "last"))
    return part("joblog_cover", said, title=TITLE, first=first, last=last, turn=f"{choice.turn:%d-%m-%Y}",
                groups=", ".join(labels[name] for name in choice.by) or "alle under ét")


def show(answer: Answer) -> Html:
    """One question answered, as the report shows it."""
    return part("joblog_answer", answer, names=list(answer.table.columns), rows=answer.table.astype(str).to_numpy().tolist())


def _tables(joblog: Joblog, choice: Choice) -> list[Table]:
    tables = []
    for answer in (question(joblog, choice) for question in answers.ALL):
        columns = tuple(Column(key=name, title=name, meaning=" ".join(answer.says)) for name in answer.table.columns)
        tables.append(Table(answer.heading, columns, [
            {str(name): _cell(str(value)) for name, value in row.items()} for row in answer.table.to_dict("records")]))
    return tables


def _cell(shown: str) -> str | float | None:
    """A number that can be reckoned with where one is shown; nothing where a dash is."""
    if shown == "–":
        return None
    plain = shown.replace(",", ".").replace("−", "-")
    return float(plain) if _NUMBER.fullmatch(plain) else shown

"""`python -m pejling.reports.page day|exercise DATA.json OUT.html`: runs a report's notebook on its data and writes the page.

A program of its own, so that the server holds no figures and no notebook. Everything it makes on the way lies in the
folder of DATA.json, which its caller deletes.
"""

import base64
import hashlib
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pejling.markdown import render
from pejling.notebook import without_notes
from pejling.reports.data import DayReport, ExerciseReport

HERE = Path(__file__).parent
NOTEBOOKS = {"day": "dagsrapport.ipynb", "exercise": "oevelsesrapport.ipynb"}
TEMPLATES = HERE / "template"
DATA = "PEJLING_REPORT"
"""The variable that tells the notebook where its data lies."""
CELL_SECONDS = 60


def make_page(about: str, data: Path, out: Path) -> None:
    """Write the report of a day or of an exercise to `out`: one HTML file that needs no other file and no host.

    Raises
    ------
    nbclient.exceptions.CellExecutionError
        A cell of the notebook failed.
    """
    write_page(HERE / NOTEBOOKS[about], _title(about, data), out, {DATA: str(data)}, work=data.parent)


def write_page(notebook: Path, title: str, out: Path, variables: Mapping[str, str], *, work: Path) -> None:
    """Run a report's notebook with these variables, in the folder `work`, and write it to `out` as `make_page` does."""
    import nbformat
    from nbclient import NotebookClient

    own = {
        **variables, "MPLBACKEND": "Agg", "IPYTHONDIR": str(work / "ipython"), "JUPYTER_NO_CONFIG": "1",
        "JUPYTER_RUNTIME_DIR": str(work / "runtime"), "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    }
    nb = nbformat.read(notebook, as_version=4)  # type: ignore[no-untyped-call]  # it ships half its types
    nb.cells = without_notes(nb.cells)
    client = NotebookClient(nb, timeout=CELL_SECONDS, kernel_name="python3", resources={"metadata": {"path": str(work)}})
    before = {name: os.environ.get(name) for name in own}
    os.environ |= own
    try:
        client.execute()
    finally:
        for name, value in before.items():
            os.environ.pop(name)
            if value is not None:
                os.environ[name] = value
    out.write_text(_page(nb, title), encoding="utf-8")


def _title(about: str, data: Path) -> str:
    report = (DayReport if about == "day" else ExerciseReport).model_validate_json(data.read_bytes())
    return f"{report.label}: {report.title} – {report.course}"


def _page(nb: Any, title: str) -> str:
    from nbconvert.exporters.templateexporter import TemplateExporter

    class ReportPage(TemplateExporter):
        """Our template alone: nbconvert's own HTML loads from other hosts and carries scripts."""

        file_extension = ".html"

    style = (TEMPLATES / "dagsrapport" / "report.css").read_text("utf-8")
    exporter = ReportPage(  # type: ignore[no-untyped-call]  # it ships half its types
        template_name="dagsrapport", extra_template_basedirs=[str(TEMPLATES)], template_file="index.html.j2",
        filters={"prose": render},
    )
    resources = {"report": {"title": title, "style": style, "style_hash": style_hash(style)}}
    html, _ = exporter.from_notebook_node(nb, resources=resources)
    return str(html)


def style_hash(style: str) -> str:
    """What a content policy calls this style sheet."""
    return "sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(10)  # answers come first
    make_page(sys.argv[1], Path(sys.argv[2]).resolve(), Path(sys.argv[3]).resolve())

"""`python -m pejling_server.prerender NOTEBOOK`: a day's cells as HTML, through nbconvert and our template.

Run in a process of its own: nbconvert takes 45 MB, which a server on a trainer's laptop need not keep for a page that is
made once. On standard input comes what stands in each exercise's place, as JSON; the HTML goes to standard output.
"""

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from nbconvert.exporters.templateexporter import TemplateExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from pejling.agenda import Section, agenda_of
from pejling.markdown import render
from pejling.notebook import Cell, Notebook, read_notebook

TEMPLATES = Path(__file__).parent / "nbconvert"


class StillPage(TemplateExporter):
    """Our template alone: nbconvert's own HTML loads from other hosts and carries inline scripts."""

    file_extension = ".html"


def convert(notebook: Notebook, places: Mapping[str, Mapping[str, str]], folder: Path) -> str:
    """The notebook as HTML, without the trainer's notes.

    `places` has what stands where an exercise is shown; the notebook's figures lie below `folder`.
    """
    exporter = StillPage(  # type: ignore[no-untyped-call]  # it ships half its types
        template_name="pejling", extra_template_basedirs=[str(TEMPLATES)], template_file="index.html.j2",
        filters={"prose": partial(render, beside=folder)},
    )
    begins = {section.cell: section for section in agenda_of(notebook).sections}
    cells = [_node(cell, begins.get(cell.number), places) for cell in notebook.cells if cell.for_phone]
    html, _ = exporter.from_notebook_node(new_notebook(cells=cells))  # type: ignore[no-untyped-call]  # the same
    return str(html)


def _node(cell: Cell, section: Section | None, places: Mapping[str, Mapping[str, str]]) -> Any:
    """The cell as nbconvert wants it, with what the template tells of its section or shows of its exercises."""
    if cell.kind == "markdown":
        return new_markdown_cell(cell.source, metadata={"section": asdict(section) | {"slides": None} if section else None})  # type: ignore[no-untyped-call]
    return new_code_cell(metadata={"exercises": [places[exercise] for exercise in cell.shown]})  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    path = Path(sys.argv[1])
    sys.stdout.buffer.write(convert(read_notebook(path), json.loads(sys.stdin.buffer.read()), path.parent).encode())

"""`python -m pejling_server.prerender NOTEBOOK`: a day's cells as HTML, through nbconvert and our template.

Run in a process of its own: nbconvert takes 45 MB, which a server on a trainer's laptop need not keep for a page that is
made once. On standard input comes what stands in each exercise's place, as JSON; the HTML goes to standard output.
"""

import ast
import json
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters.templateexporter import TemplateExporter

from pejling.notebook import TRAINER, day_of
from pejling_server.rendering import prose

TEMPLATES = Path(__file__).parent / "nbconvert"


class StillPage(TemplateExporter):
    """Our template alone: nbconvert's own HTML loads from other hosts and carries inline scripts."""

    file_extension = ".html"


def convert(nb: Any, places: Mapping[str, Mapping[str, str]]) -> str:
    """The notebook as HTML, without the trainer's notes; `places` has what stands where an exercise is shown."""
    exporter = StillPage(  # type: ignore[no-untyped-call]  # it ships half its types
        template_name="pejling", extra_template_basedirs=[str(TEMPLATES)], template_file="index.html.j2",
        filters={"prose": prose, "shown": lambda source: [places[i] for i in _shown(source)]},
    )
    html, _ = exporter.from_notebook_node(_without_notes(nb))
    return str(html)


def _without_notes(nb: Any) -> Any:
    """The notebook without trainer's notes, with what the template tells of each section where it finds it."""
    sections = iter(day_of(nb).sections)
    nb.cells = [cell for cell in nb.cells if TRAINER not in cell.metadata.get("tags", [])]
    for cell in nb.cells:
        if cell.cell_type == "markdown" and re.match(r"## +", cell.source.lstrip()):
            section = next(sections)
            cell.metadata["section"], cell.metadata["minutes"] = section.id, section.minutes
            cell.metadata["optional"] = section.optional
    return nb


def _shown(source: str) -> Sequence[str]:
    """The ids that a cell of a still page shows."""
    calls = (node.value for node in ast.parse(source).body if isinstance(node, ast.Expr))
    return [call.args[0].value for call in calls]  # type: ignore[attr-defined]  # not_still has looked


if __name__ == "__main__":
    read = nbformat.read(Path(sys.argv[1]), as_version=4)  # type: ignore[no-untyped-call]  # it ships half its types
    sys.stdout.buffer.write(convert(read, json.loads(sys.stdin.buffer.read())).encode())

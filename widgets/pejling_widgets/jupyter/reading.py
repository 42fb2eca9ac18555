"""A notebook as those may read it who are not its trainer: without notes, with its title, its figures built in."""

import base64
import mimetypes
from itertools import groupby
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell

from pejling.markdown import figures, headings
from pejling.notebook import without_notes
from pejling.slides import split


def for_reading(notebook: NotebookNode, folder: Path, *, as_slides: bool = False) -> NotebookNode:
    """The notebook without the trainer's notes; its figures, which lie below `folder`, are part of it.

    As slides, each cell of prose is one slide.
    """
    notebook.cells = without_notes(notebook.cells, as_slides=as_slides)
    if as_slides:
        notebook.cells = [one for kind, run in groupby(notebook.cells, _kind) for one in _slides(kind, list(run))]
    prose = [cell for cell in notebook.cells if cell.cell_type == "markdown"]
    titles = (one.words for cell in prose for one in headings(cell.source) if one.level == 1)
    notebook.metadata["title"] = next(titles, notebook.metadata.get("title", "Pejling"))
    for cell in prose:
        cell.source = _with_figures(cell.source, folder)
    return notebook


def _kind(cell: NotebookNode) -> str:
    return str(cell.cell_type)


def _slides(kind: str, run: list[NotebookNode]) -> list[NotebookNode]:
    """Cells of one kind that follow each other; prose as the slides that it makes together."""
    if kind != "markdown":
        return run
    parts = split("\n\n".join(cell.source for cell in run))
    return [new_markdown_cell(part) for part in parts]  # type: ignore[no-untyped-call]


def _with_figures(text: str, folder: Path) -> str:
    for source in set(figures(text)):
        path = (folder / source).resolve()
        kind = mimetypes.guess_type(path.name)[0] or ""
        if kind.startswith("image/") and path.is_relative_to(folder.resolve()) and path.is_file():
            data = base64.b64encode(path.read_bytes()).decode()
            text = text.replace(f"]({source}", f"](data:{kind};base64,{data}")
    return text

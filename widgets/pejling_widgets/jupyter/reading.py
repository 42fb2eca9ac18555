"""A notebook as those may read it who are not its trainer: without notes, with its title, its figures built in."""

import base64
import mimetypes
from pathlib import Path

from nbformat import NotebookNode

from pejling.markdown import figures, headings
from pejling.notebook import without_notes


def for_reading(notebook: NotebookNode, folder: Path) -> NotebookNode:
    """The notebook without the trainer's notes; its figures, which lie below `folder`, are part of it."""
    notebook.cells = without_notes(notebook.cells)
    prose = [cell for cell in notebook.cells if cell.cell_type == "markdown"]
    titles = (one.words for cell in prose for one in headings(cell.source) if one.level == 1)
    notebook.metadata["title"] = next(titles, notebook.metadata.get("title", "Pejling"))
    for cell in prose:
        cell.source = _with_figures(cell.source, folder)
    return notebook


def _with_figures(text: str, folder: Path) -> str:
    for source in set(figures(text)):
        path = (folder / source).resolve()
        kind = mimetypes.guess_type(path.name)[0] or ""
        if kind.startswith("image/") and path.is_relative_to(folder.resolve()) and path.is_file():
            data = base64.b64encode(path.read_bytes()).decode()
            text = text.replace(f"]({source}", f"](data:{kind};base64,{data}")
    return text

"""A notebook is saved without what running it put there, so that trying a day changes nothing in it.

What stays is what a person wrote. A cell that computes keeps its result: the trainer's own analysis is not ours to empty.
"""

from typing import Any

from pejling.errors import ContentError
from pejling.notebook import notebook_of


def without_shown(model: dict[str, Any], **_: Any) -> None:
    """Jupyter's server calls this with what it is about to write."""
    if model.get("type") != "notebook":
        return
    notebook = model["content"]
    try:
        cells = notebook_of(notebook).cells
    except ContentError:
        return  # it is saved as it is
    for raw, cell in zip(notebook["cells"], cells, strict=True):
        if cell.kind == "code" and cell.still:
            raw["outputs"], raw["execution_count"] = [], None
    if all(cell.still for cell in cells if cell.kind == "code"):
        notebook["metadata"].pop("widgets", None)
        notebook["metadata"]["language_info"] = {"name": "python"}  # not the version of whoever opened it last

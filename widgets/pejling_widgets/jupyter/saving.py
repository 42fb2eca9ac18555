"""A notebook is saved without what running it put there, so that trying a day changes nothing in it.

What stays is what a person wrote. A cell that computes keeps its result, for the trainer's own analysis is not ours to empty;
but a widget is no result: it lives in its kernel, and a saved one is told as "model not found" by whoever opens the file.
"""

from typing import Any

from pejling.errors import ContentError
from pejling.notebook import notebook_of

WIDGET = "application/vnd.jupyter.widget-view+json"


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
        if cell.kind == "code":
            raw["outputs"] = [] if cell.still else [one for one in raw["outputs"] if WIDGET not in one.get("data", {})]
            raw["execution_count"] = raw["execution_count"] if raw["outputs"] else None
    if not any(raw["outputs"] for raw in notebook["cells"] if raw["cell_type"] == "code"):
        notebook["metadata"].pop("widgets", None)
        notebook["metadata"]["language_info"] = {"name": "python"}  # not the version of whoever opened it last

"""The one call in a notebook: `show("exercise-id")`."""

import os
from dataclasses import dataclass
from html import escape
from typing import Any

from pejling.errors import NotFound
from pejling.places import content_roots
from pejling_widgets.library import Library


def show(exercise_id: str) -> Any:
    """The exercise, ready to be a cell's result.

    In JupyterLab and plain Voilà it is a preview that keeps nothing. Under the course server, which says so in
    PEJLING_HOST, it is a placeholder that `host.js` fills. An unknown id gives a Danish sentence instead.
    """
    try:
        loaded = Library.load(content_roots()).find(exercise_id)
    except NotFound as error:
        return Mistake(str(error))
    if os.environ.get("PEJLING_HOST") == "server":
        return Placeholder(loaded.id)
    from pejling_widgets.preview import preview  # Jupyter's libraries, which the server does without

    return preview(loaded)


@dataclass(frozen=True)
class Placeholder:
    """Where the course server's `host.js` draws an exercise."""

    exercise_id: str

    def _repr_html_(self) -> str:
        return f'<div class="pj-exercise" data-exercise="{escape(self.exercise_id)}"></div>'


@dataclass(frozen=True)
class Mistake:
    """What is wrong with a call, as a sentence in the notebook instead of a traceback."""

    message: str

    def _repr_html_(self) -> str:
        look = "padding:.75rem 1rem;border-left:4px solid #a02329;background:#fbe5e4;color:#15313b;font:1rem system-ui"
        return f'<div role="alert" style="{look}">{escape(self.message)}</div>'

    def __repr__(self) -> str:
        return self.message

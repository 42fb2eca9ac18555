"""A day's notebook as a still page: made once for each version of its content, the same bytes for every visitor."""

import json
import logging
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from pejling.agenda import Day, agenda_of
from pejling.errors import ContentError, NotFound, Problem
from pejling.notebook import not_still, read_notebook
from pejling_server.assets import fingerprint, pack
from pejling_widgets.library import Library

log = logging.getLogger("pejling.rendering")

SECTIONS = "<!-- sections -->"
"""Where the template ends the day's introduction. Prose cannot hold it: raw HTML is off."""


@dataclass(frozen=True)
class Page:
    """A whole page, ready to send."""

    body: bytes
    packed: bytes | None
    etag: str


@dataclass(frozen=True)
class Still:
    """A day's content, to be put into the frame that all pages share."""

    day: Day
    intro: str
    """The title and what stands before the first section."""
    html: str
    """The sections; "" when the notebook is no still page and a kernel must run it."""


Wrap = Callable[[Still], str]
"""Puts a day's content into a whole page."""


class Pages:
    """The pages made so far, by notebook. A notebook or exercise that changes makes its page anew."""

    def __init__(self) -> None:
        self._made: dict[tuple[Path, str], tuple[Any, Page]] = {}
        self._one_at_a_time = threading.Lock()

    def of(self, notebook: Path, library: Library, variant: str, wrap: Wrap) -> Page:
        """The page of this notebook; `variant` tells pages of one notebook apart that `wrap` makes differently.

        Raises
        ------
        ContentError
            The notebook cannot be read, or its agenda has mistakes.
        """
        stat = notebook.stat()
        stamp = (stat.st_mtime_ns, stat.st_size, library)
        key = (notebook, variant)
        with self._one_at_a_time:  # a class opens the day in the same minute: one of them has it made
            made = self._made.get(key)
            if made is None or made[0] != stamp:
                body = wrap(render_day(notebook, library)).encode()
                made = (stamp, Page(body, pack(body), fingerprint(body)))
                self._made[key] = made
        return made[1]


def render_day(notebook: Path, library: Library) -> Still:
    """A day's agenda and its content as HTML; trainer's notes are left out.

    Raises
    ------
    ContentError
        The notebook cannot be read, or its agenda has mistakes.
    """
    read = read_notebook(notebook)
    day = agenda_of(read)
    if not_still(read):
        return Still(day, "", "")
    intro, _, sections = _convert(notebook, day, library).partition(SECTIONS)
    return Still(day, intro, sections)


def _convert(notebook: Path, day: Day, library: Library) -> str:
    """The cells as HTML, made in a process of its own (see `still`)."""
    shown = {exercise for section in day.sections for exercise in section.exercises}
    places = {exercise: _place(exercise, library) for exercise in shown}
    command = [sys.executable, "-m", "pejling_server.prerender", str(notebook)]
    try:
        made = subprocess.run(command, input=json.dumps(places).encode(), capture_output=True, check=True, timeout=120)
    except subprocess.SubprocessError as error:
        log.error("%s could not be rendered: %s", notebook.name, (getattr(error, "stderr", b"") or b"")[-2000:])
        do = "prøv dagen i JupyterLab, og se serverens log"
        raise ContentError([Problem(notebook.name, "dagen kunne ikke laves til en side", "", do)]) from error
    return made.stdout.decode()


def _place(exercise: str, library: Library) -> Mapping[str, str]:
    """What stands in the exercise's place until the browser fills it. Escaped: nbconvert's template does not."""
    try:
        title, say = library.find(exercise).content.title, "Åbnes af underviseren."
    except NotFound:
        title, say = "En øvelse kan ikke vises", "Der er en fejl i øvelsens fil. Sig det til underviseren."
    return {"id": escape(exercise), "title": escape(title), "say": say}

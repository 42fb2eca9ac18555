"""The editor in a notebook: an exercise's YAML beside what it makes, checked as one types, saved as one's own."""

import asyncio
import getpass
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from pejling.errors import ContentError, Invalid, Problem
from pejling.places import content_root, content_roots, data_dir, own_content
from pejling_widgets.authoring import editing
from pejling_widgets.library import Loaded
from pejling_widgets.on_paper import on_paper

PAUSE = 0.5
"""Seconds without a key before the preview is made again."""
CANNOT_WRITE = "Her kan der ikke gemmes. Åbn siden i JupyterLab med python3 kit.py lab; din tekst er her imens, så kopiér den med."


def editor() -> widgets.Widget:
    """The page of the notebook."""
    roots = content_roots()
    if len(roots) < 2:  # nothing is made of one's own yet; saving makes the folder
        roots = [content_root(), Path(os.environ.get("PEJLING_CONTENT") or own_content(data_dir()))]
    return Editor(roots).page


class Editor:
    """The controls, and what they do."""

    def __init__(self, roots: Sequence[Path]) -> None:
        self.roots = roots
        wide = widgets.Layout(width="100%")
        self.choose = widgets.Dropdown(options=editing.exercises(roots), description="Øvelse", layout=wide)
        self.text = widgets.Textarea(rows=26, layout=wide, continuous_update=True)
        self.text.add_class("pj-yaml")
        self.said, self.checked, self.versions = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self.shown = widgets.VBox()
        self.buttons = [self._button("Gem som min egen", self.save, "primary"), self._button("Fortryd sidste gem", self.undo),
                        self._button("Brug kittets udgave", self.back)]
        self._waiting: asyncio.TimerHandle | None = None
        self._drawn = ""
        self.choose.observe(lambda _: self.open(), "value")
        self.text.observe(lambda _: self._typed(), "value")
        half = widgets.Layout(flex="1 1 22rem", min_width="0")
        left = widgets.VBox([widgets.HTML("<h3>Teksten</h3>"), self.text, widgets.HBox(
            self.buttons, layout=widgets.Layout(flex_flow="row wrap")), self.said, self.checked, self.versions], layout=half)
        right = widgets.VBox([widgets.HTML("<h3>Sådan ser den ud</h3>"), self.shown], layout=half)
        columns = widgets.HBox([left, right], layout=widgets.Layout(flex_flow="row wrap"))
        self.page = widgets.VBox([self.choose, columns])
        self.open()

    def open(self) -> None:
        """Show the chosen exercise as it stands."""
        self.edited = editing.read(self.roots, self.choose.value)
        self._say("")
        self.text.value = self.edited.text
        self._look()

    def save(self) -> None:
        """Save what is typed."""
        self._done(lambda: editing.save(self.roots, self.edited, self.text.value, getpass.getuser(), datetime.now(UTC)),
                   "Gemt som din egen udgave. Den bruges, næste gang øvelsen åbnes.", keep=True)

    def undo(self) -> None:
        """Back to what was there before the last saving."""
        self._done(lambda: editing.undo(self.roots, self.edited, getpass.getuser(), datetime.now(UTC)), "Fortrudt.")

    def back(self) -> None:
        """Back to the text that ships."""
        self._done(lambda: editing.back_to_shipped(self.roots, self.edited, getpass.getuser(), datetime.now(UTC)),
                   "Kittets udgave bruges igen. Din egen tekst kan hentes tilbage med »Fortryd sidste gem«.")

    def _done(self, change: Any, said: str, *, keep: bool = False) -> None:
        try:
            self.edited = change()
        except ContentError:
            self._say("Ikke gemt: ret først fejlene nedenfor.")
        except Invalid as error:
            self._say(f"Ikke gemt: {error}")
        except OSError:
            self._say(CANNOT_WRITE)
        else:
            if not keep:
                self.text.value = self.edited.text
            self._say(said)
        self._look()

    def _typed(self) -> None:
        """Wait for a pause, where there is a loop to wait in."""
        if self._waiting:
            self._waiting.cancel()
        try:
            self._waiting = asyncio.get_running_loop().call_later(PAUSE, self._look)
        except RuntimeError:
            self._look()

    def _look(self) -> None:
        loaded, problems = editing.check(self.roots, self.edited.relative, self.text.value)
        self.checked.value = _listed(problems)
        self.versions.value = _history(self.edited)
        if loaded and loaded.text != self._drawn:
            old = self.shown.children
            self.shown.children = (_preview(loaded),)
            self._drawn = loaded.text
            for one in old:
                one.close()

    def _say(self, words: str) -> None:
        self.said.value = f'<p role="status">{escape(words)}</p>'

    def _button(self, words: str, what: Any, style: str = "") -> widgets.Button:
        made = widgets.Button(description=words, button_style=style, layout=widgets.Layout(width="auto"))
        made.on_click(lambda _: what())
        return made


def _preview(loaded: Loaded) -> widgets.Widget:
    if os.environ.get("PEJLING_HOST") == "server":
        return widgets.HTML(on_paper(loaded))
    from pejling_widgets.preview import preview

    return preview(loaded)


def _listed(problems: Sequence[Problem]) -> str:
    """What the check says, mistakes first."""
    wrong, notices = [p for p in problems if not p.notice], [p for p in problems if p.notice]
    head = f"{len(wrong)} fejl" if wrong else "Ingen fejl"
    items = "".join(f"<li>{escape(str(problem))}</li>" for problem in [*wrong, *notices])
    return f'<div role="status"><p><strong>{head}</strong></p><ul>{items}</ul></div>'


def _history(edited: editing.Edited) -> str:
    """Whose file it is, when it was saved, and what the kit has changed since."""
    whose = "Din egen udgave bruges." if edited.own else "Kittets udgave bruges."
    last = edited.versions[-1] if edited.versions else None
    when = f" Sidst gemt {escape(last.at[:16].replace('T', ' kl. '))} (UTC) af {escape(last.who)}." if last and last.at else ""
    if news := editing.shipped_since(edited):
        when += f"<p>Kittet har rettet sin udgave, siden du lavede din. Det er ændret:</p><pre>{escape(news)}</pre>"
    return f"<p>{whose}{when}</p>"

"""Reads a day's notebook as an agenda, and tells whether it is a still page. Never runs a cell."""

import ast
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast

from pejling.errors import ContentError, Problem
from pejling.markdown import render

TRAINER = "underviser"
"""The tag of a cell that only the trainer's console and JupyterLab show."""


@dataclass(frozen=True)
class Section:
    """One item of a day's agenda."""

    id: str
    title: str
    minutes: int | None
    """Planned time; None where the notebook does not say."""
    exercises: tuple[str, ...]
    notes_html: str
    """The trainer's notes, "" where there are none."""
    optional: bool = False
    """Taken if there is time for it, or at home: its minutes are not among the day's."""
    drop: Literal["", "first", "never"] = ""
    """What to do with it when time runs short: give it up before others, or never cut it."""

    @property
    def planned(self) -> int:
        """The minutes it takes of the day."""
        return 0 if self.optional else self.minutes or 0


@dataclass(frozen=True)
class Day:
    """A day's agenda as its notebook tells it."""

    title: str
    sections: tuple[Section, ...]
    notes_html: str = ""
    """Trainer's notes that stand before the first section: about the whole day."""


def read_day(path: Path) -> Day:
    """The agenda of the notebook at `path`.

    Raises
    ------
    ContentError
        The file is no notebook, has no title, or two of its sections share an id.
    """
    return day_of(read_cells(path), path.name)


def day_of(nb: Mapping[str, Any], name: str = "notebooken") -> Day:
    """The agenda of a notebook already read; raises as `read_day`."""
    titles: list[str] = []
    day_notes: list[str] = []
    parts: list[_Part] = []
    problems: list[Problem] = []
    for number, cell in enumerate(nb["cells"], 1):
        source = _source(cell)
        if cell["cell_type"] == "code":
            if parts:
                parts[-1].exercises += _shown(source)
            elif _shown(source):
                do = "flyt den ned under en overskrift med ##"
                problems.append(Problem(f"{name}, celle {number}", "en øvelse står før den første overskrift", "", do))
        elif TRAINER in _tags(cell):
            (parts[-1].notes if parts else day_notes).append(source)
        elif cell["cell_type"] == "markdown":
            titles += re.findall(r"^# +(.+?)\s*#*$", source, re.MULTILINE)
            headings = re.findall(r"^## +(.+?)\s*#*$", source, re.MULTILINE)
            if len(headings) > 1 or (headings and not source.lstrip().startswith("## ")):
                wrong, do = "hvert punkt skal have sin egen celle", "begynd en ny celle ved hver overskrift med ##"
                problems.append(Problem(f"{name}, celle {number}", wrong, "", do))
            elif headings:
                parts.append(_Part(headings[0], cell.get("metadata", {}).get("pejling", {})))
    if len(titles) != 1:
        wrong = "dagens titel mangler" if not titles else "der er flere titler"
        problems.append(Problem(name, wrong, "netop én overskrift med ét #", "ret overskrifterne"))
    ids = [part.id for part in parts]
    problems += [problem for part in parts for problem in part.problems(name)]
    problems += [
        Problem(name, f"to punkter har id »{twice}«", "", "giv det ene et andet id i cellens metadata")
        for twice in sorted({i for i in ids if ids.count(i) > 1})
    ]
    if problems:
        raise ContentError(problems)
    return Day(titles[0], tuple(part.section() for part in parts), render("\n\n".join(day_notes)))


def not_still(nb: Mapping[str, Any], name: str = "notebooken") -> list[Problem]:
    """What keeps a notebook from being a still page; an empty list when it is one.

    Still: every code cell holds only imports and `show("…")` with one literal text.
    """
    problems: list[Problem] = []
    for number, cell in enumerate(nb["cells"], 1):
        if cell["cell_type"] == "code" and not _only_shows(_source(cell)):
            wrong, right = "cellen gør andet end at vise øvelser", 'der må kun stå import og show("øvelsens-id")'
            problems.append(Problem(f"{name}, celle {number}", wrong, right, "slet resten"))
    return problems


class _Part:
    """A section while it is being gathered."""

    def __init__(self, title: str, meta: Mapping[str, Any]) -> None:
        self.title = title
        self.id = str(meta.get("id") or _slug(title))
        self.minutes = meta.get("minutes")
        self.optional = meta.get("optional", False)
        self.drop = meta.get("drop", "")
        self.exercises: list[str] = []
        self.notes: list[str] = []

    def section(self) -> Section:
        minutes = self.minutes if isinstance(self.minutes, int) else None
        notes = render("\n\n".join(self.notes))
        return Section(self.id, self.title, minutes, tuple(self.exercises), notes, self.optional, self.drop)

    def problems(self, name: str) -> list[Problem]:
        """What is wrong with the metadata that say how much the section matters to the day."""
        where = f"{name}, punktet »{self.title}«"
        found = []
        if not isinstance(self.optional, bool):
            found.append(Problem(where, f"optional er »{self.optional}«", "true eller false", "ret cellens metadata"))
        if self.drop not in ("", "first", "never"):
            found.append(Problem(where, f"drop er »{self.drop}«", "»first« eller »never«", "ret cellens metadata"))
        elif self.optional and self.drop:
            do = "fjern den ene fra cellens metadata"
            found.append(Problem(where, "både optional og drop er sat", "det valgfrie er uden for dagens tid", do))
        return found


def read_cells(path: Path) -> Mapping[str, Any]:
    """The notebook as its file tells it; raises ContentError.

    Read as plain JSON: the notebook library takes 20 MB, and the server wants only cells, sources and tags.
    """
    try:
        nb = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ContentError([Problem(path.name, f"filen kan ikke læses ({error.strerror})")]) from error
    except ValueError as error:
        raise ContentError([_no_notebook(path)]) from error
    if not _is_notebook(nb):
        raise ContentError([_no_notebook(path)])
    return cast("Mapping[str, Any]", nb)


def _is_notebook(nb: Any) -> bool:
    return (
        isinstance(nb, dict) and nb.get("nbformat") == 4 and isinstance(nb.get("cells"), list)
        and all(
            isinstance(cell, dict) and isinstance(cell.get("cell_type"), str) and isinstance(cell.get("source"), str | list)
            and isinstance(cell.get("metadata", {}), dict)
            for cell in nb["cells"]
        )
    )


def _no_notebook(path: Path) -> Problem:
    return Problem(path.name, "filen er ikke en gyldig notebook", "", "åbn den i JupyterLab, og gem den igen")


def _source(cell: Mapping[str, Any]) -> str:
    source = cell.get("source", "")
    return source if isinstance(source, str) else "".join(source)


def _tags(cell: Mapping[str, Any]) -> list[str]:
    return list(cell.get("metadata", {}).get("tags", []))


def _shown(source: str) -> list[str]:
    """The ids that the cell shows, in order."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return []
    return [call.args[0].value for call in _show_calls(tree)]  # type: ignore[attr-defined]  # _show_calls gives constants


def _show_calls(tree: ast.AST) -> Iterator[ast.Call]:
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _is_show(node)]
    return iter(sorted(calls, key=lambda call: (call.lineno, call.col_offset)))


def _is_show(node: ast.expr) -> bool:
    """Whether this is `show("literal")` and nothing more."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id != "show":
        return False
    if node.keywords or len(node.args) != 1:
        return False
    only = node.args[0]
    return isinstance(only, ast.Constant) and isinstance(only.value, str)


def _only_shows(source: str) -> bool:
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return False
    return all(
        isinstance(statement, ast.Import | ast.ImportFrom)
        or (isinstance(statement, ast.Expr) and _is_show(statement.value))
        for statement in body
    )


def _slug(title: str) -> str:
    """An ASCII id of a heading, for a section whose metadata gives none."""
    plain = title.lower().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "punkt"

"""Reads notebooks, the one way it is done: their cells, what those show, and whether the page is still. Never runs a cell."""

import ast
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pejling.errors import ContentError, Problem

UNREADABLE = (ValueError, RecursionError, MemoryError)
"""What Python says of a source with a NUL in it, or with too much inside each other."""
TRAINER = "underviser"
"""The tag of a cell that only the trainer's console and JupyterLab show."""
PHONE = "kun-telefon"
"""The tag of a cell that is read on the day's page alone, and is no slide."""
SCREEN = "kun-skaerm"
"""The tag of a cell that is a slide alone, and stands on no page."""


@dataclass(frozen=True)
class Cell:
    """One cell of a notebook, with what its code shows."""

    number: int
    """From 1, as errors name it."""
    kind: str
    """"markdown", "code" or "raw"."""
    source: str
    for_trainer: bool = False
    """Whether it is a note that only the trainer gets."""
    for_phone: bool = True
    """Whether the day's page has it."""
    for_screen: bool = True
    """Whether the big screen has it, if it is prose."""
    meta: Mapping[str, Any] | None = None
    """What its metadata say under `pejling`; None when they say nothing."""
    shown: tuple[str, ...] = ()
    """The exercises that its code shows, in order."""
    still: bool = True
    """Whether its code holds nothing but imports and `show("…")` with one literal text."""
    wrong_line: int | None = None
    """The line of the cell that is no Python; None when all of it is."""


@dataclass(frozen=True)
class Notebook:
    """A notebook as its file tells it."""

    name: str
    """What errors call it."""
    cells: tuple[Cell, ...]

    def where(self, cell: Cell) -> str:
        """A cell's place, as people say it."""
        return f"{self.name}, celle {cell.number}"


def read_notebook(path: Path, name: str = "") -> Notebook:
    """The notebook at `path`; errors call it `name`, or else as its file.

    Read as plain JSON: the notebook library takes 20 MB, and the server wants only cells, sources and tags.

    Raises
    ------
    ContentError
        The file cannot be read, or is no notebook.
    """
    name = name or path.name
    try:
        return notebook_of(json.loads(path.read_text(encoding="utf-8")), name)
    except OSError as error:
        raise ContentError([Problem(name, f"filen kan ikke læses ({error.strerror})")]) from error
    except (ValueError, RecursionError) as error:
        raise ContentError([_no_notebook(name)]) from error


def notebook_of(raw: Any, name: str = "notebooken") -> Notebook:
    """The notebook in a file's JSON; raises ContentError when it is none."""
    if not _is_notebook(raw):
        raise ContentError([_no_notebook(name)])
    return Notebook(name, tuple(_cell(number, cell) for number, cell in enumerate(raw["cells"], 1)))


def not_still(notebook: Notebook) -> list[Problem]:
    """What keeps a notebook from being a still page, which needs no kernel; an empty list when it is one."""
    wrong, right = "cellen gør andet end at vise øvelser", 'der må kun stå import og show("øvelsens-id")'
    return [Problem(notebook.where(cell), wrong, right, "slet resten") for cell in notebook.cells if not cell.still]


def without_notes(cells: list[Any], *, as_slides: bool = False) -> list[Any]:
    """The raw cells of a notebook for its readers: without those for the trainer alone, and those for screen or page alone."""
    left_out = {TRAINER, PHONE if as_slides else SCREEN}
    return [cell for cell in cells if not left_out & _tags(cell)]


def _tags(raw: Mapping[str, Any]) -> set[str]:
    return set(raw.get("metadata", {}).get("tags") or [])


def _is_notebook(raw: Any) -> bool:
    return (
        isinstance(raw, dict) and raw.get("nbformat") == 4 and isinstance(raw.get("cells"), list)
        and all(
            isinstance(cell, dict) and isinstance(cell.get("cell_type"), str) and isinstance(cell.get("source"), str | list)
            and isinstance(cell.get("metadata", {}), dict) and isinstance(cell.get("metadata", {}).get("pejling", {}), dict)
            for cell in raw["cells"]
        )
    )


def _no_notebook(name: str) -> Problem:
    return Problem(name, "filen er ikke en gyldig notebook", "", "åbn den i JupyterLab, og gem den igen")


def _cell(number: int, raw: Mapping[str, Any]) -> Cell:
    kind, meta = raw["cell_type"], raw.get("metadata", {})
    source = raw["source"] if isinstance(raw["source"], str) else "".join(raw["source"])
    tags = _tags(raw)
    about = (number, kind, source, TRAINER in tags, not {TRAINER, SCREEN} & tags, not {TRAINER, PHONE} & tags, meta.get("pejling"))
    if kind != "code":
        return Cell(*about)
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return _with_magics(about, source)
    except UNREADABLE:
        return Cell(*about, still=False, wrong_line=1)
    return Cell(*about, tuple(_shown(tree)), all(map(_only_shows, tree.body)))


def _with_magics(about: tuple[int, str, str, bool, bool, bool, Any], source: str) -> Cell:
    """A code cell that is Python for Jupyter only, or none at all."""
    try:
        tree = ast.parse("\n".join("" if line.lstrip().startswith(("%", "!")) else line for line in source.splitlines()))
    except SyntaxError as error:
        return Cell(*about, still=False, wrong_line=error.lineno)
    except UNREADABLE:
        return Cell(*about, still=False, wrong_line=1)
    return Cell(*about, tuple(_shown(tree)), still=False)


def _shown(tree: ast.AST) -> Iterator[str]:
    """The ids that are shown, in the order in which they stand."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _show(node)]
    return (str(_show(call)) for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)))


def _show(node: ast.expr) -> str | None:
    """The id in `show("id")`, and nothing more than that; None for all else."""
    match node:
        case ast.Call(func=ast.Name(id="show"), args=[ast.Constant(value=str(exercise))], keywords=[]):
            return exercise
    return None


def _only_shows(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Expr):
        return _show(statement.value) is not None
    return isinstance(statement, ast.Import | ast.ImportFrom)

"""A day's notebook as an agenda: its sections, each with its time, its exercises and the trainer's notes."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pejling.errors import ContentError, Problem
from pejling.ids import slug
from pejling.markdown import headings, render
from pejling.notebook import Notebook, read_notebook
from pejling.slides import Slide, slides


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
    cell: int = 0
    """The number of the cell that begins it."""
    is_break: bool = False
    """Whether it is a pause: the screen says when the day goes on."""
    slides: tuple[Slide, ...] = ()
    """Its prose as the big screen shows it, in order."""

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
    return agenda_of(read_notebook(path))


def agenda_of(notebook: Notebook) -> Day:
    """The agenda of a notebook already read; raises as `read_day`."""
    titles: list[str] = []
    day_notes: list[str] = []
    parts: list[_Part] = []
    problems: list[Problem] = []
    for cell in notebook.cells:
        if cell.kind == "code":
            if parts:
                parts[-1].exercises += cell.shown
            elif cell.shown:
                do = "flyt den ned under en overskrift med ##"
                problems.append(Problem(notebook.where(cell), "en øvelse står før den første overskrift", "", do))
        elif cell.for_trainer:
            (parts[-1].notes if parts else day_notes).append(cell.source)
        elif cell.kind == "markdown":
            found = headings(cell.source)
            titles += [one.words for one in found if one.level == 1]
            begins = [one for one in found if one.level == 2]
            if len(begins) > 1 or (begins and not begins[0].first):
                wrong, do = "hvert punkt skal have sin egen celle", "begynd en ny celle ved hver overskrift med ##"
                problems.append(Problem(notebook.where(cell), wrong, "", do))
            elif begins and not (cell.for_phone and cell.for_screen):
                wrong, do = "punktets overskrift er kun for telefon eller skærm", "flyt mærket til en celle under overskriften"
                problems.append(Problem(notebook.where(cell), wrong, "", do))
            elif begins:
                parts.append(_Part(begins[0].words, cell.meta or {}, cell.number))
            if parts and cell.for_screen:
                parts[-1].prose.setdefault(len(parts[-1].exercises), []).append(cell.source)
    if len(titles) != 1:
        wrong = "dagens titel mangler" if not titles else "der er flere titler"
        problems.append(Problem(notebook.name, wrong, "netop én overskrift med ét #", "ret overskrifterne"))
    ids = [part.id for part in parts]
    problems += [problem for part in parts for problem in part.problems(notebook.name)]
    problems += [
        Problem(notebook.name, f"to punkter har id »{twice}«", "", "giv det ene et andet id i cellens metadata")
        for twice in sorted({i for i in ids if ids.count(i) > 1})
    ]
    if problems:
        raise ContentError(problems)
    return Day(titles[0], tuple(part.section() for part in parts), render("\n\n".join(day_notes)))


class _Part:
    """A section while it is being gathered."""

    def __init__(self, title: str, meta: Mapping[str, Any], cell: int) -> None:
        self.title = title
        self.cell = cell
        self.id = str(meta.get("id") or slug(title) or "punkt")
        self.minutes = meta.get("minutes")
        self.optional = meta.get("optional", False)
        self.drop = meta.get("drop", "")
        self.is_break = meta.get("break", False)
        self.exercises: list[str] = []
        self.notes: list[str] = []
        self.prose: dict[int, list[str]] = {}
        """Its texts, by how many exercises stand before them."""

    def section(self) -> Section:
        minutes = self.minutes if isinstance(self.minutes, int) else None
        notes = render("\n\n".join(self.notes))
        return Section(
            self.id, self.title, minutes, tuple(self.exercises), notes, self.optional, self.drop, self.cell, self.is_break,
            slides(self.prose),
        )

    def problems(self, name: str) -> list[Problem]:
        """What is wrong with the metadata that say how much the section matters to the day."""
        where = f"{name}, punktet »{self.title}«"
        found = []
        if not isinstance(self.optional, bool):
            found.append(Problem(where, f"optional er »{self.optional}«", "true eller false", "ret cellens metadata"))
        if not isinstance(self.is_break, bool):
            found.append(Problem(where, f"break er »{self.is_break}«", "true eller false", "ret cellens metadata"))
        if self.drop not in ("", "first", "never"):
            found.append(Problem(where, f"drop er »{self.drop}«", "»first« eller »never«", "ret cellens metadata"))
        elif self.optional and self.drop:
            do = "fjern den ene fra cellens metadata"
            found.append(Problem(where, "både optional og drop er sat", "det valgfrie er uden for dagens tid", do))
        return found

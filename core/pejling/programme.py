"""The programme: which modules there are, which days they hold, and which hand-outs go with each day."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from pejling.content import read_yaml, validate
from pejling.errors import ContentError, NotFound, Problem, at
from pejling.places import content_roots, winning
from pejling.schema import Id, Line, Strict

FILE = "modules/programme.yaml"

FolderName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([/-][a-z0-9]+)*$", max_length=120)]
NotebookName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*\.ipynb$", max_length=80)]


class Handout(Strict):
    """A page to print, in `handouts/<id>.md` of its day's folder."""

    id: Id = Field(description="Fast navn; filen hedder handouts/<id>.md.")
    title: Line = Field(description="Titlen, som deltagerne ser.")


class ProgrammeDay(Strict):
    """One day of a module: a notebook, its exercises and its hand-outs."""

    id: Id = Field(description="Fast navn på dagen; står i adressen.")
    title: Line = Field(description="Dagens titel.")
    folder: FolderName = Field(description="Mappen under modules/.")
    notebook: NotebookName = Field(description="Notebookens filnavn i mappen.")
    dated: bool = Field(True, description="false: ikke en undervisningsdag, men en side, der er der hele forløbet.")
    handouts: tuple[Handout, ...] = Field((), description="Ark til print, i rækkefølge.")


class Module(Strict):
    """One module of the programme."""

    id: Id = Field(description="Fast navn på modulet.")
    title: Line = Field(description="Modulets navn.")
    extent: Line = Field(description="Hvor meget det fylder, fx »1 dag«.")
    about: Line = Field(description="Hvad modulet handler om, i én linje.")
    ready: bool = Field(description="false: modulet er ikke skrevet endnu; det vises i oversigten, men kan ikke åbnes.")
    days: tuple[ProgrammeDay, ...] = Field((), description="Modulets dage.")

    @model_validator(mode="after")
    def _days_fit(self) -> Self:
        if self.ready and not self.days:
            raise ValueError(f"modulet »{self.id}« er klar, men har ingen dage; tilføj en, eller skriv ready: false")
        if not self.ready and self.days:
            raise ValueError(f"modulet »{self.id}« er ikke klar, men har dage; slet dem, eller skriv ready: true")
        return self


class Programme(Strict):
    """The whole programme, in its order."""

    title: Line = Field(description="Programmets navn.")
    modules: tuple[Module, ...] = Field(min_length=1, description="Modulerne i rækkefølge.")

    @model_validator(mode="after")
    def _names_are_unique(self) -> Self:
        for what, ids in (
            ("moduler", [m.id for m in self.modules]),
            ("dage", [d.id for d in self.days()]),
            ("ark", [h.id for d in self.days() for h in d.handouts]),
        ):
            twice = sorted({i for i in ids if ids.count(i) > 1})
            if twice:
                raise ValueError(f"to {what} hedder »{twice[0]}«; giv dem hver sit id")
        return self

    def days(self) -> Iterator[ProgrammeDay]:
        """The days of all modules, in order."""
        return (day for module in self.modules for day in module.days)


def load_programme(roots: Sequence[Path] | None = None) -> Programme:
    """The programme. A trainer's own `programme.yaml` wins over the shipped one.

    Raises
    ------
    ContentError
        The file is missing or has mistakes, or a notebook or hand-out it names does not exist.
    """
    roots = content_roots() if roots is None else roots
    root = winning(FILE, roots)
    if root is None:
        raise ContentError([Problem(FILE, "filen mangler", "", "hent den fra den version, du installerede")])
    path = root / FILE
    document = read_yaml(path, root)
    programme = validate(Programme, document, path, root)
    named = [(relative, day) for day in programme.days() for relative in _files(day)]
    missing = [
        Problem(at(path, root), f"dagen »{day.id}« nævner {relative}, som ikke findes", "", "læg den der")
        for relative, day in named if winning(relative, roots) is None
    ]
    if missing:
        raise ContentError(missing)
    return programme


def find_day(programme: Programme, day_id: str) -> ProgrammeDay:
    """The day of this id; raises NotFound."""
    for day in programme.days():
        if day.id == day_id:
            return day
    raise NotFound(f"Programmet har ingen dag, der hedder »{day_id}«.")


def notebook_path(day: ProgrammeDay, roots: Sequence[Path] | None = None) -> Path:
    """Where the day's notebook lies; raises NotFound."""
    return _path(f"modules/{day.folder}/{day.notebook}", roots)


def handout_path(day: ProgrammeDay, handout_id: str, roots: Sequence[Path] | None = None) -> Path:
    """Where one of the day's hand-outs lies; raises NotFound, also for an id that the day does not name."""
    if handout_id not in {h.id for h in day.handouts}:
        raise NotFound(f"Dagen har intet ark, der hedder »{handout_id}«.")
    return _path(f"modules/{day.folder}/handouts/{handout_id}.md", roots)


def _files(day: ProgrammeDay) -> list[str]:
    handouts = [f"modules/{day.folder}/handouts/{h.id}.md" for h in day.handouts]
    return [f"modules/{day.folder}/{day.notebook}", *handouts]


def _path(relative: str, roots: Sequence[Path] | None) -> Path:
    root = winning(relative, content_roots() if roots is None else roots)
    if root is None:
        raise NotFound(f"Filen {relative} findes ikke.")
    return root / relative

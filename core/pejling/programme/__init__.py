"""The programme: which modules there are, which days they hold, and which hand-outs go with each day."""

from collections.abc import Sequence
from pathlib import Path

from pejling.content import read_yaml, validate
from pejling.errors import ContentError, NotFound, Problem
from pejling.places import content_roots, winning
from pejling.programme.content import Handout, Module, Programme, ProgrammeDay
from pejling.programme.own import lay_over

__all__ = ["FILE", "Handout", "Module", "Programme", "ProgrammeDay", "find_day", "handout_path", "load_programme", "notebook_path"]

FILE = "modules/programme.yaml"


def load_programme(roots: Sequence[Path] | None = None) -> Programme:
    """The programme that ships, with a trainer's own `programme.yaml` laid over it by the ids of modules and days.

    Raises
    ------
    ContentError
        The file is missing or has mistakes, or a notebook or hand-out it names does not exist.
    """
    roots = content_roots() if roots is None else roots
    having = [root for root in roots if (root / FILE).is_file()]
    if not having:
        raise ContentError([Problem(FILE, "filen mangler", "", "hent den fra den version, du installerede")])
    programme = validate(Programme, read_yaml(having[0] / FILE, having[0]), having[0] / FILE, having[0])
    for root in having[1:]:
        programme = lay_over(programme, root / FILE, root)
    missing = [
        Problem(FILE, f"dagen »{day.id}« nævner {relative}, som ikke findes", "", "læg den der")
        for day in programme.days() for relative in _files(day) if winning(relative, roots) is None
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
    found = next((handout for handout in day.handouts if handout.id == handout_id), None)
    if found is None:
        raise NotFound(f"Dagen har intet ark, der hedder »{handout_id}«.")
    return _path(_handout(day, found), roots)


def _files(day: ProgrammeDay) -> list[str]:
    return [f"modules/{day.folder}/{day.notebook}", *(_handout(day, handout) for handout in day.handouts)]


def _handout(day: ProgrammeDay, handout: Handout) -> str:
    return f"{handout.folder or f'modules/{day.folder}/handouts'}/{handout.id}.md"


def _path(relative: str, roots: Sequence[Path] | None) -> Path:
    root = winning(relative, content_roots() if roots is None else roots)
    if root is None:
        raise NotFound(f"Filen {relative} findes ikke.")
    return root / relative

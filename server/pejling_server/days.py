"""The programme's days as this server knows them: read once per version of their files."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pejling.agenda import Day, read_day
from pejling.cards import FOLDER, Card, load_card
from pejling.cases import LoadedCase, load_case
from pejling.errors import ContentError, NotFound
from pejling.programme import Programme, ProgrammeDay, find_day, load_programme, notebook_path
from pejling_server.app_state import AppState


@dataclass(frozen=True)
class KnownDay:
    """A day of the programme with the agenda of its notebook."""

    entry: ProgrammeDay
    path: Path
    agenda: Day


def programme_of(app: AppState) -> Programme:
    """The programme, as its file stands now."""
    roots = app.settings.roots
    return _programme(roots, tuple(_stamp(root / "modules" / "programme.yaml") for root in roots))


def day_of(app: AppState, day: str) -> KnownDay:
    """A day and its agenda.

    Raises
    ------
    NotFound
        The programme has no such day.
    ContentError
        Its notebook has mistakes.
    """
    entry = find_day(programme_of(app), day)
    path = notebook_path(entry, app.settings.roots)
    return KnownDay(entry, path, _agenda(path, _stamp(path)))


def exercises_of_day(app: AppState, day: str) -> list[str]:
    """The ids of a day's exercises that can be used, in the order of the notebook."""
    agenda = day_of(app, day).agenda
    return [e for section in agenda.sections for e in section.exercises if e in app.library.exercises]


def days_with(app: AppState, exercise: str) -> list[str]:
    """The days that show an exercise."""
    return [d.id for d in programme_of(app).days() if exercise in exercises_of_day(app, d.id)]


def case_for(app: AppState, case: str) -> LoadedCase | None:
    """A case, as its files stand now; None where they cannot be used."""
    try:
        files = [root / "cases" / case / name for root in app.settings.roots for name in ("case.yaml", "story.md")]
        return _case(case, app.settings.roots, tuple(_stamp(f) for f in files))
    except (NotFound, ContentError):
        return None  # told by `kit.py check` and in the console; the group can still write


def card_for(app: AppState, tool: str) -> Card:
    """The card of a tool, as its file stands now; raises as `pejling.cards.load_card`."""
    roots = app.settings.roots
    return _card(tool, roots, tuple(_stamp(root / FOLDER / f"{tool}.md") for root in roots))


def _stamp(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


@lru_cache(maxsize=8)
def _programme(roots: tuple[Path, ...], _stamps: tuple[int, ...]) -> Programme:
    return load_programme(roots)


@lru_cache(maxsize=64)
def _agenda(path: Path, _mtime: int) -> Day:
    return read_day(path)


@lru_cache(maxsize=128)
def _case(case: str, roots: tuple[Path, ...], _stamps: tuple[int, ...]) -> LoadedCase:
    return load_case(case, roots)


@lru_cache(maxsize=128)
def _card(tool: str, roots: tuple[Path, ...], _stamps: tuple[int, ...]) -> Card:
    return load_card(tool, roots)

"""An exercise's text as its editor has it: read, checked while it is written, saved as the trainer's own, and undone.

Plain functions, for the notebook's editor and any other. The own file is what counts. Beside it, in `.history/`, stands who
saved what and when, and what the kit's own text was then.
"""

import difflib
import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock

from pejling.content import read_text
from pejling.dates import iso
from pejling.errors import ContentError, Invalid, NotFound, Problem
from pejling_widgets.authoring.hints import text_hints
from pejling_widgets.library import PLACES, Library, Loaded, load_draft
from pejling_widgets.references import check_names

HISTORY = ".history"
KEPT = 100
"""Versions of one exercise. Older ones are forgotten."""


@dataclass(frozen=True)
class Version:
    """One saving of an exercise."""

    at: str
    """When, ISO 8601 in UTC."""
    who: str
    text: str | None
    """None: the own file was taken away, and the kit's is used."""
    shipped: str | None
    """The kit's text when it was saved."""


@dataclass(frozen=True)
class Edited:
    """An exercise's text as it stands, and how it came to that."""

    id: str
    relative: str
    """The file, as `modules/…/exercises/<id>.yaml`."""
    text: str
    own: bool
    """Whether it is the trainer's own file that is used."""
    shipped: str | None
    """The kit's text; None for an exercise that the trainer has made."""
    versions: tuple[Version, ...]

    @property
    def digest(self) -> str:
        """What one has read; saving asks for it, so that nobody's text is written over unseen."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def shipped_before(self) -> str | None:
        """The kit's text that the own one was written from, when it is known."""
        return next((one.shipped for one in reversed(self.versions) if one.text is not None), None)


def exercises(roots: Sequence[Path]) -> list[tuple[str, str]]:
    """(title, id) of every exercise there is, also of those with mistakes, by title."""
    library = Library.load(roots)
    ids = {path.stem for root in roots for place in PLACES for path in root.glob(place) if path.suffix == ".yaml"}
    titles = {name: one.content.title for name, one in library.exercises.items()}
    return sorted((titles.get(name, f"{name} (med fejl)"), name) for name in ids if not name.startswith("_"))


def read(roots: Sequence[Path], exercise: str) -> Edited:
    """The exercise as it stands.

    Raises
    ------
    NotFound
        There is none of that name.
    ContentError
        Its file cannot be read as text.
    """
    found = {root: path for root in roots for place in PLACES for path in root.glob(place)
             if path.stem == exercise and path.suffix == ".yaml"}
    if not found:
        raise NotFound(f"Der er ingen øvelse, der hedder »{exercise}«.")
    own = roots[-1] in found
    root = next(root for root in reversed(roots) if root in found)
    relative = found[root].relative_to(root)
    shipped = next((read_text(base / relative, base) for base in roots[:-1] if (base / relative).is_file()), None)
    return Edited(exercise, relative.as_posix(), read_text(found[root], root), own, shipped, _versions(roots[-1], relative))


def check(roots: Sequence[Path], relative: str, text: str) -> tuple[Loaded | None, list[Problem]]:
    """The exercise that the text makes, ready to be shown, and what `kit.py check` would say of the text; None with mistakes."""
    path = roots[-1] / relative
    hints = list(text_hints(path, roots[-1], roots[0], text))
    try:
        loaded = load_draft(path, roots[-1], text)
    except ContentError as error:
        return None, [*error.problems, *hints]
    return loaded, [*check_names(roots, loaded), *hints]


def save(roots: Sequence[Path], before: Edited, text: str, who: str, now: datetime) -> Edited:
    """Save the text as the trainer's own file: it is on the disk, with who and when, when this gives it back.

    Raises
    ------
    ContentError
        The text has mistakes; nothing was written.
    Invalid
        Somebody has saved since `before` was read; nothing was written.
    """
    _, problems = check(roots, before.relative, text)
    if wrong := [problem for problem in problems if not problem.notice]:
        raise ContentError(wrong)
    return _change(roots, before, text if text.endswith("\n") else f"{text}\n", who, now)


def undo(roots: Sequence[Path], before: Edited, who: str, now: datetime) -> Edited:
    """Go back to the text before the last saving, which is a version, too; undoing again goes forth.

    Raises
    ------
    Invalid
        Nothing was saved here, or somebody has saved since `before` was read.
    """
    if not before.versions:
        raise Invalid("Der er ikke gemt noget her, så der er ikke noget at fortryde.")
    by_hand = before.own and before.versions[-1].text != before.text
    older = before.versions if by_hand else before.versions[:-1]
    last = older[-1].text if older else None
    if last is None and before.shipped is None:
        raise Invalid("Det er den første udgave, der er gemt. Der er ikke noget før den.")
    return _change(roots, before, last, who, now)


def back_to_shipped(roots: Sequence[Path], before: Edited, who: str, now: datetime) -> Edited:
    """Take the own file away, so that the kit's is used; the own text stays in the history, and `undo` brings it back.

    Raises
    ------
    Invalid
        The exercise is not one of the kit's, or somebody has saved since `before` was read.
    """
    if before.shipped is None:
        raise Invalid("Øvelsen er din egen fra begyndelsen, så kittet har ingen udgave af den.")
    return _change(roots, before, None, who, now)


def shipped_since(edited: Edited) -> str:
    """What has changed in the kit's text since the own was written from it, line by line with + and −; "" for nothing."""
    if not edited.own or edited.shipped is None or edited.shipped_before in (None, edited.shipped):
        return ""
    before = str(edited.shipped_before).splitlines()
    lines = difflib.unified_diff(before, edited.shipped.splitlines(), n=1, lineterm="")
    return "\n".join(line for line in lines if not line.startswith(("---", "+++", "@@")))


def _change(roots: Sequence[Path], before: Edited, text: str | None, who: str, now: datetime) -> Edited:
    own, relative = roots[-1], Path(before.relative)
    history = own / HISTORY
    history.mkdir(parents=True, exist_ok=True, mode=0o700)
    with FileLock(history / ".lock"):
        there = read(roots, before.id)
        if there.digest != before.digest or there.own != before.own:
            raise Invalid("Øvelsen er gemt et andet sted, siden du åbnede den. Kopiér din tekst, åbn øvelsen igen, og sæt den ind.")
        versions = list(there.versions)
        if there.own and (not versions or versions[-1].text != there.text):  # written by hand: it can be brought back
            versions.append(Version("", "", there.text, there.shipped))
        versions.append(Version(iso(now), who, text, there.shipped))
        kept = [asdict(version) for version in versions[-KEPT:]]
        _write(_history(own, relative), json.dumps(kept, ensure_ascii=False, indent=1))
        if text is None:
            (own / relative).unlink(missing_ok=True)
        else:
            _write(own / relative, text)
    return read(roots, before.id)


def _history(own: Path, relative: Path) -> Path:
    return own / HISTORY / f"{relative.as_posix()}.json"


def _versions(own: Path, relative: Path) -> tuple[Version, ...]:
    try:
        return tuple(Version(**one) for one in json.loads(_history(own, relative).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return ()


def _write(path: Path, text: str) -> None:
    """The whole file or nothing of it, and on the disk before this returns."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.new")
    with new.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)

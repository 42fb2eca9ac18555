"""All exercises there are, read from their files; every mistake is told, and the rest still loads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import TypeAdapter, ValidationError
from ruamel.yaml.error import YAMLError

from pejling.content import did_you_mean, digest, marked, parse_text, read_yaml, validate
from pejling.errors import ContentError, NotFound, Problem, at
from pejling.exercise.kind import Kind
from pejling.places import winning_files
from pejling.schema import Exercise, Id
from pejling_widgets.kinds import KINDS

SUPERVISION = "supervision"
"""In place of a day: the forms of a visit, which the visit's own page shows."""
PLACES = ("modules/**/exercises/*.y*ml", "supervision/forms/*.y*ml")


@dataclass(frozen=True)
class Loaded:
    """An exercise as it can be used: its content, and the text it was read from."""

    id: str
    kind: Kind
    content: Exercise
    text: str
    """The YAML, so that a run can be pinned to it."""
    digest: str
    path: Path | None = None
    """The file; None when it was read from a pinned text."""
    day: str = ""
    """The folder below `modules/` that it belongs to, as "1-viden-og-samarbejde"; `SUPERVISION`; "" when pinned."""

    @property
    def where(self) -> str:
        """The file as a trainer would look for it."""
        return f"{self.folder}/{'' if self.day == SUPERVISION else 'exercises/'}{self.id}.yaml"

    @property
    def folder(self) -> str:
        """The day's folder as a trainer would look for it."""
        return "supervision/forms" if self.day == SUPERVISION else f"modules/{self.day}"


@dataclass(frozen=True)
class Library:
    """The exercises of the kit by id, and what is wrong with those that could not be loaded."""

    exercises: Mapping[str, Loaded]
    problems: Sequence[Problem]

    @classmethod
    def load(cls, roots: Sequence[Path]) -> "Library":
        """Everything in `modules/**/exercises/` and `supervision/forms/` below the roots; the last root that has a file wins."""
        exercises: dict[str, Loaded] = {}
        problems: list[Problem] = []
        for relative, root in (found for place in PLACES for found in winning_files(roots, place).items()):
            try:
                loaded = _load(root / relative, root)
                if other := exercises.get(loaded.id):
                    raise ContentError([_same_id(loaded, other)])
                exercises[loaded.id] = loaded
            except ContentError as error:
                problems += error.problems
        return cls(MappingProxyType(exercises), tuple(problems))

    def find(self, exercise_id: str) -> Loaded:
        """The exercise with this id.

        Raises
        ------
        NotFound
            With the nearest id there is, and what is wrong with its file if that is why.
        """
        if found := self.exercises.get(exercise_id):
            return found
        if broken := self.problems_of(exercise_id):
            raise NotFound(f"Øvelsen »{exercise_id}« kan ikke vises. " + " ".join(f"{p}." for p in broken))
        near = did_you_mean(exercise_id, self.exercises)
        raise NotFound(f"Der er ingen øvelse, der hedder »{exercise_id}«." + (f" {near.capitalize()}" if near else ""))

    def problems_of(self, exercise_id: str) -> list[Problem]:
        """What keeps a file of this name from being loaded."""
        return [p for p in self.problems if f"/{exercise_id}.yaml" in p.where]


def load_pinned(exercise_id: str, text: str) -> Loaded:
    """An exercise from the text that was stored when its run was opened.

    Raises
    ------
    ContentError
        The text no longer fits the program, for instance because its kind is gone.
    """
    where = Path(f"{exercise_id}.yaml")
    name = digest(text)
    if name not in _parsed:
        try:
            document = parse_text(text)
        except YAMLError as error:
            raise ContentError([Problem(where.name, "den gemte udgave af øvelsen kan ikke læses")]) from error
        _parsed[name] = _content(document, where, Path())
    kind, content = _parsed[name]
    return Loaded(exercise_id, kind, content, text, name)


def load_draft(path: Path, root: Path, text: str) -> Loaded:
    """The exercise that a text would be, if it stood in this file below the root.

    Raises
    ------
    ContentError
        With every mistake in it.
    """
    kind, content = _content(marked(text, path, root), path, root)
    return Loaded(path.stem, kind, content, text, digest(text), path, _day(path, root))


_parsed: dict[str, tuple[Kind, Exercise]] = {}
"""What the texts seen so far say, by digest; content is frozen, so it can be shared."""

_id = TypeAdapter(Id)


def _load(path: Path, root: Path) -> Loaded:
    if path.suffix != ".yaml":
        raise _problem(path, root, "filen ender ikke på .yaml", "", f"omdøb den til {path.stem}.yaml")
    try:
        _id.validate_python(path.stem)
    except ValidationError as error:
        right = "et navn af små bogstaver a–z, tal og enkelte bindestreger, højst 60 tegn"
        raise _problem(path, root, "filens navn kan ikke være øvelsens id", right, "omdøb filen") from error
    text = _text(path, root)
    name = digest(text)
    if name not in _parsed:
        _parsed[name] = _content(read_yaml(path, root), path, root)
    kind, content = _parsed[name]
    return Loaded(path.stem, kind, content, text, name, path, _day(path, root))


def _day(path: Path, root: Path) -> str:
    modules = root / "modules"
    return path.relative_to(modules).parent.parent.as_posix() if path.is_relative_to(modules) else SUPERVISION


def _text(path: Path, root: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        read_yaml(path, root)  # says in Danish what is wrong
        raise


def _content(document: Any, path: Path, root: Path) -> tuple[Kind, Exercise]:
    kind = _kind(document, path, root)
    content: Exercise = validate(kind.content, document, path, root)
    if content.scope not in kind.scopes:
        right = f"scope kan være {' eller '.join(sorted(kind.scopes))}"
        raise _problem(path, root, f"en {kind.name} kan ikke have scope: {content.scope}", right)
    if content.anonymous and not kind.may_be_anonymous:
        raise _problem(path, root, f"en {kind.name} kan ikke være anonym", "", "slet anonymous")
    if content.homework and not kind.may_be_homework:
        raise _problem(path, root, f"en {kind.name} kan ikke være hjemmeopgave", "", "slet homework")
    return kind, content


def _kind(document: Any, path: Path, root: Path) -> Kind:
    """The kind that the document names; asked first, so that one wrong word gives one problem."""
    kinds = f"kind er en af {', '.join(KINDS)}"
    if not isinstance(document, dict):
        raise _problem(path, root, "filen er tom eller har ingen felter", "", "begynd med kind: og title:")
    if "kind" not in document:
        raise _problem(path, root, "feltet »kind« mangler", kinds, "tilføj det")
    name = str(document["kind"])
    if found := KINDS.get(name):
        return found
    marks = getattr(document, "lc", None)
    line = marks.key("kind")[0] + 1 if marks else None
    raise _problem(path, root, f"arten »{name}« findes ikke", did_you_mean(name, KINDS) or kinds, line=line)


def _problem(
    path: Path, root: Path, wrong: str, right: str = "", do: str = "", line: int | None = None
) -> ContentError:
    return ContentError([Problem(at(path, root, line), wrong, right, do)])


def _same_id(one: Loaded, other: Loaded) -> Problem:
    wrong = f"øvelsen i {other.folder} hedder også »{one.id}«"
    return Problem(one.where, wrong, "et id er enestående i hele kittet", "giv den ene fil et andet navn")

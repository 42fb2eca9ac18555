"""The labelled replies to citizens' lines, each as typed on a phone and as written well, with what they do and a verdict.

Labelled by `replies/GUIDE.md`. The held-out ones are measured on, and never shown to whoever writes rules.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pejling.content import parse_text

FOLDER = Path(__file__).parent / "replies"
FRESH = FOLDER / "fresh"
"""A set of the same shape by someone who had not seen the rules (`GUIDE.md`)."""
Part = Literal["development", "held_out"]
Style = Literal["phone", "written"]
FILES: dict[Part, str] = {"development": "development.yaml", "held_out": "held-out.yaml"}


@dataclass(frozen=True, slots=True)
class Judged:
    """What is said of one reply, by a labelling or by the rules: its form, all it does, and the verdict."""

    form: str
    does: frozenset[str]
    verdict: str


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply to a citizen's line, and the task it is a try at."""

    id: str
    citizen: str
    task: str
    text: str


Judge = Callable[[Reply], Judged]


def development(style: Style, folder: Path = FOLDER) -> list[Reply]:
    """The replies that rules may be written from."""
    return _read("development", style, folder)


def judge_all(part: Part, style: Style, judge: Judge, folder: Path = FOLDER) -> dict[str, tuple[Judged, Judged]]:
    """The label and what `judge` says of each reply, by id: no text leaves, so none can be tuned on."""
    labels = labelled("first", folder) | _settled(folder)
    return {one.id: (labels[one.id], judge(one)) for one in _read(part, style, folder)}


def labelled(which: Literal["first", "second"], folder: Path = FOLDER) -> dict[str, Judged]:
    """One labelling of every reply, by id, without the texts."""
    return _labels(folder / f"{which}.yaml")


def _settled(folder: Path) -> dict[str, Judged]:
    """What holds where the two labellings of a set disagreed; the first holds in a set without it."""
    file = folder / "settled.yaml"
    return _labels(file) if file.exists() else {}


def _labels(file: Path) -> dict[str, Judged]:
    rows: dict[str, dict[str, Any]] = parse_text(file.read_text(encoding="utf-8"))
    return {name: Judged(row["form"], frozenset(row["does"]), row["verdict"]) for name, row in rows.items()}


def _read(part: Part, style: Style, folder: Path) -> list[Reply]:
    blocks = parse_text((folder / FILES[part]).read_text(encoding="utf-8"))
    return [
        Reply(row["id"], block["citizen"], row["task"], row[style]) for block in blocks for row in block["replies"]
    ]

"""The labelled utterances. The held-out half is measured on, and never shown to whoever writes rules."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pejling.content import parse_text

FOLDER = Path(__file__).parent / "labelled"
Part = Literal["development", "held_out"]


@dataclass(frozen=True, slots=True)
class Utterance:
    """A reply with what a person said of it; `mirror` and `advice` are None where no citizen's line was given."""

    id: str
    text: str
    citizen: str | None
    form: str
    mirror: bool | None
    advice: bool | None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is said of one utterance, by a person or by the rules."""

    form: str
    mirror: bool | None
    advice: bool | None


def development(folder: Path = FOLDER) -> list[Utterance]:
    """The utterances that rules may be written from."""
    return _part("development", folder)


def judge_all(
    part: Part, judge: Callable[[str, str | None], Judgement], folder: Path = FOLDER,
) -> dict[str, tuple[Judgement, Judgement]]:
    """What a person and what `judge` say of each utterance, by id: no text leaves, so none can be tuned on."""
    return {
        one.id: (Judgement(one.form, one.mirror, one.advice), judge(one.text, one.citizen)) for one in _part(part, folder)
    }


def second_labels(folder: Path = FOLDER) -> dict[str, Judgement]:
    """What a second person said, by id; empty until there is one."""
    path = folder / "second.yaml"
    if not path.is_file():
        return {}
    rows = parse_text(path.read_text(encoding="utf-8"))
    entries = rows.items() if isinstance(rows, dict) else ((row["id"], row) for row in rows)
    return {
        name: Judgement(row["form"], row.get("mirror"), row.get("advice")) if isinstance(row, dict)
        else Judgement(str(row), None, None)
        for name, row in entries
    }


def first_labels(folder: Path = FOLDER) -> dict[str, Judgement]:
    """What the first person said of every utterance, by id, without the texts."""
    return {one["id"]: Judgement(one["form"], one.get("mirror"), one.get("advice")) for one in _rows(folder)}


def _part(part: Part, folder: Path) -> list[Utterance]:
    ids = set(parse_text((folder / "split.yaml").read_text(encoding="utf-8"))[part])
    return [
        Utterance(row["id"], row["text"], row.get("citizen"), row["form"], row.get("mirror"), row.get("advice"))
        for row in _rows(folder) if row["id"] in ids
    ]


def _rows(folder: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for path in sorted(folder.glob("utterances-*.yaml")):
        rows += parse_text(path.read_text(encoding="utf-8"))
    return rows

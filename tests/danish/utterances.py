"""The labelled utterances. The held-out half is measured on, and never shown to whoever writes rules."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pejling.content import parse_text
from pejling_widgets.danish.words import listed

FOLDER = Path(__file__).parent / "labelled"
NOT_BLIND = listed("""
u001 u002 u003 u008 u048 u060 u090 u095 u116 u138 u140 u183 u192 u213 u245 u256 u263 u269 u276 u318 u357 u358 u362 u475
u482 u490 u526 u566 u592 u599 u612 u614 u638 u721 u723 u762 u799 u829
""")
"""The second labeller happened to see the first labels of these: they say nothing of agreement (second.yaml)."""
Part = Literal["development", "held_out"]


@dataclass(frozen=True, slots=True)
class Utterance:
    """A reply with its label (the first labelling); `mirror` and `advice` are None where no citizen's line was given."""

    id: str
    text: str
    citizen: str | None
    form: str
    mirror: bool | None
    advice: bool | None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is said of one utterance, by a labelling or by the rules."""

    form: str
    mirror: bool | None
    advice: bool | None


def development(folder: Path = FOLDER) -> list[Utterance]:
    """The utterances that rules may be written from."""
    return _part("development", folder)


def judge_all(
    part: Part, judge: Callable[[str, str | None], Judgement], folder: Path = FOLDER,
) -> dict[str, tuple[Judgement, Judgement]]:
    """The label and what `judge` says of each utterance, by id: no text leaves, so none can be tuned on."""
    return {
        one.id: (Judgement(one.form, one.mirror, one.advice), judge(one.text, one.citizen)) for one in _part(part, folder)
    }


def second_labels(folder: Path = FOLDER) -> dict[str, Judgement]:
    """The second labelling, by id, without those that were not blind; empty until there is one."""
    path = folder / "second.yaml"
    if not path.is_file():
        return {}
    rows = parse_text(path.read_text(encoding="utf-8"))
    entries = rows.items() if isinstance(rows, dict) else ((row["id"], row) for row in rows)
    return {
        name: Judgement(row["form"], row.get("mirror"), row.get("advice")) if isinstance(row, dict)
        else Judgement(str(row), None, None)
        for name, row in entries if name not in NOT_BLIND
    }


def first_labels(folder: Path = FOLDER) -> dict[str, Judgement]:
    """The first labelling of every utterance, by id, without the texts."""
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

"""What a kind of exercise is: a content schema and four pure functions on plain data (DESIGN §4)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

from pejling.schema import Exercise, Phase, Role, Scope, State


class Refused(Exception):
    """An event that may not be done. The message is one Danish sentence for the person who tried."""


@dataclass(frozen=True)
class Ctx:
    """The circumstances of one call: who, when and in which phase. Made by the host, never by the browser."""

    role: Role
    phase: Phase
    now: datetime
    """Aware, UTC."""
    round: int = 1
    group: str = ""
    """Name of the viewer's group, or ""."""
    seed: int = 0
    """Fixed for a run; shuffles the same way for everyone."""
    due: datetime | None = None
    least: int = 5
    """Fewest people behind a group that is shown."""


@dataclass(frozen=True)
class Contribution:
    """One answer as `summary` gets it.

    `label` is the name or group that may be shown with it, else "". `organisation` is set only when every
    organisation that is shown has at least five people behind it; a summary may split by what it is given.
    """

    state: State
    label: str = ""
    organisation: str = ""
    subject: str = ""
    """What the trainer points at when acting on it ("group:ab12"); "" for anonymous ones."""


@dataclass(frozen=True)
class Column:
    """One column of an export and its line in the codebook."""

    key: str
    title: str
    meaning: str


@dataclass(frozen=True)
class Kind:
    """A kind's content schema and rules, gathered so that any host can carry it.

    start(content, ctx) -> State
    apply(content, state, event, ctx) -> State        raises Refused; never changes `state`
    public(content, state, ctx) -> dict               all that this viewer's browser gets of content and state
    summary(content, contributions, ctx) -> dict      what may be shown of everybody's answers
    answered(content, state) -> bool                  is there an answer worth counting
    finished(content, state) -> bool                  is there nothing left to answer
    columns(content) -> [Column], row(content, state) -> {key: value}   for exports
    play(content, chance) -> [event]                  what a played participant does: a rehearsal and the bots use it
    """

    name: str
    folder: Path
    content: type[Exercise]
    scopes: frozenset[Scope]
    may_be_anonymous: bool
    start: Callable[[Any, Ctx], State]
    apply: Callable[[Any, State, dict[str, Any], Ctx], State]
    public: Callable[[Any, State, Ctx], dict[str, Any]]
    summary: Callable[[Any, Sequence[Contribution], Ctx], dict[str, Any]]
    answered: Callable[[Any, State], bool]
    finished: Callable[[Any, State], bool]
    columns: Callable[[Any], list[Column]]
    row: Callable[[Any, State], dict[str, Any]]
    play: Callable[[Any, Random], list[dict[str, Any]]]
    trainer_events: frozenset[str] = frozenset()
    """Event types that only a trainer may send; the host checks it before `apply` is called."""

    @classmethod
    def of(cls, init_file: str, content: type[Exercise], rules: ModuleType, play: Callable[[Any, Random], list[dict[str, Any]]],
           scopes: Iterable[Scope], *, may_be_anonymous: bool = False, trainer_events: Iterable[str] = ()) -> "Kind":
        """The kind of the folder that `init_file` lies in; `rules` is its module of pure functions."""
        folder = Path(init_file).parent
        return cls(
            folder.name, folder, content, frozenset(scopes), may_be_anonymous, rules.start, rules.apply, rules.public,
            rules.summary, rules.answered, rules.finished, rules.columns, rules.row, play,
            frozenset(trainer_events),
        )

"""What a kind of exercise is: a content schema, pure functions on plain data, and what a host must know of it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any, Literal, NamedTuple

from pejling.exercise.summary import Part, Summary
from pejling.schema import Exercise, Phase, Role, Scope, Seat, State


class Refused(Exception):
    """An event that may not be done. The message is one Danish sentence for the person who tried."""


@dataclass(frozen=True)
class Ctx:
    """The circumstances of one call: which run, who looks, when. Made by the host, never by the browser."""

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
    """Fewest people behind a group that is shown: the course's limit, and the answers that were entered for others."""
    entered: int = 0
    """How many of the answers a trainer entered; they do not make a total showable."""
    seat: Seat | Literal[""] = ""
    """Where the viewer sits in the pair, or ""."""
    locked: frozenset[Seat] = frozenset()
    """The seats of the viewer's pair that have finished their own answer."""
    seen: bool = False
    """Whether a total of the run was shown, to the class or to the trainer."""


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
    """The key of its subject, which the trainer points at when acting on it; "" for anonymous ones."""


Given = tuple[Sequence[Contribution], Ctx]
"""One round's answers, and its circumstances."""


@dataclass(frozen=True)
class Column:
    """One column of an export and its line in the codebook."""

    key: str
    title: str
    meaning: str


class Clock(NamedTuple):
    """A clock that is going: what it counts down, and the seconds left."""

    title: str
    remaining: float


class Status(NamedTuple):
    """How far one answer has come."""

    answered: bool
    """Whether there is an answer worth counting."""
    finished: bool
    """Whether nothing is left to answer."""


Need = Literal["case", "cards"]
"""What a host finds for an exercise, since a kind's rules read no files: the group's case, the cards of its tools."""


@dataclass(frozen=True)
class Kind:
    """A kind's content schema and rules, gathered so that any host can carry it.

    start(content, ctx) -> State
    apply(content, state, event, ctx) -> State        raises Refused; never changes `state`
    public(content, state, ctx) -> dict               all that this viewer's browser gets of content and state, beside the kind's
                                                      name, `phase`, `round`, `locked` and the answer's `fields`
    summary(content, contributions, ctx) -> Summary   what may be shown of everybody's answers
    answered(content, state) -> bool                  is there an answer worth counting
    finished(content, state) -> bool                  is there nothing left to answer
    columns(content) -> [Column], row(content, state) -> {key: value}   for exports
    play(content, chance) -> [event]                  what a played participant does: a rehearsal and the bots use it
    clock(content, state, ctx) -> Clock | None        only where the kind has one: the clock that is going now
    outside(content, state) -> State                  only for pairs: what of an answer may leave the pair, to be counted
    over_rounds(content, rounds) -> (Part)            only where the kind has one: the latest round beside those before it
    """

    name: str
    folder: Path
    content: type[Exercise]
    label: str
    """What trainers call it, in Danish."""
    scopes: frozenset[Scope]
    start: Callable[[Any, Ctx], State]
    apply: Callable[[Any, State, dict[str, Any], Ctx], State]
    public: Callable[[Any, State, Ctx], dict[str, Any]]
    summary: Callable[[Any, Sequence[Contribution], Ctx], Summary]
    answered: Callable[[Any, State], bool]
    finished: Callable[[Any, State], bool]
    columns: Callable[[Any], list[Column]]
    row: Callable[[Any, State], dict[str, Any]]
    play: Callable[[Any, Random], list[dict[str, Any]]]
    clock: Callable[[Any, State, Ctx], Clock | None]
    outside: Callable[[Any, State], State]
    """What of a pair's answer may leave the pair, to be counted; nothing where the kind does not say."""
    over_rounds: Callable[[Any, Sequence[Given]], tuple[Part, ...]] | None = None
    """More parts of a total, once there are earlier rounds; the last of the rounds is the one that is shown."""
    may_be_anonymous: bool = False
    may_be_homework: bool = False
    gathers: bool = True
    """Whether it gathers answers. One that does not is counted, revealed, exported and reported nowhere."""
    steered: bool = False
    """Whether the trainer steers it while the class looks on."""
    trainer_events: frozenset[str] = frozenset()
    """Event types that only a trainer may send; the host checks it before `apply` is called."""
    needs: frozenset[Need] = frozenset()
    done: str = ""
    """What the console says of those who are done, where "har svaret" and "har afleveret" do not fit."""
    shows_due: bool = False
    """Whether its view tells the due date itself."""
    report: str = ""
    """What a report of one exercise of this kind is called, to be made in the console; "" where there is none."""
    trainer_learns: str = "om {du} har afleveret"
    """What a trainer learns of an answer that only its author reads; part of *hvem ser hvad*."""
    sees: str = ""
    """The whole sentence *hvem ser hvad* for an author's own answer, where the kind shows more; knows {least}."""

    def status(self, content: Exercise, state: State) -> Status:
        """How far an answer has come. It is stored with the answer, so that counting reads no states."""
        return Status(self.answered(content, state), self.finished(content, state))

    @classmethod
    def of(cls, init_file: str, content: type[Exercise], rules: ModuleType, play: Callable[[Any, Random], list[dict[str, Any]]],
           scopes: Iterable[Scope], *, label: str, trainer_events: Iterable[str] = (), needs: Iterable[Need] = (),
           **declared: Any) -> "Kind":
        """The kind of the folder that `init_file` lies in; `rules` is its module of pure functions."""
        folder = Path(init_file).parent
        return cls(
            folder.name, folder, content, label, frozenset(scopes), rules.start, rules.apply, _headed(folder.name, rules.public),
            rules.summary, rules.answered, rules.finished, rules.columns, rules.row, play, getattr(rules, "clock", _no_clock),
            getattr(rules, "outside", _nothing), getattr(rules, "over_rounds", None),
            trainer_events=frozenset(trainer_events), needs=frozenset(needs), **declared,
        )


def may_change(ctx: Ctx) -> bool:
    """Whether answers may be changed now: by a participant while open, by a trainer (for others) until revealed."""
    if ctx.role == "participant":
        return ctx.phase == "open"
    return ctx.role == "trainer" and ctx.phase in ("open", "closed")


def _headed(name: str, public: Callable[[Any, State, Ctx], dict[str, Any]]) -> Callable[[Any, State, Ctx], dict[str, Any]]:
    """A kind's `public` with what stands in every kind's."""
    def shown(content: Exercise, state: State, ctx: Ctx) -> dict[str, Any]:
        return {
            "kind": name, "phase": ctx.phase, "round": ctx.round, "locked": not may_change(ctx), "fields": dict(state["fields"]),
            **public(content, state, ctx),
        }

    return shown


def _nothing(content: Exercise, state: State) -> State:
    """A pair's words stay with the pair."""
    return {"fields": {}}


def _no_clock(content: Exercise, state: State, ctx: Ctx) -> None:
    """Most kinds have no clock."""

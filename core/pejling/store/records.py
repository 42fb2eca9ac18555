"""Records: what the store gives, one frozen type for each thing, with the names of its columns.

A query selects `columns(Record, table)`, so that `Record(*row)` always puts every value under its own name.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any, Literal

from sqlalchemy import Column, Table

from pejling.schema import Phase, Role, State

JobState = Literal["waiting", "running", "done", "failed"]


def columns(record: type[Any], *tables: Table, **others: Any) -> Iterable[Any]:
    """The columns of a record in its order: each from the first table that has it, or as `others` makes it."""
    return [others[field.name].label(field.name) if field.name in others else _column(field.name, tables)
            for field in fields(record)]


def _column(name: str, tables: Iterable[Table]) -> Column[Any]:
    return next(table.c[name] for table in tables if name in table.c)


@dataclass(frozen=True, slots=True)
class Course:
    """One class's instance of a programme."""

    id: str
    title: str
    created_at: str
    closed_at: str | None
    keep_until_day: str
    code: str | None
    code_day: str | None
    """The code ends at midnight of this day, Danish time."""
    door_open: bool
    write_own_name: bool
    least: int
    screen: dict[str, Any]
    """What the big screen shows: {"day", "section", "exercise"}."""
    rehearsal_of: str | None
    example: bool


@dataclass(frozen=True, slots=True)
class CourseDay:
    """When and where a course holds one of its days."""

    day: str
    on_day: str | None
    place: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What is left of a deleted course."""

    id: str
    title: str
    deleted_at: str
    counts: dict[str, int]
    backups_until_day: str


@dataclass(frozen=True, slots=True)
class Organisation:
    """A workplace that people of a course come from."""

    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Member:
    """A person as a member of a course."""

    id: str
    name: str
    email: str
    role: Role
    team: str
    job_title: str
    taken: bool
    """Someone has joined under the name."""
    played: bool
    """A played participant of a rehearsal."""
    import_id: str | None
    freed_on_day: str | None
    """When the trainer last let the name be taken anew."""
    added_after: str | None
    """When the newest exercise had been opened, as a trainer put the name on the list or set it free; else None."""
    came: bool
    """Taken, or the trainer has said that they were here without a phone."""
    organisation_id: str | None
    organisation: str
    """The organisation's name, or ""."""


@dataclass(frozen=True, slots=True)
class Import:
    """A class list that was read into a course."""

    id: str
    filename: str
    people: int
    made_at: str
    undone_at: str | None


@dataclass(frozen=True, slots=True)
class Group:
    """One group of a division of the class."""

    id: str
    grouping: str
    """The division it belongs to."""
    number: int


@dataclass(frozen=True, slots=True)
class Partners:
    """Two people who visit each other in a round of supervision, or three."""

    id: str
    round: int
    reason: str
    """Why they are together, in Danish."""
    people: tuple[str, ...]
    """The third is the guest of the two before."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One sits in on another's conversation: where, when, and what is to be tried. Not a word of what is said."""

    id: str
    """Of the pair, too, whose answers are what the two write."""
    partners: str | None
    """Whom it belongs to in the plan; None when it was held and the plan is another now."""
    round: int
    observed: str
    observers: tuple[str, ...]
    starts_at: str | None
    place: str
    conversation: str
    """What sort of conversation it is."""
    tools: tuple[str, ...]
    sequence: int
    """Rises with every change that a calendar must hear of."""
    changed_at: str
    cancelled: bool
    held_on_day: str | None


@dataclass(frozen=True, slots=True)
class Wish:
    """That two people are together in a round, or never."""

    person: str
    other: str
    wish: Literal["together", "apart"]


@dataclass(frozen=True, slots=True)
class Run:
    """An exercise, in a course, in a round."""

    id: str
    course: str
    exercise: str
    round: int
    phase: Phase
    content: str
    """The digest of the content it is pinned to."""
    anonymous: bool
    seen: bool
    """A total of it was shown: it takes no more answers."""
    seed: int
    grouping: str
    """The division of the class that it was opened with, or ""."""
    least: int
    opened_at: str
    due_at: str | None
    reset_at: str | None
    entered: int
    """Ballots that a trainer entered for others."""
    revision: int
    """Counts its changes."""
    withheld: str
    """Marks of the unsigned texts that a trainer has hidden, with blanks between."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is stored for one subject in one run."""

    run: str
    subject: str
    state: State
    revision: int
    """Counts the changes, from 1."""
    fields: dict[str, list[Any]]
    """Field id → [revision at which it was last set, page that set it]."""
    saved_at: str
    entered_by: str
    """The trainer who entered it for someone; "" when its owner wrote it."""
    answered: bool | None
    """Whether there is an answer worth counting, as its kind said when it was saved; None: not known."""
    finished: bool | None
    """Whether nothing is left to answer; None: not known."""


@dataclass(frozen=True, slots=True)
class AnswerStatus:
    """How far an answer has come, as its kind said when it was saved; None: not known."""

    subject: str
    answered: bool | None
    finished: bool | None


@dataclass(frozen=True, slots=True)
class Device:
    """One of a person's logins, as they know it: by the device."""

    id: str
    device: str
    started_at: str


@dataclass(frozen=True, slots=True)
class Link:
    """A one-time link, and whom it lets in."""

    token_hash: str
    person: str
    course: str | None
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Account:
    """Someone who can log in by e-mail and password."""

    id: str
    password_hash: str


@dataclass(frozen=True, slots=True)
class Job:
    """Work that somebody asked for, and how it goes."""

    id: str
    course: str | None
    person: str
    """Who asked, and nobody else gets it."""
    kind: str
    arguments: dict[str, Any]
    label: str
    state: JobState
    begun: int
    """How often it was begun; more than once when it was cut off."""
    reason: str
    filename: str
    media_type: str
    asked_at: str
    ended_at: str | None

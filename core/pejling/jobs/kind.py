"""A kind of job: its name, what it is asked with, and how it is done."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from pejling.schema import Strict

Context = TypeVar("Context")
"""What the jobs of a program work on: the server's app state."""


@dataclass(frozen=True)
class Work(Generic[Context]):
    """What a job is given."""

    context: Context
    course: str
    """The course it is about; "" when it is about none."""
    arguments: Any
    """The kind's arguments, checked."""
    folder: Path
    """Empty, readable by this program's user only, and gone when the job has ended: for all that is made on the way."""
    tell: Callable[[int, str], None]
    """How far it is: per cent, and in Danish what is being done. Not what anybody has written: it is shown and not kept."""


@dataclass(frozen=True)
class Made:
    """What a job has made."""

    file: Path
    """In the job's folder."""
    name: str
    """What it is called when it is fetched."""
    media_type: str


@dataclass(frozen=True)
class JobKind(Generic[Context]):
    """A sort of job. What goes wrong is told by Invalid, NotFound or Stop: where, what is wrong, and what to do."""

    name: str
    arguments: type[Strict]
    label: Callable[[Context, str, Any], str]
    """What a job is called in Danish, from the context, the course and the arguments; refuses what cannot be made."""
    run: Callable[[Work[Context]], Made]
    seconds: float = 600
    """It is ended when it takes longer."""
    again: bool = True
    """Whether it may be begun again when it was cut off: not when a half of it could have been done already."""

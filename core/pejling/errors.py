"""Errors that help: where, what is wrong, what would be right, what to do."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Problem:
    """One mistake in a file that a person wrote, told in Danish to that person."""

    where: str
    """File and line as people write it: `modules/…/a.yaml, linje 12`."""
    wrong: str
    right: str = ""
    do: str = ""
    notice: bool = False
    """True: worth knowing, and no mistake."""

    def __str__(self) -> str:
        """The whole on one line: where: what is wrong; what would be right; what to do."""
        return f"{self.where}: " + "; ".join(part for part in (self.wrong, self.right, self.do) if part)


class ContentError(Exception):
    """Content that cannot be used; carries every problem found, not only the first."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(p) for p in problems))
        self.problems = problems


class NotFound(Exception):
    """What was asked for does not exist, or not for this viewer. The message is Danish."""


class Denied(Exception):
    """The viewer may not do this. The message is one Danish sentence."""


class Invalid(Exception):
    """What was sent cannot be used. The message says in Danish what is wrong and what would be right."""


def at(path: Path, root: Path, line: int | None = None) -> str:
    """The place of a mistake, relative to `root` where it lies below it, with its line from 1."""
    shown = path.relative_to(root) if path.is_relative_to(root) else path
    return f"{shown.as_posix()}, linje {line}" if line else shown.as_posix()

"""The data of a day report: what the class has been shown, and nothing else. It is written as JSON for the report."""

from collections.abc import Sequence
from typing import ClassVar

from pejling.exercise.summary import Distribution, Heading, Part, Question, Record, Summary, Table, as_table
from pejling.schema import Strict


class Shown(Strict):
    """An exercise that was revealed to the class."""

    title: str
    section: str
    """The agenda item it belongs to."""
    rounds: int
    """Which round this is; from 2 there may be a round before."""
    by_groups: bool
    proposal: bool
    historical: str
    source: str
    summary: Summary

    @property
    def questions(self) -> list[Question]:
        """The questions with their distributions."""
        return [part for part in self.summary.parts if isinstance(part, Question)]

    def before(self, question: Question) -> Distribution | None:
        """The answers of the round before; None where there was none, or too few."""
        found = self.summary.before.part(question.id) if self.summary.before else None
        return found.whole if isinstance(found, Question) and not found.whole.few else None

    @property
    def headings(self) -> list[Heading]:
        """What is read heading by heading: all of a board of posts."""
        return [] if self._reads_by_group else self._written

    @property
    def plans(self) -> list[tuple[str, Sequence[tuple[str, str]]]]:
        """(group or name, [(heading, text)]): what each has written, where it is read as a whole."""
        records = [(part.label, part.lines) for part in self.summary.parts if isinstance(part, Record)]
        texts: dict[str, list[tuple[str, str]]] = {}
        for heading in self._written if self._reads_by_group else ():
            for group in heading.groups:
                texts.setdefault(group.label, []).extend((heading.title, post.in_words) for post in group.posts)
        return [*records, *((label, found) for label, found in texts.items() if found)]

    @property
    def tables(self) -> list[tuple[Part, Table]]:
        """Whatever else there is, with its table: a shape that is not drawn is never left out."""
        read = (Question, Heading, Record)
        return [(part, as_table(part)) for part in self.summary.parts if not isinstance(part, read)]

    @property
    def _written(self) -> list[Heading]:
        return [part for part in self.summary.parts if isinstance(part, Heading)]

    @property
    def _reads_by_group(self) -> bool:
        """Whether each group has written one text under each heading."""
        groups = [group for heading in self._written for group in heading.groups if group.posts]
        return bool(groups) and all(group.label for group in groups) and not any(h.many or h.few for h in self._written)


class Item(Strict):
    """One item of the day's agenda."""

    title: str
    minutes: int | None
    optional: bool = False


class Present(Strict):
    """How many of an organisation are in the course, and how many have joined."""

    organisation: str
    joined: int
    invited: int


class Homework(Strict):
    """What is to be done before the next day."""

    title: str
    due: str
    """The date in words, or ""."""


class DayReport(Strict):
    """Everything the day report says."""

    label: ClassVar[str] = "Dagsrapport"
    title: str
    module: str
    course: str
    day: str
    """The date in words, or ""."""
    place: str
    made: str
    """When the report was made, in words."""
    kept_until: str
    least: int
    rehearsal: bool
    present: tuple[Present, ...]
    programme: tuple[Item, ...]
    exercises: tuple[Shown, ...]
    unseen: int
    """How many exercises of the day were opened and are not shown to the class."""
    homework: tuple[Homework, ...]


class ExerciseReport(Strict):
    """Everything the report of one exercise says: its rounds that were shown to the class, and how they are read."""

    label: str
    """What its kind calls the report."""
    title: str
    course: str
    made: str
    kept_until: str
    least: int
    rehearsal: bool
    exercises: tuple[Shown, ...]
    """A round each."""

    @property
    def notes(self) -> tuple[tuple[str, str], ...]:
        """What one must know to read the figures."""
        return self.exercises[-1].summary.notes if self.exercises else ()

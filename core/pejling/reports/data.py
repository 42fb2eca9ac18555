"""The data of a day report: what the class has been shown, and nothing else. It is written as JSON for the report."""

from pydantic import Field

from pejling.schema import Strict


class Bar(Strict):
    """One answer and how many gave it."""

    text: str
    count: int
    percent: int
    """Of those who answered the question; in a ranking, those who put it first."""
    mean: float | None = None
    """Mean place in a ranking, 1 is first."""


class Distribution(Strict):
    """The answers of one group of people to one question."""

    n: int
    """How many answered the question."""
    bars: tuple[Bar, ...]
    mean: float | None = None
    """Of a scale, one decimal."""


class Series(Strict):
    """One group of people's answers, under what they are called: everyone, a round, an organisation."""

    label: str
    shown: Distribution

    @property
    def name(self) -> str:
        """The label with how many there are."""
        return f"{self.label} (n = {self.shown.n})" if self.label else f"n = {self.shown.n}"


class Question(Strict):
    """A question and what may be shown of its answers."""

    text: str
    type: str
    """single, multiple, scale, ranking, words, choice, tick or text."""
    whole: Distribution | None
    """None: fewer than the limit have answered."""
    before: Distribution | None = None
    """The round before; None where there was none, or too few."""
    parts: tuple[Series, ...] = ()
    """One for each organisation, where the split may be shown."""
    low_text: str = ""
    high_text: str = ""
    known_html: str = ""
    """What is known about it; made by `pejling.markdown`."""
    known_source: str = ""

    @property
    def is_text(self) -> bool:
        """Whether people answered in words of their own."""
        return self.type in ("words", "text")


class Posts(Strict):
    """What a group, or a person, wrote under one heading; without a label when nobody's name may be shown."""

    label: str
    texts: tuple[str, ...]


class Heading(Strict):
    """A heading of a board, or a field of a form, with what was written under it."""

    title: str
    many: bool
    few: bool
    """Fewer than the limit have written here, so nothing is shown."""
    groups: tuple[Posts, ...]


class Shown(Strict):
    """An exercise that was revealed to the class."""

    title: str
    section: str
    """The agenda item it belongs to."""
    answers: int
    """How many people or groups have answered; 0 where the limit hides the whole."""
    too_few: bool
    rounds: int
    """Which round this is; from 2 there may be a round before."""
    by_groups: bool
    proposal: bool
    historical: str
    source: str
    questions: tuple[Question, ...] = ()
    headings: tuple[Heading, ...] = ()
    cases: dict[str, str] = Field(default_factory=dict)
    """Group → the title of the case it worked with."""


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

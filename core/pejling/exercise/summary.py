"""What may be shown of everybody's answers, as one frozen type that views, screen, reports and exports read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType
from typing import Any, ClassVar, Literal

from pydantic import ConfigDict

from pejling.exercise.audience import enough


class _Sent:
    """What a browser gets as JSON: nothing but the named fields, and all of them."""

    __pydantic_config__: ClassVar = ConfigDict(
        extra="forbid", use_attribute_docstrings=True, json_schema_serialization_defaults_required=True
    )


@dataclass(frozen=True)
class Bar(_Sent):
    """One bar of a distribution: how many chose it, and the whole per cent of those who answered."""

    id: str
    text: str
    count: int
    percent: int
    mean: float | None = None
    """Mean place, 1 first, where the answers are rankings."""
    detail: str = ""
    """What stands small beside its text, as what an end of a scale means."""


@dataclass(frozen=True)
class Distribution(_Sent):
    """How answers to one question are spread; with `few`, too few have answered for anything to be shown."""

    n: int = 0
    """People who answered; 0 with `few`, so that nobody can subtract."""
    few: bool = False
    bars: tuple[Bar, ...] = ()
    mean: float | None = None
    median: float | None = None
    by: Literal["count", "place"] = "count"
    """What its bars are told by: how many chose each, or its mean place."""

    @classmethod
    def of(cls, n: int, counts: Iterable[tuple[str, str, int]], mean: float | None = None,
           median: float | None = None, details: Mapping[str, str] = MappingProxyType({})) -> "Distribution":
        """The distribution of `n` people's answers, from each bar's id, text and count; `details` go by id."""
        bars = tuple(Bar(name, text, count, whole_percent(count, n), detail=details.get(name, "")) for name, text, count in counts)
        return cls(n, bars=bars, mean=mean, median=median)


@dataclass(frozen=True)
class Texts(_Sent):
    """What people wrote to one question, in an order that tells nothing about who; `few` and `n` as in `Distribution`."""

    n: int = 0
    few: bool = False
    texts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Series(_Sent):
    """One group of people's answers, under what they are called: everyone, a round, an organisation."""

    label: str
    shown: Distribution

    @property
    def name(self) -> str:
        """The label with how many there are."""
        return f"{self.label} (n = {self.shown.n})" if self.label else f"n = {self.shown.n}"


@dataclass(frozen=True)
class Question(_Sent):
    """A question with how the answers to it are spread: of all, and of each organisation where that may be shown."""

    id: str
    title: str
    whole: Distribution
    split: tuple[Series, ...] = ()
    """By organisation; of all of them or none, since the one left out could be found by subtraction."""
    split_few: bool = False
    """Whether it is not split because one of the organisations has too few answers."""
    written: bool = False
    """Whether the bars are somebody's own words."""
    known_html: str = ""
    """What is known about it; made by `pejling.markdown`."""
    known_source: str = ""
    shape: Literal["distribution"] = "distribution"


@dataclass(frozen=True)
class Post(_Sent):
    """One text, with what the trainer points at when hiding it."""

    text: str
    field: str = ""
    hidden: bool = False

    @property
    def in_words(self) -> str:
        """The text, with a word before it when it is hidden from the class."""
        return f"(skjult) {self.text}" if self.hidden else self.text


@dataclass(frozen=True)
class Posts(_Sent):
    """What one person or group wrote; without a label when nobody's name may be shown."""

    label: str
    posts: tuple[Post, ...]
    subject: str = ""


@dataclass(frozen=True)
class Heading(_Sent):
    """A heading with what was written under it. `few`: too few have written for anything to be shown."""

    id: str
    title: str
    n: int = 0
    """People or groups who wrote; 0 with `few`."""
    many: bool = False
    """Whether one writes several posts under it, or one text."""
    few: bool = False
    groups: tuple[Posts, ...] = ()
    shape: Literal["texts"] = "texts"


@dataclass(frozen=True)
class Answered(_Sent):
    """One filled field of a record."""

    id: str
    title: str
    value: Any
    """As it is kept, for a view that draws it."""
    text: str
    """As it is read."""


@dataclass(frozen=True)
class Record(_Sent):
    """One person's or group's whole answer, where answers may be had one by one."""

    label: str
    answers: tuple[Answered, ...]
    finished: bool = True
    chart: Question | None = None
    """What the answers come to, drawn beside them."""
    notes: tuple[str, ...] = ()
    shape: Literal["record"] = "record"

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """All of it as it is read: (title, text)."""
        answers = tuple((one.title, one.text) for one in self.answers)
        title = self.chart.title if self.chart else "Bemærk"
        counted = ["; ".join(f"{bar.text}: {bar.count}" for bar in self.chart.whole.bars)] if self.chart else []
        beside = "\n".join([*counted, *self.notes])
        return (*answers, (title, beside)) if beside else answers


@dataclass(frozen=True)
class Table(_Sent):
    """Anything else that is rows and columns. `few`: too few stand behind it for anything to be shown."""

    id: str
    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str | int | float | None, ...], ...]
    n: int = 0
    """People behind it; 0 with `few`."""
    few: bool = False
    dots: bool = False
    """Whether each row ends in people, a figure, and its lowest and highest, on one scale: it can be drawn as dots."""
    shape: Literal["table"] = "table"


@dataclass(frozen=True)
class Figure(_Sent):
    """One figure with how sure it is: `n` people behind it, and an interval around it where one can be given."""

    n: int
    value: float | None
    low: float | None = None
    high: float | None = None
    few: bool = False
    word: str = ""
    """What so high a figure is called: one of the network's `bands`."""


@dataclass(frozen=True)
class Network(_Sent):
    """Directed ties between roles: (from, to) → a figure. A on B is not B on A."""

    id: str
    title: str
    roles: tuple[tuple[str, str], ...]
    """(id, text) of each."""
    ties: tuple[tuple[str, str, Figure], ...]
    bands: tuple[str, ...] = ()
    """What figures are called, the lowest first: at most three, each with a line of its own."""
    scale: tuple[float, float] = (1, 5)
    """The ends of the scale that the figures lie on."""
    shape: Literal["network"] = "network"


@dataclass(frozen=True)
class Movement(_Sent):
    """Figures over time, a line for each thing that moves."""

    id: str
    title: str
    times: tuple[str, ...]
    """What stands under the points: dates, rounds."""
    lines: tuple[tuple[str, tuple[Figure, ...]], ...]
    """(text, a figure for each time)."""
    scale: tuple[float, float] = (1, 5)
    """The ends of the scale that the figures lie on."""
    shape: Literal["movement"] = "movement"


Part = Question | Heading | Record | Table | Network | Movement


@dataclass(frozen=True)
class Summary(_Sent):
    """What may be shown of everybody's answers to one exercise. With `too_few` nothing is in it but why."""

    n: int = 0
    """Answers behind it: people's, or groups'."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """What is counted of them: "started" → 9."""
    parts: tuple[Part, ...] = ()
    before: "Summary | None" = None
    """The round before, of a total."""
    cases: Mapping[str, str] = field(default_factory=dict)
    """Group → the title of the case it worked with."""
    notes: tuple[tuple[str, str], ...] = ()
    """What one must know to read the parts: (a column's head or another subject, text). Nobody's answers."""
    too_few: bool = False
    least: int = 0
    entered: int = 0

    @cached_property
    def json(self) -> dict[str, Any]:
        """As a browser gets it; made once, and changed by nobody."""
        return asdict(self)

    def part(self, name: str) -> Part | None:
        """The part with this id, or None."""
        return next((part for part in self.parts if not isinstance(part, Record) and part.id == name), None)


def held_to(summary: Summary, least: int) -> Summary:
    """The summary of a total with nothing that fewer than `least` stand behind, nor anybody's whole answer.

    It takes a kind at its word for how many there are, and at nothing else.
    """
    return replace(
        summary, parts=tuple(_held(part, least) for part in summary.parts if not isinstance(part, Record)),
        before=held_to(summary.before, least) if summary.before else None,
    )


def _held(part: Part, least: int) -> Part:
    match part:
        case Question():
            return _held_question(part, least)
        case Heading() if part.few or ((part.n or part.groups) and not enough(part.n, least)):
            return replace(part, n=0, few=True, groups=())
        case Table() if part.few or ((part.n or part.rows) and not enough(part.n, least)):
            return replace(part, n=0, few=True, rows=())
        case Network():
            return replace(part, ties=tuple((a, b, _held_figure(one, least)) for a, b, one in part.ties))
        case Movement():
            lines = ((text, tuple(_held_figure(one, least) for one in figures)) for text, figures in part.lines)
            return replace(part, lines=tuple(lines))
    return part


def _held_question(question: Question, least: int) -> Question:
    if _is_below(question.whole, least):
        return replace(question, whole=Distribution(few=True), split=(), split_few=False)
    rest = question.whole.n - sum(part.shown.n for part in question.split)  # found by subtraction
    if question.split and (any(_is_below(part.shown, least) for part in question.split) or 0 < rest < least):
        return replace(question, split=(), split_few=True)
    return question


def _is_below(shown: Distribution, least: int) -> bool:
    anything = shown.n or shown.mean is not None or shown.median is not None or any(bar.count for bar in shown.bars)
    return shown.few or (bool(anything) and not enough(shown.n, least))


def _held_figure(figure: Figure, least: int) -> Figure:
    empty = not figure.n and figure.value is None
    return figure if empty or (enough(figure.n, least) and not figure.few) else Figure(0, None, few=True)


def as_table(part: Part) -> Table:
    """The part as rows and columns: what every reader can show, also of a shape that it does not draw."""
    match part:
        case Table():
            return part
        case Question():
            rows = [(bar.text, bar.count, bar.percent) for bar in part.whole.bars]
            return Table(part.id, part.title, ("Svar", "Antal", "Procent"), tuple(rows), part.whole.n, part.whole.few)
        case Heading():
            texts = [(posts.label, post.in_words) for posts in part.groups for post in posts.posts]
            return Table(part.id, part.title, ("Hvem", "Tekst"), tuple(texts), part.n, part.few)
        case Record():
            return Table("", part.label, ("Felt", "Svar"), part.lines)
        case Network():
            text = dict(part.roles)
            ties = [(text.get(a, a), text.get(b, b), *_cells(one)) for a, b, one in part.ties]
            return Table(part.id, part.title, ("Fra", "Til", "n", "Tal", "Mindst", "Højst"), tuple(ties))
        case Movement():
            lines = [(text, *(None if one.few else one.value for one in figures)) for text, figures in part.lines]
            return Table(part.id, part.title, ("", *part.times), tuple(lines))


def _cells(figure: Figure) -> tuple[int | float | None, ...]:
    """n, value and interval; nothing where too few stand behind."""
    return (None,) * 4 if figure.few else (figure.n, figure.value, figure.low, figure.high)


def whole_percent(part: int, n: int) -> int:
    """`part` of `n` in whole per cent, a half rounded up; 0 when n is 0."""
    return (200 * part + n) // (2 * n) if n else 0


def mean_of(values: Sequence[int]) -> float | None:
    """The mean with one decimal, a half rounded up; None of nothing."""
    return ((Fraction(sum(values), len(values)) * 20 + 1) // 2) / 10 if values else None

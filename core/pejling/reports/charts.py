"""The report's figures: horizontal bars, readable in print and without colour, each with its text alternative."""

import io
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from pejling.reports.data import Bar, Distribution, Question

WIDE, NARROW = 6.3, 3.35
"""Inches: the whole column, and half of it."""
BAR = 0.155
"""Inches of height for one bar."""
INK, SOFT, LINE = "#15313b", "#4a606a", "#c9c2b5"
FILLS = (("#0f5b6d", ""), ("#e9b48f", "////"), ("#66559f", "...."), ("#f3eee5", "xxxx"))
"""Colour and hatching of each series: dark, light, middle and pale, so that a grey copy tells them apart."""
MARKERS = ("o", "D", "s", "^")
MOST_SERIES = len(FILLS)

mpl.rcParams.update({
    "font.family": "DejaVu Sans", "font.size": 7.5, "svg.fonttype": "path", "svg.hashsalt": "pejling", "text.color": INK,
    "hatch.linewidth": 0.5, "text.parse_math": False, "axes.edgecolor": LINE, "axes.linewidth": 0.6,
})


@dataclass(frozen=True)
class Series:
    """One colour of a figure."""

    label: str
    shown: Distribution

    @property
    def name(self) -> str:
        """The label with how many there are."""
        return f"{self.label} (n = {self.shown.n})" if self.label else f"n = {self.shown.n}"


@dataclass(frozen=True)
class Figure:
    """A drawn figure."""

    svg: bytes
    alt: str
    """Says what the figure shows, with every number."""
    wide: bool


def figures_of(question: Question, round_number: int) -> list[Figure]:
    """The figures of one question: everyone's answers (two rounds beside each other), and by organisation.

    None for answers in people's own words, and where nobody has answered.
    """
    if question.whole is None or not question.whole.n or question.is_text:
        return []
    whole = [Series("", question.whole)]
    if question.before is not None and question.before.n:
        whole = [Series(f"Runde {round_number - 1}", question.before), Series(f"Runde {round_number}", question.whole)]
    parts = [Series(part.label, part.shown) for part in question.parts]
    both = bool(parts) and len(parts) <= MOST_SERIES
    figures = [_figure(question, whole, wide=not both, heading="Alle")]
    if both:
        figures.append(_figure(question, parts, wide=False, heading="Efter organisation"))
    return figures


def _figure(question: Question, series: Sequence[Series], *, wide: bool, heading: str) -> Figure:
    bars = question.whole.bars if question.whole else ()
    labels = [textwrap.fill(_label(question, place, bars), 44 if wide else 24) for place in range(len(bars))]
    heights = [max(len(series) * BAR, (label.count("\n") + 1) * 0.125) + 0.09 for label in labels]
    legend = 0.17 * len(series) + 0.05
    height = sum(heights) + legend + (0.22 if question.type == "ranking" else 0.05)
    canvas = Canvas(figsize=(WIDE if wide else NARROW, height))
    left = (2.6 if wide else 1.5) / canvas.get_figwidth()
    bottom = (0.22 if question.type == "ranking" else 0.03) / height
    axes = canvas.add_axes((left, bottom, 0.99 - left, sum(heights) / height))
    places = _places(heights)
    axes.set_ylim(sum(heights), 0)
    axes.set_yticks(places, labels)
    axes.tick_params(axis="y", length=0, pad=3, labelcolor=INK)
    for side in ("top", "right", "bottom"):
        axes.spines[side].set_visible(False)
    (_draw_places if question.type == "ranking" else _draw_bars)(axes, bars, series, places)
    _name_series(canvas, series, height, dots=question.type == "ranking")
    out = io.BytesIO()
    canvas.savefig(out, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    return Figure(out.getvalue(), _alt(question, bars, series, heading), wide)


def _draw_bars(axes: Axes, bars: Sequence[Bar], series: Sequence[Series], places: Sequence[float]) -> None:
    axes.set_xlim(0, 130)  # room for the number after a bar of 100 per cent
    axes.set_xticks([])
    for line in (50, 100):
        axes.axvline(line, color=LINE, linewidth=0.4, zorder=0)
    for number, one in enumerate(series):
        colour, hatch = FILLS[number]
        shift = (number - (len(series) - 1) / 2) * BAR
        for bar, place in zip(bars, places, strict=True):
            own = _same(one, bar)
            if own is None:
                continue
            axes.barh(place + shift, own.percent, BAR * 0.86, color=colour, hatch=hatch, edgecolor=INK, linewidth=0.5)
            text = f"{own.count} ({own.percent} %)" if own.count else "0"
            axes.text(own.percent + 1.5, place + shift, text, va="center", fontsize=6.6)


def _draw_places(axes: Axes, bars: Sequence[Bar], series: Sequence[Series], places: Sequence[float]) -> None:
    """The mean place as a mark: furthest to the left is the most important."""
    last = len(bars)
    axes.set_xlim(0.7, last + 0.9)
    axes.set_xticks(range(1, last + 1), [f"{n}." for n in range(1, last + 1)])
    axes.tick_params(axis="x", length=2, labelcolor=SOFT, labelsize=6.6, color=LINE)
    axes.spines["bottom"].set_visible(True)
    for place in places:
        axes.axhline(place, color=LINE, linewidth=0.4, zorder=0)
    for number, one in enumerate(series):
        colour, _ = FILLS[number]
        shift = (number - (len(series) - 1) / 2) * BAR
        for bar, place in zip(bars, places, strict=True):
            own = _same(one, bar)
            if own is None or own.mean is None:
                continue
            axes.plot(own.mean, place + shift, MARKERS[number], color=colour, markeredgecolor=INK, markersize=4.6,
                      markeredgewidth=0.5)
            axes.text(own.mean + 0.025 * last + 0.03, place + shift, _comma(own.mean), va="center", fontsize=6.6)


def _name_series(canvas: Canvas, series: Sequence[Series], height: float, *, dots: bool) -> None:
    """One line for each series above the bars, with its mark."""
    width = canvas.get_figwidth()
    for number, one in enumerate(series):
        y = 1 - (0.09 + 0.17 * number) / height
        colour, hatch = FILLS[number]
        if len(series) > 1 and not dots:
            canvas.patches.append(mpl.patches.Rectangle(
                (0.04 / width, y - 0.045 / height), 0.16 / width, 0.09 / height, facecolor=colour, hatch=hatch,
                edgecolor=INK, linewidth=0.5, transform=canvas.transFigure, figure=canvas))
        elif len(series) > 1:
            canvas.lines.append(mpl.lines.Line2D(
                [0.12 / width], [y], marker=MARKERS[number], color=colour, markeredgecolor=INK, markersize=4.6,
                markeredgewidth=0.5, transform=canvas.transFigure, figure=canvas))
        left = 0.26 if len(series) > 1 else 0.04
        name = textwrap.shorten(one.name, 90 if width == WIDE else 46, placeholder=" …")
        canvas.text(left / width, y, name, va="center", fontsize=7, color=SOFT)


def _places(heights: Sequence[float]) -> list[float]:
    """The middle of each row, from the top."""
    return [sum(heights[:number]) + height / 2 for number, height in enumerate(heights)]


def _label(question: Question, place: int, bars: Sequence[Bar]) -> str:
    """The answer, with what a scale's ends mean."""
    text = bars[place].text
    end = {0: question.low_text, len(bars) - 1: question.high_text}.get(place, "")
    return f"{end}: {text}" if end else text


def _same(series: Series, bar: Bar) -> Bar | None:
    return next((own for own in series.shown.bars if own.text == bar.text), None)


def _alt(question: Question, bars: Sequence[Bar], series: Sequence[Series], heading: str) -> str:
    """The figure in words."""
    ranked = question.type == "ranking"
    kind = "Gennemsnitlig plads, hvor 1 er øverst" if ranked else "Søjlediagram"
    told = []
    for one in series:
        name = f"{one.label}, n = {one.shown.n}" if one.label else f"n = {one.shown.n}"
        numbers = []
        for bar in bars:
            if own := _same(one, bar):
                numbers.append(f"{bar.text}: {_comma(own.mean or 0)}" if ranked else f"{bar.text}: {own.count} ({own.percent} %)")
        told.append(f"{name}: {'; '.join(numbers)}.")
    return f"{kind}. {heading}. {question.text} {' '.join(told)}"


def _comma(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")

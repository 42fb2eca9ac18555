"""The report's figures: horizontal bars, readable in print and without colour, each with its text alternative."""

import io
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from pejling.exercise.summary import Bar, Distribution, Question, Series

WIDE, NARROW = 4.6, 3.3
"""Inches: a figure on its own, and one of two beside each other. Both can be read on a phone."""
BAR = 0.145
"""Inches of height for one bar."""
INK, SOFT, LINE = "#15313b", "#4a606a", "#c9c2b5"
FILLS = ("#0f5b6d", "#f0c6a8", "#8578bd", "#ffffff")
"""Each series' colour: dark, light, middle and white, so that a grey copy tells them apart."""
MARKERS = ("o", "D", "s", "^")
MOST_SERIES = len(FILLS)
LEAST_AXIS = 50
"""Per cent: a figure is drawn at least to here, so that small shares look small."""
FONTS = b"system-ui, 'Segoe UI', 'Liberation Sans', Arial, sans-serif"
"""The fonts of the page; letters stay letters, so that any script and emoji can be shown and searched."""

mpl.rcParams.update({
    "font.family": "DejaVu Sans", "font.size": 7.5, "svg.fonttype": "none", "svg.hashsalt": "pejling", "text.color": INK,
    "text.parse_math": False, "axes.edgecolor": LINE, "axes.linewidth": 0.6,
})


@dataclass(frozen=True)
class Figure:
    """A drawn figure."""

    svg: bytes
    alt: str
    """Says what the figure shows, with every number."""
    wide: bool


def figures_of(question: Question, before: Distribution | None, round_number: int) -> list[Figure]:
    """The figures of one question: everyone's answers (two rounds beside each other), and by organisation.

    None for answers in people's own words, and where nobody has answered.
    """
    if question.whole.few or not question.whole.n or question.written:
        return []
    whole = [Series("", question.whole)]
    if before is not None and before.n:
        whole = [Series(f"Runde {round_number - 1}", before), Series(f"Runde {round_number}", question.whole)]
    which = f", runde {round_number}" if len(whole) > 1 else ""
    parts = [Series(part.label + which, part.shown) for part in question.split]
    both = bool(parts) and len(parts) <= MOST_SERIES
    figures = [_figure(question, whole, parts, wide=not both, heading="Alle")]
    if both:
        figures.append(_figure(question, parts, whole, wide=False, heading="Efter organisation"))
    return figures


def _figure(
    question: Question, series: Sequence[Series], beside: Sequence[Series], *, wide: bool, heading: str
) -> Figure:
    """One figure; `beside` is what stands next to it, and is drawn to the same scale."""
    bars = question.whole.bars
    ranked = question.whole.by == "place"
    labels = [textwrap.fill(bar.text, 34 if wide else 26) for bar in bars]
    most = max(len(series), len(beside))  # so that the rows of two figures beside each other are level
    heights = [max(most * BAR, (label.count("\n") + 1) * 0.125) + 0.075 for label in labels]
    below, above = 0.22 if ranked else 0.02, 0.16 * most + 0.04
    height = sum(heights) + above + below
    canvas = Canvas(figsize=(WIDE if wide else NARROW, height))
    longest = max(len(line) for label in labels for line in label.split("\n"))
    left = (0.12 + 0.058 * longest) / canvas.get_figwidth()
    axes = canvas.add_axes((left, below / height, 0.99 - left, sum(heights) / height))
    places = _places(heights)
    axes.set_ylim(sum(heights), 0)
    axes.set_yticks(places, labels)
    axes.tick_params(axis="y", length=0, pad=3, labelcolor=INK)
    for side in ("top", "right", "bottom"):
        axes.spines[side].set_visible(False)
    if ranked:
        _draw_places(axes, bars, series, places)
    else:
        _draw_bars(axes, bars, series, places, _axis([*series, *beside]))
    _name_series(canvas, series, height, dots=ranked)
    out = io.BytesIO()
    canvas.savefig(out, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    svg = out.getvalue().replace(b"'DejaVu Sans'", FONTS)
    return Figure(svg, _alt(question, bars, series, heading), wide)


def _axis(series: Sequence[Series]) -> float:
    """The per cent that the axis ends at, with room for a number after the longest bar."""
    most = max((bar.percent for one in series for bar in one.shown.bars), default=0)
    return max(most, LEAST_AXIS) * 1.36


def _draw_bars(
    axes: Axes, bars: Sequence[Bar], series: Sequence[Series], places: Sequence[float], end: float
) -> None:
    axes.set_xlim(0, end)
    axes.set_xticks([])
    for number, one in enumerate(series):
        shift = (number - (len(series) - 1) / 2) * BAR
        for bar, place in zip(bars, places, strict=True):
            own = _same(one, bar)
            if own is None:
                continue
            axes.barh(place + shift, own.percent, BAR * 0.86, color=FILLS[number], edgecolor=INK, linewidth=0.5)
            text = f"{own.count} ({own.percent} %)" if own.count else "0"
            axes.text(own.percent + end / 90, place + shift, text, va="center", fontsize=7)


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
        shift = (number - (len(series) - 1) / 2) * BAR
        for bar, place in zip(bars, places, strict=True):
            own = _same(one, bar)
            if own is None or own.mean is None:
                continue
            axes.plot(own.mean, place + shift, MARKERS[number], color=FILLS[number], markeredgecolor=INK, markersize=4.6,
                      markeredgewidth=0.5)
            axes.text(own.mean + 0.025 * last + 0.03, place + shift, _comma(own.mean), va="center", fontsize=7, zorder=3)


def _name_series(canvas: Canvas, series: Sequence[Series], height: float, *, dots: bool) -> None:
    """One line for each series above the bars, with its mark."""
    width = canvas.get_figwidth()
    for number, one in enumerate(series):
        y = 1 - (0.085 + 0.16 * number) / height
        if len(series) > 1 and not dots:
            canvas.patches.append(mpl.patches.Rectangle(
                (0.04 / width, y - 0.045 / height), 0.16 / width, 0.09 / height, facecolor=FILLS[number],
                edgecolor=INK, linewidth=0.5, transform=canvas.transFigure, figure=canvas))
        elif len(series) > 1:
            canvas.lines.append(mpl.lines.Line2D(
                [0.12 / width], [y], marker=MARKERS[number], color=FILLS[number], markeredgecolor=INK, markersize=4.6,
                markeredgewidth=0.5, transform=canvas.transFigure, figure=canvas))
        left = 0.26 if len(series) > 1 else 0.04
        name = textwrap.shorten(one.name, 90 if width == WIDE else 46, placeholder=" …")
        canvas.text(left / width, y, name, va="center", fontsize=7, color=SOFT)


def _places(heights: Sequence[float]) -> list[float]:
    """The middle of each row, from the top."""
    return [sum(heights[:number]) + height / 2 for number, height in enumerate(heights)]


def _same(series: Series, bar: Bar) -> Bar | None:
    return next((own for own in series.shown.bars if own.text == bar.text), None)


def _alt(question: Question, bars: Sequence[Bar], series: Sequence[Series], heading: str) -> str:
    """The figure in words."""
    ranked = question.whole.by == "place"
    kind = "Gennemsnitlig plads, hvor 1 er øverst" if ranked else "Søjlediagram"
    sentences = []
    for one in series:
        name = f"{one.label}, n = {one.shown.n}" if one.label else f"n = {one.shown.n}"
        found = [own for bar in bars if (own := _same(one, bar))]
        numbers = [f"{b.text}: {_comma(b.mean or 0) if ranked else f'{b.count} ({b.percent} %)'}" for b in found]
        sentences.append(f"{name}: {'; '.join(numbers)}.")
    return f"{kind}. {heading}. {question.title} {' '.join(sentences)}"


def _comma(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")

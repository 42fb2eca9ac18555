"""Figures with their intervals as dots on one scale: tables that say they can be drawn so, networks and movements."""

import io
import textwrap
from collections.abc import Sequence

from matplotlib.figure import Figure as Canvas

from pejling.exercise.summary import Figure as Value
from pejling.exercise.summary import Movement, Network, Part, Table
from pejling.reports.charts import FILLS, FONTS, INK, LINE, MARKERS, SOFT, WIDE, Figure

ROW = 0.17
"""Inches of height for one dot."""
STYLES = ("solid", "dashed", "dotted", "dashdot")
Line = tuple[str, dict[str, Value]]
"""A series: its name, and its figure in each row."""


def dots_of(part: Part) -> list[Figure]:
    """The part as figures, at most four series in each; none where it is not made of figures with intervals."""
    match part:
        case Network():
            text = dict(part.roles)
            row = {f"{text.get(a, a)} om {text.get(b, b)}": one for a, b, one in part.ties}
            lines: list[Line] = [("", row)]
        case Movement():
            lines = [(text, dict(zip(part.times, figures, strict=True))) for text, figures in part.lines]
        case Table(dots=True) if part.rows:
            lines = _lines_of(part)
        case _:
            return []
    shown = [(name, {row: one for row, one in found.items() if one.value is not None}) for name, found in lines]
    shown = [(name, found) for name, found in shown if found]
    scale = (1, 5) if isinstance(part, Table) else part.scale
    return [_draw(part.title, shown[at:at + len(FILLS)], scale) for at in range(0, len(shown), len(FILLS))]


def _lines_of(table: Table) -> list[Line]:
    """Series by all texts before the last one, rows by the last."""
    found: dict[str, dict[str, Value]] = {}
    for *texts, row, n, value, low, high in table.rows:
        line = found.setdefault(" om ".join(str(text) for text in texts), {})
        if isinstance(value, float | int) and isinstance(n, int) and isinstance(low, float | int) and isinstance(high, float | int):
            line[str(row)] = Value(n, value, low, high)
    return list(found.items())


def _draw(title: str, lines: Sequence[Line], scale: tuple[float, float]) -> Figure:
    lowest, highest = scale
    width = highest - lowest
    rows = list(dict.fromkeys(row for _, found in lines for row in found))
    labels = [textwrap.fill(row, 30) for row in rows]
    named = len(lines) > 1 or bool(lines[0][0])
    heights = [max(len(lines) * ROW, (label.count("\n") + 1) * 0.13) + 0.08 for label in labels]
    above, below = 0.16 * len(lines) * named + 0.05, 0.24
    height = sum(heights) + above + below
    canvas = Canvas(figsize=(WIDE, height))
    left = (0.14 + 0.058 * max(len(one) for label in labels for one in label.split("\n"))) / WIDE
    axes = canvas.add_axes((left, below / height, 0.97 - left, sum(heights) / height))
    places = [sum(heights[:at]) + one / 2 for at, one in enumerate(heights)]
    axes.set_ylim(sum(heights), 0)
    axes.set_yticks(places, labels)
    axes.tick_params(axis="y", length=0, pad=3, labelcolor=INK)
    axes.tick_params(axis="x", length=2, labelcolor=SOFT, labelsize=6.6, color=LINE)
    axes.set_xlim(lowest - 0.025 * width, highest + 0.0875 * width)
    axes.set_xticks([lowest + width * at / 4 for at in range(5)])
    axes.grid(axis="x", color=LINE, linewidth=0.4)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    for number, (name, found) in enumerate(lines):
        shift = (number - (len(lines) - 1) / 2) * ROW
        for row, one in found.items():
            y = places[rows.index(row)] + shift
            if one.low is not None and one.high is not None:
                axes.plot([one.low, one.high], [y, y], color=INK, linewidth=0.9, linestyle=STYLES[number], zorder=2)
            axes.plot([one.value or 0], [y], MARKERS[number], color=FILLS[number], markeredgecolor=INK, markersize=4.8,
                      markeredgewidth=0.6, zorder=3)
        if named:
            top = 1 - (0.085 + 0.16 * number) / height
            canvas.text(0.26 / WIDE, top, name, va="center", fontsize=7, color=SOFT)
            mark = axes.plot([0.12 / WIDE], [top], MARKERS[number], color=FILLS[number], markeredgecolor=INK, markersize=4.8,
                             markeredgewidth=0.6, transform=canvas.transFigure, clip_on=False)
            mark[0].set_in_layout(False)
    out = io.BytesIO()
    canvas.savefig(out, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    return Figure(out.getvalue().replace(b"'DejaVu Sans'", FONTS), _alt(title, lines, scale), wide=True)


def _alt(title: str, lines: Sequence[Line], scale: tuple[float, float]) -> str:
    """The figure in words, with every number."""
    told = []
    for name, found in lines:
        said = "; ".join(f"{row}: {_comma(one.value)} ({_comma(one.low)}–{_comma(one.high)})" for row, one in found.items())
        told.append(f"{name}: {said}." if name else f"{said}.")
    return f"Punkter med intervaller på en skala fra {scale[0]:g} til {scale[1]:g}. {title}. {' '.join(told)}"


def _comma(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}".replace(".", ",")

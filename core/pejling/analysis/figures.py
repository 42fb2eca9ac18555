"""Figures of the analysis: estimates as dots with intervals, and series over time; each with its text alternative."""

import io
import math
from collections.abc import Sequence

import pandas as pd
from matplotlib.figure import Figure as Canvas

from pejling.reports.charts import FILLS, FONTS, INK, LINE, MARKERS, SOFT, WIDE, Figure

_ROW = 0.26
_DASHES = ("-", "--", ":", "-.")


def dots(table: pd.DataFrame, value: str, *, title: str, unit: str, names: Sequence[str], decimals: int = 2) -> Figure:
    """Each row's `value` with its interval, below each other; a row that is hidden says so. `names`: the columns that name it."""
    labels = [", ".join(str(row[name]) for name in names) or "alle" for _, row in table.iterrows()]
    height = _ROW * max(1, len(table)) + 0.5
    canvas = Canvas(figsize=(WIDE, height))
    left = min(0.5, (0.2 + 0.06 * max(map(len, labels), default=4)) / WIDE)
    axes = canvas.add_axes((left, 0.42 / height, 0.97 - left, _ROW * max(1, len(table)) / height))
    axes.set_ylim(len(table) - 0.5, -0.5)
    axes.set_yticks(range(len(table)), labels)
    axes.tick_params(axis="y", length=0, labelcolor=INK)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    shown = table[~table.hidden]
    if len(shown):
        span = max(shown.high.max() - shown.low.min(), 1e-9)
        axes.set_xlim(min(shown.low.min(), shown[value].min()) - 0.1 * span, shown.high.max() + 0.35 * span)
    for place, (_, row) in enumerate(table.iterrows()):
        if row.hidden:
            axes.text(0.02, place, "færre end fem", transform=axes.get_yaxis_transform(), va="center", fontsize=7, color=SOFT)
            continue
        axes.plot([row.low, row.high], [place, place], color=INK, linewidth=1)
        axes.plot(row[value], place, MARKERS[0], color=FILLS[0], markeredgecolor=INK, markersize=5)
        axes.annotate(f"{number(row[value], decimals)} (n = {row.n})", (row.high, place), (4, 0), textcoords="offset points",
                      va="center", fontsize=7)
    axes.xaxis.set_major_formatter(_comma)
    axes.set_xlabel(unit, fontsize=7, color=SOFT)
    axes.tick_params(axis="x", labelsize=6.6, color=LINE, labelcolor=SOFT)
    said = [f"{label}: færre end fem" if row.hidden else
            f"{label}: {number(row[value], decimals)} ({number(row.low, decimals)}-{number(row.high, decimals)}), n = {row.n}"
            for label, (_, row) in zip(labels, table.iterrows(), strict=True)]
    return Figure(_svg(canvas), f"Punkter med 95 %-interval. {title}, {unit}. {'; '.join(said)}.", wide=True)


def lines(
    table: pd.DataFrame, x: str, y: str, *, title: str, unit: str, along: str, split: str = "", turn: pd.Timestamp | None = None,
) -> Figure:
    """`y` along `x`, a line for each value of `split`, told apart by dashes and colour; a broken line at `turn`."""
    canvas = Canvas(figsize=(WIDE, 2.3))
    axes = canvas.add_axes((0.1, 0.2, 0.87, 0.72))
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    parts = [(str(name), part) for name, part in table.groupby(split)] if split else [("", table)]
    said = []
    for at, (name, part) in enumerate(parts):
        axes.plot(part[x], part[y], _DASHES[at % len(_DASHES)], color=(FILLS[0], FILLS[2], INK, SOFT)[at % 4], label=name,
                  linewidth=1.3)
        known = part[y].dropna()
        if len(known):
            ends = f"fra {number(known.iloc[0])} til {number(known.iloc[-1])}"
            said.append(f"{name} {ends}, lavest {number(known.min())}, højest {number(known.max())}".strip())
    if turn is not None:
        axes.axvline(turn, color=SOFT, linestyle=(0, (2, 2)), linewidth=0.9)  # type: ignore[arg-type]  # dates are drawn, too
    if split:
        axes.legend(fontsize=7, frameon=False)
    axes.set_ylim(bottom=0)
    axes.yaxis.set_major_formatter(_comma)
    axes.set_ylabel(unit, fontsize=7, color=SOFT)
    axes.set_xlabel(along, fontsize=7, color=SOFT)
    axes.tick_params(labelsize=6.6, color=LINE, labelcolor=SOFT)
    return Figure(_svg(canvas), f"Linjer. {title}, {unit}. {'; '.join(said)}.", wide=True)


def number(value: float, decimals: int = 2) -> str:
    """As Danes write it; a dash for what is not known."""
    return "–" if math.isnan(value) else f"{value:.{decimals}f}".replace(".", ",").replace("-", "−")


def _comma(value: float, _: float) -> str:
    """A number at a tick."""
    return f"{value:g}".replace(".", ",").replace("-", "−")


def _svg(canvas: Canvas) -> bytes:
    out = io.BytesIO()
    canvas.savefig(out, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    return out.getvalue().replace(b"'DejaVu Sans'", FONTS)

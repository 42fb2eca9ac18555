"""The picture: what each person more costs, in waiting and in memory."""

from collections.abc import Mapping
from math import ceil, floor, log10
from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("svg")
import matplotlib.pyplot as plt  # after the choice of what draws

LINES = (("voila", "plain Voilà", "#a0522d", "s-"), ("pool", "Voilà, preheated pool", "#7a6a00", "^--"),
         ("joining", "Pejling", "#0b6b75", "o-"))
"""What, its name, its colour (all three stand out on white), and its mark and line for who sees no colours."""

LOOKS = {"svg.fonttype": "none", "svg.hashsalt": "pejling", "font.size": 11, "axes.grid": True, "grid.alpha": 0.35}


def draw(found: Mapping[str, Any], path: Path) -> None:
    """Write the picture as SVG with text that can be selected and read aloud."""
    with mpl.rc_context(LOOKS):
        figure, (times, memory) = plt.subplots(1, 2, figsize=(10.5, 4.4), layout="constrained")
        for key, name, colour, mark in LINES:
            rows = [row for row in found[key] if row.get("p95")]
            times.plot([r["clients"] for r in rows], [r["p95"] for r in rows], mark, color=colour, label=name)
            rows = [r for r in found["memory"] if r["people"]] if key == "joining" else [r for r in rows if "all_mb" in r]
            people = [r.get("people", r.get("clients")) for r in rows]
            memory.plot(people, [r.get("pss", r.get("all_mb")) for r in rows], mark, color=colour, label=name)
        times.set(title="Until 95 % have an answer taken in", ylabel="seconds")
        memory.set(title="Memory of the whole server", ylabel="MB")
        ticks = sorted({row["clients"] for row in found["joining"]})
        for axes in (times, memory):
            axes.set(xscale="log", yscale="log", xlabel="people at once")
            axes.set_xticks(ticks, [str(tick) for tick in ticks])
            low, high = axes.get_ylim()
            axes.set_ylim(10 ** floor(log10(low)), 10 ** ceil(log10(high)))  # whole decades, so that each has its number
            axes.minorticks_off()
            axes.yaxis.set_major_formatter(lambda value, _: f"{value:,g}")
        times.legend()
        figure.savefig(path, metadata={"Date": None, "Creator": None, "Title": "What a class costs"})
        plt.close(figure)

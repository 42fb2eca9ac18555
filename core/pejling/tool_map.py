"""The map as a picture: A and B are the ground, 1–4 are steps upwards. Colours come from `view.css`."""

from collections.abc import Sequence
from html import escape

WIDTH, STEP, RISE, GROUND, GAP = 344, 80, 22, 38, 8
"""The picture's measures, in its own units: width, a step's width and rise, height of a bar of the ground, space between."""


def draw_map(places: Sequence[tuple[str, str]]) -> str:
    """SVG of the places (mark, title). Each is a group of class `pj-map-<mark>`; what it says stands beside it as text."""
    steps = [(mark, title) for mark, title in places if mark.isdigit()]
    ground = [(mark, title) for mark, title in places if not mark.isdigit()]
    floor = 58 + RISE * len(steps)
    parts = []
    for i, (mark, title) in enumerate(steps):
        top = floor - 50 - RISE * (i + 1)
        parts.append(_place(mark, f"{mark}.", title, i * (STEP + GAP), top, STEP, floor - GAP - top))
    for i, (mark, title) in enumerate(reversed(ground)):
        parts.append(_place(mark, f"{mark}:", title, 0, floor + i * (GROUND + GAP), WIDTH, GROUND))
    height = floor + len(ground) * (GROUND + GAP) - GAP
    return (f'<svg viewBox="-2 -2 {WIDTH + 4} {height + 4}" aria-hidden="true" focusable="false">{"".join(parts)}</svg>')


def _place(mark: str, name: str, title: str, x: int, y: int, width: int, height: int) -> str:
    """A box with its mark and its title: above each other in a step, beside each other in the ground."""
    box = f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="6"/>'
    if mark.isdigit():
        words = (f'<text class="pj-map-mark" x="{x + 8}" y="{y + 25}">{escape(name)}</text>'
                 f'<text x="{x + 8}" y="{y + 46}">{escape(title)}</text>')
    else:
        words = (f'<text class="pj-map-mark" x="{x + 10}" y="{y + 26}">{escape(name)}</text>'
                 f'<text x="{x + 40}" y="{y + 25}">{escape(title)}</text>')
    return f'<g class="pj-map-place pj-map-{mark.lower()}">{box}{words}</g>'

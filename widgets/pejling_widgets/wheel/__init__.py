"""Wheel: a chart that one sets oneself: a wheel of areas, two scales, or circles of influence."""

from pathlib import Path

from pejling.kind import Kind
from pejling_widgets.wheel import model
from pejling_widgets.wheel.content import Content
from pejling_widgets.wheel.play import play

KIND = Kind(
    name="wheel",
    folder=Path(__file__).parent,
    content=Content,
    scopes=frozenset({"person", "group"}),
    may_be_anonymous=False,
    start=model.start,
    apply=model.apply,
    public=model.public,
    summary=model.summary,
    answered=model.answered,
    columns=model.columns,
    row=model.row,
    play=play,
)

"""Planner: a job plan at several levels, held against a joblog, and three circles that overlap."""

from pathlib import Path

from pejling.kind import Kind
from pejling_widgets.planner import model
from pejling_widgets.planner.content import Content
from pejling_widgets.planner.play import play

KIND = Kind(
    name="planner",
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

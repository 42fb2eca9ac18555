"""Drill: try a tool in small items, with feedback on every reply, and a last round where it comes at the end."""

from pathlib import Path

from pejling.kind import Kind
from pejling_widgets.drill import model
from pejling_widgets.drill.content import Content
from pejling_widgets.drill.play import play

KIND = Kind(
    name="drill",
    folder=Path(__file__).parent,
    content=Content,
    scopes=frozenset({"person"}),
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

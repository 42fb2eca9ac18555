"""Navigator: the map of Samtalens Pejlemærker, its cards, and how far one has come with each tool."""

from pathlib import Path

from pejling.kind import Kind
from pejling_widgets.navigator import model
from pejling_widgets.navigator.content import Content
from pejling_widgets.navigator.play import play

KIND = Kind(
    name="navigator",
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

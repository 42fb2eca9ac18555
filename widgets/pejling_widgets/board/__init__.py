"""Board: groups or persons write under headings, and plenum sees."""

from pathlib import Path

from pejling.kind import Kind
from pejling_widgets.board import model
from pejling_widgets.board.content import Content
from pejling_widgets.board.play import play

KIND = Kind(
    name="board",
    folder=Path(__file__).parent,
    content=Content,
    scopes=frozenset({"group", "person"}),
    may_be_anonymous=True,
    start=model.start,
    apply=model.apply,
    public=model.public,
    summary=model.summary,
    answered=model.answered,
    columns=model.columns,
    row=model.row,
    play=play,
    trainer_events=frozenset({"hide", "show"}),
)

"""Board: groups or persons write under headings, and plenum sees."""

from pejling.exercise.kind import Kind
from pejling_widgets.board import model
from pejling_widgets.board.content import Content

KIND = Kind.of(
    __file__, Content, model, model.play, {"group", "person"}, label="Tavle", may_be_anonymous=True,
    trainer_events={"hide", "show"}, needs={"case"},
)

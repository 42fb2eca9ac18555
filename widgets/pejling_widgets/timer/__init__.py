"""Timer: the steps of an exercise on one clock, run by the trainer and seen by all."""

from pathlib import Path

from pejling.kind import Kind
from pejling_widgets.timer import model
from pejling_widgets.timer.content import Content

KIND = Kind(
    name="timer",
    folder=Path(__file__).parent,
    content=Content,
    scopes=frozenset({"course"}),
    may_be_anonymous=False,
    start=model.start,
    apply=model.apply,
    public=model.public,
    summary=model.summary,
    answered=model.answered,
    columns=model.columns,
    row=model.row,
    play=model.play,
    trainer_events=frozenset({"start", "pause", "reset", "add", "next"}),
)

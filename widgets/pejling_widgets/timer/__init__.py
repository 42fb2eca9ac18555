"""Timer: the steps of an exercise on one clock, run by the trainer and seen by all."""

from pejling.exercise.kind import Kind
from pejling_widgets.timer import model
from pejling_widgets.timer.content import Content

KIND = Kind.of(
    __file__, Content, model, model.play, {"course"}, label="Ur", gathers=False, steered=True,
    trainer_events={"start", "pause", "reset", "add", "next"},
)

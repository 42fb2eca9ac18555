"""Wheel: a chart that one sets oneself: a wheel of areas, two scales, or circles of influence."""

from pejling.exercise.kind import Kind
from pejling_widgets.wheel import model
from pejling_widgets.wheel.content import Content

KIND = Kind.of(
    __file__, Content, model, model.play, {"person", "group"}, label="Hjul",
    trainer_learns="at {du} er i gang, men ikke hvad der står",
)

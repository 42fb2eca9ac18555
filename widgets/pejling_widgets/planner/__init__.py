"""Planner: a job plan at several levels, held against a joblog, and three circles that overlap."""

from pejling.exercise.kind import Kind
from pejling_widgets.planner import model
from pejling_widgets.planner.content import Content

KIND = Kind.of(
    __file__, Content, model, model.play, {"person", "group"}, label="Plan",
    trainer_learns="at {du} er i gang, men ikke hvad der står",
)

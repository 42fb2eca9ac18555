"""Relational coordination: each person rates the other roles of a work process, and both directions are shown."""

from pejling.exercise.kind import Kind
from pejling_widgets.relational_coordination import model
from pejling_widgets.relational_coordination.content import Content

KIND = Kind.of(
    __file__, Content, model, model.play, {"person"}, label="Relationel koordinering", may_be_homework=True,
    report="RK-rapport",
)

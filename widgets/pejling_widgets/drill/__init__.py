"""Drill: try a tool in small items, with feedback on every reply, and a last round where it comes at the end."""

from pejling.exercise.kind import Kind
from pejling_widgets.drill import model
from pejling_widgets.drill.content import Content
from pejling_widgets.drill.play import play

KIND = Kind.of(__file__, Content, model, play, {"person"})

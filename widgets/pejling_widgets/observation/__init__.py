"""Observation: a conversation counted with one tap at a time, and then rated by both, each before reading the other."""

from pejling.exercise.kind import Kind
from pejling_widgets.observation import model
from pejling_widgets.observation.content import Content

KIND = Kind.of(__file__, Content, model, model.play, {"seat"}, label="Iagttagelse", trainer_learns="at {du} er i gang")

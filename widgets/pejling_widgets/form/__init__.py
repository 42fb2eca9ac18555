"""Form: fields that save themselves, a hand-in, and a day it is due."""

from pejling.exercise.kind import Kind
from pejling_widgets.form import model
from pejling_widgets.form.content import Content

KIND = Kind.of(
    __file__, Content, model, model.play, {"person", "group", "pair", "seat"}, label="Skema", shows_due=True, may_be_homework=True,
)

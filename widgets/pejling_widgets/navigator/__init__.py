"""Navigator: the map of Samtalens Pejlemærker, its cards, and how far one has come with each tool."""

from pejling.exercise.kind import Kind
from pejling_widgets.navigator import model
from pejling_widgets.navigator.content import Content

KIND = Kind.of(
    __file__, Content, model, model.play, {"person"}, label="Kort over redskaber", needs={"cards"},
    sees="Kun du ser dine mærker. Underviseren kan se, at du har sat mærker, men ikke hvilke.",
)

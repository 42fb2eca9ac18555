"""Drill: try a tool in small items, with feedback on every reply, and a last round where it comes at the end."""

from pejling.exercise.kind import Kind
from pejling_widgets.drill import model
from pejling_widgets.drill.content import Content
from pejling_widgets.drill.play import play

KIND = Kind.of(
    __file__, Content, model, play, {"person"}, label="Øvelse", done="er færdige", may_be_homework=True,
    sees="Kun du ser dine svar og din feedback. Underviseren kan se, at du har øvet, og ser kun samlet, hvordan hver "
    "opgave gik – først når mindst {least} har øvet den. Melder du, at feedback ikke passer, "
    "bestemmer du selv, om dit svar skal med.",
)

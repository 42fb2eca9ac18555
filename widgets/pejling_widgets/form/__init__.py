"""Form: fields that save themselves, a hand-in, and a day it is due."""

from pathlib import Path

from pejling.kind import Kind
from pejling_widgets.form import model
from pejling_widgets.form.content import Content
from pejling_widgets.form.play import play

KIND = Kind(
    name="form",
    folder=Path(__file__).parent,
    content=Content,
    scopes=frozenset({"person", "group"}),
    may_be_anonymous=False,
    start=model.start,
    apply=model.apply,
    public=model.public,
    summary=model.summary,
    answered=model.answered,
    columns=model.columns,
    row=model.row,
    play=play,
)

"""Poll: single, multiple, scale, ranking and words, several questions at one's own pace."""

from pathlib import Path

from pejling.kind import Kind
from pejling_widgets.poll import model
from pejling_widgets.poll.content import Content
from pejling_widgets.poll.play import play

KIND = Kind(
    name="poll",
    folder=Path(__file__).parent,
    content=Content,
    scopes=frozenset({"person"}),
    may_be_anonymous=True,
    start=model.start,
    apply=model.apply,
    public=model.public,
    summary=model.summary,
    answered=model.answered,
    columns=model.columns,
    row=model.row,
    play=play,
)

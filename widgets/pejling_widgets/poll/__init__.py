"""Poll: single, multiple, scale, ranking and words, several questions at one's own pace."""

from pejling.exercise.kind import Kind
from pejling_widgets.poll import model
from pejling_widgets.poll.content import Content

KIND = Kind.of(__file__, Content, model, model.play, {"person"}, label="Afstemning", may_be_anonymous=True)

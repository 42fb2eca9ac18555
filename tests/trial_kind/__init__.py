"""A trial kind: two seats, each with an own rating, of a type of field of its own, that it locks, and a mean that may leave.

Its `view.js` draws that type of field, beside the types that `fields.js` draws.

What a new kind takes: this folder, and a line in `kinds.py`. Nothing else knows of it.
"""

from pejling.exercise.kind import Kind
from trial_kind import model
from trial_kind.content import Content

KIND = Kind.of(__file__, Content, model, model.play, {"seat", "pair"}, label="Prøve", trainer_learns="at {du} er i gang")

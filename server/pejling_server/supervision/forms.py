"""The forms of a visit, and what stands in them as a person reads it."""

from sqlalchemy import Connection

from pejling.dates import parse
from pejling.exercise.fields import FieldExercise
from pejling.exercise.kind import Ctx
from pejling.exercise.subject import Subject
from pejling.store import answers
from pejling.store.records import Run
from pejling_server.exercise import view
from pejling_server.responses.supervision import Noted
from pejling_widgets.library import Loaded

PREPARATION, OBSERVATION, AGREEMENT = "besoeg-forberedelse", "besoeg-iagttagelse", "besoeg-aftale"
FORMS = (PREPARATION, OBSERVATION, AGREEMENT)
"""The forms of a visit, in `supervision/forms/`."""


def is_locked(c: Connection, run: Run, loaded: Loaded, subject: Subject) -> bool:
    """Whether this view of the visit is locked."""
    found = answers.find(c, run.id, subject.key)
    return found is not None and loaded.kind.finished(loaded.content, found.state)


def told(c: Connection, run: Run, subject: Subject) -> tuple[Noted, ...]:
    """What stands in the fields of an answer, as a person reads it; each question as its seat was asked."""
    found, loaded = answers.find(c, run.id, subject.key), view.content_of(c, run)
    content = loaded.content
    if found is None or not isinstance(content, FieldExercise):
        return ()
    ctx = Ctx("participant", run.phase, parse(found.saved_at), seat=subject.seats[0] if subject.seats else "")
    asked = {one["id"]: one["label"] for one in loaded.kind.public(content, found.state, ctx).get("asked", ())}
    filled = ((name, field, found.state["fields"].get(name)) for name, field in content.named.items())
    return tuple(Noted(label=asked.get(name, field.label), text=str(field.show(value)))
                 for name, field, value in filled if field.filled(value))

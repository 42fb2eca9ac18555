"""An exercise as it can be printed: what it is about, who sees what, its questions, and room to answer by hand.

Made from the fields that every kind declares, so that no kind has to be known here.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from html import escape
from typing import Any

from pejling.exercise import host
from pejling.exercise.fields import FieldExercise
from pejling.exercise.kind import Ctx
from pejling_widgets.library import Loaded

LINES = 3
"""Lines to write on where a field does not say how many rows it has."""
MOST_STEPS = 11
"""A scale with more steps than these is written on a line."""


def on_paper(loaded: Loaded) -> str:
    """HTML of the exercise, unanswered. It needs no script, and reads well without a style sheet."""
    head = host.heading(loaded.kind, loaded.id, loaded.content, Ctx("participant", "open", datetime.now(UTC)))
    minutes = f"Cirka {head['minutes']} minutter. " if head["minutes"] else ""
    return (
        f'<div class="pj pj-card pj-paper" data-exercise="{escape(loaded.id)}"><h3 class="pj-title">{escape(head["title"])}</h3>'
        f'<p class="pj-soft pj-small">{minutes}{escape(head["sees"])}</p><div class="pj-prose">{head["intro"]}</div>'
        f"{_questions(loaded.content)}</div>"
    )


def _questions(content: Any) -> str:
    fields = content.named.values() if isinstance(content, FieldExercise) else ()
    asked = [field.drawn for field in fields if field.label != field.id]  # else the view alone knows what it is about
    if not asked:
        return '<p class="pj-soft">Øvelsen bruges på skærmen.</p>'
    questions = "".join(f"<li>{_question(drawn)}</li>" for drawn in asked)
    return f'<ol class="pj-paper-questions">{questions}</ol>'


def _question(drawn: Mapping[str, Any]) -> str:
    return f'<p class="pj-label">{escape(drawn["label"])}</p>{drawn["help_html"]}{_room(drawn)}'


def _room(drawn: Mapping[str, Any]) -> str:
    """Where the answer goes: options to tick, steps to ring, or lines to write on."""
    if "options" in drawn:
        options = "".join(f'<li><span aria-hidden="true">☐</span> {escape(one["text"])}</li>' for one in drawn["options"])
        return f'<ul class="pj-paper-options">{options}</ul>'
    if "low" in drawn and drawn["high"] - drawn["low"] < MOST_STEPS:
        steps = "".join(f"<span>{step}</span>" for step in range(drawn["low"], drawn["high"] + 1))
        low, high = (f"<small>{escape(drawn.get(end) or '')}</small>" for end in ("low_text", "high_text"))
        return f'<p class="pj-paper-steps">{low}{steps}{high}</p>'
    rows: int = drawn.get("rows", LINES if "longest" in drawn else 1)
    return '<div class="pj-paper-line"></div>' * rows

"""The rules of a poll: what is known about a question comes with the reveal, and all is shown as distributions."""

from collections.abc import Sequence
from typing import Any

from pejling.exercise.events import may_change
from pejling.exercise.fields.rules import answered, apply, columns, complete, play, row, start
from pejling.exercise.kind import Contribution, Ctx
from pejling.markdown import render
from pejling.schema import State
from pejling_widgets.poll.content import AnyQuestion, Content
from pejling_widgets.poll.totals import totals

__all__ = ["answered", "apply", "columns", "finished", "play", "public", "row", "start", "summary"]

finished = complete
"""Whether every question has an answer that counts."""


def public(content: Content, state: State, ctx: Ctx) -> dict[str, Any]:
    """What the view draws: the questions in the content's order, and the viewer's own answers.

    Before the poll opens, only a trainer gets the questions. What is known about a question comes with the reveal.
    """
    hidden = ctx.phase == "waiting" and ctx.role != "trainer"
    return {
        "kind": "poll",
        "phase": ctx.phase,
        "round": ctx.round,
        "locked": not may_change(ctx),
        "fields": {} if hidden else dict(state["fields"]),
        "questions": [] if hidden else [_public_question(q, ctx) for q in content.questions],
        "by_organisation": content.by_organisation,
    }


def _public_question(question: AnyQuestion, ctx: Ctx) -> dict[str, Any]:
    """A question without its text on what is known, unless the answers have been revealed."""
    shown = question.public(question.id)
    if ctx.phase == "revealed":
        shown |= {"known_html": render(question.known), "known_source": question.known_source}
    return shown


def summary(content: Content, contributions: Sequence[Contribution], ctx: Ctx) -> dict[str, Any]:
    """Distributions of each question, for all and for each organisation; see `totals`."""
    return totals(content, contributions, ctx)

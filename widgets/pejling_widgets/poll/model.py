"""The rules of a poll: what is known about a question comes with the reveal, and all is shown as distributions."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pejling.exercise.audience import audience
from pejling.exercise.fields.rules import answered, apply, columns, complete, play, row, start
from pejling.exercise.fields.shown import questions
from pejling.exercise.kind import Contribution, Ctx
from pejling.exercise.summary import Heading, Question, Summary
from pejling.markdown import render
from pejling.schema import State
from pejling_widgets.poll.content import AnyQuestion, Content

__all__ = ["answered", "apply", "columns", "finished", "play", "public", "row", "start", "summary"]

finished = complete
"""Whether every question has an answer that counts."""


def public(content: Content, state: State, ctx: Ctx) -> dict[str, Any]:
    """What the view draws: the questions in the content's order, and the viewer's own answers.

    Before the poll opens, only a trainer gets the questions. What is known about a question comes with the reveal.
    """
    hidden = ctx.phase == "waiting" and ctx.role != "trainer"
    return {
        "fields": {} if hidden else dict(state["fields"]),
        "questions": [] if hidden else [_public_question(q, content.known_heading, ctx) for q in content.questions],
        "by_organisation": content.by_organisation,
    }


def _public_question(question: AnyQuestion, heading: str, ctx: Ctx) -> dict[str, Any]:
    """A question without its text on what is known, unless the answers have been revealed."""
    shown = question.public(question.id)
    if ctx.phase == "revealed":
        shown |= {"known_html": render(question.known), "known_source": question.known_source, "known_heading": heading}
    return shown


def summary(content: Content, contributions: Sequence[Contribution], ctx: Ctx) -> Summary:
    """A distribution of each question, for all and, where content and host say so, for each organisation."""
    told = audience(content, ctx)
    least = ctx.least if told.together else 1
    asked = {question.id: question for question in content.questions}
    parts = questions(asked, contributions, least, words=told.words, split=content.by_organisation)
    if ctx.phase == "revealed":
        parts = tuple(_with_known(part, asked[part.id]) for part in parts)
    return Summary(sum(answered(content, c.state) for c in contributions), parts=parts)


def _with_known(part: Question | Heading, question: AnyQuestion) -> Question | Heading:
    if isinstance(part, Heading):
        return part
    return replace(part, known_html=render(question.known), known_source=question.known_source)

"""What may be shown of everybody's answers to a poll: one distribution for each question."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from pejling.alphabet import danish_order
from pejling.exercise.fields.rules import answered
from pejling.exercise.kind import Contribution, Ctx
from pejling.exercise.summary import Distribution
from pejling.schema import State
from pejling_widgets.poll.content import AnyQuestion, Content


def totals(content: Content, contributions: Sequence[Contribution], ctx: Ctx) -> dict[str, Any]:
    """Distributions of each question, for all and, where content and host say so, for each organisation.

    The host asks only when enough people stand behind the whole. Unless answers are shown with names, a question
    that fewer than `ctx.least` have answered is `few`: its answers are left out, and so is its split by organisation
    when one of them has too few, since the last one could be found by subtraction. A leader gets nobody's own words.
    """
    states = [c.state for c in contributions]
    least = ctx.least if content.anonymous or content.visible == "aggregate" else 1
    texts = ctx.role != "leader"
    return {
        "n": sum(answered(content, state) for state in states),
        "questions": _distributions(content.questions, states, least, texts=texts),
        "by_organisation": _split(content, contributions, least, texts=texts) if content.by_organisation else [],
    }


def _split(content: Content, contributions: Sequence[Contribution], least: int, *, texts: bool) -> list[dict[str, Any]]:
    names = sorted({c.organisation for c in contributions}, key=danish_order)
    if len(names) < 2 or "" in names:
        return []
    groups = {name: [c.state for c in contributions if c.organisation == name] for name in names}
    shown = [q for q in content.questions if not any(_tally(q, group, least).few for group in groups.values())]
    return [
        {"organisation": name, "n": len(group), "questions": _distributions(shown, group, least, texts=texts)}
        for name, group in groups.items()
    ]


def _distributions(questions: Sequence[AnyQuestion], states: Sequence[State], least: int, *, texts: bool) -> dict[str, Any]:
    return {question.id: _told(question, _tally(question, states, least), texts=texts) for question in questions}


def _tally(question: AnyQuestion, states: Sequence[State], least: int) -> Distribution:
    found: Any = question.tally([state["fields"].get(question.id) for state in states], least)
    shown: Distribution = found  # as it is for every type of question
    return shown


def _told(question: AnyQuestion, shown: Distribution, *, texts: bool) -> dict[str, Any]:
    if shown.few:
        return {"few": True}
    rows = [asdict(bar) for bar in shown.bars] if texts or not question.written else []
    told = {"n": shown.n, "rows": rows}
    return {**told, "mean": shown.mean, "median": shown.median} if question.type == "scale" else told

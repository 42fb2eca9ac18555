"""What may be shown of everybody's answers to a poll: one distribution for each question."""

from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any, assert_never

from pejling.alphabet import bare_word, danish_order, same_word
from pejling.exercise.kind import Contribution, Ctx
from pejling.exercise.summary import mean_of, whole_percent
from pejling.schema import State
from pejling_widgets.poll.content import AnyQuestion, Content, Multiple, Option, Ranking, Scale, Single, Words


def counts(question: AnyQuestion, state: State) -> bool:
    """Whether this question has an answer that counts; a ranking counts when it is complete."""
    value = state["fields"].get(question.id)
    if isinstance(question, Ranking):
        return value is not None and len(value) == len(question.options)
    return value is not None


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
        "n": sum(any(counts(q, s) for q in content.questions) for s in states),
        "questions": _distributions(content.questions, states, least, texts=texts),
        "by_organisation": _split(content, contributions, least, texts=texts) if content.by_organisation else [],
    }


def _split(content: Content, contributions: Sequence[Contribution], least: int, *, texts: bool) -> list[dict[str, Any]]:
    names = sorted({c.organisation for c in contributions}, key=danish_order)
    if len(names) < 2 or "" in names:
        return []
    groups = {name: [c.state for c in contributions if c.organisation == name] for name in names}
    shown = [
        question
        for question in content.questions
        if not any(0 < sum(counts(question, s) for s in group) < least for group in groups.values())
    ]
    return [
        {"organisation": name, "n": len(group), "questions": _distributions(shown, group, least, texts=texts)}
        for name, group in groups.items()
    ]


def _distributions(questions: Sequence[AnyQuestion], states: Sequence[State], least: int, *, texts: bool) -> dict[str, Any]:
    return {question.id: _distribution(question, states, least, texts=texts) for question in questions}


def _distribution(question: AnyQuestion, states: Sequence[State], least: int, *, texts: bool) -> dict[str, Any]:
    answers = [s["fields"][question.id] for s in states if counts(question, s)]
    n = len(answers)
    if 0 < n < least:
        return {"few": True}
    match question:
        case Single():
            return {"n": n, "rows": _chosen(question.options, Counter(answers), n)}
        case Multiple():
            return {"n": n, "rows": _chosen(question.options, Counter(a for chosen in answers for a in chosen), n)}
        case Scale():
            return {"n": n, **_placed(question, answers)}
        case Ranking():
            return {"n": n, "rows": _ranked(question.options, answers)}
        case Words():
            return {"n": n, "rows": _grouped(answers) if texts else []}
        case _:
            assert_never(question)


def _share(count: int, n: int) -> dict[str, int]:
    return {"count": count, "percent": whole_percent(count, n)}


def _chosen(options: Sequence[Option], chosen: Mapping[str, int], n: int) -> list[dict[str, Any]]:
    return [{"id": o.id, "text": o.text, **_share(chosen.get(o.id, 0), n)} for o in options]


def _placed(question: Scale, answers: Sequence[int]) -> dict[str, Any]:
    """How many at each number, with the mean (one decimal) and the median; None when nobody has answered."""
    steps = range(question.low, question.high + 1)
    return {
        "rows": [{"id": str(v), "text": str(v), **_share(answers.count(v), len(answers))} for v in steps],
        "mean": mean_of(answers),
        "median": float(median(answers)) if answers else None,
    }


def _ranked(options: Sequence[Option], answers: Sequence[list[str]]) -> list[dict[str, Any]]:
    """The options with their mean place (1 is first) and how many put them first, the best placed first."""
    places = {o.id: [answer.index(o.id) + 1 for answer in answers] for o in options}
    return [
        {
            "id": o.id,
            "text": o.text,
            "mean": mean_of(places[o.id]),
            **_share(places[o.id].count(1), len(answers)),
        }
        for o in sorted(options, key=lambda o: sum(places[o.id]))
    ]


def _grouped(answers: Sequence[list[str]]) -> list[dict[str, Any]]:
    """The words without regard to case and the stops around them, once for each person, in their commonest spelling.

    The most used come first. Ties go by the alphabet, never by who came first.
    """
    spellings: dict[str, Counter[str]] = {}
    for words in answers:
        for key, word in {same_word(w): bare_word(w) for w in words if w}.items():
            spellings.setdefault(key, Counter())[word] += 1
    rows = [
        {"text": min(found, key=lambda w: (-found[w], danish_order(w))), **_share(found.total(), len(answers))}
        for found in spellings.values()
    ]
    return sorted(rows, key=lambda row: (-row["count"], danish_order(row["text"])))

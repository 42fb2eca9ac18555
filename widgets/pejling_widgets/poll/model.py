"""The rules of a poll: what an answer may be, and what may be shown of everybody's answers.

An answer to a question, by the question's type:

- single: the id of one option; multiple: a list of option ids, kept in the content's order
- scale: a whole number
- ranking: a list of option ids, the most important first. A list that is not complete is kept, so that nothing is
  lost while one ranks, but only a complete one is an answer that counts
- words: a list of texts by place, "" for a place left empty between others
"""

import unicodedata
from collections.abc import Sequence
from typing import Any, assert_never

from pejling import markdown
from pejling.exercise.events import check_may_change, may_change, value_of
from pejling.exercise.kind import Column, Contribution, Ctx, Refused
from pejling.schema import State
from pejling_widgets.poll.content import AnyQuestion, Content, Multiple, Option, Ranking, Scale, Single, Words
from pejling_widgets.poll.totals import counts, totals

Answer = str | int | list[str] | None


def start(content: Content, ctx: Ctx) -> State:
    """The state of someone who has answered nothing."""
    return {"fields": {}}


def apply(content: Content, state: State, event: dict[str, Any], ctx: Ctx) -> State:
    """The state after `event`; `{"type": "set", "field": question id, "value": answer or null}` is the only one.

    Raises
    ------
    Refused
        The poll is not open to this viewer, or the question or answer is not one that the poll has.
    """
    if event.get("type") != "set":
        raise Refused("Det kan man ikke gøre i en afstemning.")
    check_may_change(ctx)
    question = next((q for q in content.questions if q.id == event.get("field")), None)
    if question is None:
        raise Refused("Spørgsmålet findes ikke i denne afstemning.")
    value = value_of(event)
    answer = None if value is None else _checked(question, value)
    fields = dict(state["fields"])
    if answer is None:
        fields.pop(question.id, None)
    else:
        fields[question.id] = answer
    return {**state, "fields": fields}


def _checked(question: AnyQuestion, value: object) -> Answer:
    """The answer as it is kept, or None when it is an empty one."""
    match question:
        case Single():
            return _chosen([value], question.options)[0]
        case Multiple():
            chosen = _chosen(value, question.options)
            if question.most and len(chosen) > question.most:
                raise Refused(f"Vælg højst {question.most}; du har valgt {len(chosen)}.")
            return [o.id for o in question.options if o.id in chosen] or None
        case Scale():
            if isinstance(value, bool) or not isinstance(value, int) or not question.low <= value <= question.high:
                raise Refused(f"Svaret skal være et helt tal fra {question.low} til {question.high}.")
            return value
        case Ranking():
            return _chosen(value, question.options) or None
        case Words():
            return _written(value, question)
        case _:
            assert_never(question)


def _chosen(value: object, options: Sequence[Option]) -> list[str]:
    known = {o.id for o in options}
    if not isinstance(value, list) or not all(isinstance(v, str) and v in known for v in value):
        raise Refused("Svaret er ikke et af dem, man kan vælge.")
    if len(set(value)) < len(value):
        raise Refused("Det samme svar er valgt to gange.")
    return value


def _written(value: object, question: Words) -> list[str] | None:
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise Refused("Svaret skal være tekst.")
    if len(value) > question.most:
        raise Refused(f"Skriv højst {question.most} svar.")
    words = []
    for text in value:
        if len(text) > 10 * question.longest:  # too long however it is cleaned, and not worth the time
            raise _too_long(question, len(text))
        word = clean_line(text)
        if len(word) > question.longest:
            raise _too_long(question, len(word))
        words.append(word)
    while words and not words[-1]:
        words.pop()
    return words or None


def _too_long(question: Words, length: int) -> Refused:
    return Refused(f"Hvert svar må højst være på {question.longest} tegn; det her er på {length}.")


_DIRECTION_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that turn the text after them round; right-to-left letters and emoji need none of them."""


def clean_line(text: str) -> str:
    """The text on one line, composed (NFC), without control characters; emoji and right-to-left text stay."""
    composed = unicodedata.normalize("NFC", text)
    kept = (
        " " if c.isspace() else c
        for c in composed
        if c.isspace() or (unicodedata.category(c) not in ("Cc", "Cs", "Cn") and c not in _DIRECTION_OVERRIDES)
    )
    return " ".join("".join(kept).split())


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
    shown = question.model_dump(mode="json", exclude={"help", "known", "known_source"})
    shown["help_html"] = markdown.render(question.help)
    if ctx.phase == "revealed":
        shown["known_html"] = markdown.render(question.known)
        shown["known_source"] = question.known_source
    return shown


def answered(content: Content, state: State) -> bool:
    """Whether any question has an answer that counts."""
    return any(counts(q, state) for q in content.questions)


def finished(content: Content, state: State) -> bool:
    """Whether every question has an answer that counts."""
    return all(counts(q, state) for q in content.questions)


def summary(content: Content, contributions: Sequence[Contribution], ctx: Ctx) -> dict[str, Any]:
    """Distributions of each question, for all and for each organisation; see `totals`."""
    return totals(content, contributions, ctx)


def columns(content: Content) -> list[Column]:
    """One column for each question, or for each option or place where an answer has several parts."""
    return [column for question in content.questions for column in _columns(question)]


def _columns(question: AnyQuestion) -> list[Column]:
    match question:
        case Single():
            return [Column(question.id, question.text, "Ét valg: " + " / ".join(o.text for o in question.options))]
        case Multiple():
            return [_part(question, o.id, o.text, "1: valgt, 0: ikke valgt") for o in question.options]
        case Scale():
            ends = f"fra {question.low} ({question.low_text}) til {question.high} ({question.high_text})"
            return [Column(question.id, question.text, f"Helt tal {ends}")]
        case Ranking():
            meaning = f"Plads fra 1 (først) til {len(question.options)}; tom, hvis rækkefølgen ikke er gjort færdig"
            return [_part(question, o.id, o.text, meaning) for o in question.options]
        case Words():
            meaning = f"Fri tekst, højst {question.longest} tegn"
            return [_part(question, str(place), f"svar {place}", meaning) for place in range(1, question.most + 1)]
        case _:
            assert_never(question)


def _part(question: AnyQuestion, key: str, text: str, meaning: str) -> Column:
    return Column(f"{question.id}.{key}", f"{question.text} – {text}", meaning)


def row(content: Content, state: State) -> dict[str, Any]:
    """The answers under the keys of `columns`; None where a question is not answered."""
    return {
        column.key: value
        for question in content.questions
        for column, value in zip(_columns(question), _values(question, state), strict=True)
    }


def _values(question: AnyQuestion, state: State) -> list[str | int | None]:
    """One value for each of the question's columns."""
    answer = state["fields"].get(question.id) if counts(question, state) else None
    if answer is None:
        return [None] * len(_columns(question))
    match question:
        case Single():
            return [next(o.text for o in question.options if o.id == answer)]
        case Multiple():
            return [int(o.id in answer) for o in question.options]
        case Scale():
            return [answer]
        case Ranking():
            return [answer.index(o.id) + 1 for o in question.options]
        case Words():
            return [word or None for word in answer] + [None] * (question.most - len(answer))
        case _:
            assert_never(question)

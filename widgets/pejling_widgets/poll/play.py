"""A played participant's answers to a poll, for a rehearsal and for the bots."""

from random import Random
from typing import Any, assert_never

from pejling_widgets.poll.content import AnyQuestion, Content, Multiple, Ranking, Scale, Single, Words

SAID = ("tillid", "nærvær", "retning", "tryghed", "klarhed", "respekt", "job", "tempo", "ansvar", "håb")


def play(content: Content, chance: Random) -> list[dict[str, Any]]:
    """Events that answer most questions, as people do: one in twelve is passed over."""
    return [
        {"type": "set", "field": question.id, "value": _answer(question, chance)}
        for question in content.questions
        if chance.random() > 1 / 12
    ]


def _answer(question: AnyQuestion, chance: Random) -> str | int | list[str]:
    match question:
        case Single():
            return chance.choice(question.options).id
        case Multiple():
            most = min(question.most or 3, len(question.options))
            return [o.id for o in chance.sample(question.options, chance.randint(1, most))]
        case Scale():
            return chance.randint(question.low, question.high)
        case Ranking():
            return [o.id for o in chance.sample(question.options, len(question.options))]
        case Words():
            return chance.sample(SAID, chance.randint(1, question.most))
        case _:
            assert_never(question)

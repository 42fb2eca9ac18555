"""Unsigned texts that a trainer has hidden, each by itself, wherever a total is shown. Nobody need know whose they are.

What is kept is a mark of the question and the text: the same word of two people is one text.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace

from pejling.alphabet import same_word
from pejling.exercise.summary import Distribution, Heading, Part, Question, Summary
from pejling.ids import fingerprint


@dataclass(frozen=True)
class Unsigned:
    """A text in a total, for the trainer who may hide it."""

    mark: str
    title: str
    """Of the question it was written to."""
    text: str


def unsigned(summary: Summary) -> Iterator[Unsigned]:
    """Every text of a total, by question, in the order in which it is shown."""
    for part in summary.parts:
        if isinstance(part, Question) and part.written:
            texts = [bar.text for bar in part.whole.bars]
        elif isinstance(part, Heading):
            texts = [post.text for posts in part.groups if not posts.subject for post in posts.posts]
        else:
            continue
        for text in dict.fromkeys(texts):
            yield Unsigned(_mark(part.id, text), part.title, text)


def without(summary: Summary, marks: Collection[str]) -> Summary:
    """The summary without the texts of these marks. How many have answered stays as it is."""
    return replace(summary, parts=tuple(_without(part, marks) for part in summary.parts)) if marks else summary


def _without(part: Part, marks: Collection[str]) -> Part:
    def is_shown(text: str) -> bool:
        return _mark(part.id, text) not in marks  # type: ignore[union-attr]  # only of parts with an id

    match part:
        case Question() if part.written:
            split = tuple(replace(one, shown=_bars(one.shown, is_shown)) for one in part.split)
            return replace(part, whole=_bars(part.whole, is_shown), split=split)
        case Heading():
            groups = (replace(posts, posts=tuple(post for post in posts.posts if is_shown(post.text))) for posts in part.groups)
            return replace(part, groups=tuple(groups))
    return part


def _bars(shown: Distribution, is_shown: Callable[[str], bool]) -> Distribution:
    return replace(shown, bars=tuple(bar for bar in shown.bars if is_shown(bar.text)))


def _mark(part: str, text: str) -> str:
    return fingerprint(f"{part}\n{same_word(text)}")[:24]

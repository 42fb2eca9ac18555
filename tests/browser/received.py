"""What a browser was given, and what of a drill it may not be given before the reply."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

SECRET = ("feedback", "why", "rule", "present", "absent", "elsewhere", "reply")
"""Where a drill's file has what belongs to after the reply."""


@dataclass
class Received:
    """What a browser was given: all of it as text, and of what is JSON the texts and the names of what is filled."""

    everything: str
    texts: set[str]
    names: set[str]


def received(answers: list[Any]) -> Received:
    """The bodies of all answers."""
    everything, told, named = [], set(), set()
    for answer in answers:
        kind = answer.headers.get("content-type", "")
        if "json" in kind:
            tree = answer.json()
            told |= {text for _, text in texts(tree)}
            named |= names_in(tree)
        elif answer.status == 200:
            everything.append(unescape(answer.text()) if kind.startswith("text/") else "")
    return Received("\n".join([*everything, *told]), told, named)


def secrets(content: Any, item: Any) -> set[str]:
    """What of an item belongs to after the reply, and is not said in any task."""
    told = list(texts(content.model_dump(mode="json")))
    open_to_all = " ".join([text for under, text in told if under not in SECRET])
    return {text for under, text in texts(item.model_dump(mode="json")) if under in SECRET and text not in open_to_all}


def texts(tree: Any, under: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a tree, with the name that it stands under."""
    if isinstance(tree, dict):
        for name, value in tree.items():
            yield from texts(value, name)
    elif isinstance(tree, list):
        for value in tree:
            yield from texts(value, under)
    elif isinstance(tree, str) and tree:
        yield under, tree


def names_in(tree: Any) -> set[str]:
    """The names of all that is filled in a tree."""
    if isinstance(tree, dict):
        return {name for name, value in tree.items() if value}.union(*(names_in(value) for value in tree.values()))
    return set[str]().union(*(names_in(value) for value in tree)) if isinstance(tree, list) else set()

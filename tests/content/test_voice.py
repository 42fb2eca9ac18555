"""The drills' own feedback is plain: few maxims, and whoever could do better is told something to do."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from content.test_people import TEXTS

from pejling.places import content_root
from pejling_widgets.drill.content import Content
from pejling_widgets.library import Library

DRILLS = {
    name: loaded.content for name, loaded in Library.load([content_root()]).exercises.items() if isinstance(loaded.content, Content)
}

TO_DO = re.compile(
    r"(?:aftal|anerkend|bed|begynd|behold|brug|bryd|byt|bliv|del|find|flyt|foreslå|forestil|fortæl|få|gem|gentag|giv|grib|gå|gør|hent"
    r"|hold|husk|hør|kald|kig|kom|kør|lad|lav|led|lyt|læg|læs|luk|mærk|nævn|nøjes|peg|pak|prøv|ret|saml|sammenlign|se|send|sid|sig"
    r"|skil|skriv|skift|slut|spejl|spring|spørg|stil|stop|stryg|svar|sæt|tag|tal|tegn|tilføj|tæl|tænk|undersøg|vend|vent|vis|vælg"
    r"|vær|åbn)"
)
"""Danish imperatives of what one can do with a reply or a conversation."""


class Line(NamedTuple):
    """One text of feedback."""

    item: str
    text: str
    to_try: bool
    """Whether it is shown to someone who could do better."""


def lines_of(content: Content) -> Iterator[Line]:
    for item in content.items:
        yield from _walk(item.id, item.model_dump(), ())


def _walk(item: str, node: Any, path: tuple[str, ...]) -> Iterator[Line]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key in {"feedback", "why", "present", "absent", "elsewhere"} and isinstance(value, str):
                yield Line(item, value, _is_to_try(key, node, path))
            else:
                yield from _walk(item, value, (*path, key))
    elif isinstance(node, list | tuple):
        for value in node:
            yield from _walk(item, value, path)


def _is_to_try(key: str, node: dict[str, Any], path: tuple[str, ...]) -> bool:
    wrong_choice = bool({"labels", "spots"} & set(path)) and not node.get("fits")
    return key in {"absent", "elsewhere"} or (key == "present" and "avoids" in path) or bool({"typical", "pairs"} & set(path)) \
        or wrong_choice


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?])[»«]?\s+(?=[A-ZÆØÅ»])", text.strip())


def words(text: str) -> list[str]:
    return re.findall(r"[\w'’-]+", text.lower())


def says_what_to_do(text: str) -> bool:
    """Whether its last sentence has an imperative at the head of a clause, or asks the reader something."""
    last = sentences(text)[-1]
    if last.rstrip("« .").endswith("?"):
        return True
    clauses = re.split(r"[,:;–]| og | eller ", last)
    heads = [re.sub(r"^(?:så|men|og|også|eller|bare|hellere)\s+", "", clause.strip(" »«")) for clause in clauses]
    return any(words(head)[:1] and TO_DO.fullmatch(words(head)[0]) for head in heads)


@pytest.mark.parametrize("name", sorted(DRILLS))
def test_whoever_could_do_better_is_told_something_to_do(name: str) -> None:
    idle = [f"{line.item}: {line.text}" for line in lines_of(DRILLS[name]) if line.to_try and not says_what_to_do(line.text)]
    assert not idle, "slut med noget, man kan gøre: spørg, lad, vent, prøv …"


NO_COMMA = re.compile(
    r"^[^,:;–(»«]*, (?:uden|i stedet for) at (?!de |alle |andre |ledige |begge |nogle )(?:\w+e|se|gå|få|stå|nå|slå) ")
"""The first comma of a sentence before »uden at« and an infinitive: there is no clause that it could end."""


@pytest.mark.parametrize("place", sorted(TEXTS))
def test_no_comma_stands_before_uden_at_and_an_infinitive(place: str) -> None:
    said = [sentence for text in TEXTS[place] for line in text.splitlines() for sentence in sentences(line)]
    assert not [sentence for sentence in said if NO_COMMA.search(sentence)]


def test_few_texts_of_feedback_end_in_a_short_saying() -> None:
    texts = [line.text for content in DRILLS.values() for line in lines_of(content)]
    short = [text for text in texts if len(sentences(text)) > 1 and len(words(sentences(text)[-1])) <= 6]
    sayings = [text for text in short if not says_what_to_do(text)]
    assert len(texts) > 2000
    assert len(short) / len(texts) < 1 / 12  # it was a sixth
    assert len(sayings) / len(texts) < 1 / 100

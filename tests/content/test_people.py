"""One name is one person in the whole kit: `people.yaml` says who each fictional person is and where she stands."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from pejling.places import content_root

ROOT = content_root()
REGISTER: dict[str, Any] = YAML(typ="safe").load((Path(__file__).parent / "people.yaml").read_text(encoding="utf-8"))
PEOPLE: dict[str, dict[str, Any]] = REGISTER["people"]
OTHERS = set(REGISTER["not_people"])

NOT_READ = {"id", "kind", "form", "tool", "card", "source", "known_source", "historical", "systems", "cases", "first", "then"}
NAME = r"[A-ZÆØÅ][a-zæøåéüçćžşıöğí]+"
INTRODUCED = re.compile(rf"^({NAME})(?: {NAME})?(?:-{NAME})? (?:på \d\d\b|er \d\d\b|er samlet|fra før)|\*\*({NAME}), ")


def read_by_people(node: Any) -> Iterator[str]:
    """The texts of an exercise or a case that somebody reads; a speaker as a dialogue in a notebook would have her."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "speaker":
                yield f"**{value}, taler**"
            elif key not in NOT_READ:
                yield from read_by_people(value)
    elif isinstance(node, list):
        for value in node:
            yield from read_by_people(value)
    elif isinstance(node, str):
        yield node


def texts_of(path: Path) -> list[str]:
    if path.suffix == ".yaml":
        return list(read_by_people(YAML(typ="safe").load(path.read_text(encoding="utf-8"))))
    if path.suffix == ".ipynb":
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
    return [re.sub(r"\A---\n.*?\n---\n", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)]


def place_of(path: Path) -> str:
    """What the register calls a file: its name, or its folder's where every folder has one of the same name."""
    return path.parent.name if path.stem in ("dag", "case", "story") else path.stem


def content() -> dict[str, list[str]]:
    """Every text in the kit that somebody reads, by place."""
    found: dict[str, list[str]] = {}
    for pattern in ("modules/**/*.yaml", "modules/**/*.ipynb", "modules/**/*.md", "cases/*/*"):
        for path in sorted(ROOT.glob(pattern)):
            if "_template" not in path.parts:
                found.setdefault(place_of(path), []).extend(texts_of(path))
    return found


TEXTS = content()
WORDS = {place: {word for text in texts for word in re.findall(r"[\w-]+", text)} for place, texts in TEXTS.items()}


@pytest.mark.parametrize("name", PEOPLE)
def test_a_name_stands_where_the_register_says_and_nowhere_else(name: str) -> None:
    places = {place for place, words in WORDS.items() if words & {name, f"{name}s"}}
    assert places == set(PEOPLE[name]["where"]), f"{name} er {PEOPLE[name]['who']}; er det en anden, så giv hende et andet navn"


@pytest.mark.parametrize("place", TEXTS)
def test_everybody_who_is_named_is_in_the_register(place: str) -> None:
    new = set()
    for text in TEXTS[place]:
        inside = re.findall(rf"(?<=[a-zæøå,] ){NAME}(?!\w)", text)  # a capital inside a sentence is a name
        introduced = [name for found in INTRODUCED.findall(text) for name in found if name]
        for word in (*inside, *introduced):
            names = {word, word.removesuffix("s")}
            if not names & (PEOPLE.keys() | OTHERS):
                new.add(word)
    assert not new, "skriv personen i tests/content/people.yaml – eller stedet under not_people"


def test_the_register_says_who_everybody_is() -> None:
    assert all(len(person["who"]) >= 3 and person["where"] for person in PEOPLE.values())
    assert not PEOPLE.keys() & OTHERS

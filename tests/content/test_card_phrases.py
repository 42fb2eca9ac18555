"""Every example and help question on a card is seen as its own tool, as written and as typed, and none of them is blamed."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from danish.phone import typed

from pejling_widgets.danish import HURTS, findings

ROOT = Path(__file__).parents[2] / "modules"
CARDS = ROOT / "pejlemaerker" / "cards"
ASKS = {"open", "help"}
OWN = {
    "aabne-hjaelpespoergsmaal": ASKS, "vaerdiloop": ASKS, "livshjulet": ASKS | {"scale"}, "noegleord": ASKS | {"closed", "mirror"},
    "detektivspoergsmaal": ASKS | {"closed"}, "kaptajnspoergsmaal": ASKS | {"closed"}, "smart-model": ASKS | {"closed"},
    "borgerens-plan": ASKS | {"closed"}, "tilbudsviften": ASKS | {"asks_permission", "closed"},
    "spejling": ASKS | {"mirror", "feeling"}, "flip-moenten": ASKS | {"mirror", "feeling"},
    "ressourcespotting": ASKS | {"strength", "mirror"}, "forhindringsloeb": ASKS | {"if_then", "closed"},
    "undtagelsesspoergsmaal": ASKS | {"exception", "closed"}, "mirakelspoergsmaal": ASKS | {"miracle", "scale", "exception"},
    "kontrakt": {"contract"}, "gamemastery": {"contract", "timeout", "closing"}, "afslutning": {"closing"},
    "motivationsskalaen": {"scale"}, "perspektivskift": {"perspective"},
}
"""What shows the tool of a card: one of these in each of its help questions."""
BLAMED = HURTS | {"several_questions", "leading", "accusing_why", "either_or", "unasked_advice", "persuasion", "but_after_mirror",
                  "jargon", "parroting"}
STARTED = re.compile(r"…\W*$")
"""A sentence that is only begun: it shows its tool when it is finished."""


def section(card: str, title: str) -> list[str]:
    text = (CARDS / f"{card}.md").read_text(encoding="utf-8")
    return re.findall(r"^- (.+)$", text.partition(f"## {title}\n")[2].partition("\n## ")[0], re.MULTILINE)


def said_by_the_professional() -> Iterator[tuple[str, str, str]]:
    """The card, the citizen's line before, and the professional's line, of every example."""
    for card in OWN:
        before = ""
        for line in section(card, "Eksempler"):
            for speaker, words in re.findall(r"\*\*(.+?):\*\* »(.+?)«", line):
                if speaker == "Konsulenten":
                    yield card, before, words
                else:
                    before = words


QUESTIONS = [(card, question) for card in OWN for question in section(card, "Hjælpespørgsmål")]
EXAMPLES = list(said_by_the_professional())


def test_every_card_is_known_here() -> None:
    assert {path.stem for path in CARDS.glob("*.md")} == set(OWN)
    assert len(QUESTIONS) > 140


@pytest.mark.parametrize(("card", "question"), QUESTIONS)
def test_a_help_question_shows_its_own_tool_and_is_not_blamed(card: str, question: str) -> None:
    for text in (question, typed(question)):
        seen = {one.behaviour for one in findings(text.replace("»…«", "det"))}
        assert seen & OWN[card] or STARTED.search(question), text
        assert not seen & BLAMED, text


@pytest.mark.parametrize(("card", "citizen", "words"), EXAMPLES)
def test_what_the_professional_says_in_an_example_is_not_blamed(card: str, citizen: str, words: str) -> None:
    for text in (words, typed(words)):
        assert not {one.behaviour for one in findings(text, citizen or None)} & BLAMED, text


@pytest.mark.parametrize("card", OWN)
def test_the_examples_of_a_card_show_its_own_tool(card: str) -> None:
    for style in (str, typed):
        lines = [(style(words), citizen or None) for name, citizen, words in EXAMPLES if name == card]
        seen = {one.behaviour for words, citizen in lines for one in findings(words, citizen)}
        assert seen & OWN[card]


POCKET = ROOT / "2-samtalerne" / "dag-1" / "handouts" / "gamemastery-lommekort.md"
PARTS = {"Kontrakt": "contract", "Timeout": "timeout", "Afslutning": "closing"}


def on_the_pocket_card() -> list[tuple[str, str]]:
    """The point of GameMastery, and the words to say there."""
    found = []
    for part in re.split(r"^## ", POCKET.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        own = next((behaviour for name, behaviour in PARTS.items() if name in part.partition("\n")[0]), "")
        found += [(own, words) for words in re.findall(r"»(.+?)«", part)]
    return found


@pytest.mark.parametrize(("own", "words"), on_the_pocket_card())
def test_what_the_pocket_card_says_shows_its_point_and_is_not_blamed(own: str, words: str) -> None:
    for text in (words, typed(words)):
        seen = {one.behaviour for one in findings(text)}
        assert not seen & BLAMED, text
        assert not own or own in seen, text


SAID_BADLY = {"Du skal passe på med at afbryde"}
"""Quoted on a hand-out to show what not to say."""


def handed_out() -> list[tuple[str, str]]:
    """What the hand-outs put into the professional's mouth, a question at a time."""
    found = []
    for path in sorted([*ROOT.rglob("handouts/*.md"), *(ROOT.parent / "supervision" / "manual").glob("*.md")]):
        for words in re.findall(r"»(.{6,}?)«", path.read_text(encoding="utf-8")):
            found += [(path.stem, one.strip()) for one in re.findall(r"[^?]+\??", words) if one.strip() and words not in SAID_BADLY]
    return found


@pytest.mark.parametrize(("sheet", "words"), handed_out())
def test_what_a_hand_out_says_is_not_blamed(sheet: str, words: str) -> None:
    for text in (words, typed(words)):
        assert not {one.behaviour for one in findings(text)} & BLAMED, text

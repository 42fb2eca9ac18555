"""The tools' cards are read from their files; a trainer's own file wins; mistakes are told with file and line."""

from collections import Counter
from pathlib import Path

import pytest

from pejling.cards import FOLDER, SECTIONS, all_cards, load_card
from pejling.errors import ContentError, NotFound
from pejling.places import content_root

HEAD = """\
---
title: Prøven
pejlemaerke: "2"
source: En prøve
proposal: true
neighbours: [b, c]
drill: drill-proeven
---
"""
BODY = "\n".join(f"## {title}\n\nNoget *om* {title}.\n" for title in SECTIONS)
QUESTIONS = "## Hjælpespørgsmål\n\n" + "\n".join(f"- Hvad er **{n}**?" for n in range(6)) + "\n"
CARD = HEAD + BODY + QUESTIONS
TOOLS = {
    "A": ["aabne-hjaelpespoergsmaal", "noegleord", "spejling"],
    "B": ["gamemastery"],
    "1": ["detektivspoergsmaal", "flip-moenten", "kontrakt", "livshjulet"],
    "2": ["motivationsskalaen", "ressourcespotting", "vaerdiloop"],
    "3": ["forhindringsloeb", "mirakelspoergsmaal", "perspektivskift", "undtagelsesspoergsmaal"],
    "4": ["afslutning", "borgerens-plan", "kaptajnspoergsmaal", "smart-model", "tilbudsviften"],
}
PRINTED = {"aabne-hjaelpespoergsmaal": "3:3", "detektivspoergsmaal": "2:3", "perspektivskift": "3:4"}


def write(root: Path, tool: str, card: str = CARD) -> None:
    folder = root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{tool}.md").write_text(card, encoding="utf-8")


def test_all_twenty_tools_have_a_card_at_their_place_on_the_map() -> None:
    cards = all_cards([content_root()])
    found: dict[str, list[str]] = {}
    for card in cards.values():
        found.setdefault(card.head.pejlemaerke, []).append(card.id)
    assert found == TOOLS
    assert list(found) == list(TOOLS)
    assert [len(tools) for tools in found.values()] == [3, 1, 4, 3, 4, 5]


def test_the_two_ends_of_gamemastery_lie_in_the_first_and_the_last_step() -> None:
    cards = all_cards([content_root()])
    for tool, place in (("kontrakt", "1. Fokusér"), ("afslutning", "4. Bevæg")):
        assert cards[tool].head.place == place
        assert "gamemastery" in cards[tool].head.neighbours
        assert tool in cards["gamemastery"].head.neighbours


def test_only_the_three_printed_cards_have_a_number_and_the_rest_are_called_proposals() -> None:
    cards = all_cards([content_root()])
    assert {card.id: card.head.number for card in cards.values() if card.head.number} == PRINTED
    assert {card.id for card in cards.values() if not card.head.proposal} == set(PRINTED)


def test_every_card_names_its_own_drill_and_every_question_is_its_own() -> None:
    cards = all_cards([content_root()])
    assert {card.head.drill for card in cards.values()} == {f"drill-{tool}" for tool in cards}
    for card in cards.values():
        assert [question for question, n in Counter(card.questions).items() if n > 1] == []


def test_a_card_comes_with_its_texts_as_html(tmp_path: Path) -> None:
    write(tmp_path, "a")
    card = load_card("a", [tmp_path])
    assert card.sections["Værdi"] == "<p>Noget <em>om</em> Værdi.</p>"
    assert card.questions[0] == "Hvad er <strong>0</strong>?"
    assert card.head.place == "2. Motivér"


def test_the_trainers_own_card_wins_over_the_shipped_one(tmp_path: Path) -> None:
    write(tmp_path / "shipped", "a")
    write(tmp_path / "own", "a", CARD.replace("Prøven", "Vores prøve"))
    assert load_card("a", [tmp_path / "shipped", tmp_path / "own"]).head.title == "Vores prøve"


@pytest.mark.parametrize("tool", ["findes-ikke", "../a", "A", "", "a" * 300])
def test_an_unknown_or_impossible_name_is_not_found(tmp_path: Path, tool: str) -> None:
    write(tmp_path, "a")
    with pytest.raises(NotFound):
        load_card(tool, [tmp_path])


@pytest.mark.parametrize(
    ("card", "said"),
    [
        (CARD.replace('"2"', '"5"'), "a.md, linje 3: »pejlemaerke«"),
        (CARD.replace("drill:", "dril:"), "a.md, linje 7: feltet »dril« findes ikke; mente du »drill«"),
        (CARD.replace("title: Prøven", "title: [Prøven"), "ikke gyldig YAML"),
        (CARD.replace("## Værdi", "## Værdier"), "a.md, linje 13: kortets overskrifter"),
        (CARD.replace("Noget *om* Udførelse.", ""), "a.md, linje 17: der står intet under »Udførelse«"),
        (CARD.replace("- Hvad er **5**?", ""), "a.md, linje 32: kortet har 5 hjælpespørgsmål; 6–10"),
        (CARD + "Og så videre.\n", "a.md, linje 32: under »Hjælpespørgsmål«"),
        (HEAD + BODY, "a.md, linje 29: kortets overskrifter"),
        (BODY, "a.md, linje 1: kortet begynder ikke"),
        ("", "a.md, linje 1: kortet begynder ikke"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, card: str, said: str) -> None:
    write(tmp_path, "a", card)
    with pytest.raises(ContentError) as caught:
        load_card("a", [tmp_path])
    assert said in str(caught.value)


def test_the_mistakes_of_all_cards_are_told_at_once(tmp_path: Path) -> None:
    write(tmp_path, "a")
    write(tmp_path, "b", CARD.replace("proposal: true", "proposal: måske"))
    write(tmp_path, "Min prøve")
    with pytest.raises(ContentError) as caught:
        all_cards([tmp_path])
    told = sorted(str(p) for p in caught.value.problems)
    assert [line.partition(": ")[2].partition(";")[0] for line in told] == [
        "kortet kan ikke hedde sådan", "naboen »c« har intet kort", "»proposal« kan ikke være 'måske'",
    ]

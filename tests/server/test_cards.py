"""The tools' cards through the real server: on the map, as a page, and as a sheet."""

from html import unescape
from typing import TYPE_CHECKING

import pytest

from pejling.cards import load_card
from pejling.places import content_root

if TYPE_CHECKING:
    from server.conftest import House

MAP = "pejlemaerker-kort"


def test_an_opened_map_brings_all_cards_and_a_mark_is_seen_by_its_owner_only(house: "House") -> None:
    house.trainer.do(MAP, "open")
    before = house.participant.state(MAP)["public"]
    assert len(before["cards"]) == 20
    assert before["cards"]["livshjulet"]["questions"]
    assert house.participant.events(MAP, [{"type": "set", "field": "livshjulet", "value": "proevet"}])[0]["status"] == "saved"
    assert house.participant.state(MAP)["public"]["fields"] == {"livshjulet": "proevet"}
    assert house.colleague.state(MAP)["public"]["fields"] == {}
    told = house.trainer.state(MAP)
    assert (told["summary"]["counts"], told["summary"]["parts"], told["public"]["fields"]) == ({"started": 1}, [], {})
    position = {"day": "viden-og-samarbejde", "section": "velkommen", "exercise": MAP}
    house.trainer.post(f"/api/console/{house.course}/screen", position)
    shown = house.trainer.get(f"/api/course/{house.course}/screen")["exercise"]["public"]
    assert (shown["cards"]["spejling"]["title"], shown["fields"]) == ("Spejling", {})


@pytest.mark.parametrize("tool", ["livshjulet", "perspektivskift", "aabne-hjaelpespoergsmaal"])
def test_a_card_is_a_page_and_its_questions_are_a_sheet(house: "House", tool: str) -> None:
    card = load_card(tool, [content_root()])
    pages = {kind: house.participant.http.get(f"/hold/{house.course}/{kind}/{tool}") for kind in ("kort", "ark")}
    assert {kind: page.status_code for kind, page in pages.items()} == {"kort": 200, "ark": 200}
    for page in pages.values():
        assert card.head.title in unescape(page.text)
        assert all(question in page.text for question in card.questions)
        assert ("Projektets forslag" in page.text) == card.head.proposal
        assert "style=" not in page.text
    assert card.sections["En typisk fejl"] in pages["kort"].text
    assert card.sections["En typisk fejl"] not in pages["ark"].text


@pytest.mark.parametrize("path", ["kort/findes-ikke", "ark/findes-ikke", "kort/..%2Fnoegleord", "ark/Noegleord"])
def test_a_tool_without_a_card_is_told_in_danish(house: "House", path: str) -> None:
    answer = house.participant.http.get(f"/hold/{house.course}/{path}")
    assert answer.status_code == 404
    assert "findes" in answer.text

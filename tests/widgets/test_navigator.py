"""The rules of the navigator kind, and that it names the tools there are."""

from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

import pytest
from pydantic import ValidationError

from pejling.cards import all_cards, load_card, shown_cards
from pejling.exercise.kind import Contribution, Ctx, Refused
from pejling.exercise.summary import Summary
from pejling.places import content_root
from pejling.tool_map import draw_map
from pejling_widgets.library import Library
from pejling_widgets.navigator import KIND
from pejling_widgets.navigator.content import Content

GIVEN: dict[str, Any] = {
    "kind": "navigator", "title": "Kortet", "source": "Prøve", "visible": "author",
    "pejlemaerker": [
        {"mark": "A", "title": "Lyt", "tools": ["noegleord", "spejling"]},
        {"mark": "1", "title": "Fokusér", "subtitle": "Sæt fokus", "tools": ["livshjulet"]},
    ],
}  # fmt: skip
MAP = Content.model_validate(GIVEN)
ME = Ctx(role="participant", phase="open", now=datetime(2026, 12, 1, 9, tzinfo=UTC))


def marked(*marks: tuple[str, str | None]) -> dict[str, Any]:
    state = KIND.start(MAP, ME)
    for tool, step in marks:
        state = KIND.apply(MAP, state, {"type": "set", "field": tool, "value": step}, ME)
    return state


def test_a_mark_is_set_moved_and_taken_away() -> None:
    assert marked(("spejling", "set"), ("noegleord", "oevet"))["fields"] == {"spejling": "set", "noegleord": "oevet"}
    assert marked(("spejling", "set"), ("spejling", "proevet"))["fields"] == {"spejling": "proevet"}
    assert marked(("spejling", "set"), ("spejling", None))["fields"] == {}


@pytest.mark.parametrize(
    ("event", "says"),
    [
        ({"type": "set", "field": "kontrakt", "value": "set"}, "findes ikke her"),
        ({"type": "set", "field": "spejling", "value": "Læst"}, "Valget findes ikke"),
        ({"type": "set", "field": "spejling", "value": ["set"]}, "Valget findes ikke"),
        ({"type": "set", "field": "spejling"}, "kan ikke bruges"),
        ({"type": "set", "value": "set"}, "kan ikke bruges"),
        ({"type": "hand_in"}, "ikke gøre her"),
        ({}, "ikke gøre her"),
    ],
)
def test_what_the_map_cannot_do_is_refused_in_danish(event: dict[str, Any], says: str) -> None:
    with pytest.raises(Refused, match=says):
        KIND.apply(MAP, marked(), event, ME)


@pytest.mark.parametrize(
    ("role", "phase"), [("participant", "closed"), ("participant", "waiting"), ("leader", "open"), ("screen", "open")]
)
def test_a_map_that_is_closed_or_somebody_elses_can_be_read_and_not_marked(role: Any, phase: Any) -> None:
    ctx = Ctx(role=role, phase=phase, now=ME.now)
    with pytest.raises(Refused):
        KIND.apply(MAP, marked(), {"type": "set", "field": "spejling", "value": "set"}, ctx)
    public = KIND.public(MAP, marked(("spejling", "set")), ctx)
    assert public["locked"] is True
    assert public["pejlemaerker"][1] == {"mark": "1", "title": "Fokusér", "subtitle": "Sæt fokus", "tools": ["livshjulet"]}


def test_others_learn_how_many_use_the_map_and_not_what_they_marked() -> None:
    given_marks = [Contribution(marked(("spejling", "set"))), Contribution(marked(("livshjulet", "proevet")))]
    told = KIND.summary(MAP, given_marks, Ctx(role="trainer", phase="closed", now=ME.now))
    assert told == Summary(2, {"started": 2})


def test_an_export_says_the_marks_in_words() -> None:
    row = KIND.row(MAP, marked(("spejling", "proevet")))
    assert row == {"noegleord": None, "spejling": "Prøvet i en samtale", "livshjulet": None}
    assert [column.key for column in KIND.columns(MAP)] == list(row)
    assert (KIND.answered(MAP, marked()), KIND.answered(MAP, marked(("spejling", "set")))) == (False, True)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"pejlemaerker": GIVEN["pejlemaerker"][::-1]}, "rækkefølgen A, B, 1"),
        ({"pejlemaerker": [GIVEN["pejlemaerker"][0]] * 2}, "højst én gang"),
        ({"pejlemaerker": [{"mark": "A", "title": "Lyt", "tools": ["spejling", "spejling"]}]}, "»spejling« står to gange"),
        ({"visible": "trainer"}, "kun for en selv"),
        ({"may_share": True}, "kun for en selv"),
    ],
)
def test_a_map_that_does_not_fit_together_is_refused(change: dict[str, Any], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        Content.model_validate({**GIVEN, **change})


def test_the_course_map_has_every_card_at_the_place_the_card_says() -> None:
    content: Any = Library.load([content_root()]).find("pejlemaerker-kort").content
    cards = all_cards([content_root()])
    assert sorted(content.tools) == sorted(cards)
    for place in content.pejlemaerker:
        for tool in place.tools:
            assert cards[tool].head.place.endswith(f" {place.title}")
            assert cards[tool].head.pejlemaerke == place.mark


def test_the_host_gives_the_cards_and_leaves_out_what_there_is_none_of() -> None:
    cards = shown_cards(["spejling", "findes-ikke"], lambda tool: load_card(tool, [content_root()]))
    assert list(cards) == ["spejling"]
    assert (cards["spejling"]["title"], cards["spejling"]["drill"]) == ("Spejling", "drill-spejling")
    assert [section["title"] for section in cards["spejling"]["sections"]][:2] == ["Definition", "Værdi"]


class Opened(HTMLParser):
    """The classes of the groups that are opened, with what is still open at the end."""

    def __init__(self) -> None:
        super().__init__()
        self.groups: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        if tag == "g":
            self.groups.append(dict(attrs)["class"] or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not any(name == "style" for name, _ in attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_picture_has_every_place_once_and_titles_stay_text() -> None:
    seen = Opened()
    seen.feed(drawn := draw_map([("A", "Lyt <b>nu</b>"), ("B", "Styr"), ("1", "Fokusér"), ("2", "Motivér")]))
    assert seen.groups == [f"pj-map-place pj-map-{mark}" for mark in ("1", "2", "b", "a")]
    assert seen.open == []
    assert "Lyt &lt;b&gt;nu" in drawn

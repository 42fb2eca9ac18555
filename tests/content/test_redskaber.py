"""The toolbox as it ships: its worked cases come to what the sources and our own sums say."""

from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest

from pejling.agenda import read_day
from pejling.exercise.kind import Ctx
from pejling.places import content_root
from pejling.programme import find_day, load_programme, notebook_path
from pejling_widgets.library import Library

ROOT = content_root()
ENTRY = find_day(load_programme([ROOT]), "vaerktoejskassen")
DAY = read_day(notebook_path(ENTRY, [ROOT]))
LIBRARY = Library.load([ROOT])
TOOLS = {loaded.id: loaded for loaded in LIBRARY.exercises.values() if loaded.day == ENTRY.folder}
CTX = Ctx(role="participant", phase="open", now=datetime(2026, 12, 1, 9, tzinfo=UTC))


def figures(tool: str, **answers: Any) -> dict[str, str]:
    """What the tool's figures say of these answers, set one by one as a participant sets them."""
    kind, content = LIBRARY.find(tool).kind, LIBRARY.find(tool).content
    state = kind.start(content, CTX)
    for name, value in answers.items():
        state = kind.apply(content, state, {"type": "set", "field": name.replace("_", "-"), "value": value}, CTX)
    told: dict[str, str] = kind.public(content, state, CTX)["figures"]
    return told


def test_every_tool_is_shown_once_and_says_where_it_comes_from() -> None:
    shown = [exercise for section in DAY.sections for exercise in section.exercises]
    assert len(set(shown)) == len(shown)
    assert set(shown) >= set(TOOLS)
    for loaded in TOOLS.values():
        assert loaded.content.proposal
        assert loaded.content.trainer_note
        assert loaded.content.systems, loaded.id


@pytest.mark.parametrize("tool", sorted(name for name, one in TOOLS.items() if one.kind.name == "form"))
def test_a_tool_is_filled_in_by_a_played_person_and_only_its_author_reads_it(tool: str) -> None:
    kind, content = TOOLS[tool].kind, TOOLS[tool].content
    assert content.visible == "author"
    state = kind.start(content, CTX)
    for event in kind.play(content, Random(3)):
        state = kind.apply(content, state, event, CTX)
    assert kind.answered(content, state)
    assert {column.key for column in kind.columns(content)} == set(kind.row(content, state))


def test_the_two_rules_of_what_a_recruitment_costs_do_not_agree() -> None:
    told = figures("rekrutteringsomkostning", maanedsloen=30_000)
    assert told["aarsloen"] == "360.000 kr."
    assert (told["uger-lav"], told["uger-hoej"]) == ("96.923 kr.", "110.769 kr.")
    assert (told["andel-lav"], told["andel-hoej"]) == ("36.000 kr.", "72.000 kr.")
    assert told["forskel"] == "1,5 gange"
    assert set(figures("rekrutteringsomkostning").values()) == {""}


def test_the_same_attendance_is_something_else_on_two_hours_and_on_a_full_week() -> None:
    few = figures("fremmoede-i-kontekst", normtid=2, uger=2, moedt=4)
    many = figures("fremmoede-i-kontekst", normtid=37, uger=13, moedt=471)
    assert (few["procent"], few["aftalt"], few["fuldtid"]) == ("100 %", "4 timer", "5 %")
    assert (many["procent"], many["aftalt"], many["fuldtid"]) == ("97,9 %", "481 timer", "100 %")
    assert figures("fremmoede-i-kontekst", normtid=2, uger=2, moedt=5)["gik-op"].startswith("Der er mødt mere")


@pytest.mark.parametrize(("goal", "steps", "in_all", "reached", "rises"), [
    (20, [(1, 8, 0), (7, 10, 5), (13, 10, 10)], "20 timer", "Ja", "Ja, "),
    (15, [(1, 15, 0), (5, 9, 6)], "15 timer", "Ja", "Ja, "),
    (20, [(1, 15, 0), (5, 9, 6), (9, 10, 4)], "14 timer", "Ikke endnu", "Løntimerne falder"),
], ids=["Niels", "Else", "somebody whose hours fall"])  # fmt: skip
def test_a_hybrid_plan_adds_up_and_its_rules_are_checked(
    goal: int, steps: list[tuple[int, int, int]], in_all: str, reached: str, rises: str
) -> None:
    plan = [{"uge": week, "praktik": practice, "loen": paid} for week, practice, paid in steps]
    told = figures("hybridplan", maal=goal, plan=plan)
    assert told["i-alt"] == in_all
    assert told["naar-maalet"].startswith(reached)
    assert told["omsaettes"].startswith(rises)


def test_a_hybrid_plan_asks_of_all_five_rules() -> None:
    named = LIBRARY.find("hybridplan").content.named
    assert [name for name, field in named.items() if field.type == "check" or name == "omsaettes"] == [
        "adskilt", "behov", "udvikler", "omsaettes", "papir"]

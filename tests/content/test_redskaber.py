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


def content(tool: str) -> Any:
    return LIBRARY.find(tool).content


def figures(tool: str, **answers: Any) -> dict[str, str]:
    """What the tool's figures say of these answers, set one by one as a participant sets them."""
    kind, tool_content = LIBRARY.find(tool).kind, content(tool)
    state = kind.start(tool_content, CTX)
    for name, value in answers.items():
        state = kind.apply(tool_content, state, {"type": "set", "field": name.replace("_", "-"), "value": value}, CTX)
    told: dict[str, str] = kind.public(tool_content, state, CTX)["figures"]
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
    kind, form = TOOLS[tool].kind, TOOLS[tool].content
    assert form.visible == "author"
    state = kind.start(form, CTX)
    for event in kind.play(form, Random(3)):
        state = kind.apply(form, state, event, CTX)
    assert kind.answered(form, state)
    assert {column.key for column in kind.columns(form)} == set(kind.row(form, state))


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
    named = content("hybridplan").named
    assert [name for name, field in named.items() if field.type == "check" or name == "omsaettes"] == [
        "adskilt", "behov", "udvikler", "omsaettes", "papir"]


def test_the_progression_tool_has_three_groups_of_four_and_draws_them_over_time() -> None:
    table = content("progression-tolv").named["maalinger"]
    groups = [cell.label.split(":")[0] for cell in table.columns_[1:]]
    assert groups == ["Udvikling"] * 4 + ["Empowerment"] * 4 + ["Fremtid"] * 4
    assert len(table.chart.levels) == 12


def test_attendance_week_by_week_is_told_with_its_hours() -> None:
    weeks = [{"uge": 10, "aftalt": 9, "moedt": 9}, {"uge": 11, "aftalt": 9, "moedt": 6}, {"uge": 12}]
    told = figures("praktikopfoelgning", fremmoede=weeks)
    assert (told["i-alt"], told["af"], told["procent"]) == ("15 timer", "18 timer", "83,3 %")


@pytest.mark.parametrize(("tool", "points"), [
    ("forberedelse-virksomhed", 9), ("jobsamtale-forberedelse", 6), ("praktikbeskrivelse", 7),
])  # fmt: skip
def test_a_checklist_has_the_points_of_its_source(tool: str, points: int) -> None:
    assert sum(field.type == "check" for field in content(tool).named.values()) == points

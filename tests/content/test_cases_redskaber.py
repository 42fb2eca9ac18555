"""The cases of the tools: citizens and companies whose figures fit, with voices that do not agree."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from pejling.cases import load_case
from pejling.exercise.kind import Ctx
from pejling.places import content_root
from pejling_widgets.library import Library

ROOT = content_root()
CITIZENS = ("thomas-kirkegaard", "marianne-onsdag", "niels-buffet", "else-plejecenter", "tesfay-vaerksted", "magnhild-bogholder")
COMPANIES = ("claus-stikdaaser", "hother-klausuler", "yrsa-rengoering", "asbjoern-gartneri", "kresten-metal", "vivian-hotelvask")
CTX = Ctx(role="participant", phase="open", now=datetime(2026, 12, 1, 9, tzinfo=UTC))


def words(case: str) -> str:
    found = load_case(case, [ROOT])
    return " ".join([found.story, found.case.jobcenter_view, found.case.akasse_view])


@pytest.mark.parametrize("case", [*CITIZENS, *COMPANIES])
def test_a_case_has_at_least_two_voices_two_views_and_a_system(case: str) -> None:
    found = load_case(case, [ROOT])
    assert len(re.findall(r"^\*\*.+?:\*\* »", found.story, re.MULTILINE)) >= 2
    assert found.case.jobcenter_view != found.case.akasse_view
    assert found.case.proposal
    assert found.case.systems


@pytest.mark.parametrize(("case", "patterns", "fits"), [
    ("thomas-kirkegaard", [r"aftalt (\d+) uger", r"ud af (\d+) gange"], lambda weeks, times: weeks * 3 == times),
    ("marianne-onsdag", [r"er (\d+) timer i alt"], lambda hours: hours == 8 * (14 - 9)),
    ("niels-buffet", [r"\*\*(\d+) løntimer\*\*", r"stadig \*\*(\d+) timers praktik", r"Det er (\d+) timer om ugen"],
     lambda paid, practice, all_hours: paid + practice == all_hours),
    ("tesfay-vaerksted", [r"arbejder (\d+) timer i ni", r"Fraværet er (\d+) procent"],
     lambda week, percent: round(week / (week * 9) * 100) == percent),
    ("hother-klausuler", [r"på (\d+\.\d+) timer", r"fem procent af dem, (\d\.\d+),"], lambda hours, part: hours * 5 == part * 100),
    ("yrsa-rengoering", [r"hun ansat (\d+) og", r"farvel til (\d+) af"], lambda hired, left: hired - left == 11),
])  # fmt: skip
def test_the_figures_of_a_case_fit(case: str, patterns: list[str], fits: Callable[..., bool]) -> None:
    found = [re.search(pattern, words(case)) for pattern in patterns]
    assert all(found), [pattern for pattern, one in zip(patterns, found, strict=True) if not one]
    assert fits(*(int(one.group(1).replace(".", "")) for one in found if one))


@pytest.mark.parametrize(("case", "plan"), [
    ("niels-buffet", [(1, 8, 0), (7, 10, 5), (13, 10, 10)]), ("else-plejecenter", [(1, 15, 0), (5, 9, 6)]),
])  # fmt: skip
def test_the_hours_of_niels_and_else_are_those_of_the_hybrid_plan(case: str, plan: list[tuple[int, int, int]]) -> None:
    tool: Any = Library.load([ROOT]).find("hybridplan")
    state = tool.kind.start(tool.content, CTX)
    rows = [{"uge": week, "praktik": practice, "loen": paid} for week, practice, paid in plan]
    state = tool.kind.apply(tool.content, state, {"type": "set", "field": "plan", "value": rows}, CTX)
    in_all = tool.kind.public(tool.content, state, CTX)["figures"]["i-alt"]
    assert in_all.removesuffix(" timer") in words(case)

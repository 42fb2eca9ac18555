"""Tool totals: how many people have tried which tool at their visits, counted for leaders so that nobody can be picked out.

A round's total is counted only when as many people as the rule of five asks have had a visit since it was last counted, so
that no change in it is about fewer; and it is told in whole fives, so that nothing is left over to subtract.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, delete, insert, select

from pejling.exercise.audience import LEAST
from pejling.store import visits
from pejling.store.records import Visit
from pejling.store.tables import tool_totals


@dataclass(frozen=True, slots=True)
class ToolTotal:
    """What leaders are told of a round. Every number is "at least so many", in steps of the least that may be shown."""

    round: int
    people: int
    tools: Mapping[str, int]
    """Tool → at least so many have tried it; those that fewer have tried than may be told are not in it."""


def recount(c: Connection, course: str, visit: Visit, least: int) -> None:
    """Count the visit's round anew, if enough people have had a visit since the last time; a visit was just held."""
    least = max(least, LEAST)
    held = [one for one in visits.in_course(c, course) if one.round == visit.round and one.held_on_day]
    before = c.execute(select(tool_totals.c.people).where(*_of(course, visit.round))).scalar() or 0
    if len(held) - before < least:
        return
    tried = Counter(tool for one in held for tool in set(one.tools))
    c.execute(delete(tool_totals).where(*_of(course, visit.round)))
    c.execute(insert(tool_totals).values(course=course, round=visit.round, people=len(held), tools=dict(tried)))


def for_leaders(c: Connection, course: str, least: int) -> list[ToolTotal]:
    """What may be told of each round that was counted, the tool that most have tried first."""
    step = max(least, LEAST)
    query = select(tool_totals).where(tool_totals.c.course == course).order_by(tool_totals.c.round)
    found = []
    for row in c.execute(query):
        told = {tool: number // step * step for tool, number in row.tools.items() if number >= step}
        if row.people >= step:
            order = sorted(told, key=lambda tool: (-told[tool], tool))
            found.append(ToolTotal(row.round, row.people // step * step, {tool: told[tool] for tool in order}))
    return found


def _of(course: str, number: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return (tool_totals.c.course == course, tool_totals.c.round == number)

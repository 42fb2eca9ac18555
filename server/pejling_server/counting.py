"""How far an exercise has come: how many have answered, of how many that can."""

from typing import Any

from sqlalchemy import Connection, Row

from pejling.store import answers, ballots, groups, people
from pejling_widgets.library import Loaded


def given(c: Connection, run: Row[Any], loaded: Loaded) -> int:
    """How many people or groups have answered; something that was emptied again does not count."""
    if run.anonymous:
        return ballots.count(c, run.id)
    return sum(loaded.kind.answered(loaded.content, answer.state) for answer in answers.in_run(c, run.id))


def possible(c: Connection, run: Row[Any], loaded: Loaded) -> int:
    """How many there can be: the participants, or the groups the run was opened with; 0 where nobody answers."""
    if loaded.content.scope == "group":
        return len(groups.listed(c, run.course, run.grouping or None))
    return people.count(c, run.course) if loaded.content.scope == "person" else 0

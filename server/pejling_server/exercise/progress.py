"""Exercise progress: how many have answered, how many are done, of how many that can."""

from dataclasses import dataclass

from sqlalchemy import Connection

from pejling.store import answers, ballots, groups, people
from pejling.store.records import Run
from pejling_widgets.library import Loaded


@dataclass(frozen=True)
class Progress:
    """People, or groups where the exercise is for groups."""

    count: int
    """How many have answered; what was emptied again does not count."""
    finished: int
    """How many of them have nothing left to answer; of an anonymous exercise the same as `count`."""
    of: int
    """How many there can be: the participants, or the groups the run was opened with; 0 where nobody answers."""


def progress(c: Connection, run: Run, loaded: Loaded) -> Progress:
    """How far a run that was opened has come."""
    kind, content = loaded.kind, loaded.content
    if run.anonymous:  # whether the ballot that came just now is whole would be something about its writer
        count = ballots.count(c, run.id)
        return Progress(count, count, _possible(c, run, loaded))
    given = [a.state for a in answers.in_run(c, run.id) if kind.answered(content, a.state)]
    return Progress(len(given), sum(kind.finished(content, state) for state in given), _possible(c, run, loaded))


def _possible(c: Connection, run: Run, loaded: Loaded) -> int:
    if loaded.content.scope == "group":
        return len(groups.listed(c, run.course, run.grouping or None))
    return people.count(c, run.course) if loaded.content.scope == "person" else 0

"""Exercise progress: how many have answered, how many are done, of how many that can."""

from dataclasses import dataclass

from sqlalchemy import Connection

from pejling.exercise.kind import Status
from pejling.store import answers, ballots, groups, pairs, people
from pejling.store.records import AnswerStatus, Run
from pejling_widgets.library import Loaded


@dataclass(frozen=True)
class Progress:
    """People, or groups or pairs where the exercise is for them."""

    count: int
    """How many have answered; what was emptied again does not count."""
    finished: int
    """How many of them have nothing left to answer; of an anonymous exercise the same as `count`."""
    of: int
    """How many there can be: the participants, or the groups the run was opened with; 0 where nobody answers."""


def progress(c: Connection, run: Run, loaded: Loaded) -> Progress:
    """How far a run that was opened has come."""
    if run.anonymous:  # whether the ballot that came just now is whole would be something about its writer
        count = ballots.count(c, run.id)
        return Progress(count, count, _possible(c, run, loaded))
    given = status_by_subject(c, run, loaded).values()
    return Progress(sum(one.answered for one in given), sum(one.answered and one.finished for one in given),
                    _possible(c, run, loaded))


def status_by_subject(c: Connection, run: Run, loaded: Loaded) -> dict[str, Status]:
    """Subject → how far its answer has come, as was stored with it; an old one without is read."""
    return {row.subject: _status(c, run, loaded, row) for row in answers.statuses(c, run.id)}


def _status(c: Connection, run: Run, loaded: Loaded, row: AnswerStatus) -> Status:
    if row.answered is not None:
        return Status(row.answered, bool(row.finished))
    answer = answers.find(c, run.id, row.subject)
    return loaded.kind.status(loaded.content, answer.state) if answer else Status(answered=False, finished=False)


def _possible(c: Connection, run: Run, loaded: Loaded) -> int:
    match loaded.content.scope:
        case "person":
            return people.count(c, run.course)
        case "group":
            return len(groups.listed(c, run.course, run.grouping or None))
        case "pair":
            return len(pairs.in_round(c, run.course, run.round))
        case "seat":
            return sum(len(pair.seats) for pair in pairs.in_round(c, run.course, run.round))
        case "course":
            return 0

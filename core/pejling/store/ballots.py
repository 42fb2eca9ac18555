"""Anonymous answers, unjoinable by construction.

A ballot's key is random and stays on the device; only its hash is stored. With every vote all ballots of the run are
written anew in the order of their hashes, and the write-ahead log is emptied: neither a ballot's place in its page nor
an older copy of the page tells which came first. Backups hold no ballots of an open run (`copying`), so that two in a
row do not tell which came between.

Who has answered is never written down at all: it is held in this process's memory while the run is open (`Voters`)
and dropped when it closes. The price: after a restart of the server a person who changes device could answer twice; no
more ballots than people are taken.
"""

import random
import threading
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, func, insert, literal, or_, select, update

from pejling.errors import Denied
from pejling.ids import fingerprint, new_token
from pejling.schema import State
from pejling.store import hooks, revisions
from pejling.store.tables import answers, ballots, members

# Statements that every vote needs are built once: building one costs more than asking it.
_OF_RUN = select(ballots).where(ballots.c.run == bindparam("one_run"))
_STATE = select(ballots.c.state).where(ballots.c.run == bindparam("one_run"), ballots.c.key_hash == bindparam("own"))
_COUNT = select(func.count()).select_from(ballots).where(ballots.c.run == bindparam("one_run"))
_INSERT = insert(ballots)


class Voters:
    """Who has answered which open run; in memory only."""

    def __init__(self) -> None:
        self._of: dict[str, set[str]] = defaultdict(set)
        self._lock = threading.Lock()

    def has(self, run: str, person: str) -> bool:
        """Whether this person has answered since the server started."""
        with self._lock:
            return person in self._of[run]

    def add(self, run: str, person: str) -> None:
        """This person's ballot is committed."""
        with self._lock:
            self._of[run].add(person)

    def drop(self, run: str) -> None:
        """The run is closed."""
        with self._lock:
            self._of.pop(run, None)


def find(c: Connection, run: str, key: str) -> State | None:
    """The state of the ballot with this key, or None."""
    found: State | None = c.execute(_STATE, {"one_run": run, "own": fingerprint(key)}).scalar()
    return found


def cast(c: Connection, run: str, key: str, organisation: str, state: State, *, new: bool, most: int) -> None:
    """Store a new ballot, or a changed one.

    Raises
    ------
    Denied
        There would be more ballots than people.
    """
    own = fingerprint(key)
    revisions.run_changed(c, run)
    if new and count(c, run) >= most:
        raise Denied(
            "Der er allerede lige så mange svar, som der er deltagere, så dit kan ikke komme med. "
            "Sig det til underviseren."
        )
    if new:
        c.execute(_INSERT, {"run": run, "key_hash": own, "organisation": organisation, "state": state})
    else:
        c.execute(update(ballots).where(ballots.c.run == run, ballots.c.key_hash == own).values(state=state))
    # Once for all the ballots of a transaction: it is the committed state that must not tell an order.
    hooks.once_before_commit(c, ("ballots", run), lambda c: _write_anew(c, run, _rows(c, run)))


def count(c: Connection, run: str) -> int:
    """How many ballots there are."""
    return int(c.execute(_COUNT, {"one_run": run}).scalar_one())


def cast_in(c: Connection, run: str) -> list[tuple[State, str]]:
    """(state, organisation id) of every ballot, shuffled."""
    found: list[Any] = list(c.execute(select(ballots.c.state, ballots.c.organisation).where(ballots.c.run == run)))
    random.SystemRandom().shuffle(found)
    return [(row.state, row.organisation) for row in found]


def lay_apart(c: Connection, course: str, run: str, outside: Callable[[State], State] = dict) -> None:
    """Copy a run's signed answers as ballots: without names, with each one's organisation as it is now.

    A total that was seen is counted from these: a correction, or someone who is taken out, changes nothing in it, and
    so no difference between two totals tells what one person answered. `outside` gives of a state what may be laid there.
    """
    member = and_(members.c.course == course, literal("person:").concat(members.c.person) == answers.c.subject)
    found = c.execute(
        select(answers.c.state, members.c.organisation).outerjoin(members, member)
        .where(answers.c.run == run, or_(members.c.role == "participant", answers.c.subject.not_like("person:%")),
               or_(answers.c.answered.is_(None), answers.c.answered))
    ).all()
    _write_anew(c, run, [
        {"run": run, "key_hash": fingerprint(new_token()), "organisation": row.organisation or "",
         "state": outside(row.state)}
        for row in found
    ])  # fmt: skip


def seal(c: Connection, run: str) -> None:
    """Give every ballot a new random key that nobody holds and write them anew in random order."""
    _write_anew(c, run, [{**row, "key_hash": fingerprint(new_token())} for row in _rows(c, run)])


def _rows(c: Connection, run: str) -> list[dict[str, Any]]:
    return [dict(row) for row in c.execute(_OF_RUN, {"one_run": run}).mappings()]


def _write_anew(c: Connection, run: str, rows: list[dict[str, Any]]) -> None:
    """Replace the run's ballots. In the order of their keys, which is chance: SQLite lays rows as they come."""
    c.execute(delete(ballots).where(ballots.c.run == run))
    if rows:
        c.execute(_INSERT, sorted(rows, key=lambda row: str(row["key_hash"])))
    hooks.leave_no_order(c)

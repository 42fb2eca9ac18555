"""Anonymous answers, unjoinable by construction.

A ballot's key is random and stays on the device; only its hash is stored, and every ballot lies by that hash, in no
other order. Who has answered is never written down at all: it is held in this process's memory while the run is
open (`Voters`) and dropped when it closes. In a file it would stand in the write-ahead log beside the ballot of the
same transaction, and two backups in a row would tell one from the other. The price: after a restart of the server a
person who changes device could answer twice; no more ballots than people are taken.
"""

import random
import threading
from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from pejling.errors import Denied
from pejling.ids import fingerprint, new_token
from pejling.schema import State
from pejling.store.tables import ballots

LEAST_KEY = 32


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
    where = (ballots.c.run == run, ballots.c.key_hash == fingerprint(key))
    found: State | None = c.execute(select(ballots.c.state).where(*where)).scalar()
    return found


def cast(c: Connection, run: str, key: str, organisation: str, state: State, *, new: bool, most: int) -> None:
    """Store a new ballot, or a changed one.

    Raises
    ------
    Denied
        There would be more ballots than people.
    """
    if not new:
        where = (ballots.c.run == run, ballots.c.key_hash == fingerprint(key))
        c.execute(update(ballots).where(*where).values(state=state))
        return
    if count(c, run) >= most:
        raise Denied("Der er allerede lige så mange svar, som der er deltagere, så dit kan ikke komme med. Sig det til underviseren.")
    c.execute(insert(ballots).values(run=run, key_hash=fingerprint(key), organisation=organisation, state=state))


def count(c: Connection, run: str) -> int:
    """How many ballots there are."""
    return int(c.execute(select(func.count()).select_from(ballots).where(ballots.c.run == run)).scalar_one())


def cast_in(c: Connection, run: str) -> list[tuple[State, str]]:
    """(state, organisation id) of every ballot, shuffled."""
    found: list[Any] = list(c.execute(select(ballots.c.state, ballots.c.organisation).where(ballots.c.run == run)))
    random.SystemRandom().shuffle(found)
    return [(row.state, row.organisation) for row in found]


def seal(c: Connection, run: str) -> None:
    """Give every ballot a new random key that nobody holds and write them anew in random order."""
    kept = cast_in(c, run)
    c.execute(delete(ballots).where(ballots.c.run == run))
    for state, organisation in kept:
        c.execute(insert(ballots).values(run=run, key_hash=fingerprint(new_token()), organisation=organisation, state=state))

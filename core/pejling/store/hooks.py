"""A transaction's hooks: what is done once before its commit, once after it, and what it asks to leave no trace of.

SQLite zeroes what is deleted (`secure_delete`), but the write-ahead log keeps every earlier state, and a page that was
split keeps stale copies between its rows. `Store.write` empties and wipes after the commit; where a query here says so,
nobody needs to remember it.
"""

from collections.abc import Callable, Hashable

from sqlalchemy import Connection

ORDER, WORDS = "order", "words"
_NAME, _WORKS, _AFTER = "pejling_traces", "pejling_before_commit", "pejling_after_commit"


def leave_no_order(c: Connection) -> None:
    """After the commit nothing in the files tells in which order things were written: the log is emptied."""
    _asked(c).add(ORDER)


def leave_no_words(c: Connection) -> None:
    """After the commit nothing that was deleted can be read anywhere in the files: what is left of it is wiped out."""
    _asked(c).update((ORDER, WORDS))


def begin(c: Connection) -> None:
    """Nothing is asked yet in this transaction."""
    c.info[_NAME] = set()
    c.info[_WORKS] = {}
    c.info[_AFTER] = {}


def once_before_commit(c: Connection, name: Hashable, work: Callable[[Connection], None]) -> None:
    """Do this when everything else in the transaction is done, once however often it is asked for under that name."""
    _works(c)[name] = work


def finish(c: Connection) -> None:
    """Do what was to be done before the commit."""
    for work in _works(c).values():
        work(c)


def after_commit(c: Connection, name: Hashable, work: Callable[[], None]) -> None:
    """Do this when, and only when, the transaction is committed; once however often it is asked for under that name."""
    afterwards(c)[name] = work


def afterwards(c: Connection) -> dict[Hashable, Callable[[], None]]:
    """What is to be done after the commit, by name."""
    found: dict[Hashable, Callable[[], None]] = c.info.setdefault(_AFTER, {})
    return found


def asked(c: Connection) -> frozenset[str]:
    """What the transaction asked for."""
    return frozenset(_asked(c))


def _works(c: Connection) -> dict[Hashable, Callable[[Connection], None]]:
    found: dict[Hashable, Callable[[Connection], None]] = c.info.setdefault(_WORKS, {})
    return found


def _asked(c: Connection) -> set[str]:
    found: set[str] = c.info.setdefault(_NAME, set())
    return found

"""What a transaction asks to leave no trace of, outside the rows that it changed.

SQLite zeroes what is deleted (`secure_delete`), but the write-ahead log keeps every earlier state, and a page that was
split keeps stale copies between its rows. `Store.write` sweeps after the commit; where a query here says so, nobody
needs to remember it.
"""

from sqlalchemy import Connection

ORDER, WORDS = "order", "words"
_NAME = "pejling_traces"


def leave_no_order(c: Connection) -> None:
    """After the commit nothing in the files tells in which order things were written: the log is emptied."""
    _asked(c).add(ORDER)


def leave_no_words(c: Connection) -> None:
    """After the commit nothing that was deleted can be read anywhere in the files: they are written anew."""
    _asked(c).update((ORDER, WORDS))


def begin(c: Connection) -> None:
    """Nothing is asked yet in this transaction."""
    c.info[_NAME] = set()


def asked(c: Connection) -> frozenset[str]:
    """What the transaction asked for."""
    return frozenset(_asked(c))


def _asked(c: Connection) -> set[str]:
    found: set[str] = c.info.setdefault(_NAME, set())
    return found

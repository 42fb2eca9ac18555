"""Read cache: within one reading transaction a query is asked once, for it sees one state from beginning to end.

A transaction that writes has no such cache: there the same query may give another answer a moment later.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection

P = ParamSpec("P")
T = TypeVar("T")

_NAME = "pejling_read_cache"


@contextmanager
def kept_in(c: Connection) -> Iterator[None]:
    """Until the block ends the connection remembers what it was told."""
    info = c.info  # asked for once: a connection that has broken no longer gives it, and what broke it is the error to tell
    info[_NAME] = {}
    try:
        yield
    finally:
        info.pop(_NAME, None)


def asked_once(query: Callable[Concatenate[Connection, P], T]) -> Callable[Concatenate[Connection, P], T]:
    """The query, asked once for the same values in a reading transaction. Nobody may change what it gives."""

    @wraps(query)
    def ask(c: Connection, /, *args: P.args, **kwargs: P.kwargs) -> T:
        known = c.info.get(_NAME)
        if known is None:
            return query(c, *args, **kwargs)
        key = (query, args, tuple(kwargs.items()))
        if key not in known:
            known[key] = query(c, *args, **kwargs)
        found: T = known[key]
        return found

    return ask


def remember(c: Connection, query: Callable[Concatenate[Connection, P], T], answers: Mapping[tuple[Any, ...], T]) -> None:
    """What a query that is `asked_once` would give for these values, found out with others in one query of another form."""
    known = c.info.get(_NAME)
    if known is not None:
        asked: Any = query
        known.update(((asked.__wrapped__, args, ()), answer) for args, answer in answers.items())

"""The write queue: many people's writes in one transaction (group commit), so that the disk is waited for a few times.

A work is done in a savepoint of its own, so that one that fails takes nothing with it. Nobody is told before the commit.
"""

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from pejling.store import Store

MOST = 100
"""Works in one transaction."""

T = TypeVar("T")
Work = Callable[[Connection], Any]


class WriteQueue:
    """One thread that writes for everyone. `close` ends it when all that was given to it is done."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: queue.SimpleQueue[tuple[Work, Future[Any]] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="write queue", daemon=True)
        self._thread.start()

    def write(self, work: Callable[[Connection], T]) -> "Future[T]":
        """The work's result, once it is committed. What it raises, and a commit that fails, is raised to its asker."""
        future: Future[T] = Future()
        self._waiting.put((work, future))
        return future

    def close(self) -> None:
        """Do what is waiting, and end."""
        self._waiting.put(None)
        self._thread.join(timeout=30)

    def _run(self) -> None:
        while (first := self._waiting.get()) is not None:
            batch = [first]
            ended = False
            while len(batch) < MOST and not self._waiting.empty():
                following = self._waiting.get()
                if following is None:
                    ended = True
                    break
                batch.append(following)
            self._commit(batch)
            if ended:
                return

    def _commit(self, batch: list[tuple[Work, Future[Any]]]) -> None:
        # Whoever has stopped waiting gets nothing done, and can no longer stop: what is told below is always heard.
        batch = [one for one in batch if one[1].running() or one[1].set_running_or_notify_cancel()]
        if not batch:
            return
        done: list[Callable[[], None]] = []
        try:
            with self._store.write() as c:
                for work, future in batch:
                    try:
                        with c.begin_nested():
                            result = work(c)
                    except DBAPIError:
                        raise
                    except Exception as error:  # noqa: BLE001  # it belongs to whoever asked, and is raised there
                        done.append(_telling(future.set_exception, error))
                    else:
                        done.append(_telling(future.set_result, result))
        except BaseException as error:  # noqa: BLE001  # nobody may be left waiting for an answer
            if len(batch) > 1:  # the database refused one of them: each alone, so that only that one fails
                for one in batch:
                    self._commit([one])
                return
            batch[0][1].set_exception(error)
            return
        for tell in done:
            tell()


def _telling(tell: Callable[[Any], None], what: Any) -> Callable[[], None]:
    return lambda: tell(what)

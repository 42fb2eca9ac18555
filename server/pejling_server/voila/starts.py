"""The queue in which kernel pages are started: a few at once, watched, tried twice, and everyone knows their place in it."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

log = logging.getLogger("pejling.voila")

Opened = TypeVar("Opened")

LIMIT = 30.0
"""Seconds one start may take; then it is tried once more."""
PATIENCE = 2.0
"""Seconds somebody waits in the queue before they are told their place."""
LEFT = 20.0
"""Seconds after which a place in the queue is given up that nobody has asked for again."""


class Stuck(Exception):
    """Neither the first nor the second try came to an end in time."""


@dataclass(eq=False)
class _Ticket(Generic[Opened]):
    task: "asyncio.Task[Opened]"
    under_way: asyncio.Event = field(default_factory=asyncio.Event)
    claimed: bool = True
    given_up: asyncio.TimerHandle | None = None


class Starts(Generic[Opened]):
    """Starts of pages, each for a key: who asked, and for what.

    Parameters
    ----------
    at_once
        How many may be under way.
    dispose
        What is done with a page that came when nobody waited for it any more.
    """

    def __init__(self, at_once: int, dispose: Callable[[Opened], Awaitable[None]], *, limit: float = LIMIT,
                 patience: float = PATIENCE, left: float = LEFT) -> None:
        self._places = asyncio.Semaphore(at_once)
        self._dispose, self._limit, self._patience, self._left = dispose, limit, patience, left
        self._queue: list[_Ticket[Opened]] = []
        self._tickets: dict[tuple[str, str], list[_Ticket[Opened]]] = defaultdict(list)
        self._late: set[asyncio.Task[None]] = set()

    async def get(self, key: tuple[str, str], start: Callable[[], Awaitable[Opened]]) -> Opened | int:
        """What `start` gives, or the place in the queue of who has waited a while: asking again keeps it. Raises Stuck."""
        ticket = next((one for one in self._tickets[key] if not one.claimed), None) or self._new(key, start)
        ticket.claimed = True
        if ticket.given_up:
            ticket.given_up.cancel()
        try:
            begun = asyncio.create_task(ticket.under_way.wait())
            await asyncio.wait({begun, ticket.task}, timeout=self._patience, return_when=asyncio.FIRST_COMPLETED)
            begun.cancel()
            if ticket in self._queue:
                return self._queue.index(ticket) + 1
            result = await asyncio.shield(ticket.task)
            self._forget(key, ticket)
            return result
        except asyncio.CancelledError:
            raise
        except BaseException:
            self._forget(key, ticket)
            raise
        finally:
            if ticket in self._tickets.get(key, []):
                ticket.claimed = False
                ticket.given_up = asyncio.get_running_loop().call_later(self._left, self._give_up, key, ticket)

    def _new(self, key: tuple[str, str], start: Callable[[], Awaitable[Opened]]) -> _Ticket[Opened]:
        made: list[_Ticket[Opened]] = []

        async def run() -> Opened:
            try:
                async with self._places:
                    self._queue.remove(made[0])
                    made[0].under_way.set()
                    return await self._watched(start)
            finally:
                if made[0] in self._queue:
                    self._queue.remove(made[0])

        made.append(_Ticket(asyncio.create_task(run(), name="starting a page")))
        self._queue.append(made[0])
        self._tickets[key].append(made[0])
        return made[0]

    async def _watched(self, start: Callable[[], Awaitable[Opened]]) -> Opened:
        for _ in range(2):
            work = asyncio.ensure_future(start())
            done, _ = await asyncio.wait({work}, timeout=self._limit)
            if done:
                return work.result()
            log.warning("a kernel page was not there after %.0f s", self._limit)
            work.add_done_callback(self._dispose_late)  # not cancelled: what it has begun gets its end
        raise Stuck

    def _give_up(self, key: tuple[str, str], ticket: _Ticket[Opened]) -> None:
        """Nobody has asked again."""
        if not ticket.claimed:
            self._forget(key, ticket)
            if not ticket.under_way.is_set():
                ticket.task.cancel()
            ticket.task.add_done_callback(self._dispose_late)

    def _forget(self, key: tuple[str, str], ticket: _Ticket[Opened]) -> None:
        self._tickets[key].remove(ticket)
        if not self._tickets[key]:
            del self._tickets[key]

    def _dispose_late(self, work: "asyncio.Future[Opened]") -> None:
        if not work.cancelled() and work.exception() is None:
            late = asyncio.ensure_future(self._dispose(work.result()))
            self._late.add(late)
            late.add_done_callback(self._late.discard)

"""A quota: how much of the server one person may take at a time, so that whoever sends a lot keeps nobody else waiting.

Whoever is not logged in has little to send. Whoever is may send what an outbox holds after weeks at once, and then so much a
second; one batch of answers of a person is worked on at a time, and a few may wait.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from pejling_server.throttle import MOST_BUCKETS, Bucket, Limit, TooMany

SMALL = 16_000
"""Bytes that a request may have without being counted, and without a login."""
BYTES = Limit(8_000_000, 50_000 * 3600)
MOST_WAITING = 8
"""Batches of one person; pages send one at a time."""


class TooMuchAtOnce(TooMany):
    """One person sends more than the server does for one."""

    def __init__(self, wait: float) -> None:
        Exception.__init__(self, "Der bliver sendt for meget på én gang fra dig. Din enhed prøver igen om lidt.")
        self.wait = wait


@dataclass
class Quota:
    """What everybody has taken; used in the event loop only."""

    clock: Callable[[], float] = time.monotonic
    _sent: dict[str, Bucket] = field(default_factory=dict)
    _turns: dict[str, tuple[asyncio.Lock, int]] = field(default_factory=dict)

    def count(self, person: str, size: int) -> None:
        """Count what a person is about to send.

        Raises
        ------
        TooMuchAtOnce
            It is too much for now; nothing is counted.
        """
        if len(self._sent) > MOST_BUCKETS:
            self._sent = {one: bucket for one, bucket in self._sent.items() if not bucket.fill(self.clock())}
        bucket = self._sent.setdefault(person, Bucket(BYTES, BYTES.burst, self.clock()))
        bucket.fill(self.clock())
        if bucket.tokens < size:
            raise TooMuchAtOnce((size - bucket.tokens) * 3600 / BYTES.an_hour)
        bucket.tokens -= size

    @asynccontextmanager
    async def turn(self, person: str) -> AsyncIterator[None]:
        """A person's turn to be worked for; the next of the same person waits until it ends.

        Raises
        ------
        TooMuchAtOnce
            There are too many waiting.
        """
        lock, waiting = self._turns.get(person, (asyncio.Lock(), 0))
        if waiting > MOST_WAITING:
            raise TooMuchAtOnce(1)
        self._turns[person] = (lock, waiting + 1)
        try:
            async with lock:
                yield
        finally:
            waiting = self._turns[person][1] - 1
            self._turns[person] = (lock, waiting)
            if not waiting:
                del self._turns[person]

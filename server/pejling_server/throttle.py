"""A throttle (rate limit): how many wrong codes, PINs, passwords and links an address, and a name, may try.

Token buckets in memory. A try takes a token before anything is checked, and gets it back when it was right: a class of two
hundred behind one address comes in at once, and whoever guesses is stopped without the guess being looked at. While all of
a bucket's tokens are in use by tries that are being checked, the next one waits for them.

What it is worth: from one address no more than `PIN_ADDRESS.burst` + 24 × `PIN_ADDRESS.an_hour` = 924 PINs of six digits are
looked at in 24 hours, so the chance to hit any of the names is below one in a thousand.
"""

import asyncio
import ipaddress
import time
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable, Hashable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

MOST_BUCKETS = 20_000
"""Buckets kept; full ones go when there are more."""
TOLD_SECONDS = 3600.0
"""How long a trainer is told of wrong tries."""


class TooMany(Exception):
    """So many wrong tries that no more are looked at now. The message is Danish; `wait` is in seconds."""

    def __init__(self, wait: float) -> None:
        minutes = max(1, round(wait / 60))
        when = f"om {minutes} {'minut' if minutes == 1 else 'minutter'}"
        super().__init__(f"Der er prøvet forkert for mange gange. Prøv igen {when}, eller bed underviseren om hjælp.")
        self.wait = wait


@dataclass(frozen=True)
class Limit:
    """How many wrong tries there may be at once, and how many more come back in an hour."""

    burst: int
    an_hour: float


CODE = Limit(300, 600)
"""Codes of 31⁶ = 887 million, and links of 256 bits: only the work is limited."""
PIN_ADDRESS = Limit(60, 36)
PIN_NAME = Limit(10, 4)
PASSWORD_ADDRESS = Limit(30, 30)
PASSWORD_NAME = Limit(10, 6)


@dataclass
class Bucket:
    """What one limit leaves to one whom it counts."""

    limit: Limit
    tokens: float
    filled_at: float
    in_use: int = 0

    def fill(self, now: float) -> bool:
        """Let in what has come since it was last looked at; gives whether it is full, so that nothing is to be remembered."""
        self.tokens = min(self.limit.burst, self.tokens + (now - self.filled_at) * self.limit.an_hour / 3600)
        self.filled_at = now
        return self.tokens >= self.limit.burst


@dataclass
class Attempt:
    """One try; it counts as wrong unless `right` is set."""

    right: bool = False


@dataclass
class Throttle:
    """Every bucket there is; used in the event loop only."""

    clock: Callable[[], float] = time.monotonic
    _buckets: dict[Hashable, Bucket] = field(default_factory=dict)
    _wrong: dict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    @asynccontextmanager
    async def attempt(self, *names: tuple[Limit, Hashable], course: str = "") -> AsyncIterator[Attempt]:
        """One try under these limits, each for whom it is counted.

        Raises
        ------
        TooMany
            One of them has no tokens left.
        """
        buckets = [self._bucket(limit, (limit, who)) for limit, who in names]
        while short := next((b for b in buckets if b.tokens - b.in_use < 1), None):
            if not short.in_use:
                self._note(course)
                raise TooMany((1 - short.tokens) * 3600 / short.limit.an_hour)
            await asyncio.sleep(0.02)  # until one that is being checked is done
            for bucket in buckets:
                bucket.fill(self.clock())
        for bucket in buckets:
            bucket.in_use += 1
        attempt = Attempt()
        try:
            yield attempt
        finally:
            for bucket in buckets:
                bucket.in_use -= 1
                bucket.tokens -= not attempt.right
            if not attempt.right:
                self._note(course)

    def wrong_lately(self, course: str) -> int:
        """How many wrong tries there were at a course's doors in the last hour."""
        seen = self._wrong.get(course, deque())
        while seen and seen[0] < self.clock() - TOLD_SECONDS:
            seen.popleft()
        return len(seen)

    def _note(self, course: str) -> None:
        if course:
            self._wrong[course].append(self.clock())
            self.wrong_lately(course)

    def _bucket(self, limit: Limit, name: Hashable) -> Bucket:
        now = self.clock()
        if len(self._buckets) > MOST_BUCKETS:
            self._buckets = {n: b for n, b in self._buckets.items() if not b.fill(now) or b.in_use}
        found = self._buckets.setdefault(name, Bucket(limit, limit.burst, now))
        found.fill(now)
        return found


def network_of(address: str) -> str:
    """Whom an address is counted as: itself, or of IPv6 the 64 bits that one household or phone has."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if known.version == 6 and not known.ipv4_mapped:
        return str(ipaddress.ip_network((known, 64), strict=False))
    return str(known.ipv4_mapped if known.version == 6 else known)

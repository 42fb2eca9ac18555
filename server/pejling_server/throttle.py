"""A throttle (rate limit): wrong tries, and how long to wait after too many. Right ones are never counted or held back."""

import threading
import time
from collections import defaultdict, deque

FREE_A_MINUTE = 20
LONGEST_WAIT = 30.0


class Throttle:
    """Wrong codes, PINs and passwords of each address in the last minute; in memory only."""

    def __init__(self) -> None:
        self._wrong: dict[str, deque[float]] = defaultdict(deque)
        self._lock = threading.Lock()

    def wrong(self, address: str) -> float:
        """Count a wrong try; gives the seconds its answer should wait: 0 for the first twenty in a minute."""
        now = time.monotonic()
        with self._lock:
            seen = self._wrong[address]
            while seen and seen[0] < now - 60:
                seen.popleft()
            seen.append(now)
            if len(self._wrong) > 10_000:  # addresses that stopped trying
                self._wrong = defaultdict(deque, {a: d for a, d in self._wrong.items() if d and d[-1] > now - 60})
            beyond = len(seen) - FREE_A_MINUTE
        return min(LONGEST_WAIT, 0.5 * 2 ** min(beyond, 6)) if beyond > 0 else 0.0

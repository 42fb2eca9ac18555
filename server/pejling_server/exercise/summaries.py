"""A cache of summaries: what is shown to sixty is computed once for each revision, however many ask at the same time."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any

MOST = 500
"""Summaries kept; the one used longest ago goes first."""


class SummaryCache:
    """The latest summary of each run for each role, in memory only."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, tuple[Hashable, Any]] = OrderedDict()
        self._making: dict[Hashable, threading.Lock] = {}
        self._lock = threading.Lock()

    def get(self, key: Hashable, revision: Hashable, make: Callable[[], Any]) -> Any:
        """What was made for this key at this revision; made now, by one asker, when it was not. Nobody may change it."""
        with self._lock:
            making = self._making.setdefault(key, threading.Lock())
        with making:
            with self._lock:
                found = self._kept.get(key)
                if found and found[0] == revision:
                    self._kept.move_to_end(key)
                    return found[1]
            made = make()
            with self._lock:
                self._kept[key] = (revision, made)
                self._kept.move_to_end(key)
                while len(self._kept) > MOST:
                    gone, _ = self._kept.popitem(last=False)
                    self._making.pop(gone, None)
            return made

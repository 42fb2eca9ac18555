"""What has changed, carried from handlers to the screens that show it; and who is here. In memory only."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

COALESCE_SECONDS = 0.27
"""At most four messages a second to each screen."""


@dataclass(eq=False)
class Follower:
    """One open stream."""

    course: str
    person: str
    topics: frozenset[str]
    changed: set[str] = field(default_factory=set)
    wake: asyncio.Event = field(default_factory=asyncio.Event)


class Feed:
    """Carries changes from handlers (in threads) to streams (in the event loop)."""

    def __init__(self) -> None:
        self._followers: set[Follower] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._closing = False

    def begin(self) -> None:
        """Called once in the event loop that the streams run in."""
        self._loop = asyncio.get_running_loop()

    def end(self) -> None:
        """Let every stream finish, so that the server can stop at once."""
        self._closing = True
        for follower in self._followers:
            follower.wake.set()

    def tell(self, course: str, topic: str, what: str) -> None:
        """Tell the course's streams that follow `topic` that `what` (an exercise's id, or "people") has changed."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._pass_on, course, topic, what)

    def _pass_on(self, course: str, topic: str, what: str) -> None:
        for follower in self._followers:
            if follower.course == course and topic in follower.topics:
                follower.changed.add(what)
                follower.wake.set()

    def here(self, course: str) -> set[str]:
        """The people of a course with a page open now."""
        return {f.person for f in list(self._followers) if f.course == course and f.person}

    async def follow(self, course: str, person: str, topics: frozenset[str]) -> AsyncIterator[str]:
        """JSON lists of what has changed, at most four a second, for as long as the stream is open."""
        follower = Follower(course, person, topics)
        self._followers.add(follower)
        self._pass_on(course, "people", "people")
        try:
            yield "[]"
            told = time.monotonic()
            while not self._closing:
                await follower.wake.wait()
                # The first change is told at once; those that follow on its heels are told together.
                await asyncio.sleep(max(0.0, told + COALESCE_SECONDS - time.monotonic()))
                follower.wake.clear()
                changed, follower.changed = sorted(follower.changed), set()
                if changed:
                    told = time.monotonic()
                    yield json.dumps(changed)
        finally:
            self._followers.discard(follower)
            self._pass_on(course, "people", "people")

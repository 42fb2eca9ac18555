"""Publish/subscribe: what has changed, carried from handlers to the pages that show it, throttled; and who is here. In memory."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field

COALESCE_SECONDS = 0.27
"""At most four messages a second to each screen."""
HEARTBEAT_SECONDS = 12.0
"""A message at least so often, also when nothing changes: a page believes in its stream only while messages come."""


@dataclass(eq=False)
class Subscriber:
    """One open stream."""

    course: str
    person: str
    topics: frozenset[str]
    login: str = ""
    ended: bool = False
    changed: set[str] = field(default_factory=set)
    wake: asyncio.Event = field(default_factory=asyncio.Event)


class PubSub:
    """Carries changes from handlers (in threads) to streams (in the event loop)."""

    def __init__(self) -> None:
        self._subscribers: set[Subscriber] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._closing = False

    def begin(self) -> None:
        """Called once in the event loop that the streams run in."""
        self._loop = asyncio.get_running_loop()

    def end(self) -> None:
        """Let every stream finish, so that the server can stop at once."""
        self._closing = True
        for subscriber in self._subscribers:
            subscriber.wake.set()

    def publish(self, course: str, topic: str, what: str) -> None:
        """Tell the course's streams that follow `topic` that `what` (an exercise's id, or "people") has changed."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._pass_on, course, topic, what)

    def _pass_on(self, course: str, topic: str, what: str) -> None:
        for subscriber in self._subscribers:
            if subscriber.course == course and topic in subscriber.topics:
                subscriber.changed.add(what)
                subscriber.wake.set()

    def here(self, course: str) -> set[str]:
        """The people of a course with a page open now."""
        return {f.person for f in list(self._subscribers) if f.course == course and f.person}

    def end_logins(self, ended: Iterable[str]) -> None:
        """End the streams of these logins: whoever may no longer look hears nothing more."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._end_logins, frozenset(ended))

    def _end_logins(self, ended: frozenset[str]) -> None:
        for subscriber in self._subscribers:
            if subscriber.login in ended:
                subscriber.ended = True
                subscriber.wake.set()

    async def subscribe(self, course: str, person: str, topics: frozenset[str], login: str = "") -> AsyncIterator[str]:
        """JSON lists of what has changed, at most four a second, and "[]" as a heartbeat, for as long as the stream is open."""
        subscriber = Subscriber(course, person, topics, login)
        self._subscribers.add(subscriber)
        self._pass_on(course, "people", "people")
        try:
            yield "[]"
            sent_at = time.monotonic()
            while not (self._closing or subscriber.ended):
                try:
                    await asyncio.wait_for(subscriber.wake.wait(), HEARTBEAT_SECONDS)
                except TimeoutError:
                    yield "[]"
                    continue
                # The first change is told at once; those that follow on its heels are told together.
                await asyncio.sleep(max(0.0, sent_at + COALESCE_SECONDS - time.monotonic()))
                subscriber.wake.clear()
                changed, subscriber.changed = sorted(subscriber.changed), set()
                if changed and not subscriber.ended:
                    sent_at = time.monotonic()
                    yield json.dumps(changed)
        finally:
            self._subscribers.discard(subscriber)
            self._pass_on(course, "people", "people")

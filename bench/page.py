"""A phone with the day's page open: it follows the stream and fetches an exercise again when told, as the page does."""

import asyncio
import random
import time
from dataclasses import dataclass, replace
from typing import Any

from clients import Phone
from following import Screen

JITTER = 0.05, 0.4
"""Seconds from a message until the page asks (`host.js`): a class does not ask in the same moment."""


@dataclass(frozen=True)
class Fetch:
    """The exercise as the page got it: when it asked, and when it had it."""

    asked: float
    got: float
    view: dict[str, Any]


class Page(Screen):
    """One person's page and the exercise that is looked at on it."""

    def __init__(self, phone: Phone, exercise: str, number: int) -> None:
        super().__init__()
        self.phone, self.exercise = phone, exercise
        self.chance = random.Random(number)
        self.fetched: list[Fetch] = []

    def hear(self, changed: list[str], when: float) -> None:
        """Only what is on the page is fetched."""
        if self.exercise in changed:
            super().hear(changed, when)

    async def keep_up(self) -> None:
        """Fetch the exercise after each message, until cancelled; on a connection of its own, as browsers have several."""
        reader = replace(self.phone)
        try:
            while True:
                await self.woken.wait()
                await asyncio.sleep(self.chance.uniform(*JITTER))
                self.woken.clear()
                asked = time.perf_counter()
                view = await reader.call("GET", f"/api/course/{self.phone.course}/exercise/{self.exercise}")
                self.fetched.append(Fetch(asked, time.perf_counter(), view))
        finally:
            reader.close()

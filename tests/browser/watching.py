"""Devices in a real browser, each watched: a console error or a request to another host fails the test."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
SMALL_PHONE = {"viewport": {"width": 320, "height": 640}, "has_touch": True, "is_mobile": True}
LAPTOP = {"viewport": {"width": 1280, "height": 800}}

PATIENCE = 15_000
"""Milliseconds that any one condition may take on a slow machine."""

NO_NETWORK = ("ERR_INTERNET_DISCONNECTED", "ERR_CONNECTION_REFUSED", "ERR_NETWORK_CHANGED", "ERR_CONNECTION_RESET",
              "ERR_INCOMPLETE_CHUNKED_ENCODING", "ERR_FAILED", "ERR_EMPTY_RESPONSE", "ERR_SOCKET_NOT_CONNECTED")
"""What the browser itself says when the network or the server is away."""


@dataclass
class Device:
    """One person's browser with one page open."""

    context: Any
    page: Any
    home: str
    """The server's address."""
    forgiven: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def forgive(self, *parts: str) -> None:
        """Console errors with these words are meant to happen in this test."""
        self.forgiven += parts

    def go(self, path: str) -> None:
        """Open one of the server's pages."""
        self.page.goto(self.home + path)

    def kept(self) -> dict[str, str]:
        """All that this browser remembers in localStorage."""
        kept: dict[str, str] = self.page.evaluate("() => ({...localStorage})")
        return kept

    def check(self) -> None:
        """Nothing was told in the console that a customer should not have caused, and nobody else was asked."""
        wrong = [text for text in self.errors if not any(part in text for part in self.forgiven)]
        assert wrong == [], "console errors"
        assert self.elsewhere == [], "requests to another host"


@contextmanager
def open_device(browser: Any, home: str, **options: Any) -> Iterator[Device]:
    """A browser of its own, watched from the first request to the last."""
    options = {"locale": "da-DK", "timezone_id": "Europe/Copenhagen", "reduced_motion": "reduce", **options}
    context = browser.new_context(**options)
    context.set_default_timeout(PATIENCE)
    device = Device(context, None, home)
    own = urlsplit(home).netloc

    def asked(request: Any) -> None:
        if not request.url.startswith(("data:", "blob:", "about:", "chrome-error:")) and urlsplit(request.url).netloc != own:
            device.elsewhere.append(request.url)

    def said(message: Any) -> None:
        if message.type == "error":
            device.errors.append(f"{message.text} ({message.location.get('url', '')})")

    context.on("request", asked)
    context.on("console", said)
    context.on("weberror", lambda error: device.errors.append(str(error.error)))
    device.page = context.new_page()
    try:
        yield device
    finally:
        context.close()


class Held:
    """What the page sends is held from now on, and does not arrive before it is let go."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.routes: list[Any] | None = []
        page.route("**/answers", self._take)

    def _take(self, route: Any) -> None:
        if self.routes is None:
            route.continue_()
        else:
            self.routes.append(route)

    def wait(self) -> None:
        """Until something is held."""
        until = time.monotonic() + PATIENCE / 1000
        while not self.routes:
            assert time.monotonic() < until, "nothing was sent"
            self.page.evaluate("0")  # lets the browser's news in

    def let_go(self) -> None:
        """Let it arrive, and all that comes after it."""
        held, self.routes = self.routes or [], None
        for route in held:
            route.continue_()

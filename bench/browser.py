"""What a phone's browser fetches to show the day: at the first visit and at the second, here and from plain Voilà."""

import contextlib
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from course import DAY, course_of
from plain_voila import DAY as NOTEBOOK
from plain_voila import serve_voila
from playwright.sync_api import Browser, Page, sync_playwright
from run_all import find_browser
from serving import Client

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "locale": "da-DK"}
QUIET = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
PATIENCE = 60.0
STILL = 1.5
"""Seconds without any traffic after which a page has fetched what it needs."""


class Traffic:
    """The requests of one visit, and how many bytes came over the wire for them, heads and all."""

    def __init__(self, page: Page) -> None:
        self.bytes_of: dict[str, float] = {}
        self.urls: dict[str, str] = {}
        self.cached: set[str] = set()
        self.last = time.monotonic()
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.requestServedFromCache", lambda told: self.cached.add(told["requestId"]))
        session.on("Network.responseReceived", self._answered)
        session.on("Network.dataReceived", self._came)
        session.on("Network.loadingFinished", self._done)
        session.on("Network.webSocketFrameReceived", self._frame)

    def _asked(self, told: dict[str, Any]) -> None:
        if not told["request"]["url"].startswith(("data:", "blob:")):
            self.urls[told["requestId"]] = told["request"]["url"]
            self.last = time.monotonic()

    def _answered(self, told: dict[str, Any]) -> None:
        self.bytes_of[told["requestId"]] = told["response"].get("encodedDataLength", 0)
        if told["response"].get("fromDiskCache") or told["response"].get("fromPrefetchCache"):
            self.cached.add(told["requestId"])

    def _came(self, told: dict[str, Any]) -> None:
        if told["encodedDataLength"] > 0:  # a live stream never ends, but its bytes come here
            self.bytes_of[told["requestId"]] = self.bytes_of.get(told["requestId"], 0) + told["encodedDataLength"]
        self.last = time.monotonic()

    def _done(self, told: dict[str, Any]) -> None:
        self.bytes_of[told["requestId"]] = told["encodedDataLength"]

    def _frame(self, told: dict[str, Any]) -> None:
        name = f"websocket {told['requestId']}"
        self.bytes_of[name] = self.bytes_of.get(name, 0) + len(told["response"]["payloadData"])
        self.last = time.monotonic()

    def figures(self) -> dict[str, Any]:
        """Requests that went out on the network, and their kB (1,000 bytes)."""
        went = [name for name in self.urls if name not in self.cached]
        frames = sum(size for name, size in self.bytes_of.items() if name.startswith("websocket "))
        return {
            "requests": len(went), "kb": round(sum(self.bytes_of.get(name, 0) for name in went) / 1000, 1),
            "websocket_kb": round(frames / 1000, 1),
            "largest": sorted(((round(self.bytes_of.get(n, 0) / 1000, 1), urlsplit(self.urls[n]).path) for n in went),
                              reverse=True)[:12],
        }


def measure(folder: Path) -> dict[str, Any] | None:
    """First and second visit to the whole day with every exercise open, and to plain Voilà's; None without a browser."""
    with _browser() as browser:
        if browser is None:
            return None
        with course_of(folder, 10, None) as course:
            person = Client(course.served.url).join(course.code, course.names[0])
            cookie = {"name": "pejling", "value": person.http.cookies["pejling"], "url": course.served.url}
            address = f"{course.served.url}/hold/{course.id}/dag/{DAY}"
            many = len(course.runs)
            ours = _two_visits(browser, address, [cookie], lambda page: _filled(page) >= many)
        with serve_voila(NOTEBOOK) as voila:
            plain = _two_visits(browser, voila.url, [], lambda page: page.locator(".pj-preview").count() >= many)
        return {"pejling": ours, "voila": plain, "browser": browser.version, "exercises": many}


def _filled(page: Page) -> int:
    """How many exercises are drawn with something to answer or read in them."""
    inside = page.locator(".pj-exercise[data-exercise] :is(input, textarea, button, output, [role])")
    return int(inside.evaluate_all("found => new Set(found.map(el => el.closest('.pj-exercise').dataset.exercise)).size"))


def _two_visits(browser: Browser, address: str, cookies: list[Any], drawn: Callable[[Page], bool]) -> dict[str, Any]:
    context = browser.new_context(**PHONE)
    context.add_cookies(cookies)
    told = {}
    for visit in ("first", "second"):
        page = context.new_page()
        traffic = Traffic(page)
        began = time.monotonic()
        page.goto(address)
        while not drawn(page):
            if time.monotonic() > began + PATIENCE:
                raise AssertionError(f"{visit} visit: the exercises were not drawn within {PATIENCE:.0f} s")
            page.wait_for_timeout(50)
        seconds = time.monotonic() - began
        while time.monotonic() < traffic.last + STILL:
            page.wait_for_timeout(100)
        told[visit] = traffic.figures() | {"seconds": round(seconds, 2)}
        page.close()
    context.close()
    return told


@contextlib.contextmanager
def _browser() -> Iterator[Browser | None]:
    program = find_browser(os.environ)
    if not program:
        yield None
        return
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[*QUIET, *(["--no-sandbox"] if as_root else [])])
        yield browser
        browser.close()

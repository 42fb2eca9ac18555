"""One browser and one server on the machine's own address for the whole folder; a new course for each test."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from browser.classroom import Classroom, free_folder, make_classroom
from browser.watching import LAPTOP, PATIENCE, Device, open_device
from playwright.sync_api import expect
from run_all import HOW_TO_GET_A_BROWSER, find_browser
from serving import Client, Served, serve

IN_THE_ROOM = ("--host", "0.0.0.0")  # noqa: S104  # as with --class: pages are tried on an address of the network
expect.set_options(timeout=PATIENCE)

QUIET = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]


@pytest.fixture(scope="session")
def browser(playwright: Any) -> Iterator[Any]:
    """An installed Chromium, Chrome or Edge."""
    program = find_browser(os.environ)
    if not program:
        pytest.skip(HOW_TO_GET_A_BROWSER)
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    browser = playwright.chromium.launch(executable_path=program, args=[*QUIET, *(["--no-sandbox"] if as_root else [])])
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that the room's network can reach; its pages are opened on that address, not on loopback."""
    with serve(free_folder(tmp_path_factory.mktemp("browser")), *IN_THE_ROOM) as served:
        if "//127." in served.url:
            pytest.skip("this machine has no other address than loopback")
        yield served


@pytest.fixture(scope="session")
def any_trainer(served: Served) -> Client:
    """The example course's trainer, who makes the others."""
    return Client(served.url).by_link(served.trainer_link)


@pytest.fixture
def room(served: Served, any_trainer: Client) -> Classroom:
    """A course of the test's own."""
    return make_classroom(served, any_trainer)


@pytest.fixture
def device(browser: Any, served: Served) -> Iterator[Callable[..., Device]]:
    """Makes devices; at the end each is asked for console errors and requests to other hosts."""
    made: list[Device] = []
    with ExitStack() as stack:
        def make(kind: dict[str, Any] = LAPTOP, home: str = "", **options: Any) -> Device:
            made.append(stack.enter_context(open_device(browser, home or served.url, **{**kind, **options})))
            return made[-1]

        yield make
    for one in made:
        one.check()

"""Nothing lost: each promise in a short form, run every time, and a full form behind `--long`. Each tells its figure."""

import os
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from postgres import LACKING, Postgres, find_programs, serve_postgres
from run_all import HOW_TO_GET_A_BROWSER, find_browser

QUIET = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]


@pytest.fixture
def tell(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Prints a test's figure, also when the test's own output is not shown."""
    began = time.monotonic()

    def tell(figure: str) -> None:
        capture = request.config.pluginmanager.get_plugin("capturemanager")
        assert capture is not None
        with capture.global_and_fixture_disabled():
            print(f"\n  {request.node.name}: {figure} ({time.monotonic() - began:.0f} s)", flush=True)  # noqa: T201

    return tell


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL that survives a crash, as one that people use does."""
    programs = find_programs()
    if programs is None:
        pytest.skip(LACKING)
    with serve_postgres(programs, durable=True) as server:
        yield server


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

"""Nothing is skipped silently: what a machine lacks is listed, and is a failure where nothing may be skipped.

`PEJLING_REQUIRE_ALL=1` is set by `.ci/run`. `kit.py test` names the steps that failed before pytest in
`PEJLING_FAILED_BEFORE`, so that they stand beside pytest's own failures.
"""

import os
from collections.abc import Generator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# A busy machine is no mistake in the code: nothing is timed here (see bench/).
settings.register_profile("pejling", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("pejling")

pytest.register_assert_rewrite("postgres", "robust.writing", "serving")  # so that what they find is told

REQUIRE_ALL = os.environ.get("PEJLING_REQUIRE_ALL") == "1"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run the tests that take minutes, too")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--long"):
        return
    long = [item for item in items if item.get_closest_marker("long")]
    if long:
        items[:] = [item for item in items if item not in long]
        config.hook.pytest_deselected(items=long)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, Any, Any]:
    return _without_silence((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, Any, Any]:
    return _without_silence((yield))


def _without_silence(report: Any) -> Any:
    """The report; a skip is a failure when nothing may be skipped. An expected failure stays one."""
    if REQUIRE_ALL and report.outcome == "skipped" and not hasattr(report, "wasxfail"):
        where_and_why = report.longrepr[-1] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"PEJLING_REQUIRE_ALL=1, and this was skipped. {where_and_why}"
    return report


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if failed := os.environ.get("PEJLING_FAILED_BEFORE"):
        terminalreporter.section("failed before pytest", red=True)
        terminalreporter.line(failed)

"""What tests/conftest.py promises: no silent skip where nothing may be skipped, and long tests only when asked for."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
SKIPPING = """
import pytest

def test_that_passes(): pass

def test_that_lacks_something(): pytest.skip("no browser here")

@pytest.mark.xfail(reason="known")
def test_that_is_known_to_fail(): raise AssertionError

@pytest.mark.long
def test_that_takes_minutes(): pass
"""


def run(folder: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    (folder / "pytest.ini").write_text("[pytest]\nmarkers = long: takes minutes\n")
    shutil.copy(HERE / "conftest.py", folder)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PEJLING_", "PYTEST_"))}
    return subprocess.run([sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *words], cwd=folder,
                          env={**kept, **variables}, capture_output=True, text=True, check=False)


def test_a_skipped_test_is_a_failure_where_nothing_may_be_skipped(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(SKIPPING)
    ran = run(tmp_path, PEJLING_REQUIRE_ALL="1")
    assert ran.returncode == 1
    assert "1 failed, 1 passed, 1 deselected, 1 xfailed" in ran.stdout
    assert "no browser here" in ran.stdout


def test_a_skipped_test_is_only_counted_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(SKIPPING)
    ran = run(tmp_path)
    assert ran.returncode == 0
    assert "1 passed, 1 skipped, 1 deselected, 1 xfailed" in ran.stdout


def test_a_whole_file_that_is_skipped_is_a_failure_too(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text("import pytest\npytest.importorskip('not_a_module_of_anyones')\n")
    ran = run(tmp_path, PEJLING_REQUIRE_ALL="1")
    assert ran.returncode != 0
    assert "not_a_module_of_anyones" in ran.stdout


def test_long_tests_run_when_asked_for(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(SKIPPING)
    assert "2 passed, 1 skipped, 1 xfailed" in run(tmp_path, "--long").stdout


@pytest.mark.parametrize("words", [(), ("-q",)])
def test_what_failed_before_pytest_is_told_above_the_closing_line(tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "test_it.py").write_text("def test_that_passes(): pass\n")
    lines = run(tmp_path, *words, PEJLING_FAILED_BEFORE="Typer (mypy --strict)").stdout.strip().splitlines()
    assert any("Typer (mypy --strict)" in line for line in lines[:-1])
    assert "1 passed" in lines[-1]

"""What `pip install` gives: a wheel is built from this clone, and looked into. No network is used."""

import subprocess
import sys
import tomllib
from pathlib import Path
from zipfile import ZipFile

import pytest

from pejling import installation

ROOT = Path(__file__).resolve().parents[1]
LEFT = {"__pycache__", ".ipynb_checkpoints"}
CONTENT = ("modules", "cases", "widgets/gallery.ipynb", "widgets/rediger.ipynb", "supervision/manual", "docs/bog")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> ZipFile:
    made = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(made)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    [file] = made.iterdir()
    return ZipFile(file)


def committed(*places: str) -> set[str]:
    """Our own files below these places, without what tools leave there."""
    found = {path for place in places for path in [ROOT / place, *(ROOT / place).rglob("*")] if path.is_file()}
    return {path.relative_to(ROOT).as_posix() for path in found if not LEFT & set(path.parts)}


def test_a_wheel_has_every_file_of_the_packages(wheel: ZipFile) -> None:
    packages = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    wanted = {name.partition("/")[2] for name in committed(*packages)}
    assert wanted <= set(wheel.namelist())


def test_a_wheel_has_all_content(wheel: ZipFile) -> None:
    lies = {name.partition(".data/data/share/pejling/")[2] for name in wheel.namelist()}
    assert committed(*CONTENT) <= lies


def test_a_wheel_lays_jupyters_settings_where_they_are_found(wheel: ZipFile) -> None:
    lies = {name.partition(".data/data/etc/jupyter/")[2] for name in wheel.namelist()} - {""}
    assert lies == {path.name for path in (ROOT / installation.SETTINGS).glob("*.py")}


def test_a_wheel_brings_the_command(wheel: ZipFile) -> None:
    [entries] = [name for name in wheel.namelist() if name.endswith(".dist-info/entry_points.txt")]
    assert "pejling = pejling_server.__main__:run" in wheel.read(entries).decode()

"""What runs is what was tried: pyproject.toml, the two locks and environment.yml name the same packages."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements.lock", "requirements-test.lock")
ON_CONDA = {
    "ibis-framework": "ibis-duckdb",
    "jupyter-server": "jupyter_server",
    "matplotlib": "matplotlib-base",
    "tzdata": "python-tzdata",
}
"""Names that conda-forge spells otherwise. Its matplotlib drags a window toolkit along; the base draws the same;
and what pip calls an extra is a package of its own there."""


def read_lock(name: str) -> dict[tuple[str, str], tuple[str, frozenset[str]]]:
    """(package, marker) → (version, hashes)."""
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    pins = {}
    for line in text.splitlines():
        if line and not line.lstrip().startswith("#"):
            wanted, *hashes = line.split(" --hash=")
            requirement = Requirement(wanted)
            version = re.fullmatch(r"==(\S+)", str(requirement.specifier))
            assert version, f"{name}: {line[:60]} is not one version"
            key = (canonicalize_name(requirement.name), str(requirement.marker or ""))
            pins[key] = (version[1], frozenset(h.strip() for h in hashes))
    return pins


def declared(extra: str = "") -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = project["optional-dependencies"][extra] if extra else project["dependencies"]
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_hashes(name: str) -> None:
    pins = read_lock(name)
    assert len(pins) > 100
    for (package, _), (_, hashes) in pins.items():
        assert hashes, package
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", one) for one in hashes), package


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_only_packages_and_comments_on_where_they_come_from(name: str) -> None:
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        assert re.match(r"[a-z0-9]|    --hash=sha256:|    # ", line), f"{name}: {line}"
        assert "://" not in line


@pytest.mark.parametrize(("extra", "name"), [("", LOCKS[0]), ("", LOCKS[1]), ("test", LOCKS[1])])
def test_the_lock_holds_what_is_declared_in_a_version_that_is_allowed(extra: str, name: str) -> None:
    locked = read_lock(name)
    for requirement in declared(extra):
        versions = [Version(v) for (p, _), (v, _) in locked.items() if p == canonicalize_name(requirement.name)]
        assert versions, f"{requirement} is not in {name}; make the locks again (CONTRIBUTING.md)"
        assert all(version in requirement.specifier for version in versions), f"{requirement}: {versions} in {name}"


KNOWN_FIXES = {"jupyter-server": "2.21", "jupyterlab": "4.6.2", "starlette": "1.3.1", "nbconvert": "7.17.1", "voila": "0.5.8"}
"""The version that mends the newest known hole."""


@pytest.mark.parametrize("package", KNOWN_FIXES)
def test_no_version_with_a_known_hole_may_be_installed(package: str) -> None:
    [floor] = [Version(one.version) for r in declared() if r.name == package for one in r.specifier if one.operator == ">="]
    assert floor >= Version(KNOWN_FIXES[package])


def test_what_is_tested_is_what_is_run() -> None:
    run, test = (read_lock(name) for name in LOCKS)
    assert {key: test.get(key) for key in run} == run


def conda() -> list[Any]:
    entries: list[Any] = YAML(typ="safe", pure=True).load((ROOT / "environment.yml").read_text())["dependencies"]
    return entries


def test_conda_gets_the_same_packages_in_the_same_ranges() -> None:
    wanted = {f"{ON_CONDA.get(r.name, r.name)}{r.specifier}" for r in declared() if not r.marker}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert set(conda()[:-1]) == wanted | {f"python{project['requires-python']}", "pip"}


def test_conda_ends_with_pejling_itself() -> None:
    assert conda()[-1] == {"pip": ["-e ."]}

"""The check of the browser's types finds what does not fit, and says what to do when TypeScript is not there."""

import json
import shutil
from pathlib import Path

import pytest
from typescript import api
from typescript.check import HERE, ROOT, SERVED, check, typescript


def test_a_type_that_does_not_fit_is_found_and_told_by_the_repositorys_own_path(tmp_path: Path) -> None:
    for place in SERVED.values():
        shutil.copytree(ROOT / place, tmp_path / place, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    with (tmp_path / SERVED["static"] / "console/who.js").open("a", encoding="utf-8") as code:
        code.write("\nnumber('fem');\n")
    found = check(tmp_path)
    assert found.startswith("server/pejling_server/static/console/who.js(")
    assert "Argument of type 'string' is not assignable to parameter of type 'number'" in found
    assert len(found.splitlines()) == 1


def test_the_browsers_types_of_the_api_are_those_of_the_servers_models() -> None:
    assert api.FILE.read_text(encoding="utf-8") == api.declarations(), "make it again: python tests/typescript/api.py"


def test_without_a_network_the_first_time_the_way_on_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9")
    monkeypatch.setenv("npm_config_cache", str(tmp_path / "cache"))
    monkeypatch.setenv("npm_config_fetch_retries", "0")
    with pytest.raises(SystemExit, match="kunne ikke hentes fra npm"):
        typescript(tmp_path)
    with pytest.raises(SystemExit, match="kunne ikke hentes fra npm"):  # a half-made folder is not taken for a whole one
        typescript(tmp_path)


def test_typescript_is_locked_by_hash_and_not_by_address() -> None:
    lock = json.loads((HERE / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert lock.pop("")["devDependencies"] == json.loads((HERE / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    assert lock
    assert all(one["integrity"].startswith("sha512-") and "resolved" not in one for one in lock.values())

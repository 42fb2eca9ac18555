"""The house rules that a reader cannot see at a glance: thin notebooks, small files, arrows, nobody's addresses."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pejling.installation import PACKAGES

ROOT = Path(__file__).resolve().parents[1]
NOT_OURS = {"data", "dist", "build", "test-results", "__pycache__"}
LONGEST_FILE = 400
LONGEST_CELL = 3
IMPORTABLE = {"pejling", "pejling_client", "pejling_widgets", "pejling_supervision"}


def files(*endings: str) -> Iterator[Path]:
    """The repository's own files, relative to it; with endings, only those."""
    for folder, folders, names in os.walk(ROOT):
        folders[:] = sorted(f for f in folders if f not in NOT_OURS and (f == ".ci" or not f.startswith(".")))
        for name in sorted(names):
            if not endings or name.endswith(endings):
                yield (Path(folder) / name).relative_to(ROOT)


# Notebooks

NOTEBOOKS = [path for path in files(".ipynb") if path.parts[0] != "tests"]


def cells(path: Path, kind: str) -> list[dict[str, Any]]:
    notebook = json.loads((ROOT / path).read_text(encoding="utf-8"))
    return [cell for cell in notebook["cells"] if cell["cell_type"] == kind]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=str)
def test_a_notebook_begins_with_its_title_and_says_what_it_is_for(path: Path) -> None:
    notebook = json.loads((ROOT / path).read_text(encoding="utf-8"))
    first = notebook["cells"][0]
    assert first["cell_type"] == "markdown"
    assert "".join(first["source"]).startswith("# ")
    opening = "".join("".join(cell["source"]) + "\n" for cell in cells(path, "markdown")[:2])
    prose = [line for line in opening.splitlines() if re.match(r"\w", line)]
    assert len(" ".join(prose)) > 40, "a paragraph of purpose follows the title"
    assert sum(line.startswith("# ") for cell in cells(path, "markdown")
               for line in "".join(cell["source"]).splitlines()) == 1, "one title"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=str)
def test_a_notebook_only_shows_and_the_rules_live_in_the_packages(path: Path) -> None:
    too_much = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef, ast.For, ast.While, ast.If, ast.Try)
    for cell in cells(path, "code"):
        source = "".join(cell["source"])
        tree = ast.parse(source)
        assert 1 <= len(source.strip().splitlines()) <= LONGEST_CELL, source
        assert not [node for node in ast.walk(tree) if isinstance(node, too_much)], source
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)
                 and isinstance(node.func, ast.Name) and node.func.id == "show"]
        assert len(calls) <= 1, f"one exercise in a cell: {source}"
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                assert {alias.name.partition(".")[0] for alias in node.names} <= IMPORTABLE, source
            if isinstance(node, ast.ImportFrom):
                assert str(node.module).partition(".")[0] in IMPORTABLE, source


def test_notebooks_are_stripped() -> None:
    assert NOTEBOOKS
    command = [sys.executable, "-m", "nbstripout", "--verify", "--keep-id", *map(str, NOTEBOOKS)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, f"{ran.stdout}{ran.stderr}\nRun: python -m nbstripout --keep-id FILE"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=str)
def test_a_notebook_is_written_as_jupyter_writes_it(path: Path) -> None:
    """Else the first who opens it and saves changes lines that nobody has touched."""
    text = (ROOT / path).read_text(encoding="utf-8")
    assert text == json.dumps(json.loads(text), indent=1, sort_keys=True, ensure_ascii=False) + "\n"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=str)
def test_a_notebook_names_no_machine(path: Path) -> None:
    metadata = json.loads((ROOT / path).read_text(encoding="utf-8"))["metadata"]
    assert metadata.get("kernelspec", {}).get("name", "python3") == "python3"


# Files

def test_no_top_folder_is_a_package() -> None:
    assert [path for path in files("__init__.py") if len(path.parts) == 2] == []


def test_a_file_has_one_subject_and_stays_short() -> None:
    lengths = {str(path): len((ROOT / path).read_text(encoding="utf-8").splitlines())
               for path in files(".py", ".js") if path.parts[0] != "tests"}
    assert {path: n for path, n in lengths.items() if n > LONGEST_FILE} == {}


def test_nothing_says_where_packages_come_from() -> None:
    """Who installs decides that, in pip's or conda's own settings."""
    hosts = ("pypi" + ".org", "pythonhosted" + ".org", "conda.anaconda" + ".org", "repo.anaconda" + ".com")
    flag = re.compile(r"--?(?:extra-)?(?:index-url|find-links)[= ]+\S*[:/]")
    found = []
    for path in files():
        try:
            text = (ROOT / path).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture
        found += [f"{path}: {host}" for host in hosts if host in text]
        found += [f"{path}: {match[0]}" for match in flag.finditer(text)]
    assert found == []


# Arrows

def run_python(*words: str, at: Path) -> subprocess.CompletedProcess[str]:
    """What Python says with the packages below `at` before any others."""
    variables = {**os.environ, "PYTHONPATH": os.pathsep.join(str(at / folder) for folder in PACKAGES)}
    return subprocess.run([sys.executable, *words], cwd=at, env=variables, capture_output=True, text=True, check=False)


def test_importing_the_server_loads_nothing_large_that_a_course_may_never_need() -> None:
    heavy = ["voila", "pandas", "matplotlib.pyplot", "anywidget", "jupyter_server", "numpy", "scipy", "networkx", "statsmodels",
             "openpyxl", "icalendar", "snowballstemmer"]
    ran = run_python("-c", f"import sys, pejling_server.app; print([m for m in {heavy} if m in sys.modules])", at=ROOT)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.strip() == "[]"


def test_reading_and_writing_excel_files_does_not_load_numpy_in_the_servers_process() -> None:
    code = (
        "import sys; from pejling.lean_excel import leave_numpy_out; leave_numpy_out();"
        "import pejling.excel, pejling.people.workbook, openpyxl; print('numpy' in sys.modules)"
    )
    ran = run_python("-c", code, at=ROOT)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.strip() == "False"


def test_an_arrow_the_wrong_way_is_caught(tmp_path: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for folder in PACKAGES:
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for file, line in {
        "core/pejling/schema.py": "import pejling_widgets.kinds",
        "core/pejling/markdown.py": "import voila",
        "widgets/pejling_widgets/poll/model.py": "import sqlalchemy",
        "core/pejling_client/__init__.py": "import pejling.dates",
        "core/pejling/alphabet.py": "import pejling_client",
        "widgets/pejling_widgets/danish/__init__.py": "import pejling_widgets.drill",
        "server/pejling_server/__init__.py": "import pandas",
    }.items():
        with (tmp_path / file).open("a", encoding="utf-8") as text:
            text.write(f"\n{line}\n")
    ran = run_python("-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache", at=tmp_path)
    linter = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    assert ran.returncode == 1, ran.stdout
    for contract in linter["contracts"]:
        assert f"{contract['name']} BROKEN" in ran.stdout


# Kinds

KIND_FOLDERS = sorted(path.parent.name for path in files("content.py") if path.parts[:2] == ("widgets", "pejling_widgets"))
"""A kind is a folder with a content schema."""


def test_a_kind_is_a_folder_and_a_line() -> None:
    from pejling_widgets.kinds import KINDS

    assert sorted(KINDS) == KIND_FOLDERS
    for kind in KINDS.values():
        missing = {"content.py", "model.py", "view.js", "view.css", "template.yaml"} - {path.name for path in kind.folder.iterdir()}
        assert not missing, f"{kind.folder} has no {missing}: see A new kind in CONTRIBUTING.md"


def outside_the_kinds(*endings: str) -> Iterator[Path]:
    """Product files that belong to no kind; the list of kinds apart."""
    for path in files(*endings):
        ours = path.parts[0] in ("core", "widgets", "server", "supervision")
        if ours and not set(path.parts) & set(KIND_FOLDERS) and path.name != "kinds.py":
            yield path


@pytest.mark.parametrize("path", list(outside_the_kinds(".py")), ids=str)
def test_no_kinds_name_stands_outside_its_folder(path: Path) -> None:
    """Neither compared with, nor looked up, nor imported: what a host must know, the kind declares."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        names: list[Any] = []
        if isinstance(node, ast.Compare):
            names = [leaf for side in (node.left, *node.comparators) for leaf in ast.walk(side)]
        elif isinstance(node, ast.Subscript):
            names = [node.slice]
        elif isinstance(node, ast.Call):
            names = [*node.args, *(word.value for word in node.keywords)]
        elif isinstance(node, ast.match_case):
            names = list(ast.walk(node.pattern))
        elif isinstance(node, ast.ImportFrom):
            assert not set(str(node.module).split(".")) & set(KIND_FOLDERS), f"{path}:{node.lineno}"
        found = [leaf for leaf in names if isinstance(leaf, ast.Constant) and leaf.value in KIND_FOLDERS]
        assert not found, f"{path}:{node.lineno if hasattr(node, 'lineno') else '?'}"


@pytest.mark.parametrize("path", list(outside_the_kinds(".js", ".css")), ids=str)
def test_no_kinds_name_stands_in_the_browsers_code_outside_its_folder(path: Path) -> None:
    text = (ROOT / path).read_text(encoding="utf-8")
    names = "|".join(KIND_FOLDERS)
    assert not re.search(rf"""(===?|!==?|case)\s*["'](?:{names})["']|["'](?:{names})["']\s*(===?|!==?)""", text), path
    assert not re.search(rf"""["'`]\.{{1,2}}/(?:{names})/""", text), path
    assert not re.search(rf"\.pj-(?:{names})\b", text), path


def test_the_contract_imports_no_kind() -> None:
    for path in files(".py"):
        if path.parts[:3] == ("core", "pejling", "exercise"):
            assert "pejling_widgets" not in (ROOT / path).read_text(encoding="utf-8"), path

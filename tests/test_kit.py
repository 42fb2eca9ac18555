"""kit.py is run for real: a small copy of the tree, a real environment, a real pip with one package."""

import ast
import base64
import hashlib
import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from types import ModuleType

import pytest
import run_all

from pejling import commands, installation

ROOT = Path(__file__).resolve().parents[1]
SERVER = """
import json, os, sys
import pejling, proeve
print(json.dumps({"given": sys.argv[1:], "python": sys.executable, "data": os.environ.get("PEJLING_DATA"),
                  "pejling": pejling.__file__, "proeve": proeve.VERSION}))
"""
"""Stands for the server: says what it was given."""


def make_wheel(folder: Path, version: str) -> str:
    """The line of a lock for a package of one line, whose wheel is now in the folder."""
    info = f"proeve-{version}.dist-info"
    files = {
        "proeve.py": f"VERSION = '{version}'\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: proeve\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(
        f"{name},sha256={base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip('=')},{len(text)}\n"
        for name, text in files.items()
    )
    path = folder / f"proeve-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        for name, text in {**files, f"{info}/RECORD": f"{record}{info}/RECORD,,\n"}.items():
            wheel.writestr(name, text)
    return f"proeve=={version} --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


def make_folder(folder: Path, lock: str) -> Path:
    """A folder with as much of Pejling as set-up needs, and a server that says what it was given."""
    for name in ("kit.py", "core/pejling/__init__.py", "core/pejling/commands.py", "core/pejling/installation.py"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    shutil.copytree(ROOT / installation.SETTINGS, folder / installation.SETTINGS)
    server = folder / "server" / "pejling_server"
    server.mkdir(parents=True)
    (server / "__init__.py").touch()
    (server / "__main__.py").write_text(SERVER, encoding="utf-8")
    for name in (installation.RUN_LOCK, installation.TEST_LOCK):
        (folder / name).write_text(lock, encoding="utf-8")
    return folder


def settings(wheels: Path | None, **more: str) -> dict[str, str]:
    """Variables with which pip finds its packages in that folder, or, without one, on a net that is down."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PEJLING_"))}
    found = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels)} if wheels else {
        "PIP_INDEX_URL": "http://127.0.0.1:1", "PIP_RETRIES": "0"}
    return {**kept, "PIP_CONFIG_FILE": os.devnull, **found, **more}


def kit(folder: Path, variables: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "kit.py", *words], cwd=folder, env=variables, capture_output=True,
                          text=True, encoding="utf-8", timeout=120, check=False)


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("wheels")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory, wheels: Path) -> Path:
    """A folder with spaces and æøå in its name, after its first start."""
    folder = make_folder(tmp_path_factory.mktemp("Hold på Ærø og Åbenrå"), make_wheel(wheels, "1.0"))
    first = kit(folder, settings(wheels), "start", "--no-browser")
    assert first.returncode == 0, first.stderr
    assert "Første start" in first.stderr
    assert "100 %" in first.stderr
    return folder


@pytest.fixture(scope="module")
def module() -> ModuleType:
    spec = importlib.util.spec_from_file_location("kit", ROOT / "kit.py")
    assert spec
    assert spec.loader
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


# Old Pythons

@pytest.mark.parametrize("version", [(3, 6), (3, 10), (2, 7)])
def test_an_old_python_is_told_which_one_to_get(module: ModuleType, version: tuple[int, int]) -> None:
    told = module.too_old(version)
    assert f"dette er Python {version[0]}.{version[1]}." in told
    assert "3.11 eller nyere" in told


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (4, 0)])
def test_a_new_enough_python_is_told_nothing(module: ModuleType, version: tuple[int, int]) -> None:
    assert module.too_old(version) == ""


def test_an_old_python_can_read_the_file_that_tells_it() -> None:
    text = (ROOT / "kit.py").read_text(encoding="utf-8")
    tree = ast.parse(text, feature_version=(3, 6))
    before = [node for node in tree.body if node.lineno < text[:text.index("sys.exit(too_old")].count("\n") + 1]
    imported = {alias.name for node in before if isinstance(node, ast.Import) for alias in node.names}
    assert imported <= {"importlib", "os", "subprocess", "sys"}, "what Python 3.6 lacks, it cannot import"
    assert "__future__" not in text


def test_set_up_is_read_without_any_package() -> None:
    code = "import sys; sys.path.insert(0, 'core'); import pejling.commands; print(*sorted(sys.modules))"
    ran = subprocess.run([sys.executable, "-I", "-S", "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    roots = {name.partition(".")[0] for name in ran.stdout.split()} - {"pejling", "__main__"}
    assert roots <= set(sys.stdlib_module_names)


# The command line

def test_help_names_every_command_and_option() -> None:
    shown = commands.help_text()
    for command, options in commands.OPTIONS.items():
        assert f"  {command}" in shown
        assert all(f"  {option}" in shown for option in options)
    assert set(commands.OPTIONS) == set(commands.COMMANDS)
    assert max(map(len, shown.splitlines())) <= 120


@pytest.mark.parametrize(("words", "said"), [
    (["strat"], "Mente du »start«?"),
    (["start", "--clas"], "Mente du »--class«?"),
    (["start", "--port"], "skriv --port TAL"),
    (["start", "--port", "http"], "mellem 1 og 65535"),
    (["start", "--port=70000"], "mellem 1 og 65535"),
    (["start", "--data="], "skriv --data MAPPE"),
    (["start", "--port", "--json"], "skriv --port TAL"),
    (["start", "--class=ja"], "--class står alene"),
    (["restore"], "restore FIL"),
    (["restore", "en.zip", "to.zip"], "»to.zip« hører ikke til her"),
    (["check", "nu"], "hører ikke til her"),
])
def test_a_mistake_on_the_command_line_is_told_before_anything_is_set_up(
        tmp_path: Path, words: list[str], said: str) -> None:
    folder = make_folder(tmp_path / "mappe", "")
    ran = kit(folder, settings(None), *words)
    assert ran.returncode == 1
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr
    assert not (folder / ".venv").exists()


def test_what_is_given_is_read_and_what_is_not_is_empty() -> None:
    given = commands.parse(["start", "--class", "--port=8123", "--base-url", "https://x.dk"])
    assert (given.in_class, given.port, given.base_url, given.host, given.json) == (True, "8123", "https://x.dk", "", False)
    assert commands.parse(["restore", "--data", "d", "en kopi.zip"]).rest == ["en kopi.zip"]


def test_pytests_own_options_reach_it_in_their_order() -> None:
    words = ["-x", "tests/core", "-p", "no:randomly", "--long", "-k", "help"]
    assert commands.parse(["test", *words]).rest == words


# First start

def test_a_python_without_venv_is_told_what_to_install(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "mappe", "")
    lacking = tmp_path / "lacking"
    lacking.mkdir()
    (lacking / "sitecustomize.py").write_text("import sys; sys.modules['ensurepip'] = None\n")
    ran = kit(folder, settings(None, PYTHONPATH=str(lacking)), "start")
    assert ran.returncode == 1
    assert "sudo apt install python3-venv" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_first_start_without_network_says_so_and_the_next_one_with_it_works(tmp_path: Path, wheels: Path) -> None:
    folder = make_folder(tmp_path / "mappe", make_wheel(wheels, "1.0"))
    ran = kit(folder, settings(None), "start")
    assert ran.returncode == 1
    assert "ikke forbindelse til nettet" in ran.stderr
    log = folder / "data" / "log" / "opsaetning.log"
    assert str(log) in ran.stderr
    assert "proeve" in log.read_text(encoding="utf-8")
    assert kit(folder, settings(wheels), "start").returncode == 0


def heed_interrupts() -> None:
    """As in a window with a keyboard: what is begun in the background by a shell ignores interrupts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C goes to a group of processes")
def test_an_interrupted_first_start_ends_in_good_order_and_is_made_again(tmp_path: Path, wheels: Path) -> None:
    folder = make_folder(tmp_path / "mappe", make_wheel(wheels, "1.0"))
    process = subprocess.Popen([sys.executable, "kit.py", "start"], cwd=folder, env=settings(wheels), text=True,
                               encoding="utf-8", stderr=subprocess.PIPE, start_new_session=True,
                               preexec_fn=heed_interrupts)
    assert process.stderr
    while "laver et miljø" not in process.stderr.readline():
        assert process.poll() is None
    os.killpg(process.pid, signal.SIGINT)
    said = process.communicate(timeout=30)[1]
    assert process.returncode == 130
    assert "Afbrudt" in said
    assert "kit.py" not in said, "no traceback of ours"
    assert (folder / ".venv").exists()
    again = kit(folder, settings(wheels), "start")
    assert again.returncode == 0, again.stderr
    assert json.loads(again.stdout)["proeve"] == "1.0"


# Later starts

def test_a_second_start_needs_no_network_and_is_quick(installed: Path) -> None:
    began = time.monotonic()
    ran = kit(installed, settings(None), "start")
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr == ""
    assert time.monotonic() - began < 20  # the goal is a fifth of a second; this only holds a ceiling


def test_the_server_runs_in_the_environment_with_the_options_and_the_data_folder(
        installed: Path, tmp_path: Path) -> None:
    data = str(tmp_path / "dåta")
    ran = kit(installed, settings(None), "start", "--class", "--port", "8123", "--data", data, "--json")
    told = json.loads(ran.stdout)  # and nothing else on standard output
    assert told["given"] == ["start", "--class", "--port", "8123", "--data", data, "--json"]
    assert told["data"] == data
    assert Path(told["python"]) == installation.python_in(installed / ".venv")
    assert Path(told["pejling"]) == installed / "core" / "pejling" / "__init__.py"


def test_jupyters_programs_find_the_kits_settings_by_themselves(installed: Path) -> None:
    asked = "from jupyter_core.paths import ENV_CONFIG_PATH; print(*ENV_CONFIG_PATH)"
    here = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout.strip()
    there = installed / ".venv" / Path(here).relative_to(sys.prefix)
    assert (there / "voila.py").read_bytes() == (ROOT / installation.SETTINGS / "voila.py").read_bytes()


def test_restore_passes_the_file_on(installed: Path) -> None:
    ran = kit(installed, settings(None), "restore", "en kopi.zip")
    assert json.loads(ran.stdout)["given"] == ["restore", "en kopi.zip"]


def test_a_folder_that_was_moved_still_starts_without_network(installed: Path, tmp_path: Path) -> None:
    moved = Path(shutil.copytree(installed, tmp_path / "flyttet til ø", symlinks=True))
    ran = kit(moved, settings(None), "start")
    assert ran.returncode == 0, ran.stderr
    assert Path(json.loads(ran.stdout)["pejling"]) == moved / "core" / "pejling" / "__init__.py"


def test_an_update_is_installed_and_without_network_the_version_before_is_kept(
        installed: Path, tmp_path: Path, wheels: Path) -> None:
    folder = Path(shutil.copytree(installed, tmp_path / "mappe", symlinks=True))
    lock = folder / installation.RUN_LOCK
    before = lock.read_text()
    lock.write_text(make_wheel(wheels, "2.0"))
    offline = kit(folder, settings(None), "start")
    assert offline.returncode == 1
    assert "ikke forbindelse til nettet" in offline.stderr
    lock.write_text(before)
    assert json.loads(kit(folder, settings(None), "start").stdout)["proeve"] == "1.0"
    lock.write_text(make_wheel(wheels, "2.0"))
    online = kit(folder, settings(wheels), "start")
    assert json.loads(online.stdout)["proeve"] == "2.0"


def test_a_package_that_is_not_the_locked_one_is_not_installed(installed: Path, tmp_path: Path, wheels: Path) -> None:
    folder = Path(shutil.copytree(installed, tmp_path / "mappe", symlinks=True))
    (folder / installation.RUN_LOCK).write_text(make_wheel(wheels, "3.0")[:-9] + "00000000\n")
    ran = kit(folder, settings(wheels), "start")
    assert ran.returncode == 1
    assert "ikke den, Pejling er prøvet med" in ran.stderr


def test_an_environment_whose_python_is_gone_is_made_again(installed: Path, tmp_path: Path, wheels: Path) -> None:
    folder = Path(shutil.copytree(installed, tmp_path / "mappe", symlinks=True))
    installation.python_in(folder / ".venv").unlink()
    ran = kit(folder, settings(wheels), "start")
    assert ran.returncode == 0, ran.stderr
    assert "Første start" in ran.stderr


@pytest.mark.parametrize(("log", "said"), [
    ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "Disken er fuld"),
    ("HINT: This error might have occurred since this system does not have Windows Long Path support", "for dybt"),
    ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]')): Max retries exceeded", "certifikat"),
    ("ProxyError('Cannot connect to proxy.', NewConnectionError(...)): Max retries exceeded", "HTTPS_PROXY"),
    ("ReadTimeoutError(\"HTTPSConnectionPool: Read timed out. (read timeout=15)\")", "forbindelse til nettet"),
    ("ERROR: No matching distribution found for numpy==2.4.6", "prøvet med Python 3.11"),
    ("something\nnobody thought of", "nobody thought of"),
])
def test_what_pip_says_is_told_as_what_to_do(tmp_path: Path, log: str, said: str) -> None:
    path = tmp_path / "opsaetning.log"
    path.write_text(log, encoding="utf-8")
    told = installation.explain(path)
    assert said in told
    assert str(path) in told


# The browser that the tests drive

@pytest.mark.parametrize(("platform", "place", "variable"), [
    ("darwin", "Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "HOME"),
    ("win32", r"Microsoft\Edge\Application\msedge.exe", "PROGRAMFILES(X86)"),
    ("win32", r"Google\Chrome\Application\chrome.exe", "LOCALAPPDATA"),
])
def test_an_installed_browser_is_found_where_it_usually_lies(
        tmp_path: Path, platform: str, place: str, variable: str) -> None:
    program = tmp_path / place
    program.parent.mkdir(parents=True, exist_ok=True)
    program.touch()
    assert run_all.find_browser({variable: str(tmp_path), "PATH": ""}, platform) == str(program)


def test_the_browser_that_is_named_is_the_one_and_a_wrong_name_is_none(tmp_path: Path) -> None:
    program = tmp_path / "min browser"
    program.touch()
    assert run_all.find_browser({"PEJLING_BROWSER": str(program)}) == str(program)
    assert run_all.find_browser({"PEJLING_BROWSER": str(tmp_path / "findes ikke"), "PATH": ""}) == ""

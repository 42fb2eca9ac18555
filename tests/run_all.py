"""Everything `kit.py test` runs, in order and to the end; pytest last, so that its closing line is the last."""

import os
import shutil
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from pejling.reports.browser import find_browser  # standard library only, as this is

ROOT = Path(__file__).resolve().parents[1]

CHECKS = {
    "Stil (ruff)": ["-m", "ruff", "check", "."],
    "Typer (mypy --strict)": ["-m", "mypy"],
    "Pile mellem pakkerne (import-linter)": [
        "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"],
    "Typer i browserens kode (tsc --strict)": ["tests/typescript/check.py"],
}
"""Heading → what the environment's Python runs before pytest."""

NOT_FOR_TESTS = ("PEJLING_DATA", "PEJLING_CONTENT", "PEJLING_DATABASE_URL", "PEJLING_HOST")
"""Where someone's own courses are, and how: no test must come near."""


def run_all(python: Path, words: Sequence[str], variables: Mapping[str, str]) -> int:
    """0 when everything passed, else 1. With anything but `--long` only pytest runs: someone is at work on one thing."""
    known = {name: value for name, value in variables.items() if name not in NOT_FOR_TESTS}
    failed = []
    if not set(words) - {"--long"}:
        failed = [name for name, command in CHECKS.items() if _run(name, [str(python), *command], known)]
        if failed:
            known["PEJLING_FAILED_BEFORE"] = ", ".join(failed)
    if browser := find_browser(known) or install_browser():
        known["PEJLING_BROWSER"] = browser
    else:
        print(f"\n{HOW_TO_GET_A_BROWSER}", flush=True)
    failed += ["pytest"] if _run("Prøver (pytest)", [str(python), "-m", "pytest", *words], known) else []
    return 1 if failed else 0


def _run(heading: str, command: list[str], variables: Mapping[str, str]) -> int:
    print(f"\n=== {heading}", flush=True)
    began = time.monotonic()
    code = subprocess.run(command, cwd=ROOT, env=dict(variables), check=False).returncode
    if "pytest" not in command:
        print(f"{'Fejl' if code else 'I orden'} ({time.monotonic() - began:.0f} s)", flush=True)
    return code


HOW_TO_GET_A_BROWSER = (
    "Her er hverken Chromium, Chrome eller Edge, så prøverne i en browser kan ikke køre.\n"
    "Debian: sudo apt install chromium. macOS og Windows: installér Chrome eller Edge.\n"
    "Ligger den et usædvanligt sted, så skriv stien i PEJLING_BROWSER."
)


def install_browser() -> str:
    """Chromium from Debian's own packages where that may be done unasked: as root on Debian. Else ""."""
    if not Path("/etc/debian_version").is_file() or os.geteuid() != 0 or not shutil.which("apt-get"):
        return ""
    print("\n=== Henter Chromium (apt-get)", flush=True)
    variables = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-qq"],
                    ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-liberation"]):
        subprocess.run(command, env=variables, stdout=subprocess.DEVNULL, check=False)
    return find_browser(os.environ)

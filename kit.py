#!/usr/bin/env python3
"""Pejling's commands: set-up, start, lab, check, backup, restore, bench and test.

Standard library only, and read by any Python 3 as far as the sentence that an old one gets: no newer syntax here.
"""

import importlib
import os
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)


def too_old(version: "tuple[int, ...]") -> str:
    """What someone with this Python should do, or "" when it is new enough."""
    if version[:2] >= OLDEST:
        return ""
    return (
        "Pejling skal bruge Python 3.11 eller nyere, men dette er Python {}.{}.\n"
        "Hent en nyere på python.org (Windows og macOS) eller med pakkestyringen (Linux), og skriv så fx\n"
        "  python3.11 kit.py start        (på Windows: py -3.11 kit.py start)"
    ).format(*version)


if too_old(sys.version_info[:2]):
    sys.exit(too_old(sys.version_info[:2]))

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT / "core"))

# Not before the version is known: what follows is for new Pythons.
from pejling.commands import help_text, parse  # noqa: E402
from pejling.installation import PACKAGES, RUN_LOCK, TEST_LOCK, Stop, environment, say, set_up  # noqa: E402


def become(command: "list[str]", variables: "dict[str, str]") -> int:
    """Hand over to the program; where a process cannot become another, its exit code when it has ended."""
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name == "posix":
        os.execve(command[0], command, variables)  # noqa: S606  # a fixed program, no shell
    process = subprocess.Popen(command, env=variables)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            pass  # the program got it, too, and is ending in good order


def lab(python: Path, port: str, no_browser: bool) -> int:
    """JupyterLab on this machine only, opened at the days."""
    command = [str(python), "-m", "jupyterlab", "--ServerApp.ip=127.0.0.1", f"--ServerApp.root_dir={ROOT}",
               "--LabApp.news_url=None"]  # no question in English over the first exercise
    if (ROOT / "modules").is_dir():
        command.append(f"--ServerApp.preferred_dir={ROOT / 'modules'}")
    if port:
        command.append(f"--ServerApp.port={port}")
    if no_browser:
        command.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    variables = {name: value for name, value in environment().items() if name != "PEJLING_DATABASE_URL"}  # not for notebooks
    return become(command, {**variables, "PYTHONPATH": os.pathsep.join(str(ROOT / folder) for folder in PACKAGES)})


def main(words: "list[str]") -> int:
    """Do what the command line asks; the exit code."""
    given = parse(words)
    if given.command == "help":
        print(help_text())
        return 0
    data = getattr(given, "data", "") or os.environ.get("PEJLING_DATA") or str(ROOT / "data")
    data = os.path.abspath(os.path.expanduser(data))
    log = Path(data) / "log" / "opsaetning.log"
    python = set_up(ROOT, TEST_LOCK if given.command in ("bench", "test") else RUN_LOCK, log)
    if given.command == "lab":
        return lab(python, given.port, given.no_browser)
    if given.command == "bench":
        return become([str(python), str(ROOT / "bench" / "run.py"), *words[1:]], environment())
    if given.command == "test":
        sys.path.insert(0, str(ROOT / "tests"))  # only here: who runs a course has no need of the tests
        return int(importlib.import_module("run_all").run_all(python, given.rest, environment()))
    return become([str(python), "-m", "pejling_server", *words], environment(data))


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal without æøå gets "?" instead of an end
    try:
        sys.exit(main(sys.argv[1:]))
    except Stop as stop:
        say(f"\n{stop}")
        sys.exit(1)
    except KeyboardInterrupt:
        say("\nAfbrudt. Skriv samme kommando igen for at gå videre.")
        sys.exit(130)

#!/usr/bin/env python3
"""Pejling's commands: set-up, start, lab, check, backup, restore, bench and test.

Standard library only, and read by any Python 3 as far as the sentence that an old one gets: no newer syntax here.
"""

import importlib
import os
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
from pejling.installation import RUN_LOCK, TEST_LOCK, Stop, become, environment, say, set_up  # noqa: E402


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

#!/usr/bin/env python3
"""Pejling's commands: set-up, start, lab, check, backup, restore, bench and test.

Standard library only, and read by any Python 3 as far as the sentence that an old one gets: no newer syntax here.
"""

import difflib
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
from pejling.installation import PACKAGES, RUN_LOCK, TEST_LOCK, Stop, environment, say, set_up  # noqa: E402

COMMANDS = {
    "start": ("", "gør alt klar og åbner Pejling på din egen maskine; med --class for hele rummet"),
    "lab": ("", "åbner JupyterLab, hvor du skriver og prøver dage og øvelser"),
    "check": ("", "læser alt indhold og viser alle fejl på én gang: fil, linje og hvad der ville være rigtigt"),
    "backup": ("", "tager en sikkerhedskopi nu og skriver, hvor den ligger"),
    "restore": ("FIL", "lægger en sikkerhedskopi tilbage"),
    "bench": ("", "måler Pejling side om side med Voilà og skriver bench/RESULTS.md (for udviklere)"),
    "test": ("[STI …]", "prøver alt i Pejling; med en sti, eller hvad pytest ellers kender, kun det (for udviklere)"),
}
NO_BROWSER = ("", "åbn ikke browseren")
DATA = {"--data": ("MAPPE", "mappen med databasen og sikkerhedskopierne (ellers »data« her i mappen)")}
OPTIONS = {
    "start": {
        "--class": ("", "åbn for rummet: viser adresse, holdkode, QR-kode og et link til dig som underviser"),
        **DATA,
        "--port": ("TAL", "porten (ellers vælger Pejling selv)"),
        "--host": ("ADRESSE", "netkortet, der lyttes på"),
        "--no-browser": NO_BROWSER,
        "--base-url": ("URL", "adressen udefra, når der står en anden server foran"),
        "--trusted-proxy": ("ADRESSE", "serveren foran, hvis oplysninger om afsenderen kan tros"),
        "--certfile": ("FIL", "TLS-certifikat"),
        "--keyfile": ("FIL", "TLS-nøgle"),
        "--json": ("", "skriv adresser og kode som én linje JSON, når der er åbent"),
    },
    "check": DATA,
    "backup": DATA,
    "restore": DATA,
    "lab": {"--port": ("TAL", "porten (ellers den første ledige)"), "--no-browser": NO_BROWSER},
    "bench": {"--quick": ("", "færre deltagere og færre gentagelser: et par minutter")},
    "test": {"--long": ("", "tag også de prøver med, der varer minutter"), "-k": ("UDTRYK", "kun prøver med det navn")},
}


def help_text() -> str:
    """Every command and option, from the same tables that are obeyed."""
    lines = ["Pejling – et kursus- og supervisionssæt til den jobrettede samtale", "",
             "Skriv:  python3 kit.py KOMMANDO        (på Windows: py kit.py KOMMANDO)", "", "Kommandoer"]
    lines += [f"  {f'{name} {takes}'.strip():<17} {gives}" for name, (takes, gives) in COMMANDS.items()]
    for command in ("start", "backup", "lab", "bench", "test"):
        lines += ["", "Valg til check, backup og restore" if command == "backup" else f"Valg til {command}"]
        lines += [f"  {f'{name} {takes}'.strip():<23} {gives}" for name, (takes, gives) in OPTIONS[command].items()]
    lines += ["", "Første gang henter Pejling det, den skal bruge, og kræver net. Derefter kan alt køre uden.",
              "Stop igen med Ctrl-C."]
    return "\n".join(lines)


def nearest(word: str, known: "list[str]") -> str:
    """A question with the name that was perhaps meant, or what there is."""
    close = difflib.get_close_matches(word, known, n=1)
    return f"Mente du »{close[0]}«?" if close else f"Der er: {', '.join(known)}."


def read_options(command: str, words: "list[str]") -> "tuple[dict[str, str], list[str]]":
    """The options (a switch has the value "") and the other words of a command line.

    Raises
    ------
    Stop
        An option that the command does not have, or one without its value.
    """
    known = OPTIONS[command]
    options, rest = {}, []
    queue = list(words)
    while queue:
        word = queue.pop(0)
        name, equals, value = word.partition("=")
        if not word.startswith("-") or (command == "test" and name not in known):
            rest.append(word)  # pytest has options of its own
            continue
        if name not in known:
            raise Stop(f"»{command}« har ikke noget, der hedder »{name}«. {nearest(name, list(known))}")
        takes = known[name][0]
        if takes and not equals and queue:
            value = queue.pop(0)
        if takes and not value:
            raise Stop(f"Efter {name} mangler der noget: skriv {name} {takes}.")
        if takes == "TAL" and not (value.isdigit() and 0 < int(value) < 65536):
            raise Stop(f"{name} skal være et tal mellem 1 og 65535, ikke »{value}«.")
        options[name] = value
    return options, rest


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


def lab(python: Path, options: "dict[str, str]") -> int:
    """JupyterLab on this machine only, opened at the days."""
    command = [str(python), "-m", "jupyterlab", "--ServerApp.ip=127.0.0.1", f"--ServerApp.root_dir={ROOT}",
               "--LabApp.news_url=None"]  # no question in English over the first exercise
    if (ROOT / "modules").is_dir():
        command.append(f"--ServerApp.preferred_dir={ROOT / 'modules'}")
    if "--port" in options:
        command.append(f"--ServerApp.port={options['--port']}")
    if "--no-browser" in options:
        command.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    variables = {name: value for name, value in environment().items() if name != "PEJLING_DATABASE_URL"}  # not for notebooks
    return become(command, {**variables, "PYTHONPATH": os.pathsep.join(str(ROOT / folder) for folder in PACKAGES)})


def main(words: "list[str]") -> int:
    """Do what the command line asks; the exit code."""
    if not words or words[0] in ("-h", "--help", "help", "hjælp"):
        print(help_text())
        return 0
    command = words[0]
    if command not in COMMANDS:
        raise Stop(f"Kommandoen »{command}« findes ikke. {nearest(command, list(COMMANDS))}")
    if {"-h", "--help"} & set(words[1:]):
        print(help_text())
        return 0
    options, rest = read_options(command, words[1:])
    if command == "restore" and len(rest) != 1:
        raise Stop("Skriv, hvilken sikkerhedskopi der skal lægges tilbage: python3 kit.py restore FIL")
    if rest and command not in ("restore", "test"):
        raise Stop(f"»{rest[0]}« hører ikke til her. Skriv python3 kit.py --help for at se, hvad der kan skrives.")
    data = options.get("--data") or os.environ.get("PEJLING_DATA") or str(ROOT / "data")
    data = os.path.abspath(os.path.expanduser(data))
    log = Path(data) / "log" / "opsaetning.log"
    python = set_up(ROOT, TEST_LOCK if command in ("bench", "test") else RUN_LOCK, log)
    if command == "lab":
        return lab(python, options)
    if command == "bench":
        return become([str(python), str(ROOT / "bench" / "run.py"), *options], environment())
    if command == "test":
        sys.path.insert(0, str(ROOT / "tests"))  # only here: who runs a course has no need of the tests
        return int(importlib.import_module("run_all").run_all(python, options, rest, environment()))
    given = [f"{name}={value}" if value else name for name, value in options.items() if name != "--data"]
    return become([str(python), "-m", "pejling_server", command, *given, *rest], environment(data))


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

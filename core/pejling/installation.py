"""Makes the environment that everything runs in. Called by kit.py before any package is there.

Standard library only, and `pejling/__init__.py` stays empty of imports: this is read by the machine's own Python.
"""

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

PACKAGES = ("core", "widgets", "supervision", "server")
"""The top folders whose packages can be imported."""
SETTINGS = "widgets/pejling_widgets/jupyter/settings"
"""Settings that Jupyter's programs find by themselves, once they are laid in the environment. A wheel brings them itself."""
RUN_LOCK, TEST_LOCK = "requirements.lock", "requirements-test.lock"
STAMP = "pejling.json"
"""Says, inside .venv, what was installed there. It is written last: without it, .venv is half made."""


class Stop(Exception):
    """A command cannot go on. The message is for the person at the terminal."""


def say(text: str) -> None:
    """Progress and advice go to standard error: standard output belongs to what a command gives."""
    print(text, file=sys.stderr, flush=True)


def environment(data: str = "") -> dict[str, str]:
    """The variables a program of ours gets: other Pythons' settings do not reach in."""
    variables = {name: value for name, value in os.environ.items() if name not in ("PYTHONHOME", "PYTHONPATH")}
    variables["PYTHONUTF8"] = "1"
    if data:
        variables["PEJLING_DATA"] = data
    return variables


def become(command: list[str], variables: dict[str, str]) -> int:
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


def python_in(venv: Path) -> Path:
    """The environment's Python, whether it is there or not."""
    return venv / "Scripts" / "python.exe" if os.name == "nt" else venv / "bin" / "python"


def version_in(venv: Path) -> str:
    """The version of the environment's Python ("3.11"), or "" when it does not run."""
    command = [str(python_in(venv)), "-I", "-S", "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=30, check=True).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return ""


def fingerprint(lock: Path) -> str:
    """What must be installed for this lock: changes with the lock, the folders of packages and Jupyter's settings."""
    settings = b"".join(path.read_bytes() for path in sorted((lock.parent / SETTINGS).glob("*.py")))
    return hashlib.sha256(lock.read_bytes() + repr(PACKAGES).encode() + settings).hexdigest()


def read_stamp(venv: Path) -> dict[str, str]:
    """What was installed: "python" and a fingerprint by lock name. Empty when .venv is missing or half made."""
    try:
        stamp = json.loads((venv / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def set_up(root: Path, lock_name: str, log: Path) -> Path:
    """The Python of an environment that holds what the lock names; made or completed when it does not yet.

    Needs no network, and takes a moment, when nothing has changed since the last time.

    Raises
    ------
    Stop
        With what is wrong and what to do.
    """
    venv, lock = root / ".venv", root / lock_name
    stamp, wanted, version = read_stamp(venv), fingerprint(lock), version_in(venv)
    sound = bool(version) and stamp.get("python") == version
    if sound and stamp.get(lock_name) == wanted:
        return python_in(venv)
    try:
        for folder in (log.parent.parent, log.parent):  # of those made on the way `mode` says nothing
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        log.write_text(f"{lock_name}\n", encoding="utf-8")
        if not sound:
            say("Første start: Pejling henter det, den skal bruge (cirka 250 MB). Det sker kun én gang.")
            make_environment(venv, log)
            stamp = {"python": version_in(venv)}
        else:
            say("Pejling henter det, der er nyt siden sidst.")
        install(venv, lock, log)
        stamp[lock_name] = wanted
        if lock_name == TEST_LOCK:  # it holds all of the other (tests/test_locks.py)
            stamp[RUN_LOCK] = fingerprint(root / RUN_LOCK)
        (venv / STAMP).write_text(json.dumps(stamp, indent=1), encoding="utf-8")
    except PermissionError as error:
        raise Stop(
            f"Pejling må ikke skrive i {error.filename or root}.\n"
            "Luk Pejling, hvis den allerede kører, eller flyt hele mappen et sted hen, hvor du selv må gemme, "
            "fx i Dokumenter. Skriv så samme kommando igen."
        ) from error
    except OSError as error:
        raise Stop(f"Opsætningen kunne ikke gøres færdig: {error}. Er disken fuld? Pejling skal bruge 1 GB.") from error
    return python_in(venv)


def make_environment(venv: Path, log: Path) -> None:
    """An empty environment in `venv`; whatever half-made one lay there is gone."""
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        raise Stop(
            "Din Python mangler den del, der kan lave et afgrænset miljø (venv).\n"
            "På Debian og Ubuntu skriver du:\n"
            "  sudo apt install python3-venv\n"
            "og så samme kommando igen. Andre steder: installér Python fra python.org."
        )
    if venv.is_symlink() or venv.is_file():
        venv.unlink()
    elif venv.exists():
        shutil.rmtree(str(venv))
    base = getattr(sys, "_base_executable", None) or sys.executable  # not the .venv that is being made again
    if run_logged([base, "-m", "venv", str(venv)], log, lambda text: "Gør klar: 1 % (laver et miljø)"):
        raise Stop(explain(log))


def install(venv: Path, lock: Path, log: Path) -> None:
    """Put the lock's packages, each checked by its hash, and the way to Pejling's own into the environment."""
    site = next(iter(venv.glob("Lib/site-packages" if os.name == "nt" else "lib/python*/site-packages")))
    # Relative, so that neither a folder with æøå nor one that is moved matters.
    own = "".join(os.path.relpath(lock.parent / folder, site) + "\n" for folder in PACKAGES)
    (site / "pejling.pth").write_text(own, encoding="ascii")
    (venv / "etc" / "jupyter").mkdir(parents=True, exist_ok=True)
    for settings in (lock.parent / SETTINGS).glob("*.py"):
        shutil.copyfile(settings, venv / "etc" / "jupyter" / settings.name)

    stamp, kept = venv / STAMP, venv / (STAMP + ".kept")
    if stamp.exists():
        stamp.replace(kept)
    expected = len(re.findall(r"^[A-Za-z0-9]", lock.read_text(encoding="utf-8"), re.MULTILINE))
    before = len(list(site.glob("*.dist-info")))

    def progress(text: str) -> str:
        placing = re.search(r"^Installing collected packages: (.*)$", text, re.MULTILINE)
        if placing:
            share = (len(list(site.glob("*.dist-info"))) - before) / (placing.group(1).count(",") + 1)
            return f"Gør klar: {60 + int(39 * max(0.0, min(1.0, share)))} % (lægger pakkerne på plads)"
        share = min(1.0, text.count("\nCollecting ") / max(1, expected))
        waiting = " – nettet svarer langsomt" if "WARNING: Retrying" in text[-1000:] else ""
        return f"Gør klar: {2 + int(58 * share)} % (henter pakker{waiting})"

    command = [str(python_in(venv)), "-m", "pip", "install", "--require-hashes", "--requirement", str(lock),
               "--progress-bar", "off", "--no-input", "--disable-pip-version-check"]
    try:
        failed = run_logged(command, log, progress) != 0
    finally:
        if kept.exists() and "\nInstalling collected packages" not in log.read_text(encoding="utf-8", errors="replace"):
            kept.replace(stamp)  # nothing was changed: the Pejling of before still runs
    if failed:
        raise Stop(explain(log))
    say("Gør klar: 100 %")


def run_logged(command: list[str], log: Path, progress: Callable[[str], str]) -> int:
    """The exit code of a program that writes to the log, while `progress(log text)` is shown as it changes."""
    shown, step = "", -1
    terminal = sys.stderr.isatty()
    with log.open("ab") as out:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT,
                                   env={**environment(), "PIP_USER": "0"})
        while True:
            try:
                code = process.wait(timeout=0.3)
                break
            except subprocess.TimeoutExpired:
                line = progress(log.read_text(encoding="utf-8", errors="replace"))
                percent = int(re.sub(r"\D", "", line.partition("%")[0]))
                if terminal and line != shown:
                    sys.stderr.write("\r" + line.ljust(len(shown)))
                    sys.stderr.flush()
                elif not terminal and percent // 10 > step:
                    say(line)
                shown, step = line, max(step, percent // 10)
            except KeyboardInterrupt:
                process.wait()  # it was interrupted, too
                raise
    if terminal and shown:
        sys.stderr.write("\r" + " " * len(shown) + "\r")
    return code


REMEDIES = {
    "DO NOT MATCH THE HASHES": (
        "En hentet pakke er ikke den, Pejling er prøvet med, så den er ikke installeret.\n"
        "Prøv igen på et andet net. Sker det igen, så sig det til dem, der vedligeholder Pejling."
    ),
    "No space left on device|WinError 112": (
        "Disken er fuld. Pejling skal bruge 1 GB. Ryd op, og skriv samme kommando igen."
    ),
    "Long Path|WinError 206": (
        "Mappen ligger for dybt til Windows. Flyt den til fx C:\\pejling, og skriv samme kommando igen."
    ),
    "CERTIFICATE_VERIFY_FAILED|SSLError": (
        "Nettet her sætter sig imellem sikre forbindelser. Det gør nogle arbejdspladser, men pip godtager det ikke.\n"
        "Prøv på et andet net, fx din telefons, eller bed it-afdelingen om det certifikat, pip skal kende."
    ),
    "ProxyError|407 Proxy": (
        "Nettet her går gennem en proxy, som ikke lod Pejling komme igennem.\n"
        "Bed it-afdelingen om adressen, og sæt den som HTTPS_PROXY, eller prøv på et andet net."
    ),
    "NewConnection|NameResol|[Tt]imed? ?out|Max retries|Connection(Reset| abort)|from versions: none": (
        "Der er ikke forbindelse til nettet, eller den faldt ud, mens pakkerne blev hentet.\n"
        "Gå på nettet, og skriv samme kommando igen. Når alt er hentet, kan Pejling køre uden net."
    ),
    "No matching distribution|Failed building wheel|subprocess-exited-with-error|metadata-generation-failed": (
        "En pakke findes ikke færdig til denne maskine og denne Python ({}.{}).\n"
        "Pejling er prøvet med Python 3.11. Installér den, og skriv fx python3.11 kit.py start"
        " (på Windows: py -3.11 kit.py start)."
    ).format(*sys.version_info[:2]),
}
"""What pip's log says (a pattern), and what it means for the person who waits. The first that fits is told."""


def explain(log: Path) -> str:
    """What went wrong in the log's words or ours, and where the log lies."""
    text = log.read_text(encoding="utf-8", errors="replace")
    for pattern, remedy in REMEDIES.items():
        if re.search(pattern, text):
            return f"{remedy}\nHele forløbet står i {log}"
    last = "\n".join("  " + line for line in text.strip().splitlines()[-5:])
    return f"Opsætningen lykkedes ikke. Det sidste, der skete:\n{last}\nHele forløbet står i {log}"

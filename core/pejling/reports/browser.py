"""Prints a page as PDF with a browser that is installed on the machine."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from pejling.jobs.programs import run_within

ON_PATH = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge",
           "microsoft-edge-stable", "msedge")
MACOS = ("Google Chrome", "Chromium", "Microsoft Edge")
"""Names in an Applications folder."""
WINDOWS = (r"Google\Chrome\Application\chrome.exe", r"Microsoft\Edge\Application\msedge.exe",
           r"Chromium\Application\chrome.exe")
"""Places below a programs folder."""
OPTIONS = (
    "--headless", "--disable-gpu", "--no-first-run", "--no-default-browser-check", "--disable-extensions",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-default-apps",
    "--disable-crash-reporter", "--host-resolver-rules=MAP * ~NOTFOUND", "--no-pdf-header-footer",
    "--export-tagged-pdf", "--generate-pdf-document-outline",
)
"""Nothing is asked of any host; the PDF is tagged and has an outline."""


class NotPrinted(Exception):
    """There is no browser, or it did not make the PDF in time, or not at all."""


def find_browser(variables: Mapping[str, str], platform: str = sys.platform) -> str:
    """The program of an installed Chromium, Chrome or Edge, or "": the one in PEJLING_BROWSER, else the first found."""
    if named := variables.get("PEJLING_BROWSER"):
        return named if Path(named).is_file() else shutil.which(named, path=variables.get("PATH")) or ""
    if on_path := next(filter(None, (shutil.which(name, path=variables.get("PATH")) for name in ON_PATH)), ""):
        return on_path
    return next((str(place) for place in _usual_places(variables, platform) if place.is_file()), "")


def print_page(page: Path, pdf: Path, seconds: float, folder: Path) -> None:
    """Print the HTML file as a tagged PDF; all that the browser keeps for itself lies in `folder`.

    Raises
    ------
    NotPrinted
        No browser is installed, it took more than `seconds`, or it failed.
    """
    program = find_browser(os.environ)
    if not program:
        raise NotPrinted("no browser")
    root = hasattr(os, "geteuid") and os.geteuid() == 0  # Chromium's sandbox refuses root, and nobody else needs this
    profile = str(folder / "browser")
    command = [program, *OPTIONS, *(["--no-sandbox"] if root else []), f"--user-data-dir={profile}", f"--print-to-pdf={pdf}",
               page.as_uri()]
    # A socket's path may be 107 bytes long and a data folder's longer: the folder is named from within.
    own = {"HOME": profile, "TMPDIR": "."} if os.name == "posix" else {}
    try:
        run_within(command, seconds, {**os.environ, **own}, folder)
    except (OSError, subprocess.SubprocessError) as error:
        raise NotPrinted(type(error).__name__) from error
    if not pdf.is_file() or not pdf.stat().st_size:
        raise NotPrinted("no file")


def _usual_places(variables: Mapping[str, str], platform: str) -> Iterable[Path]:
    if platform == "darwin":
        for folder in (Path("/Applications"), Path(variables.get("HOME", "/")) / "Applications"):
            yield from (folder / f"{name}.app" / "Contents" / "MacOS" / name for name in MACOS)
    if platform == "win32":
        for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
            if variable in variables:
                yield from (Path(variables[variable]) / place for place in WINDOWS)

"""What is closed to a process is closed to it, to what it starts, and by every way to the file."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pejling.confinement import close_to_this_process
from pejling.installation import PACKAGES

ROOT = Path(__file__).resolve().parents[2]
LOOK = """
import json, os, pathlib, subprocess, sys
from pejling.confinement import close_to_this_process
data, own = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
if "closed" in sys.argv:
    assert close_to_this_process([data], [data / "content"], [data / "tmp"])

def tried(look):
    try:
        return look() and "done"
    except OSError as error:
        return type(error).__name__

def cut_off(file):
    os.truncate(file, 3)
    return True

parent = os.getppid()
print(json.dumps({
    "read": tried(lambda: (data / "secret.key").read_text()),
    "write": tried(lambda: (data / "secret.key").open("a").write("x")),
    "cut": tried(lambda: cut_off(data / "secret.key")),
    "make": tried(lambda: (data / "new").write_text("x")),
    "list": tried(lambda: os.listdir(data)),
    "link": tried(lambda: (own / "link").read_text()),
    "parent": tried(lambda: pathlib.Path(f"/proc/{parent}/environ").read_bytes()),
    "memory": tried(lambda: pathlib.Path(f"/proc/{parent}/mem").open("rb")),
    "root": tried(lambda: pathlib.Path(f"/proc/{parent}/root{data}/secret.key").read_text()),
    "started": subprocess.run(["cat", str(data / "secret.key")], capture_output=True).returncode,
    "content": tried(lambda: (data / "content" / "a.yaml").read_text()),
    "content written": tried(lambda: (data / "content" / "b.yaml").write_text("x")),
    "temporary": tried(lambda: (data / "tmp" / "file").write_text("x") and (data / "tmp" / "file").unlink() is None),
    "own": tried(lambda: (own / "file").write_text("x") and (own / "file").rename(own / "other")),
    "beside": tried(lambda: (data.parent / "beside").read_text()),
    "move": tried(lambda: (data / "secret.key").rename(own / "mine")),
}))
"""
SHUT = ("read", "write", "cut", "make", "list", "move", "link", "parent", "memory", "root", "content written")


def look(folder: Path, *closed: str) -> dict[str, object]:
    data, own = folder / "data", folder / "own"
    (data / "content").mkdir(parents=True)
    (data / "tmp").mkdir()
    own.mkdir()
    for file in (data / "secret.key", data / "content" / "a.yaml", folder / "beside"):
        file.write_text("a word")
    (own / "link").symlink_to(data / "secret.key")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(str(ROOT / name) for name in PACKAGES)}
    told = subprocess.run([sys.executable, "-c", LOOK, str(data), str(own), *closed], env=environment, check=True,
                          capture_output=True, text=True)
    found: dict[str, object] = json.loads(told.stdout)
    return found


def has_landlock() -> bool:
    """Asked of a process of its own: a closed one stays closed."""
    asked = "import sys; from pejling.confinement import close_to_this_process as c; sys.exit(not c([]))"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(str(ROOT / name) for name in PACKAGES)}
    return subprocess.run([sys.executable, "-c", asked], env=environment, check=False).returncode == 0


@pytest.mark.skipif(not has_landlock(), reason="this system has no Landlock (Linux 5.13 or newer)")
def test_a_closed_folder_is_read_by_no_way_and_what_lies_beside_it_is(tmp_path: Path) -> None:
    found = look(tmp_path, "closed")
    assert {what: found[what] for what in SHUT} == dict.fromkeys(SHUT, "PermissionError")
    assert found["started"] != 0
    assert [found[what] for what in ("content", "temporary", "own", "beside")] == ["done"] * 4


def test_each_of_these_ways_leads_to_what_is_not_closed(tmp_path: Path) -> None:
    found = look(tmp_path)
    assert {what: found[what] for what in SHUT if what != "root"} == dict.fromkeys(set(SHUT) - {"root"}, "done")
    assert found["started"] == 0


def test_a_system_that_cannot_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert not close_to_this_process([tmp_path])
    (tmp_path / "file").write_text("still open")

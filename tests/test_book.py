"""The trainers' book: its every step is followed, from a clone, with the data elsewhere and from a wheel; and it is searched."""

import os
import site
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import book_steps
import pytest

from pejling import book
from pejling.errors import NotFound
from pejling.places import content_root

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def untouched_mask() -> object:
    mask = os.umask(0o022)
    yield
    os.umask(mask)


def test_the_books_steps_can_be_followed_from_a_clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEJLING_DATA", str(tmp_path))
    assert book_steps.follow_all(tmp_path, []) > 20


def test_the_books_steps_can_be_followed_with_the_data_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PEJLING_DATA", raising=False)
    data = tmp_path / "et andet sted"
    assert book_steps.follow_all(data, ["--data", str(data)]) > 20


def test_the_books_steps_can_be_followed_from_a_wheel(tmp_path: Path) -> None:
    """The wheel is laid out as pip lays it, in an environment of its own that borrows the libraries of this one."""
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path / "wheel")]
    subprocess.run(build, cwd=ROOT, capture_output=True, check=True)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(tmp_path / "env")], check=True)
    libraries = next((tmp_path / "env").glob("[Ll]ib*/**/site-packages"))
    [wheel] = (tmp_path / "wheel").iterdir()
    with ZipFile(wheel) as opened:
        opened.extractall(libraries)
    [laid] = libraries.glob("*.data/data")
    (laid / "share").rename(tmp_path / "env" / "share")
    (libraries / "borrowed.pth").write_text("\n".join(site.getsitepackages()), "utf-8")
    python = next(path for path in (tmp_path / "env/bin/python", tmp_path / "env/Scripts/python.exe") if path.exists())
    own = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PEJLING_DATA", "PEJLING_CONTENT")}
    ran = subprocess.run([python, str(ROOT / "tests/book_steps.py"), str(tmp_path / "data")], cwd=tmp_path, capture_output=True,
                         text=True, check=False, env=own)
    assert ran.returncode == 0, ran.stderr[-3000:]
    assert Path(ran.stdout.strip()) == tmp_path / "env/share/pejling", "it read the wheel's own content"


def test_a_word_is_found_in_its_chapter_and_part_of_one_is_enough() -> None:
    root = content_root()
    found = book.search(root, "anførsel KOLON")
    assert [one.chapter.id for one in found] == ["din-foerste-afstemning"]
    assert "Skriv dine spørgsmål" in [one.heading for one in found]
    assert book.search(root, " ") == book.search(root, "findesikkenogetsteds") == []


def test_a_chapter_says_which_file_a_block_is_and_there_are_five() -> None:
    assert [one.title for one in book.chapters(content_root())] == [
        "Din første afstemning", "Din første drill", "Din første case", "Din første dag", "Din første analyse"]
    html = book.chapter(content_root(), "din-foerste-case").html
    assert "<code>cases/ole-bus/story.md</code>" in html
    with pytest.raises(NotFound):
        book.chapter(content_root(), "findes-ikke")

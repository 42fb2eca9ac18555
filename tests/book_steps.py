"""Follows the trainers' book: what its text says to type is typed, and what it says to expect is looked for.

A program, too, for an installed package: `python book_steps.py DATA`.
"""

import contextlib
import io
import json
import os
import re
import shlex
import sys
from pathlib import Path

import pejling_client
from pejling import book
from pejling.places import content_root, own_content
from pejling_server.__main__ import main

BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
KNOWN = {"sh", "yaml", "md", "text", "cell", "python"}


def follow_all(data: Path, options: list[str]) -> int:
    """Follow every chapter, in order; gives how many steps there were."""
    content, steps = own_content(data), 0
    content.mkdir(parents=True, exist_ok=True)
    with contextlib.chdir(content):
        (content / "hold.json").write_bytes(Path(pejling_client.EXAMPLE).read_bytes())
        for chapter in book.chapters(content_root()):
            steps += follow(chapter.text, content, options)
        (content / "hold.json").unlink()
    return steps


def follow(text: str, content: Path, options: list[str]) -> int:
    """Follow one chapter."""
    said, names, blocks = "", {}, BLOCK.findall(text)
    for language, word, body in blocks:
        assert language in KNOWN, f"nobody follows a block of {language}"
        if language == "sh":
            for line in body.splitlines():
                said = typed(line, content, options, fails=word == "fails")
        elif language == "text":
            assert body.strip() in said, f"the book promises:\n{body}\nbut this was said:\n{said}"
        elif language == "cell":
            add_cell(content / word, body.strip())
        elif language == "python":
            run_cell(body, names)
        else:
            assert word, f"a block of {language} without the name of its file"
            (content / word).write_text(body, "utf-8")
    return len(blocks)


def typed(line: str, content: Path, options: list[str], *, fails: bool) -> str:
    """What a command line says."""
    if line.startswith("rm "):
        (content / line.removeprefix("rm ")).unlink()
        return ""
    words = shlex.split(line.removeprefix("python3 kit.py "))
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        code = main([*words, *options])
    assert (code != 0) == fails, f"{line} said:\n{out.getvalue()}"
    return out.getvalue()


def run_cell(body: str, names: dict[str, object]) -> None:
    """Run a cell; its last line, when it shows something, must show something."""
    *above, last = body.strip().splitlines()
    exec("\n".join(above), names)  # noqa: S102 - the book's own text
    if re.match(r"\w+ = ", last):
        exec(last, names)  # noqa: S102 - the same
    else:
        shown = eval(last, names)  # noqa: S307 - the same
        assert len(shown) if hasattr(shown, "__len__") else shown is not None, f"nothing to see of {last}"


def add_cell(notebook: Path, source: str) -> None:
    """A code cell at the end, as JupyterLab would add it."""
    document = json.loads(notebook.read_text("utf-8"))
    document["cells"].append({"cell_type": "code", "id": "min-celle", "metadata": {}, "outputs": [], "execution_count": None,
                              "source": [source]})
    notebook.write_text(json.dumps(document), "utf-8")


if __name__ == "__main__":
    os.umask(0o077)
    follow_all(Path(sys.argv[1]), ["--data", sys.argv[1]])
    sys.stdout.write(f"{content_root()}\n")

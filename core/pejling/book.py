"""The trainers' book, `docs/bog/`: its chapters in order as HTML, and a search through them."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pejling.errors import NotFound
from pejling.markdown import render

FOLDER = "docs/bog"
_FENCE = re.compile(r"^```(\w+)(?: (\S+))?$", re.MULTILINE)
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
EXCERPT = 160
"""Characters shown of a place that was found."""


@dataclass(frozen=True)
class Chapter:
    """A chapter: `docs/bog/1-<id>.md`."""

    id: str
    title: str
    text: str
    """Markdown. A block of code says after its language which file it is."""

    @property
    def html(self) -> str:
        """The chapter without its title."""
        return render(_FENCE.sub(_named, self.text.partition("\n")[2]))


@dataclass(frozen=True)
class Found:
    """A place in the book."""

    chapter: Chapter
    heading: str
    excerpt: str


@cache
def chapters(root: Path) -> tuple[Chapter, ...]:
    """The chapters below the folder with the content that ships, in order."""
    return tuple(_chapter(path) for path in sorted((root / FOLDER).glob("*.md")))


def chapter(root: Path, name: str) -> Chapter:
    """The chapter with this id.

    Raises
    ------
    NotFound
        The book has none.
    """
    for one in chapters(root):
        if one.id == name:
            return one
    raise NotFound(f"Bogen har intet kapitel, der hedder »{name}«.")


def search(root: Path, words: str) -> list[Found]:
    """The places that hold every one of the words, in the book's order; a part of a word is enough."""
    wanted = words.casefold().split()
    if not wanted:
        return []
    return [Found(one, heading, _excerpt(text, wanted[0]))
            for one in chapters(root) for heading, text in _sections(one)
            if all(word in f"{heading} {text}".casefold() for word in wanted)]


def _chapter(path: Path) -> Chapter:
    text = path.read_text("utf-8")
    return Chapter(path.stem.partition("-")[2], text.partition("\n")[0].removeprefix("# "), text)


def _named(fence: re.Match[str]) -> str:
    """The fence with its file's name above it, where it is one."""
    language, file = fence.groups()
    shown = f"```{'python' if language == 'cell' else language}"
    return f"`{file}`\n\n{shown}" if file and "/" in file else shown


def _sections(one: Chapter) -> list[tuple[str, str]]:
    """(heading, what stands below it); lines of code that begin with # are no headings."""
    found = [(one.title, "")]
    in_code = False
    for line in one.text.splitlines()[1:]:
        in_code ^= line.startswith("```")
        if not in_code and (heading := _HEADING.match(line)):
            found.append((heading[1], ""))
        elif not line.startswith("```"):
            found[-1] = (found[-1][0], f"{found[-1][1]} {line}".strip())
    return found


def _excerpt(text: str, word: str) -> str:
    at = max(0, text.casefold().find(word) - EXCERPT // 3)
    begin = text.find(" ", at) + 1 if at else 0
    return ("… " if begin else "") + text[begin:begin + EXCERPT].strip() + (" …" if begin + EXCERPT < len(text) else "")

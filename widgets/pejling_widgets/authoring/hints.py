"""What a trainer wants to know of own content that no schema sees: files that are not read, or not what they look like."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from pejling import cpr
from pejling.content import read_text
from pejling.errors import ContentError, Problem, at
from pejling.notebook import read_notebook
from pejling.programme import FILE
from pejling_widgets.kinds import KINDS

READ = ("modules/**/exercises/*.yaml", "modules/**/exercises/*.yml", "modules/**/*.ipynb", "modules/**/handouts/*.md",
        "supervision/forms/*.yaml", "supervision/manual/*.md", "modules/**/*.svg", "modules/pejlemaerker/cards/*.md",
        "cases/*/case.yaml", "cases/*/story.md", FILE)
"""The files of own content that something reads."""
_TEXTS = (".yaml", ".yml", ".md", ".ipynb")
_IN_CURLY_QUOTES = re.compile(r"^\s*(?:- +(?:\w+: +)?|\w+: +)[“”„‟][^“”„‟]*[“”‟]\s*$")


def hints(roots: Sequence[Path]) -> Iterator[Problem]:
    """What is to be told of the trainer's own files; nothing when there are none."""
    if len(roots) < 2:
        return
    own = roots[-1]
    read = {path for pattern in READ for path in own.glob(pattern)}
    for path in sorted(p for p in own.rglob("*") if p.is_file() and not _hidden(p.relative_to(own))):
        if path not in read:
            yield _not_read(path, own)
        elif path.suffix in _TEXTS:
            yield from _overrides(path, own, roots[:-1])
            yield from _looks(path, own, _template_lines(roots[0]))


def _hidden(relative: Path) -> bool:
    return any(part.startswith((".", "_")) for part in relative.parts)


def _not_read(path: Path, own: Path) -> Problem:
    if path.suffix == ".txt" and path.with_suffix("").suffix in _TEXTS:
        do = f"omdøb den til {path.stem}; Windows viser kun hele navnet, når »Filtypenavne« er slået til"
        return Problem(at(path, own), "filen læses ikke, for dens navn ender på .txt", "", do)
    right = "øvelser ligger i modules/…/exercises/, ark i modules/…/handouts/ og cases i cases/navn/"
    return Problem(at(path, own), "filen bruges ikke, hvor den ligger", right, notice=True)


def _overrides(path: Path, own: Path, shipped: Sequence[Path]) -> Iterator[Problem]:
    relative = path.relative_to(own)
    if relative != Path(FILE) and any((root / relative).is_file() for root in shipped):
        do = "slet den, hvis du vil have den, der følger med, tilbage"
        yield Problem(at(path, own), "din fil bruges i stedet for den, der følger med Pejling", "", do, notice=True)


def _looks(path: Path, own: Path, template: frozenset[str]) -> Iterator[Problem]:
    """Lines that are still the template's, numbers like CPR numbers, and quotation marks that are letters to YAML."""
    yield from _told(path.suffix, _lines(path, own), template)


def text_hints(path: Path, own: Path, shipped: Path, text: str) -> Iterator[Problem]:
    """The same of a text that is being written, and would stand in this file."""
    lines = ((at(path, own, number), line) for number, line in enumerate(text.splitlines(), 1))
    yield from _told(path.suffix, lines, _template_lines(shipped))


def _told(suffix: str, lines: Iterable[tuple[str, str]], template: frozenset[str]) -> Iterator[Problem]:
    begun = False
    for where, line in lines:
        if cpr.find(line):
            do = "fjern det: indhold vises for et helt hold"
            yield Problem(where, "der står et tal, der ligner et CPR-nummer", "", do)
        if suffix in (".yaml", ".yml") and _IN_CURLY_QUOTES.match(line):
            do = 'skriv lige anførselstegn (") om teksten, hvis de krumme ikke skal vises'
            yield Problem(where, "de krumme anførselstegn læses som en del af teksten", "", do, notice=True)
        if line.strip() in template and not begun:
            begun = True
            yield Problem(where, "her står skabelonens tekst endnu", "", "skriv din egen", notice=True)


def _lines(path: Path, own: Path) -> Iterator[tuple[str, str]]:
    """Each line with its place. A file that cannot be read is told of elsewhere."""
    try:
        if path.suffix == ".ipynb":
            read = read_notebook(path, at(path, own))
            yield from ((read.where(cell), line) for cell in read.cells for line in cell.source.splitlines())
        else:
            yield from ((at(path, own, n), line) for n, line in enumerate(read_text(path, own).splitlines(), 1))
    except ContentError:
        return


@cache
def _template_lines(shipped: Path) -> frozenset[str]:
    """The lines that someone who uses a template is to write anew."""
    templates = [*(kind.folder / "template.yaml" for kind in KINDS.values()), *(shipped / "cases/_template").iterdir()]
    cells = read_notebook(shipped / "modules/_template/dag.ipynb").cells
    texts = [*(path.read_text("utf-8") for path in templates), *(cell.source for cell in cells)]
    return frozenset(line.strip() for text in texts for line in text.splitlines() if "Skriv her" in line)

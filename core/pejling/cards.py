"""Cards: the tools of Samtalens Pejlemærker, one Markdown file each in `modules/pejlemaerker/cards/`.

The fields at the top are read by `pejling.content`, as all content is: python-frontmatter would read them with another YAML
(1.1, where `no` is false) and lose the lines that a mistake is told by.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from pejling.content import marked, read_text, validate
from pejling.errors import ContentError, NotFound, Problem, at
from pejling.markdown import render, render_line
from pejling.places import content_roots, winning, winning_files
from pejling.schema import Id, Line, Strict, SystemId

FOLDER = PurePosixPath("modules/pejlemaerker/cards")
SECTIONS = ("Definition", "Værdi", "Udførelse", "Eksempler", "En typisk fejl", "Hvor den passer")
"""The headings of a card, in their order; the questions follow."""
QUESTIONS = "Hjælpespørgsmål"
FEWEST, MOST = 6, 10
"""Questions of a card: enough to choose from, and room for all on one sheet in large type."""

Mark = Literal["A", "B", "1", "2", "3", "4"]
PEJLEMAERKER: Mapping[Mark, str] = {
    "A": "Anerkendende aktiv lytning", "B": "Bemyndigende samtalestyring",
    "1": "Fokusér", "2": "Motivér", "3": "Forebyg", "4": "Bevæg",
}  # fmt: skip
"""The six pejlemærker, as they are read: the foundation first, then the steps."""


class Head(Strict):
    """What stands between the two lines of dashes at the top of a card."""

    title: Line = Field(description="Redskabets navn.")
    pejlemaerke: Mark = Field(description="Hvor redskabet hører til: A, B, 1, 2, 3 eller 4.")
    number: Annotated[str, StringConstraints(pattern=r"^(\d:\d)?$")] = Field("", description="Kortets nummer i kilden, som 2:3.")
    source: Line = Field(description="Hvor redskabet og teksten kommer fra.")
    proposal: bool = Field(description="true: indholdet er projektets forslag.")
    historical: str = Field("", max_length=400, description="Hvis noget er tidsbundet: hvad, og hvornår det gjaldt.")
    neighbours: tuple[Id, ...] = Field(min_length=2, max_length=5, description="Redskaber, der ligger tæt på: deres id.")
    drill: Id = Field(pattern=r"^drill-", description="Id på øvelsen til redskabet.")
    systems: tuple[SystemId, ...] = Field((), description="De systemer i domænets tabel, kortet dækker.")

    @property
    def place(self) -> str:
        """Where it belongs, in words: `1. Fokusér`, `A: Anerkendende aktiv lytning`."""
        return f"{self.pejlemaerke}{'.' if self.pejlemaerke.isdigit() else ':'} {PEJLEMAERKER[self.pejlemaerke]}"


@dataclass(frozen=True)
class Card:
    """A tool's card with its texts as HTML, ready to show."""

    id: str
    head: Head
    sections: Mapping[str, str]
    """HTML by heading, in the order of `SECTIONS`."""
    questions: tuple[str, ...]
    """The ready questions; HTML of one line each."""


def load_card(tool: str, roots: Sequence[Path] | None = None) -> Card:
    """The card of this tool. A trainer's own file wins over the shipped one.

    Raises
    ------
    NotFound
        No file has that name.
    ContentError
        The card has mistakes; every one is told with its line.
    """
    roots = content_roots() if roots is None else roots
    name = f"{FOLDER}/{tool}.md"
    root = winning(name, roots) if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", tool) else None
    if root is None:
        raise NotFound(f"Der findes intet kort, der hedder »{tool}«.")
    path = root / name
    front, body, first = _parts(read_text(path, root), path, root)
    problems: list[Problem] = []
    head = None
    try:
        head = validate(Head, marked(front, path, root), path, root)
    except ContentError as error:
        problems += error.problems
    sections = list(_sections(body, first))
    problems += [Problem(at(path, root, line), wrong, right, do) for line, wrong, right, do in _wrong(sections, first)]
    if head is None or problems:
        raise ContentError(problems)
    html = {title: render(text) for title, text, _ in sections[:-1]}
    return Card(tool, head, html, tuple(render_line(question) for question in _questions(sections[-1][1])))


def all_cards(roots: Sequence[Path] | None = None) -> Mapping[str, Card]:
    """Every card by its id, in the order of the map and then by id.

    Raises
    ------
    ContentError
        With the mistakes of all cards, also neighbours that have no card.
    """
    roots = content_roots() if roots is None else roots
    cards: list[Card] = []
    problems: list[Problem] = []
    names = winning_files(roots, f"{FOLDER}/*.md")
    known = {path.stem for path in names}
    for path in names:
        try:
            card = load_card(path.stem, roots)
        except ContentError as error:
            problems += error.problems
            continue
        except NotFound:
            do = "brug små bogstaver a–z, tal og bindestreg, fx livshjulet.md"
            problems.append(Problem(path.as_posix(), "kortet kan ikke hedde sådan", "", do))
            continue
        cards.append(card)
        for other in card.head.neighbours:
            if other not in known or other == card.id:
                wrong = "kortet er sin egen nabo" if other == card.id else f"naboen »{other}« har intet kort"
                problems.append(Problem(path.as_posix(), wrong, "", "ret neighbours"))
    if problems:
        raise ContentError(problems)
    order = list(PEJLEMAERKER)
    return {card.id: card for card in sorted(cards, key=lambda card: (order.index(card.head.pejlemaerke), card.id))}


def _parts(text: str, path: Path, root: Path) -> tuple[str, str, int]:
    """The fields with their lines kept, the text below them, and the number of the text's first line."""
    lines = text.splitlines()
    ends = [i for i, line in enumerate(lines) if line.rstrip() == "---"][:2]
    if len(ends) < 2 or ends[0] != 0:
        wrong = "kortet begynder ikke med felter mellem to linjer med ---"
        raise ContentError([Problem(at(path, root, 1), wrong, "", "kopiér toppen af et andet kort")])
    return "\n".join(["", *lines[1 : ends[1]]]), "\n".join(lines[ends[1] + 1 :]), ends[1] + 2


def _sections(body: str, first: int) -> Iterator[tuple[str, str, int]]:
    """(heading, text, line) of each part below a `## `; text before the first has the heading ""."""
    title, line, text = "", first, list[str]()
    for number, one in enumerate(body.splitlines(), first):
        if not one.startswith("## "):
            text.append(one)
            continue
        if title or "".join(text).strip():
            yield title, "\n".join(text).strip(), line
        title, line, text = one.removeprefix("## ").strip(), number, []
    yield title, "\n".join(text).strip(), line


def _wrong(sections: Sequence[tuple[str, str, int]], first: int) -> Iterator[tuple[int, str, str, str]]:
    """(line, what is wrong, what would be right, what to do) of the parts and the questions."""
    wanted = [*SECTIONS, QUESTIONS]
    found = [title for title, _, _ in sections]
    if found != wanted:
        odd = next((s for s, name in zip(sections, wanted, strict=False) if s[0] != name), None)
        line = odd[2] if odd else sections[-1][2] if sections else first
        yield line, "kortets overskrifter er ikke dem, et kort har", f"de er i rækkefølge: {', '.join(wanted)}", "ret dem"
        return
    for title, text, line in sections:
        if not text:
            yield line, f"der står intet under »{title}«", "", "skriv det"
    _, text, line = sections[-1]
    if not FEWEST <= (n := len(_questions(text))) <= MOST:
        yield line, f"kortet har {n} hjælpespørgsmål", f"{FEWEST}–{MOST}", "skriv dem som linjer, der begynder med »- «"
    if any(one.strip() and not one.startswith("- ") for one in text.splitlines()):
        yield line, "under »Hjælpespørgsmål« står der andet end spørgsmål", "", "lad hver linje begynde med »- «"


def _questions(text: str) -> list[str]:
    return [line.removeprefix("- ").strip() for line in text.splitlines() if line.startswith("- ")]


def shown_cards(tools: Iterable[str], find: Callable[[str], Card]) -> dict[str, dict[str, Any]]:
    """The tools' cards by id, as JSON for a view. A tool without a usable card is left out: `kit.py check` tells why."""
    found = {}
    for tool in tools:
        with suppress(NotFound, ContentError):
            found[tool] = _shown(find(tool))
    return found


def _shown(card: Card) -> dict[str, Any]:
    head = card.head
    return {
        "title": head.title, "mark": head.pejlemaerke, "place": head.place, "number": head.number, "source": head.source,
        "proposal": head.proposal, "historical": head.historical, "neighbours": list(head.neighbours), "drill": head.drill,
        "sections": [{"title": title, "html": html} for title, html in card.sections.items()],
        "questions": list(card.questions),
    }  # fmt: skip

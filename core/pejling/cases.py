"""Cases: fictional people with a dilemma, told in `cases/<id>/case.yaml` and `cases/<id>/story.md`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import Field

from pejling.content import read_yaml, validate
from pejling.errors import ContentError, NotFound, Problem, at
from pejling.markdown import render
from pejling.places import content_roots, winning, winning_files
from pejling.schema import Line, Markdown, Strict, SystemId

LONGEST_STORY = 20_000
"""Characters. A case is read in five minutes in a group, or it is not read."""


class Person(Strict):
    """The fictional person a case is about."""

    name: Line = Field(description="Opdigtet navn.")
    age: int = Field(ge=16, le=80, description="Alder.")
    line: Line = Field(description="Hvem det er, i én linje.")


class Case(Strict):
    """A dilemma that two professions can see differently, each with good reasons."""

    title: Line = Field(description="Casens navn, som grupperne ser det.")
    person: Person = Field(description="Den opdigtede person.")
    dilemma: Line = Field(description="Dilemmaet i én sætning.")
    jobcenter_view: Markdown = Field(min_length=1, description="Sådan kan det se ud fra jobcentret, med gode grunde.")
    akasse_view: Markdown = Field(min_length=1, description="Sådan kan det se ud fra A-kassen, med gode grunde.")
    questions: tuple[Line, ...] = Field(min_length=2, max_length=8, description="Spørgsmål til gruppen.")
    source: Line = Field(description="Hvor idéen kommer fra.")
    proposal: bool = Field(False, description="true: indholdet er projektets forslag.")
    historical: str = Field("", max_length=400, description="Hvis noget er tidsbundet: hvad, og hvornår det gjaldt.")
    systems: tuple[SystemId, ...] = Field((), description="De systemer i domænets tabel, casen dækker.")


@dataclass(frozen=True)
class LoadedCase:
    """A case with its texts as HTML, ready to show."""

    id: str
    case: Case
    story: str
    """The story as it was written, Markdown."""
    story_html: str
    jobcenter_view_html: str
    akasse_view_html: str


def load_case(case_id: str, roots: Sequence[Path] | None = None) -> LoadedCase:
    """The case of this id. A trainer's own `case.yaml` or `story.md` wins over the shipped file.

    Raises
    ------
    NotFound
        No folder of that name holds a `case.yaml`.
    ContentError
        The case has mistakes, or its story is missing, empty or too long.
    """
    roots = content_roots() if roots is None else roots
    if not _is_id(case_id):
        raise NotFound(f"Der findes ingen case, der hedder »{case_id}«.")
    root = winning(f"cases/{case_id}/case.yaml", roots)
    if root is None:
        raise NotFound(f"Der findes ingen case, der hedder »{case_id}«.")
    path = root / f"cases/{case_id}/case.yaml"
    case = validate(Case, read_yaml(path, root), path, root)
    story = _read_story(case_id, roots, path, root)
    return LoadedCase(case_id, case, story, render(story), render(case.jobcenter_view), render(case.akasse_view))


def all_cases(roots: Sequence[Path] | None = None) -> tuple[LoadedCase, ...]:
    """Every case, by id. Folders that begin with an underscore are templates and left out.

    Raises
    ------
    ContentError
        With the mistakes of all cases, not only the first.
    """
    roots = content_roots() if roots is None else roots
    ids = [relative.parent.name for relative in winning_files(roots, "cases/*/case.yaml")]
    cases: list[LoadedCase] = []
    problems: list[Problem] = []
    for case_id in ids:
        try:
            cases.append(load_case(case_id, roots))
        except ContentError as error:
            problems += error.problems
        except NotFound:
            do = "brug små bogstaver a–z, tal og bindestreg, fx kirsten-bank"
            problems.append(Problem(f"cases/{case_id}", "mappen kan ikke hedde sådan", "", do))
    if problems:
        raise ContentError(problems)
    return tuple(cases)


def shown_case(found: LoadedCase) -> dict[str, Any]:
    """A case as JSON for a view: the person, the dilemma, the questions, and both organisations' view."""
    case = found.case
    return {
        "title": case.title, "person": f"{case.person.name}, {case.person.age} år. {case.person.line}",
        "dilemma": case.dilemma, "story_html": found.story_html, "questions": list(case.questions),
        "views": [{"title": "Set fra jobcentret", "html": found.jobcenter_view_html},
                  {"title": "Set fra A-kassen", "html": found.akasse_view_html}],
    }


def _is_id(name: str) -> bool:
    return re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) is not None


def _read_story(case_id: str, roots: Sequence[Path], case_path: Path, case_root: Path) -> str:
    root = winning(f"cases/{case_id}/story.md", roots)
    if root is None:
        where = at(case_path.with_name("story.md"), case_root)
        raise ContentError([Problem(where, "historien mangler", "", "skriv den i story.md ved siden af case.yaml")])
    path = root / f"cases/{case_id}/story.md"
    try:
        story = path.read_text(encoding="utf-8-sig").strip()
    except UnicodeDecodeError as error:
        wrong = "filen er ikke gemt som UTF-8, så æ, ø og å kan ikke læses"
        raise ContentError([Problem(at(path, root), wrong, "", "gem den igen med kodningen UTF-8")]) from error
    if not story:
        raise ContentError([Problem(at(path, root), "historien er tom", "", "skriv personens historie i filen")])
    if len(story) > LONGEST_STORY:
        wrong = f"historien fylder {len(story)} tegn"
        raise ContentError([Problem(at(path, root), wrong, f"højst {LONGEST_STORY}", "gør den kortere")])
    return story

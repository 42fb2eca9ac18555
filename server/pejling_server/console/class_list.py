"""The class list from a file: the template, a preview of what is read and how, the import of all of it or nothing, and undo."""

import asyncio
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response

from pejling import cpr
from pejling.errors import Invalid
from pejling.people import layout
from pejling.people.cells import shown
from pejling.people.classlist import Preview, preview
from pejling.people.columns import letter
from pejling.people.layout import ENCODING, SEPARATOR, Layout
from pejling.people.listed import NewPerson
from pejling.people.spreadsheet import read_book
from pejling.store import people
from pejling_server.access import Viewer, allow, app_of
from pejling_server.app_state import AppState
from pejling_server.responses.class_list import (
    ClassList,
    FirstRow,
    FirstRows,
    ImportUndone,
    ListChoice,
    ListedPerson,
    ListedProblem,
    ListOption,
    ListQuestion,
)
from pejling_server.uploads import received

router = APIRouter()

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Keys = Annotated[tuple[str, ...], Query()]


@router.get("/api/console/{course}/class-list-template")
def template(course: str, request: Request, viewer: Viewer = allow("run course")) -> Response:
    """The Excel template of the class list."""
    from pejling.people.template import class_list_template  # Excel's library is large, and few days need it

    return Response(class_list_template(), media_type=XLSX,
                    headers={"Content-Disposition": 'attachment; filename="deltagerliste.xlsx"'})


@router.post("/api/console/{course}/class-list")
async def upload(
    course: str, request: Request, filename: str, commit: bool = False, confirmed: Keys = (), pointed: Keys = (),
    seen: str = "", viewer: Viewer = allow("run course"),
) -> ClassList:
    """Read a class list (the body is the file). Without `commit` only a preview; with it all of it, or nothing.

    `confirmed` holds the keys of the choices that the trainer made, `pointed` what was pointed out in the file, as
    question=answer. `seen` is the preview's mark: an import that would do anything else than it showed is refused.
    """
    if cpr.find(filename):
        raise Invalid("Filens navn har et tal, der ligner et CPR-nummer. Giv filen et andet navn, og vælg den igen.")
    answers = dict(one.partition("=")[::2] for one in pointed)
    async with received(request) as file:
        return await asyncio.to_thread(_read_list, app_of(request), course, file, filename, answers, confirmed,
                                       seen if commit else None)


@router.post("/api/console/{course}/import/{import_id}/undo")
def undo(course: str, import_id: str, request: Request, viewer: Viewer = allow("run course")) -> ImportUndone:
    """Take an imported list out again."""
    app = app_of(request)
    with app.store.write() as c:
        count = people.undo_import(c, course, import_id, app.now())
    app.jobs.look()  # files that were made of the course go, too
    app.pubsub.publish(course, "people", "people")
    return ImportUndone(people=count)


def _read_list(
    app: AppState, course: str, file: Path, filename: str, answers: Mapping[str, str], confirmed: tuple[str, ...],
    seen: str | None,
) -> ClassList:
    """The preview, and with `seen` (its mark, or "") the import of it, in one transaction so that they agree."""
    found = layout.find(read_book(file.read_bytes(), filename, answers.get(ENCODING, ""), answers.get(SEPARATOR, "")), answers)
    with app.store.read() if seen is None else app.store.write() as c:
        known = people.organisation_names(c, course).values()
        read = preview(found, known, confirmed, people.known(c, course))
        result = _told(found, read)
        if seen is None:
            return result
        if not read.ok:
            raise Invalid("Listen har fejl, så ingen er sat på holdet. Ret dem i filen, og hent den ind igen.")
        if seen and seen != result.mark:
            raise Invalid("Holdet er ændret, siden listen blev vist. Se den igennem igen, før du sætter nogen på holdet.")
        imported = people.import_list(c, course, filename, read.people, app.now(), read.updates)
    app.pubsub.publish(course, "people", "people")
    return result.model_copy(update={"imported": imported})


def _told(found: Layout, read: Preview) -> ClassList:
    """The preview as the console shows it. `mark` is a fingerprint of what an import would do."""
    rows = [
        *(_person(one, "new") for one in read.people), *(_person(one, "unchanged") for one in read.unchanged),
        *(ListedPerson(row=one.row, name=one.person.name, organisation=one.person.organisation, team=one.person.team,
                       job_title=one.person.job_title, email=one.person.email, change="changed", in_words=one.in_words)
          for one in read.updates),
    ]
    rows.sort(key=lambda one: one.row)
    first = tuple(FirstRow(row=row.number, cells=tuple(shown(cell) for cell in row.cells)) for row in found.first)
    written = json.dumps([one.model_dump() for one in rows], ensure_ascii=False)
    return ClassList(
        people=tuple(rows),
        problems=tuple(
            ListedProblem(row=p.row, column=p.column, wrong=p.wrong, right=p.right,
                          choices=tuple(ListChoice(key=choice.key, label=choice.label) for choice in p.choices))
            for p in read.problems
        ),
        notes=read.notes, ok=read.ok, imported=None,
        questions=tuple(
            ListQuestion(key=q.key, text=q.text, answer=q.answer, needed=q.needed,
                         options=tuple(ListOption(answer=answer, label=label) for answer, label in q.options))
            for q in found.questions
        ),
        first=FirstRows(columns=tuple(letter(at) for at in range(len(found.columns.names))), rows=first),
        mark=hashlib.sha256(written.encode()).hexdigest()[:16],
    )


def _person(one: NewPerson, change: Literal["new", "unchanged"]) -> ListedPerson:
    return ListedPerson(row=one.row, name=one.name, organisation=one.organisation, team=one.team, job_title=one.job_title,
                        email=one.email, change=change, in_words="")

"""The note of a visit, for the one who was observed and owns it: to read and print, and as a Word file."""

from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from sqlalchemy import Connection

from pejling.dates import danish_date
from pejling.errors import NotFound
from pejling.exercise.subject import Subject
from pejling.reports import word
from pejling.store import courses, people, runs
from pejling.store.records import Course, Visit
from pejling_server.access import Viewer, allow, app_of
from pejling_server.app_state import AppState
from pejling_server.exercise import view
from pejling_server.files import disposition
from pejling_server.pages import DAY, page
from pejling_server.responses.supervision import Noted, OwnVisit
from pejling_server.supervision.forms import AGREEMENT, OBSERVATION, PREPARATION, is_locked, told
from pejling_server.supervision.own_visits import own_visit, shown
from pejling_server.supervision.wording import titles_of, tools_of

router = APIRouter()

OWNED = ("Noten er din. Ingen andre end dig og din makker har kunnet læse den her, og den slettes 90 dage efter, "
         "at den sidst er rettet.")


@dataclass(frozen=True, slots=True)
class Note:
    """What the note holds."""

    course: Course
    visit: OwnVisit
    lead: str
    parts: list[tuple[str, tuple[Noted, ...]]]


@router.get("/hold/{course}/besoeg/{visit}/note", include_in_schema=False, response_class=HTMLResponse)
def note(course: str, visit: str, request: Request, viewer: Viewer = allow("visit")) -> HTMLResponse:
    """The note, made for paper."""
    made = _note(app_of(request), viewer, course, visit)
    return page("visit_note.html", course=made.course, visit=made.visit, lead=made.lead, owned=OWNED, parts=made.parts)


@router.get("/hold/{course}/besoeg/{visit}/note.docx", include_in_schema=False)
def note_as_document(course: str, visit: str, request: Request, viewer: Viewer = allow("visit")) -> Response:
    """The note as a Word file, to keep and to write on in."""
    made = _note(app_of(request), viewer, course, visit)
    blocks: list[word.Block] = [word.Paragraph(made.lead)]
    for title, answers in made.parts:
        blocks += [word.Heading(title), *(word.Answer(one.label, one.text) for one in answers)]
    if not made.parts:
        blocks.append(word.Paragraph("Der er ikke skrevet noget endnu."))
    name = f"note fra et besøg {made.visit.day}.docx"
    return Response(word.to_docx("Note fra et besøg", blocks), media_type=word.MIME, headers=disposition(name))


def _note(app: AppState, viewer: Viewer, course: str, visit: str) -> Note:
    """The note, if the viewer is the one who was observed."""
    with app.store.read() as c:
        row = courses.get(c, course)
        found = own_visit(c, viewer, visit, to_change=False)
        if found.observed != viewer.actor.person:
            raise NotFound("Noten er din kollegas. Kun den, der holdt samtalen, kan hente den.")
        names = {one.id: one for one in people.listed(c, course, "participant")}
        parts = _parts(c, course, found)
    about = shown(found, names, "", viewer.actor.person)
    on = f", {danish_date(date.fromisoformat(about.day), DAY)}" if about.day else ""
    kind = f". {about.conversation}" if about.conversation else ""
    tools = ", ".join(titles_of(found.tools, tools_of(app)))
    lead = f"{' og '.join(about.observers)} hos {about.observed}{on}{kind}.{f' Redskaber: {tools}.' if tools else ''}"
    return Note(row, about, lead, parts)


def _parts(c: Connection, course: str, visit: Visit) -> list[tuple[str, tuple[Noted, ...]]]:
    """What the note holds: both views once both are locked, before that only the owner's."""
    present = runs.current(c, course)
    parts = []
    if run := present.get(PREPARATION):
        parts.append(("Forberedelsen", told(c, run, Subject("pair", visit.id))))
    if run := present.get(OBSERVATION):
        own, other = Subject("pair", visit.id, ("observed",)), Subject("pair", visit.id, ("observer",))
        parts.append(("Mit eget syn", told(c, run, own)))
        loaded = view.content_of(c, run)
        if all(is_locked(c, run, loaded, subject) for subject in (own, other)):
            parts.append(("Iagttagerens syn", told(c, run, other)))
    if run := present.get(AGREEMENT):
        parts.append(("Aftalen", told(c, run, Subject("pair", visit.id))))
    return [(title, answers) for title, answers in parts if answers]

"""Jobs over HTTP: asked for, looked at, fetched, dropped; each by the one who asked for it and nobody else."""

from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse
from pydantic import Field, StringConstraints

from pejling.dates import iso, parse
from pejling.jobs.supervisor import KEPT, Progress
from pejling.schema import Strict
from pejling.store.records import Job
from pejling_server.access import Viewer, allow, app_of
from pejling_server.files import disposition
from pejling_server.jobs.reports import HTML, policy_of
from pejling_server.responses.jobs import JobAsked, JobList, JobStatus

router = APIRouter()

Word = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,60}$")]


class Asked(Strict):
    """What to make, and of what."""

    kind: Word
    arguments: dict[Word, Word] = Field(default_factory=dict, max_length=10)


@router.post("/api/console/{course}/jobs")
def ask(course: str, given: Asked, request: Request, viewer: Viewer = allow("run course")) -> JobAsked:
    """Have something made; the stream tells how it goes."""
    app = app_of(request)
    return JobAsked(id=app.jobs.ask(app, course, viewer.actor.person, given.kind, given.arguments))


@router.get("/api/console/{course}/jobs")
def look(course: str, request: Request, viewer: Viewer = allow("run course")) -> JobList:
    """What the viewer has asked for in this course."""
    found = app_of(request).jobs.listed(course, viewer.actor.person)
    return JobList(jobs=tuple(_status(job, progress) for job, progress in found))


@router.get("/api/console/{course}/jobs/{job}/file")
def fetch(course: str, job: str, request: Request, viewer: Viewer = allow("run course")) -> FileResponse:
    """What was made. A page may also be looked at in the browser, under a policy of its own."""
    found, path = app_of(request).jobs.file_of(course, viewer.actor.person, job)
    shown = found.media_type == HTML
    policy = {"Content-Security-Policy": policy_of(path.read_text("utf-8"))} if shown else {}
    return FileResponse(path, media_type=found.media_type, headers=disposition(found.filename, shown=shown) | policy)


@router.post("/api/console/{course}/jobs/{job}/remove")
def remove(course: str, job: str, request: Request, viewer: Viewer = allow("run course")) -> JobList:
    """Drop it, whether it waits, is being made, or has ended; gives what is left."""
    app_of(request).jobs.remove(course, viewer.actor.person, job)
    return look(course, request, viewer)


def _status(job: Job, progress: Progress) -> JobStatus:
    return JobStatus(
        id=job.id, kind=job.kind, arguments=job.arguments, label=job.label, state=job.state, percent=progress.percent,
        doing=progress.doing, reason=job.reason, filename=job.filename, shown=job.media_type == HTML,
        kept_until=iso(parse(job.ended_at) + KEPT) if job.ended_at else None,
    )

"""Jobs: what the viewer has asked for, how far it is, and what came of it."""

from typing import Literal

from pejling_server.responses import ResponseModel


class JobStatus(ResponseModel):
    """One job of the viewer's own."""

    id: str
    kind: str
    arguments: dict[str, str]
    label: str
    state: Literal["waiting", "running", "done", "failed"]
    percent: int
    doing: str
    reason: str
    """Why it failed, and what to do."""
    filename: str
    shown: bool
    """The file is a page to look at in the browser."""
    kept_until: str | None
    """When it is ended: so long it can be fetched."""


class JobList(ResponseModel):
    """The viewer's jobs in a course, the latest first."""

    jobs: tuple[JobStatus, ...]


class JobAsked(ResponseModel):
    """It is written down and will be done."""

    id: str

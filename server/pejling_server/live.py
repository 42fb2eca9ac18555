"""The stream that tells a page what to look at again.

Nothing is sent but "look again": a client fetches what it may see, so no right is decided here.
"""

from fastapi import APIRouter, Request
from sse_starlette import EventSourceResponse

from pejling.exercise.subject import of_person
from pejling_server.access import Viewer, allow, app_of

router = APIRouter()


@router.get("/api/course/{course}/live", response_class=EventSourceResponse)
async def stream(course: str, request: Request, viewer: Viewer = allow("follow")) -> EventSourceResponse:
    """The stream of changes of one course for this viewer."""
    app = app_of(request)
    topics = {"all"}
    if viewer.role == "screen":
        topics.add("screen")
    if viewer.role == "trainer":
        topics |= {"screen", "people", "answers"}
    if viewer.actor.person:
        topics.add(of_person(viewer.actor.person).key)
    return EventSourceResponse(app.pubsub.subscribe(course, viewer.actor.person, frozenset(topics), viewer.login), ping=15)

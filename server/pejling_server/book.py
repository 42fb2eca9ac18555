"""The trainers' book as pages of the course server."""

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from pejling import book
from pejling.places import content_root
from pejling_server.access import Viewer, allow
from pejling_server.pages import page

router = APIRouter(default_response_class=HTMLResponse)


@router.get("/bog", include_in_schema=False)
def contents(viewer: Viewer = allow("see courses"), q: str = Query("", max_length=100)) -> HTMLResponse:
    """The book's chapters, and what a search in them found."""
    root = content_root()
    return page("book.html", viewer=viewer, chapters=book.chapters(root), chapter=None, words=q, found=book.search(root, q))


@router.get("/bog/{chapter}", include_in_schema=False)
def read_chapter(chapter: str, viewer: Viewer = allow("see courses")) -> HTMLResponse:
    """One chapter."""
    root = content_root()
    return page("book.html", viewer=viewer, chapters=book.chapters(root), chapter=book.chapter(root, chapter), words="", found=[])

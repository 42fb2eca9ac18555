"""A tool's card as a page, and its ready questions on a sheet: both made for paper."""

from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from pejling.cards import PEJLEMAERKER, shown_cards
from pejling.store import courses
from pejling.tool_map import draw_map
from pejling_server.access import Viewer, allow, app_of
from pejling_server.days import card_for
from pejling_server.pages import page

router = APIRouter(default_response_class=HTMLResponse)


@router.get("/hold/{course}/kort/{tool}", include_in_schema=False)
def show_card(course: str, tool: str, request: Request, viewer: Viewer = allow("see course")) -> HTMLResponse:
    """The whole card: what the tool is, how it is used, examples, and the questions."""
    return _page("card.html", course, tool, request)


@router.get("/hold/{course}/ark/{tool}", include_in_schema=False)
def show_sheet(course: str, tool: str, request: Request, viewer: Viewer = allow("see course")) -> HTMLResponse:
    """The questions alone, in large type, to have on the table in a conversation."""
    return _page("sheet.html", course, tool, request)


def _page(template: str, course: str, tool: str, request: Request) -> HTMLResponse:
    """A page of one card, with the map and the names of its neighbours."""
    app = app_of(request)
    card = card_for(app, tool)
    neighbours = shown_cards(card.head.neighbours, partial(card_for, app))
    with app.store.read() as c:
        row = courses.get(c, course)
    return page(template, course=row, card=card, neighbours=neighbours, map_svg=draw_map(list(PEJLEMAERKER.items())))

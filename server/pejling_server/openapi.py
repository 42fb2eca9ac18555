"""The API described in OpenAPI's form, made from the routes and their models, for trainers who write against it."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from pejling_server.access import Viewer, allow

router = APIRouter()


@router.get("/api/openapi.json", include_in_schema=False)
def describe(request: Request, viewer: Viewer = allow("see api")) -> JSONResponse:
    """The description; made once."""
    return JSONResponse(request.app.openapi())

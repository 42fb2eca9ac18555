"""The files a browser needs: looks, scripts and views, read once, compressed ahead, and named by their content.

Pages link to `/a/<hash of all files>/…`, which a browser may keep for a year; files import each other by relative
addresses, so the whole folder shares one hash. `/static/…` and `/widgets/…` are the same files at fixed addresses, for
pages that cannot know the hash; a browser asks each time whether they have changed.
"""

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fastapi import APIRouter, Request, Response

import pejling_widgets
from pejling.errors import NotFound
from pejling_server.access import Viewer, allow
from pejling_widgets.bundle import bundle
from pejling_widgets.kinds import KINDS

TYPES: Mapping[str, str] = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}
"""What is served; nothing else in the folders is, least of all Python."""

FOLDERS: Mapping[str, Path] = {
    "static": Path(__file__).parent / "static",
    "widgets": Path(pejling_widgets.__file__).parent,
}

FOREVER = "public, max-age=31536000, immutable"
ASK = "no-cache"
WORTH_IT = 500
"""Bytes below which compressing a file saves nothing."""


@dataclass(frozen=True)
class Asset:
    """One file, ready to send."""

    body: bytes
    packed: bytes | None
    """Gzipped, where that is smaller."""
    media_type: str
    etag: str


@dataclass(frozen=True)
class Assets:
    """All files by their name, as "static/page.css" and "widgets/poll/view.js"."""

    files: Mapping[str, Asset]
    version: str

    def url(self, name: str) -> str:
        """The address that a page links to; raises KeyError for a file that does not exist."""
        if name not in self.files:
            raise KeyError(f"no asset is called {name!r}")
        return f"/a/{self.version}/{name}"


DAY_SCRIPT, DAY_STYLE = "static/dag.js", "static/dag.css"
"""All that a day's page needs, in one file each: a phone's first visit is a handful of requests."""


def _joined(files: Mapping[str, Asset]) -> dict[str, Asset]:
    """The two files that are made of others for a day's page."""
    script = bundle(("widgets/host.js", "static/page.js"), sorted(KINDS), lambda name: files[name].body.decode())
    styles = ["widgets/theme.css", "static/page.css", *(f"widgets/{kind}/view.css" for kind in sorted(KINDS))]
    looks = "\n".join(files[name].body.decode() for name in styles)
    printed = files["static/print.css"].body.decode()
    return {
        DAY_SCRIPT: _asset(script.encode(), TYPES[".js"]),
        DAY_STYLE: _asset(f"{looks}\n@media print {{\n{printed}\n}}\n".encode(), TYPES[".css"]),
    }


def files_in(folders: Mapping[str, Path]) -> dict[str, Asset]:
    """Every file of a served type below the folders, by name."""
    return {
        f"{name}/{path.relative_to(folder).as_posix()}": _read(path)
        for name, folder in folders.items()
        for path in sorted(folder.rglob("*"))
        if path.suffix in TYPES and path.is_file()
    }


def versioned(files: Mapping[str, Asset]) -> Assets:
    """The files under a version that any change in one of them changes."""
    whole = hashlib.sha256("\n".join(f"{name} {files[name].etag}" for name in sorted(files)).encode())
    return Assets(files, whole.hexdigest()[:12])


@cache
def assets() -> Assets:
    """The files of this installation, read at the first need."""
    files = files_in(FOLDERS)
    return versioned(files | _joined(files))


def asset(name: str) -> str:
    """The address of a file, for templates."""
    return assets().url(name)


def respond(request: Request, body: bytes, packed: bytes | None, media_type: str, etag: str, keep: str) -> Response:
    """Bytes that were made ahead: 304 when the browser has them, gzipped when it can read that."""
    headers = {"ETag": etag, "Cache-Control": keep, "Vary": "Accept-Encoding"}
    if etag in (tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")):
        return Response(status_code=304, headers=headers)
    if packed is not None and "gzip" in request.headers.get("accept-encoding", ""):
        return Response(packed, media_type=media_type, headers=headers | {"Content-Encoding": "gzip"})
    return Response(body, media_type=media_type, headers=headers)


def pack(body: bytes) -> bytes | None:
    """The bytes gzipped, or None where that is not worth it. The same input gives the same bytes."""
    packed = gzip.compress(body, 9, mtime=0)
    return packed if len(body) > WORTH_IT and len(packed) < len(body) else None


def fingerprint(body: bytes) -> str:
    """An ETag of the content."""
    return f'"{hashlib.sha256(body).hexdigest()[:20]}"'


def _read(path: Path) -> Asset:
    return _asset(path.read_bytes(), TYPES[path.suffix])


def _asset(body: bytes, media_type: str) -> Asset:
    return Asset(body, pack(body), media_type, fingerprint(body))


router = APIRouter()


@router.get("/a/{version}/{name:path}", include_in_schema=False)
def hashed(version: str, name: str, request: Request, viewer: Viewer = allow("public")) -> Response:
    """A file at its lasting address. An old page that asks for an old version gets today's file, not to be kept."""
    return _serve(request, name, FOREVER if version == assets().version else ASK)


@router.get("/static/{name:path}", include_in_schema=False)
def static(name: str, request: Request, viewer: Viewer = allow("public")) -> Response:
    """A file of the server's own at its fixed address."""
    return _serve(request, f"static/{name}", ASK)


@router.get("/widgets/{name:path}", include_in_schema=False)
def widgets(name: str, request: Request, viewer: Viewer = allow("public")) -> Response:
    """A file of the kinds at its fixed address."""
    return _serve(request, f"widgets/{name}", ASK)


@router.get("/favicon.ico", include_in_schema=False)
def favicon(request: Request, viewer: Viewer = allow("public")) -> Response:
    """The mark in the browser's tab, for browsers that ask without having read the page."""
    return _serve(request, "static/mark.svg", ASK)


def _serve(request: Request, name: str, keep: str) -> Response:
    found = assets().files.get(name)
    if found is None:
        raise NotFound("Filen findes ikke.")
    return respond(request, found.body, found.packed, found.media_type, found.etag, keep)

"""Sees that a trainer's own exercises have changed, and reads them again: a new file is there without a restart."""

import logging
import threading
from pathlib import Path
from types import TracebackType

from pejling_server.app_state import AppState
from pejling_widgets.library import PLACES

log = logging.getLogger("pejling.content")

EVERY_SECONDS = 2.0

Stamps = frozenset[tuple[str, int, int]]


class ContentWatch:
    """The thread, for as long as the server runs. What ships changes with an update only, and that is a restart."""

    def __init__(self, app: AppState) -> None:
        self.app = app
        self._seen = stamps(app.settings.roots[-1])
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="content", daemon=True)

    def __enter__(self) -> "ContentWatch":
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stop.set()
        self._thread.join(timeout=30)

    def _run(self) -> None:
        while not self._stop.wait(EVERY_SECONDS):
            try:
                self.look()
            except Exception:
                log.exception("own content could not be read; it is tried again")

    def look(self) -> bool:
        """Read the content again if an own exercise is new, changed or gone; gives whether it was."""
        now = stamps(self.app.settings.roots[-1])
        if now == self._seen:
            return False
        self.app.reload_content()
        self._seen = now
        return True


def stamps(own: Path) -> Stamps:
    """Each exercise's file below the folder, with when it was changed and how large it is."""
    found = set()
    for path in (path for place in PLACES for path in own.glob(place)):
        try:
            stat = path.stat()
        except FileNotFoundError:
            continue  # gone since it was listed
        found.add((str(path), stat.st_mtime_ns, stat.st_size))
    return frozenset(found)

"""Maintenance: backups, retention, and forgetting what is past its time. One thread beside the answers, often asleep."""

import logging
import threading
from datetime import timedelta
from types import TracebackType

from pejling.store import answers, backup, courses, logins, runs
from pejling_server.app_state import AppState

log = logging.getLogger("pejling.maintenance")

EVERY_SECONDS = 60.0
EVENTS_KEPT = timedelta(days=60)
"""A phone that was off for two months has nothing left to send."""


class Maintenance:
    """The thread, for as long as the server runs."""

    def __init__(self, app: AppState) -> None:
        self.app = app
        self._schedule = backup.Schedule(app.store, app.settings.data / backup.FOLDER)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="maintenance", daemon=True)

    def __enter__(self) -> "Maintenance":
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stop.set()
        self._thread.join(timeout=30)

    def _run(self) -> None:
        while True:
            for task in (self.back_up, self.forget, self.wipe):
                try:
                    task()
                except Exception:
                    log.exception("%s failed; it is tried again in a minute", task.__name__)
            if self._stop.wait(EVERY_SECONDS):
                self._schedule.close()
                return

    def back_up(self) -> None:
        """Make the backups that are due."""
        self._schedule.run(self.app.now())

    def forget(self) -> None:
        """Delete courses past their retention date, resets past undoing, and old event ids."""
        now = self.app.now()
        with self.app.store.read() as c:
            overdue = courses.overdue(c, now)
        for course in overdue:
            with self.app.store.write() as c:
                courses.remove(c, course, now)
            log.info("a course was deleted because its retention date has passed")
        with self.app.store.write() as c:
            gone = runs.forget_reset(c, now)
            answers.forget_events(c, now - EVENTS_KEPT)
            logins.forget_ended(c, now)
        if gone:
            log.info("%d resets can no longer be undone and were deleted", gone)

    def wipe(self) -> None:
        """Wipe out what an earlier look could not, for someone was reading or the machine went off in the middle."""
        self.app.store.wipe()

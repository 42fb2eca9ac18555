"""Maintenance: backups, retention, and forgetting what is past its time. One thread beside the answers, often asleep."""

import logging
import threading
from datetime import timedelta
from types import TracebackType

from pejling.store import backup, courses, logins, removal, visits
from pejling.store.clock import Clock
from pejling_server.app_state import AppState

log = logging.getLogger("pejling.maintenance")

EVERY_SECONDS = 60.0
EVENTS_KEPT = timedelta(days=60)
"""A phone that was off for two months has nothing left to send. What is kept meanwhile tells nothing of anyone."""


class Maintenance:
    """The thread, for as long as the server runs."""

    def __init__(self, app: AppState) -> None:
        self.app = app
        self._schedule = backup.Schedule(app.store, app.settings.data / backup.FOLDER)
        self._clock = Clock(app.store)
        self._believed = False
        """Whether the clock can be believed enough to delete by it."""
        self._events_forgotten = -1
        """The hour of the day in which old events were last looked for."""
        self.tasks = (self.look_at_clock, self.back_up, self.forget, self.wipe)
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
            for task in self.tasks:
                try:
                    task()
                except Exception:
                    log.exception("%s failed; it is tried again in a minute", task.__name__)
            if self._stop.wait(EVERY_SECONDS):
                self._schedule.close()
                return

    def look_at_clock(self) -> None:
        """Hold all that is deleted by date while the clock cannot be believed, and let the trainers know."""
        self._believed = False
        self._believed = self._clock.believe(self.app.now())
        self.app.clock_in_doubt_after = self._clock.in_doubt_after

    def back_up(self) -> None:
        """Make the backups that are due."""
        self._schedule.run(self.app.now(), believed=self._believed)

    def forget(self) -> None:
        """Delete what is past its time: courses, resets that cannot be undone, ended logins, what pairs wrote 90 days ago."""
        if not self._believed:
            return
        store, now = self.app.store, self.app.now()
        with store.read() as c:
            overdue = courses.overdue(c, now)
        for course in overdue:
            with store.read() as c:
                ended = logins.begun_in(c, course)
            removal.remove_course(store, course, now)
            self.app.end_at_once(ended)
            log.info("a course was deleted because its retention date has passed")
        if gone := removal.forget_resets(store, now):
            log.info("%d resets can no longer be undone and were deleted", gone)
        with store.write() as c:
            logins.forget_ended(c, now)
            visits.forget_words(c, now)
        if now.hour != self._events_forgotten:  # to look through them all takes a while
            removal.forget_events(store, now, EVENTS_KEPT)
            self._events_forgotten = now.hour

    def wipe(self) -> None:
        """Wipe out what an earlier look could not, for someone was reading or the machine went off in the middle."""
        self.app.store.wipe()

"""What the store does by itself while the server runs, in a thread of its own: backups and forgetting."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from pejling.installation import Stop
from pejling.store import Store
from pejling.store.backup import Schedule
from pejling.store.copying import Damaged
from pejling.store.retention import forget_what_is_due

log = logging.getLogger("pejling.chores")

EVERY_SECONDS = 60.0


class Chores:
    """`start` it when the server serves, `stop` it before the store is closed."""

    def __init__(self, store: Store, folder: Path, clock: Callable[[], datetime]) -> None:
        self._store, self._clock = store, clock
        self._schedule = Schedule(store, folder)
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._go_on, name="chores", daemon=True)
        self.trouble = ""
        """What the trainer must know: one Danish sentence, "" when all is well."""
        self.last_backup: datetime | None = None
        """When the newest backup of this server's life was made."""

    def start(self) -> None:
        """Begin: the first backup is made at once, the next when it is due."""
        self._thread.start()

    def stop(self) -> None:
        """End when the chore at hand is done."""
        self._ended.set()
        self._thread.join(timeout=30)

    def do(self) -> None:
        """Everything that is due now. What goes wrong stands in `trouble` and in the log, and is tried again."""
        now = self._clock()
        trouble = ""
        try:
            forgotten = forget_what_is_due(self._store, now)
            if forgotten.receipts:
                log.info("%d courses were deleted: their retention date had passed", len(forgotten.receipts))
            self._store.sweep_what_is_owed()
        except Exception:
            log.exception("what was due could not be forgotten")
        try:
            if self._schedule.run(now):
                self.last_backup = now
        except (Stop, Damaged) as error:
            log.exception("no backup was made")
            trouble = f"Der er ikke taget sikkerhedskopi: {error}"
        except Exception:
            log.exception("no backup was made")
            trouble = "Der er ikke taget sikkerhedskopi. Årsagen står i loggen."
        self.trouble = trouble

    def _go_on(self) -> None:
        while True:
            self.do()
            if self._ended.wait(EVERY_SECONDS):
                break
        self._schedule.close()

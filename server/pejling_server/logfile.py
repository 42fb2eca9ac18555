"""The log: a file that never grows over 5 MB and never holds a name, a code or a word that somebody wrote."""

import logging
import logging.handlers
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from pejling.store.disk import code_of

FIRST_PLACES, LAST_PLACES = 3, 12
MOST_ALIKE, MINUTE = 20, 60.0


class Wordless(logging.Formatter):
    """Tells where an error happened and what sort it was, and never what it said.

    An error may repeat what it choked on: a row's values, a line of somebody's answer, a name.
    """

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's own name
        """One line, whatever is told: nobody outside makes a line of their own."""
        return " ".join(super().formatMessage(record).splitlines())

    def formatException(  # noqa: N802 - logging's own name
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        """The places and the sorts of an error and of those it came from, the first one first; no messages."""
        parts: list[str] = []
        error = ei[1]
        while error is not None:
            parts.append(_places(error.__traceback__) + code_of(error))
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n".join(reversed(parts))


def _places(of: TracebackType | None) -> str:
    """Where an error came through; of a long way only its beginning and its end."""
    places = traceback.format_tb(of)
    left_out = len(places) - FIRST_PLACES - LAST_PLACES
    if left_out > 0:
        places[FIRST_PLACES:-LAST_PLACES] = [f"  … {left_out} more …\n"]
    return "".join(places)


class Sparing(logging.Filter):
    """Lets so many lines of a sort through in a minute, and says how many there were beside: nobody can fill the log."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._begun = 0.0
        self._seen: Counter[str] = Counter()

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the line is written."""
        if self._clock() - self._begun > MINUTE:
            self._begun, self._seen = self._clock(), Counter()
        sort = f"{record.name} {record.msg}"
        self._seen[sort] += 1
        if self._seen[sort] == MOST_ALIKE:
            record.msg, record.exc_info = f"{record.msg} (more like this one in this minute are not written)", None
        # What our own handler of errors has written already.
        return self._seen[sort] <= MOST_ALIKE and not str(record.msg).startswith("Exception in ASGI application")


def log_to(folder: Path) -> None:
    """Log to files in the folder, which is made if it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = logging.handlers.RotatingFileHandler(folder / "pejling.log", maxBytes=1_000_000, backupCount=4, encoding="utf-8")
    handler.setFormatter(Wordless("%(asctime)s %(levelname)s %(name)s %(message)s"))
    handler.addFilter(Sparing())
    logging.raiseExceptions = False  # a full disk: a log that cannot be written fills no terminal with it
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for noisy in ("httpx", "httpcore", "websockets", "sse_starlette", "asyncio", "uvicorn.error"):
        logging.getLogger(noisy).setLevel(logging.WARNING)

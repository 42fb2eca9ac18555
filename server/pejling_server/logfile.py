"""The log: a file that never grows over 5 MB and never holds a name, a code or a word that somebody wrote."""

import logging
import logging.handlers
import traceback
from pathlib import Path
from types import TracebackType

from pejling.store.disk import code_of


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
            parts.append("".join(traceback.format_tb(error.__traceback__)) + code_of(error))
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n".join(reversed(parts))


def log_to(folder: Path) -> None:
    """Log to files in the folder, which is made if it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = logging.handlers.RotatingFileHandler(folder / "pejling.log", maxBytes=1_000_000, backupCount=4, encoding="utf-8")
    handler.setFormatter(Wordless("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.raiseExceptions = False  # a full disk: a log that cannot be written fills no terminal with it
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for noisy in ("httpx", "httpcore", "websockets", "sse_starlette", "asyncio", "uvicorn.error"):
        logging.getLogger(noisy).setLevel(logging.WARNING)

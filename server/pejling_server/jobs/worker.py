"""`python -m pejling_server.jobs.worker`: the process beside the server that does the jobs; only the server starts it."""

import logging
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pejling.jobs.channel import Channel, ToServer
from pejling.jobs.worker import work_off
from pejling_server.app_state import AppState, Settings
from pejling_server.database import ADDRESS, join_store
from pejling_server.jobs.kinds import KINDS
from pejling_server.logfile import Wordless
from pejling_widgets.library import Library

MODULE = "pejling_server.jobs.worker"


def start_of(settings: Settings) -> dict[str, Any]:
    """The first message to a worker of this server."""
    return {"data": str(settings.data), "roots": [str(root) for root in settings.roots]}


def _state_of(start: Mapping[str, Any]) -> AppState:
    """The server's state as a worker needs it: its database and content, and nothing that lives in memory."""
    data = Path(start["data"])
    settings = Settings(data=data, roots=tuple(Path(root) for root in start["roots"]))
    store = join_store(data)
    os.environ.pop(ADDRESS, None)  # what a job starts gets no address
    return AppState(settings, store, Library.load([]))  # what was opened is read as it was then, from the database


def main() -> None:
    """Do the jobs that the server hands over, until it ends."""
    channel = Channel.of_this_process()
    if (start := channel.receive()) is None:
        return
    to_server = ToServer(channel)
    to_server.setFormatter(Wordless("%(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[to_server], force=True)
    work_off(channel, KINDS, _state_of(start))


if __name__ == "__main__":
    main()

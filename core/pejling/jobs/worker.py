"""The worker's side: does one job after the other, and ends, with every program that it runs, when the server does."""

import errno
import logging
import os
import queue
import shutil
import threading
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from pejling.errors import ContentError, Denied, Invalid, NotFound
from pejling.ids import new_id
from pejling.installation import Stop
from pejling.jobs import programs
from pejling.jobs.channel import Channel
from pejling.jobs.kind import Context, JobKind, Work
from pejling.store.snapshot import Damaged, force_to_disk

log = logging.getLogger("pejling.jobs")

RESULT, ON_THE_WAY = "resultat", "undervejs"
"""Names in a job's folder: its file, and the folder of all that is made on the way."""
NO_ROOM = "Der er ikke plads på serverens disk. Ryd op på den, og prøv igen."
UNEXPECTED = "Noget gik galt hos os (fejl {}). Prøv igen, og sig nummeret til den, der passer maskinen, hvis det sker igen."


def work_off(channel: Channel, kinds: Mapping[str, JobKind[Context]], context: Context) -> None:
    """Do what comes through the channel, in turn; never comes back."""
    if hasattr(os, "nice"):
        os.nice(10)  # answers come first
    asked: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(channel, asked), daemon=True).start()
    while True:
        _do(channel, kinds, context, asked.get())


def _listen(channel: Channel, asked: "queue.SimpleQueue[dict[str, Any]]") -> None:
    """Take in what is asked for. The end of the input is the server's, or its wish to have this job dropped."""
    while (message := channel.receive()) is not None:
        asked.put(message)
    programs.end_all()
    os._exit(0)


def _do(channel: Channel, kinds: Mapping[str, JobKind[Context]], context: Context, asked: dict[str, Any]) -> None:
    job, folder = asked["job"], Path(asked["folder"])
    on_the_way = folder / ON_THE_WAY
    tell = partial(_tell, channel, job)
    try:
        kind = kinds[asked["kind"]]
        shutil.rmtree(on_the_way, ignore_errors=True)  # of a worker that was cut off
        on_the_way.mkdir(parents=True, mode=0o700)
        made = kind.run(Work(context, asked["course"], kind.arguments.model_validate(asked["arguments"]), on_the_way, tell))
        force_to_disk(made.file)
        made.file.replace(folder / RESULT)
        force_to_disk(folder)
    except (Invalid, NotFound, Denied, Stop, Damaged, ContentError) as error:
        channel.send(job=job, ended="failed", reason=str(error))
    except Exception as error:
        reference = new_id()[:6]
        log.exception("job %s failed, reference %s", job, reference)
        full = isinstance(error, OSError) and error.errno == errno.ENOSPC
        channel.send(job=job, ended="failed", reason=NO_ROOM if full else UNEXPECTED.format(reference))
    else:
        channel.send(job=job, ended="done", filename=made.name, media_type=made.media_type)
    finally:
        shutil.rmtree(on_the_way, ignore_errors=True)


def _tell(channel: Channel, job: str, percent: int, doing: str) -> None:
    channel.send(job=job, percent=percent, doing=doing)

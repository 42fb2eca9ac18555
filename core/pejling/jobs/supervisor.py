"""The server's side: hands the worker one job after the other, and writes down what becomes of each.

One thread with one inbox: what is asked for, what the worker says, and its end come in there, one after the other.
"""

import logging
import queue
import shutil
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection

from pejling.dates import parse
from pejling.errors import Invalid, NotFound
from pejling.jobs.kind import Context, JobKind
from pejling.jobs.process import END_SECONDS, Message, WorkerProcess
from pejling.jobs.worker import RESULT
from pejling.store import Store, jobs
from pejling.store.records import Job

log = logging.getLogger("pejling.jobs")

FOLDER = "jobs"
"""The name of the folder of results in a data folder."""
KEPT = timedelta(hours=24)
"""So long a file can be fetched, and a failure be read."""
IDLE_SECONDS = 300.0
"""A worker with nothing to do gives its memory back."""
MOST_BEGUN = 2
"""A job that was cut off so often is not begun again: it may be what ends the worker."""

NOT_STARTED = "Serveren kunne ikke begynde på det. Prøv igen om lidt; er disken fuld, så ryd op først."
CUT_OFF = "Det blev afbrudt, før det var færdigt. Prøv igen; sker det igen, så sig det til den, der passer maskinen."
PERHAPS_HALF = "Det blev afbrudt, før det var færdigt. Se efter, hvor langt det nåede, før du prøver igen."
TOO_LONG = "Det tog for lang tid og blev stoppet. Prøv igen, når maskinen har mindre at lave."


@dataclass(frozen=True)
class Progress:
    """How far a running job is."""

    percent: int = 0
    doing: str = ""


@dataclass(frozen=True)
class _Look:
    """Something has changed in the table; `done` is set when it is seen to."""

    done: "Future[None]" = field(default_factory=Future)


@dataclass(frozen=True)
class _Said:
    """What the worker said; None: it has ended."""

    worker: WorkerProcess
    message: Message | None


class Supervisor:
    """The jobs of a data folder, for as long as the server runs.

    Parameters
    ----------
    folder
        Where the results lie; only this program's user can read them.
    command, start
        What starts a worker, and the first message to it.
    write
        Commits a piece of work: the write queue's.
    changed
        Called with the course (or "") and the person whenever something of theirs has changed.
    """

    def __init__(
        self, *, store: Store, folder: Path, kinds: Mapping[str, JobKind[Any]], command: Sequence[str], start: Mapping[str, Any],
        write: "Callable[[Callable[[Connection], Any]], Future[Any]]", changed: Callable[[str, str], None],
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._folder = folder
        self._kinds = kinds
        self._write_later = write
        self._changed = changed
        self._clock = clock
        self._inbox: queue.SimpleQueue[_Look | _Said | None] = queue.SimpleQueue()
        self._new_worker = partial(WorkerProcess, command, start, lambda *said: self._inbox.put(_Said(*said)))
        self._worker: WorkerProcess | None = None
        self._current: Job | None = None
        self._until = 0.0
        """When the current job has taken too long, or the worker has had nothing to do for too long."""
        self._progress: dict[str, Progress] = {}
        self._thread = threading.Thread(target=self._run, name="jobs", daemon=True)

    def __enter__(self) -> "Supervisor":
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._inbox.put(None)
        self._thread.join(timeout=END_SECONDS * 2)

    # For the handlers

    def ask(self, context: Context, course: str | None, person: str, kind: str, arguments: Mapping[str, Any]) -> str:
        """Have a job done; gives its id. The same one twice, while it is not ended, is one.

        Raises
        ------
        NotFound, Invalid
            There is no such kind; the arguments are not what it wants, or name something that is not there.
        """
        if kind not in self._kinds:
            raise NotFound("Det kan der ikke laves en fil af.")
        try:
            checked = self._kinds[kind].arguments.model_validate(arguments)
        except ValidationError as error:
            raise Invalid("Det, der blev bedt om, kunne ikke læses. Hent siden igen, og prøv en gang til.") from error
        label = self._kinds[kind].label(context, course or "", checked)
        job: str = self._write(jobs.ask, course=course, person=person, kind=kind, arguments=checked.model_dump(), label=label,
                               now=self._clock())
        self._changed(course or "", person)
        self._inbox.put(_Look())
        return job

    def listed(self, course: str | None, person: str) -> list[tuple[Job, Progress]]:
        """What this person has asked for, the latest first, and how far each is."""
        with self._store.read() as c:
            found = jobs.listed(c, course, person)
        return [(job, self._progress.get(job.id, Progress())) for job in found]

    def file_of(self, course: str | None, person: str, job: str) -> tuple[Job, Path]:
        """A job that is done, and its file, for the one who asked for it.

        Raises
        ------
        NotFound
            It is not there, not ready, or another's.
        """
        found = self._own(course, person, job)
        path = self._folder / found.id / RESULT
        if found.state != "done" or not path.is_file():
            raise NotFound("Filen er ikke klar, eller den er slettet igen. Bed om den en gang til.")
        return found, path

    def remove(self, course: str | None, person: str, job: str) -> None:
        """Drop a job of one's own, whether it waits, runs or has ended; its file is gone when this returns."""
        self._own(course, person, job)
        self._write(jobs.remove, job)
        self._changed(course or "", person)
        self.look()

    def look(self) -> None:
        """See to it that no file or program of a job that is no more is left; returns when it is so.

        A job goes with its course and with the person who asked for it, and after a day.
        """
        look = _Look()
        self._inbox.put(look)
        if self._thread.is_alive():
            look.done.result(timeout=END_SECONDS * 3)

    def _own(self, course: str | None, person: str, job: str) -> Job:
        with self._store.read() as c:
            found = jobs.find(c, job)
        if found is None or (found.course, found.person) != (course, person):
            raise NotFound("Det er ikke her mere. Bed om det en gang til.")
        return found

    # The thread

    def _run(self) -> None:
        self._try(self._recover)
        while True:
            self._try(self._next)
            try:
                message = self._inbox.get(timeout=self._patience())
            except queue.Empty:
                self._try(self._too_late)
                continue
            if message is None:
                self._end_worker()
                return
            self._try(partial(self._take, message))

    def _try(self, step: Callable[[], None]) -> None:
        try:
            step()
        except Exception:
            log.exception("the jobs stumbled; they are looked at again with the next change")

    def _patience(self) -> float | None:
        return max(0.0, self._until - time.monotonic()) if self._worker else None

    def _recover(self) -> None:
        """After a start: no file is offered that is not there, and nothing is left of what is no more."""
        with self._store.read() as c:
            found = jobs.everything(c)
        for job in found:
            if job.state == "done" and not (self._folder / job.id / RESULT).is_file():
                self._write(jobs.remove, job.id)
        self._sweep()

    def _take(self, message: _Look | _Said) -> None:
        if isinstance(message, _Look):
            try:
                self._sweep()
            finally:
                message.done.set_result(None)
        elif message.worker is self._worker:  # else it was ended here, and this is from before
            if message.message is None:
                self._worker_has_ended()
            else:
                self._listen(message.message)

    def _listen(self, said: Message) -> None:
        if "log" in said:
            logging.getLogger(said["logger"]).log(said["level"], "%s", said["log"])
        elif self._current and said["job"] == self._current.id:
            job = self._current
            if "percent" in said:
                self._progress[job.id] = Progress(said["percent"], said["doing"])
                self._tell(job)
                return
            self._let_go(job)  # before it is written down: the database may be away
            if said["ended"] == "done":
                self._write(jobs.end, job.id, said["filename"], said["media_type"], self._clock())
            else:
                self._write(jobs.fail, job.id, said["reason"], self._clock())
            log.info("job %s (%s): %s", job.id, job.kind, said["ended"])
            self._tell(job)

    def _worker_has_ended(self) -> None:
        """By itself, or because somebody killed it."""
        log.warning("the worker has ended (%s)", self._end_worker())
        if job := self._current:
            self._let_go(job)
            self._sweep()

    def _was_cut_off(self, job: Job) -> None:
        kind = self._kinds.get(job.kind)
        if kind and kind.again and job.begun < MOST_BEGUN:
            self._write(jobs.wait_again, job.id)
            log.info("job %s (%s) was cut off and is begun again", job.id, job.kind)
        else:
            self._write(jobs.fail, job.id, CUT_OFF if kind and kind.again else PERHAPS_HALF, self._clock())
            log.warning("job %s (%s) was cut off", job.id, job.kind)

    def _too_late(self) -> None:
        """Nothing came in time: the job takes too long, or there has been nothing to do for a while."""
        self._end_worker()
        if job := self._current:
            self._let_go(job)
            self._write(jobs.fail, job.id, TOO_LONG, self._clock())
            log.warning("job %s (%s) took too long", job.id, job.kind)
            self._tell(job)

    def _next(self) -> None:
        """Have the job done whose turn it is, when nothing else is."""
        while self._current is None:
            with self._store.read() as c:
                job = jobs.first_waiting(c)
            if job is None or not self._write(jobs.begin, job.id):
                return
            kind = self._kinds.get(job.kind)
            self._current, self._until = job, time.monotonic() + (kind.seconds if kind else 0)
            self._tell(job)
            try:
                self._hand_over(job)
            except OSError:
                log.exception("job %s (%s) could not be begun", job.id, job.kind)
                self._end_worker()
                self._let_go(job)
                self._write(jobs.fail, job.id, NOT_STARTED, self._clock())
                self._tell(job)

    def _hand_over(self, job: Job) -> None:
        folder = self._folder / job.id
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        asked = {"job": job.id, "kind": job.kind, "course": job.course or "", "arguments": job.arguments, "folder": str(folder)}
        if self._worker:
            try:
                self._worker.send(**asked)
                return
            except OSError:  # it was killed while it had nothing to do
                self._end_worker()
        self._worker = self._new_worker()
        self._worker.send(**asked)

    def _end_worker(self) -> int | None:
        worker, self._worker = self._worker, None
        return worker.end() if worker else None

    def _sweep(self) -> None:
        """Begin again what was cut off, forget what is too old, and delete what belongs to no job."""
        with self._store.read() as c:
            found = jobs.everything(c)
        for job in found:
            if job.state == "running" and not (self._current and job.id == self._current.id):
                self._was_cut_off(job)
                self._tell(job)
        old = [job for job in found if job.ended_at and parse(job.ended_at) < self._clock() - KEPT]
        for job in old:
            self._write(jobs.remove, job.id)
            self._tell(job)
        left = {job.id for job in found} - {job.id for job in old}
        if (current := self._current) and current.id not in left:
            log.info("job %s (%s) was dropped", current.id, current.kind)
            self._end_worker()
            self._let_go(current)
            self._tell(current)
        for folder in self._folder.iterdir() if self._folder.is_dir() else ():
            if folder.name not in left:
                shutil.rmtree(folder, ignore_errors=True)

    def _let_go(self, job: Job) -> None:
        self._current, self._until = None, time.monotonic() + IDLE_SECONDS
        self._progress.pop(job.id, None)

    def _tell(self, job: Job) -> None:
        self._changed(job.course or "", job.person)

    def _write(self, work: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        return self._write_later(lambda c: work(c, *arguments, **named)).result()

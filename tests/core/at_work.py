"""A worker with kinds of jobs that are made for the tests: `python at_work.py`, started by a Supervisor."""

import logging
import os
import signal
import sys
import time
from pathlib import Path

from pejling.errors import Invalid
from pejling.jobs.channel import Channel, ToServer
from pejling.jobs.kind import JobKind, Made, Work
from pejling.jobs.programs import run_within
from pejling.jobs.worker import work_off
from pejling.schema import Strict

WORD = "Kvækerhåndværk"


class Arguments(Strict):
    """What the tests ask with."""

    text: str = ""
    place: str = ""
    """A folder that the test looks in."""


def write(work: Work[str]) -> Made:
    """Writes the text, half-way and whole."""
    work.tell(50, "Skriver")
    print("til ingen")  # noqa: T201  # what a library prints must not come between the messages
    (work.folder / "svar.txt").write_text(f"{work.context}: {work.arguments.text}")
    (work.folder / "rest").write_text("bliver væk")
    return Made(work.folder / "svar.txt", "Svar.txt", "text/plain")


def wait(work: Work[str]) -> Made:
    """Says that it has begun, and waits until it may go on."""
    place = Path(work.arguments.place)
    with (place / "begyndt").open("a") as file:
        file.write(f"{os.getpid()}\n")
    (work.folder / "halvt").write_text("halvt")
    work.tell(10, "Venter")
    while not (place / "videre").exists():
        time.sleep(0.01)
    return write(work)


def run_a_program(work: Work[str]) -> Made:
    """Runs another program, for a very long time."""
    script = f"import os, time; open({work.arguments.place + '/program'!r}, 'w').write(str(os.getpid()) + chr(10)); time.sleep(600)"
    run_within([sys.executable, "-c", script], 600, os.environ)
    return write(work)


def refuse(work: Work[str]) -> Made:
    """Cannot be done, and says why."""
    raise Invalid("Arket er tomt. Åbn en øvelse først.")


def stumble(work: Work[str]) -> Made:
    """Has a mistake in it, whose text holds a word."""
    raise KeyError(WORD)


def die(work: Work[str]) -> Made:
    """Takes the worker with it."""
    with (Path(work.arguments.place) / "begyndt").open("a") as file:
        file.write("x\n")
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def kind(name: str, run: object, **more: object) -> JobKind[str]:
    """A kind of that name."""
    return JobKind(name, Arguments, lambda _, course, given: f"{name} {given.text}", run, **more)  # type: ignore[arg-type]


KINDS = {one.name: one for one in (
    kind("write", write), kind("wait", wait), kind("slow", wait, seconds=0.5), kind("program", run_a_program),
    kind("refuse", refuse), kind("stumble", stumble), kind("die", die), kind("half", die, again=False))}


if __name__ == "__main__":
    channel = Channel.of_this_process()
    start = channel.receive()
    assert start is not None
    logging.basicConfig(level=logging.INFO, handlers=[ToServer(channel)])
    logging.getLogger().handlers[0].setFormatter(logging.Formatter("%(message)s"))
    work_off(channel, KINDS, str(start["context"]))

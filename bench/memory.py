"""What a process and all it has started use."""

import contextlib
from dataclasses import dataclass

import psutil

MB = 1_000_000


@dataclass(frozen=True)
class Used:
    """A process tree's use of the machine."""

    share: float
    """Memory in MB, pages that several processes share counted once between them (PSS; without Linux, the unshared)."""
    resident: float
    """Memory in MB as most tools show it (RSS), shared pages counted in each process."""
    processes: int
    cpu: float
    """Processor seconds so far of those that live."""


def memory_of(pid: int, *, below: bool = True) -> Used:
    """What the process, and all below it, use now."""
    share = resident = cpu = 0.0
    count = 0
    for process in tree(pid) if below else tree(pid)[:1]:
        with contextlib.suppress(psutil.NoSuchProcess):  # it ended just now
            full = process.memory_full_info()
            times = process.cpu_times()
            share += getattr(full, "pss", full.uss)
            resident += full.rss
            cpu += times.user + times.system
            count += 1
    return Used(share / MB, resident / MB, count, cpu)


def tree(pid: int) -> list[psutil.Process]:
    """The process and all below it."""
    try:
        root = psutil.Process(pid)
        return [root, *root.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []

"""Pages opened and closed all day: memory stays, and no process is left behind."""

import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psutil
import pytest
from robust.writing import EVERYONE, Pen, enter_as_trainer, pens, wait_until
from serving import Client, serve

from pejling_server.voila.templates import AHEAD

GALLERY = "/jupyter/voila/render/galleri.ipynb"
MOST = 0.05
KERNEL_EVERY = 8.0
"""Seconds between two kernel pages: a hundred and more in the full form."""
CACHES_FULL = 60
"""Kernel pages after which Voilà kept no more, when it started them: 86 MB at the first, 99 at the 50th and the 240th."""


@dataclass
class Visitors:
    """People who come and go, until they are sent home."""

    pens: list[Pen]
    trainer: Client
    home: threading.Event = field(default_factory=threading.Event)
    pages: int = 0
    kernels: int = 0
    kernel_every: float = KERNEL_EVERY
    faults: list[str] = field(default_factory=list)

    def come_and_go(self, pen: Pen) -> None:
        """A day's page with its states, a look at the stream, an answer, and away; the stream is dropped, not ended."""
        http, course = pen.client.http, pen.client.course
        while not self.home.is_set():
            try:
                for path in (f"/hold/{course}", f"/hold/{course}/dag/viden-og-samarbejde",
                             f"/api/course/{course}/day/viden-og-samarbejde"):
                    answer = http.get(path)
                    if answer.status_code != 200:
                        self.faults.append(f"{path}: {answer.status_code}")
                with http.stream("GET", f"/api/course/{course}/live") as stream:
                    next(stream.iter_bytes())
                pen.write()
                self.pages += 1
            except httpx.HTTPError as error:
                self.faults.append(repr(error))
            self.home.wait(0.1)

    def open_kernel_pages(self) -> None:
        """A trainer opens the gallery with a kernel, and leaves it: its page says goodbye then."""
        while not self.home.is_set():
            answer = self.trainer.http.get(GALLERY, timeout=90)
            kernel = re.search(r'"kernelId": "([0-9a-f-]{36})"', answer.text)
            if kernel is None:
                self.faults.append(f"kernel page: {answer.status_code}")
            else:
                self.trainer.http.post(f"/jupyter/voila/api/shutdown/{kernel[1]}")
            self.kernels += 1
            self.home.wait(self.kernel_every)


def at_rest(process: psutil.Process, kernels: Callable[[], int]) -> tuple[int, int]:
    """Bytes of the server, and of Voilà itself, when nobody has a page open; the least of a few looks."""
    wait_until(lambda: kernels() == 0, 60, "kernels are ended")
    looks = []
    for _ in range(5):
        time.sleep(0.3)
        looks.append((process.memory_full_info().uss, sum(p.memory_full_info().uss for p in process.children())))
    return min(looks)


@pytest.mark.parametrize(("minutes", "first"), [(0.35, 2), pytest.param(20, CACHES_FULL, marks=pytest.mark.long)])
def test_a_day_of_opening_and_closing_pages_costs_no_memory_and_leaves_no_process(
    minutes: float, first: int, tmp_path: Path, tell: Callable[[str], None]
) -> None:
    with serve(tmp_path / "data") as served:
        server, seen = psutil.Process(served.process.pid), set[psutil.Process]()

        def kernels() -> int:
            try:
                below = server.children(recursive=True)
                seen.update(below)
                templates = [one for source in server.children() for one in source.children()]
            except psutil.NoSuchProcess:  # it ended just now: look again
                return 1
            return max(0, len(below) - len(server.children()) - len(templates) * (1 + AHEAD))  # less those that wait for somebody

        trainer = enter_as_trainer(served)
        visitors = Visitors(pens(served, EVERYONE[:6], trainer=trainer), trainer)
        visitors.kernel_every = 0.5
        while visitors.kernels < first:
            _spend(visitors, 10, kernels)  # what is loaded once is loaded then
        visitors.kernel_every = KERNEL_EVERY
        first_pages = visitors.pages, visitors.kernels
        before, measured = at_rest(server, kernels), time.monotonic()
        _spend(visitors, minutes * 60, kernels)
        after = at_rest(server, kernels)
        spent = (time.monotonic() - measured) / 60
    _, alive = psutil.wait_procs(list(seen), timeout=15)
    assert visitors.faults == []
    grown = sum(after) / sum(before) - 1
    pages, opened = visitors.pages - first_pages[0], visitors.kernels - first_pages[1]
    tell(f"{pages} pages with their streams and {opened} kernel pages in {spent:.1f} minutes, after {first_pages[1]}: memory "
         f"{grown:+.1%} (server {before[0] / 1e6:.0f} → {after[0] / 1e6:.0f} MB, Voilà {before[1] / 1e6:.0f} → "
         f"{after[1] / 1e6:.0f} MB), {len(seen)} processes begun, {len(alive)} left")
    assert alive == []
    assert opened >= 2
    assert grown <= MOST


def _spend(visitors: Visitors, seconds: float, kernels: Callable[[], int]) -> None:
    """Let the visitors come and go for so long."""
    visitors.home.clear()
    threads = [threading.Thread(target=visitors.come_and_go, args=(pen,), daemon=True) for pen in visitors.pens]
    threads.append(threading.Thread(target=visitors.open_kernel_pages, daemon=True))
    for thread in threads:
        thread.start()
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        time.sleep(0.5)
        kernels()
    visitors.home.set()
    for thread in threads:
        thread.join(timeout=120)
        assert not thread.is_alive()

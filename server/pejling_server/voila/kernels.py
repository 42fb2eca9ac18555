"""Which login opened which kernel, how many there may be, and when one is ended."""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import psutil  # type: ignore[import-untyped]  # ipykernel brings it; it ships no types

from pejling_server.voila.direct import Direct

log = logging.getLogger("pejling.voila")

CAP = 200
"""Kernels at once, however much memory there is."""
ORDINARY_MB, FORKED_MB = 110.0, 25.0
"""What a kernel takes: one of its own, and one that shares its template's memory."""
SPARED_MB = 400.0
"""Memory that kernels leave to the course server and the system."""
CAP_PER_LOGIN = 4
"""So that one person's tabs cannot fill the app."""
IDLE = 30.0
"""Seconds from a page's last contact until its kernel is ended. A page that is there asks every 4 s."""
CULL_EVERY = 5.0


class Full(Exception):
    """There is no room for another kernel just now."""

    def __init__(self, *, own: bool) -> None:
        super().__init__("full")
        self.own = own
        """Whether it is this login's own pages that fill its places."""


def free_memory() -> float:
    """MB that may still be taken on this machine."""
    return float(psutil.virtual_memory().available) / 1e6


@dataclass
class Kernel:
    """One kernel and its owner. Times are seconds on the monotonic clock."""

    id: str
    login: str
    last_contact: float
    sockets: int = 0
    was_attached: bool = False
    direct: Direct | None = None
    """The forked kernel itself; None when it is Voilà's."""
    ended: asyncio.Event = field(default_factory=asyncio.Event)


class Kernels:
    """The kernels that are running, each with its owner."""

    def __init__(
        self,
        end_in_child: Callable[[str], Awaitable[None]],
        *,
        cap: int = CAP,
        cap_per_login: int = CAP_PER_LOGIN,
        idle: float = IDLE,
        clock: Callable[[], float] = time.monotonic,
        free_mb: Callable[[], float] = free_memory,
    ) -> None:
        self._end_in_child = end_in_child
        self.cap = cap
        self.cap_per_login = cap_per_login
        self._idle = idle
        self._clock = clock
        self._free_mb = free_mb
        self._kernels: dict[str, Kernel] = {}
        self._opening: list[str] = []
        self._ending: deque[asyncio.Task[None]] = deque(maxlen=500)  # a task nobody holds may be lost

    @property
    def count(self) -> int:
        """How many kernels there are, those being opened included."""
        return len(self._kernels) + len(self._opening)

    def owned(self, kernel_id: str, login: str) -> Kernel | None:
        """The kernel, if this login opened it; asking counts as contact."""
        kernel = self._kernels.get(kernel_id)
        if kernel is None or kernel.login != login:
            return None
        kernel.last_contact = self._clock()
        return kernel

    async def make_room(self, login: str) -> None:
        """End what nobody uses, so that one more kernel may fit: the idle ones, then this login's own left pages."""
        await self.cull()
        while self._full(login):
            left = [k for k in self._kernels.values() if k.login == login and k.was_attached and not k.sockets]
            if not left:
                return
            await self._end([min(left, key=lambda kernel: kernel.last_contact)])

    @contextmanager
    def place(self, login: str, needs_mb: float = FORKED_MB) -> Iterator[None]:
        """A place for one more kernel, held while it is opened. Raises Full."""
        if full := self._full(login):
            raise full
        if self._free_mb() - needs_mb * (len(self._opening) + 1) < SPARED_MB:
            raise Full(own=False)
        self._opening.append(login)
        try:
            yield
        finally:
            self._opening.remove(login)

    def record(self, kernel_id: str, login: str, direct: Direct | None = None) -> Kernel:
        """The kernel, from now on owned by this login."""
        kernel = self._kernels[kernel_id] = Kernel(kernel_id, login, self._clock(), direct=direct)
        if direct:
            loop = asyncio.get_running_loop()
            direct.on_death = lambda: self._ending.append(loop.create_task(self.end(kernel_id)))
        return kernel

    @contextmanager
    def attached(self, kernel: Kernel) -> Iterator[None]:
        """While a page's websocket is open its kernel is in use; closing it is the last contact."""
        kernel.sockets += 1
        kernel.was_attached = True
        try:
            yield
        finally:
            kernel.sockets -= 1
            kernel.last_contact = self._clock()

    async def end(self, kernel_id: str) -> None:
        """End one kernel; its websockets are closed. An id that is gone already is no error."""
        if kernel := self._kernels.get(kernel_id):
            await self._end([kernel])

    async def end_login(self, login: str) -> None:
        """End every kernel of this login: it has logged out."""
        await self._end([kernel for kernel in self._kernels.values() if kernel.login == login])

    async def cull(self) -> None:
        """End the kernels whose last contact is too long ago."""
        since = self._clock() - self._idle
        await self._end([k for k in self._kernels.values() if not k.sockets and k.last_contact <= since])

    def forget_all(self) -> None:
        """Voilà is gone and its kernels with it: close their websockets. Forked ones live on."""
        for kernel in list(self._kernels.values()):
            if kernel.direct is None:
                kernel.ended.set()
                del self._kernels[kernel.id]

    async def keep_culling(self, every: float = CULL_EVERY) -> None:
        """Cull for ever, every so many seconds: a task of the server's."""
        while True:
            await asyncio.sleep(every)
            await self.cull()

    def _full(self, login: str) -> Full | None:
        own = sum(kernel.login == login for kernel in self._kernels.values()) + self._opening.count(login)
        if own >= self.cap_per_login:
            return Full(own=True)
        return Full(own=False) if self.count >= self.cap else None

    async def _end(self, kernels: Iterable[Kernel]) -> None:
        gone = list(kernels)
        for kernel in gone:
            self._kernels.pop(kernel.id, None)
            kernel.ended.set()
            if kernel.direct:
                kernel.direct.close()
        in_child = [self._end_in_child(kernel.id) for kernel in gone if kernel.direct is None]
        results = await asyncio.gather(*in_child, return_exceptions=True)
        for error in results:
            if isinstance(error, Exception):  # whatever keeps one from ending must not keep the others
                log.error("a kernel could not be ended", exc_info=error)

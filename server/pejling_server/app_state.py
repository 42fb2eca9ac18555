"""App state: what one running server holds: the store, the content, the clock, its keys, and what lives only in memory."""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from starlette.requests import HTTPConnection

from pejling.ids import new_token
from pejling.jobs.supervisor import Supervisor
from pejling.store import Store
from pejling.store.ballots import Voters
from pejling.store.snapshot import force_to_disk
from pejling.store.write_queue import WriteQueue
from pejling_server.exercise.summaries import SummaryCache
from pejling_server.pubsub import PubSub
from pejling_server.quota import Quota
from pejling_server.throttle import Throttle
from pejling_widgets.library import Library


@dataclass(frozen=True)
class Settings:
    """How the server was started."""

    data: Path
    roots: tuple[Path, ...]
    """Content folders, the winning one last."""
    base_url: str = ""
    """The address people use, when it is not the one the request came to (behind a proxy)."""
    secure: bool = False
    """Served over TLS: cookies are Secure."""
    trusted_proxy: str = ""
    """Address of the proxy whose X-Forwarded-For is believed."""
    secret_files: tuple[Path, ...] = ()
    """What kernels must not read beside the data folder: the certificate's key, the database server's password."""


@dataclass
class AppState:
    """Everything a handler may need; made once, at the start."""

    settings: Settings
    store: Store
    library: Library
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    write_queue: WriteQueue = field(init=False)
    """Writes that many make at once."""
    jobs: Supervisor = field(init=False)
    """What is made beside the server; the worker itself has none."""
    voters: Voters = field(default_factory=Voters)
    pubsub: PubSub = field(default_factory=PubSub)
    throttle: Throttle = field(default_factory=Throttle)
    quota: Quota = field(default_factory=Quota)
    summaries: SummaryCache = field(default_factory=SummaryCache)
    own_url: str = ""
    """Where this machine's own programs reach the server: kernels read there; set at the start."""
    room_url: str = ""
    """Where the room's phones reach this machine; set at the start in class mode."""
    clock_in_doubt_after: date | None = None
    """The last day that was believed, while the machine's clock is not; nothing is deleted by date then."""
    end_kernels: Callable[[str], None] = lambda _login: None
    """Ends the kernels of a login; there are none before the kernel pages are mounted."""
    key: bytes = b""
    """Key of PIN hashes and signed links. It lies beside the database, not in it."""

    def __post_init__(self) -> None:
        self.key = self.key or _key(self.settings.data)
        self.write_queue = WriteQueue(self.store)

    def end_at_once(self, ended: Iterable[str]) -> None:
        """Close the open streams and kernels of these logins, which were ended."""
        ids = list(ended)
        self.pubsub.end_logins(ids)
        for login in ids:
            self.end_kernels(login)

    def now(self) -> datetime:
        """The time, UTC."""
        return self.clock()

    def address(self, connection: HTTPConnection, path: str) -> str:
        """The whole address of a path, as people on the network reach it."""
        base = self.settings.base_url or self.room_url or str(connection.base_url)
        return base.rstrip("/") + path

    def close(self) -> None:
        """Write what is waiting, and let go of the database."""
        self.write_queue.close()
        self.store.close()

    def reload_content(self) -> None:
        """Read the content files again."""
        self.library = Library.load(list(self.settings.roots))


def _key(data: Path) -> bytes:
    """The installation's key, made at the first start; readable only by its owner."""
    data.mkdir(parents=True, exist_ok=True)
    path = data / "secret.key"
    if not path.exists() or not path.stat().st_size:  # a full disk has room for a name, and not for what is in the file
        unfinished = path.with_suffix(".tmp")
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(new_token())
        force_to_disk(unfinished)
        unfinished.replace(path)
    return path.read_text().strip().encode()

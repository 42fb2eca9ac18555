"""`kit.py start`: opens the data folder, serves, and says at the terminal where people go."""

import argparse
import contextlib
import errno
import json
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import segno
import uvicorn
from sqlalchemy.exc import DBAPIError

from pejling.errors import ContentError
from pejling.installation import Stop
from pejling.lean_excel import leave_numpy_out
from pejling.places import content_root, own_content
from pejling.store import courses, logins, people
from pejling.store.disk import is_of_the_disk, trouble
from pejling.store.lock import hold_lock
from pejling.store.records import Course
from pejling_server import example
from pejling_server.app import build
from pejling_server.app_state import AppState, Settings
from pejling_server.connections import BoundedHttp, allow_many_connections
from pejling_server.database import open_store, password_file
from pejling_server.days import programme_of
from pejling_server.logfile import log_to
from pejling_widgets.library import Library

FIRST_PORT = 8080
PORTS_TRIED = 20


@dataclass(frozen=True)
class Greeting:
    """Where people go; with `--json` this is the one line on standard output."""

    url: str
    trainer_link: str
    join_url: str
    join_code: str


def start_server(given: argparse.Namespace, data: Path) -> int:
    """Serve until stopped; gives the exit code."""
    try:
        data.mkdir(parents=True, exist_ok=True)
        with hold_lock(data):
            return _serve(given, data)
    except (Stop, ContentError) as error:
        _tell(str(error))
    except (OSError, DBAPIError) as error:
        if not is_of_the_disk(error):
            raise
        _tell(f"Pejling er ikke startet. {trouble(error, data)}")
    return 1


def _serve(given: argparse.Namespace, data: Path) -> int:
    leave_numpy_out()
    log_to(data / "log")
    allow_many_connections()
    host = given.host or ("0.0.0.0" if given.in_class else "127.0.0.1")
    listener = _listen(host, int(given.port or 0))
    port = listener.getsockname()[1]
    secure = bool(given.certfile) or given.base_url.startswith("https://")
    state = _open_state(given, data, secure)
    scheme = "https" if given.certfile else "http"
    own = _room_address() if host in ("0.0.0.0", "::") else host
    base = given.base_url.rstrip("/") or f"{scheme}://{f'[{own}]' if ':' in own else own}:{port}"
    state.room_url = base
    state.own_url = f"{scheme}://127.0.0.1:{port}"
    config = uvicorn.Config(
        build(state), http=BoundedHttp, log_config=None, access_log=False, server_header=False, timeout_graceful_shutdown=2,
        ws_ping_interval=10, ws_ping_timeout=10,  # a kernel whose page has lost its network is noticed, and ended soon
        timeout_keep_alive=75,  # a phone that thinks for a minute need not connect anew
        ssl_certfile=given.certfile or None, ssl_keyfile=given.keyfile or None, proxy_headers=False, lifespan="on",
    )
    server = _Server(config)
    server.when_serving = lambda: _greet(given, state, base)
    with contextlib.suppress(KeyboardInterrupt):  # uvicorn has ended in good order, and raises it again
        server.run(sockets=[listener])
    return 0


class _Server(uvicorn.Server):
    """A uvicorn server that says when it serves."""

    when_serving: Callable[[], None]

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and then tell; not before."""
        await super().startup(sockets)
        if self.started:
            self.when_serving()


def _open_state(given: argparse.Namespace, data: Path, secure: bool) -> AppState:
    store = open_store(data)
    roots = (content_root(), own_content(data))  # also when nothing of one's own is there yet: it may come
    settings = Settings(
        data=data, roots=roots, base_url=given.base_url, secure=secure, trusted_proxy=given.trusted_proxy,
        secret_files=tuple(file for file in (Path(given.keyfile or ""), password_file()) if file.is_file()),
    )
    state = AppState(settings, store, Library.load(list(roots)))
    for problem in state.library.problems:
        _tell(f"Indholdet har en fejl: {problem}")
    with store.write() as c:
        if example.fill(c, programme_of(state), state.now()):
            _tell("Datamappen er ny, så der er lavet et eksempelhold med opdigtede deltagere.")
    return state


def _greet(given: argparse.Namespace, state: AppState, base: str) -> None:
    greeting = _make_greeting(given, state, base)
    if given.json:
        print(json.dumps(greeting.__dict__, ensure_ascii=False), flush=True)
    lines = ["", f"Pejling kører på {base}", "", "Underviser – linket virker én gang, i et døgn:", f"  {greeting.trainer_link}"]
    if given.in_class and greeting.join_code:
        lines += ["", f"Deltagere – gå til {base} og skriv koden", f"  {greeting.join_code}", f"eller åbn {greeting.join_url}", ""]
        _tell("\n".join(lines))
        segno.make(greeting.join_url, error="m").terminal(sys.stderr, compact=True)
        lines = [
            "Rummet: enhver på samme net kan åbne siden. På et åbent wifi kan andre på nettet læse med, for uden certifikat",
            "er forbindelsen ikke krypteret. Brug et net med kode, eller del dit eget fra telefonen.",
            "Kan gæsterne ikke komme ind? Så skiller nettet dem ofte ad. Del et net fra din telefon, og prøv igen.",
        ]
    else:
        lines += ["", "Kun denne maskine kan komme ind. Til et helt rum: kit.py start --class"]
    _tell("\n".join([*lines, "", "Stop med Ctrl-C.", ""]))
    if not given.no_browser and not given.json:
        threading.Thread(target=webbrowser.open, args=(greeting.trainer_link,), daemon=True).start()


def _code_now(course: Course, state: AppState) -> str:
    return course.code if course.code and course.door_open and courses.code_is_todays(course, state.now()) else ""


def _make_greeting(given: argparse.Namespace, state: AppState, base: str) -> Greeting:
    """Today's code of the newest open course and a fresh link for its trainer; opens the door on a trainer's laptop."""
    with state.store.write() as c:
        course = courses.newest_open(c)
        if course is None:
            trainer = people.any_trainer(c)
            token = logins.make_link(c, trainer, None, state.now()) if trainer else ""
            return Greeting(base, f"{base}/ind/{token}", "", "")
        # On a server that stays, a restart opens no door: the trainer does, when there is a class.
        code = _code_now(course, state) if given.base_url else courses.open_door(c, course.id, state.now())
        trainers = people.listed(c, course.id, "trainer")
        token = logins.make_link(c, trainers[0].id, None, state.now())  # whoever has the machine has every course
    return Greeting(base, f"{base}/ind/{token}", f"{base}/k/{code}" if code else "", code)


def _listen(host: str, port: int) -> socket.socket:
    """A listening socket on the port asked for, or else on the first free one."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for tried in [port] if port else range(FIRST_PORT, FIRST_PORT + PORTS_TRIED):
        # Named as TCP, or asyncio leaves small answers waiting 40 ms for the other end's acknowledgement.
        listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        if sys.platform != "win32":  # on Windows it would let two programs share a port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, tried))
            listener.listen(2048)  # a port that is only bound can be taken by a second server that starts just now
        except OSError as error:
            listener.close()
            if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
                raise Stop(f"Denne maskine har ikke adressen {host}. Udelad --host, eller brug 127.0.0.1.") from error
            continue
        return listener
    if port:
        raise Stop(f"Port {port} er optaget eller spærret. Vælg en anden med --port, eller udelad den.")
    raise Stop(f"Portene {FIRST_PORT}–{FIRST_PORT + PORTS_TRIED - 1} er alle optaget. Vælg en anden med --port.")


def _room_address() -> str:
    """This machine's address on the network it would reach others by; nothing is sent."""
    probe = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        probe.connect(("10.255.255.255", 9))
        return str(probe.getsockname()[0])
    except OSError:
        return "127.0.0.1"
    finally:
        probe.close()


def _tell(text: str) -> None:
    """Say something to the person at the terminal; standard output is kept for --json."""
    print(text, file=sys.stderr, flush=True)

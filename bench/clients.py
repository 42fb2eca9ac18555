"""A class of phones, each with a connection and a cookie of its own, all starting at once.

Plain sockets and asyncio: a client library costs more processor time per request than the server that is measured,
and they share two cores.
"""

import asyncio
import gzip
import json
import secrets
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from api_paths import api

LONGEST_WAIT = 120.0
"""Seconds after which an answer counts as lost."""


class Failed(Exception):
    """The server said no, or something that is not HTTP."""


@dataclass
class Phone:
    """One device: one kept-open connection, its login cookie, and its key to an anonymous vote."""

    url: str
    cookie: str = ""
    course: str = ""
    person: str = ""
    device: str = field(default_factory=lambda: secrets.token_hex(8))
    ballot: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    received: int = 0
    """Bytes of all bodies, as they came."""

    def __post_init__(self) -> None:
        self._host = urlsplit(self.url).netloc
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def call(self, method: str, path: str, body: Any = None) -> Any:
        """The JSON of an answer; raises Failed when its status is not 200."""
        reader, writer = await self._connected()
        sent = b"" if body is None else json.dumps(body).encode()
        head = (f"{method} {api(path)} HTTP/1.1\r\nHost: {self._host}\r\nOrigin: {self.url}\r\n"
                "Accept-Encoding: gzip\r\n")
        if self.cookie:
            head += f"Cookie: {self.cookie}\r\n"
        if body is not None:
            head += f"Content-Type: application/json\r\nContent-Length: {len(sent)}\r\n"
        writer.write(f"{head}\r\n".encode() + sent)
        status, headers = await read_head(reader)
        if "set-cookie" in headers:
            self.cookie = headers["set-cookie"].partition(";")[0]
        if "content-length" not in headers:
            raise Failed(f"{path}: {status}, and no length")
        raw = await reader.readexactly(int(headers["content-length"]))
        self.received += len(raw)
        if headers.get("content-encoding") == "gzip":
            raw = gzip.decompress(raw)
        if headers.get("connection") == "close":
            self.close()
        if status != 200:
            raise Failed(f"{path.split('?')[0]}: {status} {raw[:200].decode(errors='replace')}")
        return json.loads(raw)

    async def follow(self, heard: Callable[[list[str], float], None], opened: asyncio.Event) -> None:
        """Read the live stream on a connection of its own until cancelled; tells each message and when it came."""
        reader, writer = await self._connect()
        try:
            path = api(f"/api/course/{self.course}/live")
            writer.write(f"GET {path} HTTP/1.1\r\nHost: {self._host}\r\nCookie: {self.cookie}\r\n\r\n".encode())
            status, _ = await read_head(reader)
            if status != 200:
                raise Failed(f"live: {status}")
            while line := await reader.readline():  # the chunks' sizes are lines, too, and are passed over
                if line.startswith(b"data: "):
                    heard(json.loads(line[6:]), time.perf_counter())
                    opened.set()
        finally:
            writer.close()

    def close(self) -> None:
        """End the connection; the next call opens a new one."""
        if self._streams:
            self._streams[1].close()
        self._streams = None

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        host, _, port = self._host.rpartition(":")
        return await asyncio.open_connection(host, int(port), limit=2**20)

    async def _connected(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._streams is None:
            self._streams = await self._connect()
        return self._streams


async def read_head(reader: asyncio.StreamReader) -> tuple[int, dict[str, str]]:
    """Status and headers (names in small letters) of an HTTP answer."""
    lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in lines[1:] if line)
    return int(lines[0].split()[1]), {name.lower(): value.strip() for name, _, value in pairs}


async def join(phone: Phone, code: str, name: str) -> None:
    """In with the code, as the join page does it: look the code up, type two letters, pick one's name."""
    await phone.call("POST", "/api/join/code", {"code": code})
    found = await phone.call("POST", "/api/join/names", {"code": code, "letters": name[:2]})
    person = next(p["id"] for p in found["people"] if p["name"] == name)
    told = await phone.call("POST", "/api/join/take", {"code": code, "person": person})
    phone.course, phone.person = told["url"].rsplit("/", 1)[1], person


async def read_day(phone: Phone, day: str) -> dict[str, Any]:
    """The states of all the day's exercises."""
    found: dict[str, Any] = await phone.call("GET", f"/api/course/{phone.course}/day/{day}")
    return found


async def answer(phone: Phone, run: str, field_id: str, value: Any, *, anonymous: bool) -> dict[str, Any]:
    """One answer's result; returns when the server says that it is committed, and raises Failed if it says anything else."""
    ballot = {"ballot": phone.ballot} if anonymous else {}
    event = {"id": secrets.token_hex(12), "run": run, "event": {"type": "set", "field": field_id, "value": value}, **ballot}
    told = await phone.call("POST", f"/api/course/{phone.course}/answers", {"device": phone.device, "events": [event]})
    result: dict[str, Any] = told["results"][0]
    if result["status"] != "saved":
        raise Failed(str(result))
    return result


@dataclass
class Timed:
    """What many clients, starting at once, waited for the same thing."""

    seconds: list[float]
    failures: list[str]
    clients_cpu: float
    """Processor seconds that the clients themselves used."""
    wall: float
    """From the first start to the last end, in seconds."""

    @property
    def clients(self) -> int:
        """How many began."""
        return len(self.seconds) + len(self.failures)

    def figures(self) -> dict[str, Any]:
        """The figures for the report; times in seconds."""
        return {
            "clients": self.clients, "failures": len(self.failures), "why": sorted(set(self.failures))[:3],
            "p50": quantile(self.seconds, 0.5), "p95": quantile(self.seconds, 0.95), "max": max(self.seconds, default=None),
            "clients_cpu": round(self.clients_cpu, 3), "wall": round(self.wall, 3),
        }


async def all_at_once(tasks: Iterable[Callable[[], Awaitable[None]]], limit: float = LONGEST_WAIT) -> Timed:
    """Start everything in the same moment; a task that raises, or takes longer than `limit` seconds, is a failure."""
    seconds, failures = [], []

    async def timed(task: Callable[[], Awaitable[None]]) -> None:
        began = time.perf_counter()
        try:
            async with asyncio.timeout(limit):
                await task()
        except TimeoutError:
            failures.append(f"no answer within {limit:.0f} s")
        except Exception as error:  # noqa: BLE001  # whatever it was, this client got no answer
            failures.append(f"{type(error).__name__}: {error}"[:200])
        else:
            seconds.append(time.perf_counter() - began)

    cpu, began = time.process_time(), time.perf_counter()
    await asyncio.gather(*(timed(task) for task in tasks))
    return Timed(seconds, failures, time.process_time() - cpu, time.perf_counter() - began)


def quantile(values: list[float], share: float) -> float | None:
    """The value that `share` of the values do not exceed: one of them, nothing in between."""
    if not values:
        return None
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * round(share * 100) // 100) - 1)]

"""What a socket may send, and how long it may take, before anybody has looked at who it is."""

import asyncio
import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import psutil
import pytest
import uvicorn

from pejling_server import connections
from pejling_server.connections import MOST_HEAD, BoundedHttp

LINE = b"x-filler: " + b"a" * 1000 + b"\r\n"
MOST_SENT = 20_000_000
BEGINNING = b"GET / HTTP/1.1\r\nhost: 127.0.0.1\r\n"


async def application(scope: Any, receive: Any, send: Any) -> None:
    """Takes the whole body, and tells how long it was."""
    taken, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        taken, more = taken + len(message.get("body", b"")), message.get("more_body", False)
    told = b"a" * int(scope["query_string"] or 0) or b"%d" % taken
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % len(told))]})
    await send({"type": "http.response.body", "body": told})


@contextlib.contextmanager
def served(protocol: Any = BoundedHttp) -> Iterator[tuple[str, int]]:
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(application, http=protocol, log_config=None, lifespan="off", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=lambda: asyncio.run(server.serve([listener])))
    thread.start()
    try:
        yield listener.getsockname()
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limits in time, so short that a test can wait for them."""
    for name, seconds in {"SILENT": 1.0, "HEAD": 0.6, "PAUSE": 0.3, "WHOLE": 1.5, "TAKEN": 0.3, "LOOK": 0.05}.items():
        monkeypatch.setattr(connections, f"{name}_SECONDS", seconds)


@pytest.fixture
def address(quick: None) -> Iterator[tuple[str, int]]:
    with served() as found:
        yield found


def ask(address: tuple[str, int], sent: bytes) -> bytes:
    """All that the server answers; it may have stopped listening before everything was sent."""
    with socket.create_connection(address, timeout=10) as browser:
        with contextlib.suppress(OSError):
            browser.sendall(sent)
        answer = b""
        with contextlib.suppress(OSError):
            while block := browser.recv(65536):
                answer += block
        return answer


def flood(address: tuple[str, int], first: bytes, block: bytes) -> int:
    """How many bytes the server takes before it has had enough."""
    with socket.create_connection(address, timeout=10) as browser, contextlib.suppress(OSError):
        sent = 0
        browser.sendall(first)
        while sent < MOST_SENT:
            browser.sendall(block)
            sent += len(block)
    return sent


@pytest.mark.parametrize(("first", "block"), [
    (BEGINNING, LINE * 64),
    (BEGINNING + b"x-one: ", b"a" * 65536),
    (b"GET /", b"a" * 65536),
    (b"POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n1\r\na\r\n0\r\nx-trailer: ", b"a" * 65536),
    (b"POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n1\r\na\r\n0\r\n", LINE * 64),
], ids=["lines", "one line", "address", "one line after the body", "lines after the body"])
def test_a_head_without_end_is_not_kept(address: tuple[str, int], first: bytes, block: bytes) -> None:
    before = psutil.Process().memory_info().rss
    assert flood(address, first, block) < 5_000_000, "what the machine's own buffers take, and no more"
    assert psutil.Process().memory_info().rss - before < 15_000_000


def test_uvicorn_alone_has_no_such_limit() -> None:
    from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

    with served(HttpToolsProtocol) as address:
        assert flood(address, BEGINNING, LINE * 64) >= MOST_SENT, "else all of this can go"


@pytest.mark.parametrize("sent", [
    BEGINNING + LINE * (MOST_HEAD // 1000) + b"\r\n",
    BEGINNING + b"x: y\r\n" * 101 + b"\r\n",
    b"GET /?" + b"a" * 8001 + b" HTTP/1.1\r\nhost: x\r\n\r\n",
], ids=["bytes", "lines", "address"])
def test_a_head_that_is_too_large_is_told(address: tuple[str, int], sent: bytes) -> None:
    answer = ask(address, sent)
    assert answer.startswith(b"HTTP/1.1 431 ")
    assert "Slet cookies" in answer.decode()


def test_what_is_no_http_is_told_in_danish(address: tuple[str, int]) -> None:
    assert "kunne ikke læses" in ask(address, b"HEJ\r\n\r\n").decode()


def test_a_large_body_and_a_class_list_in_pieces_are_taken(address: tuple[str, int]) -> None:
    head = b"POST / HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 5000000\r\n\r\n"
    assert ask(address, head + b"a" * 5_000_000).endswith(b"5000000")
    chunks = b"".join(b"%x\r\n%s\r\n" % (4096, b"b" * 4096) for _ in range(100)) + b"0\r\n\r\n"
    head = b"POST / HTTP/1.1\r\nhost: x\r\nconnection: close\r\ntransfer-encoding: chunked\r\n\r\n"
    assert ask(address, head + chunks).endswith(b"409600")


def closed_after(address: tuple[str, int], first: bytes, again: Callable[[socket.socket], None] = lambda _: None) -> float:
    """Seconds till the server closes a connection; it is given a little more again and again."""
    began = time.monotonic()
    with socket.create_connection(address, timeout=0.1) as browser:
        browser.sendall(first)
        while time.monotonic() - began < 10:
            try:
                if not browser.recv(100):
                    break
                again(browser)
            except TimeoutError:
                with contextlib.suppress(OSError):
                    again(browser)
            except OSError:
                break
    return time.monotonic() - began


HALF = b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 400000\r\n\r\n{"


@pytest.mark.parametrize(("first", "drip", "least", "most"), [
    (b"", b"", 0.9, 3),
    (BEGINNING, b"", 0.2, 3),
    (BEGINNING, b"x: y\r\n", 0.5, 3),
    (HALF, b"", 0.2, 3),
    (HALF, b" ", 1.4, 5),
], ids=["nothing", "half a head", "a head in drops", "half a body", "a body in drops"])
def test_a_request_that_does_not_get_whole_is_given_up(
    address: tuple[str, int], first: bytes, drip: bytes, least: float, most: float
) -> None:
    assert least <= closed_after(address, first, lambda browser: browser.sendall(drip)) < most


def test_a_connection_that_rests_between_two_whole_requests_is_left_alone(address: tuple[str, int]) -> None:
    with socket.create_connection(address, timeout=10) as browser:
        for _ in range(2):
            browser.sendall(BEGINNING + b"\r\n")
            with browser.makefile("rb") as answer:
                assert answer.readline().startswith(b"HTTP/1.1 200")
                while answer.readline().strip():
                    pass
                assert answer.read(1) == b"0"
            threading.Event().wait(0.8)  # longer than a head may take, or a pause


def test_whoever_takes_nothing_of_a_long_answer_is_left(address: tuple[str, int]) -> None:
    with socket.create_connection(address, timeout=10) as browser:
        browser.sendall(b"GET /?30000000 HTTP/1.1\r\nhost: x\r\n\r\n")
        assert browser.recv(10).startswith(b"HTTP/1.1 2")
        server = psutil.Process()
        ends = time.monotonic() + 10
        while any(c.status == "ESTABLISHED" and c.laddr[:2] == tuple(address) for c in server.net_connections()):
            assert time.monotonic() < ends
            threading.Event().wait(0.05)

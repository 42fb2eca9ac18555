"""A file that is sent: on the disk while it comes, within its limit however it is sent, and gone when it was read."""

import socket
import stat
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from coroutines import apart
from fastapi import FastAPI, Request
from serving import Client, serve

from pejling.errors import Invalid
from pejling_server import guard, uploads
from pejling_server.guard import Guard
from pejling_server.uploads import CLASS_LIST, JOBLOG, received

LIST = b"Navn;Organisation\nAsta Ny;Jobcenter Solby\n"


def path_of(house: Any) -> str:
    return f"/api/console/{house.course}/class-list?filename=hold.csv"


def left(house: Any) -> list[Path]:
    """What lies in the folder of uploads."""
    folder = house.served.data / "uploads"
    return list(folder.iterdir()) if folder.is_dir() else []


def until(met: Callable[[], Any], what: str) -> None:
    began = time.monotonic()
    while not met():
        assert time.monotonic() - began < 20, what
        time.sleep(0.01)


def test_a_file_that_was_read_lies_nowhere_any_more(house: Any) -> None:
    for data in (LIST, b"\x00\x01\x02" * 50, b""):
        house.trainer.http.post(path_of(house), content=data)
        assert left(house) == []
    assert (house.served.data / "uploads").stat().st_mode & 0o077 == 0


def in_pieces(size: int) -> Iterator[bytes]:
    """So many bytes, without saying beforehand how many."""
    yield b"Navn\n"
    for _ in range(size // 100_000):
        yield b"x" * 100_000


@pytest.mark.parametrize("content", [b"x" * 6_000_000, in_pieces(6_000_000)], ids=["told before", "not told"])
def test_what_is_over_the_limit_is_refused_and_not_kept(house: Any, content: Any) -> None:
    answer = house.trainer.http.post(path_of(house), content=content)
    assert answer.status_code == 413
    assert answer.json()["reason"] == CLASS_LIST.too_large
    assert left(house) == []


@dataclass
class Sender:
    """A connection on which a file comes little by little."""

    house: Any

    def __enter__(self) -> "Sender":
        host, port = self.house.served.url.removeprefix("http://").split(":")
        self.connection = socket.create_connection((host, int(port)))
        cookie = self.house.trainer.http.cookies["pejling"]
        self.connection.sendall((
            f"POST {path_of(self.house)} HTTP/1.1\r\nHost: {host}:{port}\r\nOrigin: {self.house.served.url}\r\n"
            f"Cookie: pejling={cookie}\r\nContent-Length: 3000000\r\n\r\n").encode())
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()


def test_a_file_that_is_broken_off_is_gone_and_was_nobody_elses_to_read_meanwhile(house: Any) -> None:
    with Sender(house) as sender:
        sender.connection.sendall(b"x" * 2_000_000)
        until(lambda: left(house) and left(house)[0].stat().st_size >= uploads.AT_A_TIME, "it does not come to the disk")
        assert stat.S_IMODE(left(house)[0].stat().st_mode) == 0o600
    until(lambda: left(house) == [], "it is still there")


def test_who_may_not_leaves_nothing_on_the_disk(house: Any) -> None:
    for client in (house.participant, house.other_trainer, house.nobody):
        assert client.http.post(path_of(house), content=LIST).status_code in (401, 403)
        assert client.http.post(path_of(house), content=b"x" * 3_000_000).status_code in (401, 403)
        assert left(house) == []


def test_what_a_killed_server_left_is_gone_after_the_next_start(tmp_path: Path) -> None:
    with serve(tmp_path) as served:
        trainer = Client(served.url).by_link(served.trainer_link)
        with Sender(SimpleNamespace(served=served, trainer=trainer, course=trainer.course)) as sender:
            sender.connection.sendall(b"x" * 2_000_000)
            until(lambda: list((tmp_path / "uploads").glob("*")), "it does not come to the disk")
            served.kill()
    assert list((tmp_path / "uploads").iterdir())
    with serve(tmp_path):
        assert not list((tmp_path / "uploads").glob("*"))


# The limits themselves, and a file that is larger than a class list may be: in this process


@pytest.fixture
def joblog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FastAPI:
    """An application that takes joblogs and says how large they are, behind the guard; anybody may send to it."""
    app = FastAPI()
    app.state.app = SimpleNamespace(settings=SimpleNamespace(data=tmp_path))

    @app.post("/api/joblog")
    async def take(request: Request) -> dict[str, int]:
        async with received(request) as file:
            return {"bytes": file.stat().st_size}

    async def nobody_is_refused(*_: object) -> None:
        return None

    monkeypatch.setattr(guard, "_refusal", nobody_is_refused)
    app.add_middleware(Guard)
    return app


def send(app: FastAPI, content: Any, **headers: str) -> httpx.Response:
    return apart(_post(app, content, headers))


async def _post(app: FastAPI, content: Any, headers: dict[str, str]) -> httpx.Response:
    transport = httpx.ASGITransport(app)
    address = "http://127.0.0.1:8080"
    async with httpx.AsyncClient(transport=transport, base_url=address, headers={"Origin": address}) as client:
        return await client.post("/api/joblog", content=content, headers=headers)


async def pieces(size: int) -> AsyncIterator[bytes]:
    for _ in range(size // 100_000):
        yield b"x" * 100_000


def test_a_joblog_may_be_larger_than_a_class_list_and_all_of_it_comes_to_the_disk(joblog: FastAPI) -> None:
    answer = send(joblog, pieces(12_300_000))
    assert answer.json() == {"bytes": 12_300_000}


def test_more_than_its_limit_is_refused_by_what_is_told_and_by_what_comes(joblog: FastAPI, tmp_path: Path,
                                                                               monkeypatch: pytest.MonkeyPatch) -> None:
    told = send(joblog, b"", **{"Content-Length": str(JOBLOG.most + guard.MARGIN + 1)})
    assert (told.status_code, told.json()["reason"]) == (413, JOBLOG.too_large)
    monkeypatch.setattr(uploads, "KINDS", (uploads.UploadKind("/joblog", 1_000_000, "For stor."),))
    comes = send(joblog, pieces(1_500_000))
    assert (comes.status_code, comes.json()["reason"]) == (413, "For stor.")
    assert not list((tmp_path / "uploads").glob("*"))


@pytest.mark.parametrize("how", ["told before", "found out"])
def test_a_disk_without_room_for_it_is_told(joblog: FastAPI, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                                     how: str) -> None:
    if how == "told before":
        monkeypatch.setattr(uploads.shutil, "disk_usage", lambda _: SimpleNamespace(free=uploads.SPARE + 100))
    else:
        monkeypatch.setattr(uploads, "_write_all", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(Invalid, match="ikke plads"):
        send(joblog, b"x" * 200_000)
    assert not list((tmp_path / "uploads").glob("*"))

"""A real server in a process of its own, and clients that speak to it as a browser would."""

import contextlib
import json
import os
import secrets
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from api_models import check_answer

from pejling.installation import PACKAGES

ROOT = Path(__file__).resolve().parents[1]


@dataclass
class Served:
    """A running server."""

    process: "subprocess.Popen[str]"
    data: Path
    url: str
    trainer_link: str
    join_code: str

    def kill(self) -> None:
        """As a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@contextlib.contextmanager
def serve(data: Path, *options: str, log: list[str] | None = None) -> Iterator[Served]:
    """`kit.py start` on a data folder, ready to answer; ended afterwards."""
    paths = os.pathsep.join(str(ROOT / name) for name in PACKAGES)
    environment = {**os.environ, "PYTHONPATH": paths}
    command = [sys.executable, "-m", "pejling_server", "start", "--data", str(data), "--no-browser", "--json", *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
    said: list[str] = [] if log is None else log
    assert process.stdout is not None
    threading.Thread(target=lambda: said.extend(process.stderr or ()), daemon=True).start()
    line = process.stdout.readline()
    if not line:
        process.wait(timeout=10)
        raise AssertionError("the server did not start:\n" + "".join(said))
    told = json.loads(line)
    try:
        yield Served(process, data, told["url"], told["trainer_link"], told["join_code"])
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        process.stdout.close()


@dataclass
class Client:
    """One device: cookies of its own, our Origin, and random names for what it does."""

    url: str
    http: httpx.Client = field(init=False)
    device: str = field(default_factory=lambda: secrets.token_hex(8))
    course: str = ""
    person: str = ""
    pin: str = ""
    ballots: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.http = httpx.Client(base_url=self.url, headers={"Origin": self.url}, timeout=30, trust_env=False)

    def get(self, path: str, **params: Any) -> Any:
        """The JSON of a GET that must succeed."""
        answer = self.http.get(path, params=params or None)
        return self._read("GET", path, answer)

    def post(self, path: str, body: Any = None) -> Any:
        """The JSON of a POST that must succeed."""
        answer = self.http.post(path, json={} if body is None else body)
        return self._read("POST", path, answer)

    def _read(self, method: str, path: str, answer: httpx.Response) -> Any:
        assert answer.status_code == 200, f"{path}: {answer.status_code} {answer.text[:500]}"
        check_answer(method, path, answer.content)
        return answer.json()

    def refused(self, path: str, body: Any = None) -> tuple[int, str]:
        """Status and reason of a POST that must not succeed."""
        answer = self.http.post(path, json={} if body is None else body)
        assert answer.status_code >= 400, f"{path} was let through: {answer.text[:500]}"
        return answer.status_code, answer.json()["reason"]

    def join(self, code: str, name: str) -> "Client":
        """In with the code, by typing the first letters and picking one's name."""
        found = self.post("/api/join/names", {"code": code, "letters": name[:2]})["people"]
        chosen = next(p for p in found if p["name"] == name)
        told = self.post("/api/join/take", {"code": code, "person": chosen["id"]})
        self.course, self.person, self.pin = told["url"].rsplit("/", 1)[1], chosen["id"], told["pin"]
        return self

    def by_link(self, link: str) -> "Client":
        """In by a one-time link."""
        told = self.post("/api/link", {"token": link.rsplit("/", 1)[1]})
        self.course = told["url"].rsplit("/", 1)[1]
        self.person = self.get("/api/me")["person"]
        return self

    def state(self, exercise: str) -> Any:
        """The exercise as this viewer may see it."""
        return self.get(f"/api/course/{self.course}/exercise/{exercise}")

    def events(self, exercise: str, events: list[dict[str, Any]], **more: Any) -> list[Any]:
        """Send events as one batch; gives their results."""
        view = self.state(exercise)
        ballot = {"ballot": self.ballots.setdefault(view["run"], secrets.token_urlsafe(32))} if view["anonymous"] else {}
        sent = [{"id": secrets.token_hex(12), "run": view["run"], "event": event, **ballot, **more} for event in events]
        results: list[Any] = self.post(f"/api/course/{self.course}/answers", {"device": self.device, "events": sent})["results"]
        return results

    def do(self, exercise: str, step: str) -> Any:
        """The trainer takes a step with an exercise."""
        return self.post(f"/api/console/{self.course}/exercise/{exercise}", {"do": step})

    def ask(self, kind: str, **arguments: str) -> str:
        """Have a file made; gives the job's id."""
        return str(self.post(f"/api/console/{self.course}/jobs", {"kind": kind, "arguments": arguments})["id"])

    def job(self, job: str) -> Any:
        """One of the viewer's jobs, as it stands; None when it is no more."""
        jobs = self.get(f"/api/console/{self.course}/jobs")["jobs"]
        return next((one for one in jobs if one["id"] == job), None)

    def ended(self, job: str, seconds: float = 120) -> Any:
        """The job, when it is done or has failed."""
        began = time.monotonic()
        while (now := self.job(job)) is None or now["state"] not in ("done", "failed"):
            assert now is not None, "the job is gone"
            assert time.monotonic() - began < seconds, f"still {now}"
            time.sleep(0.05)
        return now

    def made(self, kind: str, **arguments: str) -> httpx.Response:
        """A file, asked for, waited for and fetched."""
        job = self.ended(self.ask(kind, **arguments))
        assert job["state"] == "done", job["reason"]
        answer = self.http.get(f"/api/console/{self.course}/jobs/{job['id']}/file", timeout=120)
        assert answer.status_code == 200, answer.text
        return answer

"""Whoever sends a lot waits alone, and whoever is not logged in has little to send."""

import asyncio
import secrets
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from coroutines import apart
from serving import Client

from pejling.permissions import Actor
from pejling.places import content_root
from pejling.store import Store, courses, people, runs
from pejling_server import example
from pejling_server.access import Viewer
from pejling_server.app_state import AppState, Settings
from pejling_server.days import programme_of
from pejling_server.exercise import apply
from pejling_server.quota import BYTES, MOST_WAITING, SMALL, Quota, TooMuchAtOnce
from pejling_widgets.library import Library

EXERCISE, FIELD = "hjemmeopgave-modul-1", "hvad-skete"


@pytest.fixture
def app(tmp_path: Path) -> Iterator[AppState]:
    made = AppState(Settings(data=tmp_path, roots=(content_root(),)), Store.at(tmp_path), Library.load([content_root()]))
    with made.store.write() as c:
        example.fill(c, programme_of(made), made.now())
        course = courses.newest_open(c)
        assert course is not None
        loaded = made.library.exercises[EXERCISE]
        runs.pin(c, loaded.digest, EXERCISE, loaded.text)
        runs.open_round(c, course.id, EXERCISE, loaded.digest, anonymous=False, now=made.now())
    yield made
    made.close()


def viewers(app: AppState) -> tuple[str, list[Viewer]]:
    """The open run, and its participants."""
    with app.store.read() as c:
        course = courses.newest_open(c)
        assert course is not None
        run = runs.current(c, course.id)[EXERCISE].id
        found = [Viewer(Actor(p.id, MappingProxyType({course.id: "participant"})), course.id, "", p.name)
                 for p in people.listed(c, course.id, "participant")]
    return run, found


def batch(run: str, *texts: str) -> apply.Batch:
    events = [apply.Sent(id=secrets.token_hex(12), run=run, event={"type": "set", "field": FIELD, "value": text}) for text in texts]
    return apply.Batch(device="telefon01", events=events)


def test_a_long_batch_lets_the_others_in_between_and_all_of_it_is_saved(app: AppState, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apply, "SLICE_SECONDS", 0)
    run, (greedy, other, *_) = viewers(app)
    done: list[str] = []

    async def submit(name: str, viewer: Viewer, sent: apply.Batch) -> list[Any]:
        results = await apply.submit(app, viewer, sent)
        done.append(name)
        return results

    async def together() -> tuple[list[Any], list[Any]]:
        long, short = batch(run, *map(str, range(10))), batch(run, "kort")
        return await asyncio.gather(submit("greedy", greedy, long), submit("other", other, short))

    many, one = apart(together())
    assert done == ["other", "greedy"]
    assert [result.status for result in many] == ["saved"] * 10
    assert [result.revision for result in many] == list(range(1, 11)), "in their order"
    assert one[0].status == "saved"


def test_texts_are_looked_through_where_nobody_waits_for_it(app: AppState, monkeypatch: pytest.MonkeyPatch) -> None:
    run, (viewer, *_) = viewers(app)
    find, seen = apply.cpr.find, []

    def look(text: str) -> Any:
        seen.append(threading.current_thread().name)
        return find(text)

    monkeypatch.setattr(apply.cpr, "find", look)
    [refused] = apart(apply.submit(app, viewer, batch(run, "mit nummer er 010270-1234")))
    assert refused.status == "refused"
    assert "CPR" in refused.reason
    [saved] = apart(apply.submit(app, viewer, batch(run, "1 2 3 4 5 6 7 8 9 0 " * 190)))
    assert saved.status == "saved", saved.reason
    assert "write queue" not in seen
    assert len(set(seen)) == 2, "a long one beside the event loop, too"


def test_one_person_has_one_turn_at_a_time_and_only_so_many_may_wait() -> None:
    async def try_it() -> None:
        quota, order = Quota(), []

        async def work(person: str, number: int) -> None:
            async with quota.turn(person):
                order.append((person, number, "begins"))
                await asyncio.sleep(0)
                order.append((person, number, "ends"))

        results = await asyncio.gather(*(work("a", n) for n in range(MOST_WAITING + 3)), work("b", 0), return_exceptions=True)
        assert [type(r) for r in results if r] == [TooMuchAtOnce, TooMuchAtOnce]
        of_a = [(n, what) for person, n, what in order if person == "a"]
        assert of_a == [(n, what) for n in range(MOST_WAITING + 1) for what in ("begins", "ends")]
        assert order.index(("b", 0, "ends")) < 5, "another person waits for none of them"
        assert not quota._turns

    apart(try_it())


def test_what_a_person_may_send_comes_back_with_time_and_is_each_ones_own() -> None:
    now = 0.0
    quota = Quota(clock=lambda: now)
    for _ in range(BYTES.burst // 400_000):
        quota.count("a", 400_000)
    with pytest.raises(TooMuchAtOnce) as told:
        quota.count("a", 400_000)
    quota.count("b", 400_000)
    now += told.value.wait
    quota.count("a", 400_000)


def test_a_stranger_sends_no_large_body_and_a_participant_not_without_end(house: Any) -> None:
    text = "a" * (SMALL + 1)
    status, reason = house.nobody.refused("/api/join/names", {"code": "ABCDEF", "letters": text})
    assert (status, reason) == (401, "Du er ikke logget ind på denne enhed.")
    path, sender = f"/api/course/{house.course}/answers", house.newcomer("Emil Thorup")
    body = {"device": "telefon01", "events": [], "filler": "a" * 390_000}
    with ThreadPoolExecutor(4) as pool:
        codes = list(pool.map(lambda _: sender.http.post(path, json=body).status_code, range(60)))
    assert set(codes) == {422, 429}
    assert codes.count(422) < 30
    assert house.participant.http.post(path, json=body).status_code == 422, "what one person sends is not another's"


def test_a_body_of_unknown_length_is_counted_as_a_long_one(house: Any) -> None:
    def pieces() -> Iterator[bytes]:
        yield b'{"code": "ABCDEF", "letters": "Ai"}'

    stranger = Client(house.served.url)
    answer = stranger.http.post("/api/join/names", content=pieces(), headers={"content-type": "application/json"})
    assert answer.status_code == 401

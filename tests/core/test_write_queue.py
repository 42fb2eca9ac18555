"""Writes made together: each is told for itself, after the commit, and one that fails takes nothing with it."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import IntegrityError

from pejling.store import Store
from pejling.store.tables import settings
from pejling.store.write_queue import WriteQueue


@pytest.fixture
def queue(store: Store) -> Iterator[WriteQueue]:
    made = WriteQueue(store)
    yield made
    made.close()


def put(name: str) -> Any:
    def work(c: Connection) -> str:
        c.execute(insert(settings).values(name=name, value=""))
        return name

    return work


def names(store: Store) -> list[str]:
    with store.read() as c:
        return list(c.execute(select(settings.c.name).order_by(settings.c.name)).scalars())


def held(queue: WriteQueue, *works: Any) -> tuple[list[Any], threading.Event]:
    """The works' futures, and what lets them go: all are given while another holds the database, so they are done together."""
    begun, go_on = threading.Event(), threading.Event()

    def hold(_: Connection) -> None:
        begun.set()
        assert go_on.wait(10)

    queue.write(hold)
    assert begun.wait(10)
    return [queue.write(work) for work in works], go_on


def test_each_is_told_its_own_result_when_it_is_committed(queue, store) -> None:
    futures, go_on = held(queue, put("a"), put("b"), put("c"))
    assert names(store) == []
    go_on.set()
    assert [future.result(10) for future in futures] == ["a", "b", "c"]
    assert names(store) == ["a", "b", "c"]


@pytest.mark.parametrize("fault", [KeyError("x"), IntegrityError("", {}, Exception())])
def test_one_that_fails_takes_nothing_of_the_others_with_it(queue, store, fault) -> None:
    def fail(c: Connection) -> None:
        put("halvt")(c)
        raise fault

    futures, go_on = held(queue, put("a"), fail, put("b"))
    go_on.set()
    with pytest.raises(type(fault)):
        futures[1].result(10)
    assert [futures[0].result(10), futures[2].result(10)] == ["a", "b"]
    assert names(store) == ["a", "b"]


def test_one_that_nobody_waits_for_any_more_is_not_done_and_holds_up_nobody(queue, store) -> None:
    futures, go_on = held(queue, put("a"), put("opgivet"), put("b"))
    assert futures[1].cancel()
    go_on.set()
    assert [futures[0].result(10), futures[2].result(10)] == ["a", "b"]
    assert queue.write(put("c")).result(10) == "c", "and the next ones are done, too"
    assert names(store) == ["a", "b", "c"]


def test_closing_does_what_is_waiting_first(store) -> None:
    queue = WriteQueue(store)
    futures, go_on = held(queue, put("a"), put("b"))
    go_on.set()
    queue.close()
    assert [future.result(0) for future in futures] == ["a", "b"]

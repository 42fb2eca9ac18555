"""What SQLite gives by itself, and a database server only when asked: one writer at a time, reads of one state."""

import random
import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import insert, select, text, update

from pejling.ids import new_token
from pejling.store import Store, ballots, courses, people, runs
from pejling.store.tables import metadata, settings


@pytest.fixture
def server(database: str) -> Iterator[str]:
    """The address of the database on the server; its rows are taken out again."""
    yield database
    cleaning = Store(database)
    with cleaning.write() as c:
        for table in reversed(metadata.sorted_tables):
            c.execute(table.delete())
    cleaning.close()


@pytest.mark.parametrize("address", ["postgres://", "postgresql://", "postgresql+psycopg://"])
def test_an_address_may_be_written_as_any_of_the_servers_tools_writes_it(server: str, address: str) -> None:
    store = Store(address + server.partition("://")[2])
    assert store.url.drivername == "postgresql+psycopg"
    assert store.file is None
    store.close()


def test_a_second_process_reads_nothing_to_write_on_before_the_first_has_committed(server: str) -> None:
    """Two stores share no lock of ours; without the server's, both would read 0 and one increment would be lost."""
    first, second = Store(server), Store(server)
    seen: list[str] = []

    def count_up() -> None:
        with second.write() as c:
            now = c.execute(select(settings.c.value).where(settings.c.name == "tal")).scalar_one()
            seen.append(now)
            c.execute(update(settings).where(settings.c.name == "tal").values(value=str(int(now) + 1)))

    with first.write() as c:
        c.execute(insert(settings).values(name="tal", value="0"))
    with first.write() as c:
        assert c.execute(select(settings.c.value).where(settings.c.name == "tal")).scalar_one() == "0"
        other = threading.Thread(target=count_up)
        other.start()
        _wait_for_someone_who_waits(first)
        assert seen == []
        c.execute(update(settings).where(settings.c.name == "tal").values(value="1"))
    other.join()
    assert seen == ["1"]
    for store in (first, second):
        store.close()


def _wait_for_someone_who_waits(store: Store) -> None:
    """Until the server says that someone waits for the writers' lock."""
    for _ in range(2000):
        with store.engine.connect() as c:
            if c.execute(text("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")).first():
                return
        threading.Event().wait(0.01)
    raise AssertionError("nobody waits")


def test_a_dump_of_the_server_tells_nothing_of_the_order_of_votes(server: str) -> None:
    """A dump gives rows as they lie: in the order of their keys, which is chance."""
    store, chance = Store(server), random.Random(11)
    with store.write() as c:
        now = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
        course = courses.create(c, "Hold Nord", now)
        for n in range(30):
            people.add(c, course, f"Deltager {n}", "participant")
        runs.pin(c, "1" * 32, "oevelse", "title: Øvelse\n")
        run = runs.open_round(c, course, "oevelse", "1" * 32, anonymous=True, now=now)
    votes = ["A", "B"] * 15
    chance.shuffle(votes)
    for vote in votes:
        with store.write() as c:
            ballots.cast(c, run, new_token(), "", {"fields": {"q": vote}}, new=True, most=30)
    with store.read() as c:
        lying = [row.key_hash for row in c.execute(text("SELECT key_hash FROM ballots ORDER BY ctid"))]
    store.close()
    assert len(lying) == 30
    assert lying == sorted(lying)

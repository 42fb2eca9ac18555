"""Backups taken while people write: each restores, and holds every signed answer acknowledged before it began."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from robust.writing import EVERYONE, Writing, check_nothing_lost, check_sound, enter_as_trainer, finish, kept_in, pens
from serving import Client, Served, serve

from pejling.store import FILE, Store, backup

WRITERS, A_SECOND = 8, 50
POLL = "rolledilemma"


@pytest.mark.parametrize("backups", [5, pytest.param(20, marks=pytest.mark.long)])
def test_every_backup_under_writes_restores_with_all_that_was_acknowledged(
    backups: int, tmp_path: Path, tell: Callable[[str], None]
) -> None:
    data, now = tmp_path / "data", datetime.now(UTC)
    with serve(data) as served:
        trainer = enter_as_trainer(served)
        votes = _vote(served, trainer)
        writers = pens(served, EVERYONE[:WRITERS], trainer=trainer, every=WRITERS / (1.2 * A_SECOND))
        store = Store.at(data)  # as `kit.py backup` opens it: in another process than the server's
        taken = []
        began = time.monotonic()
        with Writing(writers) as writing:
            writing.wait_for(WRITERS * 2)
            for number in range(backups):
                before = {event for pen in writers for event in list(pen.acknowledged)}
                taken.append((backup.make(store, data / backup.FOLDER, now + timedelta(seconds=number)), before))
                writing.wait_for(writing.acknowledged + WRITERS)
            rate = writing.acknowledged / (time.monotonic() - began)
        finish(writers)
        slowest = max(wait for pen in writers for wait in pen.waits)
        check_nothing_lost(kept_in(data / FILE), writers, finished=True)
        store.close()
    restored = 0
    for number, (made, before) in enumerate(taken):
        target = tmp_path / f"genskabt-{number}"
        backup.restore(made, target)
        check_sound(target)
        assert before <= set(kept_in(target / FILE).events), f"backup {number} lacks acknowledged answers"
        assert _ballots_in(target / FILE) == 0, "ballots of an open anonymous exercise are left out, by design"
        Store.at(target).close()
        restored += 1
    assert _ballots_in(data / FILE) == votes
    assert rate > A_SECOND / 2, "this machine is too slow for the test to mean anything"
    tell(f"{restored}/{backups} backups under {rate:.0f} writes/s restored, each with every answer acknowledged before it; "
         f"slowest answer meanwhile {slowest * 1000:.0f} ms")


def _vote(served: Served, trainer: Client) -> int:
    """Three anonymous votes in an exercise that stays open; gives how many."""
    trainer.do(POLL, "open")
    for name in EVERYONE[-3:]:
        client = Client(served.url).join(served.join_code, name)
        question = client.state(POLL)["public"]["questions"][0]
        vote = {"type": "set", "field": question["id"], "value": question["options"][0]["id"]}
        assert client.events(POLL, [vote])[0]["status"] == "saved"
    return 3


def _ballots_in(file: Path) -> int:
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as c:
        return int(c.execute("SELECT count(*) FROM ballots").fetchone()[0])

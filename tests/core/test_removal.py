"""Much is deleted a little at a time, and others write in between."""

import itertools
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import insert, select

from pejling.errors import NotFound
from pejling.store import answers, courses, removal, runs
from pejling.store.tables import events, settings


@pytest.fixture
def in_between(store, monkeypatch) -> list[int]:
    """How many events there were whenever somebody else wrote between two steps."""
    seen: list[int] = []

    def write(_: float) -> None:
        with store.write() as c:
            c.execute(insert(settings).values(name=f"imens-{len(seen)}", value=""))
            seen.append(len(c.execute(select(events)).all()))

    monkeypatch.setattr(removal, "AT_A_TIME", 3)
    monkeypatch.setattr(removal, "MOST_AT_A_TIME", 3)
    monkeypatch.setattr(removal, "time", SimpleNamespace(sleep=write, monotonic=lambda: 0.0))
    return seen


def written(store: Any, course: str, exercise: str, now: Any, many: int) -> str:
    """A run with so many events."""
    with store.write() as c:
        run = runs.open_round(c, course, exercise, "0" * 32, anonymous=False, now=now)
        answers.save(c, run, "person:a", None, {"fields": {}}, now, field=None, device="d")
        for number in range(many):
            answers.remember_event(c, f"{run}-{number}", run, "person:a", now)
    return run


def test_others_write_while_a_course_is_deleted_and_nothing_of_another_course_goes(store, klass, now, in_between) -> None:
    with store.write() as c:
        doomed = courses.create(c, "Hold Syd", now)
        rehearsal = courses.create(c, "Generalprøve", now, rehearsal_of=doomed)
    written(store, doomed, "oevelse", now, 7)
    written(store, rehearsal, "oevelse", now, 4)
    kept = written(store, klass.course, "oevelse", now, 5)
    receipt = removal.remove_course(store, doomed, now)
    assert in_between == [13, 10, 7, 5]
    with store.read() as c:
        assert courses.receipt(c, receipt).counts == {"deltagere": 0, "øvelser": 1, "svar": 1}
        assert {row.run for row in c.execute(select(events))} == {kept}
        for gone in (doomed, rehearsal):
            with pytest.raises(NotFound):
                courses.get(c, gone)


def test_others_write_while_an_old_reset_is_forgotten(store, klass, now, in_between) -> None:
    gone = written(store, klass.course, "oevelse", now, 6)
    with store.write() as c:
        runs.reset(c, runs.get(c, klass.course, gone), now)
    kept = written(store, klass.course, "oevelse", now, 2)
    assert removal.forget_resets(store, now + timedelta(days=29)) == 0
    assert removal.forget_resets(store, now + timedelta(days=31)) == 1
    assert in_between == [5, 2]
    with store.read() as c:
        assert {row.run for row in c.execute(select(events))} == {kept}


@pytest.mark.parametrize(("seconds", "steps"), [(0.0, [3, 6, 8, 8]), (1.0, [3, 1, 1, 1])], ids=["quick", "slow"])
def test_steps_grow_while_they_are_quick_and_shrink_when_they_are_not(
    store, klass, now, in_between, monkeypatch, seconds, steps
) -> None:
    monkeypatch.setattr(removal, "MOST_AT_A_TIME", 8)
    clock = itertools.count(0.0, seconds)
    monkeypatch.setattr(removal.time, "monotonic", lambda: next(clock))
    written(store, klass.course, "oevelse", now - timedelta(days=61), 25)
    assert removal.forget_events(store, now, timedelta(days=60)) == 25
    before = [25, *in_between]
    assert [many - left for many, left in zip(before, in_between, strict=False)][:4] == steps
    assert in_between[-1] == 0

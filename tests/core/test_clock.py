"""What is deleted because its time has come waits until the clock can be believed."""

import logging
from datetime import datetime, timedelta

import pytest

from pejling.store import answers, runs
from pejling.store.clock import AHEAD, OFF, Clock

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


class Hours:
    """A clock of its own for a test: the machine's and the one that only counts what has passed."""

    def __init__(self, store, now: datetime) -> None:
        self.now, self.passed = now, 0.0
        self.store = store
        self.start()

    def start(self) -> None:
        self.clock = Clock(self.store, lambda: self.passed)

    def go(self, time: timedelta) -> bool:
        """Time passes, in steps as the maintenance looks; whether the clock is believed at the end of it."""
        end, believed = self.now + time, False
        while self.now < end:
            step = min(HOUR, end - self.now)
            self.now, self.passed = self.now + step, self.passed + step.total_seconds()
            believed = self.clock.believe(self.now)
        return believed

    def jump(self, time: timedelta) -> bool:
        """Someone sets the clock."""
        self.now += time
        return self.clock.believe(self.now)

    def off(self, time: timedelta) -> bool:
        """The machine is off, and started again."""
        self.now += time
        self.passed = 0.0
        self.start()
        return self.clock.believe(self.now)


@pytest.fixture
def hours(store, klass, now: datetime) -> Hours:
    made = Hours(store, now)
    assert made.go(2 * HOUR)
    return made


def test_a_clock_that_is_wrong_for_a_minute_is_not_believed_and_at_once_again_when_it_is_right(hours: Hours) -> None:
    assert not hours.jump(730 * DAY)
    assert not hours.go(MINUTE)
    assert hours.jump(-730 * DAY)
    assert hours.go(30 * DAY)


def test_a_clock_that_was_set_wrong_while_the_machine_was_off_is_not_believed_either(hours: Hours) -> None:
    assert not hours.off(730 * DAY)
    assert not hours.go(23 * HOUR)
    assert hours.off(-730 * DAY)


def test_a_clock_that_goes_on_for_a_day_is_believed(hours: Hours) -> None:
    assert not hours.off(200 * DAY)
    assert not hours.go(23 * HOUR)
    assert hours.go(HOUR)
    assert hours.clock.in_doubt_after is None
    assert hours.go(10 * DAY)


def test_days_and_nights_off_are_no_jump_and_a_weekend_is_none(hours: Hours) -> None:
    assert all(hours.off(15 * HOUR) and hours.go(9 * HOUR) for _ in range(5))
    assert hours.off(AHEAD - DAY)


def test_a_laptop_that_is_used_once_a_month_is_believed_the_second_time(hours: Hours) -> None:
    assert not hours.off(30 * DAY)
    assert not hours.go(7 * HOUR)
    assert hours.off(30 * DAY)
    assert not hours.off(OFF + 30 * DAY)


def test_a_clock_that_is_set_again_and_again_is_not_believed(hours: Hours) -> None:
    assert not hours.jump(730 * DAY)
    assert not hours.go(MINUTE)
    assert not hours.jump(14 * DAY), "another wrong date is no day that has passed"
    assert not hours.go(23 * HOUR)
    assert not hours.jump(-40 * DAY)
    assert not hours.go(2 * HOUR)


def test_a_clock_that_was_ahead_for_long_and_is_set_back_is_believed_after_a_day(hours: Hours) -> None:
    hours.jump(730 * DAY)
    assert hours.go(3 * DAY)
    assert not hours.jump(-730 * DAY)
    assert hours.go(DAY)
    assert hours.go(10 * DAY)


def test_a_database_that_does_not_know_yet_goes_by_its_last_commit(store, klass, now: datetime) -> None:
    assert Clock(store).believe(now + HOUR)
    with store.write() as c:
        run = runs.open_round(c, klass.course, "oevelse", "0" * 32, anonymous=False, now=now)
        answers.save(c, run, f"person:{klass.people[0]}", None, {"fields": {}}, now + 20 * DAY, field=None, device="d")
        c.exec_driver_sql("DELETE FROM settings WHERE name = 'clock'")
    assert Clock(store).believe(now + 21 * DAY)
    with store.write() as c:
        c.exec_driver_sql("DELETE FROM settings WHERE name = 'clock'")
    assert not Clock(store).believe(now + 200 * DAY)


def test_the_operator_is_told_once_and_no_look_writes_when_nothing_is_new(hours: Hours, store, caplog) -> None:
    with caplog.at_level(logging.WARNING, "pejling.clock"):
        hours.jump(730 * DAY)
        hours.go(5 * HOUR)
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert str(hours.clock.in_doubt_after) == "2026-11-21"
    if store.file:
        before = store.file.with_name(store.file.name + "-wal").read_bytes()
        hours.go(MINUTE)
        assert store.file.with_name(store.file.name + "-wal").read_bytes() == before, "each look would make a new backup"

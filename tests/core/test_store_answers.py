"""Signed answers and the ids of the events that made them."""

import sqlite3
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from pejling.exercise.subject import COURSE, of_group, of_person
from pejling.store import answers, removal, runs, tables

DIGEST = "0" * 32


@pytest.fixture
def run(store, klass, now) -> str:
    with store.write() as c:
        return runs.open_round(c, klass.course, "oevelse", DIGEST, anonymous=False, now=now)


def test_each_change_counts_the_revision_up_and_notes_which_device_set_which_field(store, run, now) -> None:
    with store.write() as c:
        first = answers.save(c, run, "person:a", None, {"fields": {"x": 1}}, now, field="x", device="telefon")
        second = answers.save(c, run, "person:a", first, {"fields": {"x": 1, "y": 2}}, now + timedelta(minutes=1),
                              field="y", device="laptop")
        third = answers.save(c, run, "person:a", second, {"fields": {"x": 1, "y": 2}, "handed_in": True}, now,
                             field=None, device="laptop")
        assert (first.revision, second.revision, third.revision) == (1, 2, 3)
        assert third.fields == {"x": [1, "telefon"], "y": [2, "laptop"]}
        assert first.fields == {"x": [1, "telefon"]}, "what was read before does not change"
        assert answers.find(c, run, "person:a") == third
        assert answers.count(c, run) == 1


def test_nobodys_answer_is_found_under_another_name_or_in_another_run(store, klass, run, now) -> None:
    with store.write() as c:
        answers.save(c, run, of_person("a").key, None, {"fields": {}}, now, field=None, device="d")
        other = runs.open_round(c, klass.course, "anden", DIGEST, anonymous=False, now=now)
        assert answers.find(c, run, of_group("a").key) is None
        assert answers.find(c, run, COURSE.key) is None
        assert answers.find(c, other, of_person("a").key) is None


def test_text_of_any_script_comes_back_as_it_was_written(store, run, now) -> None:
    text = "æøå 🙂 שלום \u202e<script>alert(1)</script>\n'; DROP TABLE answers; --" * 50
    with store.write() as c:
        answers.save(c, run, "person:a", None, {"fields": {"t": text}}, now, field="t", device="d")
    with store.read() as c:
        assert answers.find(c, run, "person:a").state["fields"]["t"] == text


def test_an_event_is_known_in_the_answer_it_was_in_and_kept_once(store, run, now) -> None:
    with store.write() as c:
        assert not answers.known_event(c, "e" * 20, run, "person:a")
        answers.remember_event(c, "e" * 20, run, "person:a", now)
        assert answers.known_event(c, "e" * 20, run, "person:a")
        assert not answers.known_event(c, "e" * 20, run, "person:b"), "another answer's: nothing of it is saved yet"
    with pytest.raises(IntegrityError), store.write() as c:
        answers.remember_event(c, "e" * 20, run, "person:a", now)


def test_what_is_remembered_of_events_is_no_log_of_anybodys_doings(store, run, now) -> None:
    written = [(f"{number:020}", f"person:{who}", now + timedelta(minutes=number)) for number, who in enumerate("abcabcaab" * 6)]
    for event, subject, moment in written:
        with store.write() as c:
            answers.remember_event(c, event, run, subject, moment)
    with store.read() as c:
        rows = [tuple(row) for row in c.execute(select(tables.events))]
        assert {row[1:] for row in rows} == {(run, "2026-11-21")}, "the exercise and the day, and nothing more"
        assert not any(who in row[0] for row in rows for _, who, _ in written)
    if store.file:
        with sqlite3.connect(store.file) as database:
            laid = [row[0] for row in database.execute("SELECT mark FROM events NOT INDEXED")]
            assert laid == sorted(laid), "in the order of the marks, which is chance"
            assert laid != [answers.mark(event, run, subject) for event, subject, _ in written]
            with pytest.raises(sqlite3.OperationalError, match="rowid"):
                database.execute("SELECT rowid FROM events")
        database.close()


def test_an_event_and_its_answer_are_committed_together_or_not_at_all(store, run, now) -> None:
    with store.write() as c:
        answers.remember_event(c, "e" * 20, run, "person:a", now)
    with pytest.raises(IntegrityError), store.write() as c:  # noqa: PT012  # the block is what is tested
        answers.save(c, run, "person:a", None, {"fields": {}}, now, field=None, device="d")
        answers.remember_event(c, "e" * 20, run, "person:a", now)
    with store.read() as c:
        assert answers.find(c, run, "person:a") is None


def test_old_events_are_forgotten_and_new_ones_are_not(store, run, now, monkeypatch) -> None:
    monkeypatch.setattr(removal, "AT_A_TIME", 2)
    with store.write() as c:
        for number in range(5):
            answers.remember_event(c, f"gammel-{number}", run, "person:a", now - timedelta(days=61))
        answers.remember_event(c, "ny", run, "person:a", now - timedelta(days=59))
    assert removal.forget_events(store, now, timedelta(days=60)) == 5
    with store.read() as c:
        assert not answers.known_event(c, "gammel-0", run, "person:a")
        assert answers.known_event(c, "ny", run, "person:a")
        assert len(c.execute(select(tables.events)).all()) == 1


def test_mine_data_holds_what_is_under_ones_own_name_and_no_more(store, klass, run, now) -> None:
    me, other = klass.people[:2]
    with store.write() as c:
        for subject in (f"person:{me}", f"person:{other}", f"group:{me}"):
            answers.save(c, run, subject, None, {"fields": {"t": subject}}, now, field="t", device="d")
        assert [row.state for row in answers.of_person(c, me)] == [{"fields": {"t": f"person:{me}"}}]


def test_the_answers_of_a_run_come_in_an_order_that_tells_nothing_of_when(store, run, now) -> None:
    with store.write() as c:
        for subject in ("person:c", "person:a", "person:b"):
            answers.save(c, run, subject, None, {"fields": {}}, now, field=None, device="d")
        assert [row.subject for row in answers.in_run(c, run)] == ["person:a", "person:b", "person:c"]

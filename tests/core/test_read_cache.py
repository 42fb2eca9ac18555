"""Within one reading transaction a query is asked once; where something is written it is always asked anew."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError, OperationalError

from pejling.store import answers, courses, groups, runs

DIGEST = "0" * 32


@contextmanager
def asked_of(store: Any) -> Iterator[list[str]]:
    """The SELECTs that reach the database."""
    seen: list[str] = []

    def see(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if statement.lstrip().startswith("SELECT"):
            seen.append(statement)

    event.listen(store.engine, "before_cursor_execute", see)
    yield seen
    event.remove(store.engine, "before_cursor_execute", see)


def test_the_same_question_goes_to_the_database_once_in_a_transaction_and_again_in_the_next(store, klass) -> None:
    with asked_of(store) as seen:
        with store.read() as c:
            assert {courses.revision(c, klass.course) for _ in range(3)} == {courses.revision(c, klass.course)}
            assert groups.of_person(c, klass.course, klass.people[0]) is groups.of_person(c, klass.course, klass.people[0])
        assert len(seen) == 2
        with store.read() as c:
            courses.revision(c, klass.course)
        assert len(seen) == 3


def test_a_transaction_that_writes_sees_what_it_has_written(store, klass, now) -> None:
    with store.read() as c:  # the same connection of the pool, with a cache a moment ago
        assert groups.of_person(c, klass.course, klass.people[0]) is None
    with store.write() as c:
        assert groups.of_person(c, klass.course, klass.people[0]) is None
        groups.divide(c, klass.course, [klass.people[:5], klass.people[5:]])
        found = groups.of_person(c, klass.course, klass.people[0])
        assert found is not None
        assert found.number == 1
    with store.read() as c:
        assert groups.of_person(c, klass.course, klass.people[0]) == found


def test_answers_that_were_fetched_ahead_are_those_that_are_there_and_no_others(store, klass, now) -> None:
    with store.write() as c:
        one, two = (runs.open_round(c, klass.course, name, DIGEST, anonymous=False, now=now) for name in ("en", "to"))
        own = answers.save(c, one, "person:a", None, {"fields": {"x": 1}}, now, field="x", device="telefon")
        answers.save(c, two, "group:g", None, {"fields": {"x": 2}}, now, field="x", device="telefon")
        answers.save(c, one, "group:g", None, {"fields": {"x": 3}}, now, field="x", device="telefon")  # not asked for
    with store.read() as c, asked_of(store) as seen:
        answers.prefetch(c, [(one, "person:a"), (two, "person:a"), (two, "group:g")])
        assert answers.find(c, one, "person:a") == own
        assert answers.find(c, two, "person:a") is None
        assert (answers.find(c, two, "group:g") or own).state == {"fields": {"x": 2}}
        assert len(seen) == 1
        assert (answers.find(c, one, "group:g") or own).state == {"fields": {"x": 3}}
        assert len(seen) == 2


def test_nothing_fetched_ahead_is_remembered_where_something_is_written(store, klass, now) -> None:
    with store.write() as c:
        run = runs.open_round(c, klass.course, "en", DIGEST, anonymous=False, now=now)
        answers.prefetch(c, [(run, "person:a")])
        answers.save(c, run, "person:a", None, {"fields": {}}, now, field=None, device="telefon")
        assert answers.find(c, run, "person:a") is not None


def read_while_it_breaks(store: Any, course: str) -> None:
    with store.read() as c:
        if store.engine.dialect.name == "postgresql":
            backend = c.execute(text("SELECT pg_backend_pid()")).scalar_one()
            with store.engine.connect() as other:
                other.execute(text("SELECT pg_terminate_backend(:backend)"), {"backend": backend})
            courses.revision(c, course)
        else:  # whose connections do not break by themselves
            c.invalidate()
            raise OperationalError("SELECT", {}, Exception("gone"))


def test_a_connection_that_breaks_while_it_is_read_is_told_as_that_and_not_as_a_fault_of_ours(store, klass) -> None:
    with pytest.raises(DBAPIError):
        read_while_it_breaks(store, klass.course)
    with store.read() as c:
        assert courses.revision(c, klass.course) is not None

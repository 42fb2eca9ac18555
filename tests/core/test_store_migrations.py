"""Steps lead from an empty database to today's tables, all of them or none."""

import sqlite3
from contextlib import ExitStack
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.util import CommandError
from postgres import LACKING, find_programs, serve_postgres
from sqlalchemy import create_engine
from sqlalchemy.schema import CreateTable
from write_ahead_log import fold

from pejling.store import FILE, Store, answers, ballots, migrate, runs
from pejling.store.tables import metadata


def test_the_steps_end_in_the_tables_that_the_queries_know(store) -> None:
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []


@pytest.mark.sqlite
def test_the_steps_make_each_table_as_the_metadata_would(store, tmp_path) -> None:
    """Also what a comparison overlooks: cascades, keys, and tables without row order."""
    direct = create_engine(f"sqlite:///{tmp_path / 'direct.sqlite3'}")
    metadata.create_all(direct)

    def shape(file: Path) -> dict[str, object]:
        with sqlite3.connect(file) as database:
            tables = [row[0] for row in database.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name != 'alembic_version'")]
            found = {
                table: (
                    database.execute(f'PRAGMA table_info("{table}")').fetchall(),
                    sorted(row[2:] for row in database.execute(f'PRAGMA foreign_key_list("{table}")')),
                    sorted(row[1:] for row in database.execute(f'PRAGMA index_list("{table}")')),
                    database.execute("SELECT wr FROM pragma_table_list WHERE name = ?", (table,)).fetchone(),
                )
                for table in tables
            }
        database.close()
        return found

    assert shape(store.file) == shape(tmp_path / "direct.sqlite3")


def test_every_table_with_a_course_loses_its_rows_with_the_course() -> None:
    for table in metadata.tables.values():
        for column in table.columns:
            for key in column.foreign_keys:
                if key.column.table.name in ("courses", "runs", "persons", "groups"):
                    assert key.ondelete == "CASCADE", f"{table.name}.{column.name}"


def test_a_second_opening_changes_nothing(store) -> None:
    before = migrate.current(store.engine)
    fold(store)
    raw = store.file.read_bytes() if store.file else b""
    again = Store(store.url)
    assert migrate.current(again.engine) == before == migrate.head()
    again.close()
    assert (store.file.read_bytes() if store.file else b"") == raw


def test_a_step_that_fails_halfway_leaves_nothing_behind(tmp_path, monkeypatch) -> None:
    from alembic.operations import Operations

    made = []

    def fail_at_the_tenth(self, name, *columns, **more):
        made.append(name)
        if len(made) == 10:
            raise OSError("strømmen gik")
        return original(self, name, *columns, **more)

    original = Operations.create_table
    monkeypatch.setattr(Operations, "create_table", fail_at_the_tenth)
    with pytest.raises(OSError, match="strømmen"):
        Store.at(tmp_path)
    monkeypatch.undo()
    assert len(made) == 10
    with sqlite3.connect(tmp_path / FILE) as database:
        assert database.execute("SELECT name FROM sqlite_schema").fetchall() == []
    database.close()
    Store.at(tmp_path).close()


def test_a_database_of_a_newer_version_is_not_opened(store) -> None:
    with store.write() as c:
        c.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(CommandError, match="9999"):
        Store(store.url)


def test_the_tables_can_be_made_on_postgresql_too() -> None:
    from sqlalchemy.dialects import postgresql

    for table in metadata.sorted_tables:
        assert "CREATE TABLE" in str(CreateTable(table).compile(dialect=postgresql.dialect()))


SEEN_BEFORE = """
INSERT INTO contents VALUES ('d', 'oevelse', 'title: Øvelse');
INSERT INTO courses (id, title, created_at, keep_until_day, door_open, write_own_name, least, screen, example)
  VALUES ('k', 'Hold', '2026-11-20T09:00:00+00:00', '2027-11-20', {no}, {no}, 5, '{{}}', {no});
INSERT INTO organisations (id, course, name, type) VALUES ('nord', 'k', 'Nord', 'jobcenter');
INSERT INTO persons (id, name, email, administrator)
  VALUES ('anna', 'Anna', '', {no}), ('bo', 'Bo', '', {no}), ('tove', 'Tove', '', {no});
INSERT INTO members (course, person, role, organisation, team, job_title, taken, played)
  VALUES ('k', 'anna', 'participant', 'nord', '', '', {yes}, {no}), ('k', 'bo', 'participant', NULL, '', '', {yes}, {no}),
         ('k', 'tove', 'trainer', NULL, '', '', {yes}, {no});
INSERT INTO runs (id, course, exercise, round, phase, content, anonymous, seen, seed, "grouping", least, opened_at)
  VALUES ('seen', 'k', 'oevelse', 1, 'revealed', 'd', {no}, {yes}, 1, '', 5, '2026-11-20T09:00:00+00:00'),
         ('open', 'k', 'anden', 1, 'open', 'd', {no}, {no}, 1, '', 5, '2026-11-20T09:00:00+00:00');
INSERT INTO answers (run, subject, state, revision, fields, saved_at, entered_by)
  VALUES ('seen', 'person:anna', '{{"fields": {{"a": "æ"}}}}', 1, '{{}}', '2026-11-20T10:00:00+00:00', ''),
         ('seen', 'person:bo', '{{"fields": {{"a": "b"}}}}', 1, '{{}}', '2026-11-20T10:00:00+00:00', 'tove'),
         ('seen', 'person:tove', '{{"fields": {{"a": "x"}}}}', 1, '{{}}', '2026-11-20T10:00:00+00:00', ''),
         ('open', 'person:anna', '{{"fields": {{"a": "y"}}}}', 1, '{{}}', '2026-11-20T10:00:00+00:00', '');
INSERT INTO events (id, run, subject, saved_at)
  VALUES ('haendelse-b', 'open', 'person:anna', '2026-11-20T10:00:00.123+00:00'),
         ('haendelse-a', 'open', 'person:anna', '2026-11-20T10:00:01.456+00:00');
"""


@pytest.fixture(params=["sqlite", "postgres"])
def older(request, tmp_path, monkeypatch):
    """A database as the first release left it, with a total that was seen; gives its address."""
    with ExitStack() as stack:
        address = f"sqlite:///{tmp_path / FILE}"
        if request.param == "postgres":
            programs = find_programs()
            if programs is None:
                pytest.skip(LACKING)
            address = stack.enter_context(serve_postgres(programs)).new_database()
        upgrade = migrate.upgrade
        with monkeypatch.context() as at_first:
            at_first.setattr(migrate, "upgrade", lambda engine, to="head": upgrade(engine, "0001"))
            store = Store(address)
        no, yes = ("0", "1") if request.param == "sqlite" else ("false", "true")
        with store.write() as c:
            for statement in SEEN_BEFORE.format(no=no, yes=yes).split(";\n")[:-1]:
                c.exec_driver_sql(statement)
        store.close()
        yield address


def test_a_total_that_was_seen_before_stays_as_it_was(older) -> None:
    store = Store(older)
    with store.read() as c:
        assert sorted((state["fields"]["a"], house) for state, house in ballots.cast_in(c, "seen")) == [("b", ""), ("æ", "nord")]
        assert ballots.cast_in(c, "open") == []
        assert runs.get(c, "k", "seen").entered == 1
        assert runs.get(c, "k", "open").entered == 0
    store.close()


def test_an_event_from_before_is_still_known_and_tells_no_longer_whose_it_was_and_when(older) -> None:
    store = Store(older)
    with store.read() as c:
        assert answers.known_event(c, "haendelse-a", "open", "person:anna")
        assert answers.known_event(c, "haendelse-b", "open", "person:anna")
        assert not answers.known_event(c, "haendelse-b", "open", "person:bo")
        rows = [tuple(row) for row in c.exec_driver_sql("SELECT * FROM events")]
    assert {row[1:] for row in rows} == {("open", "2026-11-20")}
    assert all(len(row[0]) == 32 for row in rows)
    store.close()

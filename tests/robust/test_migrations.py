"""`kill -9` in the middle of a migration, from every earlier schema: the database is at a step, with all its rows."""

import hashlib
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from serving import ROOT
from sqlalchemy import JSON, Boolean, Engine, Integer, MetaData, Table

from pejling.store import FILE, Store, backup, migrate

NEXT_STEP = '''"""A step that does all a step can do: a table, a column, an index, and every row written anew."""
import sqlalchemy as sa
from alembic import op

revision = "9001"
down_revision = "{head}"


def upgrade() -> None:
    op.create_table("prove", sa.Column("id", sa.String(12), primary_key=True), sa.Column("text", sa.Text(), nullable=False))
    with op.batch_alter_table("answers") as table:
        table.add_column(sa.Column("prove", sa.Integer(), nullable=False, server_default="0"))
    connection = op.get_bind()
    for number in range(10):
        connection.execute(sa.text("UPDATE answers SET prove = 1 WHERE abs(random()) % 10 = :n"), {{"n": number}})
        connection.execute(sa.text("INSERT INTO prove SELECT :n || substr(mark, 2, 11), on_day FROM events WHERE mark LIKE :p"),
                           {{"n": number, "p": f"%{{number}}"}})
    connection.execute(sa.text("UPDATE answers SET prove = 1"))
    op.create_index("ix_prove_text", "prove", ["text"])
'''


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real steps and one more, in a folder of the test's own."""
    folder = tmp_path_factory.mktemp("trin") / "migrations"
    shutil.copytree(Path(migrate.__file__).parent / "migrations", folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "9001_prove.py").write_text(NEXT_STEP.format(head=migrate.head()))
    return folder


def every_schema() -> list[str]:
    """The empty database and every released step."""
    return ["base", *sorted(migrate.known())]


def fill(engine: Engine, rows: int) -> None:
    """Rows in every table of whatever schema it is, each pointing at one that is there."""
    metadata = MetaData()
    metadata.reflect(engine)
    tables = [table for table in metadata.sorted_tables if table.name != "alembic_version"]
    with engine.execution_options(pejling_write=True).begin() as c:
        for table in tables:
            c.execute(table.insert(), [_row(table, number) for number in range(rows // len(tables) + 1)])


def _row(table: Table, number: int) -> dict[str, Any]:
    def value(column: Any) -> Any:
        if isinstance(column.type, Boolean):
            return bool(number % 2)
        if isinstance(column.type, Integer):
            return number
        if isinstance(column.type, JSON):
            return {"fields": {"æøå": number}}
        length = column.type.length or 40
        return f"{number:0{min(length, 12)}}"

    return {column.name: value(column) for column in table.columns}


def fingerprint(file: Path, columns: dict[str, list[str]]) -> str:
    """All rows of these columns."""
    found = hashlib.sha256()
    with closing(sqlite3.connect(file)) as c:
        for table, names in sorted(columns.items()):
            listed = ", ".join(f'"{name}"' for name in names)
            found.update(repr(sorted(c.execute(f'SELECT {listed} FROM "{table}"').fetchall())).encode())  # noqa: S608  # own names
    return found.hexdigest()


def shape(file: Path) -> tuple[str, dict[str, list[str]]]:
    """The schema's text, and the columns of each table."""
    with closing(sqlite3.connect(file)) as c:
        schema = c.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY name").fetchall()
        tables = [name for kind, name, _ in schema if kind == "table" and name != "alembic_version"]
        return repr(schema), {t: [row[1] for row in c.execute(f'PRAGMA table_info("{t}")')] for t in tables}


def step_of(file: Path) -> str | None:
    with closing(sqlite3.connect(file)) as c:
        if not c.execute("SELECT 1 FROM sqlite_schema WHERE name = 'alembic_version'").fetchone():
            return None
        row = c.execute("SELECT version_num FROM alembic_version").fetchone()
        return str(row[0]) if row else None


@pytest.mark.parametrize("start", every_schema())
@pytest.mark.parametrize(("rows", "kills"), [(200, 3), pytest.param(10_000, 30, marks=pytest.mark.long)])
def test_a_migration_that_is_killed_leaves_the_old_or_the_new_and_never_something_between(
    rows: int, kills: int, start: str, steps: Path, tmp_path: Path, tell: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = tmp_path / "før"
    before.mkdir()
    _make(before, start, rows, monkeypatch)
    old_step, (old_shape, columns) = step_of(before / FILE), shape(before / FILE)
    if "events" in columns:
        columns["events"] = ["run"]  # of the rest, a step (0005) makes marks that tell less
    old_rows = fingerprint(before / FILE, columns)
    shutil.copytree(before, tmp_path / "efter")
    lines = _run(tmp_path / "efter", steps, None)
    assert lines[-1] == "done"
    new_step, new_shape = step_of(tmp_path / "efter" / FILE), shape(tmp_path / "efter" / FILE)[0]
    assert new_step == "9001"
    chance, old, new = random.Random(kills), 0, 0
    for kill in range(kills):
        data = tmp_path / f"dræbt-{kill}"
        shutil.copytree(before, data)
        _run(data, steps, chance.randrange(2, len(lines)) if kill else len(lines))  # one when all is done
        monkeypatch.setattr(migrate, "_HERE", steps)
        if step_of(data / FILE) or start != "base":
            backup.check(data / FILE)
        assert fingerprint(data / FILE, columns) == old_rows
        is_old = (step_of(data / FILE), shape(data / FILE)[0]) == (old_step, old_shape)
        is_new = (step_of(data / FILE), shape(data / FILE)[0]) == (new_step, new_shape)
        assert is_old != is_new, f"something between, after statement {kill}"
        old, new = old + is_old, new + is_new
        Store.at(data).close()
        assert (step_of(data / FILE), shape(data / FILE)[0]) == (new_step, new_shape), "and the next start finishes it"
        assert fingerprint(data / FILE, columns) == old_rows
        shutil.rmtree(data)
    tell(f"{kills} × kill -9 on the way from {start} with {rows} rows: {old} old, {new} new, 0 between")
    assert old > 0
    assert new > 0


def _make(data: Path, start: str, rows: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database at the step, with rows, all in one file."""
    if start == "base":
        (data / FILE).touch(mode=0o600)
        return
    upgrade = migrate.upgrade
    with monkeypatch.context() as at_start:
        at_start.setattr(migrate, "upgrade", lambda engine, to="head": upgrade(engine, start))
        store = Store.at(data)
    fill(store.engine, rows)
    store.close()


def _run(data: Path, steps: Path, kill_after: int | None) -> list[str]:
    """Migrate in a process of its own, killed after so many lines; gives the lines."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "core")}
    command = [sys.executable, str(Path(__file__).with_name("migrating.py")), str(data), str(steps)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        lines = []
        for line in process.stdout:
            lines.append(line.strip())
            if kill_after is not None and len(lines) >= kill_after:
                process.kill()
        errors = process.stderr.read()
    assert kill_after is not None or process.returncode == 0, errors
    return lines

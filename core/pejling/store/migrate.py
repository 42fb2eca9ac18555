"""Brings a database to today's schema, step by step, in one transaction."""

from pathlib import Path

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

_HERE = Path(__file__).resolve().parent / "migrations"


def upgrade(engine: Engine, to: str = "head") -> None:
    """Run the steps that the database lacks. All of them are in it afterwards, or none.

    Raises
    ------
    alembic.util.CommandError
        The database was made by a newer Pejling than this one.
    """
    config, script = _steps()
    with engine.connect() as plain:
        if _current(plain) == script.as_revision_number(to):
            return
        connection = plain.execution_options(pejling_write=True)
        with connection.begin(), EnvironmentContext(
            config, script, fn=lambda revision, _: script._upgrade_revs(to, revision)
        ) as environment:
            environment.configure(connection=connection, target_metadata=None, transactional_ddl=True)
            environment.run_migrations()


def current(engine: Engine) -> str | None:
    """The step the database is at, or None when it is empty."""
    with engine.connect() as connection:
        return _current(connection)


def known() -> frozenset[str]:
    """Every step that this version knows."""
    return frozenset(step.revision for step in _steps()[1].walk_revisions())


def head() -> str:
    """The newest step."""
    return str(_steps()[1].get_current_head())


def _steps() -> tuple[Config, ScriptDirectory]:
    config = Config()
    config.set_main_option("script_location", _HERE.as_posix().replace("%", "%%"))
    return config, ScriptDirectory.from_config(config)


def _current(connection: object) -> str | None:
    with connection.begin():  # type: ignore[attr-defined]  # a Connection; alembic's own stubs want it untyped
        return MigrationContext.configure(connection).get_current_revision()  # type: ignore[arg-type]

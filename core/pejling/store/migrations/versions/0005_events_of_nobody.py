"""What is remembered of an event no longer tells whose it was, in what order they came, or when, finer than the day."""

from hashlib import sha256

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

AT_A_TIME = 10_000


def upgrade() -> None:
    """Make the table anew, without row order, with the marks of the events so far."""
    before = sa.table("events", *map(sa.column, ("id", "run", "subject", "saved_at")))
    connection = op.get_bind()
    rows = sorted(
        (sha256(f"{row.id} {row.run} {row.subject}".encode()).hexdigest()[:32], row.run, row.saved_at[:10])
        for row in connection.execute(sa.select(before))
    )
    op.drop_table("events")
    op.create_table(
        "events",
        sa.Column("mark", sa.String(length=32), nullable=False),
        sa.Column("run", sa.String(length=12), nullable=False),
        sa.Column("on_day", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name=op.f("fk_events_run"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_events")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_events_run"), "events", ["run"])
    after = sa.table("events", *map(sa.column, ("mark", "run", "on_day")))
    for first in range(0, len(rows), AT_A_TIME):
        some = rows[first:first + AT_A_TIME]
        connection.execute(after.insert(), [{"mark": mark, "run": run, "on_day": day} for mark, run, day in some])

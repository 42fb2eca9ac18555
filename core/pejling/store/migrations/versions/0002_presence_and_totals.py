"""Who was there without a phone, when a name was set free, and totals that no later change can be told from."""

import secrets
from hashlib import sha256

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add what is new, and lay the answers behind every total that was seen apart from their names."""
    op.create_table(
        "presence",
        sa.Column("course", sa.String(length=12), nullable=False),
        sa.Column("person", sa.String(length=12), nullable=False),
        sa.Column("on_day", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["course"], ["courses.id"], name=op.f("fk_presence_course"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name=op.f("fk_presence_person"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("course", "person", "on_day", name=op.f("pk_presence")),
    )
    op.create_index(op.f("ix_presence_person"), "presence", ["person"])
    op.add_column("members", sa.Column("freed_on_day", sa.String(length=10), nullable=True))
    op.add_column("runs", sa.Column("entered", sa.Integer(), nullable=False, server_default="0"))
    _lay_apart()


def _lay_apart() -> None:
    runs = sa.table("runs", *map(sa.column, ("id", "course", "seen", "anonymous", "entered")))
    answers = sa.table("answers", sa.column("run"), sa.column("subject"), sa.column("state", sa.JSON), sa.column("entered_by"))
    members = sa.table("members", *map(sa.column, ("course", "person", "role", "organisation")))
    ballots = sa.table("ballots", sa.column("run"), sa.column("key_hash"), sa.column("organisation"), sa.column("state", sa.JSON))
    of = sa.and_(members.c.course == runs.c.course, sa.literal("person:").concat(members.c.person) == answers.c.subject)
    query = (
        sa.select(answers.c.run, answers.c.state, answers.c.entered_by, members.c.organisation)
        .join(runs, runs.c.id == answers.c.run).outerjoin(members, of)
        .where(runs.c.seen.is_(sa.true()), runs.c.anonymous.is_(sa.false()))
        .where(sa.or_(members.c.role == "participant", answers.c.subject.like("group:%")))
    )
    connection = op.get_bind()
    found = connection.execute(query).all()
    rows = [
        {"run": row.run, "key_hash": sha256(secrets.token_bytes(32)).hexdigest(), "organisation": row.organisation or "",
         "state": row.state}
        for row in found
    ]
    if rows:
        connection.execute(ballots.insert(), sorted(rows, key=lambda row: str(row["key_hash"])))
    for run in {row.run for row in found}:
        entered = sum(bool(row.entered_by) for row in found if row.run == run)
        connection.execute(runs.update().where(runs.c.id == run).values(entered=entered))

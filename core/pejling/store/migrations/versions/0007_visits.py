"""Supervision: who visits whom in which round and when, what the plan was made from, and links to a person's own calendar."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the tables, empty."""
    op.create_table(
        "partners",
        sa.Column("id", sa.String(length=12), nullable=False),
        _course(),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        _of_course("partners"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partners")),
    )
    op.create_index(op.f("ix_partners_course"), "partners", ["course"])
    op.create_table(
        "partner_seats",
        sa.Column("partners", sa.String(length=12), nullable=False),
        sa.Column("person", sa.String(length=12), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["partners"], ["partners.id"], name=op.f("fk_partner_seats_partners"), ondelete="CASCADE"),
        _of_person("partner_seats"),
        sa.PrimaryKeyConstraint("partners", "person", name=op.f("pk_partner_seats")),
    )
    op.create_index(op.f("ix_partner_seats_person"), "partner_seats", ["person"])
    op.create_table(
        "visits",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("partners", sa.String(length=12), nullable=True),
        sa.Column("starts_at", sa.String(length=32), nullable=True),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("conversation", sa.String(length=60), nullable=False),
        sa.Column("tools", sa.JSON(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.String(length=32), nullable=False),
        sa.Column("cancelled", sa.Boolean(), nullable=False),
        sa.Column("held_on_day", sa.String(length=10), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["pairs.id"], name=op.f("fk_visits_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["partners"], ["partners.id"], name=op.f("fk_visits_partners"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visits")),
    )
    op.create_index(op.f("ix_visits_partners"), "visits", ["partners"])
    op.create_table(
        "wishes",
        _course(),
        sa.Column("person", sa.String(length=12), nullable=False),
        sa.Column("other", sa.String(length=12), nullable=False),
        sa.Column("wish", sa.String(length=10), nullable=False),
        _of_course("wishes"),
        _of_person("wishes"),
        _of_person("wishes", "other"),
        sa.PrimaryKeyConstraint("course", "person", "other", name=op.f("pk_wishes")),
    )
    op.create_table(
        "absences",
        _course(),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=12), nullable=False),
        _of_course("absences"),
        _of_person("absences"),
        sa.PrimaryKeyConstraint("course", "round", "person", name=op.f("pk_absences")),
    )
    op.create_table(
        "leader_lines",
        _course(),
        sa.Column("person", sa.String(length=12), nullable=False),
        sa.Column("leader", sa.String(length=12), nullable=False),
        _of_course("leader_lines"),
        _of_person("leader_lines"),
        _of_person("leader_lines", "leader"),
        sa.PrimaryKeyConstraint("course", "person", name=op.f("pk_leader_lines")),
    )
    op.create_table(
        "calendar_links",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        _course(),
        sa.Column("person", sa.String(length=12), nullable=False),
        _of_course("calendar_links"),
        _of_person("calendar_links"),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_calendar_links")),
        sa.UniqueConstraint("course", "person", name=op.f("uq_calendar_links_course_person")),
    )


def _course() -> sa.Column[str]:
    return sa.Column("course", sa.String(length=12), nullable=False)


def _of_course(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["course"], ["courses.id"], name=op.f(f"fk_{table}_course"), ondelete="CASCADE")


def _of_person(table: str, column: str = "person") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["persons.id"], name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE")

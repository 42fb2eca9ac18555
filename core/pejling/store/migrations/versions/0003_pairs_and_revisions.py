"""Pairs with their seats; how far an answer has come, stored with it; revisions, so that what is shown is made once."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add what is new. How far the answers so far have come is left unknown, and told from their states."""
    op.create_table(
        "pairs",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("course", sa.String(length=12), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["course"], ["courses.id"], name=op.f("fk_pairs_course"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pairs")),
    )
    op.create_index(op.f("ix_pairs_course"), "pairs", ["course"])
    op.create_table(
        "pair_seats",
        sa.Column("pair", sa.String(length=12), nullable=False),
        sa.Column("person", sa.String(length=12), nullable=False),
        sa.Column("seat", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["pair"], ["pairs.id"], name=op.f("fk_pair_seats_pair"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name=op.f("fk_pair_seats_person"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("pair", "person", name=op.f("pk_pair_seats")),
    )
    op.create_index(op.f("ix_pair_seats_person"), "pair_seats", ["person"])
    op.add_column("courses", sa.Column("revision", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("runs", sa.Column("revision", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("answers", sa.Column("answered", sa.Boolean(), nullable=True))
    op.add_column("answers", sa.Column("finished", sa.Boolean(), nullable=True))
    for table in ("answers", "events"):
        with op.batch_alter_table(table) as batch:
            batch.alter_column("subject", type_=sa.String(length=40), existing_type=sa.String(length=20), existing_nullable=False)

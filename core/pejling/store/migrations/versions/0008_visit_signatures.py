"""Who has signed a visit: seen what others will see of it, and agreed that it was held."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the table, empty."""
    op.create_table(
        "visit_signatures",
        sa.Column("visit", sa.String(length=12), nullable=False),
        sa.Column("person", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(["visit"], ["visits.id"], name=op.f("fk_visit_signatures_visit"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name=op.f("fk_visit_signatures_person"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("visit", "person", name=op.f("pk_visit_signatures")),
    )

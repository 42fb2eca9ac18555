"""How many have tried which tool at their visits, as it was last counted for leaders."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the table, empty."""
    op.create_table(
        "tool_totals",
        sa.Column("course", sa.String(length=12), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("tools", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["course"], ["courses.id"], name=op.f("fk_tool_totals_course"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("course", "round", name=op.f("pk_tool_totals")),
    )

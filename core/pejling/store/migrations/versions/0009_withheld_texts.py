"""Which unsigned texts a trainer has hidden in a run: marks of them, not the texts."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the column. Nothing is hidden yet."""
    op.add_column("runs", sa.Column("withheld", sa.Text(), server_default=sa.text("''"), nullable=False))

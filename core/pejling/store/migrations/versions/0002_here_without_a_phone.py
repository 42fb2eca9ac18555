"""The day on which a trainer said that someone without a phone is here."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the day; nobody has one yet."""
    op.add_column("members", sa.Column("here_on_day", sa.String(length=10), nullable=True))

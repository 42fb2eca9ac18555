"""Which names a trainer put on the list when exercises had been opened already: their answers are ones the trainer may know."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the column. Of those who are on a list already it is not known."""
    op.add_column("members", sa.Column("added_after", sa.String(length=32), nullable=True))

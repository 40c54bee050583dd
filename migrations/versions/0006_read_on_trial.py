"""A member's reading with their own tree is marked apart from that with the agreed one."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    with op.batch_alter_table("reading_mark") as table:
        table.add_column(sa.Column("proposal_id", sa.String(length=36), nullable=True))
        table.create_foreign_key(
            "mark_of_proposal", "proposal", ["proposal_id"], ["id"], deferrable=True, initially="DEFERRED"
        )


def downgrade() -> None:
    op.execute("DELETE FROM reading_mark WHERE proposal_id IS NOT NULL")
    with op.batch_alter_table("reading_mark") as table:
        table.drop_constraint("mark_of_proposal", type_="foreignkey")
        table.drop_column("proposal_id")

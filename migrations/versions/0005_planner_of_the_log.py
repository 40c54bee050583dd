"""What SQLite's planner should know of the log: a project has many changes, an action few, and a row fewer.

Without it, changes of rows whose ids were given were looked for through the whole log of the project.
"""

from alembic import op

revision = "0005"
down_revision = "0004"

# Index, and rows in all, then rows that are alike in its first column, in its first two, and so on.
MANY = {"sqlite_autoindex_change_1": "1000000 100000 3 1", "ix_change_row": "1000000 3 1"}


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DELETE FROM sqlite_stat1 WHERE tbl = 'change'")
        for index, rows in MANY.items():
            op.execute(f"INSERT INTO sqlite_stat1 VALUES ('change', '{index}', '{rows}')")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DELETE FROM sqlite_stat1 WHERE tbl = 'change'")

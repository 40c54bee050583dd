"""What SQLite's planner should know: a project has many codings, and so has a coder; their ids alone find few.

Without a statistic SQLite takes any index for one that leaves ten rows, and looked codings up by their project though
their ids were given: a whole project was read to find four. PostgreSQL keeps statistics by itself.
"""

from alembic import op

revision = "0002"
down_revision = "0001"

# Index, and rows in all, then rows that are alike in its first column, in its first two.
MANY = {"ix_coding_project": "1000000 20000 5000", "ix_coding_coder": "1000000 10000 1"}


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("ANALYZE")
        for index, rows in MANY.items():
            op.execute(f"INSERT INTO sqlite_stat1 VALUES ('coding', '{index}', '{rows}')")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DELETE FROM sqlite_stat1")

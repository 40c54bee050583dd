"""People and their consent, typed attributes, folders, invitations, memos, discussions and allotments."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

CONSENTS = "'quotable', 'ask first', 'not quotable', 'left out', 'erased'"
TYPES = "'text', 'whole number', 'choice', 'yes/no', 'date'"
ONE_THING = (
    "(CASE WHEN document_id IS NULL THEN 0 ELSE 1 END + CASE WHEN participant_id IS NULL THEN 0 ELSE 1 END"
    " + CASE WHEN code_id IS NULL THEN 0 ELSE 1 END + CASE WHEN coding_id IS NULL THEN 0 ELSE 1 END) <= 1"
)


def words(name: str, default: str = "") -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=False, server_default=default)


def moment(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def key(name: str = "id") -> sa.Column[Any]:
    return sa.Column(name, sa.String(length=36), nullable=False, primary_key=True)


def to(target: str, *, nullable: bool = False, name: str = "") -> sa.Column[Any]:
    there = sa.ForeignKey(f"{target}.id", deferrable=True, initially="DEFERRED")
    return sa.Column(name or f"{target}_id", sa.String(length=36), there, nullable=nullable)


def project() -> sa.Column[Any]:
    return sa.Column("project_id", sa.String(length=36), sa.ForeignKey("project.id"), nullable=False)


def upgrade() -> None:
    op.add_column("project", words("description"))
    op.add_column("project", words("quote_tag"))
    op.add_column("document", words("folder"))
    op.add_column("text_version", words("edits", "[]"))
    op.add_column("browser_session", words("browser"))
    op.add_column("browser_session", moment("seen_at", nullable=True))
    with op.batch_alter_table("participant") as table:
        table.add_column(words("consent", "quotable"))
        table.create_check_constraint("consent_known", f"consent IN ({CONSENTS})")
    with op.batch_alter_table("attribute") as table:
        table.add_column(words("type", "text"))
        table.add_column(words("choices", "[]"))
        table.create_check_constraint("type_known", f"type IN ({TYPES})")
    _make_tables()
    for table, columns in INDEXED.items():
        for column in columns:
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
    op.create_index("ix_allotment", "allotment", ["document_id", "coder_id"])


INDEXED = {
    "memo": ("project_id", "document_id", "participant_id", "code_id", "coding_id", "coder_id"),
    "discussion": ("project_id", "coding_id", "coder_id"),
    "remark": ("discussion_id", "coder_id"),
    "allotment": ("coder_id",),
    "invitation": ("project_id",),
    "failed_login": ("name_key", "address"),
}


def _make_tables() -> None:
    op.create_table(
        "memo",
        key(),
        project(),
        *(to(target, nullable=True) for target in ("document", "participant", "code", "coding")),
        to("coder"),
        words("title"),
        words("text"),
        moment("created_at"),
        moment("changed_at"),
        sa.CheckConstraint(ONE_THING, name="memo_on_one_thing"),
    )
    op.create_table(
        "discussion",
        key(),
        project(),
        to("coding"),
        to("coder"),
        sa.Column("closed", sa.Boolean(), nullable=False, server_default=sa.false()),
        moment("opened_at"),
    )
    op.create_table("remark", key(), to("discussion"), to("coder"), words("text"), moment("said_at"))
    op.create_table("allotment", key(), to("document"), to("coder"))
    op.create_table(
        "invitation",
        key(),
        project(),
        sa.Column("role", sa.String(), nullable=False),
        to("coder", nullable=True),
        sa.Column("token_hash", sa.String(length=64), nullable=False, unique=True),
        words("note"),
        to("account", name="made_by"),
        moment("made_at"),
        moment("ends_at"),
        to("account", name="used_by", nullable=True),
        sa.CheckConstraint("role IN ('owner', 'coder', 'reader')", name="role_known"),
    )
    op.create_table(
        "failed_login",
        key(),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        moment("at"),
    )


def downgrade() -> None:
    for table in ("remark", "discussion", "memo", "allotment", "invitation", "failed_login"):
        op.drop_table(table)
    with op.batch_alter_table("attribute") as table:
        table.drop_constraint("type_known", type_="check")
        table.drop_column("choices")
        table.drop_column("type")
    with op.batch_alter_table("participant") as table:
        table.drop_constraint("consent_known", type_="check")
        table.drop_column("consent")
    for table_name, columns in ADDED.items():
        with op.batch_alter_table(table_name) as table:
            for column in columns:
                table.drop_column(column)


ADDED = {
    "browser_session": ("seen_at", "browser"),
    "text_version": ("edits",),
    "document": ("folder",),
    "project": ("quote_tag", "description"),
}

"""What lets the tree grow: origins of codes, sets, splittings, rounds, proposals and alignments."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

INDEXES = {
    "proposal": ("project_id", "coder_id"),
    "code_origin": ("code_id",),
    "code_set": ("project_id",),
    "code_set_member": ("code_id",),
    "splitting": ("project_id", "code_id", "coder_id"),
    "splitting_column": ("splitting_id", "code_id"),
    "splitting_decision": ("coder_id",),
    "round": ("project_id", "coder_id"),
    "round_code": ("round_id", "code_id"),
    "round_document": ("round_id", "document_id"),
    "round_reader": ("round_id", "coder_id"),
    "round_mark": ("document_id", "coder_id"),
    "alignment": ("project_id", "coder_id"),
}
OF_TWO = {
    "code_set_member": ("code_set_id", "code_id"),
    "splitting_decision": ("splitting_id", "coding_id"),
    "round_mark": ("round_id", "document_id"),
}


def words(name: str, default: str = "") -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=False, server_default=default)


def name(column: str) -> sa.Column[Any]:
    return sa.Column(column, sa.String(), nullable=False)


def guid(column: str, *, nullable: bool = False, primary_key: bool = False) -> sa.Column[Any]:
    return sa.Column(column, sa.String(length=36), nullable=nullable, primary_key=primary_key)


def key() -> sa.Column[Any]:
    return guid("id", primary_key=True)


def moment(column: str) -> sa.Column[Any]:
    return sa.Column(column, sa.DateTime(timezone=True), nullable=False)


def flag(column: str) -> sa.Column[Any]:
    return sa.Column(column, sa.Boolean(), nullable=False, server_default=sa.false())


def to(target: str, *, nullable: bool = False) -> sa.Column[Any]:
    there = sa.ForeignKey(f"{target}.id", deferrable=True, initially="DEFERRED")
    return sa.Column(f"{target}_id", sa.String(length=36), there, nullable=nullable)


def project() -> sa.Column[Any]:
    return sa.Column("project_id", sa.String(length=36), sa.ForeignKey("project.id"), nullable=False)


def one_of(column: str, *allowed: str) -> sa.CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in allowed)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


def upgrade() -> None:
    op.create_table(
        "proposal", key(), project(), to("coder"), name("name"), name("name_key"), moment("made_at")
    )
    with op.batch_alter_table("code") as table:
        table.add_column(flag("retired"))
        table.add_column(guid("proposal_id", nullable=True))
        table.create_foreign_key(
            "code_of_proposal", "proposal", ["proposal_id"], ["id"], deferrable=True, initially="DEFERRED"
        )
    op.create_index(op.f("ix_code_proposal_id"), "code", ["proposal_id"])
    op.add_column("coding", guid("came_from", nullable=True))
    _make_tables()
    for table_name, columns in INDEXES.items():
        for column in columns:
            op.create_index(op.f(f"ix_{table_name}_{column}"), table_name, [column])
    for table_name, pair in OF_TWO.items():
        op.create_index(f"ix_{table_name}", table_name, list(pair))


def _make_tables() -> None:
    op.create_table(
        "code_origin",
        key(),
        to("code"),
        name("kind"),
        guid("from_code"),
        words("from_path"),
        to("proposal", nullable=True),
        moment("at"),
        one_of("kind", "split", "merged", "moved", "proposal"),
    )
    op.create_table("code_set", key(), project(), name("name"), name("name_key"), words("note"))
    op.create_table("code_set_member", key(), to("code_set"), to("code"))
    op.create_table(
        "splitting", key(), project(), to("code"), to("coder"), flag("closed"), moment("opened_at")
    )
    op.create_table(
        "splitting_column",
        key(),
        to("splitting"),
        to("code"),
        sa.Column("place", sa.Integer(), nullable=False),
    )
    op.create_table(
        "splitting_decision",
        key(),
        to("splitting"),
        guid("coding_id"),
        name("decision"),
        to("coder"),
        moment("decided_at"),
        one_of("decision", "moved", "several", "stays", "not this code"),
    )
    op.create_table(
        "round",
        key(),
        project(),
        name("name"),
        to("tree_version", nullable=True),
        to("coder"),
        flag("closed"),
        moment("opened_at"),
    )
    op.create_table("round_code", key(), to("round"), to("code"))
    op.create_table("round_document", key(), to("round"), to("document"))
    op.create_table("round_reader", key(), to("round"), to("coder"))
    op.create_table(
        "round_mark",
        key(),
        to("round"),
        to("document"),
        to("coder"),
        name("outcome"),
        moment("at"),
        one_of("outcome", "done", "nothing here"),
    )
    op.create_table(
        "alignment",
        key(),
        project(),
        name("name"),
        to("coder"),
        flag("closed"),
        words("decisions", "{}"),
        moment("opened_at"),
    )


ORDER = (
    "code_origin",
    "code_set_member",
    "code_set",
    "splitting_column",
    "splitting_decision",
    "splitting",
    "round_code",
    "round_document",
    "round_reader",
    "round_mark",
    "round",
    "alignment",
)


def downgrade() -> None:
    for table_name in ORDER:
        op.drop_table(table_name)
    op.drop_column("coding", "came_from")
    op.drop_index(op.f("ix_code_proposal_id"), "code")
    with op.batch_alter_table("code") as table:
        table.drop_constraint("code_of_proposal", type_="foreignkey")
        table.drop_column("proposal_id")
        table.drop_column("retired")
    op.drop_table("proposal")

"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name"),
    )
    op.create_table(
        "project",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("check_open", sa.Boolean(), nullable=False),
        sa.Column("trial_open", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "attribute",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("project_id", sa.String(length=36), nullable=False),
        sa.Column("of", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.CheckConstraint("of IN ('participant', 'document')", name="of_known"),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["project.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_attribute_project_id"), "attribute", ["project_id"], unique=False)
    op.create_table(
        "browser_session",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.String(length=36), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token_hash"),
    )
    op.create_table(
        "code",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("project_id", sa.String(length=36), nullable=False),
        sa.Column("parent_id", sa.String(length=36), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("position", sa.String(), nullable=False),
        sa.Column("colour", sa.Integer(), nullable=True),
        sa.Column("heading", sa.Boolean(), nullable=False),
        sa.Column("short", sa.String(), nullable=False),
        sa.Column("definition", sa.String(), nullable=False),
        sa.Column("when_to_use", sa.String(), nullable=False),
        sa.Column("when_not", sa.String(), nullable=False),
        sa.Column("example", sa.String(), nullable=False),
        sa.CheckConstraint("colour IS NULL OR colour BETWEEN 1 AND 24", name="colour_known"),
        sa.ForeignKeyConstraint(["parent_id"], ["code.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["project.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_code_siblings", "code", ["project_id", "parent_id", "name_key"], unique=False)
    op.create_table(
        "coder",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("project_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("account_id", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["project.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_coder_project_id"), "coder", ["project_id"], unique=False)
    op.create_table(
        "document",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("project_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("date", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('interview', 'focus group', 'journal', 'observation', 'survey answers', 'other text')",
            name="kind_known",
        ),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["project.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_document_project_id"), "document", ["project_id"], unique=False)
    op.create_table(
        "membership",
        sa.Column("project_id", sa.String(length=36), nullable=False),
        sa.Column("account_id", sa.String(length=36), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.CheckConstraint("role IN ('owner', 'coder', 'reader')", name="role_known"),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
        ),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["project.id"],
        ),
        sa.PrimaryKeyConstraint("project_id", "account_id"),
    )
    op.create_index(op.f("ix_membership_account_id"), "membership", ["account_id"], unique=False)
    op.create_table(
        "participant",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("project_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["project.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_participant_project_id"), "participant", ["project_id"], unique=False)
    op.create_table(
        "tree_version",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("project_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("at_seq", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["project.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_tree_version_project_id"), "tree_version", ["project_id"], unique=False)
    op.create_table(
        "upload",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("project_id", sa.String(length=36), nullable=False),
        sa.Column("batch", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("brought_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["project.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_upload_batch"), "upload", ["batch"], unique=False)
    op.create_index(op.f("ix_upload_project_id"), "upload", ["project_id"], unique=False)
    op.create_table(
        "action",
        sa.Column("project_id", sa.String(length=36), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("who", sa.String(length=36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verb", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("batch", sa.String(), nullable=True),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["project.id"],
        ),
        sa.ForeignKeyConstraint(["who"], ["coder.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("project_id", "seq"),
    )
    op.create_table(
        "appearance",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("document_id", sa.String(length=36), nullable=False),
        sa.Column("participant_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_appearance", "appearance", ["document_id", "participant_id"], unique=False)
    op.create_table(
        "coding",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("project_id", sa.String(length=36), nullable=False),
        sa.Column("document_id", sa.String(length=36), nullable=False),
        sa.Column("code_id", sa.String(length=36), nullable=False),
        sa.Column("coder_id", sa.String(length=36), nullable=False),
        sa.Column("layer", sa.String(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("layer IN ('main', 'check', 'trial')", name="layer_known"),
        sa.CheckConstraint('start >= 0 AND start < "end"', name="passage_in_order"),
        sa.ForeignKeyConstraint(["code_id"], ["code.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["project.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_coding_code", "coding", ["code_id", "document_id", "start", "end"], unique=False)
    op.create_index("ix_coding_coder", "coding", ["coder_id", "created_at"], unique=False)
    op.create_index("ix_coding_document", "coding", ["document_id", "start"], unique=False)
    op.create_index("ix_coding_project", "coding", ["project_id", "layer"], unique=False)
    op.create_table(
        "document_value",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("document_id", sa.String(length=36), nullable=False),
        sa.Column("attribute_id", sa.String(length=36), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["attribute_id"], ["attribute.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_document_value", "document_value", ["document_id", "attribute_id"], unique=False)
    op.create_table(
        "original_file",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("document_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_original_file_document_id"), "original_file", ["document_id"], unique=False)
    op.create_table(
        "participant_value",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("participant_id", sa.String(length=36), nullable=False),
        sa.Column("attribute_id", sa.String(length=36), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["attribute_id"], ["attribute.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_participant_value", "participant_value", ["participant_id", "attribute_id"], unique=False
    )
    op.create_table(
        "pin",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("coder_id", sa.String(length=36), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("code_id", sa.String(length=36), nullable=False),
        sa.CheckConstraint("slot BETWEEN 1 AND 9", name="slot_is_a_key"),
        sa.ForeignKeyConstraint(["code_id"], ["code.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_pin_coder_id"), "pin", ["coder_id"], unique=False)
    op.create_table(
        "reading_mark",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("document_id", sa.String(length=36), nullable=False),
        sa.Column("coder_id", sa.String(length=36), nullable=False),
        sa.Column("tree_version_id", sa.String(length=36), nullable=True),
        sa.Column("to_turn", sa.Integer(), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(
            ["tree_version_id"], ["tree_version.id"], initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_reading_mark", "reading_mark", ["document_id", "coder_id"], unique=False)
    op.create_table(
        "seat",
        sa.Column("session_id", sa.String(length=36), nullable=False),
        sa.Column("project_id", sa.String(length=36), nullable=False),
        sa.Column("coder_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["project.id"],
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["browser_session.id"],
        ),
        sa.PrimaryKeyConstraint("session_id", "project_id"),
    )
    op.create_table(
        "speaker",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("document_id", sa.String(length=36), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("participant_id", sa.String(length=36), nullable=True),
        sa.CheckConstraint("participant_id IS NULL OR role = 'participant'", name="participant_by_role"),
        sa.CheckConstraint(
            "role IN ('participant', 'placeholder', 'group', 'not identified', 'interviewer', 'not a speaker')",
            name="role_known",
        ),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_speaker_document", "speaker", ["document_id"], unique=False)
    op.create_table(
        "text_version",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("document_id", sa.String(length=36), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("superseded", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_text_version_document_id"), "text_version", ["document_id"], unique=False)
    op.create_table(
        "appearance_value",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("appearance_id", sa.String(length=36), nullable=False),
        sa.Column("attribute_id", sa.String(length=36), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["appearance_id"], ["appearance.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["attribute_id"], ["attribute.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_appearance_value", "appearance_value", ["appearance_id", "attribute_id"], unique=False
    )
    op.create_table(
        "change",
        sa.Column("project_id", sa.String(length=36), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("row_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.CheckConstraint("kind IN ('insert', 'update', 'delete')", name="kind_known"),
        sa.ForeignKeyConstraint(
            ["project_id", "seq"], ["action.project_id", "action.seq"], initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("project_id", "seq", "n"),
    )
    op.create_index("ix_change_row", "change", ["row_id", "seq"], unique=False)
    op.create_table(
        "group_member",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("speaker_id", sa.String(length=36), nullable=False),
        sa.Column("participant_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(["speaker_id"], ["speaker.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "taken_back",
        sa.Column("project_id", sa.String(length=36), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("undone", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id", "seq"], ["action.project_id", "action.seq"], initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("project_id", "seq", "undone"),
    )
    op.create_index("ix_taken_back_undone", "taken_back", ["project_id", "undone"], unique=False)
    op.create_table(
        "turn",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("document_id", sa.String(length=36), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("speaker_id", sa.String(length=36), nullable=False),
        sa.Column("from_ms", sa.Integer(), nullable=True),
        sa.Column("to_ms", sa.Integer(), nullable=True),
        sa.CheckConstraint('start >= 0 AND start <= words AND words <= "end"', name="turn_in_order"),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["speaker_id"], ["speaker.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_turn_document", "turn", ["document_id", "start"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_turn_document", table_name="turn")
    op.drop_table("turn")
    op.drop_index("ix_taken_back_undone", table_name="taken_back")
    op.drop_table("taken_back")
    op.drop_table("group_member")
    op.drop_index("ix_change_row", table_name="change")
    op.drop_table("change")
    op.drop_index("ix_appearance_value", table_name="appearance_value")
    op.drop_table("appearance_value")
    op.drop_index(op.f("ix_text_version_document_id"), table_name="text_version")
    op.drop_table("text_version")
    op.drop_index("ix_speaker_document", table_name="speaker")
    op.drop_table("speaker")
    op.drop_table("seat")
    op.drop_index("ix_reading_mark", table_name="reading_mark")
    op.drop_table("reading_mark")
    op.drop_index(op.f("ix_pin_coder_id"), table_name="pin")
    op.drop_table("pin")
    op.drop_index("ix_participant_value", table_name="participant_value")
    op.drop_table("participant_value")
    op.drop_index(op.f("ix_original_file_document_id"), table_name="original_file")
    op.drop_table("original_file")
    op.drop_index("ix_document_value", table_name="document_value")
    op.drop_table("document_value")
    op.drop_index("ix_coding_project", table_name="coding")
    op.drop_index("ix_coding_document", table_name="coding")
    op.drop_index("ix_coding_coder", table_name="coding")
    op.drop_index("ix_coding_code", table_name="coding")
    op.drop_table("coding")
    op.drop_index("ix_appearance", table_name="appearance")
    op.drop_table("appearance")
    op.drop_table("action")
    op.drop_index(op.f("ix_upload_project_id"), table_name="upload")
    op.drop_index(op.f("ix_upload_batch"), table_name="upload")
    op.drop_table("upload")
    op.drop_index(op.f("ix_tree_version_project_id"), table_name="tree_version")
    op.drop_table("tree_version")
    op.drop_index(op.f("ix_participant_project_id"), table_name="participant")
    op.drop_table("participant")
    op.drop_index(op.f("ix_membership_account_id"), table_name="membership")
    op.drop_table("membership")
    op.drop_index(op.f("ix_document_project_id"), table_name="document")
    op.drop_table("document")
    op.drop_index(op.f("ix_coder_project_id"), table_name="coder")
    op.drop_table("coder")
    op.drop_index("ix_code_siblings", table_name="code")
    op.drop_table("code")
    op.drop_table("browser_session")
    op.drop_index(op.f("ix_attribute_project_id"), table_name="attribute")
    op.drop_table("attribute")
    op.drop_table("project")
    op.drop_table("account")

"""The first tables.

Organisations and their keys, achievements in versions, credentials with their exact documents, status lists
with their ledger and publications, idempotency, audit, trust registers. What may only grow is kept so by
triggers, on both engines, because a promise that only the program keeps is broken by the next program.

This file is history: it does not import the tables' module, and it is never edited after a release.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# timestamptz; on SQLite whole microseconds since 1970
INSTANT = sa.BigInteger().with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")

APPEND_ONLY = ("key_event", "credential_document", "status_event", "status_publication", "audit_event")

# Columns that are fixed from the first moment, fixed once the credential is signed, or may only rise.
CREDENTIAL_FIXED = (
    "organisation_id",
    "id",
    "list_id",
    "list_index",
    "suspension_list_id",
    "suspension_list_index",
    "reserved_at",
    "idempotency_key",
)
CREDENTIAL_SIGNED = (
    "state",
    "issued_at",
    "content_sha256",
    "recipient_reference",
    "award_number",
    "achievement_id",
    "achievement_version",
    "draft",
    "signing_key_id",
    "jwt_key_id",
    "awarded_at",
    "valid_from",
    "valid_until",
)
SIGNING_KEY_FIXED = ("organisation_id", "key_id", "algorithm", "purpose", "public_multikey", "created_at")
STATUS_LIST_FIXED = ("organisation_id", "id", "purpose", "size", "permutation_key", "opened_at")
STATUS_LIST_RISING = ("next_counter", "last_event", "last_number")


def upgrade() -> None:
    op.create_table(
        "organisation",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("did", sa.Text(), nullable=False),
        sa.Column("did_form", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("profile", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("did", name=op.f("uq_organisation_did")),
        sa.CheckConstraint("did_form IN ('path', 'host')", name=op.f("ck_organisation_did_form")),
    )

    op.create_table(
        "operator_key",
        sa.Column("key_id", sa.Text(), nullable=False),
        sa.Column("secret_mac", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("revoked_at", INSTANT, nullable=True),
        sa.Column("last_used_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("key_id", name=op.f("pk_operator_key")),
    )

    op.create_table(
        "api_key",
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("key_id", sa.Text(), nullable=False),
        sa.Column("secret_mac", sa.LargeBinary(), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=True),
        sa.Column("revoked_at", INSTANT, nullable=True),
        sa.Column("last_used_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("organisation_id", "key_id", name=op.f("pk_api_key")),
        sa.UniqueConstraint("key_id", name=op.f("uq_api_key_key_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_api_key_organisation")
        ),
    )

    op.create_table(
        "signing_key",
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("key_id", sa.Text(), nullable=False),
        sa.Column("algorithm", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("public_multikey", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("activated_at", INSTANT, nullable=True),
        sa.Column("retired_at", INSTANT, nullable=True),
        sa.Column("compromised_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("organisation_id", "key_id", name=op.f("pk_signing_key")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_signing_key_organisation")
        ),
        sa.CheckConstraint("purpose IN ('credential', 'status')", name=op.f("ck_signing_key_purpose")),
        sa.CheckConstraint(
            "state IN ('pending', 'active', 'retired', 'compromised')", name=op.f("ck_signing_key_state")
        ),
    )

    op.create_table(
        "key_event",
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("key_id", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", "seq", name=op.f("pk_key_event")),
        sa.ForeignKeyConstraint(
            ["organisation_id", "key_id"],
            ["signing_key.organisation_id", "signing_key.key_id"],
            name=op.f("fk_key_event_signing_key"),
        ),
        sa.CheckConstraint(
            "event IN ('created', 'activated', 'retired', 'compromised')",
            name=op.f("ck_key_event_event"),
        ),
    )

    op.create_table(
        "achievement",
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_achievement")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_achievement_organisation")
        ),
    )
    op.create_index("ix_achievement_page", "achievement", ["organisation_id", "created_at", "id"])

    op.create_table(
        "achievement_version",
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("achievement_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("definition", sa.LargeBinary(), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("quadrant", sa.Text(), nullable=True),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("published_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint(
            "organisation_id", "achievement_id", "version", name=op.f("pk_achievement_version")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "achievement_id"],
            ["achievement.organisation_id", "achievement.id"],
            name=op.f("fk_achievement_version_achievement"),
        ),
        sa.CheckConstraint("version >= 1", name=op.f("ck_achievement_version_version")),
        sa.CheckConstraint("state IN ('draft', 'published')", name=op.f("ck_achievement_version_state")),
        sa.CheckConstraint(
            "state = 'draft' OR (document IS NOT NULL AND published_at IS NOT NULL)",
            name=op.f("ck_achievement_version_published_is_complete"),
        ),
    )
    op.create_index(
        "uq_achievement_version_open_draft",
        "achievement_version",
        ["organisation_id", "achievement_id"],
        unique=True,
        postgresql_where=sa.text("state = 'draft'"),
        sqlite_where=sa.text("state = 'draft'"),
    )

    op.create_table(
        "status_list",
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("next_counter", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("permutation_key", sa.LargeBinary(), nullable=False),
        sa.Column("last_event", sa.BigInteger(), nullable=False, server_default=sa.text("0")),
        sa.Column("last_number", sa.BigInteger(), nullable=False, server_default=sa.text("0")),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.Column("closed_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_status_list")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_status_list_organisation")
        ),
        sa.CheckConstraint("id >= 1", name=op.f("ck_status_list_id")),
        sa.CheckConstraint("purpose IN ('revocation', 'suspension')", name=op.f("ck_status_list_purpose")),
        sa.CheckConstraint("next_counter >= 0 AND next_counter <= size", name=op.f("ck_status_list_counter")),
    )

    op.create_table(
        "credential",
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("achievement_id", sa.Text(), nullable=False),
        sa.Column("achievement_version", sa.Integer(), nullable=False),
        sa.Column("recipient_reference", sa.Text(), nullable=True),
        sa.Column("award_number", sa.Integer(), nullable=False, server_default=sa.text("1")),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("draft", sa.LargeBinary(), nullable=False),
        sa.Column("signing_key_id", sa.Text(), nullable=False),
        sa.Column("jwt_key_id", sa.Text(), nullable=True),
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("list_index", sa.Integer(), nullable=False),
        sa.Column("suspension_list_id", sa.Integer(), nullable=True),
        sa.Column("suspension_list_index", sa.Integer(), nullable=True),
        sa.Column("awarded_at", INSTANT, nullable=False),
        sa.Column("valid_from", INSTANT, nullable=False),
        sa.Column("valid_until", INSTANT, nullable=True),
        sa.Column("reserved_at", INSTANT, nullable=False),
        sa.Column("issued_at", INSTANT, nullable=True),
        sa.Column("content_sha256", sa.LargeBinary(), nullable=True),
        sa.Column("share_generation", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("share_enabled", sa.Boolean(), nullable=False, server_default=sa.text("true")),
        sa.Column("owner_generation", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("is_public", sa.Boolean(), nullable=False, server_default=sa.text("false")),
        sa.Column("idempotency_key", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_credential")),
        sa.UniqueConstraint(
            "organisation_id", "list_id", "list_index", name=op.f("uq_credential_list_index")
        ),
        sa.UniqueConstraint(
            "organisation_id",
            "achievement_id",
            "recipient_reference",
            "award_number",
            name=op.f("uq_credential_award_number"),
        ),
        sa.UniqueConstraint(
            "organisation_id",
            "suspension_list_id",
            "suspension_list_index",
            name=op.f("uq_credential_suspension_index"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_credential_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "achievement_id", "achievement_version"],
            [
                "achievement_version.organisation_id",
                "achievement_version.achievement_id",
                "achievement_version.version",
            ],
            name=op.f("fk_credential_achievement_version"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "signing_key_id"],
            ["signing_key.organisation_id", "signing_key.key_id"],
            name=op.f("fk_credential_signing_key"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "jwt_key_id"],
            ["signing_key.organisation_id", "signing_key.key_id"],
            name=op.f("fk_credential_jwt_key"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "list_id"],
            ["status_list.organisation_id", "status_list.id"],
            name=op.f("fk_credential_status_list"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "suspension_list_id"],
            ["status_list.organisation_id", "status_list.id"],
            name=op.f("fk_credential_suspension_list"),
        ),
        sa.CheckConstraint("state IN ('reserved', 'issued')", name=op.f("ck_credential_state")),
        sa.CheckConstraint(
            "(state = 'issued') = (issued_at IS NOT NULL)", name=op.f("ck_credential_issued_at")
        ),
        sa.CheckConstraint(
            "(state = 'issued') = (content_sha256 IS NOT NULL)", name=op.f("ck_credential_content_sha256")
        ),
        sa.CheckConstraint("award_number >= 1", name=op.f("ck_credential_award_number")),
        sa.CheckConstraint("list_index >= 0", name=op.f("ck_credential_list_index")),
        sa.CheckConstraint(
            "(suspension_list_id IS NULL) = (suspension_list_index IS NULL)",
            name=op.f("ck_credential_suspension_entry"),
        ),
    )
    op.create_index(
        "ix_credential_achievement", "credential", ["organisation_id", "achievement_id", "reserved_at", "id"]
    )
    op.create_index("ix_credential_page", "credential", ["organisation_id", "reserved_at", "id"])
    op.create_index(
        "ix_credential_recipient",
        "credential",
        ["organisation_id", "recipient_reference", "reserved_at", "id"],
    )
    op.create_index(
        "ix_credential_unfinished",
        "credential",
        ["reserved_at"],
        postgresql_where=sa.text("state = 'reserved'"),
        sqlite_where=sa.text("state = 'reserved'"),
    )

    op.create_table(
        "credential_document",
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("credential_id", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint(
            "organisation_id", "credential_id", "form", name=op.f("pk_credential_document")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "credential_id"],
            ["credential.organisation_id", "credential.id"],
            name=op.f("fk_credential_document_credential"),
        ),
        sa.CheckConstraint("form IN ('vc+ld+json', 'vc+jwt')", name=op.f("ck_credential_document_form")),
        sa.CheckConstraint("length(sha256) = 32", name=op.f("ck_credential_document_sha256")),
    )

    op.create_table(
        "status_event",
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("list_index", sa.Integer(), nullable=False),
        sa.Column("credential_id", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", "list_id", "seq", name=op.f("pk_status_event")),
        sa.ForeignKeyConstraint(
            ["organisation_id", "list_id"],
            ["status_list.organisation_id", "status_list.id"],
            name=op.f("fk_status_event_status_list"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "credential_id"],
            ["credential.organisation_id", "credential.id"],
            name=op.f("fk_status_event_credential"),
        ),
        sa.CheckConstraint(
            "action IN ('revoke', 'suspend', 'reinstate')", name=op.f("ck_status_event_action")
        ),
    )
    op.create_index("ix_status_event_credential", "status_event", ["organisation_id", "credential_id", "seq"])
    op.create_index(
        "uq_status_event_one_revocation",
        "status_event",
        ["organisation_id", "credential_id"],
        unique=True,
        postgresql_where=sa.text("action = 'revoke'"),
        sqlite_where=sa.text("action = 'revoke'"),
    )

    op.create_table(
        "status_publication",
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("event_seq", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("valid_from", INSTANT, nullable=False),
        sa.Column("valid_until", INSTANT, nullable=True),
        sa.Column("published_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", "list_id", "number", name=op.f("pk_status_publication")),
        sa.ForeignKeyConstraint(
            ["organisation_id", "list_id"],
            ["status_list.organisation_id", "status_list.id"],
            name=op.f("fk_status_publication_status_list"),
        ),
        sa.CheckConstraint("number >= 1", name=op.f("ck_status_publication_number")),
        sa.CheckConstraint("length(sha256) = 32", name=op.f("ck_status_publication_sha256")),
    )

    op.create_table(
        "idempotency",
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("route", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("request_sha256", sa.LargeBinary(), nullable=False),
        sa.Column("credential_id", sa.Text(), nullable=True),
        sa.Column("response_status", sa.Integer(), nullable=True),
        sa.Column("response_body", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("completed_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("organisation_id", "route", "key", name=op.f("pk_idempotency")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_idempotency_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "credential_id"],
            ["credential.organisation_id", "credential.id"],
            name=op.f("fk_idempotency_credential"),
        ),
        sa.CheckConstraint(
            "(completed_at IS NULL) = (response_status IS NULL) AND (completed_at IS NULL) = (response_body IS NULL)",
            name=op.f("ck_idempotency_completed"),
        ),
    )

    op.create_table(
        "audit_event",
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("detail", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", "seq", name=op.f("pk_audit_event")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_audit_event_organisation")
        ),
    )

    op.create_table(
        "trust_register",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trust_register")),
    )

    op.create_table(
        "trust_register_entry",
        sa.Column("register_id", sa.Text(), nullable=False),
        sa.Column("did", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("register_id", "did", name=op.f("pk_trust_register_entry")),
        sa.ForeignKeyConstraint(
            ["register_id"], ["trust_register.id"], name=op.f("fk_trust_register_entry_trust_register")
        ),
    )
    op.create_index("ix_trust_register_entry_did", "trust_register_entry", ["did"])

    op.create_table(
        "deployment",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_deployment")),
    )

    if op.get_context().dialect.name == "postgresql":
        op.execute("CREATE SEQUENCE audit_event_seq AS bigint")
        op.execute("CREATE SEQUENCE key_event_seq AS bigint")
        op.execute(
            """
            CREATE FUNCTION cairn_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'restrict_violation';
            END $$
            """
        )
    for table in APPEND_ONLY:
        refuse(table, "update", f"{table} is append-only")
        refuse(table, "delete", f"{table} is append-only")
        refuse_truncate(table)
    refuse("achievement_version", "update", "a published version never changes", "OLD.state = 'published'")
    refuse("achievement_version", "delete", "a published version never goes", "OLD.state = 'published'")
    refuse("signing_key", "update", "a key stays the key that it is", changes(SIGNING_KEY_FIXED), rule="fixed")
    refuse("signing_key", "update", "a key's state and dates never go back", goes_back(), rule="rising")
    refuse("signing_key", "delete", "the history of keys is kept")
    refuse(
        "status_list", "update", "a list stays the list that it is", changes(STATUS_LIST_FIXED), rule="fixed"
    )
    refuse(
        "status_list", "update", "a list's counters never go back", falls(STATUS_LIST_RISING), rule="rising"
    )
    refuse("status_list", "delete", "a list that was published stays")
    refuse(
        "credential",
        "update",
        "a credential keeps its id and indexes",
        changes(CREDENTIAL_FIXED),
        rule="fixed",
    )
    refuse(
        "credential",
        "update",
        "an issued credential keeps what was signed",
        f"OLD.state = 'issued' AND ({changes(CREDENTIAL_SIGNED)})",
        rule="signed",
    )
    for table in ("achievement_version", "signing_key", "status_list", "credential"):
        refuse_truncate(table)
    refuse_falling_publication()


def downgrade() -> None:
    for table in (
        "deployment",
        "trust_register_entry",
        "trust_register",
        "audit_event",
        "idempotency",
        "status_publication",
        "status_event",
        "credential_document",
        "credential",
        "status_list",
        "achievement_version",
        "achievement",
        "key_event",
        "signing_key",
        "api_key",
        "operator_key",
        "organisation",
    ):
        op.drop_table(table)
    if op.get_context().dialect.name == "postgresql":
        op.execute("DROP FUNCTION cairn_refuse()")
        op.execute("DROP FUNCTION cairn_refuse_falling_publication()")
        op.execute("DROP SEQUENCE audit_event_seq")
        op.execute("DROP SEQUENCE key_event_seq")


def changes(columns: tuple[str, ...]) -> str:
    """A condition: one of these columns would get another value (null counts as a value)."""
    differs = "IS DISTINCT FROM" if op.get_context().dialect.name == "postgresql" else "IS NOT"
    return " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in columns)


def goes_back() -> str:
    """A condition: a key would return to an earlier state, or a date that it has would change."""
    dates = " OR ".join(
        f"(OLD.{column} IS NOT NULL AND ({changes((column,))}))"
        for column in ("activated_at", "retired_at", "compromised_at")
    )
    return (
        "(OLD.state = 'compromised' AND NEW.state <> 'compromised')"
        " OR (OLD.state = 'retired' AND NEW.state IN ('pending', 'active'))"
        f" OR (OLD.state = 'active' AND NEW.state = 'pending') OR {dates}"
    )


def falls(columns: tuple[str, ...]) -> str:
    return " OR ".join(f"NEW.{column} < OLD.{column}" for column in columns)


def refuse(table: str, act: str, why: str, when: str | None = None, rule: str = "refused") -> None:
    """A trigger that refuses every row that the act touches and that fulfils the condition."""
    said = why.replace("'", "''")
    condition = f"WHEN ({when})" if when else ""
    if op.get_context().dialect.name == "postgresql":
        op.execute(
            f"CREATE TRIGGER {table}_{act}_{rule} BEFORE {act.upper()} ON {table} FOR EACH ROW {condition} "
            f"EXECUTE FUNCTION cairn_refuse('{said}')"
        )
    else:
        op.execute(
            f"CREATE TRIGGER {table}_{act}_{rule} BEFORE {act.upper()} ON {table} FOR EACH ROW {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{said}'); END"
        )


def refuse_truncate(table: str) -> None:
    """TRUNCATE passes the triggers for rows by; SQLite has none."""
    if op.get_context().dialect.name == "postgresql":
        op.execute(
            f"CREATE TRIGGER {table}_truncate_refused BEFORE TRUNCATE ON {table} FOR EACH STATEMENT "
            f"EXECUTE FUNCTION cairn_refuse('{table} is kept')"
        )


def refuse_falling_publication() -> None:
    """A publication has a higher number than every earlier one of its list, and knows no less of the ledger.
    """
    earlier = (
        "SELECT 1 FROM status_publication AS p WHERE p.organisation_id = NEW.organisation_id "
        "AND p.list_id = NEW.list_id AND (p.number >= NEW.number OR p.event_seq > NEW.event_seq)"
    )
    said = "a publication has a higher number than those before it"
    if op.get_context().dialect.name == "postgresql":
        op.execute(
            f"""
            CREATE FUNCTION cairn_refuse_falling_publication() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF EXISTS ({earlier}) THEN
                    RAISE EXCEPTION '{said}' USING ERRCODE = 'restrict_violation';
                END IF;
                RETURN NEW;
            END $$
            """
        )
        op.execute(
            "CREATE TRIGGER status_publication_rising BEFORE INSERT ON status_publication FOR EACH ROW "
            "EXECUTE FUNCTION cairn_refuse_falling_publication()"
        )
    else:
        op.execute(
            "CREATE TRIGGER status_publication_rising BEFORE INSERT ON status_publication FOR EACH ROW "
            f"WHEN EXISTS ({earlier}) BEGIN SELECT RAISE(ABORT, '{said}'); END"
        )

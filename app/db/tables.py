"""What there is: every table, its keys and its references.

Rules that hold for all of them (security page, A1, F7, F10; decisions page, 5.4):

* `organisation_id` is the organisation's slug, the tenant and the shard key. It is part of every primary key,
  every unique constraint and every reference, so that no row can point into another tenant. The exceptions
  are `GLOBAL_TABLES`, which are read before a tenant is known or belong to the whole deployment; on a
  sharded PostgreSQL they are reference tables, copied to every node.
* What was signed or received is stored as its exact bytes, never as the database's own JSON.
* The tables in `APPEND_ONLY` refuse UPDATE and DELETE. Their triggers, and those that keep a published
version, an
  issued credential, a key's public half and a list's counters as they are, stand in the migrations.

The migrations are written by hand; a test holds them against this module on both engines.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Sequence,
    Table,
    UniqueConstraint,
    text,
)

from app.db.columns import Instant, StorableText

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(constraint_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

GLOBAL_TABLES = frozenset(
    {"organisation", "operator_key", "api_key", "trust_register", "trust_register_entry", "deployment"}
)
APPEND_ONLY = frozenset(
    {"key_event", "credential_document", "status_event", "status_publication", "audit_event"}
)


def _text(name: str, *, null: bool = False) -> Column[Any]:
    return Column(name, StorableText, nullable=null)


def _whole(name: str, *, null: bool = False, default: int | None = None) -> Column[Any]:
    return Column(
        name,
        Integer,
        nullable=null,
        server_default=None if default is None else text(str(default)),
        autoincrement=False,
    )


def _seq(name: str, *, default: int | None = None) -> Column[Any]:
    return Column(
        name,
        BigInteger,
        nullable=False,
        server_default=None if default is None else text(str(default)),
        autoincrement=False,
    )


def _bytes(name: str, *, null: bool = False) -> Column[Any]:
    return Column(name, LargeBinary, nullable=null)


def _instant(name: str, *, null: bool = False) -> Column[Any]:
    return Column(name, Instant, nullable=null)


def _flag(name: str, *, default: bool) -> Column[Any]:
    return Column(name, Boolean, nullable=False, server_default=text("true" if default else "false"))


def _tenant() -> Column[Any]:
    return _text("organisation_id")


def _refers(table: str, columns: str, columns_there: str, *, name: str | None = None) -> ForeignKeyConstraint:
    """A reference inside the tenant: `organisation_id` comes first on both sides."""
    here = ["organisation_id", *columns.split()]
    there = ["organisation_id", *columns_there.split()]
    return ForeignKeyConstraint(here, [f"{table}.{column}" for column in there], name=name or table)


def _belongs_to_organisation() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name="organisation")


# --- who there is
# ----------------------------------------------------------------------------------------------

organisation = Table(
    "organisation",
    metadata,
    _text("id"),  # the slug
    _text("did"),
    _text("did_form"),
    _text("name"),
    _bytes("profile"),  # JSON
    _instant("created_at"),
    PrimaryKeyConstraint("id"),
    UniqueConstraint("did", name="did"),
    CheckConstraint("did_form IN ('path', 'host')", name="did_form"),
)

operator_key = Table(
    "operator_key",
    metadata,
    _text("key_id"),
    _bytes("secret_mac"),
    _instant("created_at"),
    _instant("revoked_at", null=True),
    _instant("last_used_at", null=True),
    PrimaryKeyConstraint("key_id"),
)

api_key = Table(
    "api_key",
    metadata,
    _tenant(),
    _text("key_id"),
    _bytes("secret_mac"),
    _text("scopes"),  # words, separated by one space
    _text("label"),
    _instant("created_at"),
    _instant("expires_at", null=True),
    _instant("revoked_at", null=True),
    _instant("last_used_at", null=True),
    PrimaryKeyConstraint("organisation_id", "key_id"),
    UniqueConstraint("key_id", name="key_id"),  # a caller shows only the key: it must lead to one tenant
    _belongs_to_organisation(),
)

# --- keys
# ------------------------------------------------------------------------------------------------------

signing_key = Table(
    "signing_key",
    metadata,
    _tenant(),
    _text("key_id"),
    _text("algorithm"),
    _text("purpose"),
    _text("state"),
    _text("public_multikey"),
    _bytes("sealed"),
    _instant("created_at"),
    _instant("activated_at", null=True),
    _instant("retired_at", null=True),
    _instant("compromised_at", null=True),
    PrimaryKeyConstraint("organisation_id", "key_id"),
    _belongs_to_organisation(),
    CheckConstraint("purpose IN ('credential', 'status')", name="purpose"),
    CheckConstraint("state IN ('pending', 'active', 'retired', 'compromised')", name="state"),
)

key_event = Table(
    "key_event",
    metadata,
    _tenant(),
    _seq("seq"),
    _text("key_id"),
    _text("event"),
    _instant("at"),
    _text("actor"),
    PrimaryKeyConstraint("organisation_id", "seq"),
    _refers("signing_key", "key_id", "key_id"),
    CheckConstraint("event IN ('created', 'activated', 'retired', 'compromised')", name="event"),
)

# --- what can be awarded
# ---------------------------------------------------------------------------------------

achievement = Table(
    "achievement",
    metadata,
    _tenant(),
    _text("id"),
    _instant("created_at"),
    PrimaryKeyConstraint("organisation_id", "id"),
    _belongs_to_organisation(),
    Index("ix_achievement_page", "organisation_id", "created_at", "id"),
)

achievement_version = Table(
    "achievement_version",
    metadata,
    _tenant(),
    _text("achievement_id"),
    _whole("version"),
    _text("state"),
    _bytes("definition"),  # JSON as it was sent
    _bytes("document", null=True),  # JSON as it stands in credentials; a draft may have none yet
    _text("name"),
    _text("quadrant", null=True),
    _text("category", null=True),
    _instant("created_at"),
    _instant("published_at", null=True),
    PrimaryKeyConstraint("organisation_id", "achievement_id", "version"),
    _refers("achievement", "achievement_id", "id"),
    CheckConstraint("version >= 1", name="version"),
    CheckConstraint("state IN ('draft', 'published')", name="state"),
    CheckConstraint(
        "state = 'draft' OR (document IS NOT NULL AND published_at IS NOT NULL)", name="published_is_complete"
    ),
    Index(
        "uq_achievement_version_open_draft",
        "organisation_id",
        "achievement_id",
        unique=True,
        postgresql_where=text("state = 'draft'"),
        sqlite_where=text("state = 'draft'"),
    ),
)

# --- status lists
# ----------------------------------------------------------------------------------------------

status_list = Table(
    "status_list",
    metadata,
    _tenant(),
    _whole("id"),  # 1, 2, 3 … of this organisation; part of the list's public address
    _text("purpose"),
    _whole("size"),
    _whole("next_counter", default=0),  # how many indexes were handed out
    _bytes("permutation_key"),  # secret: turns the counter into an index that tells nothing
    _seq("last_event", default=0),  # `seq` of the newest line of this list's ledger
    _seq("last_number", default=0),  # number of the newest publication that was begun
    _instant("opened_at"),
    _instant("closed_at", null=True),
    PrimaryKeyConstraint("organisation_id", "id"),
    _belongs_to_organisation(),
    CheckConstraint("id >= 1", name="id"),
    CheckConstraint("purpose IN ('revocation', 'suspension')", name="purpose"),
    CheckConstraint("next_counter >= 0 AND next_counter <= size", name="counter"),
)

# --- awards
# ----------------------------------------------------------------------------------------------------

credential = Table(
    "credential",
    metadata,
    _tenant(),
    _text("id"),
    _text("achievement_id"),
    _whole("achievement_version"),
    _text("recipient_reference", null=True),  # private to the organisation; never in a badge
    _whole("award_number", default=1),  # the learner's first, second … award of this achievement
    _text("state"),
    _bytes("draft"),  # the unsigned credential as recorded before signing
    _text("signing_key_id"),
    _text("jwt_key_id", null=True),  # none where there is no JWT form
    _whole("list_id"),
    _whole("list_index"),
    _whole("suspension_list_id", null=True),  # a suspendable award carries a second entry
    _whole("suspension_list_index", null=True),
    _instant("awarded_at"),
    _instant("valid_from"),
    _instant("valid_until", null=True),
    _instant("reserved_at"),
    _instant("issued_at", null=True),
    _bytes("content_sha256", null=True),  # of the canonical RDF without proofs: what others refer to
    _whole("share_generation", default=0),
    _flag("share_enabled", default=True),
    _whole("owner_generation", default=0),
    _flag("is_public", default=False),
    _text("idempotency_key", null=True),
    PrimaryKeyConstraint("organisation_id", "id"),
    UniqueConstraint("organisation_id", "list_id", "list_index", name="list_index"),
    UniqueConstraint(
        "organisation_id", "achievement_id", "recipient_reference", "award_number", name="award_number"
    ),
    UniqueConstraint(
        "organisation_id", "suspension_list_id", "suspension_list_index", name="suspension_index"
    ),
    _belongs_to_organisation(),
    _refers("achievement_version", "achievement_id achievement_version", "achievement_id version"),
    _refers("signing_key", "signing_key_id", "key_id"),
    _refers("signing_key", "jwt_key_id", "key_id", name="jwt_key"),
    _refers("status_list", "list_id", "id"),
    _refers("status_list", "suspension_list_id", "id", name="suspension_list"),
    CheckConstraint("state IN ('reserved', 'issued')", name="state"),
    CheckConstraint("(state = 'issued') = (issued_at IS NOT NULL)", name="issued_at"),
    CheckConstraint("(state = 'issued') = (content_sha256 IS NOT NULL)", name="content_sha256"),
    CheckConstraint("award_number >= 1", name="award_number"),
    CheckConstraint("list_index >= 0", name="list_index"),
    CheckConstraint(
        "(suspension_list_id IS NULL) = (suspension_list_index IS NULL)", name="suspension_entry"
    ),
    Index("ix_credential_page", "organisation_id", "reserved_at", "id"),
    Index("ix_credential_achievement", "organisation_id", "achievement_id", "reserved_at", "id"),
    Index("ix_credential_recipient", "organisation_id", "recipient_reference", "reserved_at", "id"),
    Index(
        "ix_credential_unfinished",
        "reserved_at",
        postgresql_where=text("state = 'reserved'"),
        sqlite_where=text("state = 'reserved'"),
    ),
)

credential_document = Table(
    "credential_document",
    metadata,
    _tenant(),
    _text("credential_id"),
    _text("form"),
    _bytes("body"),
    _bytes("sha256"),
    PrimaryKeyConstraint("organisation_id", "credential_id", "form"),
    _refers("credential", "credential_id", "id"),
    CheckConstraint("form IN ('vc+ld+json', 'vc+jwt')", name="form"),
    CheckConstraint("length(sha256) = 32", name="sha256"),
)

status_event = Table(
    "status_event",
    metadata,
    _tenant(),
    _whole("list_id"),
    _seq("seq"),  # 1, 2, 3 … of this list, in the order of the commits
    _whole("list_index"),
    _text("credential_id"),
    _text("action"),
    _text("reason"),  # a public code
    _text("note", null=True),  # private
    _instant("at"),
    _text("actor"),
    PrimaryKeyConstraint("organisation_id", "list_id", "seq"),
    _refers("status_list", "list_id", "id"),
    _refers("credential", "credential_id", "id"),
    CheckConstraint("action IN ('revoke', 'suspend', 'reinstate')", name="action"),
    Index("ix_status_event_credential", "organisation_id", "credential_id", "seq"),
    Index(
        "uq_status_event_one_revocation",
        "organisation_id",
        "credential_id",
        unique=True,
        postgresql_where=text("action = 'revoke'"),
        sqlite_where=text("action = 'revoke'"),
    ),
)

status_publication = Table(
    "status_publication",
    metadata,
    _tenant(),
    _whole("list_id"),
    _seq("number"),
    _seq("event_seq"),  # every line of the ledger up to this one is in the bits, and none after it
    _bytes("body"),
    _bytes("sha256"),
    _instant("valid_from"),
    _instant("valid_until", null=True),  # none in a static export
    _instant("published_at"),
    PrimaryKeyConstraint("organisation_id", "list_id", "number"),
    _refers("status_list", "list_id", "id"),
    CheckConstraint("number >= 1", name="number"),
    CheckConstraint("length(sha256) = 32", name="sha256"),
)

# --- requests and records
# --------------------------------------------------------------------------------------

idempotency = Table(
    "idempotency",
    metadata,
    _tenant(),
    _text("route"),
    _text("key"),
    _bytes("request_sha256"),
    _text("credential_id", null=True),
    _whole("response_status", null=True),
    _bytes("response_body", null=True),
    _instant("created_at"),
    _instant("completed_at", null=True),
    PrimaryKeyConstraint("organisation_id", "route", "key"),
    _belongs_to_organisation(),
    _refers("credential", "credential_id", "id"),
    CheckConstraint(
        "(completed_at IS NULL) = (response_status IS NULL)"
        " AND (completed_at IS NULL) = (response_body IS NULL)",
        name="completed",
    ),
)

audit_event = Table(
    "audit_event",
    metadata,
    _tenant(),
    _seq("seq"),
    _instant("at"),
    _text("actor"),
    _text("action"),
    _text("subject"),
    _bytes("detail"),  # JSON without personal data
    PrimaryKeyConstraint("organisation_id", "seq"),
    _belongs_to_organisation(),
)

trust_register = Table(
    "trust_register",
    metadata,
    _text("id"),
    _text("name"),
    _text("url", null=True),
    _instant("updated_at"),
    PrimaryKeyConstraint("id"),
)

trust_register_entry = Table(
    "trust_register_entry",
    metadata,
    _text("register_id"),
    _text("did"),
    _text("name"),
    _text("url", null=True),
    PrimaryKeyConstraint("register_id", "did"),
    ForeignKeyConstraint(["register_id"], ["trust_register.id"], name="trust_register"),
    Index("ix_trust_register_entry_did", "did"),
)

deployment = Table(
    "deployment",
    metadata,
    _text("key"),
    _bytes("value"),
    PrimaryKeyConstraint("key"),
)

#: Numbers the rows of tables whose writers must not wait for one another; PostgreSQL only
#: (app/db/numbering.py).
audit_event_seq = Sequence("audit_event_seq", metadata=metadata, data_type=BigInteger)
key_event_seq = Sequence("key_event_seq", metadata=metadata, data_type=BigInteger)

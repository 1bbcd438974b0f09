"""The tables' own rules: tenants in every key, and what the database itself refuses."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, ForeignKeyConstraint, UniqueConstraint, insert, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError, StatementError

from app.db import audit, credentials, organisations, status_ledger, status_publications, tables
from app.db.columns import Instant, StorableText
from app.db.errors import UnstorableText
from app.db.session import Database
from app.db.signing_keys import DatabaseKeyStore
from app.db.status_lists import Reservation
from tests.app.db import seed
from tests.fixed_clock import NOON

TENANTED = [table for table in tables.metadata.tables.values() if table.name not in tables.GLOBAL_TABLES]


@pytest.mark.parametrize("table", TENANTED, ids=lambda table: table.name)
def test_every_key_unique_constraint_and_reference_starts_with_the_tenant(table: Any) -> None:
    unique_indexes = [[c.name for c in index.columns] for index in table.indexes if index.unique]
    unique = [[c.name for c in u.columns] for u in table.constraints if isinstance(u, UniqueConstraint)]
    keys = [[c.name for c in table.primary_key.columns], *unique, *unique_indexes]
    references = [f for f in table.constraints if isinstance(f, ForeignKeyConstraint)]
    for reference in references:
        assert reference.elements[0].column.name in {"organisation_id", "id"}
        keys.append(list(reference.column_keys))
    assert references
    assert [key for key in keys if key[0] != "organisation_id"] == []


def test_the_tables_without_a_tenant_are_named_and_no_others_exist() -> None:
    without = {name for name, table in tables.metadata.tables.items() if "organisation_id" not in table.c}
    assert without | {"api_key"} == tables.GLOBAL_TABLES


def two_organisations(connection: Connection) -> Reservation:
    """`northgate` and `harbour`, both able to issue; harbour has a list, an award `theirs` and a key `hk`."""
    seed.issuer(connection, "northgate")
    seed.issuer(connection, "harbour")
    DatabaseKeyStore(connection).add(seed.key_record("harbour", "hk"))
    seed.published_achievement(connection, "harbour", "navigation")
    seed.award(connection, "harbour", "theirs")
    return seed.reserve(connection, "northgate")


CROSSINGS: dict[str, dict[str, Any]] = {
    "achievement": {"achievement_id": "navigation"},
    "version": {"achievement_version": 2},
    "signing key": {"signing_key_id": "hk"},
    "JWT key": {"jwt_key_id": "hk"},
    "list": {"list_id": 2, "list_index": 3},
    "suspension list": {"suspension_list_id": 2, "suspension_list_index": 3},
    "organisation": {"organisation_id": "nobody"},
}


def test_an_award_cannot_refer_to_another_tenants_rows(database: Database, subtests: pytest.Subtests) -> None:
    with database.write() as connection:
        entry = two_organisations(connection)
        connection.execute(
            insert(tables.status_list).values(
                organisation_id="harbour",
                id=2,
                purpose="suspension",
                size=8,
                permutation_key=bytes(32),
                opened_at=NOON,
            )
        )
    for crossing, changes in CROSSINGS.items():
        with subtests.test(crossing), pytest.raises(IntegrityError), database.write() as connection:
            credentials.insert_reserved(connection, seed.new_credential(entry, **changes))
    with database.write() as connection:  # and the same row without the crossing is accepted
        credentials.insert_reserved(connection, seed.new_credential(entry))


def foreign_document(connection: Connection) -> None:
    connection.execute(
        insert(tables.credential_document).values(
            organisation_id="northgate", credential_id="theirs", form="vc+jwt", body=b"x", sha256=bytes(32)
        )
    )


def foreign_event(connection: Connection) -> None:
    connection.execute(
        insert(tables.status_event).values(
            organisation_id="northgate",
            list_id=1,
            seq=1,
            list_index=0,
            credential_id="theirs",
            action="revoke",
            reason="error",
            at=NOON,
            actor="k",
        )
    )


def foreign_idempotency(connection: Connection) -> None:
    connection.execute(
        insert(tables.idempotency).values(
            organisation_id="northgate",
            route="r",
            key="k",
            request_sha256=bytes(32),
            credential_id="theirs",
            created_at=NOON,
        )
    )


def foreign_key_event(connection: Connection) -> None:
    connection.execute(
        insert(tables.key_event).values(
            organisation_id="northgate", seq=99, key_id="hk", event="created", at=NOON, actor="k"
        )
    )


def foreign_version(connection: Connection) -> None:
    connection.execute(
        insert(tables.achievement_version).values(
            organisation_id="northgate",
            achievement_id="navigation",
            version=1,
            state="draft",
            definition=b"{}",
            name="x",
            created_at=NOON,
        )
    )


CROSSING_INSERTS = [foreign_document, foreign_event, foreign_idempotency, foreign_key_event, foreign_version]


def test_no_other_row_can_refer_to_another_tenants_rows(
    database: Database, subtests: pytest.Subtests
) -> None:
    with database.write() as connection:
        two_organisations(connection)
    for crossing in CROSSING_INSERTS:
        with (
            subtests.test(crossing.__name__),
            pytest.raises(IntegrityError, match="(?i)foreign key"),
            database.write() as connection,
        ):
            crossing(connection)


BAD_VALUES = [
    "UPDATE organisation SET did_form = 'dns'",
    "UPDATE signing_key SET state = 'lost'",
    "UPDATE status_list SET next_counter = size + 1",
    "UPDATE credential SET state = 'perhaps'",
    "UPDATE credential SET state = 'issued', issued_at = NULL WHERE id = 'waiting'",
    "UPDATE idempotency SET completed_at = created_at",
]


def test_the_database_refuses_values_that_mean_nothing(database: Database, subtests: pytest.Subtests) -> None:
    with database.write() as connection:
        seed.issuer(connection)
        seed.award(connection, credential_id="waiting", issued=False)
        connection.execute(
            insert(tables.idempotency).values(
                organisation_id="northgate", route="r", key="k", request_sha256=bytes(32), created_at=NOON
            )
        )
    for statement in BAD_VALUES:
        with (
            subtests.test(statement),
            pytest.raises(IntegrityError, match="(?i)check constraint"),
            database.write() as connection,
        ):
            connection.execute(text(statement))


def everything(connection: Connection) -> None:
    """One row, at least, in every table that triggers guard."""
    seed.issuer(connection)
    seed.award(connection, suspendable=True)
    status_ledger.append(connection, "northgate", "c1", "revoke", reason="error", at=NOON, actor="k")
    snapshot = status_publications.begin(connection, "northgate", 1)
    assert snapshot is not None
    assert status_publications.publish(
        connection, snapshot, b"list", valid_from=NOON, valid_until=None, published_at=NOON
    )
    audit.append(connection, "northgate", at=NOON, actor="k", action="issue", subject="c1")


FORBIDDEN = [
    *(f"UPDATE {table} SET organisation_id = organisation_id" for table in sorted(tables.APPEND_ONLY)),
    *(f"DELETE FROM {table}" for table in sorted(tables.APPEND_ONLY)),
    "UPDATE achievement_version SET name = 'Another'",
    "UPDATE achievement_version SET state = 'draft'",
    "DELETE FROM achievement_version",
    "DELETE FROM signing_key",
    "UPDATE signing_key SET public_multikey = 'z6MkAnother'",
    "UPDATE signing_key SET purpose = 'status'",
    "UPDATE signing_key SET state = 'pending'",
    "UPDATE signing_key SET activated_at = NULL",
    "DELETE FROM status_list",
    "UPDATE status_list SET next_counter = next_counter - 1",
    "UPDATE status_list SET last_event = last_event - 1",
    "UPDATE status_list SET last_number = last_number - 1 WHERE id = 1",
    "UPDATE status_list SET size = size + 8",
    "UPDATE status_list SET purpose = 'suspension' WHERE id = 1",
    "UPDATE credential SET list_index = list_index + 1",
    "UPDATE credential SET suspension_list_id = NULL, suspension_list_index = NULL",
    "UPDATE credential SET id = 'c2'",
    "UPDATE credential SET state = 'reserved', issued_at = NULL",
    "UPDATE credential SET valid_until = valid_from",
    "UPDATE credential SET signing_key_id = 'k2'",
    "UPDATE credential SET recipient_reference = 'S-1'",
    "UPDATE credential SET award_number = 2",
    "UPDATE credential SET content_sha256 = draft",
]


#: so that no foreign key or check takes a trigger's place
TRIGGERS_SAY = r"append-only|never|stays|keeps|kept"


def test_what_was_recorded_stays_whoever_asks(database: Database, subtests: pytest.Subtests) -> None:
    with database.write() as connection:
        everything(connection)
        DatabaseKeyStore(connection).add(seed.key_record(key_id="k2"))
    for statement in FORBIDDEN:
        with (
            subtests.test(statement),
            pytest.raises(IntegrityError, match=TRIGGERS_SAY),
            database.write() as connection,
        ):
            connection.execute(text(statement))


def test_truncate_does_not_pass_the_triggers_by(
    postgresql_database: Database, subtests: pytest.Subtests
) -> None:
    with postgresql_database.write() as connection:
        everything(connection)
    for table in sorted(tables.APPEND_ONLY):
        with (
            subtests.test(table),
            pytest.raises(IntegrityError, match=f"{table} is kept"),
            postgresql_database.write() as connection,
        ):
            connection.execute(text(f"TRUNCATE {table}"))


def test_replace_does_not_pass_the_triggers_by_on_sqlite(sqlite_database: Database) -> None:
    with sqlite_database.write() as connection:
        everything(connection)
    with pytest.raises(IntegrityError, match="append-only"), sqlite_database.write() as connection:
        connection.execute(text("INSERT OR REPLACE INTO audit_event SELECT * FROM audit_event"))


def test_what_may_change_does_change(database: Database) -> None:
    """The triggers guard what they should and no more."""
    with database.write() as connection:
        everything(connection)
        seed.award(connection, credential_id="waiting", issued=False)
        for statement in (
            "UPDATE credential SET share_generation = 3, is_public = true",
            "UPDATE credential SET recipient_reference = 'S-1' WHERE state = 'reserved'",
            "UPDATE credential SET draft = :bytes WHERE state = 'reserved'",
            "UPDATE signing_key SET sealed = :bytes",
            "UPDATE status_list SET next_counter = next_counter + 1, closed_at = opened_at",
        ):
            connection.execute(text(statement), {"bytes": b"other"} if ":bytes" in statement else {})
        assert credentials.draft(connection, "northgate", "waiting") == b"other"


def test_a_publication_never_has_a_lower_number_or_less_knowledge(database: Database) -> None:
    with database.write() as connection:
        everything(connection)

    def publication(number: int, event_seq: int) -> Any:
        return insert(tables.status_publication).values(
            organisation_id="northgate",
            list_id=1,
            number=number,
            event_seq=event_seq,
            body=b"x",
            sha256=bytes(32),
            valid_from=NOON,
            published_at=NOON,
        )

    with database.write() as connection:
        connection.execute(publication(5, 1))
    for number, event_seq in ((4, 1), (5, 1), (6, 0)):
        with pytest.raises(IntegrityError), database.write() as connection:
            connection.execute(publication(number, event_seq))
    with database.write() as connection:
        connection.execute(publication(7, 1))


INSTANTS = [
    NOON,
    NOON.replace(microsecond=999_999),
    NOON.astimezone(timezone(timedelta(hours=5, minutes=45))),
    datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
    datetime(2038, 1, 19, 3, 14, 8, tzinfo=UTC),
    datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
]


def test_an_instant_comes_back_exact_aware_and_in_utc(database: Database) -> None:
    with database.write() as connection:
        for number, instant in enumerate(INSTANTS):
            seed.organisation(connection, f"o{number}", created_at=instant)
    with database.read() as connection:
        found = [row.created_at for row in organisations.page(connection, limit=100)]
    assert found == INSTANTS
    assert {instant.tzinfo for instant in found} == {UTC}


def test_an_instant_is_in_utc_whatever_zone_the_session_speaks(postgresql_database: Database) -> None:
    with postgresql_database.write() as connection:
        seed.organisation(connection)
        connection.execute(text("SET LOCAL TimeZone = 'Asia/Kathmandu'"))
        row = organisations.get(connection, "northgate")
    assert row is not None
    assert (row.created_at, row.created_at.tzinfo) == (NOON, UTC)


def test_an_instant_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="time zone"), database.write() as connection:
        seed.organisation(connection, created_at=datetime(2026, 9, 21))  # noqa: DTZ001 - the fault itself


@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(UTC)))
def test_on_sqlite_instants_sort_as_time_does_and_none_is_lost(one: datetime, other: datetime) -> None:
    kind, dialect = Instant(), sqlite.dialect()
    stored, stored_other = (kind.process_bind_param(instant, dialect) for instant in (one, other))
    assert isinstance(stored, int)
    assert kind.process_result_value(stored, dialect) == one
    assert (stored < stored_other) == (one < other)


@pytest.mark.parametrize("bad", ["nul\0inside", "\0", "half \ud83d of a pair", "\udcff"], ids=ascii)
@pytest.mark.parametrize("dialect", [sqlite.dialect(), postgresql.dialect()], ids=lambda d: d.name)
def test_text_that_no_driver_survives_is_refused_before_it(bad: str, dialect: Any) -> None:
    with pytest.raises(UnstorableText):
        StorableText().process_bind_param(bad, dialect)


def test_unstorable_text_leaves_the_database_as_what_it_is(database: Database) -> None:
    seed.ready(database)
    with pytest.raises(UnstorableText), database.write() as connection:
        seed.organisation(connection, "harbour", name="Har\0bour")
    with pytest.raises(UnstorableText), database.read() as connection:
        connection.execute(select(tables.credential).where(tables.credential.c.id == "a\ud800"))
    with pytest.raises(UnstorableText), database.write() as connection:
        connection.execute(update(tables.organisation).values(name="\0"))


NAMES = ["Universität Łódź", "北門大学", "🪨 cairn", "'; DROP TABLE organisation; --", "\x01\x7f\u202e"]


def test_every_other_text_comes_back_as_it_was(database: Database) -> None:
    with database.write() as connection:
        for number, name in enumerate(NAMES):
            seed.organisation(connection, f"o{number}", name=name)
        assert [row.name for row in organisations.page(connection, limit=100)] == NAMES


def test_documents_come_back_byte_for_byte(database: Database) -> None:
    """What jsonb would rewrite: member order, duplicates, 1e2, U+0000 (security page, F10)."""
    body = b'{"b":1,"a":1e2,"b":2,"nul":"\\u0000"}\n' + bytes(range(256))
    with database.write() as connection:
        seed.organisation(connection, profile=body)
        row = organisations.get(connection, "northgate")
    assert row is not None
    assert row.profile == body

"""Rows that other rows need: an organisation, its key, a published achievement, an award."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from time import sleep
from typing import Any, TypeVar

from sqlalchemy import Connection, text

from app.db import achievements, credentials, organisations, status_lists
from app.db.session import Database
from app.db.signing_keys import DatabaseKeyStore
from keys.custody import KeyPurpose, KeyRecord, KeyState
from keys.multikey import Algorithm, PublicKey
from tests.fixed_clock import NOON

T = TypeVar("T")
SMALL = 24  # entries in a test's status list, so that lists fill up
# Ed25519 public key of RFC 8032, section 7.1, test 1.
PUBLIC = PublicKey(
    Algorithm.ED25519, bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
)


def dice(count: int) -> bytes:
    """Not random at all."""
    return hashlib.shake_256(b"dice").digest(count)


def organisation(connection: Connection, slug: str = "northgate", **changes: Any) -> str:
    row = {
        "did": f"did:web:badges.example:o:{slug}",
        "did_form": "path",
        "name": slug.title(),
        "profile": b"{}",
        "created_at": NOON,
    }
    organisations.create(connection, organisations.OrganisationRow(id=slug, **(row | changes)))
    return slug


def key_record(slug: str = "northgate", key_id: str = "k1", **changes: Any) -> KeyRecord:
    fields = {
        "tenant": slug,
        "key_id": key_id,
        "algorithm": Algorithm.ED25519,
        "purpose": KeyPurpose.CREDENTIAL,
        "state": KeyState.ACTIVE,
        "public": PUBLIC,
        "sealed": b"sealed",
        "created_at": NOON,
        "activated_at": NOON,
    }
    return KeyRecord(**(fields | changes))


def content(name: str = "Data ethics", **changes: Any) -> achievements.VersionContent:
    fields = {"definition": b"{}", "document": b"{}", "name": name, "quadrant": None, "category": None}
    return achievements.VersionContent(**(fields | changes))


def published_achievement(connection: Connection, slug: str, achievement_id: str = "ethics") -> str:
    achievements.create(connection, slug, achievement_id, content(), NOON)
    assert achievements.publish(connection, slug, achievement_id, 1, document=b"{}", at=NOON)
    return achievement_id


def issuer(connection: Connection, slug: str = "northgate") -> str:
    """An organisation that can issue: key `k1`, achievement `ethics` version 1."""
    organisation(connection, slug)
    DatabaseKeyStore(connection).add(key_record(slug))
    published_achievement(connection, slug)
    return slug


def reserve(connection: Connection, slug: str = "northgate", **how: Any) -> status_lists.Reservation:
    options = {"random": dice, "at": NOON, "size": SMALL} | how
    return status_lists.reserve(connection, slug, options.pop("purpose", "revocation"), **options)


def new_credential(
    entry: status_lists.Reservation, slug: str = "northgate", credential_id: str = "c1", **changes: Any
) -> credentials.NewCredential:
    fields: Mapping[str, Any] = {
        "organisation_id": slug,
        "id": credential_id,
        "achievement_id": "ethics",
        "achievement_version": 1,
        "recipient_reference": None,
        "draft": b'{"a": "draft"}',
        "signing_key_id": "k1",
        "jwt_key_id": None,
        "list_id": entry.list_id,
        "list_index": entry.list_index,
        "awarded_at": NOON,
        "valid_from": NOON,
        "valid_until": None,
        "reserved_at": NOON,
    }
    return credentials.NewCredential(**(fields | changes))


def award(
    connection: Connection,
    slug: str = "northgate",
    credential_id: str = "c1",
    *,
    issued: bool = True,
    suspendable: bool = False,
    **changes: Any,
) -> str:
    """An award of `ethics`, reserved at `reserved_at` and issued a second later."""
    entry = reserve(connection, slug)
    if suspendable:
        other = reserve(connection, slug, purpose="suspension")
        changes |= {"suspension_list_id": other.list_id, "suspension_list_index": other.list_index}
    new = new_credential(entry, slug, credential_id, **changes)
    assert credentials.insert_reserved(connection, new)
    if issued:
        issue(connection, slug, credential_id, new.reserved_at + timedelta(seconds=1))
    return credential_id


def issue(connection: Connection, slug: str, credential_id: str, at: datetime = NOON) -> bool:
    return credentials.complete(
        connection,
        slug,
        credential_id,
        issued_at=at,
        content_sha256=bytes(32),
        documents={"vc+ld+json": credential_id.encode()},
    )


def in_parallel(threads: int, work: Callable[[int], T]) -> list[T]:
    """What `work(0)`, `work(1)`, … return when each runs in a thread of its own; raises what they raise."""
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(work, range(threads)))


def until_somebody_waits(database: Database) -> None:
    """Return when a session of this PostgreSQL database waits for a lock of another one."""
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    for _ in range(3000):
        with database.read() as connection:
            if connection.execute(waiting).scalar():
                return
        sleep(0.01)
    raise AssertionError("nobody waits for a lock")


def ready(database: Database) -> Database:
    """The database with the organisation `northgate`, able to issue."""
    with database.write() as connection:
        issuer(connection)
    return database

"""Which key signs now, and under which published address."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from app.db import organisations
from app.db.signing_keys import DatabaseKeyStore
from credentials.did import build_did_document
from credentials.json_types import JsonObject
from keys.custody import KeyPurpose, KeyRecord, KeyState
from keys.errors import KeyUnavailable
from keys.multikey import Algorithm


@dataclass(frozen=True, slots=True)
class SigningKey:
    """An active key and the DID URL of its method in the organisation's published document."""

    record: KeyRecord
    method: str


def active(
    connection: Connection, organisation: str, did: str, purpose: KeyPurpose, algorithm: Algorithm
) -> SigningKey:
    """The newest active key of that purpose and algorithm, by its Multikey method.

    Raises KeyUnavailable where there is none.
    """
    records = DatabaseKeyStore(connection).of_tenant(organisation)
    for record in reversed(records):
        if (record.purpose, record.algorithm, record.state) == (purpose, algorithm, KeyState.ACTIVE):
            return SigningKey(record, f"{did}#{record.key_id}")
    raise KeyUnavailable(f"no active {algorithm} key for {purpose}")


def by_id(connection: Connection, organisation: str, did: str, key_id: str) -> SigningKey:
    """A key that an award was reserved with. Raises KeyUnavailable if it is gone."""
    record = DatabaseKeyStore(connection).get(organisation, key_id)
    if record is None:
        raise KeyUnavailable(f"no key {key_id}")
    return SigningKey(record, f"{did}#{key_id}")


def did_document(connection: Connection, organisation: str) -> JsonObject | None:
    """The organisation's DID document as it is published; None if there is no such organisation."""
    row = organisations.get(connection, organisation)
    if row is None:
        return None
    return build_did_document(row.did, DatabaseKeyStore(connection).of_tenant(organisation))

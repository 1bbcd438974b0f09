"""Where key records rest: keys.custody.KeyStore over a connection, and the dated history of every key.

Private halves are sealed bytes that only a custodian can open. No key is ever deleted, and what it is never
changes; triggers see to both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select, update

from app.db.errors import AlreadyThere
from app.db.rows import columns, every, touched
from app.db.tables import key_event, key_event_seq, signing_key
from app.db.writing import insert_unless_there, next_number
from keys.custody import KeyPurpose, KeyRecord, KeyState
from keys.errors import KeyRefused
from keys.multikey import Algorithm, PublicKey


@dataclass(frozen=True, slots=True)
class KeyEventRow:
    """One line of a key's history: since `at` the key is created, activated, retired or compromised.

    A compromise is dated by the moment since which others may have had the key, not by its discovery.
    """

    organisation_id: str
    seq: int
    key_id: str
    event: str
    at: datetime
    actor: str


class DatabaseKeyStore:
    """keys.custody.KeyStore in one transaction. `actor` is who the history says did it."""

    def __init__(self, connection: Connection, *, actor: str = "system") -> None:
        self._connection = connection
        self._actor = actor

    def add(self, record: KeyRecord) -> None:
        """Raises AlreadyThere if the tenant has a key of this id."""
        if not insert_unless_there(self._connection, signing_key, _identity(record) | _condition(record)):
            raise AlreadyThere("the organisation has a key of this id")
        self._note(record, "created", record.created_at)
        if record.state is not KeyState.PENDING:
            self._note(record, *_entered(record))

    def replace(self, record: KeyRecord) -> None:
        """Store a changed state, or a new seal. The public half is not written: a key stays what it is.

        Raises KeyRefused if the tenant has no such key, or if its stored state has meanwhile gone where this
        one cannot follow: a key that was just declared compromised does not become retired by a slower hand.
        """
        before = self.get(record.tenant, record.key_id)
        change = update(signing_key).where(
            signing_key.c.organisation_id == record.tenant,
            signing_key.c.key_id == record.key_id,
            signing_key.c.state.in_(_MAY_COME_FROM[record.state]),
        )
        if before is None or not touched(self._connection.execute(change.values(**_condition(record)))):
            raise KeyRefused("no such key, or its state has changed meanwhile")
        if before.state is not record.state:
            self._note(record, *_entered(record))

    def get(self, tenant: str, key_id: str) -> KeyRecord | None:
        query = _of_tenant(tenant).where(signing_key.c.key_id == key_id)
        row = self._connection.execute(query).first()
        return None if row is None else _record(row)

    def of_tenant(self, tenant: str) -> tuple[KeyRecord, ...]:
        """Every key the tenant ever had, oldest first."""
        query = _of_tenant(tenant).order_by(signing_key.c.created_at, signing_key.c.key_id)
        return tuple(_record(row) for row in self._connection.execute(query))

    def _note(self, record: KeyRecord, event: str, at: datetime) -> None:
        seq = next_number(self._connection, key_event, key_event_seq, record.tenant)
        self._connection.execute(
            insert(key_event).values(
                organisation_id=record.tenant,
                seq=seq,
                key_id=record.key_id,
                event=event,
                at=at,
                actor=self._actor,
            )
        )


def history(connection: Connection, organisation_id: str) -> tuple[KeyEventRow, ...]:
    """What happened to the organisation's keys, in order."""
    query = select(*columns(KeyEventRow, key_event)).where(key_event.c.organisation_id == organisation_id)
    return every(KeyEventRow, connection.execute(query.order_by(key_event.c.seq)))


_STATES = [state.value for state in KeyState]
_MAY_COME_FROM: Mapping[KeyState, list[str]] = {
    KeyState.PENDING: ["pending"],
    KeyState.ACTIVE: ["pending", "active"],
    KeyState.RETIRED: ["active", "retired"],
    KeyState.COMPROMISED: _STATES,
}


def _identity(record: KeyRecord) -> dict[str, Any]:
    """What never changes."""
    return {
        "organisation_id": record.tenant,
        "key_id": record.key_id,
        "algorithm": record.algorithm.value,
        "purpose": record.purpose.value,
        "public_multikey": record.public.to_multikey(),
        "created_at": record.created_at,
    }


def _condition(record: KeyRecord) -> dict[str, Any]:
    """What changes in the life of a key."""
    return {
        "state": record.state.value,
        "sealed": record.sealed,
        "activated_at": record.activated_at,
        "retired_at": record.retired_at,
        "compromised_at": record.compromised_at,
    }


def _entered(record: KeyRecord) -> tuple[str, datetime]:
    """The history's word for the state, and since when the key has it."""
    since = {
        KeyState.PENDING: ("created", record.created_at),
        KeyState.ACTIVE: ("activated", record.activated_at),
        KeyState.RETIRED: ("retired", record.retired_at),
        KeyState.COMPROMISED: ("compromised", record.compromised_at),
    }
    event, at = since[record.state]
    if at is None:
        raise ValueError(f"a key that is {record.state} says since when")
    return event, at


def _of_tenant(tenant: str) -> Select[Any]:
    return select(signing_key).where(signing_key.c.organisation_id == tenant)


def _record(row: Row[Any]) -> KeyRecord:
    return KeyRecord(
        tenant=row.organisation_id,
        key_id=row.key_id,
        algorithm=Algorithm(row.algorithm),
        purpose=KeyPurpose(row.purpose),
        state=KeyState(row.state),
        public=PublicKey.from_multikey(row.public_multikey),
        sealed=row.sealed,
        created_at=row.created_at,
        activated_at=row.activated_at,
        retired_at=row.retired_at,
        compromised_at=row.compromised_at,
    )

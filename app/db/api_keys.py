"""Who may call: keys of organisations and of the operator. Only a keyed digest of a secret is stored.

The lookup by `key_id` is the one query without a tenant: the caller shows a key, and the key says which
tenant it belongs to. That is why `key_id` is unique in the whole deployment.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Table, or_, select, update
from sqlalchemy.sql.dml import Update

from app.db.errors import AlreadyThere
from app.db.rows import columns, every, first, touched
from app.db.tables import api_key, operator_key
from app.db.writing import insert_unless_there


@dataclass(frozen=True, slots=True)
class ApiKeyRow:
    """`scopes` are words separated by one space."""

    organisation_id: str
    key_id: str
    secret_mac: bytes
    scopes: str
    label: str
    created_at: datetime
    expires_at: datetime | None = None
    revoked_at: datetime | None = None
    last_used_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OperatorKeyRow:
    """A key that may create organisations."""

    key_id: str
    secret_mac: bytes
    created_at: datetime
    revoked_at: datetime | None = None
    last_used_at: datetime | None = None


def add(connection: Connection, new: ApiKeyRow) -> None:
    """Raises AlreadyThere if the key id exists, in whatever organisation."""
    if not insert_unless_there(connection, api_key, asdict(new)):
        raise AlreadyThere("an API key with this id exists")


def find(connection: Connection, key_id: str) -> ApiKeyRow | None:
    """The key that a caller shows, in whatever state: whether it may still be used is for others to say."""
    query = select(*columns(ApiKeyRow, api_key)).where(api_key.c.key_id == key_id)
    return first(ApiKeyRow, connection.execute(query))


def of_organisation(connection: Connection, organisation_id: str) -> tuple[ApiKeyRow, ...]:
    """Every key the organisation ever had, oldest first."""
    query = select(*columns(ApiKeyRow, api_key)).where(api_key.c.organisation_id == organisation_id)
    return every(ApiKeyRow, connection.execute(query.order_by(api_key.c.created_at, api_key.c.key_id)))


def revoke(connection: Connection, organisation_id: str, key_id: str, at: datetime) -> bool:
    """False if the organisation has no such key that is not yet revoked. The first moment stays."""
    change = update(api_key).where(
        api_key.c.organisation_id == organisation_id,
        api_key.c.key_id == key_id,
        api_key.c.revoked_at.is_(None),
    )
    return touched(connection.execute(change.values(revoked_at=at)))


def touch(
    connection: Connection, key_id: str, at: datetime, *, resolution: timedelta = timedelta(minutes=1)
) -> None:
    """Note that a key was used, at most once in `resolution`: a busy key must not become a busy row."""
    connection.execute(_touch(api_key, key_id, at, resolution))


def add_operator_key(connection: Connection, new: OperatorKeyRow) -> None:
    """Raises AlreadyThere."""
    if not insert_unless_there(connection, operator_key, asdict(new)):
        raise AlreadyThere("an operator key with this id exists")


def find_operator_key(connection: Connection, key_id: str) -> OperatorKeyRow | None:
    query = select(*columns(OperatorKeyRow, operator_key)).where(operator_key.c.key_id == key_id)
    return first(OperatorKeyRow, connection.execute(query))


def operator_keys(connection: Connection) -> tuple[OperatorKeyRow, ...]:
    """Every operator key there ever was, oldest first."""
    query = select(*columns(OperatorKeyRow, operator_key))
    order = query.order_by(operator_key.c.created_at, operator_key.c.key_id)
    return every(OperatorKeyRow, connection.execute(order))


def revoke_operator_key(connection: Connection, key_id: str, at: datetime) -> bool:
    """False if there is no such key that is not yet revoked."""
    change = update(operator_key).where(operator_key.c.key_id == key_id, operator_key.c.revoked_at.is_(None))
    return touched(connection.execute(change.values(revoked_at=at)))


def touch_operator_key(
    connection: Connection, key_id: str, at: datetime, *, resolution: timedelta = timedelta(minutes=1)
) -> None:
    connection.execute(_touch(operator_key, key_id, at, resolution))


def _touch(table: Table, key_id: str, at: datetime, resolution: timedelta) -> Update:
    stale = or_(table.c.last_used_at.is_(None), table.c.last_used_at <= at - resolution)
    return update(table).where(table.c.key_id == key_id, stale).values(last_used_at=at)

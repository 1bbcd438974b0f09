"""Answers that are given once: an idempotency key belongs to one tenant, one route and one body.

`claim` decides between parallel calls by an insert that may meet its equal: of twenty calls with one key,
one inserts; on PostgreSQL the others wait until it commits and then see its row, or take its place if it
rolls back. To look first and insert afterwards loses (security page, F7).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, delete, select, update

from app.db.rows import columns, first, touched
from app.db.tables import idempotency
from app.db.writing import insert_unless_there

_i = idempotency.c
_ATTEMPTS = 100


@dataclass(frozen=True, slots=True)
class IdempotencyRow:
    """A claimed key. Without `completed_at` the first call is not finished: it is running, or it died."""

    organisation_id: str
    route: str
    key: str
    request_sha256: bytes
    credential_id: str | None
    response_status: int | None
    response_body: bytes | None
    created_at: datetime
    completed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Claim:
    """`won`: this call is the first. Otherwise `row` is what the first one has left so far."""

    won: bool
    row: IdempotencyRow


def claim(
    connection: Connection, organisation_id: str, route: str, key: str, *, request_sha256: bytes, at: datetime
) -> Claim:
    """Claim the key or learn who has it. Whether the body is the same is for the caller to compare."""
    values = {
        "organisation_id": organisation_id,
        "route": route,
        "key": key,
        "request_sha256": request_sha256,
        "created_at": at,
    }
    for _ in range(_ATTEMPTS):
        won = insert_unless_there(connection, idempotency, values)
        row = read(connection, organisation_id, route, key)
        if row is not None:
            return Claim(won, row)
    raise RuntimeError("an idempotency key is claimed and released without end")


def read(connection: Connection, organisation_id: str, route: str, key: str) -> IdempotencyRow | None:
    query = select(*columns(IdempotencyRow, idempotency)).where(_here(organisation_id, route, key))
    return first(IdempotencyRow, connection.execute(query))


def attach(connection: Connection, organisation_id: str, route: str, key: str, *, credential_id: str) -> bool:
    """Note which award this key has reserved, so that a repeated call resumes it. False if not claimed."""
    change = update(idempotency).where(_here(organisation_id, route, key), _i.completed_at.is_(None))
    return touched(connection.execute(change.values(credential_id=credential_id)))


def complete(
    connection: Connection,
    organisation_id: str,
    route: str,
    key: str,
    *,
    response_status: int,
    response_body: bytes,
    at: datetime,
) -> bool:
    """Store the answer. False if there is one already: the first answer stays."""
    change = update(idempotency).where(_here(organisation_id, route, key), _i.completed_at.is_(None))
    return touched(
        connection.execute(
            change.values(response_status=response_status, response_body=response_body, completed_at=at)
        )
    )


def release(connection: Connection, organisation_id: str, route: str, key: str) -> bool:
    """Give the key back after a refusal, which is not stored; False if it is completed or has reserved an
    award.
    """
    unused = and_(_here(organisation_id, route, key), _i.completed_at.is_(None), _i.credential_id.is_(None))
    return touched(connection.execute(delete(idempotency).where(unused)))


def forget(connection: Connection, *, before: datetime) -> int:
    """Drop answers that were completed before that moment; how many."""
    return connection.execute(delete(idempotency).where(_i.completed_at < before)).rowcount


def _here(organisation_id: str, route: str, key: str) -> ColumnElement[bool]:
    return and_(_i.organisation_id == organisation_id, _i.route == route, _i.key == key)

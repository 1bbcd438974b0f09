"""Who did what, when: a record of each organisation that only grows.

`detail` is JSON without personal data: ids, codes and counts. Writers do not wait for one another, so the
numbers have gaps on PostgreSQL; a chain over them, when there is one, is sealed by one process afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from app.db.rows import columns, every
from app.db.tables import audit_event, audit_event_seq
from app.db.writing import next_number


@dataclass(frozen=True, slots=True)
class AuditEventRow:
    organisation_id: str
    seq: int
    at: datetime
    actor: str
    action: str
    subject: str
    detail: bytes


def append(
    connection: Connection,
    organisation_id: str,
    *,
    at: datetime,
    actor: str,
    action: str,
    subject: str,
    detail: bytes = b"{}",
) -> None:
    """`actor`: a key id or `system`; `action`: verb and object; `subject`: the id that it was done to."""
    connection.execute(
        insert(audit_event).values(
            organisation_id=organisation_id,
            seq=next_number(connection, audit_event, audit_event_seq, organisation_id),
            at=at,
            actor=actor,
            action=action,
            subject=subject,
            detail=detail,
        )
    )


def events(
    connection: Connection, organisation_id: str, *, after_seq: int = 0, limit: int
) -> tuple[AuditEventRow, ...]:
    """The record, oldest first, from behind `after_seq`."""
    query = select(*columns(AuditEventRow, audit_event)).where(
        audit_event.c.organisation_id == organisation_id, audit_event.c.seq > after_seq
    )
    return every(AuditEventRow, connection.execute(query.order_by(audit_event.c.seq).limit(limit)))

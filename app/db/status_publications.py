"""What the world was told: signed status lists, numbered, and never a lower number after a higher one.

Two steps with the signature between them and no transaction open meanwhile: `begin` takes a number and what
the ledger says at that moment, `publish` stores the signed bytes unless a newer list was published while we
signed. A verifier therefore never sees a list that knows less than an earlier one (security page, S3;
invariant I4).
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, exists, insert, not_, or_, select, update

from app.db.rows import columns, first
from app.db.status_ledger import set_indexes
from app.db.status_lists import Purpose, lock
from app.db.tables import status_list, status_publication

_l = status_list.c
_p = status_publication.c


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What publication `number` of a list will say: the indexes whose bit is set, as of ledger line
    `event_seq`.
    """

    organisation_id: str
    list_id: int
    purpose: Purpose
    size: int
    number: int
    event_seq: int
    set_indexes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PublicationRow:
    organisation_id: str
    list_id: int
    number: int
    event_seq: int
    body: bytes
    sha256: bytes
    valid_from: datetime
    valid_until: datetime | None
    published_at: datetime


def begin(connection: Connection, organisation_id: str, list_id: int) -> Snapshot | None:
    """Take the next number of a list and what the ledger says now; None if there is no such list.

    Sign it with no transaction open, then `publish`. A number that is never published is a gap and no harm.
    """
    here = and_(_l.organisation_id == organisation_id, _l.id == list_id)
    begun = update(status_list).where(here).values(last_number=_l.last_number + 1)
    row = connection.execute(begun.returning(_l.purpose, _l.size, _l.last_number, _l.last_event)).first()
    if row is None:
        return None
    indexes = set_indexes(connection, organisation_id, list_id, up_to=row.last_event)
    return Snapshot(organisation_id, list_id, row.purpose, row.size, row.last_number, row.last_event, indexes)


def publish(
    connection: Connection,
    snapshot: Snapshot,
    body: bytes,
    *,
    valid_from: datetime,
    valid_until: datetime | None,
    published_at: datetime,
) -> bool:
    """Store a signed list. False, and nothing stored, if a higher number was published meanwhile."""
    lock(connection, snapshot.organisation_id, snapshot.list_id)
    newest = latest(connection, snapshot.organisation_id, snapshot.list_id)
    if newest is not None and newest.number >= snapshot.number:
        return False
    row = PublicationRow(
        snapshot.organisation_id,
        snapshot.list_id,
        snapshot.number,
        snapshot.event_seq,
        body,
        hashlib.sha256(body).digest(),
        valid_from,
        valid_until,
        published_at,
    )
    connection.execute(insert(status_publication).values(**asdict(row)))
    return True


def latest(connection: Connection, organisation_id: str, list_id: int) -> PublicationRow | None:
    """What the list's address answers with; None if the list was never published."""
    query = select(*columns(PublicationRow, status_publication)).where(
        _p.organisation_id == organisation_id, _p.list_id == list_id
    )
    return first(PublicationRow, connection.execute(query.order_by(_p.number.desc()).limit(1)))


def due(connection: Connection, *, expiring_before: datetime) -> tuple[tuple[str, int], ...]:
    """(organisation, list) of every list whose newest publication lacks ledger lines or ends before then.

    A list that was never published is due.
    """
    good = exists().where(
        _p.organisation_id == _l.organisation_id,
        _p.list_id == _l.id,
        _p.event_seq >= _l.last_event,
        or_(_p.valid_until.is_(None), _p.valid_until >= expiring_before),
    )
    query = select(_l.organisation_id, _l.id).where(not_(good)).order_by(_l.organisation_id, _l.id)
    return tuple((row.organisation_id, row.id) for row in connection.execute(query))

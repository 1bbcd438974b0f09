"""Who gets which bit of which list.

An index is a counter's next value behind a keyed permutation: unique for ever, and it tells nothing about
the order of awards (security page, S1 and S7). Lists fill one after the other, one open list per purpose, so
that as many awards as possible hide in each.

What happened to an award is the ledger's business (status_ledger.py), what the world was told is that of
status_publications.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, and_, func, insert, select, update

from app.db.rows import columns, every, first
from app.db.tables import organisation, status_list
from credentials.status import MINIMUM_LENGTH, position

Purpose = Literal["revocation", "suspension"]

#: Bytes of the key of a list's permutation.
PERMUTATION_KEY_BYTES = 32

_l = status_list.c


@dataclass(frozen=True, slots=True)
class Reservation:
    """An entry that belongs to one award for ever."""

    list_id: int
    list_index: int


@dataclass(frozen=True, slots=True)
class StatusListRow:
    organisation_id: str
    id: int
    purpose: Purpose
    size: int
    next_counter: int
    last_event: int
    last_number: int
    opened_at: datetime
    closed_at: datetime | None


def reserve(
    connection: Connection,
    organisation_id: str,
    purpose: Purpose,
    *,
    random: Callable[[int], bytes],
    at: datetime,
    size: int = MINIMUM_LENGTH,
) -> Reservation:
    """The next free entry of the organisation's open list of that purpose; opens a list where there is none.

    `size` is that of a new list. Safe under parallel calls on both engines, and a rolled back reservation
    gives its entry back. The reservations of one organisation queue at its row and not only at the list's:
    who waited for the last entry of a list would keep that list's lock while it waits for whoever opens the
    next, and two such waits can meet in a deadlock.
    """
    here = select(organisation.c.id).where(organisation.c.id == organisation_id)
    connection.execute(here.with_for_update(key_share=True))
    taken = _take(connection, organisation_id, purpose)
    if taken is None:
        _open(connection, organisation_id, purpose, random(PERMUTATION_KEY_BYTES), size, at)
        taken = _take(connection, organisation_id, purpose)
    if taken is None:
        raise RuntimeError("a list that was just opened has no free entry")
    return taken


def lists(connection: Connection, organisation_id: str) -> tuple[StatusListRow, ...]:
    """Every list of the organisation, oldest first."""
    query = select(*columns(StatusListRow, status_list)).where(_l.organisation_id == organisation_id)
    return every(StatusListRow, connection.execute(query.order_by(_l.id)))


def get(connection: Connection, organisation_id: str, list_id: int) -> StatusListRow | None:
    """One list of the organisation, or None."""
    query = select(*columns(StatusListRow, status_list)).where(
        _l.organisation_id == organisation_id, _l.id == list_id
    )
    return first(StatusListRow, connection.execute(query))


def close_open_lists(connection: Connection, at: datetime) -> int:
    """After a restore: nothing more is handed out from any list that the backup knew (F8). How many were
    closed.
    """
    change = update(status_list).where(_l.closed_at.is_(None))
    return connection.execute(change.values(closed_at=at)).rowcount


def lock(connection: Connection, organisation_id: str, list_id: int) -> int | None:
    """Hold the list's row until the transaction ends; returns the ledger's newest `seq`. None: no such list.

    The lock does not stop inserts that refer to the list. On SQLite the whole transaction is a lock already.
    """
    query = select(_l.last_event).where(_l.organisation_id == organisation_id, _l.id == list_id)
    return connection.execute(query.with_for_update(key_share=True)).scalar()


def _take(connection: Connection, organisation_id: str, purpose: Purpose) -> Reservation | None:
    """Count one entry of the oldest open list; None if none is open."""
    is_open = and_(
        _l.organisation_id == organisation_id,
        _l.purpose == purpose,
        _l.closed_at.is_(None),
        _l.next_counter < _l.size,
    )
    oldest = select(func.min(_l.id)).where(is_open).scalar_subquery()
    # `is_open` again for the row itself: it is looked at once more after a wait for its lock.
    count = update(status_list).where(_l.id == oldest, is_open).values(next_counter=_l.next_counter + 1)
    row = connection.execute(count.returning(_l.id, _l.permutation_key, _l.size, _l.next_counter)).first()
    if row is None:
        return None
    return Reservation(row.id, position(row.permutation_key, row.next_counter - 1, row.size))


def _open(
    connection: Connection, organisation_id: str, purpose: Purpose, key: bytes, size: int, at: datetime
) -> None:
    newest = select(func.coalesce(func.max(_l.id), 0)).where(_l.organisation_id == organisation_id)
    connection.execute(
        insert(status_list).values(
            organisation_id=organisation_id,
            id=connection.execute(newest).scalar_one() + 1,
            purpose=purpose,
            size=size,
            permutation_key=key,
            opened_at=at,
        )
    )

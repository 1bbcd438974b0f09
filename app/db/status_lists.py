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

from sqlalchemy import ColumnElement, Connection, and_, func, select, update

from app.db.rows import columns, every
from app.db.tables import organisation, status_list
from app.db.writing import insert_unless_there
from credentials.status import MINIMUM_LENGTH, position

Purpose = Literal["revocation", "suspension"]

#: Bytes of the key of a list's permutation.
PERMUTATION_KEY_BYTES = 32
#: A failed attempt means that somebody else got an entry, so this is far more than contention needs.
_ATTEMPTS = 1000

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

    `size` is that of a new list. Safe under parallel calls on both engines: the list's row stays locked
    until the transaction ends, and a rolled back reservation gives its entry back.
    """
    open_list = select(func.min(_l.id)).where(_is_open(organisation_id, purpose)).scalar_subquery()
    take = (
        update(status_list)
        .where(
            _l.organisation_id == organisation_id,
            _l.id == open_list,
            # Looked at again after a wait for the row's lock: a racer may have taken the last entry
            # meanwhile.
            _l.next_counter < _l.size,
            _l.closed_at.is_(None),
        )
        .values(next_counter=_l.next_counter + 1)
        .returning(_l.id, _l.permutation_key, _l.size, _l.next_counter)
    )
    for _ in range(_ATTEMPTS):
        taken = connection.execute(take).first()
        if taken is not None:
            return Reservation(taken.id, position(taken.permutation_key, taken.next_counter - 1, taken.size))
        _open_one(connection, organisation_id, purpose, random(PERMUTATION_KEY_BYTES), size, at)
    raise RuntimeError("no status index could be reserved: the lists of this organisation are inconsistent")


def lists(connection: Connection, organisation_id: str) -> tuple[StatusListRow, ...]:
    """Every list of the organisation, oldest first."""
    query = select(*columns(StatusListRow, status_list)).where(_l.organisation_id == organisation_id)
    return every(StatusListRow, connection.execute(query.order_by(_l.id)))


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


def _is_open(organisation_id: str, purpose: Purpose) -> ColumnElement[bool]:
    return and_(
        _l.organisation_id == organisation_id,
        _l.purpose == purpose,
        _l.closed_at.is_(None),
        _l.next_counter < _l.size,
    )


def _open_one(
    connection: Connection, organisation_id: str, purpose: Purpose, key: bytes, size: int, at: datetime
) -> None:
    """Open a list unless one is open. Racers queue at the organisation's row, so that only one of them opens.
    """
    here = select(organisation.c.id).where(organisation.c.id == organisation_id)
    connection.execute(here.with_for_update(key_share=True))
    if connection.execute(select(_l.id).where(_is_open(organisation_id, purpose)).limit(1)).first():
        return
    newest = select(func.coalesce(func.max(_l.id), 0)).where(_l.organisation_id == organisation_id)
    values = {
        "organisation_id": organisation_id,
        "id": connection.execute(newest).scalar_one() + 1,
        "purpose": purpose,
        "size": size,
        "permutation_key": key,
        "opened_at": at,
    }
    insert_unless_there(connection, status_list, values)

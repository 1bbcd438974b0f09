"""What happened to awards: a ledger that only grows, from which every status bit is derived.

Bits are never stored and never edited: they are what the ledger says when a list is published (security
page, S2). A line is numbered in the locked row of its list, so the numbers of a list have no gaps and follow
the order of the commits. A sequence would not do: a lower number can be committed after a higher one was
published, and its bit would be lost.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, and_, insert, select, update

from app.db.rows import columns, every
from app.db.status_lists import lock
from app.db.tables import credential, status_event, status_list

Action = Literal["revoke", "suspend", "reinstate"]

_e = status_event.c


@dataclass(frozen=True, slots=True)
class StatusEventRow:
    """One line of the ledger. `reason` is public, `note` is not."""

    organisation_id: str
    list_id: int
    seq: int
    list_index: int
    credential_id: str
    action: Action
    reason: str
    note: str | None
    at: datetime
    actor: str


def append(
    connection: Connection,
    organisation_id: str,
    credential_id: str,
    action: Action,
    *,
    reason: str,
    note: str | None = None,
    at: datetime,
    actor: str,
) -> StatusEventRow | None:
    """Write a line of the ledger. None, and nothing written, if it would say nothing new:

    the award is revoked already, `suspend` while suspended, `reinstate` while not, any of both after a
    revocation; or there is no such award, or it has no entry for that purpose. Parallel calls are decided by
    the list's lock.
    """
    entry = connection.execute(
        select(*_entry(action)).where(
            credential.c.organisation_id == organisation_id, credential.c.id == credential_id
        )
    ).first()
    if entry is None or entry.list_id is None:
        return None
    seq = lock(connection, organisation_id, entry.list_id)
    if seq is None or not _says_something_new(connection, organisation_id, credential_id, action):
        return None
    row = StatusEventRow(
        organisation_id,
        entry.list_id,
        seq + 1,
        entry.list_index,
        credential_id,
        action,
        reason,
        note,
        at,
        actor,
    )
    here = and_(status_list.c.organisation_id == organisation_id, status_list.c.id == entry.list_id)
    connection.execute(update(status_list).where(here).values(last_event=row.seq))
    connection.execute(insert(status_event).values(**asdict(row)))
    return row


def events_of(connection: Connection, organisation_id: str, credential_id: str) -> tuple[StatusEventRow, ...]:
    """What happened to one award, in order of time."""
    query = select(*columns(StatusEventRow, status_event)).where(
        _e.organisation_id == organisation_id, _e.credential_id == credential_id
    )
    return every(StatusEventRow, connection.execute(query.order_by(_e.at, _e.list_id, _e.seq)))


def set_indexes(connection: Connection, organisation_id: str, list_id: int, *, up_to: int) -> tuple[int, ...]:
    """The indexes whose bit is set after ledger line `up_to`: revoked ones, or those suspended last.
    Ascending.
    """
    query = (
        select(_e.list_index, _e.action)
        .where(_e.organisation_id == organisation_id, _e.list_id == list_id, _e.seq <= up_to)
        .order_by(_e.seq)
    )
    last = {row.list_index: row.action for row in connection.execute(query)}
    return tuple(sorted(index for index, action in last.items() if action != "reinstate"))


def _entry(action: Action) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """The award's entry that the action concerns, as `list_id` and `list_index`."""
    c = credential.c
    if action == "revoke":
        return c.list_id, c.list_index
    return c.suspension_list_id.label("list_id"), c.suspension_list_index.label("list_index")


def _says_something_new(
    connection: Connection, organisation_id: str, credential_id: str, action: Action
) -> bool:
    query = (
        select(_e.action)
        .where(_e.organisation_id == organisation_id, _e.credential_id == credential_id)
        .order_by(_e.seq)
    )
    so_far = list(connection.execute(query).scalars())
    if "revoke" in so_far:
        return False
    suspended = bool(so_far) and so_far[-1] == "suspend"
    return {"revoke": True, "suspend": not suspended, "reinstate": suspended}[action]

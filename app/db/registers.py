"""Lists of organisations that somebody vouches for, loaded by the operator. Matched by DID, never by name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from app.db.rows import columns, every
from app.db.tables import trust_register, trust_register_entry


@dataclass(frozen=True, slots=True)
class RegisterRow:
    id: str
    name: str
    url: str | None
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """An organisation as the register names it; `url` is where the register says so."""

    did: str
    name: str
    url: str | None


@dataclass(frozen=True, slots=True)
class VoucherRow:
    """A register that vouches for a DID, and under which name."""

    register_id: str
    register_name: str
    register_url: str | None
    did: str
    name: str
    url: str | None


def replace(connection: Connection, register: RegisterRow, entries: Iterable[RegisterEntry]) -> None:
    """Make the register say exactly this. What it said before is gone."""
    connection.execute(delete(trust_register_entry).where(trust_register_entry.c.register_id == register.id))
    connection.execute(delete(trust_register).where(trust_register.c.id == register.id))
    connection.execute(
        insert(trust_register).values(
            id=register.id, name=register.name, url=register.url, updated_at=register.updated_at
        )
    )
    rows = [
        {"register_id": register.id, "did": entry.did, "name": entry.name, "url": entry.url}
        for entry in entries
    ]
    if rows:
        connection.execute(insert(trust_register_entry), rows)


def registers(connection: Connection) -> tuple[RegisterRow, ...]:
    """Every register that was loaded here, by id."""
    query = select(*columns(RegisterRow, trust_register)).order_by(trust_register.c.id)
    return every(RegisterRow, connection.execute(query))


def vouchers(connection: Connection, did: str) -> tuple[VoucherRow, ...]:
    """Who vouches for this DID, by register id."""
    query = (
        select(
            *columns(
                VoucherRow,
                trust_register_entry,
                register_name=trust_register.c.name,
                register_url=trust_register.c.url,
            )
        )
        .join(trust_register, trust_register.c.id == trust_register_entry.c.register_id)
        .where(trust_register_entry.c.did == did)
        .order_by(trust_register_entry.c.register_id)
    )
    return every(VoucherRow, connection.execute(query))

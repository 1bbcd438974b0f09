"""Trust registers: lists of DIDs that somebody vouches for, loaded by the operator."""

from __future__ import annotations

from collections.abc import Sequence

from app.db import registers
from app.db.registers import RegisterEntry, RegisterRow
from app.verbs.actors import Operator
from app.wiring import Tools
from credentials.verification.case import Trust, Vouch


def load(
    tools: Tools,
    operator: Operator,
    register: str,
    *,
    name: str,
    url: str | None,
    entries: Sequence[RegisterEntry],
) -> RegisterRow:
    """Make the register say exactly this."""
    row = RegisterRow(register, name, url, tools.clock.now())
    with tools.database.write() as connection:
        registers.replace(connection, row, entries)
    return row


def trust(tools: Tools, did: str | None) -> Trust:
    """What this deployment believes about one issuer before it looks."""
    if did is None:
        return Trust(domain_suffices=tools.settings.domain_suffices)
    with tools.database.read() as connection:
        rows = registers.vouchers(connection, did)
    vouches = tuple(Vouch(row.register_name, row.did, row.name, row.url) for row in rows)
    return Trust({did: vouches} if vouches else {}, domain_suffices=tools.settings.domain_suffices)

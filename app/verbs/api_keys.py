"""Handing out an organisation's API keys, and taking them back at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app import tokens
from app.db import api_keys, audit, organisations
from app.db.api_keys import ApiKeyRow
from app.errors import Conflict, InsufficientScope, NotFound
from app.scopes import Scope
from app.verbs.actors import Caller, Operator
from app.wiring import Tools

#: the old key and its successor; a third would be one that nobody remembers
_LIVE_AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key at the only moment when its text is known."""

    row: ApiKeyRow
    text: str

    def __repr__(self) -> str:
        return f"NewKey(row={self.row!r})"


def create(
    tools: Tools,
    by: Caller | Operator,
    organisation: str,
    *,
    label: str,
    scopes: Iterable[Scope],
    expires_at: datetime | None = None,
) -> NewKey:
    """A key with those scopes; a caller can give away only what it has.

    Raises NotFound, InsufficientScope, or Conflict when two live keys bear this label already.
    """
    now = tools.clock.now()
    wanted = frozenset(scopes)
    if isinstance(by, Caller):
        by.require(Scope.KEYS_MANAGE)
        if missing := wanted - by.scopes:
            raise InsufficientScope(min(missing))
    key = tokens.mint(tokens.API_PREFIX, tools.random)
    row = ApiKeyRow(
        organisation,
        key.key_id,
        tokens.fingerprint(tools.secrets.api_key_pepper, key.text),
        " ".join(sorted(wanted)),
        label,
        now,
        expires_at,
    )
    with tools.database.write() as connection:
        if organisations.get(connection, organisation) is None:
            raise NotFound
        organisations.lock(connection, organisation)
        live = [k for k in api_keys.of_organisation(connection, organisation) if is_live(k, now)]
        if sum(k.label == label for k in live) >= _LIVE_AT_ONCE:
            raise Conflict("two-keys-live", f"Two keys labelled {label} are live; revoke one of them first.")
        api_keys.add(connection, row)
        audit.append(
            connection, organisation, at=now, actor=by.actor, action="api-key.created", subject=key.key_id
        )
    return NewKey(row, key.text)


def revoke(tools: Tools, by: Caller | Operator, organisation: str, key_id: str) -> None:
    """Takes effect with the next request. Raises NotFound for a key that is not live."""
    if isinstance(by, Caller):
        by.require(Scope.KEYS_MANAGE)
    now = tools.clock.now()
    with tools.database.write() as connection:
        if not api_keys.revoke(connection, organisation, key_id, now):
            raise NotFound
        audit.append(
            connection, organisation, at=now, actor=by.actor, action="api-key.revoked", subject=key_id
        )


def is_live(row: ApiKeyRow, at: datetime) -> bool:
    return row.revoked_at is None and (row.expires_at is None or row.expires_at > at)

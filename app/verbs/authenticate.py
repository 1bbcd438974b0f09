"""From the text of a key to who is calling (security A3, A4). Says nothing about why a key is not good."""

from __future__ import annotations

import hmac
from datetime import timedelta

from app import tokens
from app.db import api_keys
from app.errors import Unauthorized
from app.scopes import Scope
from app.verbs.actors import Caller, Operator
from app.wiring import Tools

#: compared with when there is no such key, so that its absence takes as long as a wrong secret
_NOBODY = bytes(32)
#: `last_used_at` is written at most this often: a busy key must not become a busy row
_RESOLUTION = timedelta(minutes=10)


def caller(tools: Tools, text: str) -> Caller:
    """Raises Unauthorized for anything but an organisation's key that is in force at this moment."""
    key = tokens.parse(text)
    if key is None or key.prefix != tokens.API_PREFIX:
        raise Unauthorized
    now = tools.clock.now()
    with tools.database.read() as connection:
        row = api_keys.find(connection, key.key_id)
    good = _same(tools, key.text, row.secret_mac if row else _NOBODY)
    if row is None or not good or row.revoked_at is not None:
        raise Unauthorized
    if row.expires_at is not None and row.expires_at <= now:
        raise Unauthorized
    if row.last_used_at is None or row.last_used_at <= now - _RESOLUTION:
        with tools.database.write() as connection:
            api_keys.touch(connection, key.key_id, now, resolution=_RESOLUTION)
    return Caller(row.organisation_id, row.key_id, frozenset(Scope(s) for s in row.scopes.split()))


def operator(tools: Tools, text: str) -> Operator:
    """Raises Unauthorized for anything but an operator key that is in force."""
    key = tokens.parse(text)
    if key is None or key.prefix != tokens.OPERATOR_PREFIX:
        raise Unauthorized
    now = tools.clock.now()
    with tools.database.read() as connection:
        row = api_keys.find_operator_key(connection, key.key_id)
    good = _same(tools, key.text, row.secret_mac if row else _NOBODY)
    if row is None or not good or row.revoked_at is not None:
        raise Unauthorized
    if row.last_used_at is None or row.last_used_at <= now - _RESOLUTION:
        with tools.database.write() as connection:
            api_keys.touch_operator_key(connection, key.key_id, now, resolution=_RESOLUTION)
    return Operator(row.key_id)


def _same(tools: Tools, text: str, stored: bytes) -> bool:
    return hmac.compare_digest(tokens.fingerprint(tools.secrets.api_key_pepper, text), stored)

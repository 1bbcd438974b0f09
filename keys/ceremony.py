"""What may become of a key: pending, active, retired, compromised. Never back, and never forgotten.

Pure: a record and a moment in, a record out; whoever stores it audits it. Which key is active when is
decided in app/verbs. Security page, K1 and K2.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from keys.custody import KeyRecord, KeyState
from keys.errors import KeyRefused


def activate(record: KeyRecord, at: datetime) -> KeyRecord:
    """A pending key begins to sign at `at`. Raises KeyRefused."""
    _require(record, at, KeyState.PENDING, not_before=record.created_at)
    return replace(record, state=KeyState.ACTIVE, activated_at=at)


def retire(record: KeyRecord, at: datetime) -> KeyRecord:
    """An active key signs no more from `at` on; what it signed stays valid. Raises KeyRefused."""
    _require(record, at, KeyState.ACTIVE, not_before=record.activated_at or record.created_at)
    return replace(record, state=KeyState.RETIRED, retired_at=at)


def declare_compromised(record: KeyRecord, at: datetime) -> KeyRecord:
    """Since `at` others may have had this key; `at` is what the DID document says in `revoked`.

    It may lie before today and before activation, but not before the key existed. Final: a key is
    declared once, so that a published date does not change. Raises KeyRefused.
    """
    known = (KeyState.PENDING, KeyState.ACTIVE, KeyState.RETIRED)
    _require(record, at, *known, not_before=record.created_at)
    return replace(record, state=KeyState.COMPROMISED, compromised_at=at)


def _require(record: KeyRecord, at: datetime, *states: KeyState, not_before: datetime) -> None:
    if record.state not in states:
        raise KeyRefused(f"key {record.key_id} is {record.state}, not {' or '.join(states)}")
    if at.utcoffset() is None:
        raise ValueError("the moment of a change of state needs a time zone")
    if at < not_before:
        raise KeyRefused(f"key {record.key_id} cannot change state before {not_before.isoformat()}")

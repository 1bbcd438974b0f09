"""The promises that every custodian of private keys makes, and nothing more.

A custodian may be software in this process, an HSM or a remote service; callers see only these
protocols. What a signature's bytes must look like is fixed here: Ed25519 gives 64 bytes (RFC 8032);
ECDSA gives r‖s of fixed width (IEEE P1363), never DER.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from keys.multikey import Algorithm, PublicKey


class KeyState(StrEnum):
    """Where a key is in its life. Security page, K1."""

    PENDING = "pending"  # published, not yet signing
    ACTIVE = "active"  # signs
    RETIRED = "retired"  # verifies for ever, signs no more; published without `expires`
    COMPROMISED = "compromised"  # published with `revoked`


class KeyPurpose(StrEnum):
    """What a key may sign. Separate keys for separate things (K3)."""

    CREDENTIAL = "credential"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class KeyRecord:
    """One key of one tenant, as stored: the private half only as sealed bytes."""

    tenant: str
    key_id: str
    algorithm: Algorithm
    purpose: KeyPurpose
    state: KeyState
    public: PublicKey
    sealed: bytes = field(repr=False)
    created_at: datetime
    activated_at: datetime | None = None
    retired_at: datetime | None = None
    compromised_at: datetime | None = None


class Signer(Protocol):
    """One private key, somewhere we cannot see it."""

    @property
    def key_id(self) -> str: ...

    @property
    def public(self) -> PublicKey: ...

    def sign(self, message: bytes) -> bytes:
        """Ed25519: 64 bytes. ECDSA: r‖s of fixed width, never DER. Deterministic where the backend can.

        Raises KeyUnavailable if the custodian cannot be reached now, and
        KeyRefused if it can but will not sign.
        """
        ...


class KeyStore(Protocol):
    """Where key records rest. Implemented in app/db; keys/ never sees a database."""

    def add(self, record: KeyRecord) -> None: ...

    def replace(self, record: KeyRecord) -> None:
        """Store a changed state of an existing record. Raises KeyRefused if it is not there."""
        ...

    def get(self, tenant: str, key_id: str) -> KeyRecord | None: ...

    def of_tenant(self, tenant: str) -> tuple[KeyRecord, ...]:
        """Every key the tenant ever had, oldest first."""
        ...


class Custodian(Protocol):
    """Makes keys and hands out signers. One per deployment, chosen in app/wiring."""

    def generate(
        self, tenant: str, key_id: str, algorithm: Algorithm, purpose: KeyPurpose, at: datetime
    ) -> KeyRecord:
        """A fresh key pair in state `pending`, not yet stored."""
        ...

    def signer(self, record: KeyRecord, *, purpose: KeyPurpose) -> Signer:
        """A signer for an `active` key of that purpose.

        Raises KeyRefused for any other state or purpose, SealBroken, or KeyUnavailable.
        """
        ...

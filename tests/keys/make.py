"""Keys and custodians for tests, from seeds: the same ones in every run."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import shake_256

from keys.ceremony import activate
from keys.custody import KeyPurpose, KeyRecord, Signer
from keys.multikey import Algorithm
from keys.software import SoftwareCustodian

CREATED = datetime(2026, 3, 1, 9, tzinfo=UTC)
MASTER_KEY = shake_256(b"cairn test master key").digest(32)
SIGNING = (Algorithm.ED25519, Algorithm.P256, Algorithm.P384)


def make_random(seed: str, *first: bytes) -> Callable[[int], bytes]:
    """A source of bytes that gives `first`, then a stream that depends on `seed` only."""
    script, drawn = list(first), 0

    def random(size: int) -> bytes:
        nonlocal drawn
        if script:
            return script.pop(0)
        drawn += 1
        return shake_256(f"{seed} {drawn}".encode()).digest(size)

    return random


def make_custodian(seed: str = "custodian", master_key: bytes = MASTER_KEY) -> SoftwareCustodian:
    return SoftwareCustodian(master_key, make_random(seed))


def make_key(
    custodian: SoftwareCustodian,
    algorithm: Algorithm = Algorithm.ED25519,
    *,
    tenant: str = "north",
    key_id: str = "k1",
    purpose: KeyPurpose = KeyPurpose.CREDENTIAL,
) -> KeyRecord:
    """An active key."""
    return activate(custodian.generate(tenant, key_id, algorithm, purpose, CREATED), CREATED)


def make_signer(algorithm: Algorithm, seed: str = "signer") -> Signer:
    custodian = make_custodian(seed)
    return custodian.signer(make_key(custodian, algorithm), purpose=KeyPurpose.CREDENTIAL)


def make_signer_of(algorithm: Algorithm, private: str) -> Signer:
    """A signer of a known private key (hexadecimal), by giving it to `generate` as the first draw."""
    if algorithm is Algorithm.ED25519:
        draw = bytes.fromhex(private)
    else:  # generate() adds one to what it draws, and draws 64 bits too many
        size = len(private) // 2 + 8
        draw = (int(private, 16) - 1).to_bytes(size, "big")
    custodian = SoftwareCustodian(MASTER_KEY, make_random("known", draw))
    return custodian.signer(make_key(custodian, algorithm), purpose=KeyPurpose.CREDENTIAL)

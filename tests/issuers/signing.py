"""Signers whose keys come from a seed, under did:key, for tests that sign and verify."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from credentials.issuing import prepare, sign
from credentials.proofs import data_integrity
from issuers.badge import BADGE
from issuers.profile import Organisation
from keys.multikey import Algorithm, PublicKey, did_key

AT = datetime(2026, 12, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Seeded:
    """An Ed25519 key that anybody can make again from its seed; for tests only."""

    seed: str

    @property
    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(sha256(self.seed.encode()).digest())

    @property
    def key_id(self) -> str:
        return self.public.to_multikey()

    @property
    def public(self) -> PublicKey:
        return PublicKey(Algorithm.ED25519, self._private.public_key().public_bytes_raw())

    @property
    def did(self) -> str:
        return did_key(self.public)

    @property
    def method(self) -> str:
        return f"{self.did}#{self.key_id}"

    def sign(self, message: bytes) -> bytes:
        return self._private.sign(message)


def under_key(organisation: Organisation, seed: str) -> tuple[Organisation, Seeded]:
    """The organisation with a did:key, and its signer."""
    signer = Seeded(seed)
    return replace(organisation, did=signer.did), signer


def signed(document: dict[str, Any], signer: Seeded) -> dict[str, Any]:
    """Prepared under the badge profile and signed, as the service does it."""
    result = sign(
        prepare(document, BADGE),
        signer=signer,
        verification_method=signer.method,
        created=AT,
        published=signer.public,
    )
    return result.document


def confirmed_by(document: dict[str, Any], signer: Seeded) -> dict[str, Any]:
    """The document with one proof more, by somebody else."""
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": "2026-11-30T00:00:00Z",
        "verificationMethod": signer.method,
        "proofPurpose": "assertionMethod",
    }
    bare = {name: value for name, value in document.items() if name != "proof"}
    proof = data_integrity.sign(bare, options, signer)
    return {**document, "proof": [*document["proof"], proof]}

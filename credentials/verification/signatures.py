"""One signature and its key: was the key in use, is the proof for this purpose, do the bytes fit?

Whose key it is was settled before (resolving.py). The checks ask this of the issuer's signatures, and
confirmations.py of those of the parties that an award names.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from credentials.findings import Problem
from credentials.instants import format_instant, parse_instant
from credentials.json_types import JsonObject
from credentials.proofs import data_integrity, vc_jwt
from credentials.verification.case import Case
from credentials.verification.resolving import Key
from credentials.verification.signatories import Signatory

#: Problems of a signature that leave open whether it is right.
UNDECIDED: Final = frozenset({"unsupported-cryptosuite"})


def lifetime_problem(case: Case, signatory: Signatory, key: Key) -> Problem | None:
    """Why a key may not be relied on for this signature at this moment, by the key's own dates.

    A thief can backdate what a stolen key signs, so a revoked key is refused whatever the signature says,
    from the moment of its revocation on (Controlled Identifiers 1.0, section 2.2). Expiry is no accusation,
    so it is compared with the time that the signature gives, or else with the moment of the check.
    """
    at = f"{signatory.pointer}/verificationMethod" if signatory.pointer else None
    if key.revoked is not None and case.at >= key.revoked:
        return Problem("key-revoked", f"The key was revoked at {format_instant(key.revoked)}.", at)
    if key.expires is not None and (_signed_at(case, signatory) or case.at) >= key.expires:
        detail = f"The signature was made after the key had expired at {format_instant(key.expires)}."
        return Problem("key-not-valid-at-time", detail, at)
    return None


def signature_problem(case: Case, signatory: Signatory, key: Key) -> Problem | None:
    """Why this is no signature of the presented document for the purpose of issuing it, or None."""
    if signatory.proof is None:
        assert case.jwt is not None  # a signatory without a proof is a token's
        return vc_jwt.signature_problem(case.jwt, key.public)
    problem = _terms_problem(signatory.pointer, signatory.proof)
    if problem is not None:
        return problem
    return data_integrity.signature_problem(
        case.document, signatory.proof, key.public, pointer=signatory.pointer
    )


def _terms_problem(pointer: str, proof: JsonObject) -> Problem | None:
    """What a proof says about itself that must be so before its signature means anything."""
    if proof.get("proofPurpose") != "assertionMethod":
        detail = "The proof was not made to issue a credential (`assertionMethod`)."
        return Problem("PROOF_VERIFICATION_ERROR", detail, f"{pointer}/proofPurpose")
    for name in ("created", "expires"):
        if name in proof and parse_instant(proof[name]) is None:
            detail = f"The proof's `{name}` must be an instant with a time zone."
            return Problem("PROOF_VERIFICATION_ERROR", detail, f"{pointer}/{name}")
    return None


def _signed_at(case: Case, signatory: Signatory) -> datetime | None:
    """When the signature was made, by its own word; None where it says nothing."""
    if signatory.proof is not None:
        return parse_instant(signatory.proof.get("created"))
    assert case.jwt is not None
    seconds = case.jwt.payload.get("iat", case.jwt.payload.get("nbf"))
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None
